# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The abilities' background jobs (WordPress >= 6.9): chunks of sites on the dashboard's cron."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from . import contacts
from .children import ChildError, Unreachable
from .contacts import CronWork
from .state.records import Site

if TYPE_CHECKING:
    from .simulator import Simulator

#: A job that is still running that long after its start fails at its next chunk, in seconds.
GIVES_UP_AFTER = 4 * 3600

#: A job is forgotten that long after it was last saved, in seconds.
KEPT_FOR = 24 * 3600


@dataclass
class Job:
    """A job over sites. ``kind``: update or sync. Times are seconds since 1970, 0: not yet."""

    id: str
    kind: str
    sites: list[int]
    created: float
    saved: float
    status: str = "queued"
    started: float = 0.0
    completed: float = 0.0
    processed: int = 0
    succeeded: list[int] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    timed_out: bool = False


class Jobs:
    """All jobs, with the engine's numbers, which tests may change."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._jobs: dict[str, Job] = {}
        #: More sites than this make a job; up to it everything happens within the request.
        self.threshold = 200
        #: Sites of one run of cron.
        self.chunk = 20
        #: Seconds until the first chunk, and between two.
        self.first_delay = 60.0
        self.delay = 30.0
        #: How many of the coming chunks die half-way (PHP's time limit, memory): their work is done but not saved,
        #: and the job is never planned again.
        self.kill_workers = 0

    def create(self, kind: str, sites: list[Site]) -> Job:
        """Store a job and plan its first chunk; there is no guard against a second job over the same sites."""
        now = self._simulator.clock.now()
        job = Job(f"{kind}_{uuid.uuid4()}", kind, [site.id for site in sites], created=now, saved=now)
        self._jobs[job.id] = job
        self._plan(job, self.first_delay)
        return job

    def get(self, job_id: str) -> Job | None:
        """Return a job that is still kept, or None."""
        job = self._jobs.get(job_id)
        return job if job and self._simulator.clock.now() - job.saved < KEPT_FOR else None

    def _plan(self, job: Job, delay: float) -> None:
        self._simulator.cron.schedule(delay, f"mainwp_process_{job.kind}_job", lambda: self._run(job.id))

    def _run(self, job_id: str) -> None:
        """Work one chunk: nothing of it can be seen before the chunk is saved."""
        job = self.get(job_id)
        if job is None:
            return
        now = self._simulator.clock.now()
        started = job.started or now
        if now - started > GIVES_UP_AFTER:
            job.status, job.timed_out, job.completed = "failed", True, now
            job.errors.append({"site_id": 0, "code": "timeout", "message": "Job timed out."})
            job.saved = now
            return
        chunk = job.sites[job.processed : job.processed + self.chunk]
        dies = self.kill_workers > 0
        if dies:
            self.kill_workers -= 1
            chunk = chunk[: (len(chunk) + 1) // 2]
        work = CronWork(self._simulator)
        outcomes = [(site_id, self._one(work, job.kind, site_id)) for site_id in chunk]
        if dies:
            return
        job.started = started
        job.processed += len(chunk)
        job.succeeded += [site_id for site_id, problem in outcomes if problem is None]
        job.errors += [{"site_id": site_id, **problem} for site_id, problem in outcomes if problem is not None]
        took = work.seconds if self._simulator.latency == "recorded" else 0.0
        job.saved = now + took
        if job.processed >= len(job.sites):
            job.status, job.completed = "completed", now + took
        else:
            job.status = "processing"
            self._plan(job, took + self.delay)

    def _one(self, work: CronWork, kind: str, site_id: int) -> dict[str, str] | None:
        """Work one site and return its error (code, message), None when it succeeded."""
        site = self._simulator.dashboard.sites.get(site_id)
        if site is None:
            return {"code": "site_not_found", "message": "Site not found."}
        if kind == "sync":
            # The guards of the synchronous abilities (offline, outdated child) do not apply here.
            return None if contacts.sync(work, site) else {"code": "sync_failed", "message": "Sync returned false."}
        problems = _update(work, site)
        return {"code": "update_failed", "message": "; ".join(problems)} if problems else None


def _update(work: CronWork, site: Site) -> list[str]:
    """Update everything on a site as a queued job does, and return what failed, one text for each type.

    Facts: core is tried whether or not it is on offer; ignore settings and suspension do not count; translations are
    called without a list, which updates none of them but brings the child's fresh data.
    """
    problems = []
    try:
        contacts.upgrade_core(work, site)
    except (Unreachable, ChildError) as problem:
        problems.append(f"core: {_short(problem)}")
    lists = {"plugins": list(site.plugin_upgrades), "themes": list(site.theme_upgrades), "translations": []}
    for kind, slugs in lists.items():
        try:
            reply = contacts.upgrade(work, site, kind, slugs)
        except (Unreachable, ChildError) as problem:
            problems.append(f"{kind}: {_short(problem)}")
            continue
        if reply.errors:
            problems.append(f"{kind}: " + "; ".join(f"{slug}: {text}" for slug, text in reply.errors.items()))
    return problems


def _short(problem: Unreachable | ChildError) -> str:
    return problem.token if isinstance(problem, Unreachable) else str(problem)


def view(job: Job) -> dict[str, Any]:
    """Return a job's status as get-batch-job-status-v1 shows it.

    Counts are sites, but ``failed`` counts the error of the job as a whole too.
    """
    total = len(job.sites)
    body: dict[str, Any] = {
        "job_id": job.id,
        "type": job.kind,
        "status": job.status,
        "progress": round(100 * job.processed / total) if total else 0,
        "processed": job.processed,
        "total": total,
        "succeeded": len(job.succeeded),
        "failed": len(job.errors),
        "started_at": _iso(job.started),
        "completed_at": _iso(job.completed),
        "errors": [dict(error) for error in job.errors],
        "job_timed_out": job.timed_out,
    }
    if job.timed_out:
        body.update(job_error_code="timeout", job_error_message="Job timed out.")
    return body


def _iso(epoch: float) -> str | None:
    """Return a moment in UTC with ``Z``, None when it has not come."""
    return datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch else None
