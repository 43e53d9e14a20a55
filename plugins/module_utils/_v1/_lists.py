# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Tags, clients and costs through version 1 of the API, in the shape of version 2."""

from __future__ import annotations

from typing import Any

from .._fields import from_seconds, mapping
from ._ask import Request


def tags(request: Request) -> Any:
    """Answer ``GET tags``: version 1 has names by id, neither colours nor sites."""
    names = mapping(mapping(request.send("GET", "tags/all-tags")).get("data"))
    return {"success": 1, "data": [{"id": int(one), "name": name} for one, name in names.items()]}


def clients(request: Request) -> Any:
    """Answer ``GET clients``."""
    rows = mapping(request.send("GET", "clients/all-clients")).get("data") or []
    return {
        "success": 1,
        "data": [{**row, "id": row["client_id"], "created": from_seconds(row.get("created"))} for row in rows],
    }


def costs(request: Request) -> Any:
    """Answer ``GET costs``; the rows are those of version 2."""
    return request.send("GET", "cost-tracker/get-all-costs")


def costs_of_site(request: Request) -> Any:
    """Answer ``GET sites/{id}/costs``: as in version 2, those that name the site itself."""
    return request.send("GET", "cost-tracker/get-site-costs", {"site_id": request.site})
