# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""All sites of a dashboard as host variables: read in pages, complete or not at all, plain enough for a cache."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .._dashboard import Dashboard
from .._engine._reads import wire_names
from .._errors import RefusedError
from .._fields import number, plain
from .._resource import Engine
from .._resources._site import SITE
from .._site_details import listed, listed_fields

# Sites a page: 5,000 of them take 15 requests, and PHP holds some megabytes at once instead of the whole fleet.
PAGE = 500
# Begins the name of every host variable of a site.
PREFIX = "mainwp_site_"
STATUSES = ("connected", "disconnected", "suspended")

# A fleet is a mapping with these keys. The sites hold their host variables and, under TAG_IDS, the ids of their tags.
SITES, TAGS, CLIENTS, ORIGIN = "sites", "tags", "clients", "origin"
VARIABLES, TAG_IDS = "variables", "tag_ids"
Fleet = dict[str, Any]

_HEALTH = {"0": "good", "1": "should_be_improved"}
_FACTS = ("mysql_version", "active_theme", "http_status", "health_status", "health_score")


def origin(dashboard: Dashboard, include: Collection[str], statuses: Collection[str]) -> dict[str, Any]:
    """What a fleet was read from and for. One with another origin (from a cache) answers another question."""
    return {
        "dashboard_url": dashboard.connection.dashboard_url,
        "include": sorted(include),
        "statuses": sorted(statuses),
    }


def read_fleet(engine: Engine, dashboard: Dashboard, include: Collection[str], statuses: Collection[str]) -> Fleet:
    """Read the sites with their tags and clients.

    Args:
        include: words of ``_site_details.LISTED``.
        statuses: leaves out what is in none of these states, as far as the dashboard can tell (it counts suspended
            sites under the other states too); empty for all sites.

    Raises:
        RefusedError: the list stayed shorter than the dashboard's own count.
        MainwpError: the dashboard failed.
    """
    narrowed = {"status": ",".join(sorted(statuses))} if statuses and len(statuses) < len(STATUSES) else {}
    rows = _complete(dashboard, include, narrowed)
    engine.reads.adopt("site", {record["id"]: record for record in (engine.reads.decode(SITE, row) for row in rows)})
    # The list of a site's tags goes wrong where a name has a comma; the list of tags does not.
    tags, clients = engine.reads.records("tag"), engine.reads.records("client")
    return {
        ORIGIN: origin(dashboard, include, statuses),
        TAGS: [{name: one[name] for name in ("id", "name")} for one in tags.values()],
        CLIENTS: [{name: one[name] for name in ("id", "name", "email")} for one in clients.values()],
        SITES: [_site(engine, row, include) for row in rows],
    }


def _complete(dashboard: Dashboard, include: Collection[str], narrowed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every row of the list, with at least as many rows as the dashboard counts.

    A site that is removed meanwhile moves a later one from a page that was not read yet to one that was, so that it is
    never seen. The list is read once more then.
    """
    fields = wire_names(SITE) | listed_fields(include) | set(_FACTS)
    query = {**SITE.query, **narrowed, "_fields": ",".join(sorted(fields))}
    for last in (False, True):
        count = number(dashboard.read("sites/count", narrowed).get("count"))
        rows = dashboard.rows(SITE.path, query, page_size=PAGE)
        if count is not None and len(rows) >= count:
            return rows
        if last:
            break
    raise RefusedError(
        f"The dashboard counts {count} sites and lists only {len(rows)} of them.",
        code="incomplete",
        hint="Run it again when no site is being removed. If it stays so, something in front of the dashboard, or a "
        "plugin on it, cuts its lists.",
        method="GET",
        path=f"/wp-json/mainwp/v2/{SITE.path}",
    )


def _site(engine: Engine, row: Mapping[str, Any], include: Collection[str]) -> dict[str, Any]:
    record = engine.reads.records("site")[int(row["id"])]
    found = {**engine.shown(SITE, record), **_facts(row, record["last_sync"] is not None), **listed(row, include)}
    return {
        VARIABLES: {f"{PREFIX}{name}": value for name, value in found.items()},
        TAG_IDS: sorted(record["tags"]),
    }


def _facts(row: Mapping[str, Any], synced: bool) -> dict[str, Any]:
    """What only reports need. Before the first sync the columns hold zeros that mean nothing."""
    status = str(row.get("http_status") or "").split(" ", 1)[0]
    return {
        "mysql_version": str(row.get("mysql_version") or ""),
        "active_theme": plain(row.get("active_theme")),
        # "200 - OK", or "0" where it was never checked
        "http_status": number(status) or None,
        "health": _HEALTH.get(str(row.get("health_status"))) if synced else None,
        "health_score": number(row.get("health_score")) if synced else None,
    }


def adopt(engine: Engine, fleet: Fleet) -> Sequence[Mapping[str, Any]]:
    """Let the engine find the sites, tags and clients of a fleet that came out of a cache; returns the sites."""
    engine.reads.adopt("tag", {one["id"]: one for one in fleet[TAGS]})
    engine.reads.adopt("client", {one["id"]: one for one in fleet[CLIENTS]})
    records = {}
    for site in fleet[SITES]:
        shown = site[VARIABLES]
        record = {name: shown[f"{PREFIX}{name}"] for name in ("id", "url", "name", "status")}
        record |= {"tags": frozenset(site[TAG_IDS]), "client": shown[f"{PREFIX}client_id"]}
        records[record["id"]] = record
    engine.reads.adopt("site", records)
    sites: Sequence[Mapping[str, Any]] = fleet[SITES]
    return sites
