# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Sites, as far as the dashboard answers from its database."""

from __future__ import annotations

from typing import Any

from .. import php
from ..call import Call
from ..errors import WordPressError, no_permission
from ..router import EDITABLE, Router
from ..state import cost_view, site_view
from ..state.records import Site
from . import batch, clients, connect, site_edit, site_extensions, site_items, site_query
from .site_schema import SCHEMA


def register(router: Router) -> None:
    """Register the routes of sites that do not contact a child, and the batch."""
    one = r"/sites/(?P<id_domain>[a-zA-Z0-9\-._]+)"
    router.add("GET", "/sites", list_sites)
    router.add("GET", "/sites/basic", list_basic)
    router.add("GET", "/sites/count", count)
    router.add("GET", r"/sites/(?P<id_domain>\d+)", get_site)
    router.add("GET", r"/sites/(?P<id_domain>[A-Za-z0-9\-.]*[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,6})", get_site)
    router.add(EDITABLE, f"{one}/edit", edit)
    router.add(EDITABLE, f"{one}/suspend", suspend)
    router.add(EDITABLE, f"{one}/unsuspend", unsuspend)
    router.add("GET", f"{one}/client", client)
    router.add("GET", f"{one}/costs", costs)
    router.add("GET", f"{one}/non-mainwp-changes", changes)
    router.add(EDITABLE, "/sites/batch", batch.collection(BATCH, "id_domain"), arguments=SCHEMA)


