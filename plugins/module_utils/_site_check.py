# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_site_check: make the dashboard ask for the first page of sites, one request for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ._children import check_site
from ._dashboard import Dashboard
from ._errors import AnswerLostError, MainwpError
from ._fields import number
from ._module import Result, Run
from ._noun import Record
from ._selection import SELECTION_OPTIONS
from ._site_rows import read_rows
from ._site_work import (
    FAIL_ON_OPTION,
    FAILED,
    PLANNED,
    SKIPPED,
    UNKNOWN,
    SiteVerdict,
    selected_sites,
    summary,
    too_many,
    work_on,
)
from ._updates._verdicts import FailOn

CHECK_OPTIONS: dict[str, dict[str, Any]] = {**SELECTION_OPTIONS, **FAIL_ON_OPTION}

UP = "up"
DOWN = "down"

NOTHING = {"http_code": None}


def run_check(run: Run) -> Result:
    """Check the selected sites.

    Raises:
        MainwpError: while selecting; then no site was contacted. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    sites = selected_sites(run)
    before = {} if run.check_mode else _http_codes(run.dashboard, sites)
    error: MainwpError | None = None
    if run.check_mode:
        verdicts = [SiteVerdict(site, PLANNED, details=NOTHING) for site in sites]
    else:
        verdicts, error = work_on(run, sites, lambda site: _check(run.dashboard, site), NOTHING)
    bad = (DOWN, FAILED, UNKNOWN)
    return Result(
        {
            "sites": [one.shown() for one in verdicts],
            "summary": summary(verdicts, (PLANNED,) if run.check_mode else (UP, *bad, SKIPPED)),
        },
        changed=any(
            one.word in (UP, DOWN) and one.details["http_code"] != before.get(one.site["id"]) for one in verdicts
        ),
        error=error or too_many(fail_on, verdicts, bad, "sites_down", "are not up"),
    )


def _http_codes(dashboard: Dashboard, sites: Sequence[Record]) -> dict[int, int | None]:
    """What the dashboard got at the last check of each site; None where it never checked."""
    rows = read_rows(dashboard, [int(site["id"]) for site in sites], ["http_status"])
    # As "200 - OK"; "0" where nothing answered and where no check was made.
    return {one: number(str(row.get("http_status") or "").partition(" ")[0]) for one, row in rows.items()}


def _check(dashboard: Dashboard, site: Record) -> SiteVerdict:
    try:
        result = check_site(dashboard, site["id"])
    except AnswerLostError as error:
        return SiteVerdict(site, UNKNOWN, error.sentence(), details=NOTHING)
    return SiteVerdict(site, UP if result.up else DOWN, result.reason, details={"http_code": result.http_code})
