# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the API can tell of the posts and pages of one site, and what it cannot."""

from __future__ import annotations

from typing import Any

from .._dashboard import Dashboard
from .._errors import RefusedError
from .._fields import joined
from .._noun import Record
from .._site_lists import list_error
from ._kinds import STATUSES, ContentKind

# The list ends at ten pages unless it is told otherwise, and takes any number.
_ALL = 100000


def read_content(dashboard: Dashboard, kind: ContentKind, site: Record, record_id: int) -> dict[str, Any] | None:
    """One post or page in the API's own words; a page with its title, which only the list shows. None: it is not there.

    Raises:
        RefusedError: the site cannot be reached or refuses the connection (which the API calls "not there"), or the
            record is of the other kind, which a write would turn into this one.
    """
    try:
        data = dashboard.detail(kind.read.format(site=site["id"], id=record_id), contacts_child=True)
    except RefusedError as error:
        if error.code != "post_not_exist":
            raise
        # A child that refuses the key is told of like this, too; a list tells them apart.
        read_pages(dashboard, site, "publish")
        return None
    if not isinstance(data, dict):
        raise RefusedError(f"The dashboard's answer about a {kind.word} has an unknown form.", code="unknown_form")
    status = str(data.get("post_status"))
    if status not in STATUSES:
        raise RefusedError(
            f"Id {record_id} has the status {status!r}, which the API cannot write; it may be no {kind.word} at all.",
            code="wrong_kind",
        )
    page = next((one for one in read_pages(dashboard, site, status) if one.get("id") == record_id), None)
    if (page is None) is (kind.word == "page"):
        raise RefusedError(
            f"Id {record_id} of this site is no {kind.word}, and an edit would make one of it.", code="wrong_kind"
        )
    return {**data, "post_title": page.get("title")} if page else data


def read_pages(dashboard: Dashboard, site: Record, status: str) -> list[dict[str, Any]]:
    """All pages of a site in one status, in the API's own words.

    Raises:
        MainwpError: also where the site cannot be reached.
    """
    query = {"websites": str(site["id"]), "status": status, "maximum": _ALL}
    try:
        return dashboard.rows("pages", query, unwrap=joined, contacts_child=True)
    except RefusedError as error:
        raise list_error(error) from error
