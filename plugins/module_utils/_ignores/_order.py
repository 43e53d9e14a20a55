# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What a task wants to be ignored, and what has to be done for it on one site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import InputError
from .._extensions._kinds import ABSENT
from .._noun import Record
from ._lists import LISTS, PRESENT, Ignored, IgnoreList

WANTED_OPTIONS: dict[str, dict[str, Any]] = {
    **{plural: {"type": "list", "elements": "str"} for plural in LISTS},
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
    "missing_ok": {"type": "bool", "default": False},
}

ROUTE = "route"
ADD = "add"
REMOVE = "remove"


@dataclass(frozen=True)
class Order:
    """What is wanted of a site.

    Args:
        slugs: by ``plugins`` and ``themes``.
        missing_ok: a slug that a site does not have is passed over where it would have to be ignored.
        remove_junk: take away the entries that ignore nothing.
    """

    slugs: Mapping[str, tuple[str, ...]]
    state: str
    missing_ok: bool
    remove_junk: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The slugs of both."""
        return tuple(slug for slugs in self.slugs.values() for slug in slugs)


def order_from(options: Mapping[str, Any]) -> Order:
    """What the options of a task, or of an entry of a fleet, want.

    Raises:
        InputError: a slug is empty.
    """
    slugs = {plural: tuple(dict.fromkeys(str(slug).strip() for slug in options.get(plural) or ())) for plural in LISTS}
    for plural, named in slugs.items():
        if "" in named:
            raise InputError(f"{plural} holds an empty slug.")
    return Order(slugs, options["state"], options["missing_ok"], bool(options.get("remove_junk")))


@dataclass(frozen=True, eq=False)
class Item:
    """One entry of a list of one site that shall be there or not.

    Args:
        before, after: ``present``, ``partial`` or ``absent``.
        way: what brings it there: the ``route``, or the ability's ``add`` or ``remove``; empty where nothing has to.
        missing: it shall be ignored, and the site does not have it.
        junk: it ignores nothing.
    """

    site: Record
    list: IgnoreList
    key: str
    name: str
    before: str
    after: str
    versions: tuple[str, ...] = ()
    missing: bool = False
    junk: bool = False

    @property
    def way(self) -> str:
        """See above."""
        if self.missing or self.before == self.after:
            return ""
        if self.after == ABSENT:
            return REMOVE
        # The route leaves an entry that is there as it is.
        return ROUTE if self.before == ABSENT else ADD


def items(site: Record, order: Order, found: Mapping[str, Ignored]) -> Iterator[Item]:
    """The entries that a task is about on a site.

    Args:
        found: what the site has, by ``plugins`` and ``themes``.
    """
    for plural, one in LISTS.items():
        has = found[plural]
        for slug in order.slugs[plural]:
            state = has.state(slug)
            missing = order.state == PRESENT and state == ABSENT and slug not in (has.installed or ())
            versions = has.entries[slug].versions if slug in has.entries else ()
            yield Item(site, one, slug, has.name(slug), state, order.state, versions, missing=missing)
        for entry in has.junk if order.remove_junk else ():
            if entry.key not in order.slugs[plural]:
                yield Item(site, one, entry.key, entry.name, entry.state, ABSENT, entry.versions, junk=True)
