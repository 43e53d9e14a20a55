# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The keys of the dashboard that is recorded, from the operator's file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .refusal import Refusal

_TOKEN = re.compile(r"[0-9a-f]{40}==[0-9a-f]{40}")


def read(path: Path) -> dict[str, Any]:
    """Return the keys as :func:`tests.contract.exchange.prepare` takes them, and ``ca_path``.

    Raises Refusal when the file cannot be read, or a key is missing or is not of the form that MainWP gives it.
    """
    try:
        keys = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(f"The file of keys {path} cannot be read: {error}") from error
    for name in ("rw", "ro", "wo", "off"):
        if not _TOKEN.fullmatch(str(keys.get(name, ""))):
            raise Refusal(f"{path}: {name} is missing or no bearer token (40 digits, ==, 40 digits)")
    if {"consumer_key", "consumer_secret"} - set(keys.get("v1") or {}):
        raise Refusal(f"{path}: v1 must hold consumer_key and consumer_secret")
    if "application_user" in keys:
        keys["application"] = {"user": keys["application_user"], "password": keys["application_password"]}
    return dict(keys)
