# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which sites a task means: by address, name or id, by tag, by client."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ._engine._reads import Reads
from ._engine._references import References
from ._errors import InputError
from ._noun import Record

# Documented in the doc fragment `selection`.
SELECTION_OPTIONS: dict[str, dict[str, Any]] = {
    "sites": {"type": "list", "elements": "str"},
    "tags": {"type": "list", "elements": "str"},
    "clients": {"type": "list", "elements": "str"},
}

ALL = "all"


def select_sites(options: Mapping[str, Any], reads: Reads, references: References) -> list[Record]:
    """The records of the sites that the three options name together, sorted by address.

    Within one option any member fits; of several options all must fit. ``sites: all`` stands for the whole fleet.

    Raises:
        InputError: nothing was named (an empty list never means everything), ``all`` stands beside other sites, or
            something named does not exist.
    """
    empty = [name for name in SELECTION_OPTIONS if options.get(name) == []]
    if empty:
        raise InputError(
            f"{empty[0]} is an empty list, which selects nothing.", hint=f"Name something, or leave {empty[0]} out."
        )
    named = {name: [str(one) for one in options.get(name) or ()] for name in SELECTION_OPTIONS}
    if not any(named.values()):
        raise InputError(
            "No site is selected.", hint="Name sites, tags or clients; the whole fleet is written out as 'sites: all'."
        )
    if ALL in named["sites"] and len(named["sites"]) > 1:
        raise InputError("sites holds 'all' beside other sites.", hint="Write either 'all' or the sites.")
    sites = reads.records("site")
    chosen = set(sites)
    if named["sites"] and named["sites"] != [ALL]:
        chosen &= {references.existing("site", one, "sites") for one in named["sites"]}
    if named["tags"]:
        wanted = {references.existing("tag", one, "tags") for one in named["tags"]}
        chosen = {one for one in chosen if sites[one]["tags"] & wanted}
    if named["clients"]:
        owners = {references.existing("client", one, "clients") for one in named["clients"]}
        chosen = {one for one in chosen if sites[one]["client"] in owners}
    return sorted((sites[one] for one in chosen), key=lambda site: str(site["url"]))


def fits(site: Record, statuses: Collection[str], text: str) -> bool:
    """Whether a site is in one of these states (any, where none is named) and has the text in its title or address.

    Decided here: the filters of the API mean different things in the two generations of MainWP.
    """
    if statuses and site["status"] not in statuses:
        return False
    wanted = text.casefold()
    return wanted in str(site["name"]).casefold() or wanted in str(site["url"]).casefold()
