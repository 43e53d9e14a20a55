# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How monitors, their heartbeats and their incidents are shown."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from .. import php
from .dashboard import Dashboard
from .records import Heartbeat, Monitor, Site
from .uptime import DOWN, STATUS_WORDS, UP, effective

_HOUR, _DAY = 3600, 86400


def status_word(monitor: Monitor | None) -> str:
    """Return a monitor's last status; a phantom is "down", whatever its site is."""
    return STATUS_WORDS.get(monitor.last_status, "unknown") if monitor else "down"


def basic(site: Site, monitor: Monitor | None) -> dict[str, str]:
    """Return the short view; its id is text, "" for a phantom."""
    return {"id": str(monitor.id) if monitor else "", "url": site.url, "last_status": status_word(monitor)}


def full(dashboard: Dashboard, site: Site, monitor: Monitor | None, reported: int, now: float) -> dict[str, Any]:
    """Return the long view of a monitor, or of the phantom; ``reported`` is the site whose ratios and times it shows.

    A single monitor's view reports the site that has the monitor's number (a bug of the dashboard).
    """
    beats = dashboard.heartbeats_of(monitor.id) if monitor else []
    owner = dashboard.primary_monitor(reported)
    report = dashboard.heartbeats_of(owner.id) if owner else []
    times = [beat.ping_ms for beat in since(report, now, days=30)]
    minutes = int(effective(monitor, dashboard.uptime, "interval")) if monitor else 0
    return {
        "id": monitor.id if monitor else 0,
        "url": site.url,
        "type": effective(monitor, dashboard.uptime, "type") if monitor else "http",
        "last_status": status_word(monitor),
        "check_frequency": f"{minutes}m" if minutes > 0 else "",
        "last_check_at": php.mysql_date(monitor.last_check) if monitor and monitor.last_check else "",
        "last_status_code": (monitor.last_http_code or "") if monitor else "",
        "uptime_24h": _hours(beats, now),
        "uptime_ratio_7d": _ratio(report, now, days=7),
        "uptime_ratio_30d": _ratio(report, now, days=30),
        "incidents_count_7d": _falls(beats, now, days=7),
        "incidents_count_30d": _falls(beats, now, days=30),
        "response_time_avg_ms": sum(times) // len(times) if times else 0,
        "response_time_min_ms": min(times, default=0),
        "response_time_max_ms": max(times, default=0),
    }


def since(beats: list[Heartbeat], now: float, *, days: int) -> list[Heartbeat]:
    """Return the heartbeats of the last days, from the midnight (UTC) of the first of them on."""
    start = (now - days * _DAY) // _DAY * _DAY
    return [beat for beat in beats if beat.time >= start]


def _hours(beats: list[Heartbeat], now: float) -> list[dict[str, int]]:
    """Return whether there was an "up" in each of the 24 hours before the current one."""
    up = {int(beat.time) // _HOUR for beat in beats if beat.status == UP}
    first = int(now) // _HOUR - 24
    return [{"timestamp": hour * _HOUR, "status": int(hour in up)} for hour in range(first, first + 24)]


def _ratio(beats: list[Heartbeat], now: float, *, days: int) -> float:
    """Return the share of time that was "up", in percent; time counts as the status of the heartbeat that ends it."""
    known = [beat for beat in since(beats, now, days=days) if beat.status in (UP, DOWN)]
    total = sum(beat.duration for beat in known)
    if not total:
        return 0
    ratio = round(sum(beat.duration for beat in known if beat.status == UP) * 100 / total, 6)
    return int(ratio) if ratio.is_integer() else ratio


def _falls(beats: list[Heartbeat], now: float, *, days: int) -> int:
    """Return how often "down" followed "up" directly; with a retry in between it is no incident here."""
    recent = {beat.id for beat in since(beats, now, days=days)}
    return sum(one.status == UP and other.status == DOWN and other.id in recent for one, other in pairwise(beats))


def raw_heartbeat(beat: Heartbeat) -> dict[str, str]:
    """Return a heartbeat's row as the single view shows it: all text."""
    return {
        "heartbeat_id": str(beat.id),
        "monitor_id": str(beat.monitor_id),
        "msg": beat.msg,
        "importance": str(beat.importance),
        "status": str(beat.status),
        "time": php.mysql_date(beat.time),
        "ping_ms": str(beat.ping_ms),
        "duration": str(beat.duration),
        "down_count": str(beat.down_count),
        "http_code": str(beat.http_code),
    }


def heartbeat(beat: Heartbeat) -> dict[str, Any]:
    """Return a heartbeat as the list of heartbeats shows it."""
    return {
        "monitor_id": beat.monitor_id,
        "heartbeat_id": beat.id,
        "status": beat.status,
        "msg": beat.msg,
        "importance": beat.importance,
        "time": f"{php.rest_date(beat.time)}Z",
        "ping_ms": beat.ping_ms or "",
        "http_code": beat.http_code or "",
    }


def incidents(beats: list[Heartbeat]) -> list[dict[str, Any]]:
    """Return the runs of "down" up to the next "up", newest first; "pending" does not end one."""
    runs: list[tuple[Heartbeat, Heartbeat | None, int]] = []
    first: Heartbeat | None = None
    down = 0
    for beat in beats:
        if beat.status == DOWN:
            first = first or beat
            down += 1
        elif beat.status == UP and first:
            runs.append((first, beat, down))
            first, down = None, 0
    if first:
        runs.append((first, None, down))
    return [
        {
            "started_at": f"{php.rest_date(start.time)}Z",
            "ended_at": f"{php.rest_date(end.time)}Z" if end else "",
            "duration_sec": int(end.time) - int(start.time) if end else 0,
            "resolved": end is not None,
            "down_count": count,
        }
        for start, end, count in reversed(runs)
    ]
