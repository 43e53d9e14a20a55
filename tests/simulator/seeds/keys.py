# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The keys that a starting state has: four v2 keys, a v1-only pair and an application password."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ..state.records import ApiKey, LegacyKey

if TYPE_CHECKING:
    from ..simulator import Simulator

#: Names of the v2 keys with scope and state; their numbers are those of the recordings' README.
_V2 = {
    "rw": ("read_write", True),
    "ro": ("read", True),
    "wo": ("write", True),
    "off": ("read_write", False),
}


def made_up() -> dict[str, Any]:
    """Return keys in the form of the recordings' ``keys.json``, always the same ones, derived from their names."""
    keys: dict[str, Any] = {name: f"{_digits(f'{name} secret')}=={_digits(f'{name} key')}" for name in _V2}
    keys["v1"] = {"consumer_key": f"ck_{_digits('v1 key')}", "consumer_secret": f"cs_{_digits('v1 secret')}"}
    return keys


def sow(simulator: Simulator, keys: dict[str, Any]) -> None:
    """Store the keys in the dashboard and tell the simulator's user about them."""
    dashboard = simulator.dashboard
    for name, (permissions, enabled) in _V2.items():
        secret, _separator, key = keys[name].partition("==")
        dashboard.keys.insert(ApiKey(f"ck_{key}", f"cs_{secret}", permissions, enabled, name))
        simulator.keys[name] = keys[name]
    pair = keys["v1"]
    dashboard.legacy_keys.append(LegacyKey(pair["consumer_key"], pair["consumer_secret"], description="v1"))
    simulator.keys["v1"] = dict(pair)
    simulator.keys["application"] = application()
    dashboard.application_passwords.append((application()["user"], application()["password"]))


def application() -> dict[str, str]:
    """Return user and password of the application password, which every starting state has."""
    return {"user": "admin", "password": _digits("application")[:24]}


def _digits(text: str) -> str:
    """Return 40 hexadecimal digits that depend on the text alone."""
    return hashlib.sha1(f"simulator {text}".encode(), usedforsecurity=False).hexdigest()
