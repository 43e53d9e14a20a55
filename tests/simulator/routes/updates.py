# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Updates: what is on offer as of the last syncs, updating, ignoring."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote_plus

from .. import ability_updates, contacts, php
from ..call import Call
from ..children import ChildError, Unreachable, Upgrade
from ..errors import WordPressError, crashed
from ..router import EDITABLE, Handler, Router
from ..state import site_view
from ..state.records import Site
from . import site_items, site_query

#: The words for types in the older answers.
TYPES = ("wp", "plugins", "themes", "translations")

#: How many items ``GET /updates`` shows in A-mode, whatever there are.
CAP = 50


def register(router: Router) -> None:
    """Register the routes."""
    one = r"/updates/(?P<id_domain>[A-Za-z0-9\-.]+)"
    router.add("GET", "/updates", list_all)
    router.add("GET", r"/updates/(?P<id_domain>\d+)", list_site)
    router.add("GET", r"/updates/(?P<id_domain>[A-Za-z0-9\-.]*[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,6})", list_site)
    router.add("GET", "/updates/ignored", ignored_everywhere)
    router.add("GET", f"{one}/ignored", ignored_on_site)
    router.add(EDITABLE, "/updates/update", update_all)
    router.add(EDITABLE, f"{one}/update", update_site)
    router.add(EDITABLE, f"{one}/update/wp", update_core)
    for kind in ("plugins", "themes", "translations"):
        router.add(EDITABLE, f"{one}/update/{kind}", _updating(kind))
    router.add(EDITABLE, f"{one}/ignore/wp", ignore_core)
    for kind in ("plugins", "themes"):
        router.add(EDITABLE, f"{one}/ignore/{kind}", _ignoring(kind))


# Reading


def list_all(call: Call) -> dict[str, Any]:
    """Answer ``GET /updates``: a flat list of at most 50 items (A-mode), an object by site (L-mode)."""
    site_query.check_status(call)
    return _list_by_ability(call) if call.modern else _list_older(call)


def _list_by_ability(call: Call) -> dict[str, Any]:
    types = call.params.list("type")
    for number, word in enumerate(types):
        if word not in ability_updates.TYPES:
            *words, last = ability_updates.TYPES
            reason = f"input[types][{number}] is not one of {', '.join(words)}, and {last}."
            raise invalid_input("list-updates-v1", reason)
    include = call.params.ids("include")
    sites = [site for site in site_query.visible(call) if not include or site.id in include]
    items = [
        item for site in sites for item in ability_updates.listing(call.dashboard, site, types or ability_updates.TYPES)
    ]
    # The ids to exclude are taken for positions in the list, and a list with gaps turns into an object.
    excluded = set(call.params.ids("exclude"))
    left = {number: item for number, item in enumerate(items[:CAP]) if number not in excluded}
    return {"success": 1, "data": list(left.values()) if list(left) == list(range(len(left))) else php.array(left)}


def _list_older(call: Call) -> dict[str, Any]:
    types = _types(call)
    include, exclude = call.params.ids("include"), call.params.ids("exclude")
    data = {
        site.id: _never_synced(site, _offers(call, site, types))
        for site in site_query.visible(call)
        if (not include or site.id in include) and site.id not in exclude
    }
    return {"success": 1, "data": php.array(data if types else {})}


def _never_synced(site: Site, offers: dict[str, Any]) -> dict[str, Any]:
    """Return a site's offers, with null for the lists of a site that has none stored yet."""
    if site.last_sync:
        return offers
    return {kind: None if kind in ("plugins", "themes") else rows for kind, rows in offers.items()}


def list_site(call: Call) -> dict[str, Any]:
    """Answer ``GET /updates/{id_domain}``, the same in both generations; without a known type data is null."""
    types = _types(call)
    return {"success": 1, "data": _offers(call, site_items.find(call), types) or None}


def _types(call: Call) -> list[str]:
    """Return the types that are asked for, all when none is; unknown words are ignored."""
    words = call.params.list("type")
    return [kind for kind in TYPES if not words or "all" in words or kind in words]