def list_sites(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites``."""
    if site_query.wants_older(call):
        rows = site_query.older(call)
        with_tags, full_data = (call.params.flag(name, default=True) for name in ("with_tags", "full_data"))
        shown = [site_items.show(call, site, with_tags=with_tags, full_data=full_data) for site in rows]
        # The older query does not load options, but the names that were asked for are there, empty.
        blank = {name: "" for name in call.params.list("custom_fields") if name not in _SECRET}
        shown = [{**blank, **view} for view in shown]
        total = len(rows)
    else:
        page, total = site_query.by_ability(call)
        shown = [_with_custom_fields(call, site, site_items.show(call, site)) for site in page]
    call.fields_done = True
    return {"success": 1, "total": total, "data": shown}


def list_basic(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/basic``: the older query in both generations; with ``_fields`` any key of the full view."""
    rows = site_query.older(call)
    call.fields_done = True
    if not call.params.get("_fields"):
        return {"success": 1, "total": len(rows), "data": [site_view.simple(site) for site in rows]}
    with_tags, full_data = call.params.flag("with_tags"), call.params.flag("full_data")
    shown = [site_items.show(call, site, with_tags=with_tags, full_data=full_data) for site in rows]
    return {"success": 1, "total": len(rows), "data": shown}


def count(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/count``, which ignores ``search``."""
    return {"count": len(site_query.older(call, search=False, paged=False))}


def get_site(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}``; in A-mode an unknown site shows as a missing permission."""
    call.use_ability("get-site-v1")
    try:
        site = site_items.find(call)
    except WordPressError:
        if not call.modern:
            raise
        raise no_permission("get-site-v1") from None
    if site.is_staging:
        call.fields_done = True
        return {"data": _staging_view(site) if call.modern else []}
    view = site_items.show(call, site, with_tags=call.params.flag("with_tags", default=True))
    return {"data": _with_custom_fields(call, site, view)}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/edit``: success whatever was sent, since the client is always written."""
    site = site_items.find(call)
    site_edit.apply(site, call.params.merged)
    if site.is_staging:
        call.fields_done = True
        return {"success": 1, "data": dict.fromkeys(site_view.KEYS, "")}
    return {"success": 1, "data": site_items.show(call, site)}


def suspend(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/suspend``."""
    return _set_suspended(call, 1)


def unsuspend(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/unsuspend``."""
    return _set_suspended(call, 0)


def _set_suspended(call: Call, value: int) -> dict[str, Any]:
    site = site_items.find(call)
    site.suspended = value
    return {"success": 1, "suspended": value, "data": site_items.show_simple(call, site)}


def client(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}/client``: the raw row, with the columns of a contact that is not there."""
    row = call.dashboard.clients.get(site_items.find(call).client_id)
    if row is None:
        return {"success": 0, "error": "Client is not set or not found."}
    return {"success": 1, "data": {**clients.raw_row(row), **dict.fromkeys(_CONTACT)}}


_CONTACT = [
    "contact_id",
    "contact_client_id",
    "contact_email",
    "contact_image",
    "contact_icon_info",
    "contact_name",
    "contact_phone",
    "contact_role",
    "facebook",
    "twitter",
    "instagram",
    "linkedin",
]


def costs(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}/costs``: only those that name the site itself, not its tags or its client."""
    site = site_items.find(call)
    found = [cost for cost in call.dashboard.costs if site.id in cost.sites]
    if not found:
        return {"success": 1, "message": "Cost not found.", "data": []}
    return {"success": 1, "total": len(found), "data": cost_view.listed(found)}


def changes(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}/non-mainwp-changes``: lines of the log that syncs fill, newest first."""
    site = site_items.find(call)
    params = call.params
    rows = [line for line in call.dashboard.changes if line.site_id == site.id]
    source = params.text("source") or "wpadmin"
    if source != "all":
        rows = [line for line in rows if line.source == source]
    for name in ("actions", "contexts"):
        words = params.list(name)
        if words:
            rows = [line for line in rows if getattr(line, name[:-1]) in words]
    shown_site = site_view.simple(site)
    call.fields_done = True
    if params.flag("total_count"):
        return {"success": 1, "total": len(rows), "data": {"total": len(rows)}, "site": shown_site}
    rows.sort(key=lambda line: (line.created, line.id), reverse=params.text("order").upper() != "ASC")
    page = params.page()
    start, size = ((page[0] - 1) * page[1], page[1]) if page else (0, params.int("limit") or 200)
    shown = [line.shown(site.name, site.url) for line in rows[start : start + size]]
    return {"success": 1, "total": len(shown), "data": shown, "site": shown_site}


def _with_custom_fields(call: Call, site: Site, view: dict[str, Any]) -> dict[str, Any]:
    """Return a view with the site options that ``custom_fields`` names; columns of the site's table come out empty."""
    for name in call.params.list("custom_fields"):
        if name in _SECRET:
            continue
        if name in site.options:
            view[name] = site.options[name]
        elif name in _JSON_KEYS:
            view[name] = "[]"
        elif name not in ("id", "name", "url"):
            view[name] = ""
    return view


#: Columns that no answer ever shows.
_SECRET = ("http_user", "http_pass", "privkey", "pubkey", "adminname", "securekey", "uniqueId")

_JSON_KEYS = ("plugins", "themes", "wp_upgrades", "plugin_upgrades", "theme_upgrades", "translation_upgrades")


def _staging_view(site: Site) -> dict[str, Any]:
    """Return the small object, with numbers as numbers, that A-mode gives for a staging site."""
    return {
        "id": site.id,
        "url": site.url,
        "name": site.name,
        "status": site_view.status(site),
        "client_id": site.client_id or None,
        "admin_username": site.adminname,
        "wp_version": site.wp_version,
        "php_version": site.php_version,
        "child_version": site.child_version,
        "last_sync": php.rest_date(site.last_sync) + "+00:00",
        "notes": site.note,
    }


BATCH: dict[str, batch.Handler] = {
    "create": connect.add,
    "update": edit,
    "delete": connect.remove,
    "sync": connect.sync,
    "reconnect": connect.reconnect,
    "disconnect": connect.disconnect,
    "suspend": suspend,
    "check": connect.check,
    "remove": connect.remove,
    "security": connect.security,
    "plugins": site_extensions.plugins,
    "themes": site_extensions.themes,
    "non-mainwp-changes": changes,
}
