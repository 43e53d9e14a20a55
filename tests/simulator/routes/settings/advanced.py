# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/advanced``: how the dashboard talks to its children."""

from __future__ import annotations

from typing import Any

from ... import php
from ...arguments import Problem, invalid
from ...call import Call
from ...router import Router
from . import rules
from .rules import Setting, switch, whole

DEFAULT_ALGORITHM = "OPENSSL_ALGO_SHA256 (Default)"
ALGORITHMS = (
    "OPENSSL_ALGO_SHA1",
    "OPENSSL_ALGO_SHA224",
    DEFAULT_ALGORITHM,
    "OPENSSL_ALGO_SHA384",
    "OPENSSL_ALGO_SHA512",
)

_NO_OBJECT: Problem = ("invalid_sync_data_type", "Sync data must be an object.", None)


def _sync_data(value: Any) -> Problem | None:
    return None if isinstance(value, (list, dict)) else _NO_OBJECT


SETTINGS = (
    whole("mainwp_maximum_requests", range(1, 21), 4),
    whole("mainwp_minimum_delay", range(100, 5001, 100), 200),
    whole("mainwp_maximum_ip_requests", range(1, 11), 1),
    whole("mainwp_minimum_ip_delay", range(500, 5001, 100), 1000),
    whole("mainwp_chunksitesnumber", range(1, 31), 10),
    whole("mainwp_chunksleepinterval", range(21), 5),
    whole("mainwp_maximum_sync_requests", range(1, 21), 8),
    # Two defaults are read under mistyped names, so they are shown as 0 until they are written.
    whole("mainwp_maximum_install_update_requests", range(1, 21), 0),
    whole("mainwp_maximum_uptime_monitoring_requests", range(1, 101), 10),
    switch("mainwp_optimize", 1),
    switch("mainwp_wp_cron", 1),
    switch("mainwp_ssl_verify_certificate", 0),
    whole("mainwp_verify_connection_method", (1, 2), 1),
    Setting(
        "mainwp_connect_signature_algo",
        rules.one_of("mainwp_connect_signature_algo", ALGORITHMS),
        lambda value: value or DEFAULT_ALGORITHM,
        php.text,
        DEFAULT_ALGORITHM,
    ),
    switch("mainwp_force_use_ipv4"),
    Setting("sync_data", _sync_data, rules.raw, php.array, []),
)


def register(router: Router) -> None:
    """Register the routes of the section."""
    router.add("GET", "/settings/advanced", show)
    router.add(rules.EDIT, "/settings/advanced/edit", edit, arguments=rules.arguments(SETTINGS))


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/advanced``."""
    return {"success": 1, "data": rules.shown(call.dashboard.options, SETTINGS)}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/advanced/edit``, which calls itself general."""
    sent = dict(rules.body(call))
    options = call.dashboard.options
    if sent.get("mainwp_connect_signature_algo", "") is None:
        del sent["mainwp_connect_signature_algo"]
    if "sync_data" in sent:
        sent["sync_data"] = _merged(options.get("sync_data") or {}, sent["sync_data"])
    written = rules.write(options, SETTINGS, sent)
    data = rules.shown(options, SETTINGS, written)
    return {"success": 1, "message": "General settings updated successfully.", "data": data}


def _merged(stored: dict[str, int], sent: Any) -> dict[str, int]:
    """Return what is synced after an edit; an empty list sent before the first sync stays for ever."""
    if sent is None:
        raise invalid({"sync_data": _NO_OBJECT})
    entries = dict(sent)
    unknown = [name for name in entries if name not in stored]
    if unknown:
        message = f"Invalid sync data keys: {', '.join(unknown)}. Allowed keys: {', '.join(stored)}."
        raise invalid({"sync_data": ("invalid_sync_data_type", message, None)})
    return {**stored, **{name: php.integer(value) for name, value in entries.items()}}
