# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How a site row is shown: the full view with 43 keys, the short one with four."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import php
from .dashboard import Dashboard
from .records import Site

#: The keys of the full view, in the order of the wire.
KEYS = [
    "id",
    "name",
    "url",
    "tags",
    "note",
    "ip",
    "client_id",
    "is_staging",
    "wp_version",
    "php_version",
    "child_version",
    "mysql_version",
    "memory_limit",
    "database_size",
    "active_theme",
    "status",
    "sync_errors",
    "http_status",
    "health_status",
    "health_score",
    "icon",
    "last_sync",
    "plugins",
    "themes",
    "last_post_time",
    "recent_posts",
    "recent_pages",
    "recent_comments",
    "categories",
    "wp_upgrades",
    "plugin_upgrades",
    "theme_upgrades",
    "translation_upgrades",
    "premium_upgrades",
    "ignored_plugins",
    "ignored_themes",
    "is_ignoreCoreUpdates",
    "is_ignorePluginUpdates",
    "is_ignoreThemeUpdates",
    "verify_certificate",
    "force_use_ipv4",
    "ssl_version",
    "suspended",
]

#: What ``context=edit`` keeps of the answer to a query without ``_fields``.
EDIT_KEYS = ("id", "name", "url", "note", "client_id", "suspended")

#: Keys that are blank when a query did not ask for full data.
FULL_DATA_KEYS = ("database_size", "http_status", "health_score", "last_post_time")


def simple(site: Site) -> dict[str, str]:
    """Return the short view."""
    return {"id": str(site.id), "name": site.name, "url": site.url, "client_id": str(site.client_id)}


def status(site: Site) -> str:
    """Return the word for a site's state; suspended wins, an offline mark of a check does not count."""
    if site.suspended:
        return "suspended"
    return "disconnected" if site.sync_errors else "connected"


def tags(dashboard: Dashboard, site: Site) -> Any:
    """Return the map of tag id to name, by name; links to tags that do not exist do not show.

    The server joins the names with commas and cuts them apart again, so a comma in a name shifts the names after it.
    """
    rows = [row for row in (dashboard.tags.get(tag_id) for tag_id in sorted(set(site.tag_ids))) if row]
    rows.sort(key=lambda row: row.name.lower())
    names = ",".join(row.name for row in rows).split(",")
    return php.array({row.id: name for row, name in zip(rows, names, strict=False)})


def full(
    dashboard: Dashboard,
    site: Site,
    *,
    with_tags: bool = True,
    full_data: bool = True,
    now: float = 0.0,
    icon: str = "",
) -> dict[str, Any]:
    """Return the full view; all values are text except ``tags``.

    ``with_tags`` false blanks the tags; ``full_data`` false blanks what another table holds and makes ``last_sync`` the
    current time ``now`` (a bug of MainWP that clients must know).
    """
    code = site.http_response_code
    view: dict[str, Any] = {
        "id": str(site.id),
        "name": site.name,
        "url": site.url,
        "tags": tags(dashboard, site) if with_tags else "",
        "note": site.note,
        "ip": site.ip,
        "client_id": str(site.client_id),
        "is_staging": str(site.is_staging),
        "wp_version": site.wp_version,
        "php_version": site.php_version,
        "child_version": site.child_version,
        "mysql_version": site.mysql_version,
        "memory_limit": site.memory_limit,
        "database_size": str(site.database_size),
        "active_theme": site.active_theme,
        "status": status(site),
        "sync_errors": site.sync_errors,
        "http_status": http_status(code),
        "health_status": str(site.health_status),
        "health_score": str(site.health_score),
        "icon": icon,
        "last_sync": php.rest_date(site.last_sync),
        "plugins": php.json_text(site.plugins),
        "themes": php.json_text(site.themes),
        "last_post_time": str(site.last_post_time),
        "recent_posts": php.json_text(site.recent_posts),
        "recent_pages": php.json_text(site.recent_pages),
        "recent_comments": php.json_text(site.recent_comments),
        "categories": php.json_text(site.categories),
        "wp_upgrades": php.json_text(php.array(site.wp_upgrades)),
        "plugin_upgrades": php.json_text(php.array(site.plugin_upgrades)),
        "theme_upgrades": php.json_text(php.array(site.theme_upgrades)),
        "translation_upgrades": php.json_text(site.translation_upgrades),
        "premium_upgrades": "",
        "ignored_plugins": _stored_json(site.ignored_plugins),
        "ignored_themes": _stored_json(site.ignored_themes),
        "is_ignoreCoreUpdates": str(site.ignore_core_updates),
        "is_ignorePluginUpdates": str(site.ignore_plugin_updates),
        "is_ignoreThemeUpdates": str(site.ignore_theme_updates),
        "verify_certificate": str(site.verify_certificate),
        "force_use_ipv4": str(site.force_use_ipv4),
        "ssl_version": str(site.ssl_version),
        "suspended": str(site.suspended),
    }
    if not full_data:
        view.update(dict.fromkeys(FULL_DATA_KEYS, ""), last_sync=php.rest_date(now))
    return view


_REASONS = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    403: "Forbidden",
    404: "Not Found",
    500: "Internal Server Error",
}


def http_status(code: int) -> str:
    """Return a stored HTTP code as the site object shows it; "0" when never checked or unreachable."""
    return f"{code} - {_REASONS[code]}" if code in _REASONS else str(code)


def _stored_json(value: Any) -> str:
    """Return a column that may never have been written ("") or holds JSON."""
    return "" if value == "" else php.json_text(value)


def select(view: dict[str, Any], edit_only: dict[str, str], fields: Iterable[str], context: str) -> dict[str, Any]:
    """Return a view trimmed to ``_fields``: only keys of the context count, ``id`` is always there."""
    wanted = {name.strip() for name in fields}
    available = {**{key: view[key] for key in EDIT_KEYS}, **edit_only} if context == "edit" else view
    return {key: value for key, value in available.items() if key == "id" or key in wanted}


def edit_only(site: Site) -> dict[str, str]:
    """Return the three values that only ``context=edit`` with ``_fields`` shows."""
    return {
        "automatic_update": str(site.automatic_update),
        "disable_health_check": str(site.disable_health_check),
        "health_threshold": str(site.health_threshold),
    }
