# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The event lines of the recordings: what happens outside of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .simulator import Simulator


def perform(simulator: Simulator, text: str) -> None:
    """Perform an event: ``cron: ...`` runs what is due on the dashboard, ``child: <host> ...`` is for the children."""
    kind, _separator, what = text.partition(": ")
    if kind == "cron":
        simulator.cron.run()
    elif kind == "child":
        simulator.children.event(what)
    else:
        raise ValueError(f"unknown event: {text}")
