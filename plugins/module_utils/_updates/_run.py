# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_update_info and mainwp_update, from their options to their results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._clock import Deadline
from .._errors import InputError
from .._fan_out import among_children
from .._jobs import QUEUE, QUEUE_OPTIONS
from .._module import Result, Run, run_module
from .._selection import SELECTION_OPTIONS
from . import _plan
from ._execute import Job, Orders, SiteWork, wanted
from ._offers import ORDER, Offer, Site
from ._queue import Outcome, run_queue
from ._queue_options import check_strategy, check_version
from ._queue_resume import run_resume
from ._reading import offers_of, read_sites, selected_ids
from ._select import CHOICE_OPTIONS, Choice
from ._synced import SyncedLists
from ._verdicts import PLANNED, UNKNOWN, FailOn, Quarantine, Verdict, gone, summary
from ._versions import step
from ._wait import WAIT_OPTIONS, Waiter

INFO_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    **CHOICE_OPTIONS,
    "plan_dest": {"type": "path"},
}

UPDATE_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    **CHOICE_OPTIONS,
    **WAIT_OPTIONS,
    **QUEUE_OPTIONS,
    "plan": {"type": "dict"},
    "plan_src": {"type": "path"},
    "plan_hash": {"type": "str"},
    "sync_max_age": {"type": "int", "default": 3600},
    "stop_starting_after": {"type": "int"},
    "fail_on": {"type": "str", "default": "any"},
    "quarantine_after": {"type": "int", "default": 3},
    "offer_failures": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {
            "type": {"type": "str", "choices": list(ORDER), "required": True},
            "slug": {"type": "str", "required": True},
            "new_version": {"type": "str", "required": True},
            "failures": {"type": "int", "required": True},
        },
    },
    "core_order": {"type": "str", "choices": ["last", "first"], "default": "last"},
}


def run_update_info() -> None:
    """Run mainwp_update_info from its arguments to its result; never returns."""
    run_module(_info, INFO_OPTIONS, needs_v2=False)


def run_update() -> None:
    """Run mainwp_update from its arguments to its result; never returns."""
    run_module(_update, UPDATE_OPTIONS, needs_v2=False, mutually_exclusive=[("plan", "plan_src")])


def _info(run: Run) -> Result:
    choice = Choice.from_options(run.params)
    sites = _on_offer(run, selected_ids(run.dashboard, run.clock, run.params), choice)
    _warn_of_failed_syncs(run, sites)
    if sites:
        _warn_of_old_lists(run, choice)
    found = offers_of(run.dashboard, sites, choice)
    plan = _make_plan(run, found)
    if run.params["plan_dest"] and not run.check_mode:
        _plan.write_file(run.params["plan_dest"], plan)
    return Result({"plan": plan, "updates": [_entry(site, offer) for site, offer in found]})


def _on_offer(run: Run, selected: Sequence[int], choice: Choice) -> list[Site]:
    """The sites that a plan is made of. Only the list of the themes says which one is the parent of the active one."""
    return read_sites(run.dashboard, selected, installed=choice.only_active)


def _make_plan(run: Run, found: Sequence[tuple[Site, Offer]]) -> dict[str, Any]:
    made_at = f"{run.clock.now():%Y-%m-%dT%H:%M:%SZ}"
    return _plan.make(run.dashboard.connection.dashboard_url, made_at, found)


def _entry(site: Site, offer: Offer) -> dict[str, Any]:
    return {
        "site": site.shown,
        **_plan.shown(offer),
        "step": step(offer.type, offer.old_version, offer.new_version),
        "active": offer.active,
        "blocked": offer.blocked or None,
    }


def _warn_of_failed_syncs(run: Run, sites: Sequence[Site]) -> None:
    failed = [site for site in sites if site.sync_errors]
    if failed:
        names = ", ".join(site.url for site in failed[:5]) + (", ..." if len(failed) > 5 else "")
        run.warn(
            f"The last sync of {len(failed)} selected sites failed, so that their offers are old or incomplete: {names}"
        )


def _warn_of_old_lists(run: Run, choice: Choice) -> None:
    synced = SyncedLists(run.dashboard)
    synced.read()
    for warning in synced.warnings(choice.types):
        run.warn(warning)