def _offers(call: Call, site: Site, types: list[str]) -> dict[str, Any]:
    """Return a site's cached offers by type, without what is ignored, narrowed by ``search``."""
    search = call.params.text("search").lower()

    def found(*texts: str) -> bool:
        return not search or any(search in text.lower() for text in texts)

    offers: dict[str, Any] = {}
    core = contacts.core_offer(site)
    offers["wp"] = php.array(core if found(*core, *core.values()) else {})
    for kind in ("plugins", "themes"):
        rows = contacts.offered(call.dashboard, site, kind)
        offers[kind] = php.array({slug: row for slug, row in rows.items() if found(slug, row["Name"])})
    offers["translations"] = [pack for pack in site.translation_upgrades if found(pack["slug"], pack["name"])]
    shown = {kind: offers[kind] for kind in types}
    for kind in ("plugins", "themes"):
        rows = contacts.rolled_back(call.dashboard, site, kind) if kind in types else {}
        if rows:
            shown[f"rollback_{kind}"] = rows
    return shown


def ignored_everywhere(call: Call) -> dict[str, Any]:
    """Answer ``GET /updates/ignored``: the global lists, which v2 cannot write; in A-mode it never works."""
    _refuse_scope(call)
    return {"success": 1, "data": _ignored(call, {kind: _global(call, kind) for kind in ("plugins", "themes")})}


def ignored_on_site(call: Call) -> dict[str, Any]:
    """Answer ``GET /updates/{id_domain}/ignored``: the lists by slug, no flags, no core; never works in A-mode."""
    site = site_items.find(call)
    _refuse_scope(call)
    own = {"plugins": as_map(site.ignored_plugins), "themes": as_map(site.ignored_themes)}
    merged = {kind: {**_global(call, kind), **rows} for kind, rows in own.items()}
    return {"success": 1, "data": _ignored(call, merged)}


def _global(call: Call, kind: str) -> dict[str, Any]:
    """Return the dashboard's own ignore list, which only v1 can write."""
    return as_map(call.dashboard.options.get(f"ignored_{kind}"))


def _ignored(call: Call, lists: dict[str, dict[str, Any]]) -> Any:
    """Return ignore lists as they are shown: none that is empty, of the types and with the text asked for."""
    words = [word for word in call.params.list("type") if word in ("plugins", "themes")]
    search = call.params.text("search").lower()
    shown = {}
    for kind, rows in lists.items():
        found = {slug: row for slug, row in rows.items() if search in slug.lower() or search in row["Name"].lower()}
        if found and (not words or kind in words):
            shown[kind] = php_list(found)
    return php.array(shown)


def _refuse_scope(call: Call) -> None:
    """Raise the refusal that A-mode always gives, because the route sends what the ability does not know."""
    if call.modern:
        raise invalid_input("list-ignored-updates-v1", "scope is not a valid property of Object.")


def invalid_input(ability: str, reason: str, status: int = 500) -> WordPressError:
    """Return the error for input that an ability's schema refuses; through v2 its status is 500."""
    message = f'Ability "mainwp/{ability}" has invalid input. Reason: {reason}'
    return WordPressError("ability_invalid_input", message, status)


# Updating


def update_all(call: Call) -> dict[str, Any]:
    """Answer ``/updates/update``: everything everywhere, at once or as a job (A-mode), in the background (L-mode)."""
    started = {"last_time_start_batch_updates": php.rest_date(call.clock.now())}
    if not call.modern:
        batch = call.simulator.legacy_batch
        text = "Batch updates all started successfully."
        if not batch.start_all():
            text = "A batch updates all job are running."
        return {"success": 1, "message": text, "last_time_start_batch_updates": php.rest_date(batch.last_start)}
    sites = site_query.visible(call)
    if len(sites) > call.simulator.jobs.threshold:
        # The count is read from a key that the ability does not return.
        job = call.simulator.jobs.create("update", sites)
        return {"success": 1, "message": "Batch updates queued.", "job_id": job.id, "queued_count": 0, **started}
    result = ability_updates.run(call, sites)
    return {"success": 1, "message": "Batch updates completed.", "summary": result.summary(), **started}


def update_site(call: Call) -> dict[str, Any]:
    """Answer ``/updates/{id_domain}/update``: everything on one site; the answer never tells what came of it."""
    site = site_items.find(call)
    if site.suspended:
        message = "Website suspended. Please unsuspended the website and try again."
        raise WordPressError("mainwp_rest_updates_site_error", message, 400)
    answer: dict[str, Any] = {"success": 1}
    started = call.clock.now()
    if call.modern:
        ability_updates.run(call, [site])
        answer.update(message="Batch updates for the site completed.", summary=[])
    else:
        batch = call.simulator.legacy_batch
        answer["message"] = "A batch updates for the site are queuing to run."
        if batch.start_site(site):
            answer["message"] = "Batch updates for the site started successfully. Please wait to completed."
        started = batch.single_sites.started
    answer["last_time_start_batch_updates"] = php.rest_date(started)
    answer["site"] = site_view.simple(site)
    return answer


