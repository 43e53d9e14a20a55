# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Names of the groups that a site belongs to by its tags, its client and its state."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from ._fleet import PREFIX

# Documented in the inventory plugin as choices of `groups_from`.
SOURCES = ("tags", "client", "status")
# Holds every host of the plugin; begins the names of the others.
ROOT = "mainwp"
# Tags are what people group by, so their groups have the short names.
_WORDS = {"tags": "", "client": "client_", "status": "status_"}


class Groups:
    """Makes the names, and notices where different things would come to share one.

    Args:
        warn: called with one sentence for each such group.
    """

    def __init__(self, sources: Collection[str], warn: Callable[[str], None]) -> None:
        self._sources = [source for source in SOURCES if source in sources]
        self._warn = warn
        self._meant: dict[str, tuple[str, str]] = {}
        self._names: dict[tuple[str, str], str] = {}

    def of(self, variables: Mapping[str, Any]) -> list[str]:
        """The groups of a site with these host variables."""
        found = [ROOT]
        for source in self._sources:
            value = variables[f"{PREFIX}{source}"]
            for name in value if isinstance(value, list) else [value]:
                if name:
                    found.append(self._name(source, name))
        return found

    def _name(self, source: str, name: str) -> str:
        thing = (source, name)
        if thing not in self._names:
            group = f"{ROOT}_{_WORDS[source]}{cleaned(name)}"
            other = self._meant.setdefault(group, thing)
            if other != thing:
                self._warn(
                    f"The group {group} holds the sites of two things: {_described(other)} and {_described(thing)}."
                )
            self._names[thing] = group
        return self._names[thing]


def cleaned(name: str) -> str:
    """A name as a part of a group's: in lower case, with ``_`` for every character that Ansible refuses there."""
    return re.sub(r"\W", "_", name.lower())


def _described(thing: tuple[str, str]) -> str:
    source, name = thing
    return f"{'tag' if source == 'tags' else source} {name!r}"
