# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Advanced settings: how the dashboard talks to its children."""

from __future__ import annotations

from typing import Any

from ..._fields import Codec
from ._section import enumerated, section, setting, switch, whole

# By the names that travel. The dashboard makes the list at its first sync.
_SYNCED = {
    "wp_updates": "core_updates",
    "plugin_updates": "plugin_updates",
    "theme_updates": "theme_updates",
    "translation_updates": "translation_updates",
    "recent_comments": "recent_comments",
    "recent_posts": "recent_posts",
    "recent_pages": "recent_pages",
    "securityStats": "security",
    "directories": "directories",
    "categories": "categories",
    "totalsize": "total_size",
    "dbsize": "database_size",
    "plugins": "plugins",
    "themes": "themes",
    "users": "users",
    "plugins_outdate_info": "abandoned_plugins",
    "themes_outdate_info": "abandoned_themes",
    "health_site_status": "site_health",
    "child_site_actions_data": "non_mainwp_changes",
    "othersData": "other",
}
_WIRE = {word: wire for wire, word in _SYNCED.items()}

_ALGORITHMS = ("sha1", "sha224", "sha256", "sha384", "sha512")
_LABEL = "OPENSSL_ALGO_"


def _algorithm(label: Any) -> str:
    """The first word of the label: the default one has a suffix in the dashboard's language."""
    return str(label).split(" ", 1)[0].removeprefix(_LABEL).lower()


def _labelled(word: str) -> str:
    """Nothing stands for the default, which spares its suffix."""
    return "" if word == "sha256" else f"{_LABEL}{word.upper()}"


def _without_list(stored: Any, wanted: Any) -> str | None:
    unknown = sorted(set(wanted) - set(stored))
    if not unknown:
        return None
    return f"names {', '.join(unknown)}, which is not there before the dashboard has synced a site once"


ADVANCED = section(
    "advanced",
    "advanced",
    (
        whole("maximum_requests", "mainwp_maximum_requests", 1, 20),
        whole("minimum_delay", "mainwp_minimum_delay", 100, 5000, 100),
        whole("maximum_ip_requests", "mainwp_maximum_ip_requests", 1, 10),
        whole("minimum_ip_delay", "mainwp_minimum_ip_delay", 500, 5000, 100),
        whole("chunk_sites_number", "mainwp_chunksitesnumber", 1, 30),
        whole("chunk_sleep_interval", "mainwp_chunksleepinterval", 0, 20),
        whole("maximum_sync_requests", "mainwp_maximum_sync_requests", 1, 20),
        whole("maximum_install_update_requests", "mainwp_maximum_install_update_requests", 1, 20),
        whole("maximum_uptime_monitoring_requests", "mainwp_maximum_uptime_monitoring_requests", 1, 100),
        switch("optimize", "mainwp_optimize"),
        switch("wp_cron", "mainwp_wp_cron"),
        switch("ssl_verify_certificate", "mainwp_ssl_verify_certificate"),
        enumerated(
            "verify_connection_method",
            "mainwp_verify_connection_method",
            {"1": "openssl", "2": "phpseclib"},
            numbers=True,
        ),
        setting(
            "signature_algorithm",
            "mainwp_connect_signature_algo",
            {"type": "str", "choices": list(_ALGORITHMS)},
            Codec(decode=_algorithm, encode=_labelled),
        ),
        switch("force_use_ipv4", "mainwp_force_use_ipv4"),
        setting(
            "sync_data",
            "sync_data",
            {"type": "dict", "options": {word: {"type": "bool"} for word in _SYNCED.values()}},
            Codec(
                decode=lambda value: {_SYNCED.get(name, name): bool(int(one)) for name, one in dict(value).items()},
                encode=lambda value: {_WIRE.get(name, name): int(one) for name, one in value.items()},
                normalise=lambda value: {name: one for name, one in value.items() if one is not None},
            ),
            merged=True,
            forbids=_without_list,
        ),
    ),
)
