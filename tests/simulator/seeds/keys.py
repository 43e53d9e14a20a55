# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The keys of every starting state: the ones of the recordings, which were made up for this purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..state.records import ApiKey, LegacyKey

if TYPE_CHECKING:
    from ..simulator import Simulator

TOKENS = {
    "rw": ("1172cd11d91012bf50680903be7270bf2ed4b76d", "e55347b0fbe6f6e197de42f5be3fc2316428f2a4", "read_write", True),
    "ro": ("c43ffd2eed31decfd776dd2d9cc19504567b22d9", "8f67883b2ce5ef0a6827b85c00daf34bf8c2289e", "read", True),
    "wo": ("d9e0930335fcdab7868b8848cf5fe53da613fdb3", "7960991253eafc8dae5a5cc6606964c074e7b322", "write", True),
    "off": ("56b11a0603c7b7b8b4f06918e1bb5378ccd481cc", "01149b71dfaa8a60db6154b0793abfcd41902562", "read_write", False),
}
LEGACY = ("ck_7ec6fee9b776b4aabc737721564435c5b8e8af28", "cs_7e54453d1613e09f1ee31c222a2d1cc1efec88bc")
APPLICATION = ("admin", "simu lato rsim ulat orsi mula")


def sow(simulator: Simulator) -> None:
    """Store the keys and tell the simulator's user about them."""
    dashboard = simulator.dashboard
    for name, (secret, key, permissions, enabled) in TOKENS.items():
        row = dashboard.keys.insert(ApiKey(f"ck_{key}", f"cs_{secret}", permissions, enabled, name))
        simulator.keys[name] = row.token
    dashboard.legacy_keys.append(LegacyKey(*LEGACY, description="v1"))
    simulator.keys["v1"] = {"consumer_key": LEGACY[0], "consumer_secret": LEGACY[1]}
    dashboard.application_passwords.append(APPLICATION)
    simulator.keys["application"] = {"user": APPLICATION[0], "password": APPLICATION[1]}
