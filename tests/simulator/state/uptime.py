# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The settings of uptime monitoring: the global ones, what a monitor makes of them, and the labels of their values."""

from __future__ import annotations

from typing import Any

from .records import Monitor

UP, DOWN, PENDING, FIRST = 1, 0, 2, 3

#: The words of a status; any other number, as that of a monitor that was never checked, is "unknown".
STATUS_WORDS = {DOWN: "down", UP: "up", PENDING: "pending", FIRST: "first"}

#: Label -> minutes.
INTERVALS = {f"{minutes}m": minutes for minutes in (5, 10, 15, 30, 45)} | {
    f"{hours}h": hours * 60 for hours in range(1, 25)
}

#: Label -> seconds; 0 means no limit.
TIMEOUTS = {
    **{f"{seconds}s": seconds for seconds in (30, 45, 60, 90)},
    **{f"{minutes}min": minutes * 60 for minutes in (*range(2, 11), 15, 30, 45, 60, 90)},
    "No limit": 0,
}

TYPES = ("http", "ping", "keyword")
METHODS = ("head", "get", "post", "push", "patch", "delete")

#: What a monitor's own setting is when it inherits the global one.
INHERITED = {
    "active": -1,
    "interval": -1,
    "timeout": -1,
    "maxretries": -1,
    "type": "useglobal",
    "method": "useglobal",
    "up_status_codes": "useglobal",
}


def default_settings() -> dict[str, Any]:
    """Return the global settings of a new installation, as stored: monitoring is off."""
    return {
        "monitor_id": 0,
        "wpid": 0,
        "type": "http",
        "active": 0,
        "keyword": "",
        "interval": 60,
        "maxretries": 1,
        "up_status_codes": "200,201,202,203,204,205,206",
        "method": "head",
        "timeout": 60,
        "retention_limits": 180,
    }


def effective(monitor: Monitor, settings: dict[str, Any], name: str) -> Any:
    """Return what a monitor goes by: its own setting, or the global one where it inherits."""
    own = getattr(monitor, name)
    return settings[name] if own == INHERITED[name] else own
