# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Which records the contract test compares; the list grows with the simulator."""

from __future__ import annotations

from typing import Any

#: The areas whose every record is compared.
COMPARED = ("auth", "tags", "clients", "sites", "updates", "unreachable", "api-keys", "settings", "monitors", "costs")

#: The areas that are sent, since they change what later records meet, but are not compared yet.
SENT_ONLY = ("users", "posts", "pages", "v1")

#: Nouns that the simulator does not have yet; their records are sent, but not compared in any area.
NOUNS_TO_COME = ("/users", "/posts", "/pages")


def is_compared(area: str, record: dict[str, Any]) -> bool:
    """Return whether a record of an area is compared."""
    if "event" in record or area not in COMPARED:
        return False
    return not record["path"].startswith(NOUNS_TO_COME)
