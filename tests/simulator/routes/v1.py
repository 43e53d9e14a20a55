# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The older API, as far as it reads: no envelope, no paging; an unknown site is an empty body. With it, clients and
global ignores.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from .. import contacts, pages, php
from ..call import Call
from ..children import ChildError, Unreachable
from ..errors import RawAnswer
from ..router import Router
from ..state import cost_view, v1_view
from ..state.dashboard import bare_url
from ..state.records import Site
from . import clients, site_query, tags
from .v1_children import INVALID, MISSING, RAN

Handler = Callable[[Call], Any]


def register(router: Router) -> None:
    """Register the routes; each takes one method only."""
    for path, method, handler in _ROUTES:
        router.add(method, f"/{path}", handler, namespace="mainwp/v1")


def of_site(handler: Callable[[Call, Site | None], Any]) -> Handler:
    """Return a handler that is given the site of ``site_id`` (None: unknown); a missing or odd id is refused."""

    def handle(call: Call) -> Any:
        if not call.params.has("site_id"):
            return MISSING
        if not php.is_numeric(call.params.get("site_id")):
            return INVALID
        return handler(call, call.dashboard.sites.get(call.params.int("site_id")))

    return handle


def crash() -> RawAnswer:
    """Return the page of a fatal error, which some routes give for an unknown site."""
    return RawAnswer(500, pages.critical_error())


# sites/*


def all_sites(call: Call) -> Any:
    """Answer ``sites/all-sites``."""
    full = call.params.truth("full_data") and call.params.get("full_data") != "no"
    return _listed(call, site_query.visible(call), full=full)


def _listed(call: Call, rows: list[Site], *, full: bool = True, form: str = "") -> Any:
    """Return sites keyed by id, or as a list under ``data`` with ``format=array``."""
    show = (lambda site: v1_view.full_data(call.dashboard, site)) if full else v1_view.basic
    records = {site.id: show(site) for site in rows}
    if call.params.truth("selectgroups"):
        for site in rows:
            names, ids, _colors = _tag_columns(call, site)
            records[site.id].update(wpgroups=names, wpgroupids=ids)
    if (call.params.text("format") or form) == "array":
        return {"data": list(records.values())}
    return php.array(records)


def count_sites(call: Call) -> dict[str, int]:
    """Answer ``sites/all-sites-count``."""
    return {"count": len(site_query.visible(call))}


def _with_status(call: Call, status: str) -> list[Site]:
    return [site for site in site_query.visible(call) if site_query.has_status(site, status)]


def sites_with(status: str) -> Handler:
    """Return the handler of a list of connected or disconnected sites."""

    def handle(call: Call) -> list[dict[str, str]]:
        rows = _with_status(call, status)
        return [{"id": str(site.id), "name": site.name, "url": site.url} for site in rows]

    return handle


def count_with(status: str) -> Handler:
    """Return the handler of a count of connected or disconnected sites."""
    return lambda call: {"count": len(_with_status(call, status))}


def http_status(call: Call) -> Any:
    """Answer ``sites/http-status``: the codes of the last checks."""
    return php.array({site.id: str(site.http_response_code) for site in site_query.visible(call)})


def health_score(call: Call) -> Any:
    """Answer ``sites/health-score``, which never sees anything but good health."""
    return php.array({site.id: "Good" for site in site_query.visible(call)})


def count_updates(call: Call) -> dict[str, int]:
    """Answer ``sites/sites-available-updates-count``: connected sites, without what is ignored."""
    counts = {"wp": 0, "plugins": 0, "themes": 0, "translations": 0}
    for site in _with_status(call, "connected"):
        counts["wp"] += bool(contacts.core_offer(site))
        counts["plugins"] += len(contacts.offered(call.dashboard, site, "plugins"))
        counts["themes"] += len(contacts.offered(call.dashboard, site, "themes"))
        counts["translations"] += len(site.translation_upgrades)
    return {"total": sum(counts.values()), **counts}


