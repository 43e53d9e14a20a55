# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Sites that a starting state finds connected already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..children import Child
from ..contacts import CronWork, list_synced, store
from ..state.records import Site

if TYPE_CHECKING:
    from ..simulator import Simulator


def connect(simulator: Simulator, child: Child, name: str) -> Site:
    """Put a child into the dashboard as if it had been added and synced just now, and return its row."""
    login, password = child.administrator.login, child.administrator.password
    site = Site(child.url, name, adminname=login, privkey=f"key of {child.url}", unique_id=child.unique_id)
    site.options["register_verify_key"] = child.register(login, password, child.unique_id, site.privkey)
    list_synced(simulator.dashboard)
    store(CronWork(simulator), site, child)
    simulator.dashboard.insert_site(site)
    return site
