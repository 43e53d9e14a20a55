# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which sites there are, with what the user asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ._fan_out import among_children
from ._module import Result, Run
from ._noun import Record
from ._resource import Engine
from ._resources._all import NOUNS
from ._resources._site import SITE, named, server_of
from ._selection import ALL, SELECTION_OPTIONS, fits, select_sites
from ._site_details import LISTED, SINGLE, Details, listed_details, single_details

SITE_INFO_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    "status": {"type": "str", "choices": ["connected", "disconnected", "suspended"]},
    "search": {"type": "str"},
    "include": {"type": "list", "elements": "str", "choices": [*LISTED, *SINGLE], "default": []},
}


def run_site_info(run: Run) -> Result:
    """Find the sites and read what was asked for.

    Raises:
        MainwpError: the dashboard failed. What single children refuse is in the result.
    """
    engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode)
    statuses = [run.params["status"]] if run.params["status"] else []
    text = str(run.params["search"] or "")
    sites = [site for site in _selected(run.params, engine) if fits(site, statuses, text)]
    if any(site["client"] for site in sites):
        engine.reads.records("client")
    include = run.params["include"]
    listed = listed_details(run.dashboard, [site["id"] for site in sites], include)
    single = _single(run, sites, include)
    shown = [
        {**engine.shown(SITE, site), **listed.get(site["id"], {}), **details.found}
        for site, details in zip(sites, single, strict=True)
    ]
    errors = [
        {"site": named(site), "include": word, "reason": reason}
        for site, details in zip(sites, single, strict=True)
        for word, reason in details.reasons.items()
    ]
    if errors:
        run.warn(f"{len(errors)} of the details that were asked for are missing; `errors` in the result says why.")
    return Result({"sites": shown, "errors": errors})


def _selected(options: Mapping[str, Any], engine: Engine) -> list[Record]:
    """The sites that are named; without any name all of them, since this only reads."""
    if all(options.get(name) is None for name in SELECTION_OPTIONS):
        options = {"sites": [ALL]}
    return select_sites(options, engine.reads, engine.references)


def _single(run: Run, sites: list[Record], include: Collection[str]) -> list[Details]:
    """Details of single sites, several sites at once; children are contacted for ``security`` only."""
    if not set(SINGLE) & set(include):
        return [Details() for site in sites]
    contacts = "security" in include
    found = among_children(
        run.dashboard.connection,
        sites,
        lambda site: single_details(run.dashboard, site, include),
        server=lambda site: server_of(site) if contacts else site["id"],
    )
    return [details or Details() for details in found]
