# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The strategy queue: the dashboard's own run over all sites, begun once, followed to its end, and judged site by site.

The run takes no parameter and its answer proves nothing, so everything is read before it and read back after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._errors import OF_THE_DASHBOARD, InputError, MainwpError
from .._fan_out import among_children
from .._module import Run
from .._selection import ALL
from . import _plan
from ._execute import SUSPENDED, Job, Orders
from ._offers import IGNORED, Offer, Site
from ._queue_site import OVERLOOKED, Ending, QueuedSite
from ._queue_start import FINISHED, JOB, LEGACY, MANNERS, RUNNING, Started, foretell, start
from ._queue_watch import SILENCE_AT_ONCE, follow, observe, watch_rounds
from ._reading import read_sites, selected_ids
from ._verdicts import FAILED, SKIPPED, UNKNOWN, Verdict, gone

LOST = "It is not known whether a run began."
ANOTHER = "A run was going on already, so none was begun."


@dataclass(frozen=True)
class Outcome:
    """What became of a run.

    Args:
        job: the key ``job`` of the result; None where nothing was begun.
        pending: whether the run goes on and was not to be waited for, so that nothing can be said of its end.
        begun: whether this task began it.
    """

    verdicts: list[Verdict]
    job: dict[str, Any] | None = None
    pending: bool = False
    begun: bool = False


def run_queue(run: Run, orders: Orders) -> Outcome:
    """Update everything everywhere.

    Raises:
        MainwpError: while selecting and reading, or the plan is refused, or an update could not be proved; then
            nothing was begun.
    """
    approved = run.params["plan_hash"]
    plan = _plan.given_and_accepted(run.params, run.dashboard.connection.dashboard_url)
    sites = read_all(run)
    shape = foretell(run.dashboard, len(sites))
    works = [QueuedSite(orders, Job(site), shape) for site in sites]
    each(run, [work for work in works if work.site.offers or not run.check_mode], QueuedSite.prepare, orders)
    verdicts = _hold_to_plan(plan, works) if plan is not None else []
    if plan is None and approved is not None:
        _check_hash(run, works, approved)
    if orders.dashboard_error is not None:
        return Outcome([*verdicts, *_left(works, SKIPPED, orders.closed())])
    begins = any(work.has_work() for work in works)
    if begins:
        _refuse_unproved(orders, works, shape)
    if not begins or run.check_mode:
        _settle(run, works, shape, begins=begins)
        return Outcome([*verdicts, *_left(works, SKIPPED, "")])
    begun = run.clock.monotonic()
    try:
        started = start(run.dashboard)
    except MainwpError as error:
        orders.stop(error)
        return Outcome([*verdicts, *_left(works, FAILED, error.sentence())])
    found = _begun(run, orders, works, started, begun, foretold=shape)
    return Outcome([*verdicts, *found.verdicts], found.job, found.pending, found.begun)


def read_all(run: Run) -> list[Site]:
    """Every site of the dashboard, sorted by address, as its last sync left it."""
    return read_sites(run.dashboard, selected_ids(run.dashboard, run.clock, {"sites": [ALL]}), installed=True)


def each(run: Run, works: Sequence[QueuedSite], do: Callable[[QueuedSite], Any], orders: Orders) -> list[Any]:
    """Do something with sites side by side, within the bounds of the connection. A failed dashboard ends it."""
    return among_children(
        run.dashboard.connection,
        works,
        do,
        server=lambda work: work.site.server,
        may_start=lambda work: not orders.closed(),
    )


def _hold_to_plan(plan: _plan.Plan, works: Sequence[QueuedSite]) -> list[Verdict]:
    """Compare a plan with what is on offer, and return the verdicts on items whose sites are gone.

    Raises:
        InputError: more is on offer than the plan holds. The run would carry it out, too.
    """
    beyond = [(work.site, offer) for work in works for offer in work.expect(plan.wanted.get(work.site.id, ()))]
    if beyond:
        site, offer = beyond[0]
        raise InputError(
            f"{len(beyond)} updates are on offer that the plan does not hold, and the dashboard's run would carry them "
            f"out too; the first: {offer.name} {offer.new_version} on {site.url}.",
            code="plan_too_narrow",
            hint="Make a new plan of all sites, without any choice among the updates, or use strategy: per_site.",
        )
    known = {work.site.id for work in works}
    return [verdict for one in sorted(set(plan.wanted) - known) for verdict in gone(one, plan.wanted[one])]


def _check_hash(run: Run, works: Sequence[QueuedSite], approved: str) -> None:
    """What was approved is a plan: the same offers have the same hash, wherever the plan itself is."""
    found = [(work.site, offer) for work in works for offer in work.open_offers]
    _plan.check_hash(_plan.make(run.dashboard.connection.dashboard_url, "", found)["hash"], approved)


def _refuse_unproved(orders: Orders, works: Sequence[QueuedSite], shape: str) -> None:
    """A run cannot leave out what could not be proved, so none is begun.

    Raises:
        InputError: a run of this shape would carry out such an update.
    """
    for work in works:
        for offer in work.site.offers:
            reason = orders.synced.reason(offer.type) if work.does(offer) else ""
            if reason:
                raise InputError(
                    f"{reason} The dashboard's run cannot leave out {offer.name} on {work.site.url}.",
                    code="not_provable",
                    hint="Or use strategy: per_site, which leaves out what could not be proved.",
                )


def _left(works: Iterable[QueuedSite], word: str, reason: str) -> list[Verdict]:
    """The verdicts where no run was begun."""
    found = []
    for work in works:
        work.hold(word, reason)
        found += work.without_run()
    return found


