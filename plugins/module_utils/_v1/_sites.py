# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Reading sites through version 1 of the API, in the shape of version 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._fields import flag, from_seconds, mapping, number
from ._ask import Request

# What the list shows, under the names of version 2. The record of a single site shows more; the same is taken of both,
# so that a site looks the same however it was read.
SHOWN = {
    "id": "id",
    "url": "url",
    "name": "name",
    "client_id": "client_id",
    "suspended": "suspended",
    "sync_errors": "sync_errors",
    "disable_health_check": "disable_health_check",
    "health_threshold": "health_threshold",
    "automatic_update": "automatic_update",
    "ssl_version": "ssl_version",
    "php_version": "phpversion",
    "plugins": "plugins",
    "themes": "themes",
    "wp_upgrades": "wp_upgrades",
    "plugin_upgrades": "plugin_upgrades",
    "theme_upgrades": "theme_upgrades",
    "translation_upgrades": "translation_upgrades",
}
# Worked out of other columns.
DERIVED = ("status", "tags", "last_sync")

# Up to so many sites are read one by one; for more of them the list of the whole fleet, which has no filter by id.
FEW = 3


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A site's record in the shape of version 2, without what version 1 does not show."""
    found = {name: row[column] for name, column in SHOWN.items() if column in row}
    failed = "disconnected" if row.get("sync_errors") else "connected"
    found["status"] = "suspended" if flag(row.get("suspended")) else failed
    found["last_sync"] = from_seconds(row.get("dtsSync"))
    found["tags"] = _tags(row)
    return found


def wordpress_version(row: Mapping[str, Any]) -> str:
    """The version of WordPress by the last sync; only the record of a single site holds it."""
    return str(mapping(row.get("site_info")).get("wpversion") or "")


def _tags(row: Mapping[str, Any]) -> Any:
    """Names by id; the ids alone where a comma in a name makes it unsure which is whose."""
    members = [one for one in str(row.get("wpgroupids") or "").split(",") if one.strip()]
    names = str(row.get("wpgroups") or "").split(",")
    return dict(zip(members, names, strict=True)) if len(members) == len(names) else members


def read(request: Request, site: int) -> Mapping[str, Any] | None:
    """The whole row of one site as version 1 sends it; None where there is no such site (an empty body)."""
    row = request.send("GET", "site/site", {"site_id": site, "with_tags": 1})
    return row if isinstance(row, Mapping) and row else None


def listed(request: Request) -> Any:
    """Answer ``GET sites/basic``. Filters other than ids are left to the reader, who decides in memory."""
    wanted = [int(one) for one in str(request.query.get("include") or "").split(",") if one]
    if 0 < len(wanted) <= FEW:
        rows = [row for row in (read(request, one) for one in wanted) if row is not None]
    else:
        # "format=array" would spare the keys, and an empty fleet is [] either way.
        data = request.send("GET", "sites/all-sites", {"full_data": "yes", "selectgroups": "yes"})
        rows = list(mapping(data).values())
        if wanted:
            rows = [row for row in rows if number(row.get("id")) in wanted]
    return {"success": 1, "data": [shown(row) for row in rows]}


def security(request: Request) -> Any:
    """Answer ``GET sites/{id}/security``; an unreachable child crashes the route."""
    return {"success": 1, "data": request.send("GET", "site/site-security-issues", {"site_id": request.site})}


def changes(request: Request) -> Any:
    """Answer ``GET sites/{id}/non-mainwp-changes`` with the newest 200; v1 sends all, in no promised order."""
    rows = request.send("GET", "site/non-mainwp-changes", {"site_id": request.site}) or []
    return {"success": 1, "data": sorted(rows, key=lambda row: number(row.get("created")) or 0, reverse=True)[:200]}


def abandoned(request: Request) -> Any:
    """Answer ``GET sites/{id}/plugins/abandoned`` and that of themes."""
    return {"success": 1, "data": request.send("GET", f"site/site-abandoned-{request.kind}", {"site_id": request.site})}
