# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What the dashboard does with its children, and what it stores of their answers.

Everything that reaches a child goes through ``reach``: routes, jobs and the legacy batch all use the functions here, so
that the rules of freshness (which answer refreshes which cached list) are written once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from . import heartbeats, php
from .children import Child, ChildError, CoreUpgrade, Unreachable, Upgrade
from .state import uptime
from .state.dashboard import Dashboard
from .state.records import Site
from .throttle import Limits

if TYPE_CHECKING:
    from .simulator import Simulator

#: The oldest child that abilities talk to (they refuse with mainwp_child_outdated).
OLDEST_CHILD = 4

#: What a sync fetches, by the names of the dashboard's settings.
SYNCED = (
    "wp_updates",
    "plugin_updates",
    "theme_updates",
    "translation_updates",
    "recent_comments",
    "recent_posts",
    "recent_pages",
    "securityStats",
    "directories",
    "categories",
    "totalsize",
    "dbsize",
    "plugins",
    "themes",
    "users",
    "plugins_outdate_info",
    "themes_outdate_info",
    "health_site_status",
    "child_site_actions_data",
    "othersData",
)

#: The columns of a site's row that a word of them fills, where they have other names.
_COLUMNS = {
    "wp_updates": ("wp_upgrades",),
    "plugin_updates": ("plugin_upgrades",),
    "theme_updates": ("theme_upgrades",),
    "translation_updates": ("translation_upgrades",),
    "securityStats": ("security_report",),
    "dbsize": ("database_size",),
    "health_site_status": ("health_status", "health_score"),
}


class Work(Protocol):
    """Whoever spends time on children: a request, a run of cron."""

    simulator: Simulator
    seconds: float

    def spend(self, seconds: float) -> None:
        """Say that the work takes ``seconds`` longer; free of charge when the simulator has no latency."""

    def stall(self, seconds: float) -> None:
        """Say that the work hangs for ``seconds``, whatever the latency."""


@dataclass
class CronWork:
    """The work of a run of cron, which nobody waits for."""

    simulator: Simulator
    seconds: float = field(default=0.0)

    def spend(self, seconds: float) -> None:
        """Count the time."""
        self.seconds += seconds

    def stall(self, seconds: float) -> None:
        """Count the time."""
        self.seconds += seconds


def reach(work: Work, site: Site, kind: str, *, throttled: bool = False, signed: bool = True) -> Child:
    """Send a child a request of a kind (of ``Child.latency``) and return the child.

    ``throttled`` requests wait for their turn (syncs do, updates do not). ``signed`` requests are refused by a child
    that does not know this dashboard's key. Raises Unreachable and ChildError.
    """
    simulator = work.simulator
    child = simulator.children.at(site.url)
    ip = child.ip if child else urlsplit(site.url).netloc
    seconds = child.latency[kind] if child else 0.2
    if simulator.latency != "none":
        now = simulator.clock.now() + work.seconds
        start = simulator.throttle.turn(now, ip, Limits.of(simulator.dashboard.options)) if throttled else now
        simulator.throttle.count(start, seconds, ip)
        work.spend(start - now + seconds)
    child = simulator.children.contact(site.url)
    child.log.append(kind)
    if signed:
        child.authenticate(site.privkey)
    return child


def reach_all(work: Work, sites: Iterable[Site], kind: str) -> list[tuple[Site, Child | Unreachable | ChildError]]:
    """Send many children the same request side by side; each site comes with its child, or with what went wrong.

    Above so many sites as one of its settings says the dashboard works in chunks, and rests after each.
    """
    options = work.simulator.dashboard.options
    size = php.integer(options.get("mainwp_chunksitesnumber")) or 10
    everyone = list(sites)
    found: list[tuple[Site, Child | Unreachable | ChildError]] = []
    for first in range(0, len(everyone), size):
        start = end = work.seconds
        for site in everyone[first : first + size]:
            work.seconds = start
            try:
                found.append((site, reach(work, site, kind)))
            except (Unreachable, ChildError) as problem:
                found.append((site, problem))
            end = max(end, work.seconds)
        work.seconds = end
        if len(everyone) > size:
            work.spend(php.integer(options.get("mainwp_chunksleepinterval", 5)))
    return found


