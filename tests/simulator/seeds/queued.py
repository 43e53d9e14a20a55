# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The starting state of ``queued.json``: 208 sites, of which three answer and all others refuse the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..children import Children, from_record
from ..state.records import Site
from . import keys, recordings
from .connected import connect

if TYPE_CHECKING:
    from ..simulator import Simulator

SITES = 208

#: What children 1 and 2 do not have, so that everything on them can be updated.
BROKEN = "demo-broken/demo-broken.php"


def sow(simulator: Simulator, children: Children) -> None:
    """Fill a new simulator."""
    keys.sow(simulator, recordings.read("keys.json"))
    for number, record in enumerate(recordings.read("children.json").values(), 1):
        child = children.add(from_record(record))
        if number < 3:
            del child.plugins[BROKEN], child.plugin_offers[BROKEN]
        connect(simulator, child, f"Child {number}")
    children.refusing.add("127.0.0.1:1")
    while len(simulator.dashboard.sites) < SITES:
        site = simulator.dashboard.sites.insert(Site("", "", adminname="admin"))
        site.url, site.name = f"https://127.0.0.1:1/s{site.id}/", f"s{site.id}"
