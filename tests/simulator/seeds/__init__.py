# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Starting states of the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..children import Children

if TYPE_CHECKING:
    from ..simulator import Simulator


def sow(simulator: Simulator, state: str, sites: int | None) -> Children:
    """Fill the dashboard of a new simulator with a starting state and return its children."""
    from . import keys

    keys.sow(simulator)
    children = Children(simulator)
    if state not in ("empty", "recordings", "demo"):
        raise ValueError(f"unknown state {state!r}")
    return children
