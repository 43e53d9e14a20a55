# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Clients."""

from __future__ import annotations

import re
from typing import Any

from .. import php
from ..arguments import Argument
from ..call import Call
from ..errors import not_found
from ..router import EDITABLE, Router
from ..state import cost_view, site_view
from ..state.dashboard import Dashboard
from ..state.records import Client, Site
from . import batch

#: Text columns with the number of characters that fit; one value too long makes the whole write fail.
COLUMNS = {
    "name": 255,
    "address_1": 255,
    "address_2": 255,
    "city": 100,
    "zip": 32,
    "state": 200,
    "country": 200,
    "note": 2**24,
    "client_email": 191,
    "client_phone": 100,
    "client_facebook": 255,
    "client_twitter": 255,
    "client_instagram": 255,
    "client_linkedin": 255,
}

_SHORT = ("address_1", "address_2", "city", "zip", "state", "country", "client_email", "client_phone")

#: Keys of a site that a query by client does not load, whatever their value.
NOT_LOADED = [
    "is_staging",
    "ip",
    "icon",
    "health_status",
    "recent_posts",
    "recent_pages",
    "recent_comments",
    "categories",
    "premium_upgrades",
    "ignored_plugins",
    "ignored_themes",
    "is_ignoreCoreUpdates",
    "is_ignorePluginUpdates",
    "is_ignoreThemeUpdates",
    "force_use_ipv4",
]

#: The item schema, which the batch route checks against its top-level parameters.
SCHEMA = {
    "id": Argument("integer"),
    "client_id": Argument("integer"),
    **{name: Argument("string") for name in COLUMNS},
    "suspended": Argument("integer"),
}

_STATUSES = {"active": 0, "suspended": 1, "lead": 2, "lost": 3}


def register(router: Router) -> None:
    """Register the routes of clients."""
    one = r"/clients/(?P<id_email>(?!fields$)[a-zA-Z0-9_\-.@]+)"
    router.add("GET", "/clients", list_clients)
    router.add("GET", "/clients/count", count)
    router.add("POST", "/clients/add", add)
    router.add("GET", r"/clients/(?P<id_email>(?!fields$)[a-zA-Z0-9._%+\-@]+)", get_client)
    router.add(EDITABLE, f"{one}/edit", edit)
    router.add("DELETE", f"{one}/remove", remove)
    router.add("GET", f"{one}/sites", sites)
    router.add("GET", f"{one}/costs", costs)
    router.add("GET", f"{one}/sites/count", count_sites)
    router.add(EDITABLE, f"{one}/suspend", suspend)
    router.add(EDITABLE, f"{one}/unsuspend", unsuspend)
    router.add(EDITABLE, "/clients/batch", batch.collection(BATCH, "id_email"), arguments=SCHEMA)


def short_form(client: Client) -> dict[str, Any]:
    """Return the client as most routes show it."""
    return {
        "id": str(client.id),
        "name": client.name,
        **{key: client.columns.get(key, "") for key in _SHORT},
        "created": php.rest_date(client.created),
        "suspended": str(client.suspended),
    }


def with_sites(dashboard: Dashboard, client: Client) -> dict[str, Any]:
    """Return the short form with ``selected_sites``, as add and edit answer."""
    ids = [str(site.id) for site in dashboard.sites if site.client_id == client.id]
    return {**short_form(client), "selected_sites": ",".join(ids) or None}


def long_form(client: Client) -> dict[str, Any]:
    """Return the client as lists show it."""
    row = raw_row(client)
    keys = [
        "name",
        "address_1",
        "address_2",
        "city",
        "zip",
        "state",
        "country",
        "note",
        "client_email",
        "client_phone",
        "client_facebook",
        "client_twitter",
        "client_instagram",
        "client_linkedin",
        "created",
        "suspended",
        "primary_contact_id",
    ]
    return {"id": row["client_id"], **{key: row[key] for key in keys}, "created": php.rest_date(client.created)}


def raw_row(client: Client) -> dict[str, Any]:
    """Return the database row, as ``/sites/{id}/client`` and v1 show it (without the contact's columns)."""
    column = client.columns.get
    return {
        "client_id": str(client.id),
        "image": "",
        "name": client.name,
        **{key: column(key, "") for key in ("address_1", "address_2", "city", "zip", "state", "country", "note")},
        "selected_icon_info": "",
        **{
            f"client_{key}": column(f"client_{key}", "")
            for key in ("email", "phone", "facebook", "twitter", "instagram", "linkedin")
        },
        "created": str(int(client.created)),
        "suspended": str(client.suspended),
        "primary_contact_id": "0",
    }


