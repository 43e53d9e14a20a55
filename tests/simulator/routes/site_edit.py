# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What an edit of a site stores; v1 and v2 share it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .. import php
from ..state.records import Site

#: Request name -> column, for switches with PHP's truth.
SWITCHES = {
    "disablehealthchecking": "disable_health_check",
    "automatic_update": "automatic_update",
    "backup_before_upgrade": "backup_before_upgrade",
    "ignore_core_updates": "ignore_core_updates",
    "ignore_plugin_updates": "ignore_plugin_updates",
    "ignore_theme_updates": "ignore_theme_updates",
}

#: Request name -> column, for texts that are stored as sent and cannot be cleared.
_TEXTS = {
    "name": "name",
    "admin": "adminname",
    "http_user": "http_user",
    "http_pass": "http_pass",
    "uniqueid": "unique_id",
}


def apply(site: Site, values: Mapping[str, Any]) -> None:
    """Write what was sent; unknown names are ignored, and without ``client_id`` the site loses its client."""
    site.client_id = max(php.integer(values.get("client_id")), 0)
    for name, column in _TEXTS.items():
        if php.truth(values.get(name)):
            setattr(site, column, php.text(values[name]))
    for name, column in SWITCHES.items():
        if name in values:
            setattr(site, column, int(php.truth(values[name])))
    if "healththreshold" in values:
        site.health_threshold = php.integer(values["healththreshold"])
    if "suspended" in values:
        site.suspended = int(php.text(values["suspended"]) == "1")
    if php.truth(values.get("sslversion")):
        site.ssl_version = php.integer(values["sslversion"])
    if "force_use_ipv4" in values:
        mode = php.integer(values["force_use_ipv4"])
        site.force_use_ipv4 = mode if mode in (0, 1, 2) else 0
    if values.get("protocol") in ("http", "https"):
        site.url = re.sub(r"^https?://", f"{values['protocol']}://", site.url)
    if php.truth(values.get("groupids")):
        site.tag_ids = _links(values["groupids"])
    if "monitoring_emails" in values:
        site.options["monitoring_notification_emails"] = _emails(values["monitoring_emails"])


def _links(groupids: Any) -> list[int]:
    """Return the links that ``groupids`` makes: ids as comma text.

    A list makes one dangling link, a blank one to tag 0.
    """
    if isinstance(groupids, (list, dict)):
        return [0]
    return [php.integer(entry.strip()) for entry in php.text(groupids).split(",")]


def _emails(value: Any) -> str:
    """Return addresses as comma text: trimmed, escaped, each once, not validated."""
    entries = value if isinstance(value, list) else php.text(value).split(",")
    cleaned = [php.escape_html(php.text(entry).strip()) for entry in entries]
    return ",".join(dict.fromkeys(entry for entry in cleaned if entry))
