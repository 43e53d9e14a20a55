# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Uptime monitors, as far as they are read and checked; their settings are in ``monitor_settings.py``."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from .. import contacts, php
from ..arguments import REFUSED, Argument, Problem
from ..call import Call
from ..router import Router
from ..state import uptime_view
from ..state.dashboard import bare_url
from ..state.records import Heartbeat, Monitor, Site

#: What names a monitor in a path: digits are the monitor's id (not the site's), or a host name.
ONE = r"/monitors/(?P<id_domain>\d+|[A-Za-z0-9\-.]*[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,6})"

#: The words of the parameter ``status``, and what they are compared with.
STATUSES = {"up": 1, "down": 0, "pending": 2, "first": 3, "paused": -1}

#: A list's row: a site and its monitor, None for the sites that have none.
Row = tuple[Site, Monitor | None]

NOT_FOUND = {"success": 0, "message": "Monitor not found."}
NO_HEARTBEATS = {"success": 0, "message": "No heartbeats found."}
_BAD_PERIOD = {"success": 0, "message": "Invalid period format."}

_PERIODS = {"24h": 1, "7d": 7, "30d": 30}


def register(router: Router) -> None:
    """Register the routes."""
    status = {"status": Argument(check=_check_status)}
    pages = {"page": Argument(default=1), "per_page": Argument(default=20)}
    period = {"period": Argument(default="30d", check=_check_period), "since": Argument(check=_check_since)}
    router.add("GET", "/monitors", list_monitors, arguments={**status, **pages})
    router.add("GET", "/monitors/basic", list_basic, arguments={**status, **pages})
    router.add("GET", "/monitors/count", count, arguments=status)
    router.add("GET", ONE, get_monitor)
    router.add("GET", f"{ONE}/basic", get_basic)
    router.add("GET", f"{ONE}/heartbeat", heartbeat, arguments={**period, **status})
    router.add("GET", f"{ONE}/incidents", incidents, arguments=pages)
    router.add("GET", f"{ONE}/incidents/count", count_down, arguments=pages)
    router.add("POST", f"{ONE}/check", check)


# Arguments


def _check_status(value: Any) -> Problem | None:
    return None if isinstance(value, str) and value in STATUSES else REFUSED


def _check_period(value: Any) -> Problem | None:
    if php.empty(value) or value in _PERIODS:
        return None
    parts = php.text(value).split("/")
    if len(parts) == 1:
        allowed = ", ".join(_PERIODS)
        return (
            "invalid_period",
            f"Invalid period format. Allowed values: {allowed} or ISO8601 range (start/end)",
            None,
        )
    if len(parts) != 2:
        example = "2024-01-01T00:00:00Z/2024-01-02T00:00:00Z"
        return "invalid_period_format", f"ISO8601 range must be in format: start/end (e.g., {example})", None
    start, end = moment(parts[0]), moment(parts[1])
    for name, found in (("start", start), ("end", end)):
        if found is None:
            text = f"Invalid {name} datetime format. Use ISO8601 format (e.g., 2024-01-01T00:00:00Z)"
            return f"invalid_{name}_datetime", text, None
    if start is not None and end is not None and start >= end:
        return "invalid_date_range", "Start datetime must be earlier than end datetime.", None
    return None


def _check_since(value: Any) -> Problem | None:
    if php.empty(value) or moment(php.text(value)) is not None:
        return None
    return "invalid_datetime", "Invalid datetime format. Use ISO8601 format (e.g., 2024-01-01T00:00:00Z)", None


def moment(text: str) -> float | None:
    """Return what PHP's strtotime makes of an ISO 8601 date or date and time (UTC unless it says else), or None.

    The other forms that PHP knows ("yesterday") are not simulated.
    """
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)?)?", text)
    if not match:
        return None
    offset = "+00:00" if match[3] in (None, "Z") else match[3]
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00:00'}{offset}").timestamp()
    except ValueError:
        return None


# Lists


def rows(call: Call, *, paged: bool = True) -> list[Row]:
    """Return the rows of a list: monitors, newest first, and one phantom for all sites together that have none.

    ``status`` is compared with the site's online flag, not with the monitor's status.
    """
    params, dashboard = call.params, call.dashboard
    sites = [site for site in dashboard.sites if not site.is_staging]
    if params.has("status"):
        wanted = STATUSES[params.text("status")]
        sites = [site for site in sites if site.offline_check_result == wanted]
    known = {site.id: site for site in sites}
    found: list[Row] = [(known[row.site_id], row) for row in dashboard.monitors if row.site_id in known]
    found.reverse()
    owners = {row.site_id for row in dashboard.monitors}
    found += [(site, None) for site in sites if site.id not in owners]
    search = php.sanitize_text_field(params.get("search")).lower()
    if not php.empty(search):
        found = [row for row in found if _mentions(row, search)]
    for name, wanted_in in (("include", True), ("exclude", False)):
        # An array is no text to WordPress, so that it counts as empty.
        value = php.sanitize_text_field(params.get(name))
        if not php.empty(value):
            ids = {abs(php.integer(entry)) for entry in re.split(r"[\s,]+", value) if entry}
            found = [row for row in found if row[1] and (row[1].id in ids) == wanted_in]
    monitors = [row for row in found if row[1]]
    listed = monitors + [row for row in found if not row[1]][:1]
    if not paged:
        return listed
    page, size = abs(params.int("page")) or 1, abs(params.int("per_page")) or 20
    return listed[(page - 1) * size : page * size]


