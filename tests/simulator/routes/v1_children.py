# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The writing routes of v1 that contact a child or ignore an update; most say "Process ran." whatever happened."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from .. import contacts, pages
from ..call import Call
from ..children import ChildError, Unreachable, Upgrade
from ..errors import RawAnswer, WordPressError, crashed
from ..responses import Answer
from ..router import Handler, Router
from ..state.records import Site
from . import connect, site_edit, site_query, updates

RAN = {"SUCCESS": "Process ran."}
MISSING = Answer({"ERROR": "Required parameter is missing."}, 400)
#: The doubled word is the server's own.
INVALID = Answer({"ERROR": "Required parameter data is is not valid."}, 400)


def register(router: Router) -> None:
    """Register the routes; each has one method."""
    routes: dict[tuple[str, str], Handler] = {
        ("POST", "/sites/sync-sites"): sync_all,
        ("POST", "/sites/check-sites"): check_all,
        ("POST", "/sites/disconnect-sites"): disconnect_all,
        ("POST", "/site/add-site"): add_site,
        ("PUT", "/site/edit-site"): edit_site,
        ("POST", "/site/sync-site"): _ran(contacts.sync),
        ("POST", "/site/reconnect-site"): _ran(contacts.reconnect),
        ("POST", "/site/disconnect-site"): _ran(contacts.disconnect),
        ("POST", "/site/check-site-http-status"): _ran(contacts.check),
        ("DELETE", "/site/remove-site"): remove_site,
        ("PUT", "/site/site-update-wordpress"): update_core,
        ("PUT", "/site/site-update-plugins"): _update("plugins"),
        ("PUT", "/site/site-update-themes"): _update("themes"),
        ("PUT", "/site/site-update-translations"): update_translations,
        ("PUT", "/site/site-update-item"): update_item,
        ("POST", "/site/site-manage-plugin"): manage_plugin,
        ("POST", "/site/site-manage-theme"): manage_theme,
        ("POST", "/updates/ignore-update"): ignore_update,
        ("POST", "/updates/unignore-update"): unignore_update,
        ("POST", "/updates/unignore-updates"): unignore_update,
    }
    for (method, pattern), handler in routes.items():
        router.add(method, pattern, handler, namespace="mainwp/v1")


def _problem(call: Call, *names: str) -> Answer | None:
    """Return the refusal when ``site_id`` or one of ``names`` is missing, or ``site_id`` is no number."""
    if any(not call.params.truth(name) for name in ("site_id", *names)):
        return MISSING
    return None if call.params.text("site_id").isdigit() else INVALID


def _site(call: Call) -> Site | None:
    """Return the site of ``site_id``, or None."""
    site: Site | None = call.dashboard.sites.get(call.params.int("site_id"))
    return site


def _ran(action: Any) -> Handler:
    """Return the handler that does something with one child and never tells how it went."""

    def handle(call: Call) -> Any:
        refusal, site = _problem(call), _site(call)
        if not refusal and site:
            _quietly(action, call, site)
        return refusal or RAN

    return handle


def _quietly(action: Any, call: Call, *arguments: Any) -> None:
    """Do something with a child and swallow what goes wrong."""
    try:
        action(call, *arguments)
    except (Unreachable, ChildError):
        return


def sync_all(call: Call) -> Any:
    """Answer ``POST sites/sync-sites``: every site, without the guards of the abilities."""
    sites = site_query.visible(call)
    return {str(site.id): "success" if contacts.sync(call, site) else "failed" for site in sites}


def check_all(call: Call) -> Any:
    """Answer ``POST sites/check-sites``."""
    sites = site_query.visible(call)
    return {str(site.id): "success" if contacts.check(call, site) == 200 else "failed" for site in sites}


def disconnect_all(call: Call) -> Any:
    """Answer ``POST sites/disconnect-sites``."""
    for site in site_query.visible(call):
        _quietly(contacts.disconnect, call, site)
    return RAN


def add_site(call: Call) -> Any:
    """Answer ``POST site/add-site``, which reads the JSON body only."""
    answer = connect.add(call)
    if not answer["success"]:
        return {"error": answer["error"]}
    return {"response": answer["message"], "siteid": int(answer["data"]["id"])}


def edit_site(call: Call) -> Any:
    """Answer ``PUT site/edit-site``: unlike v2 it keeps the client when none is sent."""
    refusal, site = _problem(call), _site(call)
    if refusal or site is None:
        return refusal or False
    values = {name: value for name, value in (call.params.json or {}).items() if name != "site_id"}
    if values:
        site_edit.apply(site, {"client_id": site.client_id, **values})
    return {"message": "Site updated successfully.", "site": site.url, "success": bool(values)}


def remove_site(call: Call) -> Any:
    """Answer ``DELETE site/remove-site``."""
    refusal, site = _problem(call), _site(call)
    if not refusal and site:
        _quietly(lambda work, row: contacts.reach(work, row, "contact").deactivate_child(), call, site)
        call.dashboard.delete_site(site.id)
    return refusal or RAN


