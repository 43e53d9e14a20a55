# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_page_info: pages of many sites, each site with its verdict. Posts cannot be listed."""

from __future__ import annotations

from typing import Any

from .._errors import RefusedError
from .._fields import moment, plain
from .._module import Result, Run
from .._noun import Record
from .._resources._site import named
from .._selection import SELECTION_OPTIONS
from .._site_lists import at_site
from .._site_work import FAIL_ON_OPTION, FAILED, READ, SKIPPED, SiteVerdict, selected_sites, summary, too_many, work_on
from .._updates._verdicts import FailOn
from ._api import read_pages
from ._kinds import NO_DATE, PAGE, STATUSES

PAGE_INFO_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    "statuses": {"type": "list", "elements": "str", "choices": list(STATUSES), "default": ["publish"]},
    "search": {"type": "str", "default": ""},
    "include": {"type": "list", "elements": "str", "choices": ["details"], "default": []},
    **FAIL_ON_OPTION,
}

# What the details add to the list; the password of a page stays where it is.
_DETAILS = ("content", "slug", "excerpt", "comment_status", "ping_status", "date", "custom_fields")


def run_page_info(run: Run) -> Result:
    """Read the pages of the selected sites, one request for each status.

    Raises:
        MainwpError: while selecting. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    sites = selected_sites(run)
    found: dict[int, list[dict[str, Any]]] = {}

    def work(site: Record) -> SiteVerdict:
        pages = [
            _shown(site, row) for status in run.params["statuses"] for row in read_pages(run.dashboard, site, status)
        ]
        pages = [page for page in pages if run.params["search"].casefold() in page["title"].casefold()]
        if run.params["include"]:
            pages = [{**page, **_details(run, site, page["id"])} for page in pages]
        found[site["id"]] = pages
        return SiteVerdict(site, READ)

    verdicts, error = work_on(run, sites, lambda site: at_site(site, lambda: work(site), {}), {})
    return Result(
        {
            "pages": [page for one in verdicts for page in found.get(one.site["id"], ())],
            "sites": [one.shown() for one in verdicts],
            "summary": summary(verdicts, (READ, FAILED, SKIPPED)),
        },
        error=error or too_many(fail_on, verdicts, (FAILED,), "sites_unread", "could not be read"),
    )


def _shown(site: Record, row: dict[str, Any]) -> dict[str, Any]:
    """A page of the list in the user's vocabulary."""
    return {
        "site": named(site),
        "id": row.get("id"),
        "title": plain(row.get("title")),
        "status": row.get("status"),
        "author": row.get("author"),
        "author_email": row.get("authorEmail"),
        "modified": moment(row.get("dts")),
    }


def _details(run: Run, site: Record, page: int) -> dict[str, Any]:
    """What one page has beyond the list; reading it takes its edit lock.

    Raises:
        RefusedError: also where it is gone meanwhile.
    """
    data = run.dashboard.detail(PAGE.read.format(site=site["id"], id=page), contacts_child=True)
    if not isinstance(data, dict):
        raise RefusedError("The dashboard's answer about a page has an unknown form.", code="unknown_form")
    values = {one.name: one.decode(data.get(one.wire)) for one in PAGE.fields if one.name in _DETAILS}
    return {**values, "date": None if values["date"] == NO_DATE else values["date"]}
