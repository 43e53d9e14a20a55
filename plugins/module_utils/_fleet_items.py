# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What a fleet wants on single sites beside the engine's records: which site is meant, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from ._engine._items import Outcome
from ._engine._references import is_id
from ._errors import InputError, MainwpError
from ._noun import Record
from ._resource import Engine
from ._resources._site import SITE
from ._site_work import CHANGED, PLANNED, SKIPPED, UNCHANGED

NOT_CONNECTED = "The site is not connected."


class OnSite(Protocol):
    """What an entry declares on one site, which it names as references do."""

    @property
    def site(self) -> str:
        """The site, by address, name or id."""

    @property
    def option(self) -> str:
        """The option of the fleet that holds the entry."""

    @property
    def slugs(self) -> Sequence[str]:
        """What it is about; no other entry of the option may be about it on the same site."""


class ItemVerdict(Protocol):
    """What became of one such thing."""

    @property
    def site(self) -> Record:
        """The site."""

    @property
    def slug(self) -> str:
        """What it is about."""

    @property
    def word(self) -> str:
        """The verdict itself."""

    @property
    def before(self) -> str | None:
        """Its state before."""

    @property
    def after(self) -> str | None:
        """Its state afterwards."""

    @property
    def reason(self) -> str:
        """Why; empty where the verdict says it all."""

    @property
    def changed(self) -> bool:
        """Whether it counts as a change."""


def outcome_of(noun: str, one: ItemVerdict, *, code: str, layer: str) -> Outcome:
    """A verdict in the words of a fleet.

    Args:
        noun: what the thing is called in the result.
        code, layer: of a failure.
    """
    done = one.word in (CHANGED, PLANNED)
    word = "removed" if done and one.after == "absent" else "changed" if done else "failed"
    if one.word in (UNCHANGED, SKIPPED):
        word = "unchanged" if one.word == UNCHANGED else "untried"
    return Outcome(
        noun,
        _label(one.site["url"], one.slug),
        word,
        None,
        {"state": one.before},
        {"state": one.after} if done else {"state": one.before},
        one.changed,
        error=MainwpError(one.reason or one.word, code=code, layer=layer) if word in ("failed", "untried") else None,
    )


def unfinished(noun: str, site: str, slug: str, error: MainwpError | None) -> Outcome:
    """The outcome of a thing that was not tried; it failed where the error is its own and not one before it."""
    word = "untried" if error is None or error.code == "dependency_failed" else "failed"
    return Outcome(noun, _label(site, slug), word, None, {}, {}, False, error=error)


def untried(noun: str, site: str, slug: str, reason: str) -> Outcome:
    """The outcome of a thing that was not tried because of what happened before; the reason may be empty."""
    return unfinished(noun, site, slug, MainwpError(reason, code="dependency_failed") if reason else None)


def _label(site: str, slug: str) -> str:
    return f"{SITE.key_of(site)} {slug}"


def check_sites(declared: Sequence[OnSite], sites: Sequence[Mapping[str, Any]], engine: Engine) -> None:
    """See before any write that every entry names a site that there is, or that the fleet connects.

    Args:
        sites: the fleet's own declarations of sites.

    Raises:
        InputError: an entry names none, or one that the fleet removes; or two entries are about one thing.
    """
    if not declared:
        return
    made = {key: identity for site, identity in _identities(engine, sites, "present") for key in _names(site)}
    removed = {key for site, identity in _identities(engine, sites, "absent") for key in (*_names(site), identity)}
    seen: set[tuple[str, str, str]] = set()
    for one in declared:
        label = f"{one.option}: site"
        named = _key(one.site)
        key = made.get(named) or _identity(engine, one.site)
        if named in removed or key in removed:
            raise InputError(f"{label}: the site {one.site!r} is declared absent.")
        key = key or str(engine.references.existing("site", one.site, label))
        for slug in one.slugs:
            if (one.option, key, slug) in seen:
                raise InputError(
                    f"{one.option}: {slug} is declared twice on {one.site}.", hint="Merge the two entries."
                )
            seen.add((one.option, key, slug))


def site_record(engine: Engine, name: str) -> dict[str, Any] | None:
    """The record of a site; None where there is none of that name."""
    try:
        found = engine.references.existing("site", name, "site")
    except InputError:
        return None
    return engine.reads.records("site")[found]


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
    found = site_record(engine, reference)
    return str(found["id"]) if found else ""


def _names(site: Mapping[str, Any]) -> list[str]:
    """The ways in which an entry can name a declared site: its address, its title, its id."""
    return [_key(str(site[name])) for name in ("url", "name", "id") if site.get(name)]