def _update(run: Run) -> Result:
    options = run.params
    fail_on = FailOn.parse(options["fail_on"])
    for name in ("sync_max_age", "stop_starting_after", "quarantine_after"):
        if (options[name] or 0) < 0:
            raise InputError(f"{name} is {options[name]}: it cannot be negative.")
    check_strategy(options, CHOICE_OPTIONS, UPDATE_OPTIONS)
    waiter = Waiter(run.clock, options["wait_timeout"], options["wait_interval"])
    queued = options["strategy"] == QUEUE
    orders = Orders(
        run.dashboard,
        run.clock,
        Choice.from_options(options),
        sync_max_age=options["sync_max_age"],
        waiter=waiter if options["wait"] else None,
        window=None if options["stop_starting_after"] is None else Deadline(run.clock, options["stop_starting_after"]),
        # The dashboard's run knows no quarantine.
        quarantine=Quarantine(0 if queued else options["quarantine_after"], options["offer_failures"]),
        check_mode=run.check_mode,
        synced=SyncedLists(run.dashboard),
        core_first=options["core_order"] == "first",
    )
    outcome = (_queue if queued else _per_site)(run, orders)
    for warning in orders.synced.warnings(orders.choice.types):
        run.warn(warning)
    verdicts = outcome.verdicts
    changes = [one for one in verdicts if one.word == PLANNED or one.wrote]
    # What was not to be waited for is no failure.
    counted = [one for one in verdicts if not (outcome.pending and one.word == UNKNOWN)]
    return Result(
        {
            "updates": [one.shown() for one in verdicts],
            "summary": summary(verdicts, check_mode=run.check_mode),
            "quarantined": orders.quarantine.shown(),
            "offer_failures": orders.quarantine.failures(),
            **({"job": outcome.job} if queued else {}),
        },
        changed=bool(changes) or (outcome.pending and outcome.begun),
        before=_versions(changes, after=False),
        after=_versions(changes, after=True),
        error=orders.dashboard_error or fail_on.error(counted),
    )


def _per_site(run: Run, orders: Orders) -> Outcome:
    """Update site by site."""
    jobs, lost = _jobs(run, orders.choice)
    return Outcome(lost + _carry_out(jobs, orders))


def _queue(run: Run, orders: Orders) -> Outcome:
    """Let the dashboard update all sites by itself, or follow its job."""
    check_version(run.dashboard)
    return (run_resume if run.params["job_id"] is not None else run_queue)(run, orders)


def _jobs(run: Run, choice: Choice) -> tuple[list[Job], list[Verdict]]:
    """The sites to be worked, and the verdicts on items of a plan whose sites are gone.

    Raises:
        InputError: nothing is selected, or the plan is refused.
    """
    options = run.params
    # An empty list is no selection, and refused as one: with a plan it would mean all of it.
    selects = any(options[name] is not None for name in SELECTION_OPTIONS)
    raw = _plan.given(options)
    selected = selected_ids(run.dashboard, run.clock, options) if selects or raw is None else None
    if raw is None and selected is not None and options["plan_hash"] is None:
        return [Job(site) for site in read_sites(run.dashboard, selected, installed=True)], []
    if raw is None and selected is not None:
        # What was approved is a plan: the same offers have the same hash, wherever the plan itself is.
        raw = _make_plan(run, offers_of(run.dashboard, _on_offer(run, selected, choice), choice))
    plan = _plan.accept(raw, dashboard=run.dashboard.connection.dashboard_url, approved=options["plan_hash"])
    wanted_sites = [one for one in (selected if selected is not None else sorted(plan.wanted)) if one in plan.wanted]
    sites = read_sites(run.dashboard, wanted_sites, installed=True)
    known = {site.id for site in sites}
    lost = [
        verdict
        for one in wanted_sites
        if one not in known
        for verdict in gone(one, filter(choice.takes, plan.wanted[one]))
    ]
    return sorted((Job(site, plan.wanted[site.id]) for site in sites), key=lambda job: job.site.url), lost


def _carry_out(jobs: Sequence[Job], orders: Orders) -> list[Verdict]:
    """Work the sites side by side, within the bounds of the connection's options."""
    # What a site that is not in a plan needs shows only when its data are fresh; in check mode they stay as they are.
    open_ended = not orders.check_mode
    needed = [job for job in jobs if wanted(job, orders.choice, job.site) or (job.planned is None and open_ended)]
    results = among_children(
        orders.dashboard.connection,
        needed,
        lambda job: SiteWork(orders, job).run(),
        server=lambda job: job.site.server,
        may_start=lambda job: not orders.closed(),
    )
    return [
        verdict
        for job, found in zip(needed, results, strict=True)
        for verdict in (SiteWork(orders, job).leave() if found is None else found)
    ]


def _versions(changes: Sequence[Verdict], *, after: bool) -> dict[str, dict[str, str]]:
    """One side of the diff: the versions of what changes, by site."""
    side: dict[str, dict[str, str]] = {}
    for one in changes:
        if one.offer is not None:
            there = one.offer.new_version if one.word == PLANNED else one.installed or ""
            version = there if after else one.offer.old_version
            side.setdefault(one.site.url, {})[f"{one.offer.type} {one.offer.slug}"] = version
    return side
