# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Syncing by the dashboard's own run over many sites, in the forms that it has.

Up to 200 sites it works one after the other within the request, and says of each whether it worked (always so on the
older generation). Above, it makes a job. A job is followed by its status where that can be read, and else by what it
leaves in the records of the sites, as is a run whose answer was lost: every site is stored as soon as it is synced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._children import failed_sync, sync_error
from ._errors import NO_ANSWER, InputError, MainwpError, may_have_worked, perhaps_done, unreadable
from ._fields import instant, moment
from ._jobs import BEGUN_WITHIN, NO_CRON, QUIET_AFTER, BackgroundJob, follow_job, is_ability_job, kind_of, stalled
from ._module import Run
from ._noun import Record
from ._site_rows import SITES_A_READ
from ._site_work import DONE, FAILED, UNKNOWN, SiteVerdict
from ._updates._wait import QUIET, Waiter

FINISHED = "finished"
JOB = "job"
LOST = "lost"

# Seconds to wait for sites whose last sync failed too, when all others are done: that they fail again in the same way
# may show nowhere. Half a minute lies between two chunks of a job, and cron runs once a minute at most.
_GRACE = 180.0

_Rows = Mapping[int, Mapping[str, Any]]


@dataclass
class QueuedSync:
    """A run over many sites.

    Args:
        shape: ``finished`` (within its request), ``job``, or ``lost`` (the answer was; it can be either).
        job: what was seen of the job, where it could be read.
        results: what the answer says of the sites, where it was finished at once.
        was_lost: the failure of the request whose answer was lost.
        failure: why the job could not be looked at; the way to it, not the job, is broken.
        unended: the failure of a task that was to wait for the end and did not see it.
    """

    shape: str
    job_id: str | None = None
    job: BackgroundJob | None = None
    results: Mapping[int, bool] = field(default_factory=dict)
    was_lost: MainwpError | None = None
    failure: MainwpError | None = None
    unended: MainwpError | None = None

    def shown(self, verdicts: Sequence[SiteVerdict]) -> dict[str, Any]:
        """The run in the result. What no status says is counted from the verdicts, and seen from outside."""
        if self.job:
            keys = ("status", "processed", "total", "succeeded", "failed")
            return {"id": self.job_id, "shape": self.shape, **{key: getattr(self.job, key) for key in keys}}
        words = [one.word for one in verdicts]
        return {
            "id": self.job_id,
            "shape": self.shape,
            "status": "completed" if self.shape == FINISHED else None,
            "processed": len(words) - words.count(UNKNOWN),
            "total": len(words),
            "succeeded": words.count(DONE),
            "failed": words.count(FAILED),
        }


def check_job_id(job_id: str) -> None:
    """Refuse what cannot be a queued sync.

    Raises:
        InputError: it is not.
    """
    if not is_ability_job(job_id) or kind_of(job_id) != "sync":
        raise InputError(
            f"job_id {job_id!r} is no id of a queued sync.",
            hint="It looks like sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de.",
        )


def queue_sync(run: Run, sites: Sequence[Record], waiter: Waiter | None) -> tuple[QueuedSync, list[SiteVerdict]]:
    """Start a run over these sites and see to its end, with a verdict for each in their order.

    Args:
        sites: at least one; as the dashboard remembers them now.
        waiter: ``None`` to look once.

    Raises:
        MainwpError: nothing was started.
    """
    queued = _start(run, [site["id"] for site in sites])
    if queued.job_id and run.dashboard.connection.application_password:
        try:
            _follow(run, queued, queued.job_id, waiter)
        except MainwpError as error:
            queued.failure = error.restated(
                type(error),
                f"{error.message} The sync was queued and goes on as {queued.job_id}.",
                hint=" ".join(filter(None, (error.hint, f"Look again with job_id: {queued.job_id}."))),
            )
    elif queued.job_id or queued.was_lost:
        # Of PHP that has died nothing is to be waited for.
        died = queued.was_lost is not None and perhaps_done(queued.was_lost)
        if waiter and not died:
            _observe(run, queued, sites, waiter)
    return queued, _verdicts(run, queued, sites, _moved_past)


def resume_sync(
    run: Run, sites: Sequence[Record], waiter: Waiter | None, job_id: str
) -> tuple[QueuedSync, list[SiteVerdict]]:
    """Look at a run that was queued before, as :func:`queue_sync` does after it has started one.

    Raises:
        MainwpError: the job cannot be looked at, or is gone.
    """
    queued = QueuedSync(JOB, job_id)
    _follow(run, queued, job_id, waiter)
    begun = instant(queued.job.started_at) if queued.job else None

    def since(site: Record, row: Mapping[str, Any]) -> bool:
        synced = instant(moment(row.get("last_sync")))
        return begun is not None and synced is not None and synced >= begun

    return queued, _verdicts(run, queued, sites, since)


