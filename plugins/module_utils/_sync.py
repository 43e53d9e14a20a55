# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_sync: make the dashboard fetch the present state of sites.

The route for many sites works them one after the other in one request, which a proxy cuts off, and turns more than 200
of them into a job. So sites are synced one by one, several at a time, unless the dashboard's own run is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ._children import SyncResult, read_site, repair_site, sync_error, sync_site
from ._dashboard import CHILD_TIMEOUT
from ._errors import InputError, MainwpError
from ._fields import moment
from ._jobs import QUEUE, QUEUE_OPTIONS, is_queued
from ._module import Result, Run
from ._noun import Record
from ._selection import SELECTION_OPTIONS
from ._site_work import (
    DONE,
    FAIL_ON_OPTION,
    FAILED,
    PLANNED,
    SKIPPED,
    UNKNOWN,
    SiteVerdict,
    is_old,
    selected_sites,
    summary,
    too_many,
    work_on,
)
from ._sync_queue import QueuedSync, check_job_id, queue_sync, resume_sync
from ._updates._verdicts import FailOn
from ._updates._wait import WAIT_OPTIONS, Waiter

SYNC_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    **FAIL_ON_OPTION,
    **WAIT_OPTIONS,
    "max_age": {"type": "int", "default": 0},
    "repair": {"type": "bool", "default": False},
    **QUEUE_OPTIONS,
}

NOTHING = {"repaired": False}

# The code and the words of a failure for sites.
FAILURE = ("sync_failed", "could not be synced")


def run_sync(run: Run) -> Result:
    """Sync the selected sites whose data are too old.

    Raises:
        MainwpError: while selecting; then no site was contacted. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    _check(run)
    waiter = Waiter(run.clock, run.params["wait_timeout"], run.params["wait_interval"])
    sites = selected_sites(run)
    if run.params["strategy"] == QUEUE:
        return _queued(run, waiter, sites, fail_on)
    old = _old(run, sites)
    error: MainwpError | None = None
    if run.check_mode:
        worked = [SiteVerdict(site, PLANNED, details=NOTHING) for site in old]
    else:
        worked, error = work_on(run, old, lambda site: _sync(run, waiter, site), NOTHING)
    verdicts = _all(sites, worked)
    error = error or too_many(fail_on, verdicts, (FAILED, UNKNOWN), *FAILURE)
    return _result(run, verdicts, changed=any(one.word in (DONE, PLANNED) for one in verdicts), error=error)


def _check(run: Run) -> None:
    """Refuse options that mean nothing together.

    Raises:
        InputError: they do not.
    """
    options = run.params
    if options["max_age"] < 0:
        raise InputError(f"max_age is {options['max_age']}: it cannot be negative.")
    if not is_queued(options):
        return
    run.dashboard.require_v2("mainwp_sync with strategy: queue")
    if options["repair"]:
        raise InputError(
            "strategy: queue repairs no site.", hint="Sync the sites that failed with strategy: per_site and repair."
        )
    if options["job_id"] is not None:
        check_job_id(options["job_id"])


def _queued(run: Run, waiter: Waiter, sites: list[Record], fail_on: FailOn) -> Result:
    """Sync by the dashboard's own run, or look at one that was started before.

    Raises:
        MainwpError: nothing was started, or the job cannot be looked at.
    """
    job_id, old = run.params["job_id"], _old(run, sites)
    asked = waiter if run.params["wait"] else None
    queued: QueuedSync | None = None
    worked: list[SiteVerdict] = []
    if job_id:
        queued, worked = resume_sync(run, sites, asked, job_id)
        young = {site["id"] for site in sites} - {site["id"] for site in old}
        worked = [one for one in worked if one.word != UNKNOWN or one.site["id"] not in young]
    elif run.check_mode:
        worked = [SiteVerdict(site, PLANNED) for site in old]
    elif old:
        queued, worked = queue_sync(run, old, asked)
    verdicts = [replace(one, details=NOTHING) for one in _all(sites, worked)]
    # Without waiting, a site that is not done yet is no failure.
    bad = (FAILED, UNKNOWN) if asked else (FAILED,)
    error = too_many(fail_on, verdicts, bad, *FAILURE)
    if queued:
        error = queued.failure or (error and queued.unended) or error
    # A run that was started may go on with the sites of which nothing is known.
    bringing = (DONE, PLANNED, UNKNOWN) if queued and queued.job_id else (DONE, PLANNED)
    changed = not job_id and any(one.word in bringing for one in worked)
    return _result(run, verdicts, changed=changed, error=error, job=queued.shown(worked) if queued else None)


def _old(run: Run, sites: list[Record]) -> list[Record]:
    return [site for site in sites if is_old(site, run.params["max_age"], run.clock.now())]


def _all(sites: list[Record], worked: list[SiteVerdict]) -> list[SiteVerdict]:
    """The verdicts on all sites; those that were not worked are young."""
    by_id = {one.site["id"]: one for one in worked}
    return [by_id.get(site["id"]) or _young(site) for site in sites]


def _result(
    run: Run,
    verdicts: list[SiteVerdict],
    *,
    changed: bool,
    error: MainwpError | None,
    job: dict[str, Any] | None = None,
) -> Result:
    words = (PLANNED, SKIPPED) if run.check_mode and not job else (DONE, FAILED, SKIPPED, UNKNOWN)
    data: dict[str, Any] = {"sites": [one.shown() for one in verdicts], "summary": summary(verdicts, words)}
    return Result({**data, "job": job} if job else data, changed=changed, error=error)


def _young(site: Record) -> SiteVerdict:
    return SiteVerdict(site, SKIPPED, f"Last synced at {site['last_sync']}.", details=NOTHING)


def _sync(run: Run, waiter: Waiter, site: Record) -> SiteVerdict:
    result = sync_site(run.dashboard, site["id"])
    if result.lost:
        result = _decide(run, waiter, site, result)
    repairs = run.params["repair"] and not result.ok and not result.lost
    if repairs:
        result = repair_site(run.dashboard, site["id"])
        if result.lost:
            result = _decide(run, waiter, site, result)
    word = DONE if result.ok else UNKNOWN if result.lost else FAILED
    return SiteVerdict(site, word, result.reason, details={"repaired": repairs and result.ok})


def _decide(run: Run, waiter: Waiter, site: Record, lost: SyncResult) -> SyncResult:
    """Tell from what the dashboard remembers whether a sync whose answer was lost has ended, and how.

    A sync that fails on the way to the child leaves ``last_sync`` and writes an error; one that the child refuses moves
    both.
    """

    def ended(record: Mapping[str, Any]) -> bool:
        return moment(record.get("last_sync")) != site["last_sync"] or sync_error(record) != sync_error(site)

    try:
        if run.params["wait"]:
            # The dashboard waits as long for a child as we do; what has not moved by then has died.
            watched = waiter.watch(lambda: read_site(run.dashboard, site["id"]), ended, quiet_after=CHILD_TIMEOUT)
            seen = watched.seen
        else:
            seen = read_site(run.dashboard, site["id"])
    except MainwpError as error:
        return SyncResult(False, f"{lost.reason} {error.sentence()}", lost=True)
    if seen is None or not ended(seen):
        return SyncResult(False, f"{lost.reason} The dashboard shows no sync since.", lost=True)
    reason = sync_error(seen)
    return SyncResult(not reason, reason, seen)
