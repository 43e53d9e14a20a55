# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Sites, as far as a child is contacted: connecting, syncing, checking, removing, the security report."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .. import contacts, php
from ..call import Call
from ..children import ChildError, Unreachable
from ..errors import WordPressError
from ..router import EDITABLE, Router
from ..state import site_view
from ..state.dashboard import Dashboard, bare_url
from ..state.records import Site, Tag
from . import site_items, site_query, tags
from .site_schema import SCHEMA

#: What the lists of many sites show for the icon of a site without one.
NO_ICON = "uploaded:;selected:;color:"


def register(router: Router) -> None:
    """Register the routes."""
    one = r"/sites/(?P<id_domain>[a-zA-Z0-9\-._]+)"
    router.add(EDITABLE, "/sites/sync", sync_many)
    router.add(EDITABLE, "/sites/reconnect", reconnect_many)
    router.add(EDITABLE, "/sites/disconnect", disconnect_many)
    router.add(EDITABLE, "/sites/check", check_many)
    router.add("POST", "/sites/add", add, arguments=SCHEMA)
    router.add(EDITABLE, f"{one}/sync", sync)
    router.add("GET", f"{one}/security", security)
    router.add(EDITABLE, f"{one}/reconnect", reconnect)
    router.add(EDITABLE, f"{one}/disconnect", disconnect)
    router.add(EDITABLE, f"{one}/check", check, arguments=SCHEMA)
    router.add("DELETE", f"{one}/remove", remove)


# Adding and removing


def add(call: Call) -> dict[str, Any]:
    """Answer ``POST /sites/add``; failures are 200 as well, and a site that is there already is not touched."""
    params = call.params
    url = php.sanitize_text_field(params.get("url"))
    url = url if url.endswith("/") else url + "/"
    known = call.dashboard.find_site(url)
    if known:
        return {
            "success": 0,
            "error": "The site is already connected to your MainWP Dashboard",
            "found_id": str(known.id),
        }
    site = Site(
        url,
        _slashed_name(params.text("name") or re.sub(r"^\w+://", "", url).rstrip("/")),
        adminname=params.text("admin"),
        client_id=params.int("client_id"),
        unique_id=params.text("uniqueid"),
        http_user=params.text("http_user"),
        http_pass=php.unslash(params.text("http_pass")),
    )
    try:
        if not site.adminname:
            # The child is asked, but does not take a registration without a user for one.
            contacts.reach(call, site, "contact", signed=False)
            raise Unreachable("NOMAINWP", "no administrator was named")
        contacts.connect(call, site, php.unslash(params.text("adminpassword")))
    except Unreachable as problem:
        return {"success": 0, "error": _plain(problem.text)}
    except ChildError as problem:
        return {"success": 0, "error": _plain(str(problem))}
    child = call.children.contact(url)
    if not child.unique_id:
        site.unique_id = ""
    if bare_url(child.url) == bare_url(url) and ("://www." in child.url) != ("://www." in url):
        site.url = child.url
    site.tag_ids = _links(call.dashboard, params.get("groupids"))
    site.options["added_timestamp"] = str(int(call.clock.now()))
    call.dashboard.insert_site(site)
    return {
        "success": 1,
        "data": site_items.show_simple(call, site),
        "message": "Site successfully added - Visit the Site&#039;s Dashboard now.",
    }


def _slashed_name(name: str) -> str:
    """Return a new site's name as it is stored: without tags, quotes and backslashes with one backslash more."""
    return re.sub(r"(['\"\\])", r"\\\1", re.sub(r"<[^>]*>", "", name))


def _plain(text: str) -> str:
    """Return a text as add shows it: tags gone, special characters escaped."""
    return php.escape_html(re.sub(r"<[^>]*>", "", text))


