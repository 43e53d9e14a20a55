# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The child sites' own truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .simulator import Simulator


class Children:
    """All child sites, by host and path."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def event(self, text: str) -> None:
        """Perform an event line of a child: ``<host> answers 404 to everything from here on``, ``<host> is back``."""
        raise ValueError(f"unknown event of a child: {text}")
