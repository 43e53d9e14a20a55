# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What the sites routes share: finding the site of a request, and showing sites with ``_fields`` and ``context``."""

from __future__ import annotations

from typing import Any

from .. import php
from ..call import Call
from ..errors import not_found
from ..state import site_view
from ..state.dashboard import bare_url
from ..state.records import Site


def find(call: Call) -> Site:
    """Return the site that ``id_domain`` names; raises MainWP's 404.

    Whatever PHP calls numeric is an id (``001``, ``1.0``); anything else is a domain, which finds only sites at the
    root of a host, the lowest id first.
    """
    wanted = call.params.get("id_domain")
    if php.is_numeric(wanted):
        site = call.dashboard.sites.get(php.integer(wanted))
        if site is None:
            raise not_found("site")
        return site
    address = bare_url(php.text(wanted))
    for site in call.dashboard.sites:
        if bare_url(site.url) == address:
            return site
    raise not_found("site", "domain")


def show(call: Call, site: Site, *, with_tags: bool = True, full_data: bool = True, icon: str = "") -> dict[str, Any]:
    """Return the full view of a site as the request's ``_fields`` and ``context`` want it."""
    view = site_view.full(
        call.dashboard, site, with_tags=with_tags, full_data=full_data, now=call.clock.now(), icon=icon
    )
    return trim(call, site, view)


def show_simple(call: Call, site: Site) -> dict[str, Any]:
    """Return the short view of a site; with ``_fields`` any of its four keys can be left out."""
    call.fields_done = True
    view = site_view.simple(site)
    if not call.params.get("_fields"):
        return view
    wanted = set(call.params.list("_fields"))
    return {key: value for key, value in view.items() if key == "id" or key in wanted}


def trim(call: Call, site: Site, view: dict[str, Any]) -> dict[str, Any]:
    """Return a full view as ``_fields`` and ``context`` want it, and note that the envelope is not to be trimmed."""
    call.fields_done = True
    context = call.params.text("context") or "view"
    if call.params.get("_fields"):
        if context not in ("view", "edit"):
            return {"id": view["id"]}
        return site_view.select(view, site_view.edit_only(site), call.params.list("_fields"), context)
    if context == "view":
        return view
    kept = site_view.EDIT_KEYS if context == "edit" else ()
    return {key: (value if key in kept else "") for key, value in view.items()}