def update_core(call: Call) -> Any:
    """Answer ``PUT site/site-update-wordpress`` with the child's own words; errors are texts with 200."""
    refusal, site = _problem(call), _site(call)
    if refusal or site is None:
        return refusal or False
    try:
        reply = contacts.upgrade_core(call, site)
    except Unreachable as problem:
        return {"error": problem.token}
    except ChildError as problem:
        return {"error": str(problem)}
    if reply.outcome == "failed":
        return {"upgrade": "NORESPONSE"}
    versions = {"old_version": reply.old_version, "version": reply.version} if reply.outcome == "updated" else {}
    return {"upgrade": "SUCCESS", **versions}


def _update(kind: str) -> Handler:
    """Return the handler that updates all offered plugins or themes, ignored ones too."""

    def handle(call: Call) -> Any:
        refusal, site = _problem(call), _site(call)
        if refusal:
            return refusal
        offers = list(getattr(site, f"{kind[:-1]}_upgrades")) if site else []
        try:
            if site is None:
                raise Unreachable("NOMAINWP", "there is no such site")
            if not offers and kind == "themes":
                raise _critical()
            return _updated(contacts.upgrade(call, site, kind, offers))
        except Unreachable as problem:
            if kind == "themes":
                raise _critical() from None
            raise WordPressError("mainwp_rest_upgrade_plugintheme_error", problem.token, data=None) from None
        except ChildError:
            return {**RAN, "data": {"updates_info": []}}

    return handle


def _updated(reply: Upgrade) -> dict[str, Any]:
    """Return the answer for a child's reply: v2's items, and the error texts once more."""
    data: dict[str, Any] = {"updates_info": updates.items(reply)}
    if reply.errors:
        data["result_error"] = {quote(slug, safe=""): text for slug, text in reply.errors.items()}
    return {**RAN, "data": data}


def _critical() -> RawAnswer:
    return RawAnswer(500, pages.critical_error())


def update_translations(call: Call) -> Any:
    """Answer ``PUT site/site-update-translations``: all that are on offer."""
    refusal, site = _problem(call), _site(call)
    if refusal:
        return refusal
    try:
        if site is None:
            raise _critical()
        contacts.upgrade(call, site, "translations", dict.fromkeys(pack["slug"] for pack in site.translation_upgrades))
    except Unreachable:
        raise _critical() from None
    except ChildError:
        pass
    return RAN


def update_item(call: Call) -> Any:
    """Answer ``PUT site/site-update-item``: whether it is on offer, or exists, is not checked."""
    refusal, site = _problem(call, "type", "slug"), _site(call)
    if refusal:
        return refusal
    kind, slug = call.params.text("type"), call.params.text("slug")
    if kind not in ("plugin", "theme"):
        return {**RAN, "data": {"updates_info": []}}
    try:
        if site is None:
            raise _critical()
        reply = contacts.upgrade(call, site, f"{kind}s", [slug])
    except Unreachable:
        raise _critical() from None
    except ChildError:
        return {**RAN, "data": {"updates_info": []}}
    if not reply.upgrades:
        reply.upgrades, reply.info = {slug: 1}, {slug: {"name": "", "old_version": "", "version": ""}}
    return _updated(reply)


def manage_plugin(call: Call) -> Any:
    """Answer ``POST site/site-manage-plugin``."""
    action, slug = call.params.text("action"), call.params.text("plugin")
    refusal = _problem(call, "plugin", "action")
    if refusal or action not in ("activate", "deactivate", "delete"):
        return refusal or INVALID

    def perform(work: Call, site: Site) -> None:
        child = contacts.reach(work, site, "contact")
        child.plugin_action(action, [slug])
        contacts.store(work, site, child)

    return _ran(perform)(call)


def manage_theme(call: Call) -> Any:
    """Answer ``POST site/site-manage-theme``; deactivating a theme means nothing."""
    action, slug = call.params.text("action"), call.params.text("theme")
    refusal = _problem(call, "theme", "action")
    if refusal or action not in ("activate", "deactivate", "delete"):
        return refusal or INVALID

    def perform(work: Call, site: Site) -> None:
        child = contacts.reach(work, site, "contact")
        if action == "activate":
            child.activate_theme(slug)
        elif action == "delete":
            child.delete_themes([slug])
        contacts.store(work, site, child)

    return _ran(perform)(call)


def ignore_update(call: Call) -> Any:
    """Answer ``POST updates/ignore-update``: one plugin or theme of one site, all versions."""
    refusal, site = _problem(call, "type", "slug", "name"), _site(call)
    kind = call.params.text("type")
    if not refusal and site and kind in ("plugin", "theme"):
        updates.ignore(site, f"{kind}s", {call.params.text("slug"): call.params.text("name")})
    return refusal or RAN


def unignore_update(call: Call) -> Any:
    """Answer both un-ignoring routes, which always crash: their handler lacks an argument."""
    raise crashed()