def by_url(call: Call) -> Any:
    """Answer ``sites/get-sites-by-url``: ``urls`` parted by semicolons, all sites without it."""
    rows = site_query.visible(call)
    if call.params.truth("urls"):
        wanted = {bare_url(unquote(url)) for url in call.params.text("urls").split(";") if url}
        rows = [site for site in rows if bare_url(site.url) in wanted]
    return _listed(call, rows)


def by_client(call: Call) -> Any:
    """Answer ``sites/get-sites-by-client``: ids parted by semicolons, all sites without."""
    rows = site_query.visible(call)
    wanted = call.params.text("client_id") or call.params.text("client")
    if wanted:
        ids = {php.integer(entry) for entry in wanted.split(";")}
        rows = [site for site in rows if site.client_id in ids]
    return _listed(call, rows, form="array")


# site/*, reading


def site_row(call: Call, site: Site | None) -> Any:
    """Answer ``site/site``."""
    if site is None:
        return None
    row = v1_view.whole_row(call.dashboard, site)
    if call.params.truth("with_tags"):
        carried = [tag for tag in tags.ordered(call.dashboard) if tag.id in site.tag_ids]
        row["wpgroups"], row["wpgroupids"], row["wpgroups_colors"] = _tag_columns(call, site)
        row["tags"] = php.array({tag.id: tag.name for tag in carried})
    return row


def _tag_columns(call: Call, site: Site) -> tuple[str, str, str]:
    """Return the names, ids and colours of a site's tags as comma texts."""
    carried = [tag for tag in tags.ordered(call.dashboard) if tag.id in site.tag_ids]
    return (
        ",".join(tag.name for tag in carried),
        ",".join(str(tag.id) for tag in carried),
        ",".join(tag.color for tag in carried),
    )


def site_info(call: Call, site: Site | None) -> Any:
    """Answer ``site/site-info``."""
    return v1_view.info(site) if site else []


def installed(kind: str) -> Callable[[Call, Site | None], Any]:
    """Return the handler that lists plugins or themes."""
    return lambda call, site: getattr(site, kind) if site else None


def count_installed(kind: str) -> Callable[[Call, Site | None], Any]:
    """Return the handler that counts plugins or themes; an unknown site crashes it."""

    def handle(call: Call, site: Site | None) -> dict[str, int]:
        if site is None:
            raise crash()
        return {"count": len(getattr(site, kind))}

    return handle


def _in_state(site: Site | None, kind: str, active: bool) -> list[dict[str, Any]]:
    return [row for row in getattr(site, kind) if bool(row["active"]) == active] if site else []


def in_state(kind: str, active: bool) -> Callable[[Call, Site | None], Any]:
    """Return the handler that lists active or inactive plugins or themes."""
    return lambda call, site: _in_state(site, kind, active)


def count_in_state(kind: str, active: bool) -> Callable[[Call, Site | None], Any]:
    """Return the handler that counts active or inactive plugins or themes."""
    return lambda call, site: {"count": len(_in_state(site, kind, active))}


def _offers(site: Site | None) -> dict[str, Any]:
    """Return a site's cached offers; ignore lists do not apply."""
    if site is None:
        return {"wp_core": [], "plugins": None, "themes": None, "translation": None}
    return {
        "wp_core": php.array(site.wp_upgrades),
        "plugins": php.array(site.plugin_upgrades),
        "themes": php.array(site.theme_upgrades),
        "translation": site.translation_upgrades,
    }


def available(call: Call, site: Site | None) -> dict[str, Any]:
    """Answer ``site/site-available-updates``."""
    return _offers(site)


def count_available(call: Call, site: Site | None) -> dict[str, int]:
    """Answer ``site/site-available-updates-count``; an unknown site and one that never synced crash it."""
    if site is None or not site.last_sync:
        raise crash()
    counts = {
        "wp": int(bool(site.wp_upgrades)),
        "plugins": len(site.plugin_upgrades),
        "themes": len(site.theme_upgrades),
        "translations": len(site.translation_upgrades),
    }
    return {"total": sum(counts.values()), **counts}


