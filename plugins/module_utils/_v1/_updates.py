# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Updates through version 1 of the API, in the shape of version 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors import RefusedError
from .._fields import flag, listing, mapping
from ._ask import Request
from ._sites import read


def available(request: Request) -> Any:
    """Answer ``GET updates/{id}``: what is on offer, without what is ignored.

    Version 1's own list ignores no ignore, so the lists are read and applied here: the site's, and once a run the
    dashboard's. It shows no list for versions of WordPress, only whether all of them are ignored.
    """
    row = read(request, request.site)
    if row is None:
        raise request.no_site()
    offers = mapping(request.send("GET", "site/site-available-updates", {"site_id": request.site}))
    data: dict[str, Any] = {
        "wp": {} if flag(row.get("is_ignoreCoreUpdates")) else mapping(offers.get("wp_core")),
        "translations": listing(offers.get("translation")),
    }
    for kind, switch in (("plugins", "is_ignorePluginUpdates"), ("themes", "is_ignoreThemeUpdates")):
        lists = (
            mapping(row.get(f"ignored_{kind}")),
            mapping(request.once(f"updates/ignored-{kind}-updates")),
        )
        found = {} if flag(row.get(switch)) else mapping(offers.get(kind))
        data[kind] = {
            slug: offer for slug, offer in found.items() if not any(_ignores(one, slug, offer) for one in lists)
        }
        data[f"rollback_{kind}"] = mapping(offers.get(f"rollback_{kind}"))
    return {"success": 1, "data": data}


def _ignores(rows: Mapping[str, Any], slug: str, offer: Any) -> bool:
    versions = listing(mapping(rows.get(slug)).get("ignored_versions"))
    return "all_versions" in versions or mapping(mapping(offer).get("update")).get("new_version") in versions


def update_items(request: Request) -> Any:
    """Answer ``PUT updates/{id}/update/plugins`` and that of themes: one request for each slug.

    Whether a slug is on offer, or exists, is not checked there; the route for all of them takes ignored ones too.
    """
    found: dict[str, Any] = {}
    for slug in request.body.get("slug") or ():
        values = {"site_id": request.site, "type": request.kind.removesuffix("s"), "slug": slug}
        answer = mapping(request.send("PUT", "site/site-update-item", values))
        found.update(mapping(mapping(answer.get("data")).get("updates_info")))
    return {"success": 1, "data": found}


def update_core(request: Request) -> Any:
    """Answer ``PUT updates/{id}/update/wp`` out of the child's own reply."""
    reply = request.send("PUT", "site/site-update-wordpress", {"site_id": request.site})
    if reply is False:
        raise request.no_site()
    if mapping(reply).get("upgrade") != "SUCCESS":
        raise RefusedError(
            f"The child refused: {mapping(reply).get('upgrade') or 'no reason was given'}",
            status=200,
            **request.call.where,
        )
    return {"success": 1, "data": {name: reply[name] for name in ("old_version", "version") if name in reply}}


def update_translations(request: Request) -> Any:
    """Refuse ``PUT updates/{id}/update/translations``: version 1 can only update all of a site's.

    Raises:
        RefusedError: always; the other updates of the site go on.
    """
    raise RefusedError(
        "Updating chosen translations needs version 2 of the API.", code="needs_v2", status=400, **request.call.where
    )
