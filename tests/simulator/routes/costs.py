# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Costs. Nothing is validated but that sites, tags or clients are given; an edit replaces the whole record."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .. import dates, markup, php
from ..call import Call
from ..errors import WordPressError, not_found
from ..router import EDITABLE, Router
from ..state import cost_view, site_view
from ..state.dashboard import Dashboard
from ..state.records import Cost
from . import batch, clients, tags
from .settings import cost_tracker

#: Column -> the parameter that writes it, for cleaned one-line texts, and the number of characters that fit.
_TEXTS = {
    "name": ("name", 65535),
    "type": ("payment_type", 20),
    "product_type": ("product_type", 20),
    "slug": ("product_slug", 191),
    "license_type": ("license_type", 20),
    "cost_status": ("cost_tracker_status", 20),
    "payment_method": ("payment_method", 50),
    "renewal_type": ("renewal_type", 20),
    "cost_icon": ("icon_hidden", 64),
}

_STATUSES = ("active", "canceled", "onhold", "expired", "pending_cancelation")
_TYPES = ("subscription", "lifetime")

#: The targets in the order in which the first that is an array wins.
_TARGETS = ("sites", "groups", "clients")

#: What the price column can hold.
_STEP = Decimal("1e-8")
_MOST = Decimal("999999999999999999.99999999")


def register(router: Router) -> None:
    """Register the routes of costs; none declares arguments."""
    one = r"/costs/(?P<id>\d+)"
    router.add("GET", "/costs", list_costs)
    router.add(EDITABLE, "/costs/add", add)
    router.add("GET", one, get_cost)
    router.add(EDITABLE, f"{one}/edit", edit)
    router.add("DELETE", f"{one}/remove", remove)
    router.add("GET", f"{one}/sites", sites)
    router.add("GET", f"{one}/clients", clients_of)
    router.add(EDITABLE, "/costs/batch", batch.collection(BATCH, "id"))


def list_costs(call: Call) -> dict[str, Any]:
    """Answer ``GET /costs``; unknown words of ``status`` and ``category`` filter nothing, ``type`` is checked."""
    params = call.params
    types = params.list("type")
    if types and not any(word in (*_TYPES, "any") for word in types):
        message = "The type argument should be: any,subscription,lifetime"
        raise WordPressError("mainwp_rest_invalid_param", message, 400)
    rows = list(call.dashboard.costs)
    if params.truth("search"):
        pattern = php.like(params.text("search"))
        rows = [cost for cost in rows if pattern.search(cost.name) or pattern.search(str(cost.id))]
    if params.truth("include"):
        rows = [cost for cost in rows if cost.id in params.ids("include")]
    if params.truth("exclude"):
        rows = [cost for cost in rows if cost.id not in params.ids("exclude")]
    categories = [str(entry["slug"]) for entry in cost_tracker.product_types(call)]
    for column, words, known in (
        ("cost_status", params.list("status"), _STATUSES),
        ("product_type", params.list("category"), (*categories, "any")),
        ("type", types, (*_TYPES, "any")),
    ):
        wanted = {word for word in words if word in known}
        if wanted and "any" not in wanted:
            rows = [cost for cost in rows if getattr(cost, column) in wanted]
    page = params.page()
    if page:
        rows = rows[(page[0] - 1) * page[1] : page[0] * page[1]] if min(page) > 0 else []
    return {"success": 1, "total": len(rows), "data": cost_view.listed(rows)}


def find(call: Call) -> Cost:
    """Return the cost that ``id`` names (a body's or query's ``id`` beats the path's); raises MainWP's 404.

    A persistent object cache is never told of a change, not even that the cost is gone.
    """
    cost_id = call.params.int("id")
    cached = call.dashboard.cached_costs
    if cached is not None and cost_id in cached:
        return cached[cost_id]
    cost = call.dashboard.costs.get(cost_id)
    if cost is None:
        raise not_found("costs")
    if cached is not None:
        cached[cost_id] = replace(cost)
    return cost


def get_cost(call: Call) -> dict[str, Any]:
    """Answer ``GET /costs/{id}``."""
    return {"success": 1, "data": cost_view.row(find(call))}


def add(call: Call) -> dict[str, Any]:
    """Answer ``/costs/add``; with an ``id`` it replaces that cost instead."""
    return _write(call)


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/costs/{id}/edit``: whatever is not sent is reset, and the answer shows the row as it was before."""
    find(call)
    return _write(call)


def _write(call: Call) -> dict[str, Any]:
    """Store a cost; a value that is too long loses the whole write, of which an edit does not speak."""
    wanted = _columns(call.params.merged, call.clock.now())
    cost_id = call.params.int("id")
    problem = _taken(call.dashboard, wanted, cost_id)
    if problem:
        return {"success": 0, "error": problem}
    if not cost_id and _fits(wanted):
        return {"success": 1, "data": cost_view.row(call.dashboard.costs.insert(wanted))}
    current = call.dashboard.costs.get(cost_id) if cost_id else None
    if current is None:
        return {"success": 0, "error": "Add cost failed. Please try again."}
    before = cost_view.row(find(call))
    if _fits(wanted):
        vars(current).update(vars(replace(wanted, id=cost_id)))
    return {"success": 1, "data": before}


def remove(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /costs/{id}/remove``."""
    cost = find(call)
    if call.dashboard.costs.get(cost.id) is None:
        return {"success": 0, "message": "Failed to delete cost.", "data": cost_view.row(cost)}
    call.dashboard.costs.delete(cost.id)
    return {"success": 1, "message": "Cost deleted successfully.", "data": cost_view.row(cost)}