def abandoned(kind: str) -> Callable[[Call, Site | None], Any]:
    """Return the handler of a site's abandoned plugins or themes."""
    return lambda call, site: php.array(getattr(site, f"abandoned_{kind}")) if site else []


def count_abandoned(kind: str) -> Callable[[Call, Site | None], Any]:
    """Return the handler that counts abandoned plugins or themes."""
    return lambda call, site: {"count": len(getattr(site, f"abandoned_{kind}")) if site else 0}


def _changes(call: Call) -> list[dict[str, Any]] | None:
    """Return the log lines of ``site_id`` (a number or ``all``), None when it is neither."""
    wanted = call.params.get("site_id")
    if wanted != "all" and not php.is_numeric(wanted):
        return None
    sites = {site.id: site for site in call.dashboard.sites}
    lines = [line for line in call.dashboard.changes if line.source == "wpadmin" and line.site_id in sites]
    if wanted != "all":
        lines = [line for line in lines if line.site_id == php.integer(wanted)]
    return [line.shown(sites[line.site_id].name, sites[line.site_id].url) for line in lines]


def changes(call: Call) -> Any:
    """Answer ``site/non-mainwp-changes``."""
    if not call.params.has("site_id"):
        return MISSING
    lines = _changes(call)
    return INVALID if lines is None else lines


def count_changes(call: Call) -> Any:
    """Answer ``site/non-mainwp-changes-count``."""
    if not call.params.has("site_id"):
        return MISSING
    lines = _changes(call)
    return INVALID if lines is None else {"count": len(lines)}


def site_security(call: Call, site: Site | None) -> dict[str, Any]:
    """Answer ``site/site-security-issues``, which asks the child; unknown and unreachable sites crash it."""
    if site is None:
        raise crash()
    return _security(call, site)


def fleet_security(call: Call) -> Any:
    """Answer ``sites/security-issues``, which asks every child; one that cannot be reached crashes the whole call."""
    return php.array({site.id: _security(call, site) for site in site_query.visible(call)})


def _security(call: Call, site: Site) -> dict[str, Any]:
    try:
        return contacts.reach(call, site, "contact").security()
    except (Unreachable, ChildError):
        raise crash() from None


# updates/*


def fleet_offers(call: Call) -> Any:
    """Answer ``updates/available-updates``: the whole fleet, uncapped, ignore lists do not apply."""
    offers = {}
    for site in site_query.visible(call):
        names = [tag.name for tag in tags.ordered(call.dashboard) if tag.id in site.tag_ids]
        offers[site.id] = {**_offers(site), "groups": ",".join(names) or None}
    return php.array(offers)


def ignored(kind: str) -> Handler:
    """Return the handler of the dashboard's global ignore list; never written, it is an empty body."""
    return lambda call: call.dashboard.options.get(f"ignored_{kind}") or None


def ignored_on_site(kind: str) -> Callable[[Call, Site | None], Any]:
    """Return the handler of a site's ignore list; unset, or for an unknown site, it is an empty body."""
    return lambda call, site: (getattr(site, f"ignored_{kind}") or None) if site else None


def ignore_everywhere(call: Call) -> Any:
    """Answer ``updates/ignore-updates``: all versions, on all sites; an unknown type does nothing, without a word."""
    kind = {"plugin": "plugins", "theme": "themes"}.get(call.params.text("type"))
    if not all(call.params.has(name) for name in ("type", "slug", "name")):
        return MISSING
    if kind:
        listed = call.dashboard.options.setdefault(f"ignored_{kind}", {})
        entry = {"Name": call.params.text("name"), "ignored_versions": ["all_versions"]}
        listed[unquote(call.params.text("slug"))] = entry
    return RAN


