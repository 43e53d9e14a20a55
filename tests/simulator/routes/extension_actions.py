# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Activating, deactivating and deleting plugins and themes on a child."""

from __future__ import annotations

from typing import Any

from .. import contacts
from ..call import Call
from ..children import Child, ChildError, Unreachable
from ..errors import WordPressError
from ..router import EDITABLE, Handler, Router
from ..state.records import Site
from . import site_items


def register(router: Router) -> None:
    """Register the routes."""
    one = r"/sites/(?P<id_domain>[a-zA-Z0-9\-._]+)"
    router.add(EDITABLE, f"{one}/plugins/activate", _plugins("activate"))
    router.add(EDITABLE, f"{one}/plugins/deactivate", _plugins("deactivate"))
    router.add("DELETE", f"{one}/plugins/delete", _plugins("delete"))
    router.add(EDITABLE, f"{one}/themes/activate", activate_theme)
    router.add("DELETE", f"{one}/themes/delete", delete_themes)


def _plugins(action: str) -> Handler:
    """Return the handler of a plugin action."""

    def handle(call: Call) -> dict[str, Any]:
        site = site_items.find(call)
        slugs = call.params.list("slug")
        if not slugs:
            raise _no_slugs("plugins")
        child = _reach(call, site, action)
        handled = child.plugin_action(action, slugs) if child else []
        return _answer(call, site, child, bool(handled), handled)

    return handle


def activate_theme(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/themes/activate``: one slug as text, and nobody asks whether the theme is there."""
    site = site_items.find(call)
    slug = call.params.get("slug")
    if not slug or not isinstance(slug, str):
        raise _no_slugs("themes")
    child = _reach(call, site, "activate")
    data = child.activate_theme(slug) if child else []
    return _answer(call, site, child, child is not None, data)


def delete_themes(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/themes/delete``."""
    site = site_items.find(call)
    slugs = call.params.list("slug")
    if not slugs:
        raise _no_slugs("themes")
    child = _reach(call, site, "delete")
    data: Any = child.delete_themes(slugs) if child else []
    return _answer(call, site, child, "delete" in data, data)


def _reach(call: Call, site: Site, action: str) -> Child | None:
    """Return the child, None when it refuses the dashboard; the error's code speaks of plugins for themes, too."""
    try:
        return contacts.reach(call, site, "contact")
    except Unreachable as problem:
        raise WordPressError(f"mainwp_rest_{action}_plugins_action", problem.token, data=None) from None
    except ChildError:
        return None


def _answer(call: Call, site: Site, child: Child | None, success: bool, data: Any) -> dict[str, Any]:
    """Return the common answer; the child's reply has brought its fresh data along, which is stored."""
    if child:
        contacts.store(call, site, child)
    return {"success": int(success), "data": data, "site": site_items.show_simple(call, site)}


def _no_slugs(kind: str) -> WordPressError:
    """Return the error for missing slugs, whose number of a status is in the wrong place."""
    return WordPressError(
        f"mainwp_rest_invalid_{kind}_slugs", f"{kind.capitalize()} slugs are empty or invalid.", data=400
    )