def _links(dashboard: Dashboard, groupids: Any) -> list[int]:
    """Return the links that ``groupids`` makes for a new site: ids and names as text; unknown names become tags."""
    links = []
    for entry in php.text(groupids).split(",") if isinstance(groupids, (str, int)) else []:
        word = entry.strip()
        if php.is_numeric(word):
            links.append(php.integer(word))
        elif word:
            name = tags.usable_name(word)
            tag = next((tag for tag in dashboard.tags if tag.name == name), None)
            links.append((tag or dashboard.tags.insert(Tag(name))).id)
    return links


def remove(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /sites/{id_domain}/remove``: the row goes in any case, ``success`` is about the child."""
    site = site_items.find(call)
    shown = site_items.show_simple(call, site)
    answer: dict[str, Any]
    if site.is_staging:
        message = (
            "The site has been removed. Please make sure that the MainWP Child plugin has been deactivated properly."
        )
        answer = {"success": 1, "message": message, "data": shown}
    else:
        try:
            contacts.reach(call, site, "contact").deactivate_child()
            message = "The site has been removed and the MainWP Child plugin has been disabled."
            answer = {"success": 1, "message": message, "data": shown}
        except Unreachable as problem:
            error = problem.token
            if error == "NOMAINWP":
                error = "Be sure to deactivate the child plugin on the child site to avoid potential security issues."
            answer = {"success": 0, "error": error, "data": shown}
        except ChildError as problem:
            answer = {"success": 0, "error": str(problem), "data": shown}
    call.dashboard.delete_site(site.id)
    return answer


# Syncing


def sync(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/sync``: without a reason when it failed; A-mode may refuse to contact the child."""
    site = site_items.find(call)
    call.use_ability("sync-sites-v1")
    if (call.modern and contacts.guard(site)) or not contacts.sync(call, site):
        return {"success": 0, "data": []}
    return {"success": 1, "data": site_items.show(call, site)}


def sync_many(call: Call) -> dict[str, Any]:
    """Answer ``/sites/sync``: all sites, or those of ``include`` and ``exclude``, one after the other."""
    return _sync_by_ability(call) if call.modern else _sync_older(call)


def _sync_by_ability(call: Call) -> dict[str, Any]:
    """Sync as the ability does: a job above the threshold, unknown ids are failures."""
    call.use_ability("sync-sites-v1")
    chosen: dict[str, list[int]] = {}
    for name in ("include", "exclude"):
        chosen[name] = [number for number in call.params.ids(name) if number > 0]
        if call.params.truth(name) and not chosen[name]:
            message = f"Invalid {name} parameter. Expected one or more positive site IDs."
            raise WordPressError("mainwp_invalid_input", message, 400)
    sites = call.dashboard.sites
    ids = chosen["include"] or [site.id for site in site_query.visible(call)]
    ids = [number for number in dict.fromkeys(ids) if number not in chosen["exclude"]]
    rows = [(number, sites.get(number)) for number in ids]
    found = [row for _number, row in rows if row]
    if len(found) > call.simulator.jobs.threshold:
        job = call.simulator.jobs.create("sync", found)
        return {
            "success": 1,
            "message": "Sync queued for background processing.",
            "job_id": job.id,
            "total": len(found),
        }
    data: dict[int, Any] = {}
    for number, site in rows:
        if site and not contacts.guard(site) and contacts.sync(call, site):
            data[number] = {"result": "success", **_blanked(call, site_view.full(call.dashboard, site))}
        else:
            data[number] = {"result": "failed"}
    call.fields_done = True
    return {"total": len(data), "data": php.array(data)}


def _blanked(call: Call, view: dict[str, Any]) -> dict[str, Any]:
    """Return a view in which what ``_fields`` does not name is blank, not gone: what this answer makes of it."""
    wanted = call.params.list("_fields")
    return {key: value if key in ("id", *wanted) else "" for key, value in view.items()} if wanted else view


def _sync_older(call: Call) -> dict[str, Any]:
    data: dict[int, Any] = {}
    for site in _chosen(call):
        result = "success" if contacts.sync(call, site) else "failed"
        data[site.id] = {"result": result, **site_items.show(call, site, with_tags=False, icon=NO_ICON)}
    call.fields_done = True
    return {"total": len(data), "data": php.array(data)}


def _chosen(call: Call) -> list[Site]:
    """Return the sites of ``include`` and ``exclude`` (all when absent), in the order of lists."""
    return site_query.older(call, search=False, paged=False)


# Reconnecting and disconnecting


def reconnect(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/reconnect``."""
    site = site_items.find(call)
    try:
        contacts.reconnect(call, site)
    except (Unreachable, ChildError) as problem:
        reason = problem.text if isinstance(problem, Unreachable) else str(problem)
        message = f"Reconnect Site &quot;{site.id}&quot; error:: {reason}"
        raise WordPressError("mainwp_rest_reconnect_site_error", message, data=None) from None
    return {"success": 1, "data": site_items.show_simple(call, site)}


def reconnect_many(call: Call) -> dict[str, Any]:
    """Answer ``/sites/reconnect``, whose loop ends at the first site without an error."""
    data: dict[int, str] = {}
    for site in _chosen(call):
        if not site.sync_errors:
            break
        data[site.id] = _outcome(contacts.reconnect, call, site)
    return {"total": len(data), "data": php.array(data)}


def disconnect(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/disconnect``; the site goes on to show as connected until a sync fails."""
    site = site_items.find(call)
    try:
        contacts.disconnect(call, site)
    except Unreachable as problem:
        message = f"Disconnect Site &quot;{site.id}&quot; error:: {problem.token}"
        raise WordPressError("mainwp_rest_disconnect_site_error", message, data=None) from None
    except ChildError as problem:
        return {"success": 0, "data": site_items.show_simple(call, site), "error": str(problem)}
    return {"success": 1, "data": site_items.show_simple(call, site)}


def disconnect_many(call: Call) -> dict[str, Any]:
    """Answer ``/sites/disconnect``: every site, unless ``include`` or ``exclude`` say which."""
    data = {site.id: _outcome(contacts.disconnect, call, site) for site in _chosen(call)}
    return {"total": len(data), "data": php.array(data)}


def _outcome(action: Callable[[Call, Site], None], call: Call, site: Site) -> str:
    """Do something with a child and return the word for how it went."""
    try:
        action(call, site)
    except (Unreachable, ChildError):
        return "failed"
    return "success"


# Looking


def check(call: Call) -> dict[str, Any]:
    """Answer ``/sites/{id_domain}/check``: success means that the check ran, ``status`` whether the answer was 200."""
    site = site_items.find(call)
    code = contacts.check(call, site)
    return {
        "success": 1,
        "data": {**site_items.show_simple(call, site), "status": int(code == 200), "http_code": code},
    }


def check_many(call: Call) -> dict[str, Any]:
    """Answer ``/sites/check``; the sites are shown as they were before the check."""
    data: dict[int, Any] = {}
    for site in _chosen(call):
        before = site_items.show(call, site, with_tags=False, icon=NO_ICON)
        result = "success" if contacts.check(call, site) == 200 else "failed"
        data[site.id] = {"result": result, **before}
    call.fields_done = True
    return {"total": len(data), "data": php.array(data)}


def security(call: Call) -> dict[str, Any]:
    """Answer ``GET /sites/{id_domain}/security``; an unreachable child looks like something that was not found."""
    site = site_items.find(call)
    report: dict[str, Any]
    try:
        report = dict(contacts.reach(call, site, "contact").security())
    except Unreachable as problem:
        raise WordPressError("mainwp_rest_get_secure_site_error", problem.token, 404) from None
    except ChildError as problem:
        report = {"error": str(problem)}
    report["fetch_url_output"] = {"http_status": 200, "connection_step": "verify_credentials"}
    return {"data": report, "site": site_items.show_simple(call, site)}