def _start(run: Run, ids: Sequence[int]) -> QueuedSync:
    try:
        answer = run.dashboard.write("POST", "sites/sync", json={"include": list(ids)}, contacts_child=True)
    except MainwpError as error:
        if not may_have_worked(error):
            raise
        return QueuedSync(LOST, was_lost=error)
    try:
        if answer.get("job_id"):
            return QueuedSync(JOB, str(answer["job_id"]))
        results = {int(one): entry["result"] == "success" for one, entry in dict(answer["data"]).items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise unreadable("The dashboard answered the sync in an unknown form.") from error
    return QueuedSync(FINISHED, results=results)


def _follow(run: Run, queued: QueuedSync, job_id: str, waiter: Waiter | None) -> None:
    """Look at the job until it is over, and note what was seen."""
    followed = follow_job(run.dashboard, waiter, job_id)
    queued.job = job = followed.seen
    if job.timed_out or (waiter and not job.over):
        queued.unended = stalled(job, followed.ended)


def _observe(run: Run, queued: QueuedSync, sites: Sequence[Record], waiter: Waiter) -> None:
    """Watch the records of the sites, one request for each look, until each of them shows a sync or nothing moves."""

    def look() -> _Rows | None:
        try:
            return _read(run, sites)
        except NO_ANSWER:
            return None

    def left(rows: _Rows) -> list[Record]:
        return [site for site in sites if not _has_ended(site, rows.get(site["id"]), _moved_past)]

    def patience(rows: _Rows) -> float:
        waited = left(rows)
        if len(waited) == len(sites):
            return BEGUN_WITHIN
        return _GRACE if all(site["sync_errors"] for site in waited) else QUIET_AFTER

    watched = waiter.watch(look, lambda rows: not left(rows), quiet_after=patience, shape=lambda rows: len(left(rows)))
    waited = left(watched.seen or {})
    if not waited or (watched.ended == QUIET and len(waited) < len(sites) and patience(watched.seen or {}) == _GRACE):
        return
    if queued.job_id:
        done = len(sites) - len(waited)
        seen = BackgroundJob(queued.job_id, "sync", "", done, len(sites), done, 0, 100 * done / len(sites))
        error = stalled(seen, watched.ended)
        queued.unended = error.restated(
            type(error),
            error.message,
            hint=f"{NO_CRON} With an application password, job_id: {queued.job_id} tells more.",
        )


def _read(run: Run, sites: Sequence[Record]) -> dict[int, Mapping[str, Any]]:
    """What the dashboard remembers of the sites' last syncs, by id; one request, and no child is contacted."""
    query: dict[str, Any] = {"full_data": 1, "_fields": "id,last_sync,sync_errors"}
    if len(sites) <= SITES_A_READ:
        query["include"] = ",".join(str(site["id"]) for site in sites)
    return {int(row["id"]): row for row in run.dashboard.rows("sites/basic", query)}


# Whether a site's record shows a sync of this run: of the site as it was before, and of its record now.
_Moved = Callable[[Record, Mapping[str, Any]], bool]


def _moved_past(site: Record, row: Mapping[str, Any]) -> bool:
    return moment(row.get("last_sync")) != site["last_sync"]


def _has_ended(site: Record, row: Mapping[str, Any] | None, moved: _Moved) -> bool:
    """Whether a record shows a sync of this run that worked or failed.

    One that does not reach the child writes an error and leaves ``last_sync``; where that is the same error as before,
    it cannot be seen.
    """
    if row is None:
        return False
    return moved(site, row) or (sync_error(row) not in ("", sync_error(site)))


def _verdicts(run: Run, queued: QueuedSync, sites: Sequence[Record], moved: _Moved) -> list[SiteVerdict]:
    """What became of each site, proved by its record: the last sync has moved, and has no error."""
    try:
        rows = _read(run, sites)
    except MainwpError as error:
        queued.failure = queued.failure or error
        return [SiteVerdict(site, UNKNOWN, f"Its record could not be read. {error.message}") for site in sites]
    errors = {error.site_id: error.message for error in queued.job.errors} if queued.job else {}
    return [_verdict(run, queued, site, rows.get(site["id"]), errors.get(site["id"]), moved) for site in sites]


def _verdict(
    run: Run, queued: QueuedSync, site: Record, row: Mapping[str, Any] | None, job_error: str | None, moved: _Moved
) -> SiteVerdict:
    reason = sync_error(row or {})
    worked = queued.results.get(site["id"])
    if job_error is not None:
        return SiteVerdict(site, FAILED, reason or job_error)
    if row is None:
        return SiteVerdict(site, UNKNOWN, "The dashboard has no such site any more.")
    if worked is False:
        return SiteVerdict(site, FAILED, failed_sync(run.dashboard, row))
    if _has_ended(site, row, moved) or worked:
        return SiteVerdict(site, FAILED if reason else DONE, reason)
    return SiteVerdict(site, UNKNOWN, _unproved(queued, reason))


def _unproved(queued: QueuedSync, reason: str) -> str:
    """Why nothing is known of a site whose record shows no sync."""
    if queued.unended:
        why = queued.unended.message
    elif queued.was_lost:
        why = queued.was_lost.message
    elif queued.failure:
        why = queued.failure.message
    elif queued.shape == FINISHED:
        why = "The dashboard's answer leaves the site out."
    elif queued.job and queued.job.over:
        why = "The job has ended and says nothing of the site."
    else:
        why = "The job has not ended yet."
    shown = f"the same error as before: {reason}" if reason else "no sync since."
    return f"{why} The site's record shows {shown}"