def _begun(
    run: Run, orders: Orders, works: Sequence[QueuedSite], started: Started, since: float, foretold: str
) -> Outcome:
    """From the answer to the end. ``since``: when the request was sent, on the clock that never goes back."""
    shape = started.shape
    _settle(run, works, shape or foretold, begins=True)
    wanted = [work.site.id for work in works if work.open_offers]
    if orders.waiter is None and shape not in (FINISHED, None):
        for work in works:
            work.hold(UNKNOWN, _not_waited_for(started))
        verdicts = [verdict for work in works for verdict in work.without_run()]
        return Outcome(verdicts, _pending(started, len(wanted)), pending=True, begun=shape != RUNNING)
    try:
        ending = _watch(run, orders, works, started)
    except MainwpError as error:
        ending = Ending(over=False, seconds=0.0, reason=error.sentence())
        if isinstance(error, OF_THE_DASHBOARD):
            orders.stop(error)
    ending = replace(ending, seconds=run.clock.monotonic() - since)
    seen = seen_after(run, orders, works) if shape == JOB or (shape is None and foretold != LEGACY) else {}
    if shape == JOB:
        handled = frozenset(work.site.id for work in works if work.worked_on(seen.get(work.site.id)))
        ending = replace(ending, handled=ending.handled | handled)
    verdicts = conclude(run, works, ending, seen)
    return Outcome(verdicts, shown_job(ending, shape, started.job_id, wanted, verdicts))


def conclude(run: Run, works: Sequence[QueuedSite], ending: Ending, seen: Mapping[int, Site]) -> list[Verdict]:
    """Sync what is not proved yet, and judge everything."""
    found = among_children(
        run.dashboard.connection,
        works,
        lambda work: work.conclude(ending, seen.get(work.site.id)),
        server=lambda work: work.site.server,
    )
    return [verdict for verdicts in found for verdict in verdicts or ()]


def _watch(run: Run, orders: Orders, works: Sequence[QueuedSite], started: Started) -> Ending:
    """Wait for the end in the way that the shape of the run allows."""
    waiter = orders.waiter
    if started.shape == FINISHED:
        return Ending(over=True, seconds=0.0, silence=SILENCE_AT_ONCE)
    if waiter is None:
        return Ending(over=False, seconds=0.0, reason=f"{started.reason} {LOST}")
    if started.shape == JOB and started.job_id is not None:
        return follow(run, waiter, started.job_id, works)
    if started.shape is None and run.dashboard.has_abilities:
        return observe(run, waiter, works, offers=True).after(f"{started.reason} {LOST}")
    doubts = {RUNNING: ANOTHER, None: f"{started.reason} {LOST}"}
    return watch_rounds(run, works).after(doubts.get(started.shape, ""))


def seen_after(run: Run, orders: Orders, works: Sequence[QueuedSite]) -> Mapping[int, Site]:
    """The dashboard's records after a job; empty where they cannot be read, so that syncs have to tell."""
    try:
        return {site.id: site for site in read_sites(run.dashboard, [work.site.id for work in works], installed=True)}
    except MainwpError as error:
        if isinstance(error, OF_THE_DASHBOARD):
            orders.stop(error)
        return {}


def _settle(run: Run, works: Sequence[QueuedSite], shape: str, *, begins: bool) -> None:
    """Hold what a run of this shape leaves out, and say what it does not look at."""
    for work in works:
        work.settle(shape, begins=begins)
    if not begins:
        return
    for ground, text in (
        (IGNORED, "does not look at what is ignored: {} ignored updates are carried out, too"),
        (SUSPENDED, "does not look at suspension: {} updates of suspended sites are carried out, too"),
    ):
        found = [(work.site, offer) for work in works for offer in work.overlooked(OVERLOOKED[ground])]
        _warn(run, text, found)
    if not MANNERS[shape].translations:
        left = [(work.site, offer) for work in works for offer in work.translations]
        _warn(run, "updates no translations here: {} stay on offer", left)


def _warn(run: Run, text: str, found: Sequence[tuple[Site, Offer]]) -> None:
    if found:
        site, offer = found[0]
        run.warn(f"The dashboard's run {text.format(len(found))}; the first: {offer.name} on {site.url}.")


def _not_waited_for(started: Started) -> str:
    if started.shape == RUNNING:
        return f"{ANOTHER} Its end was not waited for."
    how = f" Follow it with job_id: {started.job_id}." if started.job_id else ""
    return f"Begun and not waited for.{how}"


def _pending(started: Started, sites: int) -> dict[str, Any]:
    """The key ``job`` of the result where nothing was waited for."""
    counts = {"processed": 0, "total": sites, "succeeded": 0, "failed": 0}
    return {"id": started.job_id, "status": "queued", **counts, "shape": started.shape, "reason": None}


def shown_job(
    ending: Ending, shape: str | None, job_id: str | None, wanted: Sequence[int], verdicts: Sequence[Verdict]
) -> dict[str, Any]:
    """The key ``job`` of the result. The counts are sites: those of the job, else those that had something to do."""
    job = ending.job
    if job is not None:
        counts = {"processed": job.processed, "total": job.total, "succeeded": job.succeeded, "failed": job.failed}
        reason = ending.reason or job.reason
    else:
        bad = {one.site.id for one in verdicts if one.word in (FAILED, UNKNOWN)} & set(wanted)
        done = len(wanted) if ending.over else len(ending.handled & set(wanted))
        counts = {
            "processed": done, "total": len(wanted), "succeeded": len(wanted) - len(bad), "failed": len(bad)
        }  # fmt: skip
        reason = ending.reason
    status = job.status if job else "completed" if ending.over else "unknown"
    return {"id": job_id, "status": status, **counts, "shape": shape, "reason": reason or None}
