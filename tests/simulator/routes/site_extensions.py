# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Plugins and themes of a site as of its last sync: lists, and what its authors have abandoned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import php
from ..call import Call
from ..errors import WordPressError
from ..router import Router
from ..state import site_view
from ..state.records import Site
from . import site_items

STATUSES = ("any", "active", "inactive")


def register(router: Router) -> None:
    """Register the reading routes of plugins and themes."""
    one = r"/sites/(?P<id_domain>[a-zA-Z0-9\-._]+)"
    router.add("GET", f"{one}/plugins", plugins)
    router.add("GET", f"{one}/themes", themes)
    router.add("GET", f"{one}/plugins/abandoned", abandoned("plugins"))
    router.add("GET", f"{one}/themes/abandoned", abandoned("themes"))


def plugins(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}/plugins``."""
    return _list(call, "plugins")


def themes(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}/themes``."""
    return _list(call, "themes")


def abandoned(kind: str) -> Callable[[Call], dict[str, Any]]:
    """Return the handler for the abandoned plugins or themes of a site, a map by slug."""

    def handle(call: Call) -> dict[str, Any]:
        site = site_items.find(call)
        found = getattr(site, f"abandoned_{kind}")
        return _envelope(call, site, len(found), php.array(found))

    return handle


def _list(call: Call, kind: str) -> dict[str, Any]:
    site = site_items.find(call)
    params = call.params
    wanted = params.list("status")
    if wanted and not set(wanted) & set(STATUSES):
        raise WordPressError("mainwp_rest_invalid_param", f"The status argument should be: {','.join(STATUSES)}", 400)
    older = not call.modern or params.truth("search") or params.page() is not None
    if kind == "plugins" and params.truth("must_use"):
        older = True
    rows = list(getattr(site, kind))
    rows = _older(call, kind, rows) if older else _by_ability(call, kind, site, rows)
    return _envelope(call, site, len(rows), rows)


def _older(call: Call, kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return stored items; plugins take ``status`` as a list only, themes also as text."""
    params = call.params
    status = params.get("status")
    if isinstance(status, list) or kind == "themes":
        words = [word for word in params.list("status") if word in STATUSES]
        if words and "any" not in words:
            rows = [row for row in rows if ("active" if row["active"] else "inactive") in words]
    if params.truth("search"):
        rows = [row for row in rows if params.text("search").lower() in row["name"].lower()]
    if kind == "plugins" and params.truth("must_use"):
        rows = [row for row in rows if row.get("mu")]
    page = params.page()
    return rows[(page[0] - 1) * page[1] : page[0] * page[1]] if page else rows


def _by_ability(call: Call, kind: str, site: Site, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ability's items; it refuses a child whose version is unknown.

    It filters plugins by plain text only.
    """
    call.use_ability(f"get-site-{kind}-v1")
    if php.integer(site.version) < 4:
        raise WordPressError("mainwp_child_outdated", "Child plugin version 4.0.0 or higher required.", 400)
    status = call.params.get("status")
    if kind == "plugins" and status in ("active", "inactive"):
        rows = [row for row in rows if bool(row["active"]) == (status == "active")]
    offers = site.plugin_upgrades if kind == "plugins" else site.theme_upgrades
    return [
        {
            "slug": row["slug"],
            "name": row["name"],
            "version": row["version"],
            "active": bool(row["active"]),
            "update_version": offers.get(row["slug"], {}).get("update", {}).get("new_version"),
        }
        for row in rows
    ]


def _envelope(call: Call, site: Site, total: int, data: Any) -> dict[str, Any]:
    # ``_fields`` does not trim the items here, and the envelope stays whole.
    call.fields_done = True
    return {"success": 1, "total": total, "data": data, "site": site_view.simple(site)}