def _mentions(row: Row, search: str) -> bool:
    site, monitor = row
    return any(search in text.lower() for text in (site.name, site.url, monitor.suburl if monitor else ""))


def list_monitors(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors``; the total is that of the page."""
    shown = [
        uptime_view.full(call.dashboard, site, monitor, site.id if monitor else 0, call.clock.now())
        for site, monitor in rows(call)
    ]
    return {"success": 1, "total": len(shown), "data": shown}


def list_basic(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/basic``; ids are text here, "" for the phantom."""
    shown = [uptime_view.basic(site, monitor) for site, monitor in rows(call)]
    return {"success": 1, "total": len(shown), "data": shown}


def count(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/count``; the phantom counts."""
    return {"success": 1, "count": len(rows(call, paged=False))}


# One monitor


def find(call: Call) -> Row | None:
    """Return the row that ``id_domain`` names, None when there is none.

    A host name finds the newest monitor of the site at the root of that host, and a phantom for a site without any.
    """
    wanted = call.params.text("id_domain").strip()
    dashboard = call.dashboard
    if wanted.isdigit():
        monitor = dashboard.monitors.get(int(wanted))
        site = dashboard.sites.get(monitor.site_id) if monitor else None
        return (site, monitor) if site and not site.is_staging else None
    site = next((row for row in dashboard.sites if bare_url(row.url) == bare_url(wanted)), None)
    if site is None or site.is_staging:
        return None
    own = [row for row in dashboard.monitors if row.site_id == site.id]
    return site, own[-1] if own else None


def get_monitor(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/{id_domain}``; ratios and times are those of the site with the monitor's number."""
    row = find(call)
    if row is None:
        return NOT_FOUND
    site, monitor = row
    number = monitor.id if monitor else 0
    now = call.clock.now()
    shown = uptime_view.full(call.dashboard, site, monitor, number, now)
    beats = uptime_view.since(call.dashboard.heartbeats_of(number), now, days=30)
    shown["name"] = site.name
    shown["heartbeats"] = [uptime_view.raw_heartbeat(beat) for beat in beats]
    return {"success": 1, "data": shown}


def get_basic(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/{id_domain}/basic``, whose status is always blank."""
    row = find(call)
    return NOT_FOUND if row is None else {"success": 1, "data": {**uptime_view.basic(*row), "last_status": ""}}


def heartbeat(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/{id_domain}/heartbeat``: newest first, always page 1, all rows without a limit."""
    row = find(call)
    if row is None:
        return NOT_FOUND
    limits = _range(call)
    if limits is None:
        return _BAD_PERIOD
    beats = call.dashboard.heartbeats_of(row[1].id) if row[1] else []
    beats = [beat for beat in beats if limits[0] <= int(beat.time) <= limits[1]]
    if call.params.has("status"):
        beats = [beat for beat in beats if beat.status == STATUSES[call.params.text("status")]]
    if not beats:
        return NO_HEARTBEATS
    limit = abs(call.params.int("limit"))
    shown = sorted(beats, key=lambda beat: -int(beat.time))
    meta = {
        "page": 1,
        "per_page": limit,
        "total": len(beats),
        "total_pages": -(-len(beats) // limit) if limit else 1,
    }
    return {
        "success": 1,
        "data": [uptime_view.heartbeat(beat) for beat in (shown[:limit] if limit else shown)],
        "meta": meta,
    }


def _range(call: Call) -> tuple[int, int] | None:
    """Return start and end of a request's period, in seconds since 1970, None when it is blank."""
    period = call.params.text("period")
    now = int(call.clock.now())
    since = moment(call.params.text("since"))
    if period in _PERIODS:
        start, end = float(now - _PERIODS[period] * 86400), float(now)
    elif "/" in period:
        first, _slash, last = period.partition("/")
        start, end = moment(first) or 0.0, moment(last) or 0.0
    else:
        return None
    start = since if since else start
    return (int(start), int(end)) if period in _PERIODS or start < end else None


def incidents(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/{id_domain}/incidents``: newest first, always page 1."""
    found = _incidents(call)
    return found if isinstance(found, dict) else {"success": 1, "data": found}


def count_down(call: Call) -> dict[str, Any]:
    """Answer ``GET /monitors/{id_domain}/incidents/count``: the sum of heartbeats that were down, not of incidents."""
    found = _incidents(call)
    if isinstance(found, dict):
        return found
    return {"success": 1, "count": sum(row["down_count"] for row in found)}


def _incidents(call: Call) -> dict[str, Any] | list[dict[str, Any]]:
    """Return the newest incidents of the request's monitor, or the refusal."""
    row = find(call)
    if row is None or row[1] is None:
        return NOT_FOUND
    beats: list[Heartbeat] = call.dashboard.heartbeats_of(row[1].id)
    if not beats:
        return NO_HEARTBEATS
    return uptime_view.incidents(beats)[: abs(call.params.int("per_page")) or 20]


def check(call: Call) -> dict[str, Any]:
    """Answer ``POST /monitors/{id_domain}/check``: it checks the site's own monitor; "up" also means "pending"."""
    row = find(call)
    if row is None:
        return NOT_FOUND
    site, monitor = row
    if monitor is None:
        return {"success": 0, "message": "Website not found."}
    code = contacts.check(call, site)
    primary = call.dashboard.primary_monitor(site.id)
    up = primary is None or primary.last_status != 0
    return {"success": 1, "data": {"http_code": code, "uptime_status": "up" if up else "down"}}
