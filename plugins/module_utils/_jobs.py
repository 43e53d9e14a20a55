# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The dashboard's background jobs: what is known of one, how one is followed, and what it means if it never ends.

Jobs of abilities work chunks of sites whenever the dashboard's cron runs: the first a minute after the job was made,
the others half a minute after the one before. A chunk shows only when it is over, so a job that never began, one in its
first chunk, and one whose worker died there look alike; nothing but time tells them apart. A worker that dies is never
replaced: its job stands still for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ._credentials import ABILITIES
from ._dashboard import Dashboard
from ._decoding import plain_text
from ._errors import NO_ANSWER, InputError, NotFoundError, RefusedError, UnprovedError, unreadable
from ._updates._wait import DONE, QUIET, Waiter, Watched

# How following a job ends, beside the ways of the waiter: it was looked at once, without waiting, or the dashboard has
# forgotten it in the meantime.
LOOKED = "looked"
GONE = "gone"

# The dashboard's own run over many sites, in place of a request for each of them.
QUEUE = "queue"

# The options of work that can be left to such a run. Documented in each module: what it means there differs.
QUEUE_OPTIONS: dict[str, dict[str, Any]] = {
    "strategy": {"type": "str", "choices": ["per_site", QUEUE], "default": "per_site"},
    "job_id": {"type": "str"},
}

# What leaves the dashboard's background work lying.
NO_CRON = "See that the dashboard's cron runs and that its server reaches its own address."

RUNNING = "running"
FAILED = "failed"

# Seconds without any movement after which the worker of an ability's job is taken for dead. A chunk is 20 sites, and
# nothing shows how long one of them may take; a healthy chunk takes minutes at most.
QUIET_AFTER = 900.0

# Seconds within which something shows in the records of the sites, where those are watched instead: a job begins a
# minute after it was made, with the dashboard's next cron, and the first site may take its time.
BEGUN_WITHIN = 300.0

# The dashboard's own end of a job, in hours after its first chunk; only a later chunk can notice it.
_LONGEST = 4

