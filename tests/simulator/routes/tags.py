# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Tags ("groups" in the database)."""

from __future__ import annotations

import re
from typing import Any

from .. import php
from ..arguments import Argument
from ..call import Call
from ..errors import crashed, not_found
from ..router import EDITABLE, Router
from ..state.dashboard import Dashboard
from ..state.records import Tag
from . import batch, clients, site_items

_FAILED = {"success": 0, "error": "Add tag failed. Please try again."}


def register(router: Router) -> None:
    """Register the routes of tags."""
    router.add("GET", "/tags", list_tags)
    router.add("GET", r"/tags/(?P<id>\d+)", get_tag)
    router.add("POST", "/tags/add", add)
    router.add(EDITABLE, r"/tags/(?P<id>\d+)/edit", edit)
    router.add("DELETE", r"/tags/(?P<id>\d+)/remove", remove)
    router.add("GET", r"/tags/(?P<id>\d+)/sites", sites)
    router.add("GET", r"/tags/(?P<id>\d+)/clients", clients_of)
    router.add(EDITABLE, "/tags/batch", batch.collection(BATCH, "id"), arguments=SCHEMA)


#: The item schema, which the batch route checks against its top-level parameters.
SCHEMA = {
    "id": Argument("integer"),
    "name": Argument("string"),
    "color": Argument("string"),
    "count_sites": Argument("integer"),
    "sites_ids": Argument("array"),
}


def render(dashboard: Dashboard, tag: Tag, counts: bool = True) -> dict[str, Any]:
    """Return the tag object; ``counts`` false is the form of edit and remove answers, where both counts are "".

    A site that is linked twice is listed twice and counted once.
    """
    ids = sorted(link for site in dashboard.sites for link in [site.id] * site.tag_ids.count(tag.id))
    return {
        "id": str(tag.id),
        "name": tag.name,
        "color": tag.color,
        "count_sites": str(len(set(ids))) if counts else "",
        "sites_ids": (",".join(str(number) for number in ids) or None) if counts else "",
    }


def ordered(dashboard: Dashboard) -> list[Tag]:
    """Return all tags by name, letter case ignored."""
    return sorted(dashboard.tags, key=lambda tag: (tag.name.lower(), tag.id))


def list_tags(call: Call) -> dict[str, Any]:
    """Answer ``GET /tags``: an object keyed by id, in the order of names, ``[]`` when there are none."""
    params = call.params
    search = params.get("search", "")
    if isinstance(search, (list, dict)):
        raise crashed()
    rows = ordered(call.dashboard)
    if search:
        rows = [tag for tag in rows if search.lower() in tag.name.lower() or search in str(tag.id)]
    if params.truth("include"):
        rows = [tag for tag in rows if tag.id in params.ids("include")]
    if params.truth("exclude"):
        rows = [tag for tag in rows if tag.id not in params.ids("exclude")]
    page = params.page()
    if page:
        # A negative page breaks the query, which then gives nothing.
        rows = rows[(page[0] - 1) * page[1] : page[0] * page[1]] if min(page) > 0 else []
    return {
        "success": 1,
        "total": len(rows),
        "data": php.array({tag.id: render(call.dashboard, tag) for tag in rows}),
    }


def find(call: Call) -> Tag:
    """Return the tag that ``id`` names (a body's ``id`` beats the path's); raises MainWP's 404."""
    tag = call.dashboard.tags.get(call.params.int("id"))
    if tag is None:
        raise not_found("tag")
    return tag


def get_tag(call: Call) -> dict[str, Any]:
    """Answer ``GET /tags/{id}``."""
    return {"success": 1, "data": render(call.dashboard, find(call))}


def add(call: Call) -> dict[str, Any]:
    """Answer ``POST /tags/add``; with an ``id`` it changes that tag instead."""
    name = usable_name(call.params.get("name"))
    color = usable_color(call.params.get("color"))
    dashboard = call.dashboard
    if call.params.truth("id"):
        tag = dashboard.tags.get(call.params.int("id"))
        if tag is None or not name:
            return _FAILED
        tag.name, tag.color = name, color or tag.color
    elif name:
        tag = dashboard.tags.insert(Tag(free_name(dashboard, name), color))
    else:
        return _FAILED
    return {"success": 1, "message": "Tag created successfully.", "data": render(dashboard, tag)}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/tags/{id}/edit``: the name is always written, blank without one; the colour only when it is usable."""
    tag = find(call)
    tag.name = usable_name(call.params.get("name"))
    tag.color = usable_color(call.params.get("color")) or tag.color
    return {"success": 1, "message": "Tag updated successfully.", "data": render(call.dashboard, tag, counts=False)}


def remove(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /tags/{id}/remove``: the links go too, the sites stay."""
    tag = find(call)
    call.dashboard.tags.delete(tag.id)
    for site in call.dashboard.sites:
        site.tag_ids = [link for link in site.tag_ids if link != tag.id]
    return {"success": 1, "message": "Tag deleted successfully.", "data": render(call.dashboard, tag, counts=False)}


def sites(call: Call) -> dict[str, Any]:
    """Answer ``GET /tags/{id}/sites``; ``_fields`` acts twice here, on the items and on the envelope."""
    rows = call.dashboard.tag_sites(find(call).id)
    shown = [site_items.show(call, site, icon="uploaded:;selected:;color:") for site in rows]
    call.fields_done = False
    return {"success": 1, "total": len(rows), "data": shown}


def clients_of(call: Call) -> dict[str, Any]:
    """Answer ``GET /tags/{id}/clients``: the clients that own a site with this tag."""
    owners = {site.client_id for site in call.dashboard.tag_sites(find(call).id)}
    rows = [client for client in clients.ordered(call.dashboard) if client.id in owners]
    return {"success": 1, "total": len(rows), "data": [clients.long_form(client) for client in rows]}


def usable_name(value: Any) -> str:
    """Return a name as it is stored by an edit, "" when it cannot be used (no text, blank, only tags, "0")."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    name = php.sanitize_text_field(php.unslash(php.text(value)))
    return "" if php.empty(name) else name


def usable_color(value: Any) -> str:
    """Return a colour as it is stored, "" when it is none (``#rgb`` or ``#rrggbb``, letter case kept)."""
    return value if isinstance(value, str) and re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", value) else ""


def free_name(dashboard: Dashboard, name: str) -> str:
    """Return what adding a tag makes of a name: escaped, cut at " (digit)", numbered when it exists."""
    name = re.sub(r" \(\d\).*$", "", php.escape_html(name))
    taken = {tag.name.lower() for tag in dashboard.tags}
    candidate, number = name, 0
    while candidate.lower() in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


BATCH = {"create": add, "update": edit, "delete": remove}