def update_core(call: Call) -> dict[str, Any]:
    """Answer ``/updates/{id_domain}/update/wp``: no check at all, one request to the child."""
    site = site_items.find(call)
    try:
        reply = contacts.upgrade_core(call, site)
    except Unreachable:
        # The handler names a class that it did not import.
        raise crashed() from None
    except ChildError:
        return {"success": 0}
    if reply.outcome == "failed":
        return {"success": 0, "error": "An undefined error occured. Please try again."}
    answer: dict[str, Any] = {"success": 1, "message": "WordPress was updated to the latest version."}
    if reply.outcome == "updated":
        answer["data"] = {"old_version": reply.old_version, "version": reply.version}
    return answer


def _updating(kind: str) -> Handler:
    """Return the handler that updates plugins, themes or translations: what is both asked for and on offer."""

    def handle(call: Call) -> dict[str, Any]:
        site = site_items.find(call)
        title = kind.capitalize()
        if getattr(site, f"ignore_{kind[:-1]}_updates", 0):
            return {"success": 0, "message": f"{title} ignored updates per site."}
        if kind == "translations":
            offered = list(dict.fromkeys(pack["slug"] for pack in site.translation_upgrades))
        else:
            offered = list(contacts.offered(call.dashboard, site, kind))
        wanted = set(call.params.list("slug"))
        slugs = [slug for slug in offered if slug in wanted]
        if not slugs:
            return {"success": 0, "message": f"No {title} to update."}
        try:
            reply = contacts.upgrade(call, site, kind, slugs)
        except Unreachable as problem:
            raise WordPressError(f"mainwp_rest_upgrade_{kind}_of_site_error", problem.token, data=None) from None
        except ChildError:
            return {"success": 1, "data": []}
        return {"success": 1, "data": php.array(items(reply))}

    return handle


def items(reply: Upgrade) -> dict[str, dict[str, Any]]:
    """Return a child's reply item by item: a failed plugin is there twice, its text under the URL-encoded file."""
    rows: dict[str, dict[str, Any]] = {
        quote(slug, safe=""): {"success": 0, "error": text} for slug, text in reply.errors.items()
    }
    rows.update({slug: {"success": done, **reply.info[slug]} for slug, done in reply.upgrades.items()})
    return rows


# Ignoring


def ignore_core(call: Call) -> dict[str, Any]:
    """Answer ``/updates/{id_domain}/ignore/wp``: sets the site's flag."""
    site_items.find(call).ignore_core_updates = 1
    return {"success": 1, "message": "Ignore core update successfully."}


def _ignoring(kind: str) -> Handler:
    """Return the handler that ignores plugins or themes: all of them when no slug is sent.

    ``slug`` is read as a map of slug to name; a list or text is a map of 0, 1, ... to slugs, and ignores nothing. Names
    are decoded as if they came from an address. A slug that is listed stays as it is, whichever versions it has.
    """

    def handle(call: Call) -> dict[str, Any]:
        site = site_items.find(call)
        value = call.params.get("slug")
        entries = value if isinstance(value, dict) else dict(enumerate(call.params.list("slug")))
        if not entries:
            setattr(site, f"ignore_{kind[:-1]}_updates", 1)
            return {"success": 1, "message": f"Ignore update {kind} per site successfully.", "url": site.url}
        added = ignore(site, kind, {str(slug): unquote_plus(php.text(name)) for slug, name in entries.items()})
        return {"success": 1, "data": php_list(dict.fromkeys(added, "success")), "url": site.url}

    return handle


def ignore(site: Site, kind: str, names: dict[str, str]) -> list[str]:
    """Add slugs (with their names) to a site's ignore list for all versions, and return those that were not in it."""
    listed = as_map(getattr(site, f"ignored_{kind}"))
    added = [slug for slug in names if slug not in listed]
    for slug in added:
        listed[slug] = {"Name": names[slug], "ignored_versions": ["all_versions"]}
    if added:
        setattr(site, f"ignored_{kind}", php_list(listed))
    return added


def as_map(stored: Any) -> dict[str, Any]:
    """Return a stored ignore list as a map by slug."""
    if isinstance(stored, list):
        return {str(number): entry for number, entry in enumerate(stored)}
    return dict(stored) if isinstance(stored, dict) else {}


def php_list(mapping: dict[str, Any]) -> Any:
    """Return a PHP array as it is encoded: a list when its keys are 0, 1, 2, ..., else an object."""
    return list(mapping.values()) if list(mapping) == [str(number) for number in range(len(mapping))] else mapping