_JOB_ID = re.compile(r"(sync|update|reconnect|disconnect|check|suspend)_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STATUS = "abilities/mainwp/get-batch-job-status-v1/run"

# An item for each plugin that failed: longer than other texts of the dashboard.
_LONGEST_TEXT = 2000


@dataclass(frozen=True)
class JobError:
    """What went wrong on one site. ``site_id`` is 0 for what concerns the job as a whole.

    Args:
        code: the dashboard's word; empty where it has none.
    """

    site_id: int
    code: str
    message: str

    def shown(self) -> dict[str, Any]:
        """The entry in the result."""
        return {"site_id": self.site_id, "code": self.code or None, "reason": self.message}


@dataclass(frozen=True)
class BackgroundJob:
    """A job as it was last seen. The counts are sites.

    Args:
        kind: what it does, as the first word of its id: ``update``, ``sync``, ``renew``, ...
        status: the dashboard's word: ``queued`` or ``pending`` before anything can be seen, ``processing``,
            ``completed``, ``failed``.
        progress: per cent.
        started_at, completed_at: UTC, ``None`` where it has not come or the dashboard does not say.
        timed_out: the dashboard gave the job up because it took too long.
    """

    id: str
    kind: str
    status: str
    processed: int
    total: int
    succeeded: int
    failed: int
    progress: float
    started_at: str | None = None
    completed_at: str | None = None
    errors: tuple[JobError, ...] = ()
    timed_out: bool = False

    @property
    def over(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self.status in ("completed", "failed")

    @property
    def verdict(self) -> str:
        """``running``, ``done`` (no site failed) or ``failed``. The dashboard calls a job completed in any case."""
        if not self.over:
            return RUNNING
        return FAILED if self.failed or self.timed_out or self.status == "failed" else DONE

    @property
    def reason(self) -> str:
        """Why the verdict is not ``done``, in one sentence; empty where it is."""
        if not self.over:
            return f"{self.processed} of {self.total} sites are done." if self.processed else "No site is done yet."
        if self.timed_out:
            done = f"{self.processed} of {self.total} sites"
            return f"The dashboard gave the job up after {_LONGEST} hours, with {done} done."
        if self.verdict == DONE:
            return ""
        if not self.failed:
            return next((error.message for error in self.errors), "The dashboard says that the job failed.")
        which = "All" if self.failed >= self.total else f"{self.failed} of"
        return f"{which} {self.total} sites failed."

    def shown(self) -> dict[str, Any]:
        """The job in a result."""
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "processed": self.processed,
            "total": self.total,
            "succeeded": self.succeeded,
            "failed": self.failed,
            "progress": self.progress,
            "started_at": self.started_at,
            "completed_at": self.completed_at,
            "timed_out": self.timed_out,
            "errors": [error.shown() for error in self.errors],
        }


@dataclass(frozen=True)
class Followed(Watched[BackgroundJob]):
    """How following a job ended: ``done``, ``quiet``, ``timeout``, ``gone`` or ``looked``. The job was always seen."""

    seen: BackgroundJob


def is_queued(options: Mapping[str, Any]) -> bool:
    """Whether a task leaves its work to the dashboard's own run.

    Raises:
        InputError: it does not, and names a job of one.
    """
    if options["strategy"] == QUEUE:
        return True
    if options["job_id"] is not None:
        raise InputError("job_id goes with strategy: queue only.", hint="Set strategy: queue.")
    return False


def is_ability_job(job_id: str) -> bool:
    """Whether an id has the form of a job of abilities (a word and a UUID)."""
    return _JOB_ID.fullmatch(job_id) is not None


def kind_of(job_id: str) -> str:
    """What a job does: the first word of its id."""
    return job_id.partition("_")[0]


def can_follow(dashboard: Dashboard) -> bool:
    """Whether the jobs of abilities can be read: an application password was given, and the dashboard has abilities.

    Raises:
        MainwpError: the dashboard cannot be reached.
    """
    return bool(dashboard.connection.application_password) and dashboard.has_abilities


def read_job(dashboard: Dashboard, job_id: str) -> BackgroundJob:
    """One job of abilities; one request.

    The address that the abilities themselves name for it leads nowhere, and no route for MainWP's own keys shows jobs.

    Raises:
        InputError: this is no id of such a job, no application password was given, or the dashboard has no abilities.
        NotFoundError: the dashboard has no such job.
        MainwpError: see :meth:`Dashboard.call`.
    """
    if not is_ability_job(job_id):
        raise InputError(
            f"job_id {job_id!r} is no id of a queued job.",
            hint="It looks like sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de.",
        )
    if not dashboard.connection.application_password:
        raise InputError(
            "Jobs that the dashboard queues can be read with an application password only, and none is given.",
            hint="Set application_user and application_password.",
        )
    try:
        answer = dashboard.read(_STATUS, {"input[job_id]": job_id}, namespace=ABILITIES)
    except NotFoundError as error:
        raise error.restated(
            NotFoundError,
            f"The dashboard has no job {job_id}.",
            hint="It forgets a job a day after its last movement, or at any time where it keeps them in a cache. "
            "What became of the sites is in their own records.",
        ) from error
    except RefusedError as error:
        if error.code == "rest_no_route":
            raise InputError(
                "This dashboard has no Abilities API, and without it no jobs that can be read.",
                hint="It takes WordPress 6.9 or later on the dashboard.",
            ) from error
        raise
    return _decoded(answer)


def _decoded(answer: Any) -> BackgroundJob:
    """The job in the answer of the ability.

    Raises:
        RefusedError: it has an unknown form.
    """
    try:
        job_id = str(answer["job_id"])
        errors = tuple(_error(entry) for entry in answer["errors"])
        return BackgroundJob(
            id=job_id,
            kind=kind_of(job_id),
            status=str(answer["status"]),
            processed=int(answer["processed"]),
            total=int(answer["total"]),
            succeeded=int(answer["succeeded"]),
            # The dashboard counts the error of the job as a whole too.
            failed=sum(error.site_id != 0 for error in errors),
            progress=float(answer["progress"]),
            started_at=answer["started_at"] or None,
            completed_at=answer["completed_at"] or None,
            errors=errors,
            timed_out=bool(answer["job_timed_out"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise unreadable("The status of the job has an unknown form.") from error


def _error(entry: Mapping[str, Any]) -> JobError:
    text = plain_text(str(entry.get("message") or ""), _LONGEST_TEXT)
    return JobError(int(entry["site_id"]), str(entry.get("code") or ""), text)


def follow_job(dashboard: Dashboard, waiter: Waiter | None, job_id: str) -> Followed:
    """Look at a job of abilities as :func:`follow` does.

    Raises:
        MainwpError: see :func:`read_job`.
    """
    return follow(lambda: read_job(dashboard, job_id), waiter, QUIET_AFTER)


def follow(
    look: Callable[[], BackgroundJob], waiter: Waiter | None, quiet_after: float | Callable[[BackgroundJob], float]
) -> Followed:
    """Look at a job until it is over, stands still, is forgotten, or time is up. The first look is made at once.

    A dashboard that does not answer for a while ends nothing: its job goes on without us.

    Args:
        waiter: ``None`` to look once and not wait.
        quiet_after: seconds without movement after which the job is taken for dead, or what tells them from the job.

    Returns:
        The job as it was last seen, and ``done``, ``quiet``, ``timeout``, ``gone`` or ``looked``.

    Raises:
        MainwpError: the first look failed, or the dashboard refuses to show the job.
    """
    last = look()
    if last.over or waiter is None:
        return Followed(DONE if last.over else LOOKED, last, 0.0)
    gone = False

    def again() -> BackgroundJob | None:
        nonlocal last, gone
        try:
            last = look()
        except NotFoundError:
            gone = True
        except NO_ANSWER:
            return None
        return last

    watched = waiter.watch(
        again,
        lambda job: gone or job.over,
        quiet_after=quiet_after,
        shape=lambda job: (job.status, job.processed),
    )
    return Followed(GONE if gone else watched.ended, last, watched.seconds)


def stalled(job: BackgroundJob, ended: str) -> UnprovedError:
    """The failure of a job whose work is not done, for a task that was to wait for it.

    Args:
        job: as it was last seen; one that the dashboard itself gave up too.
        ended: how the wait ended: ``quiet``, ``timeout`` or ``gone`` (a job that was given up is over: ``done``).
    """
    done = f"{job.processed} of {job.total} sites"
    again = f"Then look again with job_id: {job.id}; do not start a second one."
    if job.timed_out:
        return UnprovedError(
            f"The dashboard gave the job {job.id} up after {_LONGEST} hours, with {done} done.",
            code="job_given_up",
            hint="Its cron runs too seldom for so many sites, or the sites answer too slowly.",
        )
    if ended == GONE:
        return UnprovedError(
            f"The dashboard has forgotten the job {job.id} while we waited; {done} were done when it was last seen.",
            code="job_gone",
            hint="What became of the sites is in their own records.",
        )
    if ended != QUIET:
        return UnprovedError(
            f"The job {job.id} did not end while we waited; {done} were done when it was last seen.",
            code="job_timeout",
            hint=f"It may go on. Raise wait_timeout, or see that the dashboard's cron runs. {again}",
        )
    if not job.processed:
        return UnprovedError(
            f"The job {job.id} has not done a single site of {job.total}. It looks as if it never began, or its worker "
            "died before it could save anything.",
            code="job_stalled",
            hint=f"{NO_CRON} {again}",
        )
    return UnprovedError(
        f"The job {job.id} stands still after {done}. It looks as if its worker died; nothing goes on with it then.",
        code="job_stalled",
        hint="See that the dashboard's cron runs, and look into its server's PHP error log. What became of the other "
        "sites is in their own records.",
    )