def store(work: Work, site: Site, child: Child, *, registered: bool = False) -> None:
    """Store a child's fresh data, as after a sync: all lists and versions, no error, the time.

    What the settings leave out of a sync stays as it was (observed: a plugin that was deleted is still listed), but for
    the offer of WordPress, which goes (observed). The answer to a registration has all but the users.
    """
    synced = {} if registered else work.simulator.dashboard.options.get("sync_data") or {}
    left_out = {column for word, on in synced.items() if not on for column in _COLUMNS.get(word, (word,))}
    fresh = child.stats() if registered else {**child.stats(), "users": child.user_rows()}
    for name, value in fresh.items():
        if name not in left_out:
            setattr(site, name, value)
    if "wp_upgrades" in left_out:
        site.wp_upgrades = {}
    site.version = child.child_version
    site.sync_errors = ""
    site.last_sync = work.simulator.clock.now()


def connect(work: Work, site: Site, password: str) -> None:
    """Register with the child of a new site and store its first data; raises Unreachable and ChildError."""
    child = reach(work, site, "connect", signed=False)
    site.privkey = uuid.uuid4().hex
    site.options["register_verify_key"] = child.register(site.adminname, password, site.unique_id, site.privkey)
    store(work, site, child, registered=True)


def sync(work: Work, site: Site) -> bool:
    """Sync a site and return whether it worked.

    Facts about a failure: the stored version becomes 0 either way; when the child answered (with an error) the time
    moves on and the core offer is cleared, when nothing answered both stay.
    """
    try:
        child = reach(work, site, "sync", throttled=True)
    except Unreachable as problem:
        site.sync_errors = problem.text
        site.version = "0"
        return False
    except ChildError as problem:
        site.sync_errors = f"ERROR: {problem}"
        site.version = "0"
        site.last_sync = work.simulator.clock.now()
        site.wp_upgrades = {}
        return False
    list_synced(work.simulator.dashboard)
    store(work, site, child)
    return True


def list_synced(dashboard: Dashboard) -> None:
    """Make the list of what is synced, as the first sync of a dashboard does; connecting a site does not."""
    dashboard.options.setdefault("sync_data", dict.fromkeys(SYNCED, 1))


def reconnect(work: Work, site: Site) -> None:
    """Sync; where that fails, register a new key with the verification key. Raises Unreachable and ChildError."""
    if sync(work, site):
        return
    child = reach(work, site, "connect", signed=False)
    key = uuid.uuid4().hex
    child.register_again(site.options.get("register_verify_key", ""), key)
    site.privkey = key
    store(work, site, child, registered=True)


def renew(work: Work, site: Site) -> None:
    """Have the child drop the key and take a new one. Raises Unreachable and ChildError."""
    disconnect(work, site)
    reconnect(work, site)


def disconnect(work: Work, site: Site) -> None:
    """Tell the child to forget the dashboard; nothing changes here. Raises Unreachable and ChildError."""
    reach(work, site, "contact").disconnect()


def check(work: Work, site: Site) -> int:
    """Look at the site's front page, store and return its HTTP code (0: no answer).

    A site with a monitor is checked through it and shows as its new status: online, offline, or neither while an
    outage waits to be confirmed, so that a child that answered 404 once was still contacted by the next sync
    (recorded in both generations). Without one, the globally expected codes decide.
    """
    dashboard = work.simulator.dashboard
    monitor = dashboard.primary_monitor(site.id)
    if monitor:
        site.http_response_code = heartbeats.check(work, site, monitor)
        site.offline_check_result = {uptime.UP: 1, uptime.DOWN: -1}.get(monitor.last_status, 0)
        return site.http_response_code
    child = work.simulator.children.at(site.url)
    work.spend(child.latency["contact"] / 4 if child else 0.05)
    try:
        work.simulator.children.visit(site.url)
        code = 200
    except Unreachable as problem:
        code = problem.http_code
    site.http_response_code = code
    site.offline_check_result = 1 if str(code) in dashboard.uptime["up_status_codes"].split(",") else -1
    return code


