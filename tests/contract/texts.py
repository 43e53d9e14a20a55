# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Changing every text inside the requests and answers of the recordings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: The parts of a record that are sent, and whose texts therefore have to suit the dashboard that gets them.
SENT = ("path", "query", "json", "form", "multipart", "headers_sent")


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value as JSON knows it with ``change`` applied to all its texts, keys of objects included."""
    if isinstance(value, dict):
        return {change(key): changed(entry, change) for key, entry in value.items()}
    if isinstance(value, list):
        return [changed(entry, change) for entry in value]
    return change(value) if isinstance(value, str) else value


def with_request_changed(record: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return a record with ``change`` applied to the texts of its request."""
    return {key: changed(value, change) if key in SENT else value for key, value in record.items()}
