# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The older batch updates (WordPress < 6.9): a recurring event of cron that works a few items of a few sites a pass.

Nothing of its state can be read through the API; clients see its effects only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import contacts
from .children import ChildError, Unreachable
from .contacts import CronWork
from .state.dashboard import Dashboard
from .state.records import Site

if TYPE_CHECKING:
    from .simulator import Simulator

#: Seconds between two passes, how many sites and how many items of each one pass works.
EVERY, SITES, ITEMS = 60.0, 3, 3

#: After that many seconds a batch counts as over: of all sites, of single ones.
ALL_LIMIT, SINGLE_LIMIT = 4 * 3600, 3 * 3600


@dataclass
class Batch:
    """One kind of batch (all sites, or single ones): when it began (0: not running) and what is left, site -> items.

    An item is (kind, slug); a site is left until the first pass that works fewer items on it than a pass may, and
    counts as a member until the whole batch is over.
    """

    limit: float
    started: float = 0.0
    left: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)

    def end(self) -> None:
        """Forget the batch."""
        self.started = 0.0
        self.left.clear()
        self.members.clear()


class LegacyBatch:
    """Both batches and the event that works them."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self.all_sites = Batch(ALL_LIMIT)
        self.single_sites = Batch(SINGLE_LIMIT)
        #: When a batch of all sites was last begun (0: never), which answers show.
        self.last_start = 0.0
        if simulator.generation == "legacy":
            simulator.cron.schedule(0, "mainwp_cronupdatescheck_action", self._pass, EVERY)

    def is_running(self, batch: Batch) -> bool:
        """Return whether a batch is still going; one that is older than its limit is over."""
        if batch.started and self._simulator.clock.now() - batch.started > batch.limit:
            batch.end()
        return bool(batch.started)

    def start_all(self) -> bool:
        """Begin a batch over all connected sites that are not suspended; returns False when one is running already."""
        if self.is_running(self.all_sites):
            return False
        sites = self._simulator.dashboard.sites_by_url()
        self.all_sites.left = {
            site.id: items(self._simulator.dashboard, site)
            for site in sites
            if not site.suspended and not site.sync_errors and not site.is_staging
        }
        self.all_sites.started = self.last_start = self._simulator.clock.now()
        return True

    def start_site(self, site: Site) -> bool:
        """Add a site to the batch of single sites; returns False when it is in it already."""
        if self.is_running(self.single_sites) and site.id in self.single_sites.members:
            return False
        now = self._simulator.clock.now()
        self.single_sites.members.add(site.id)
        self.single_sites.left[site.id] = items(self._simulator.dashboard, site)
        self.single_sites.started = self.single_sites.started or now
        self.last_start = now
        return True

    def _pass(self) -> None:
        """Work one pass of each running batch; a batch is over in the first pass that finds no site in it."""
        for batch in (self.single_sites, self.all_sites):
            if not self.is_running(batch):
                continue
            if not batch.left:
                batch.end()
                continue
            for site_id in list(batch.left)[:SITES]:
                work, batch.left[site_id] = batch.left[site_id][:ITEMS], batch.left[site_id][ITEMS:]
                self._work(site_id, work)
                if len(work) < ITEMS:
                    del batch.left[site_id]

    def _work(self, site_id: int, wanted: list[tuple[str, str]]) -> None:
        """Update items of a site one by one; what fails is recorded nowhere and not tried again."""
        site = self._simulator.dashboard.sites.get(site_id)
        if site is None:
            return
        work = CronWork(self._simulator)
        for kind, slug in wanted:
            try:
                if kind == "core":
                    contacts.upgrade_core(work, site)
                else:
                    contacts.upgrade(work, site, kind, [slug])
            except (Unreachable, ChildError):
                continue


def items(dashboard: Dashboard, site: Site) -> list[tuple[str, str]]:
    """Return what a batch does on a site: plugins, themes, core; nothing that is ignored, no translations."""
    found = [("plugins", slug) for slug in contacts.offered(dashboard, site, "plugins")]
    found += [("themes", slug) for slug in contacts.offered(dashboard, site, "themes")]
    return found + ([("core", "wordpress")] if contacts.core_offer(site) else [])