# client/*, clients/*, tags/*


def add_client(call: Call) -> dict[str, Any]:
    """Answer ``client/add-client``: the body is JSON, the ids in the answer are text."""
    body = call.params.json if isinstance(call.params.json, dict) else {}
    problem, client = clients.create(call.dashboard, body, call.clock.now())
    if client is None:
        return {"error": problem}
    return {"success": True, "client_id": str(client.id), "clientid": str(client.id)}


def edit_client(call: Call) -> dict[str, Any]:
    """Answer ``client/edit-client``: an unknown client reports success, too; the ids in the answer are numbers."""
    body = call.params.json if isinstance(call.params.json, dict) else {}
    client_id = php.integer(body.get("client_id"))
    if not client_id:
        return {"error": "Client ID field is required! Please enter a Client ID."}
    client = call.dashboard.clients.get(client_id)
    problem = clients.change(call.dashboard, client, body) if client else ""
    return {"error": problem} if problem else {"success": True, "client_id": client_id, "clientid": client_id}


def remove_client(call: Call) -> Any:
    """Answer ``client/remove-client``."""
    client_id = call.params.int("client_id")
    if not client_id:
        return MISSING
    client = call.dashboard.clients.get(client_id)
    if client:
        clients.delete(call.dashboard, client)
    return RAN


def all_clients(call: Call) -> dict[str, Any]:
    """Answer ``clients/all-clients``."""
    rows = clients.ordered(call.dashboard)
    if call.params.truth("client"):
        ids = {php.integer(entry) for entry in call.params.list("client")}
        rows = [client for client in rows if client.id in ids]
    shown = []
    for client in rows:
        sites = [str(site.id) for site in call.dashboard.sites if site.client_id == client.id]
        shown.append({**clients.raw_row(client), "selected_sites": ",".join(sites) or None})
    return {"data": shown}


def all_tags(call: Call) -> dict[str, Any]:
    """Answer ``tags/all-tags``: names by id, all of them or the one of ``tag_id`` or ``tag_name``."""
    rows = tags.ordered(call.dashboard)
    if call.params.truth("tag_id"):
        rows = [tag for tag in rows if tag.id == call.params.int("tag_id")]
    elif call.params.truth("tag_name"):
        rows = [tag for tag in rows if tag.name == call.params.text("tag_name")]
    return {"data": php.array({tag.id: tag.name for tag in rows})}


# cost-tracker/*


def all_costs(call: Call) -> dict[str, Any]:
    """Answer ``cost-tracker/get-all-costs``."""
    return {"data": cost_view.listed(call.dashboard.costs)}


def site_costs(call: Call) -> Any:
    """Answer ``cost-tracker/get-site-costs``: the costs that name the site itself."""
    if not call.params.has("site_id"):
        return MISSING
    site = call.dashboard.sites.get(call.params.int("site_id"))
    if site is None:
        return {"ERROR": "Invalid Site ID or Site not found. Please try again."}
    return {"data": cost_view.listed(cost for cost in call.dashboard.costs if site.id in cost.sites)}


def client_costs(call: Call) -> Any:
    """Answer ``cost-tracker/get-client-costs``: unlike v2 only the costs that name the client itself."""
    if not call.params.has("client_id"):
        return MISSING
    client = call.dashboard.clients.get(call.params.int("client_id"))
    if client is None:
        return {"ERROR": "Invalid Client ID or Client not found. Please try again."}
    return {"data": cost_view.listed(cost for cost in call.dashboard.costs if client.id in cost.clients)}


def some_costs(call: Call) -> Any:
    """Answer ``cost-tracker/get-costs``: one id or a comma list; ids that do not exist are left out."""
    if not call.params.has("id"):
        return MISSING
    ids = {php.integer(entry) for entry in call.params.text("id").split(",") if php.is_numeric(entry)}
    found = [cost for cost in call.dashboard.costs if cost.id in ids]
    if not found:
        # Misspelt by the server.
        return {"ERROR": "Invaid subscription id or subscription not found. Plase try again."}
    return {"data": cost_view.listed(found)}


