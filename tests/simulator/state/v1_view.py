# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How v1 shows a site: database columns under their own names, all text; a bigger and a smaller selection."""

from __future__ import annotations

from typing import Any

from .. import php
from . import site_view
from .dashboard import Dashboard
from .records import Site


def basic(site: Site) -> dict[str, str]:
    """Return the four keys of lists."""
    return {"id": str(site.id), "url": site.url, "name": site.name, "client_id": str(site.client_id)}


def full_data(dashboard: Dashboard, site: Site) -> dict[str, Any]:
    """Return the record of lists with ``full_data``."""
    row = _columns(dashboard, site)
    names = [
        "id",
        "url",
        "name",
        "offline_checks_last",
        "offline_check_result",
        "http_response_code",
        "disable_health_check",
        "health_threshold",
        "note",
        "dbsize",
        "plugin_upgrades",
        "theme_upgrades",
        "translation_upgrades",
        "securityIssues",
        "themes",
        "plugins",
        "automatic_update",
        "sync_errors",
        "dtsAutomaticSync",
        "dtsAutomaticSyncStart",
        "dtsSync",
        "dtsSyncStart",
        "last_post_gmt",
        "health_value",
        "phpversion",
        "wp_upgrades",
        "security_stats",
        "client_id",
        "ssl_version",
        "signature_algo",
        "verify_method",
        "verify_certificate",
        "suspended",
    ]
    offers = (site.wp_upgrades, site.plugin_upgrades, site.theme_upgrades, site.translation_upgrades)
    count = sum(1 if entries is site.wp_upgrades and entries else len(entries) for entries in offers)
    return {**{name: row[name] for name in names}, "sum_of_upgrades": count}


def whole_row(dashboard: Dashboard, site: Site) -> dict[str, Any]:
    """Return the record of ``site/site``: the rows of all tables, without the columns that are secret."""
    row = _columns(dashboard, site)
    del row["security_stats"]
    return row


def info(site: Site) -> dict[str, Any]:
    """Return what ``site/site-info`` answers."""
    return {
        "wpversion": site.wp_version,
        "debug_mode": False,
        "phpversion": site.php_version,
        "child_version": site.child_version,
        "memory_limit": site.memory_limit,
        "mysql_version": site.mysql_version,
        "db_size": f"{site.database_size / 1024 / 1024:.2f}",
        "themeactivated": next((theme["name"] for theme in site.themes if theme["active"]), ""),
        "ip": site.ip,
        "child_curl_version": "7.88.1",
        "child_openssl_version": "OpenSSL/3.0.19",
        "site_lang": "en_US",
        "site_public": 1,
        "format_datetime": {"timezone_string": "", "gmt_offset": "0", "date_format": "F j, Y", "time_format": "g:i a"},
    }


def _columns(dashboard: Dashboard, site: Site) -> dict[str, Any]:
    """Return all columns that any v1 answer shows."""
    view = site_view.full(dashboard, site)
    last_sync = str(int(site.last_sync))
    same = [
        "id",
        "name",
        "url",
        "note",
        "plugin_upgrades",
        "theme_upgrades",
        "translation_upgrades",
        "premium_upgrades",
        "themes",
        "ignored_themes",
        "plugins",
        "ignored_plugins",
        "categories",
        "is_ignoreCoreUpdates",
        "is_ignorePluginUpdates",
        "is_ignoreThemeUpdates",
        "verify_certificate",
        "force_use_ipv4",
        "ssl_version",
        "ip",
        "is_staging",
        "client_id",
        "suspended",
        "sync_errors",
        "health_status",
        "recent_comments",
        "recent_posts",
        "recent_pages",
        "wp_upgrades",
    ]
    return {
        **{name: view[name] for name in same},
        "userid": "1",
        "siteurl": site.url.rstrip("/"),
        "ga_id": "",
        "gas_id": "0",
        "offline_checks_last": str(int(site.options.get("offline_checks_last", 0))),
        "offline_check_result": str(site.offline_check_result),
        "http_response_code": str(site.http_response_code),
        "http_code_noticed": "1",
        "disable_health_check": str(site.disable_health_check),
        "health_threshold": str(site.health_threshold),
        "statsUpdate": last_sync,
        "directories": "",
        "securityIssues": str(list(site.security_report.values()).count("N")),
        "security_stats": php.json_text(site.security_report) if site.security_report else "",
        "users": php.json_text(site.users),
        "pluginDir": "",
        "automatic_update": str(site.automatic_update),
        "backup_before_upgrade": str(site.backup_before_upgrade),
        "mainwpdir": "1",
        "loadFilesBeforeZip": "1",
        "maximumFileDescriptorsOverride": "0",
        "maximumFileDescriptorsAuto": "1",
        "maximumFileDescriptors": "150",
        "primary_backup_method": "",
        "wpe": "0",
        "sync_id": str(site.id),
        "wpid": str(site.id),
        "version": site.version,
        "uptodate": "",
        "dtsAutomaticSync": "0",
        "dtsAutomaticSyncStart": "0",
        "dtsSync": last_sync,
        "dtsSyncStart": "0",
        "totalsize": "0",
        "dbsize": str(site.database_size),
        "extauth": "",
        "last_post_gmt": str(site.last_post_time),
        "health_value": str(site.health_score),
        "health_site_noticed": "0",
        "favi_icon": None,
        "site_info": php.json_text(info(site)),
        "phpversion": site.php_version,
        "added_timestamp": str(site.options.get("added_timestamp", "")),
        "signature_algo": "9999",
        "verify_method": None,
        "cust_site_icon_info": "uploaded:;selected:;color:",
    }
