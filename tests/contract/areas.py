# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Which records the contract test compares; the list grows with the simulator."""

from __future__ import annotations

from typing import Any

#: The areas whose every record is compared.
COMPARED = (
    "auth",
    "tags",
    "clients",
    "sites",
    "updates",
    "unreachable",
    "costs",
    "api-keys",
    "settings",
    "monitors",
    "users",
    "posts",
    "pages",
    "v1",
)

#: The areas that are sent, since they change what later records meet, but are not compared yet.
SENT_ONLY: tuple[str, ...] = ()


def is_compared(area: str, record: dict[str, Any]) -> bool:
    """Return whether a record of an area is compared."""
    return "event" not in record and area in COMPARED
