# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The starting state of the recordings: three unconnected children and the recordings' keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..children import Children, from_record
from . import keys

if TYPE_CHECKING:
    from ..simulator import Simulator

FOLDER = Path(__file__).resolve().parents[2] / "contract" / "recordings"


def sow(simulator: Simulator, children: Children) -> None:
    """Fill a new simulator."""
    keys.sow(simulator, read("keys.json"))
    host = {"modern": "dash.test", "legacy": "old.test"}[simulator.generation]
    simulator.dashboard.url = f"https://{host}/"
    children.other_hosts = {host}
    # The old dashboard did not reach itself: its jobs waited for a run of cron.
    simulator.cron.loopback = simulator.generation == "modern"
    # Known by the heartbeats that each run of cron left, give or take 4 s (modern) and 12 s (legacy).
    simulator.cron.age({"modern": 11, "legacy": 42}[simulator.generation])
    for record in read("children.json").values():
        children.add(from_record(record, f"https://{host}"))


def read(name: str) -> Any:
    """Return the content of one of the recordings' files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
