# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The background jobs of the dashboard's tools: one event of cron works all sites in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import contacts
from .children import ChildError, Unreachable
from .contacts import CronWork
from .state.records import Site

if TYPE_CHECKING:
    from .simulator import Simulator

#: A job is forgotten that long after it was last saved, in seconds.
KEPT_FOR = 24 * 3600

#: What a site takes whose child is contacted, in seconds: three of them took just under three (recorded).
SITE_SECONDS = 0.9


@dataclass
class ToolJob:
    """A job over all sites; ``ends`` is when the work is over, infinite as long as it was not begun."""

    id: str
    sites: list[int]
    saved: float
    ends: float = float("inf")
    errors: list[dict[str, str]] = field(default_factory=list)

    def ended_at(self, now: float) -> bool:
        """Return whether the work is over."""
        return now >= self.ends


class ToolJobs:
    """All jobs of tools. ``kill_workers``: how many of the coming runs die half-way, with which their jobs stay."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._jobs: dict[str, ToolJob] = {}
        self.kill_workers = 0

    def create(self, kind: str) -> ToolJob:
        """Store a job over all sites, plan it and ask for a run of cron; ``kind``: destroy, renew or disconnect."""
        now = self._simulator.clock.now()
        number = int(now * 1_000_000)
        job = ToolJob(f"{kind}_{number:014x}.{len(self._jobs):08d}", [site.id for site in self._sites()], saved=now)
        self._jobs[job.id] = job
        self._simulator.cron.schedule(0, f"mainwp_cron_{kind}_batch", lambda: self._run(kind, job))
        self._simulator.cron.spawn()
        return job

    def get(self, kind: str, job_id: str) -> ToolJob | None:
        """Return a job of that kind that is still kept, or None."""
        job = self._jobs.get(job_id) if job_id.startswith(f"{kind}_") else None
        return job if job and self._simulator.clock.now() - job.saved < KEPT_FOR else None

    def _sites(self) -> list[Site]:
        return list(self._simulator.dashboard.sites)

    def _run(self, kind: str, job: ToolJob) -> None:
        if self.kill_workers > 0:
            self.kill_workers -= 1
            return
        now = self._simulator.clock.now()
        work = CronWork(self._simulator)
        seconds = 0.0
        for site in self._sites():
            # Destroying sessions counts the sites, and does nothing with them.
            if kind == "destroy" or site.id not in job.sites:
                continue
            seconds += SITE_SECONDS
            problem = self._one(work, kind, site)
            if problem:
                job.errors.append({"site_id": str(site.id), "error": problem})
        job.saved = job.ends = now + max(seconds, work.seconds)

    @staticmethod
    def _one(work: CronWork, kind: str, site: Site) -> str | None:
        """Work one site and return its error, None when it succeeded."""
        try:
            if kind == "renew":
                contacts.renew(work, site)
            else:
                contacts.disconnect(work, site)
        except Unreachable as problem:
            return problem.token
        except ChildError as problem:
            return str(problem)
        return None
