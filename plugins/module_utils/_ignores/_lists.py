# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""A site's two lists of plugins and themes whose updates are ignored, as the dashboard stores them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._engine._references import is_id
from .._extensions._kinds import ABSENT, PLUGIN, THEME, Extension, Kind, extensions
from .._fields import listing, mapping, nested, plain

PRESENT = "present"
# Only single versions are ignored. They can be chosen on the dashboard's screens, and nowhere in the API.
PARTIAL = "partial"

_ALL_VERSIONS = "all_versions"


@dataclass(frozen=True, eq=False)
class IgnoreList:
    """One of the two lists, and the ways to change it; ``{id}`` is the site's id.

    Args:
        column: of the site's record.
        route: adds slugs and takes none away. It has to be given a map of slugs to names: of the list or text that
            MainWP documents it stores the numbers 0, 1, ... as slugs, and without any slug it ignores the whole type.
        ability: adds and takes away, for users with an application password.
    """

    kind: Kind
    column: str
    route: str
    ability: str


PLUGINS = IgnoreList(
    PLUGIN, "ignored_plugins", "updates/{id}/ignore/plugins", "abilities/mainwp/ignore-site-plugins-v1/run"
)
THEMES = IgnoreList(THEME, "ignored_themes", "updates/{id}/ignore/themes", "abilities/mainwp/ignore-site-themes-v1/run")
LISTS = {PLUGIN.plural: PLUGINS, THEME.plural: THEMES}


@dataclass(frozen=True)
class Entry:
    """One entry of a list.

    Args:
        key: the slug; in junk a number.
        name: as it was given by whoever made the entry; in junk it is the slug.
        versions: those that are ignored; empty where all are.
    """

    key: str
    name: str
    versions: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """``present`` where every version is ignored, ``partial`` where only some are."""
        return PARTIAL if self.versions else PRESENT


@dataclass(frozen=True)
class Ignored:
    """What one site has of one kind.

    Args:
        entries: by their keys, junk among them.
        installed: by slug, as of the last sync; None where it was not read, or the dashboard does not know it.
    """

    kind: Kind
    entries: Mapping[str, Entry]
    installed: Mapping[str, Extension] | None

    def state(self, key: str) -> str:
        """What is ignored of a slug: ``present``, ``partial`` or ``absent``."""
        entry = self.entries.get(key)
        return entry.state if entry else ABSENT

    def name(self, key: str) -> str:
        """The name of a plugin or theme; empty where it is neither installed nor ignored."""
        if self.installed and key in self.installed:
            return self.installed[key].name
        return self.entries[key].name if key in self.entries else ""

    @property
    def junk(self) -> list[Entry]:
        """The entries that ignore nothing: the documented form of the route leaves numbers for slugs.

        A theme's folder can be a number too, so that one that is installed is none, nor one that may be.
        """
        if self.kind is THEME and self.installed is None:
            return []
        return [entry for key, entry in self.entries.items() if is_id(key) and key not in (self.installed or ())]


def ignored(one: IgnoreList, row: Mapping[str, Any]) -> Ignored:
    """Decode what a site's record has of a kind."""
    found = nested(row.get(one.column))
    # PHP writes a map whose keys are 0, 1, ... as a list.
    rows = dict(enumerate(found)) if isinstance(found, list) else mapping(found)
    entries = [_entry(str(key), value) for key, value in rows.items()]
    installed = extensions(one.kind, row) if row.get(one.kind.plural) else None
    return Ignored(one.kind, {entry.key: entry for entry in entries}, installed)


def _entry(key: str, value: Any) -> Entry:
    """An entry. Of older versions of MainWP it is a bare name, and means every version."""
    if not isinstance(value, Mapping):
        return Entry(key, plain(value))
    versions = tuple(str(one) for one in listing(value.get("ignored_versions")))
    return Entry(key, plain(value.get("Name")), () if _ALL_VERSIONS in versions else versions)