_ROUTES: list[tuple[str, str, Handler]] = [
    ("sites/all-sites", "GET", all_sites),
    ("sites/all-sites-count", "GET", count_sites),
    ("sites/connected-sites", "GET", sites_with("connected")),
    ("sites/connected-sites-count", "GET", count_with("connected")),
    ("sites/disconnected-sites", "GET", sites_with("disconnected")),
    ("sites/disconnected-sites-count", "GET", count_with("disconnected")),
    ("sites/http-status", "GET", http_status),
    ("sites/health-score", "GET", health_score),
    ("sites/sites-available-updates-count", "GET", count_updates),
    ("sites/get-sites-by-url", "GET", by_url),
    ("sites/get-sites-by-client", "GET", by_client),
    ("site/site", "GET", of_site(site_row)),
    ("site/site-info", "GET", of_site(site_info)),
    ("site/site-installed-plugins", "GET", of_site(installed("plugins"))),
    ("site/site-installed-plugins-count", "GET", of_site(count_installed("plugins"))),
    ("site/site-active-plugins", "GET", of_site(in_state("plugins", True))),
    ("site/site-active-plugins-count", "GET", of_site(count_in_state("plugins", True))),
    ("site/site-inactive-plugins", "GET", of_site(in_state("plugins", False))),
    ("site/site-inactive-plugins-count", "GET", of_site(count_in_state("plugins", False))),
    ("site/site-installed-themes", "GET", of_site(installed("themes"))),
    ("site/site-installed-themes-count", "GET", of_site(count_installed("themes"))),
    ("site/site-active-themes", "GET", of_site(in_state("themes", True))),
    ("site/site-inactive-themes", "GET", of_site(in_state("themes", False))),
    ("site/site-inactive-themes-count", "GET", of_site(count_in_state("themes", False))),
    ("site/site-available-updates", "GET", of_site(available)),
    ("site/site-available-updates-count", "GET", of_site(count_available)),
    ("site/site-abandoned-plugins", "GET", of_site(abandoned("plugins"))),
    ("site/site-abandoned-plugins-count", "GET", of_site(count_abandoned("plugins"))),
    ("site/site-abandoned-themes", "GET", of_site(abandoned("themes"))),
    ("site/site-abandoned-themes-count", "GET", of_site(count_abandoned("themes"))),
    ("site/site-http-status", "GET", of_site(lambda call, site: str(site.http_response_code) if site else None)),
    ("site/site-health-score", "GET", of_site(lambda call, site: "Good")),
    ("site/non-mainwp-changes", "GET", changes),
    ("site/non-mainwp-changes-count", "GET", count_changes),
    ("sites/security-issues", "GET", fleet_security),
    ("site/site-security-issues", "GET", of_site(site_security)),
    ("updates/available-updates", "GET", fleet_offers),
    ("updates/ignored-plugins-updates", "GET", ignored("plugins")),
    ("updates/ignored-themes-updates", "GET", ignored("themes")),
    ("updates/site-ignored-plugins-updates", "GET", of_site(ignored_on_site("plugins"))),
    ("updates/site-ignored-themes-updates", "GET", of_site(ignored_on_site("themes"))),
    ("updates/ignore-updates", "POST", ignore_everywhere),
    ("client/add-client", "POST", add_client),
    ("client/edit-client", "PUT", edit_client),
    ("client/remove-client", "DELETE", remove_client),
    ("clients/all-clients", "GET", all_clients),
    ("tags/all-tags", "GET", all_tags),
    ("cost-tracker/get-all-costs", "GET", all_costs),
    ("cost-tracker/get-site-costs", "GET", site_costs),
    ("cost-tracker/get-client-costs", "GET", client_costs),
    ("cost-tracker/get-costs", "GET", some_costs),
]
