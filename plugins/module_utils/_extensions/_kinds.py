# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Plugins and themes of a site: what there is, which state it is in, and which changes of state are possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import _sync_data
from .._dashboard import Dashboard
from .._site_details import listed

ACTIVE = "active"
INACTIVE = "inactive"
ABSENT = "absent"

# Without it the dashboard does not reach the site any more; the child refuses to deactivate itself, not to be deleted.
MAINWP_CHILD = "mainwp-child/mainwp-child.php"


@dataclass(frozen=True)
class Action:
    """The request that brings extensions of one site into a state; ``{id}`` is the site's id.

    A deletion takes its slugs in the query, everything else in the body.
    """

    method: str
    path: str


@dataclass(frozen=True, eq=False)
class Kind:
    """Plugins or themes.

    Args:
        word: in results, singular; ``plural`` is the option and the column of the site.
        actions: by the state that they lead to.
    """

    word: str
    plural: str
    actions: Mapping[str, Action]


PLUGIN = Kind(
    "plugin",
    "plugins",
    {
        ACTIVE: Action("POST", "sites/{id}/plugins/activate"),
        INACTIVE: Action("POST", "sites/{id}/plugins/deactivate"),
        ABSENT: Action("DELETE", "sites/{id}/plugins/delete"),
    },
)
THEME = Kind(
    "theme",
    "themes",
    {
        ACTIVE: Action("POST", "sites/{id}/themes/activate"),
        ABSENT: Action("DELETE", "sites/{id}/themes/delete"),
    },
)


@dataclass(frozen=True)
class Extension:
    """One plugin or theme as it is on a site.

    Args:
        held: why it can neither be deactivated nor deleted; empty where it can.
    """

    slug: str
    name: str
    version: str
    state: str
    held: str = ""


def extensions(kind: Kind, row: Mapping[str, Any]) -> dict[str, Extension] | None:
    """The extensions in a site's record, by slug, as of its last sync; None where the dashboard does not know them."""
    found = listed(row, [kind.plural])[kind.plural]
    return None if found is None else {one["slug"]: _extension(one) for one in found}


def left_out(kind: Kind, dashboard: Dashboard) -> str:
    """Why what the dashboard knows of a kind proves nothing, however often it syncs; empty where it does.

    A sync brings everything along that the settings do not leave out. A list that is left out stays as it was when
    the site was connected, while the time of the last sync moves on.

    Raises:
        MainwpError: the settings cannot be read.
    """
    if kind.plural not in _sync_data.left_out(dashboard):
        return ""
    return (
        f"The dashboard's syncs leave {kind.plural} out, so that what the site has is not known. "
        f"{_sync_data.cure([kind.plural])}"
    )


def _extension(entry: Mapping[str, Any]) -> Extension:
    held = ""
    if entry.get("must_use"):
        held = "It is a must-use plugin: WordPress runs it as long as its file is there."
    elif entry.get("parent_active"):
        held = "It is the parent of the active theme."
    state = ACTIVE if entry["active"] else INACTIVE
    return Extension(entry["slug"], entry["name"], entry["version"], state, held)


def obstacle(kind: Kind, found: Extension | None, wanted: str) -> str:
    """Why an extension cannot be brought into a state; empty where it can, or is in it."""
    if found is None:
        if wanted == ABSENT:
            return ""
        return f"The {kind.word} is not installed on this site, and the API cannot install one."
    if found.state == wanted or (wanted == ACTIVE):
        return ""
    if kind is THEME and found.state == ACTIVE:
        return "It is the active theme: activate another one first."
    return found.held
