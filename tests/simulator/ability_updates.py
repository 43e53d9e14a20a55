# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The abilities that list and run updates (WordPress >= 6.9); v2 routes and the Abilities API both call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from . import contacts
from .children import ChildError, CoreUpgrade, Unreachable
from .contacts import Work
from .state.dashboard import Dashboard
from .state.records import Site

#: The words for types in requests, and the singular ones in items.
TYPES = {"core": "core", "plugins": "plugin", "themes": "theme", "translations": "translation"}


@dataclass
class Run:
    """What a run of updates did, item by item."""

    updated: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sites_updated(self) -> int:
        """Return on how many sites something was updated."""
        return len({item["site_id"] for item in self.updated})

    def summary(self) -> dict[str, int]:
        """Return the counts as run-updates-v1 gives them."""
        return {
            "total_updated": len(self.updated),
            "total_errors": len(self.errors),
            "sites_updated": self.sites_updated,
        }


def listing(dashboard: Dashboard, site: Site, types: Iterable[str]) -> list[dict[str, Any]]:
    """Return a site's cached offers as items: core, plugins, themes, translations, without what is ignored."""
    return [
        {**_who(site), "type": TYPES[kind], **item}
        for kind in TYPES
        if kind in types
        for item in _offers(dashboard, site, kind)
    ]


def _who(site: Site) -> dict[str, Any]:
    return {"site_id": site.id, "site_url": site.url, "site_name": site.name}


def _offers(dashboard: Dashboard, site: Site, kind: str) -> list[dict[str, str]]:
    """Return slug, name and versions of the offers of one type."""
    if kind == "core":
        offer = contacts.core_offer(site)
        versions = {"current_version": offer.get("current", ""), "new_version": offer.get("new", "")}
        return [{"slug": "wordpress", "name": "WordPress", **versions}] if offer else []
    if kind == "translations":
        return [
            {"slug": pack["slug"], "name": pack["name"], "current_version": pack["version"], "new_version": ""}
            for pack in site.translation_upgrades
        ]
    return [
        {
            "slug": slug,
            "name": offer["Name"],
            "current_version": offer["Version"],
            "new_version": offer["update"]["new_version"],
        }
        for slug, offer in contacts.offered(dashboard, site, kind).items()
    ]


def run(work: Work, sites: Iterable[Site], types: Iterable[str] = tuple(TYPES), slugs: Iterable[str] = ()) -> Run:
    """Update what is on offer, within the request. ``slugs``: only these; core goes by the slug ``wordpress``.

    Facts: suspended sites are updated; a site that the guards refuse is one error; what succeeded is taken out of the
    cached lists; a child that answers with an error, and a theme or translation that failed, appear nowhere.
    """
    result = Run()
    dashboard = work.simulator.dashboard
    wanted = set(slugs)
    for site in sites:
        refusal = contacts.guard(site)
        if refusal:
            result.errors.append({**_who(site), "code": refusal[0], "message": refusal[1]})
            continue
        for kind in TYPES:
            if kind in types:
                items = [item for item in _offers(dashboard, site, kind) if not wanted or item["slug"] in wanted]
                _run_type(work, site, kind, items, result)
    return result


def _run_type(work: Work, site: Site, kind: str, items: list[dict[str, str]], result: Run) -> None:
    """Update the items of one type on one site with one request, and add what happened to ``result``."""
    by_slug = {item["slug"]: item for item in items}
    if not by_slug:
        return

    def entry(slug: str, **more: Any) -> dict[str, Any]:
        return {**_who(site), "type": TYPES[kind], "slug": slug, "name": by_slug[slug]["name"], **more}

    try:
        if kind == "core":
            reply = contacts.upgrade_core(work, site)
            _note_core(site, reply, entry, result)
            return
        upgrade = contacts.upgrade(work, site, kind, list(by_slug))
    except Unreachable as problem:
        for slug in by_slug:
            result.errors.append(entry(slug, code="mainwp_update_exception", message=problem.token))
        return
    except ChildError:
        return
    for slug, text in upgrade.errors.items():
        result.errors.append(entry(slug, code="mainwp_update_failed", message=text))
    for slug, done in upgrade.upgrades.items():
        if done and slug in by_slug:
            info = upgrade.info[slug]
            result.updated.append(entry(slug, old_version=info["old_version"], new_version=info["version"]))
            if kind in ("plugins", "themes"):
                getattr(site, f"{TYPES[kind]}_upgrades").pop(slug, None)


def _note_core(site: Site, reply: CoreUpgrade, entry: Any, result: Run) -> None:
    """Add the outcome of a core update; the cached offer goes when it succeeded."""
    if reply.outcome == "failed":
        result.errors.append(entry("wordpress", code="mainwp_update_failed", message="Core update failed."))
        return
    site.wp_upgrades = {}
    if reply.outcome == "updated":
        result.updated.append(entry("wordpress", old_version=reply.old_version, new_version=reply.version))
