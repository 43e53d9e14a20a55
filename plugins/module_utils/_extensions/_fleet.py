# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Plugins and themes that a fleet declares on its sites: the last step, when the sites are as declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._engine._items import Outcome
from .._engine._references import is_id
from .._errors import InputError, MainwpError
from .._module import Run
from .._resource import Engine
from .._resources._site import SITE
from .._site_work import CHANGED, PLANNED, SKIPPED, UNCHANGED
from ._foresight import Foresight
from ._kinds import ABSENT, PLUGIN, THEME, Kind
from ._run import order_from, state_options, work_on_sites
from ._site import Order
from ._verdicts import Verdict

# What is activated comes before what is taken away: a theme can be deleted when another one is active.
KINDS = (THEME, PLUGIN)
_STATES = ("active", "inactive", "absent")

FLEET_EXTENSIONS: dict[str, dict[str, Any]] = {
    kind.plural: {
        "type": "list",
        "elements": "dict",
        "options": {"site": {"type": "str", "required": True}, **state_options(kind)},
    }
    for kind in (PLUGIN, THEME)
}


@dataclass(frozen=True)
class Declared:
    """The extensions that one entry declares on one site, which it names as references do."""

    site: str
    order: Order


def declarations(options: Mapping[str, Any]) -> list[Declared]:
    """The entries of a fleet.

    Raises:
        InputError: an entry wants what cannot be.
    """
    return [
        Declared(entry["site"], order_from(kind, entry)) for kind in KINDS for entry in options.get(kind.plural) or ()
    ]


def check_sites(declared: Sequence[Declared], sites: Sequence[Mapping[str, Any]], engine: Engine) -> None:
    """See before any write that every entry names a site that there is, or that the fleet connects.

    Args:
        sites: the fleet's own declarations of sites.

    Raises:
        InputError: an entry names none, or one that the fleet removes; or two entries say of one extension what it
            shall be.
    """
    if not declared:
        return
    made = {key: identity for site, identity in _identities(engine, sites, "present") for key in _names(site)}
    removed = {key for site, identity in _identities(engine, sites, "absent") for key in (*_names(site), identity)}
    seen: set[tuple[str, str, str]] = set()
    for one in declared:
        label = f"{one.order.kind.plural}: site"
        named = _key(one.site)
        key = made.get(named) or _identity(engine, one.site)
        if named in removed or key in removed:
            raise InputError(f"{label}: the site {one.site!r} is declared absent.")
        key = key or str(engine.references.existing("site", one.site, label))
        for slug in one.order.slugs:
            if (one.order.kind.word, key, slug) in seen:
                raise InputError(
                    f"{one.order.kind.plural}: {slug} is declared twice on {one.site}.", hint="Merge the two entries."
                )
            seen.add((one.order.kind.word, key, slug))


def _key(reference: str) -> str:
    return reference if is_id(reference) else SITE.key_of(reference)


def _identities(
    engine: Engine, sites: Sequence[Mapping[str, Any]], state: str
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The fleet's declarations of sites of a state, each with what tells that two names mean one site."""
    for site in sites:
        if site["state"] == state:
            first = str(site.get("id") or site.get("url") or "")
            yield site, _identity(engine, first) or _key(first)


def _identity(engine: Engine, reference: str) -> str:
    """The id of a site, as text; empty where there is none of that name."""
    found = _site(engine, reference)
    return str(found["id"]) if found else ""


def _names(site: Mapping[str, Any]) -> list[str]:
    """The ways in which an entry can name a declared site: its address, its title, its id."""
    return [_key(str(site[name])) for name in ("url", "name", "id") if site.get(name)]


def work(
    run: Run, engine: Engine, declared: Sequence[Declared], stopped: str, warn: Callable[[str], None]
) -> tuple[list[Outcome], MainwpError | None]:
    """Bring the extensions into their state, entries that want the same on several sites together.

    Args:
        stopped: why nothing new may be begun; empty where it may.

    Returns:
        An outcome for every extension on every site, and the failure of the dashboard itself.
    """
    outcomes: list[Outcome] = []
    error: MainwpError | None = None
    foresight = Foresight()
    for order, names in sorted(_grouped(declared).items(), key=lambda group: _STATES.index(group[0].state)):
        found = {name: _site(engine, name) for name in names}
        for name in [name for name, record in found.items() if record is None]:
            if run.check_mode:
                warn(f"{order.kind.plural}: what {name} has is not known before it is connected.")
            else:
                outcomes += [_untried(order, name, slug, "The site is not connected.") for slug in order.slugs]
        sites = [record for record in found.values() if record is not None]
        if stopped or error:
            outcomes += [_untried(order, site["url"], slug, stopped) for site in sites for slug in order.slugs]
            continue
        verdicts, error = work_on_sites(run, order, sites, foresight)
        outcomes += [_outcome(order.kind, one) for one in verdicts]
    return outcomes, error


def _grouped(declared: Sequence[Declared]) -> dict[Order, list[str]]:
    groups: dict[Order, list[str]] = {}
    for one in declared:
        groups.setdefault(one.order, []).append(one.site)
    return groups


def _site(engine: Engine, name: str) -> dict[str, Any] | None:
    """The record of a site; None where there is none of that name."""
    try:
        found = engine.references.existing("site", name, "site")
    except InputError:
        return None
    return engine.reads.records("site")[found]


def _untried(order: Order, site: str, slug: str, reason: str) -> Outcome:
    error = MainwpError(reason, code="dependency_failed") if reason else None
    return Outcome(order.kind.word, f"{SITE.key_of(site)} {slug}", "untried", None, {}, {}, False, error=error)


def _outcome(kind: Kind, one: Verdict) -> Outcome:
    """A verdict in the words of a fleet."""
    done = one.word in (CHANGED, PLANNED)
    word = "removed" if done and one.after == ABSENT else "changed" if done else "failed"
    if one.word in (UNCHANGED, SKIPPED):
        word = "unchanged" if one.word == UNCHANGED else "untried"
    error = MainwpError(one.reason or one.word, code=f"{kind.plural}_failed", layer="child")
    return Outcome(
        kind.word,
        f"{SITE.key_of(one.site['url'])} {one.slug}",
        word,
        None,
        {"state": one.before},
        {"state": one.after} if done else {"state": one.before},
        one.changed,
        error=error if word in ("failed", "untried") else None,
    )
