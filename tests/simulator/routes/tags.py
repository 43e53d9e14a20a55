# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Tags."""

from __future__ import annotations

from typing import Any

from .. import php
from ..call import Call
from ..errors import not_found
from ..router import Router
from ..state.dashboard import Dashboard
from ..state.records import Tag


def register(router: Router) -> None:
    """Register the routes of tags."""
    router.add("GET", "/tags", list_tags)
    router.add("GET", r"/tags/(?P<id>\d+)", get_tag)


def render(dashboard: Dashboard, tag: Tag, counts: bool = True) -> dict[str, Any]:
    """Return the tag object; ``counts`` false is the form of edit and remove answers, where both counts are ""."""
    ids = sorted(link for site in dashboard.sites for link in [site.id] * site.tag_ids.count(tag.id))
    return {
        "id": str(tag.id),
        "name": tag.name,
        "color": tag.color,
        "count_sites": str(len(set(ids))) if counts else "",
        "sites_ids": (",".join(str(number) for number in ids) or None) if counts else "",
    }


def list_tags(call: Call) -> dict[str, Any]:
    """Answer ``GET /tags``: an object keyed by id, in the order of names."""
    tags = sorted(call.dashboard.tags, key=lambda tag: tag.name.lower())
    return {
        "success": 1,
        "total": len(tags),
        "data": php.array({tag.id: render(call.dashboard, tag) for tag in tags}),
    }


def get_tag(call: Call) -> dict[str, Any]:
    """Answer ``GET /tags/{id}``."""
    tag = call.dashboard.tags.get(call.params.int("id"))
    if tag is None:
        raise not_found("tag")
    return {"success": 1, "data": render(call.dashboard, tag)}
