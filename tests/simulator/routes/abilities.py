# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The Abilities API (WordPress >= 6.9), for users with an application password; MainWP's keys do not open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import request

from .. import ability_updates, auth, contacts, jobs, php
from ..call import Call
from ..children import ChildError, Unreachable
from ..errors import WordPressError, no_route
from ..responses import Answer
from ..router import Router
from ..state.dashboard import bare_url
from ..state.records import Site
from . import site_query, updates

NAMESPACE = "wp-abilities/v1"

#: What job ids look like to the ability that reads them.
JOB_ID = "^(sync|update|reconnect|disconnect|check|suspend)_"


@dataclass(frozen=True)
class Ability:
    """One ability: whether it only reads (GET, else POST), its input's names and which of them are required."""

    run: Callable[[Call, dict[str, Any]], Any]
    names: tuple[str, ...]
    required: tuple[str, ...] = ()
    reads: bool = False
    #: Name -> the words that it may have (of a list: each of its entries).
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


def register(router: Router) -> None:
    """Register the one route that runs any ability."""
    router.add(
        ("GET", "POST", "PUT", "PATCH", "DELETE"),
        r"/abilities/(?P<ability>mainwp/[a-z0-9-]+)/run",
        run,
        namespace=NAMESPACE,
        access="public",
    )


def run(call: Call) -> Any:
    """Run an ability: known, right method, valid input, then permission."""
    if not call.modern:
        raise no_route()
    name = str(call.params.path["ability"]).lower().removeprefix("mainwp/")
    ability = ABILITIES.get(name)
    if ability is None:
        raise WordPressError("rest_ability_not_found", "Ability not found.", 404)
    if ability.reads and call.method not in ("GET", "HEAD"):
        raise WordPressError("rest_ability_invalid_method", "Read-only abilities require GET method.", 405)
    if not ability.reads and call.method != "POST":
        raise WordPressError("rest_ability_invalid_method", "Abilities that perform updates require POST method.", 405)
    source = call.params.query if ability.reads else (call.params.json or call.params.form or {})
    value = source.get("input") or {}
    values = value if isinstance(value, dict) else {}
    _check_input(name, ability, values)
    call.user = auth.application_user(request, call.dashboard)
    call.simulator.note_auth("application password" if call.user else "none")
    if call.user is None:
        body = WordPressError("mainwp_permission_denied", "You must be logged in to access this ability.", 401).body()
        return Answer({**body, "additional_data": [body["data"]]}, 401)
    return ability.run(call, values)


def _check_input(name: str, ability: Ability, values: dict[str, Any]) -> None:
    """Raise ability_invalid_input for an unknown, missing or wrong input."""
    for key in ability.required:
        if key not in values:
            raise updates.invalid_input(name, f"{key} is a required property of input.", 400)
    for key, value in values.items():
        if key not in ability.names:
            raise updates.invalid_input(name, f"{key} is not a valid property of Object.", 400)
        words = ability.words.get(key)
        if not words:
            continue
        for number, entry in enumerate(value if isinstance(value, list) else [value]):
            if entry not in words:
                place = f"input[{key}][{number}]" if isinstance(value, list) else f"input[{key}]"
                reason = f"{place} is not one of {', '.join(words[:-1])}, and {words[-1]}."
                raise updates.invalid_input(name, reason, 400)
    job_id = values.get("job_id")
    if job_id is not None and php.text(job_id).partition("_")[0] not in _JOB_KINDS:
        raise updates.invalid_input(name, f"input[job_id] does not match pattern {JOB_ID}.", 400)


_JOB_KINDS = ("sync", "update", "reconnect", "disconnect", "check", "suspend")


# Choosing sites


def _site(call: Call, wanted: Any) -> Site | None:
    """Return the site with an id or a domain, or None."""
    if php.is_numeric(wanted):
        return call.dashboard.sites.get(php.integer(wanted))
    address = bare_url(php.text(wanted))
    return next((site for site in call.dashboard.sites if bare_url(site.url) == address), None)


