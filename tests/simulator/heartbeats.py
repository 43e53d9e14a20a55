# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Checking monitors: what the dashboard makes of a site's answer, and the heartbeat that it stores."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from .children import Unreachable
from .state.records import Heartbeat, Monitor, Site
from .state.uptime import DOWN, PENDING, UP, effective

if TYPE_CHECKING:
    from .contacts import Work
    from .simulator import Simulator

#: The event of WordPress' cron that checks monitors, and the seconds between two runs.
HOOK, EVERY = "mainwp_cronuptimemonitoringcheck_action", 60.0

#: How many monitors one run of cron checks, those first that waited longest.
AT_ONCE = 10

#: Seconds between a check that found an outage and the one that shall confirm it.
RETRY_AFTER = 60.0

#: Codes of a server that asks for patience; they wait for a second check whatever the expected codes are.
RETRY_CODES = (429, 502, 503, 504)

#: How a heartbeat's text names a status.
_WORDS = {UP: "up!", DOWN: "down.", PENDING: "pending."}

#: What WordPress shows during an update of itself; a monitor that sees it waits.
MAINTENANCE = "briefly unavailable for scheduled maintenance"


def check(work: Work, site: Site, monitor: Monitor) -> int:
    """Check a monitor at once, store its heartbeat and return the HTTP code (0: no answer).

    Facts: an address that does not answer is tried twice within the call, which leaves two heartbeats, unless the
    type is ping.
    """
    settings = work.simulator.dashboard.uptime
    code, text, error = _visit(work, site, monitor)
    if not text and not code and effective(monitor, settings, "type") != "ping":
        _store(work.simulator, monitor, *_visit(work, site, monitor))
    _store(work.simulator, monitor, code, text, error)
    return code


def run(simulator: Simulator) -> None:
    """Check the monitors that are due, as the dashboard's cron does; the sites' own online flag follows."""
    from .contacts import CronWork

    work = CronWork(simulator)
    dashboard = simulator.dashboard
    due = [row for row in dashboard.monitors if _is_due(simulator, row)]
    for monitor in sorted(due, key=lambda row: row.last_check)[:AT_ONCE]:
        site = dashboard.sites.get(monitor.site_id)
        if site is None:
            continue
        _store(simulator, monitor, *_visit(work, site, monitor))
        if not monitor.suburl:
            site.offline_check_result = {UP: 1, DOWN: -1}.get(monitor.last_status, 99)
            site.http_response_code = monitor.last_http_code


def _is_due(simulator: Simulator, monitor: Monitor) -> bool:
    """Return whether a run of cron checks a monitor.

    A fact that surprises: while retries are allowed and none is under way, every run does, whatever the interval.
    """
    dashboard, now = simulator.dashboard, simulator.clock.now()
    site = dashboard.sites.get(monitor.site_id)
    if site is None or site.suspended or site.is_staging or effective(monitor, dashboard.uptime, "active") != 1:
        return False
    interval = int(effective(monitor, dashboard.uptime, "interval")) * 60
    retries = int(effective(monitor, dashboard.uptime, "maxretries"))
    return monitor.last_check + interval < now or (
        monitor.retries < retries and monitor.last_retry + RETRY_AFTER <= now
    )


def _visit(work: Work, site: Site, monitor: Monitor) -> tuple[int, str, str]:
    """Return HTTP code, headers with body, and cURL's error of a visit of the monitored page."""
    method = effective(monitor, work.simulator.dashboard.uptime, "method")
    child = work.simulator.children.at(site.url)
    work.spend(child.latency["contact"] / 4 if child else 0.05)
    headers = "Content-Type: text/html; charset=UTF-8\r\n\r\n"
    try:
        page = work.simulator.children.visit(site.url + monitor.suburl).front_page
        return 200, headers + ("" if method == "head" else page), ""
    except Unreachable as problem:
        return problem.http_code, headers if problem.http_code else "", "" if problem.http_code else problem.reason


@dataclass
class _Verdict:
    """What a visit means: the status, whether a second check shall confirm it, and the heartbeat's text."""

    status: int
    waits: bool
    text: str


def _store(simulator: Simulator, monitor: Monitor, code: int, text: str, error: str) -> None:
    """Judge what a visit found, store the heartbeat and the monitor's new status."""
    dashboard, now = simulator.dashboard, simulator.clock.now()
    verdict = _judge(monitor, dashboard.uptime, code, text)
    before = dashboard.heartbeats_of(monitor.id)
    main = UP if monitor.last_main_status == 99 else monitor.last_main_status
    beat = Heartbeat(monitor.id, verdict.status, code, verdict.text + (f" Error: {error}" if error else ""), now)
    beat.ping_ms = 50 if code else 1
    beat.duration = int(now) - int(before[-1].time) if before else 1
    beat.down_count = int(verdict.waits)
    beat.importance = int({main, verdict.status} == {UP, DOWN})
    dashboard.heartbeats.insert(beat)
    monitor.retries = 0 if beat.status == UP else monitor.retries + verdict.waits
    monitor.last_retry = now if verdict.waits else 0.0
    monitor.last_status, monitor.last_http_code, monitor.last_check = beat.status, code, now
    if beat.status in (UP, DOWN):
        monitor.last_main_status = beat.status


def _judge(monitor: Monitor, settings: dict[str, Any], code: int, text: str) -> _Verdict:
    """Return what a visit's code and text mean.

    Facts: no answer is "pending" for ever, except that a keyword cannot be found in it; a first "down" waits for a
    second check where retries are allowed, and only that one is stored as "down". The heartbeat's text says what it
    was before keyword and retry.
    """
    retries = int(effective(monitor, settings, "maxretries"))
    allowed = retries > 0 and monitor.retries < retries
    waits = code in RETRY_CODES and allowed and not monitor.suburl
    expected = [entry.strip() for entry in str(effective(monitor, settings, "up_status_codes")).split(",")]
    if not code or MAINTENANCE in text.lower():
        status = PENDING
    elif str(code) in expected:
        status = UP
    else:
        status = PENDING if waits else DOWN
    said = f"{code} - {_WORDS[status]}"
    if code:
        said += f" {HTTPStatus(code).phrase}"
    if effective(monitor, settings, "type") == "keyword":
        keyword = settings["keyword"] if monitor.type == "useglobal" else monitor.keyword
        found = keyword.lower() in text.lower()
        said += f". Keyword {'is' if found else 'not'} found." if keyword else ""
        status = status if found else DOWN
    if status == DOWN and not waits and allowed:
        status, waits = PENDING, True
    return _Verdict(status, waits, said)
