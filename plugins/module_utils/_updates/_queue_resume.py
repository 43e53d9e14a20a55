# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Following a job that another task began, and saying of it what can still be known.

What was on offer before it is known from the plan only. Without one, what was updated leaves nothing to compare with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .._errors import InputError, MainwpError
from .._fields import instant
from .._jobs import follow_job, is_ability_job, kind_of
from .._module import Run
from . import _plan
from ._execute import Job, Orders
from ._offers import Installed, Offer, Site
from ._queue import Outcome, conclude, each, read_all, shown_job
from ._queue_errors import spelled_out, told
from ._queue_site import NO_TRANSLATIONS, STALE, Ending, QueuedSite
from ._queue_start import JOB
from ._reading import read_listing
from ._verdicts import FAILED, SKIPPED, UNKNOWN, Verdict, gone

WITHOUT_PLAN = (
    "What the job updated cannot be listed item by item without the plan that was made before it began. Listed is what "
    "failed, and what is still on offer."
)
NOT_WAITED_FOR = "It was not waited for."
STILL_ON_OFFER = "It is on offer. Whether the job tried it is not known without the plan that was made before."


def run_resume(run: Run, orders: Orders) -> Outcome:
    """Follow the job of the task's ``job_id`` to its end, and begin none.

    Raises:
        InputError: it is no job of updates, or cannot be read here.
        NotFoundError: the dashboard does not know it, or does not any more.
        MainwpError: the dashboard failed before anything was known.
    """
    options, job_id = run.params, run.params["job_id"]
    if is_ability_job(job_id) and kind_of(job_id) != "update":
        raise InputError(f"job_id {job_id} is no job of updates.", hint="mainwp_job_info shows jobs of every kind.")
    plan = _plan.given_and_accepted(options, run.dashboard.connection.dashboard_url)
    begun = run.clock.monotonic()
    followed = follow_job(run.dashboard, None if run.check_mode else orders.waiter, job_id)
    job = followed.seen
    pending = not job.over and (orders.waiter is None or run.check_mode)
    reason = f"{job.reason} {NOT_WAITED_FOR}" if pending else ""
    ending = Ending.of_job(followed, run.clock.monotonic() - begun, reason)
    seen = {site.id: site for site in read_all(run)}
    if plan is None:
        run.warn(WITHOUT_PLAN)
        verdicts = [] if pending else _without_plan(run, orders, ending, seen)
    else:
        verdicts = _with_plan(run, orders, ending, seen, plan, pending=pending)
    return Outcome(verdicts, shown_job(ending, JOB, job_id, (), verdicts), pending=pending)


def _before(site: Site, planned: tuple[Offer, ...], ending: Ending) -> Site:
    """The site as it was when the plan was made.

    Its ``last_sync`` is chosen so that a record of after the job's beginning differs from it, and no other one.
    """
    started = instant(ending.job.started_at) if ending.job else None
    fresh = started is not None and site.last_sync is not None and site.last_sync >= started
    installed = {offer.key: Installed(offer.old_version) for offer in planned if offer.old_version}
    return replace(site, offers=planned, installed=installed, last_sync=None if fresh else site.last_sync)


def _with_plan(
    run: Run, orders: Orders, ending: Ending, seen: Mapping[int, Site], plan: _plan.Plan, *, pending: bool
) -> list[Verdict]:
    """The verdict on every item of the plan."""
    works, lost = [], []
    for site_id, planned in plan.wanted.items():
        if site_id not in seen:
            lost += gone(site_id, planned)
            continue
        before = _before(seen[site_id], planned, ending)
        work = QueuedSite(orders, Job(before), JOB)
        work.recall(planned)
        work.settle(JOB, begins=True)
        if pending:
            work.hold(UNKNOWN, ending.reason)
        work.hold_unproved(UNKNOWN)
        works.append(work)
    works.sort(key=lambda work: work.site.url)
    handled = frozenset(work.site.id for work in works if work.worked_on(seen.get(work.site.id)))
    ending = replace(ending, handled=handled)
    if pending:
        return [*lost, *(verdict for work in works for verdict in work.without_run())]
    return [*lost, *conclude(run, works, ending, seen)]


def _without_plan(run: Run, orders: Orders, ending: Ending, seen: Mapping[int, Site]) -> list[Verdict]:
    """What failed, and what is still on offer."""
    works = [QueuedSite(orders, Job(_before(site, site.offers, ending)), JOB) for site in seen.values()]
    found = each(run, works, lambda work: _left_over(run, ending, work, seen[work.site.id]), orders)
    verdicts = [verdict for some in found for verdict in some or ()]
    for verdict in verdicts:
        orders.quarantine.note(verdict)
    return verdicts


def _left_over(run: Run, ending: Ending, work: QueuedSite, seen: Site) -> list[Verdict]:
    """The verdicts on one site, synced where the job did not do that."""
    text = ending.errors.get(seen.id, "")
    if not work.worked_on(seen) and (text or seen.offers) and not run.check_mode:
        try:
            work.peek()
        except MainwpError as error:
            return [Verdict(seen, None, UNKNOWN, f"{STALE} {error.sentence()}")]
    now = work.latest or seen
    if now.offers:
        now = read_listing(run.dashboard, now)
    verdicts = [_still_there(ending, offer, now, text) for offer in now.offers]
    if text and not any(one.word == FAILED for one in verdicts):
        verdicts.append(Verdict(seen, None, FAILED, spelled_out(text), ending.seconds))
    return verdicts


def _still_there(ending: Ending, offer: Offer, site: Site, text: str) -> Verdict:
    """The verdict on something that is on offer after the job."""
    found = site.installed.get(offer.key)
    version = found.version if found else None
    said, reason = told(text, offer, site.offers) if text else (None, "")
    reason = said.text if said else reason
    if reason:
        blames = said is not None
        return Verdict(site, offer, FAILED, reason, ending.seconds, version, blames_offer=blames)
    if offer.blocked or offer.type == "translation":
        return Verdict(site, offer, SKIPPED, offer.blocked or NO_TRANSLATIONS, installed=version)
    return Verdict(site, offer, UNKNOWN, f"{ending.reason} {STILL_ON_OFFER}".strip(), ending.seconds, version)