def _one(call: Call, values: dict[str, Any]) -> Site:
    """Return the site that an ability is about; an unknown one looks like a missing permission."""
    site = _site(call, values["site_id_or_domain"])
    if site is None:
        raise WordPressError("mainwp_site_not_found", "Site not found.", 403)
    return site


def _many(call: Call, values: dict[str, Any]) -> tuple[list[Site], list[dict[str, str]]]:
    """Return the sites that are named (all when none is) and an error for each that is unknown."""
    wanted = values.get("site_ids_or_domains") or values.get("site_ids") or []
    if not wanted:
        return site_query.visible(call), []
    found = [(entry, _site(call, entry)) for entry in wanted]
    errors = [
        {"identifier": php.text(entry), "code": "mainwp_site_not_found", "message": "Site not found."}
        for entry, site in found
        if site is None
    ]
    return [site for _entry, site in found if site], errors


# Updates


def list_updates(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run list-updates-v1, the only complete list of a fleet's offers, in pages."""
    sites, errors = _many(call, values)
    types = values.get("types") or tuple(ability_updates.TYPES)
    items = [item for site in sites for item in ability_updates.listing(call.dashboard, site, types)]
    page = php.integer(values.get("page")) or 1
    per_page = php.integer(values.get("per_page")) or 50
    if not 1 <= per_page <= 200:
        reason = "input[per_page] must be between 1 (inclusive) and 200 (inclusive)"
        raise updates.invalid_input("list-updates-v1", reason, 400)
    return {
        "updates": items[(page - 1) * per_page : page * per_page],
        "summary": _counts(items),
        "page": page,
        "per_page": per_page,
        "total": len(items),
        "errors": errors,
    }


def _counts(items: list[dict[str, Any]]) -> dict[str, int]:
    counts = {kind: sum(item["type"] == singular for item in items) for kind, singular in ability_updates.TYPES.items()}
    return {**counts, "total": len(items)}


def get_site_updates(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run get-site-updates-v1."""
    site = _one(call, values)
    items = ability_updates.listing(call.dashboard, site, values.get("types") or tuple(ability_updates.TYPES))
    return {
        "site_id": site.id,
        "site_url": site.url,
        "site_name": site.name,
        "updates": items,
        "rollback_items": {
            kind: php.array(contacts.rolled_back(call.dashboard, site, kind)) for kind in ("plugins", "themes")
        },
        "summary": _counts(items),
    }


def run_updates(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run run-updates-v1 or update-all-v1: within the request, or as a job above the threshold."""
    sites, errors = _many(call, values)
    types = values.get("types") or tuple(ability_updates.TYPES)
    slugs = values.get("specific_items") or ()
    if len(sites) > call.simulator.jobs.threshold:
        job = call.simulator.jobs.create("update", sites)
        return {
            "queued": True,
            "job_id": job.id,
            "status_url": _dead_status_url(call, job),
            "updates_queued": sum(len(ability_updates.listing(call.dashboard, site, types)) for site in sites),
            "errors": errors,
        }
    result = ability_updates.run(call, sites, types, slugs)
    return {"updated": result.updated, "errors": [*errors, *result.errors], "summary": result.summary()}


def _dead_status_url(call: Call, job: jobs.Job) -> str:
    """Return the address under which nothing answers, but which the abilities give for a job."""
    return f"{call.dashboard.url}wp-json/mainwp/v2/jobs/{job.id}"


def update_site_core(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run update-site-core-v1."""
    site = _one(call, values)
    _guarded(site)
    if not contacts.core_offer(site):
        raise WordPressError("mainwp_no_updates", "No core updates available.", 404)
    try:
        reply = contacts.upgrade_core(call, site)
    except Unreachable as problem:
        raise WordPressError("mainwp_update_exception", problem.token) from None
    except ChildError as problem:
        raise WordPressError("mainwp_update_failed", str(problem)) from None
    if reply.outcome == "failed":
        raise WordPressError("mainwp_update_failed", "Core update failed.")
    site.wp_upgrades = {}
    return {
        "updated": {
            "site_id": site.id,
            "site_url": site.url,
            "site_name": site.name,
            "type": "core",
            "slug": "wordpress",
            "name": "WordPress",
            "old_version": reply.old_version,
            "new_version": reply.version,
        }
    }


def _guarded(site: Site) -> None:
    """Raise the refusal of a site that abilities do not contact."""
    refusal = contacts.guard(site)
    if refusal:
        raise WordPressError(*refusal, 400)


def _update_site(kind: str) -> Callable[[Call, dict[str, Any]], dict[str, Any]]:
    """Return what runs update-site-<kind>-v1; no slugs mean all that is on offer."""

    def perform(call: Call, values: dict[str, Any]) -> dict[str, Any]:
        site = _one(call, values)
        _guarded(site)
        result = ability_updates.run(call, [site], (kind,), values.get("slugs") or ())
        counts = {"total_updated": len(result.updated), "total_errors": len(result.errors)}
        return {"updated": result.updated, "errors": result.errors, "summary": counts}

    return perform


# Ignoring


def ignore_core(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run ignore-site-core-v1, which edits the list of versions, not the flag that v2 sets."""
    site = _one(call, values)
    add = _adds(values)
    _ignore_core(site, add=add)
    return {
        "success": True,
        "message": f"Core updates {'ignored' if add else 'unignored'} for this site.",
        "ignored_count": 1,
    }


def _adds(values: dict[str, Any]) -> bool:
    return bool(values.get("action", "add") == "add")


def _ignore_core(site: Site, *, add: bool) -> None:
    site.ignored_wp_upgrades = {"ignored_versions": ["all_versions"]} if add else ""


def _ignore_site(kind: str) -> Callable[[Call, dict[str, Any]], dict[str, Any]]:
    """Return what runs ignore-site-<kind>-v1; unknown slugs count, and so do those that were in the list already."""

    def perform(call: Call, values: dict[str, Any]) -> dict[str, Any]:
        site = _one(call, values)
        slugs = [php.text(slug) for slug in values["slugs"]]
        _change_ignored(site, kind, slugs, add=_adds(values))
        count, done = len(slugs), "ignored" if _adds(values) else "unignored"
        what = kind if count != 1 else kind[:-1]
        message = f"{count} {what} {done}." if count else f"No {kind} were {done}."
        return {"success": count > 0, "message": message, "ignored_count": count}

    return perform


def _change_ignored(site: Site, kind: str, slugs: list[str], *, add: bool) -> None:
    """Put slugs into a site's ignore list, for all versions and named like the slug, or take them out.

    What the list had of a slug is replaced, other than by the route of v2.
    """
    listed = updates.as_map(getattr(site, f"ignored_{kind}"))
    for slug in slugs:
        if add:
            listed[slug] = {"Name": slug, "ignored_versions": ["all_versions"]}
        else:
            listed.pop(slug, None)
    setattr(site, f"ignored_{kind}", updates.php_list(listed))


def set_ignored(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run set-ignored-updates-v1."""
    site = _one(call, values)
    add, kind, slug = values["action"] == "ignore", values["type"], php.text(values["slug"])
    if kind == "core":
        _ignore_core(site, add=add)
    else:
        _change_ignored(site, f"{kind}s", [slug], add=add)
    return {"success": True, "action": values["action"], "site_id": site.id, "type": kind, "slug": slug}


def list_ignored(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run list-ignored-updates-v1: the lists, without the flags that ignore a whole type."""
    sites, errors = _many(call, values)
    types = values.get("types") or tuple(ability_updates.TYPES)
    rows = []
    for site in sites:
        who = {"site_id": site.id, "site_url": site.url, "site_name": site.name}
        core = site.ignored_wp_upgrades or {}
        if "core" in types:
            for version in core.get("ignored_versions", []):
                rows.append(
                    {**who, "type": "core", "slug": "wordpress", "name": "WordPress", "ignored_version": version}
                )
        for kind in ("plugins", "themes"):
            for slug, entry in updates.as_map(getattr(site, f"ignored_{kind}")).items() if kind in types else ():
                item = {"type": kind[:-1], "slug": slug, "name": entry["Name"]}
                rows += [{**who, **item, "ignored_version": version} for version in entry["ignored_versions"]]
    return {"ignored": rows, "total": len(rows), "errors": errors}


# Syncing, jobs


def sync_sites(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run sync-sites-v1."""
    sites, errors = _many(call, values)
    excluded = {php.integer(entry) for entry in values.get("exclude_ids") or []}
    sites = [site for site in sites if site.id not in excluded]
    if len(sites) > call.simulator.jobs.threshold:
        job = call.simulator.jobs.create("sync", sites)
        return {
            "queued": True,
            "job_id": job.id,
            "status_url": _dead_status_url(call, job),
            "sites_queued": len(sites),
        }
    synced = []
    for site in sites:
        refusal = contacts.guard(site)
        if not refusal and not contacts.sync(call, site):
            refusal = ("mainwp_sync_failed", site.sync_errors)
        if refusal:
            errors.append({"identifier": str(site.id), "code": refusal[0], "message": refusal[1]})
        else:
            synced.append({"id": site.id, "url": site.url, "name": site.name})
    return {
        "queued": False,
        "synced": synced,
        "errors": errors,
        "total_synced": len(synced),
        "total_errors": len(errors),
    }


def job_status(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """Run get-batch-job-status-v1; an expired job and one that never was look the same."""
    job = call.simulator.jobs.get(php.text(values["job_id"]))
    if job is None:
        message = "Batch job not found. Job may have expired (jobs are kept for 24 hours)."
        raise WordPressError("mainwp_job_not_found", message, 404)
    return jobs.view(job)


_TYPES: dict[str, tuple[str, ...]] = {"types": tuple(ability_updates.TYPES)}
_ACTION: dict[str, tuple[str, ...]] = {"action": ("add", "remove")}
_SITE = ("site_id_or_domain",)
_SITES = ("site_ids_or_domains", "types")

ABILITIES: dict[str, Ability] = {
    "list-updates-v1": Ability(list_updates, (*_SITES, "page", "per_page"), reads=True, words=_TYPES),
    "get-site-updates-v1": Ability(get_site_updates, (*_SITE, "types"), _SITE, reads=True, words=_TYPES),
    "run-updates-v1": Ability(run_updates, (*_SITES, "specific_items"), words=_TYPES),
    "update-all-v1": Ability(run_updates, _SITES, words=_TYPES),
    "update-site-core-v1": Ability(update_site_core, _SITE, _SITE),
    "update-site-plugins-v1": Ability(_update_site("plugins"), (*_SITE, "slugs"), _SITE),
    "update-site-themes-v1": Ability(_update_site("themes"), (*_SITE, "slugs"), _SITE),
    "update-site-translations-v1": Ability(_update_site("translations"), (*_SITE, "slugs"), _SITE),
    "ignore-site-core-v1": Ability(ignore_core, (*_SITE, "action"), _SITE, words=_ACTION),
    "ignore-site-plugins-v1": Ability(
        _ignore_site("plugins"), (*_SITE, "slugs", "action"), (*_SITE, "slugs"), words=_ACTION
    ),
    "ignore-site-themes-v1": Ability(
        _ignore_site("themes"), (*_SITE, "slugs", "action"), (*_SITE, "slugs"), words=_ACTION
    ),
    "set-ignored-updates-v1": Ability(
        set_ignored,
        (*_SITE, "action", "type", "slug"),
        (*_SITE, "action", "type", "slug"),
        words={"action": ("ignore", "unignore"), "type": ("core", "plugin", "theme")},
    ),
    "list-ignored-updates-v1": Ability(list_ignored, _SITES, reads=True, words=_TYPES),
    "sync-sites-v1": Ability(sync_sites, ("site_ids_or_domains", "site_ids", "exclude_ids")),
    "get-batch-job-status-v1": Ability(job_status, ("job_id",), ("job_id",), reads=True),
}
