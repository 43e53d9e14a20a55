# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_plugin and mainwp_theme: extensions of many sites brought into a state, each with its verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._errors import InputError, MainwpError, bug
from .._module import Result, Run
from .._noun import Record
from .._selection import SELECTION_OPTIONS
from .._site_details import listed_fields
from .._site_rows import read_rows
from .._site_work import FAIL_ON_OPTION, PLANNED, each_site, item_failure, selected_sites, summary
from .._updates._verdicts import FailOn
from ._foresight import Foresight
from ._kinds import ABSENT, ACTIVE, INACTIVE, MAINWP_CHILD, PLUGIN, THEME, Kind, extensions, left_out
from ._site import Order, SiteWork
from ._verdicts import WORDS, Verdict, side


def extension_options(kind: Kind) -> dict[str, dict[str, Any]]:
    """The argument specification of the module of a kind, without the connection."""
    return {**SELECTION_OPTIONS, **FAIL_ON_OPTION, **state_options(kind)}


def state_options(kind: Kind) -> dict[str, dict[str, Any]]:
    """The options that say what is wanted of a site."""
    return {
        kind.plural: {"type": "list", "elements": "str", "required": True},
        "state": {"type": "str", "choices": list(kind.actions), "default": ACTIVE},
        "missing_ok": {"type": "bool", "default": False},
        "sync_max_age": {"type": "int", "default": 3600},
    }


def run_plugins(run: Run) -> Result:
    """Bring plugins of the selected sites into their state. Raises what :func:`carry_out` raises."""
    return carry_out(run, PLUGIN)


def run_themes(run: Run) -> Result:
    """Bring themes of the selected sites into their state. Raises what :func:`carry_out` raises."""
    return carry_out(run, THEME)


def carry_out(run: Run, kind: Kind) -> Result:
    """Select, read, and work on every site.

    Raises:
        MainwpError: while selecting and reading; then no site was contacted. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    order = order_from(kind, run.params)
    sites = selected_sites(run)
    verdicts, error = work_on_sites(run, order, sites, Foresight())
    return Result(
        {
            kind.plural: [one.shown() for one in verdicts],
            "summary": summary(verdicts, (*WORDS, PLANNED) if run.check_mode else WORDS),
        },
        changed=any(one.changed for one in verdicts),
        before=side(verdicts, "before"),
        after=side(verdicts, "after"),
        error=error or item_failure(fail_on, verdicts, kind.plural),
    )


def order_from(kind: Kind, options: Mapping[str, Any]) -> Order:
    """What the options of a task, or of an entry of a fleet, want.

    Raises:
        InputError: nothing is named, or something that no site can be asked for.
    """
    slugs = list(dict.fromkeys(str(slug).strip() for slug in options[kind.plural]))
    if not slugs or "" in slugs:
        raise InputError(f"{kind.plural} names nothing.", hint=f"Name the slugs of {kind.plural}.")
    for slug in slugs:
        if any(sign in slug for sign in ", \t\n"):
            raise InputError(
                f"{kind.plural}: {slug!r} has a comma or a blank, at which the dashboard would split it.",
                hint="Write every slug as an entry of its own.",
            )
    state = options["state"]
    if kind is PLUGIN and state in (INACTIVE, ABSENT) and MAINWP_CHILD in slugs:
        raise InputError(
            f"{kind.plural}: {MAINWP_CHILD} has to stay active: without it the dashboard loses the site.",
            hint="To take a site off the dashboard, use mainwp_site with state=absent.",
        )
    if kind is THEME and state == ACTIVE and len(slugs) > 1:
        raise InputError("themes: a site has one active theme.", hint="Name one theme with state=active.")
    if options["sync_max_age"] < 0:
        raise InputError(f"sync_max_age is {options['sync_max_age']}: it cannot be negative.")
    return Order(kind, tuple(slugs), state, options["missing_ok"], options["sync_max_age"])


def work_on_sites(
    run: Run, order: Order, sites: Sequence[Record], foresight: Foresight
) -> tuple[list[Verdict], MainwpError | None]:
    """Work on the sites as :func:`each_site` does, with a verdict for every slug.

    Args:
        foresight: what earlier steps of this run have planned; it learns what this one plans.

    Returns:
        The verdicts in the order of the sites and slugs, and the failure of the dashboard itself, after which nothing
        new was begun.

    Raises:
        MainwpError: what the sites have cannot be read; then none was contacted.
    """
    useless = left_out(order.kind, run.dashboard) if sites else ""
    rows = read_rows(run.dashboard, [int(site["id"]) for site in sites], listed_fields([order.kind.plural]))

    def begin(site: Record) -> SiteWork:
        # Outside of check mode it is synced first.
        guessed = run.check_mode and site["sync_errors"]
        found = None if useless or guessed else extensions(order.kind, rows.get(site["id"], {}))
        return SiteWork(run, order, site, foresight.applied(order.kind, site["id"], found))

    def one(site: Record) -> tuple[list[Verdict], MainwpError | None]:
        work = begin(site)
        try:
            return work.refused(useless) if useless else work.work(), None
        except MainwpError as error:
            return work.ended_by(error), error
        except Exception as error:
            return work.ended_by(bug(error)), None

    found, error = each_site(run, sites, one)
    reason = f"Not begun: {error.message}" if error else ""
    verdicts: list[Verdict] = []
    for site, done in zip(sites, found, strict=True):
        verdicts += done if done is not None else begin(site).not_begun(reason)
    foresight.note(order.kind, verdicts)
    return sorted(verdicts, key=lambda one: (one.site["url"], order.slugs.index(one.slug))), error
