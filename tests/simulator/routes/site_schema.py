# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The item schema of sites, which add, check and batch declare as their arguments."""

from __future__ import annotations

from ..arguments import Argument

_SWITCH = Argument("integer", enum=(0, 1))
_TEXTS = ("url", "name", "http_user", "http_pass", "force_use_ipv4", "ssl_version")
_SWITCHES = ("suspended", "automatic_update", "disable_health_check")
_UNCHECKED = [
    "active_theme",
    "categories",
    "child_version",
    "database_size",
    "health_score",
    "health_status",
    "health_threshold",
    "http_status",
    "icon",
    "ignored_plugins",
    "ignored_themes",
    "ip",
    "is_ignoreCoreUpdates",
    "is_ignorePluginUpdates",
    "is_ignoreThemeUpdates",
    "is_staging",
    "last_post_time",
    "last_sync",
    "memory_limit",
    "mysql_version",
    "note",
    "php_version",
    "plugin_upgrades",
    "plugins",
    "premium_upgrades",
    "recent_comments",
    "recent_pages",
    "recent_posts",
    "status",
    "sync_errors",
    "tags",
    "theme_upgrades",
    "themes",
    "translation_upgrades",
    "uniqueId",
    "verify_certificate",
    "wp_upgrades",
    "wp_version",
]

#: Types are those that were seen to be checked; for the other names no refusal is known.
SCHEMA: dict[str, Argument] = {
    "client_id": Argument("integer"),
    "id": Argument("integer"),
    **{name: Argument("string") for name in _TEXTS},
    **dict.fromkeys(_SWITCHES, _SWITCH),
    **{name: Argument() for name in _UNCHECKED},
}
