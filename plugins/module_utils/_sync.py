# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_sync: make the dashboard fetch the present state of sites, one request for each.

The route for many sites works them one after the other in one request, which a proxy cuts off, and turns more than 200
of them into a job that no route of the API reports on. So sites are synced one by one, several at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._children import SyncResult, read_site, repair_site, sync_error, sync_site
from ._dashboard import CHILD_TIMEOUT
from ._errors import InputError, MainwpError
from ._fields import moment
from ._module import Result, Run
from ._noun import Record
from ._selection import SELECTION_OPTIONS
from ._site_work import (
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
from ._updates._verdicts import FailOn
from ._updates._wait import WAIT_OPTIONS, Waiter

SYNC_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    **FAIL_ON_OPTION,
    **WAIT_OPTIONS,
    "max_age": {"type": "int", "default": 0},
    "repair": {"type": "bool", "default": False},
}

DONE = "done"

NOTHING = {"repaired": False}


def run_sync(run: Run) -> Result:
    """Sync the selected sites whose data are too old.

    Raises:
        MainwpError: while selecting; then no site was contacted. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    if run.params["max_age"] < 0:
        raise InputError(f"max_age is {run.params['max_age']}: it cannot be negative.")
    waiter = Waiter(run.clock, run.params["wait_timeout"], run.params["wait_interval"])
    sites = selected_sites(run)
    old = [site for site in sites if is_old(site, run.params["max_age"], run.clock.now())]
    error: MainwpError | None = None
    if run.check_mode:
        worked = [SiteVerdict(site, PLANNED, details=NOTHING) for site in old]
    else:
        worked, error = work_on(run, old, lambda site: _sync(run, waiter, site), NOTHING)
    by_id = {one.site["id"]: one for one in worked}
    verdicts = [by_id.get(site["id"]) or _young(site) for site in sites]
    words = (PLANNED, SKIPPED) if run.check_mode else (DONE, FAILED, SKIPPED, UNKNOWN)
    return Result(
        {"sites": [one.shown() for one in verdicts], "summary": summary(verdicts, words)},
        changed=any(one.word in (DONE, PLANNED) for one in verdicts),
        error=error or too_many(fail_on, verdicts, (FAILED, UNKNOWN), "sync_failed", "could not be synced"),
    )


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