def upgrade_core(work: Work, site: Site) -> CoreUpgrade:
    """Update WordPress on a child; the cached offer stays. Raises Unreachable and ChildError."""
    child = reach(work, site, "upgrade")
    if child.core_forbidden:
        raise Unreachable("HTTPERROR", "the host does not allow updates of WordPress")
    reply = child.upgrade_core()
    _pass(work, child, reply)
    return reply


def upgrade(work: Work, site: Site, kind: str, slugs: Iterable[str]) -> Upgrade:
    """Update plugins, themes or translations on a child, without the throttle. Raises Unreachable and ChildError.

    An answer that carries the child's fresh data (themes, translations) refreshes every cached list.
    """
    child = reach(work, site, "upgrade")
    perform = {
        "plugins": child.upgrade_plugins,
        "themes": child.upgrade_themes,
        "translations": child.upgrade_translations,
    }[kind]
    reply = perform(slugs)
    _pass(work, child, reply)
    for slug, row in reply.rolled_back.items():
        site.rollbacks[kind][slug] = {**row, "created": int(work.simulator.clock.now())}
    if reply.synced:
        store(work, site, child)
    return reply


def _pass(work: Work, child: Child, reply: Upgrade | CoreUpgrade) -> None:
    """Let the time of an installation pass; the request to the child lasts as long."""
    work.spend(reply.seconds)
    work.stall(reply.hung)
    if work.simulator.latency != "none":
        work.simulator.throttle.extend(reply.seconds + reply.hung, child.ip)


def offered(dashboard: Dashboard, site: Site, kind: str) -> dict[str, Any]:
    """Return the cached offers of plugins or themes, by slug, without those that the site or the dashboard ignores."""
    offers: dict[str, Any] = getattr(site, "plugin_upgrades" if kind == "plugins" else "theme_upgrades")
    ignored = site.ignored_plugins if kind == "plugins" else site.ignored_themes
    if site.ignore_plugin_updates if kind == "plugins" else site.ignore_theme_updates:
        return {}
    lists = (ignored, dashboard.options.get(f"ignored_{kind}"))
    return {slug: offer for slug, offer in offers.items() if not any(_ignores(rows, slug, offer) for rows in lists)}


def _ignores(ignored: Any, slug: str, offer: dict[str, Any]) -> bool:
    """Return whether an ignore list names an offer: its slug, with all versions or the one on offer."""
    entry = ignored.get(slug) if isinstance(ignored, dict) else None
    versions = entry.get("ignored_versions", []) if isinstance(entry, dict) else []
    return "all_versions" in versions or offer.get("update", {}).get("new_version") in versions


def rolled_back(dashboard: Dashboard, site: Site, kind: str) -> dict[str, Any]:
    """Return the offers of plugins or themes whose version failed before and was rolled back, by slug."""
    rows = site.rollbacks[kind]
    offers = offered(dashboard, site, kind)
    return {
        slug: row
        for slug, row in rows.items()
        if row["version"] == offers.get(slug, {}).get("update", {}).get("new_version")
    }


def core_offer(site: Site) -> dict[str, str]:
    """Return the cached core offer unless it is ignored by the flag or the list of versions; {} for none."""
    versions = (site.ignored_wp_upgrades or {}).get("ignored_versions", []) if site.ignored_wp_upgrades else []
    new = site.wp_upgrades.get("new")
    return {} if site.ignore_core_updates or "all_versions" in versions or new in versions else site.wp_upgrades


def guard(site: Site) -> tuple[str, str] | None:
    """Return the code and text with which an ability refuses to contact a site, None when it does contact it."""
    if site.offline_check_result == -1:
        return "mainwp_site_offline", "Site is offline."
    if php.integer(site.version) < OLDEST_CHILD:
        return "mainwp_child_outdated", "Child plugin version 4.0.0 or higher required."
    return None