def ordered(dashboard: Dashboard) -> list[Client]:
    """Return all clients by name, letter case ignored."""
    return sorted(dashboard.clients, key=lambda client: (client.name.lower(), client.id))


def list_clients(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients``; ``total`` is the number of rows in this answer."""
    params = call.params
    rows = ordered(call.dashboard)
    search = params.text("search").lower()
    if search:
        rows = [
            client
            for client in rows
            if search in str(client.id)
            or search in client.name.lower()
            or search in client.columns.get("client_email", "").lower()
        ]
    if params.truth("include"):
        rows = [client for client in rows if client.id in params.ids("include")]
    if params.truth("exclude"):
        rows = [client for client in rows if client.id not in params.ids("exclude")]
    statuses = params.list("status")
    wanted = {_STATUSES[word] for word in statuses if word in _STATUSES}
    if wanted and "all" not in statuses:
        rows = [client for client in rows if client.suspended in wanted]
    page = params.page()
    if page:
        rows = rows[(page[0] - 1) * page[1] : page[0] * page[1]] if min(page) > 0 else []
    return {"success": 1, "total": len(rows), "data": [long_form(client) for client in rows]}


def count(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients/count``: filters are ignored, the number is text."""
    return {"success": 1, "total": str(len(call.dashboard.clients))}


def find(call: Call) -> Client:
    """Return the client that ``id_email`` names; raises MainWP's 404. There is no lookup by name."""
    wanted = call.params.get("id_email")
    if php.is_numeric(wanted):
        client = call.dashboard.clients.get(php.integer(wanted))
        if client is None:
            raise not_found("client")
        return client
    client = by_email(call.dashboard, php.text(wanted))
    if client is None:
        raise not_found("client", "email")
    return client


def by_email(dashboard: Dashboard, email: str) -> Client | None:
    """Return the client with that e-mail address, letter case ignored; an empty one finds nobody."""
    if not email:
        return None
    same = (row for row in dashboard.clients if row.columns.get("client_email", "").lower() == email.lower())
    return next(same, None)


def get_client(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients/{id_email}``."""
    return {"success": 1, "data": short_form(find(call))}


def add(call: Call) -> dict[str, Any]:
    """Answer ``POST /clients/add``."""
    problem, client = create(call.dashboard, call.params.merged, call.clock.now())
    if client is None:
        return {"success": 0, "error": problem}
    return {"success": 1, "message": "Client created Successfully.", "data": with_sites(call.dashboard, client)}


def create(dashboard: Dashboard, values: dict[str, Any], now: float) -> tuple[str, Client | None]:
    """Store a new client and return it, or the reason why not."""
    sent = {key: value for key, value in values.items() if php.truth(value)}
    if not sent:
        return "Invalid Client data. Please try again.", None
    columns = _columns(sent)
    name = columns.pop("name", "")
    if php.empty(name):
        return "Client name field is required! Please enter a Client name.", None
    if by_email(dashboard, columns.get("client_email", "")):
        return "Client email exists. Please try again.", None
    if _too_long({"name": name, **columns}):
        return "Undefined error. Please try again.", None
    client = dashboard.clients.insert(Client(name, columns, created=now))
    _assign_sites(dashboard, client, sent)
    return "", client


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/clients/{id_email}/edit``."""
    client = find(call)
    problem = change(call.dashboard, client, call.params.merged)
    if problem:
        return {"success": 0, "error": problem}
    return {"success": 1, "message": "Client updated Successfully.", "data": with_sites(call.dashboard, client)}


def change(dashboard: Dashboard, client: Client, values: dict[str, Any]) -> str:
    """Write what was sent and return the reason why not, "" when there is none.

    Falsy values count as omitted; a value that is too long loses all columns, without a word.
    """
    sent = {key: value for key, value in values.items() if php.truth(value)}
    columns = _columns(sent)
    name = columns.pop("name", "")
    other = by_email(dashboard, columns.get("client_email", ""))
    if other is not None and other is not client:
        return "Client email exists. Please try again."
    if not _too_long({"name": name, **columns}):
        client.name = name or client.name
        client.columns.update(columns)
        if php.is_numeric(sent.get("created")):
            client.created = float(php.integer(sent["created"]))
    _assign_sites(dashboard, client, sent)
    _write_fields(dashboard, client, sent.get("custom_fields"))
    return ""


def remove(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /clients/{id_email}/remove``."""
    client = find(call)
    delete(call.dashboard, client)
    return {"success": 1, "message": "Client deleted successfully", "data": short_form(client)}


def delete(dashboard: Dashboard, client: Client) -> None:
    """Delete a client with its own fields; its sites stay, without a client."""
    dashboard.clients.delete(client.id)
    for site in dashboard.sites:
        site.client_id = 0 if site.client_id == client.id else site.client_id
    for row in [row for row in dashboard.client_fields if row.client_id == client.id]:
        dashboard.client_fields.delete(row.id)


def sites_of(dashboard: Dashboard, client: Client) -> list[Site]:
    """Return a client's sites in the order of their URL."""
    return sorted((site for site in dashboard.sites if site.client_id == client.id), key=lambda site: site.url)


def sites(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients/{id_email}/sites``: only part of each site's row is loaded, the rest is blank."""
    rows = sites_of(call.dashboard, find(call))
    blank = dict.fromkeys(NOT_LOADED, "")
    return {
        "success": 1,
        "total": len(rows),
        "data": [{**site_view.full(call.dashboard, site), **blank} for site in rows],
    }


def count_sites(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients/{id_email}/sites/count``: here the number is a number."""
    return {"success": 1, "total": len(sites_of(call.dashboard, find(call)))}


def costs(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients/{id_email}/costs``: those that reach one of the client's sites, whatever they are for."""
    client = find(call)
    found = [
        cost
        for cost in call.dashboard.costs
        if any(site.client_id == client.id for site in call.dashboard.cost_sites(cost))
    ]
    if not found:
        return {"success": 1, "message": "Costs not found."}
    return {"success": 1, "total": len(found), "data": cost_view.listed(found)}


def suspend(call: Call) -> dict[str, Any]:
    """Answer ``/clients/{id_email}/suspend``: the client alone, not its sites."""
    return _set_suspended(call, 1, "Client suspended successfully.")


def unsuspend(call: Call) -> dict[str, Any]:
    """Answer ``/clients/{id_email}/unsuspend``."""
    return _set_suspended(call, 0, "Client unsuspended successfully.")


def _set_suspended(call: Call, value: int, message: str) -> dict[str, Any]:
    client = find(call)
    client.suspended = value
    return {"success": 1, "message": message, "data": short_form(client)}


def _columns(sent: dict[str, Any]) -> dict[str, str]:
    """Return the text columns that were sent, as they are stored."""
    return {key: php.sanitize_text_field(php.unslash(php.flat_text(sent[key]))) for key in COLUMNS if key in sent}


def _too_long(columns: dict[str, str]) -> bool:
    return any(len(value) > COLUMNS[key] for key, value in columns.items())


def _assign_sites(dashboard: Dashboard, client: Client, sent: dict[str, Any]) -> None:
    """Make ``selected_sites`` the client's sites, taking them away from others; nothing is done without it."""
    if "selected_sites" not in sent:
        return
    wanted = sent["selected_sites"]
    entries = wanted if isinstance(wanted, list) else re.split(r",", php.text(wanted))
    ids = {php.integer(entry) for entry in entries if php.is_numeric(entry) and php.integer(entry) > 0}
    for site in dashboard.sites:
        if site.id in ids:
            site.client_id = client.id
        elif site.client_id == client.id:
            site.client_id = 0


def _write_fields(dashboard: Dashboard, client: Client, entries: Any) -> None:
    """Store values of fields that exist.

    Entries without a name or a value, or of unknown fields, are skipped silently.
    """
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or php.empty(entry.get("field_name")) or php.empty(entry.get("field_value")):
            continue
        for row in dashboard.client_fields:
            if row.name == entry["field_name"] and row.client_id in (0, client.id):
                client.custom[row.id] = php.sanitize_text_field(entry["field_value"])
                break


BATCH = {"create": add, "update": edit, "delete": remove}