def sites(call: Call) -> dict[str, Any]:
    """Answer ``GET /costs/{id}/sites``: a partial query, which shows no tags and the time of the request as last sync.

    Of the sites of a client it loads still less.
    """
    cost = find(call)
    blank = dict.fromkeys(clients.NOT_LOADED, "") if cost.clients else {}
    shown = [
        {**site_view.full(call.dashboard, site, with_tags=False, full_data=False, now=call.clock.now()), **blank}
        for site in call.dashboard.cost_sites(cost)
    ]
    return {"success": 1, "total": len(shown), "data": shown}


def clients_of(call: Call) -> dict[str, Any]:
    """Answer ``GET /costs/{id}/clients``: the clients that own the sites that the cost reaches."""
    owners = {site.client_id for site in call.dashboard.cost_sites(find(call))}
    rows = [client for client in clients.ordered(call.dashboard) if client.id in owners]
    return {"success": 1, "total": len(rows), "data": [clients.long_form(client) for client in rows]}


def next_renewal(last_renewal: int, renewal_type: str, now: float) -> int:
    """Return the first renewal after the last one that is not before today, 0 when there is none.

    Days that a month does not have roll over, and every period counts from the date that this gave.
    """
    steps = {"monthly": 1, "quarterly": 3, "yearly": 12}
    if not last_renewal or renewal_type not in (*steps, "weekly"):
        return 0
    today = int(now) // 86400 * 86400
    found = last_renewal
    while found == last_renewal or found < today:
        found = found + 7 * 86400 if renewal_type == "weekly" else dates.add_months(found, steps[renewal_type])
    return found


def _columns(sent: dict[str, Any], now: float) -> Cost:
    """Return the record that parameters make; what is missing is empty. Raises the error for no target."""
    ids: dict[str, Any] = dict(_target(sent))
    if not any(ids.values()):
        message = "Please enter websites or groups or clients."
        raise WordPressError("mainwp_rest_create_costs_invalid_data", message, 400)
    texts: dict[str, Any] = {
        column: php.sanitize_text_field(php.unslash(php.flat_text(sent.get(name))))
        for column, (name, _room) in _TEXTS.items()
    }
    last_renewal = dates.time_of(sent.get("last_renewal"))
    return Cost(
        **texts,
        **ids,
        url=markup.clean_url(php.unslash(php.flat_text(sent.get("url")))),
        price=_price(sent.get("price")),
        last_renewal=last_renewal,
        next_renewal=next_renewal(last_renewal, texts["renewal_type"], now),
        cost_color=tags.usable_color(sent.get("product_color")),
        note=markup.note(php.unslash(php.flat_text(sent.get("note")))),
    )


def _target(sent: dict[str, Any]) -> dict[str, list[int]]:
    """Return the ids of the first target that is an array; entries are cast and need not exist."""
    for name in _TARGETS:
        entries = sent.get(name)
        if isinstance(entries, (list, dict)):
            values = entries if isinstance(entries, list) else list(entries.values())
            return {name: [php.integer(entry) for entry in values]}
    return {}


def _price(value: Any) -> str:
    """Return a price as stored: PHP's float of the value with 14 digits, rounded to eight decimals."""
    number = 0.0
    if isinstance(value, (bool, int, float, list, dict)):
        # An array with something in it is 1.
        number = float(bool(value)) if isinstance(value, (list, dict)) else float(value)
    elif match := re.match(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", php.text(value)):
        number = float(match[0])
    price = max(-_MOST, min(_MOST, Decimal(f"{number:.14G}")))
    return f"{price.quantize(_STEP, ROUND_HALF_UP):f}"


def _fits(cost: Cost) -> bool:
    """Return whether every column can hold its value."""
    return all(len(getattr(cost, column)) <= room for column, (_name, room) in _TEXTS.items())


def _taken(dashboard: Dashboard, wanted: Cost, cost_id: int) -> str:
    """Return why a plugin's or theme's slug is refused, "" when it is not: no cost of any type may have it yet."""
    if wanted.product_type not in ("plugin", "theme") or php.empty(wanted.slug):
        return ""
    same = [cost.id for cost in dashboard.costs if cost.slug.lower() == wanted.slug.lower()]
    if not same or same == [cost_id]:
        return ""
    return f"A cost tracker for this {wanted.product_type} already exists."


BATCH = {"create": add, "update": edit, "delete": remove}
