# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_update_ignore: what is ignored on many sites, each entry with its verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._engine._items import Wanted
from .._errors import OF_THE_DASHBOARD, InputError, MainwpError
from .._extensions._kinds import PLUGIN, THEME
from .._module import Result, Run
from .._noun import Record
from .._resource import Engine
from .._resources._all import NOUNS
from .._resources._site import SITE, named
from .._selection import SELECTION_OPTIONS, select_sites
from .._site_rows import read_rows
from .._site_work import FAIL_ON_OPTION, PLANNED, SKIPPED, UNCHANGED, each_site, item_failure, summary
from .._updates._offers import TYPES
from .._updates._verdicts import FailOn
from ._lists import LISTS, PRESENT, Ignored, ignored
from ._order import WANTED_OPTIONS, Item, Order, items, order_from
from ._verdicts import FLAGS, WORDS, Verdict, of_flag, side
from ._writes import Asked, judged, require_ways, write

IGNORE_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    **FAIL_ON_OPTION,
    **WANTED_OPTIONS,
    "types": {"type": "list", "elements": "str", "choices": list(FLAGS)},
    "remove_junk": {"type": "bool", "default": False},
}

Found = dict[int, dict[str, Ignored]]


def run_ignore(run: Run) -> Result:
    """Have updates ignored on the selected sites, or not any more.

    Raises:
        MainwpError: while reading and planning; then nothing was written. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    order = order_from(run.params)
    types = [one for one in FLAGS if one in (run.params["types"] or ())]
    if not types and not order.named and not order.remove_junk:
        raise InputError(
            "Nothing is named that shall be ignored or not.", hint="Name plugins, themes or types, or set remove_junk."
        )
    engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode)
    sites = select_sites(run.params, engine.reads, engine.references)
    found = read(run, sites, [order])
    wanted = planned(run, [(site, order) for site in sites], found)
    if not order.remove_junk:
        _tell_of_junk(run, sites, found)
    flags, stopped = _flags(run, engine, sites, types, order.state)
    entries, error = carry_out(run, wanted, stopped)
    verdicts = sorted([*flags, *entries], key=lambda one: str(one.site["url"]))
    return Result(
        {
            "ignores": [one.shown() for one in verdicts],
            "junk": [
                {"site": named(site), "type": TYPES[plural], "slug": entry.key, "name": entry.name}
                for site in sites
                for plural, has in found[site["id"]].items()
                for entry in has.junk
            ],
            "summary": summary(verdicts, (*WORDS, PLANNED) if run.check_mode else WORDS),
        },
        changed=any(one.changed for one in verdicts),
        before=side(verdicts, "before"),
        after=side(verdicts, "after"),
        error=error or item_failure(fail_on, verdicts, "ignores", "dashboard"),
    )


def read(run: Run, sites: Sequence[Record], orders: Sequence[Order]) -> Found:
    """What is ignored on the sites, by site and ``plugins`` and ``themes``, as the dashboard remembers it.

    Themes are always read with it, since only they tell junk from a theme whose folder is a number; plugins, which are
    many more, only where they are needed.
    """
    columns = {one.column for one in LISTS.values()} | {THEME.plural}
    if any(order.slugs[PLUGIN.plural] and order.state == PRESENT for order in orders):
        columns.add(PLUGIN.plural)
    rows = read_rows(run.dashboard, [int(site["id"]) for site in sites], columns)
    return {site["id"]: _decoded(rows.get(site["id"], {})) for site in sites}


def _decoded(row: Mapping[str, Any]) -> dict[str, Ignored]:
    return {plural: ignored(one, row) for plural, one in LISTS.items()}


def planned(run: Run, orders: Sequence[tuple[Record, Order]], found: Found) -> list[Item]:
    """Everything that the sites are about, in their order.

    Raises:
        InputError: a site does not have what shall be ignored on it, or something cannot be done on this dashboard.
    """
    wanted: list[Item] = []
    for site, order in orders:
        mine = list(items(site, order, found[site["id"]]))
        wanted += mine
        if not order.missing_ok:
            _refuse_missing(mine, found[site["id"]])
    require_ways(run.dashboard, wanted)
    return wanted


def _refuse_missing(mine: Sequence[Item], found: Mapping[str, Ignored]) -> None:
    """Refuse to ignore what a site does not have.

    Raises:
        InputError: there is such a thing.
    """
    first = next((item for item in mine if item.missing), None)
    if first is None:
        return
    site, kind = first.site["url"], first.list.kind
    if found[kind.plural].installed is None:
        raise InputError(
            f"Which {kind.plural} {site} has is not known, and the dashboard would store any slug.",
            hint="Sync the site, or set missing_ok to pass it over.",
        )
    raise InputError(
        f"{site} has no {kind.word} {first.key}, as far as the dashboard knows. It would store the slug all the same, "
        "and one that is misspelled ignores nothing.",
        hint="Correct the slug, sync the site, or set missing_ok to pass over sites that do not have it.",
    )


def carry_out(
    run: Run, wanted: Sequence[Item], stopped: MainwpError | None = None
) -> tuple[list[Verdict], MainwpError | None]:
    """Write what has to be written, several sites at a time, and read all of them back together.

    Args:
        stopped: the failure of the dashboard that ended the run before; then nothing is begun.

    Returns:
        The verdicts in the order of the items, and the failure of the dashboard itself, after which nothing new was
        begun.
    """
    sites = {int(item.site["id"]): item.site for item in wanted if item.way}
    if run.check_mode:
        return [_held(item) if not item.way else Verdict.of(item, PLANNED, item.after) for item in wanted], None

    def one(site: Record) -> tuple[dict[Item, Asked], MainwpError | None]:
        return write(run.dashboard, [item for item in wanted if item.way and item.site is site])

    answers, error = ([], stopped) if stopped else each_site(run, list(sites.values()), one)
    asked = {item: what for answer in answers for item, what in (answer or {}).items()}
    seen, doubt = _read_back(run, asked)
    verdicts = []
    for item in wanted:
        if not item.way:
            verdicts.append(_held(item))
        elif item not in asked:
            verdicts.append(Verdict.of(item, SKIPPED, item.before, f"Not begun: {error.message}" if error else ""))
        else:
            verdicts.append(judged(item, asked[item], seen.get(int(item.site["id"])), doubt))
    return verdicts, error


def _read_back(run: Run, asked: Mapping[Item, Asked]) -> tuple[Found, str]:
    """What the sites have now for which something was sent, and why it is not known of those that are missing."""
    columns = {item.list.column for item in asked}
    try:
        rows = read_rows(run.dashboard, sorted({int(item.site["id"]) for item in asked}), columns)
    except MainwpError as error:
        return {}, error.sentence()
    return {one: _decoded(row) for one, row in rows.items()}, "The site is not there any more."


def _held(item: Item) -> Verdict:
    """The verdict of an item for which nothing has to be done."""
    if item.missing:
        return Verdict.of(item, SKIPPED, item.before, f"The site does not have this {item.list.kind.word}.")
    return Verdict.of(item, UNCHANGED, item.before)


def _flags(
    run: Run, engine: Engine, sites: Sequence[Record], types: Sequence[str], state: str
) -> tuple[list[Verdict], MainwpError | None]:
    """Bring the flags that ignore whole types into their state, by edits of the sites that keep their clients.

    Returns:
        The verdicts in the order of the sites and types, and the failure of the dashboard itself.
    """
    if not types:
        return [], None
    values = {FLAGS[one]: state == PRESENT for one in types}
    outcomes = engine.run([Wanted(SITE, values, id=site["id"]) for site in sites])
    verdicts = [
        of_flag(site, one, state, outcome, check_mode=run.check_mode)
        for site, outcome in zip(sites, outcomes, strict=True)
        for one in types
    ]
    return verdicts, next((one.error for one in outcomes if isinstance(one.error, OF_THE_DASHBOARD)), None)


def _tell_of_junk(run: Run, sites: Sequence[Record], found: Found) -> None:
    """Say which entries ignore nothing, though somebody wanted them to."""
    junk = [(site, entry) for site in sites for has in found[site["id"]].values() for entry in has.junk]
    if junk:
        site, entry = junk[0]
        run.warn(
            f"{len(junk)} entries of the ignore lists ignore nothing, since they were made by a form of the API that "
            f"MainWP documents and that does not work; the first: {entry.name} on {site['url']}. Set remove_junk to "
            "remove them."
        )
