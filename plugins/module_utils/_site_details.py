# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the dashboard knows of a site beyond its settings: extensions, updates, security, changes, abandoned, costs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._children import child_reason
from ._dashboard import Dashboard
from ._decoding import plain_text
from ._errors import MainwpError, RefusedError, UnreachableError
from ._fields import flag, from_seconds, listing, moment, number, plain
from ._noun import Record
from ._resources._cost import costs_of
from ._updates._offers import INSTALLED_FIELDS, OFFER_FIELDS, decode_site

# Come out of one list for all sites.
LISTED = ("plugins", "themes", "updates")
# Cost requests for each site.
SINGLE = ("security", "changes", "abandoned", "costs")

# Up to so many sites are named in the address of the list; for more of them the whole list is read.
FEW = 100

# The words of the child's report, and what the dashboard's page "Security issues" says of them.
CHECKS = {
    "wp_uptodate": "wordpress_up_to_date",
    "phpversion_matched": "php_version_supported",
    "sslprotocol": "ssl_in_use",
    "debug_disabled": "debugging_disabled",
    "db_reporting": "database_errors_hidden",
    "php_reporting": "php_errors_hidden",
    "sec_outdated_plugins": "plugins_up_to_date",
    "sec_inactive_plugins": "no_inactive_plugins",
    "sec_outdated_themes": "themes_up_to_date",
    "sec_inactive_themes": "no_inactive_themes",
}


@dataclass
class Details:
    """What one site has, by the words of ``include``, and for which of them it failed and why."""

    found: dict[str, Any] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)


def listed_details(dashboard: Dashboard, sites: Collection[int], include: Collection[str]) -> dict[int, dict[str, Any]]:
    """Plugins, themes and updates of sites as of their last sync, in one request for all of them.

    Raises:
        MainwpError: the list could not be read.
    """
    wanted = [word for word in LISTED if word in include]
    if not wanted or not sites:
        return {}
    query: dict[str, Any] = {"full_data": 1, "_fields": ",".join(sorted(listed_fields(wanted)))}
    if len(sites) <= FEW:
        query["include"] = ",".join(str(one) for one in sorted(sites))
    rows = {int(row["id"]): row for row in dashboard.rows("sites/basic", query)}
    return {one: listed(rows.get(one, {"id": one}), wanted) for one in sites}


def listed_fields(include: Collection[str]) -> set[str]:
    """What a list of sites has to hold for :func:`listed`."""
    updates = OFFER_FIELDS if "updates" in include else ()
    return {"id", *updates, *(name for name in INSTALLED_FIELDS if name in include)}


def listed(row: Mapping[str, Any], include: Collection[str]) -> dict[str, Any]:
    """Of one site's row in a list, what the words of ``LISTED`` in ``include`` stand for; None where it is not known.

    A site has at least MainWP Child and a theme, so that a list without an entry is one that was never synced.
    """
    return {word: _LISTED[word](row) for word in LISTED if word in include}


def single_details(dashboard: Dashboard, site: Record, include: Collection[str]) -> Details:
    """What costs requests of its own for a site. What its child refuses is noted, not raised.

    Raises:
        MainwpError: the dashboard itself failed.
    """
    details = Details()
    for word in SINGLE:
        if word not in include:
            continue
        try:
            details.found[word] = _SINGLE[word](dashboard, int(site["id"]))
        except (RefusedError, UnreachableError) as error:
            if not _about_the_site(error):
                raise
            details.found[word] = None
            details.reasons[word] = child_reason(error) if isinstance(error, RefusedError) else error.sentence()
    return details


def _about_the_site(error: MainwpError) -> bool:
    """Whether other sites can fare better: a child may hang until our own time is up."""
    return isinstance(error, RefusedError) or error.layer == "timeout"


# lists


def _plugins(row: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    return [
        {**_extension(plugin), "must_use": flag(plugin.get("mu"))}
        for plugin in listing(row.get("plugins"))
        if isinstance(plugin, Mapping)
    ] or None


def _themes(row: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    return [
        {**_extension(theme), "parent_active": flag(theme.get("parent_active"))}
        for theme in listing(row.get("themes"))
        if isinstance(theme, Mapping)
    ] or None


def _extension(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "slug": str(entry.get("slug") or ""),
        "name": plain(entry.get("name")),
        "version": str(entry.get("version") or ""),
        "active": flag(entry.get("active")),
    }


def _updates(row: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    site = decode_site(row)
    if site.last_sync is None:
        return None
    return [
        {
            "type": offer.type,
            "slug": offer.slug,
            "name": offer.name,
            "old_version": offer.old_version,
            "new_version": offer.new_version,
            "blocked": offer.blocked,
        }
        for offer in site.offers
    ]


# single sites


def _security(dashboard: Dashboard, site: int) -> dict[str, bool]:
    """Check by check whether it passed. ``Y_UNABLE`` passed too, but could not be set by the dashboard.

    Raises:
        RefusedError: the child refused; it says so with HTTP 200.
    """
    path = f"sites/{site}/security"
    report = dashboard.read(path, contacts_child=True)["data"]
    if not isinstance(report, Mapping) or report.get("error"):
        text = report.get("error") if isinstance(report, Mapping) else ""
        raise RefusedError(
            f"The child refused: {plain_text(str(text))}" if text else "The child sent no report.",
            layer="child",
            method="GET",
            path=f"/wp-json/mainwp/v2/{path}",
            status=200,
        )
    return {
        CHECKS.get(str(name), str(name)): str(value).startswith("Y")
        for name, value in sorted(report.items())
        if name != "fetch_url_output"
    }


def _changes(dashboard: Dashboard, site: int) -> list[dict[str, Any]]:
    """The newest 200 changes that were not made through MainWP, newest first."""
    return [
        {
            "id": number(row.get("log_id")),
            "created": moment(from_seconds(row.get("created"))),
            "user": str(row.get("user_login") or ""),
            "action": str(row.get("action") or ""),
            "context": str(row.get("context") or ""),
            "name": plain(row.get("item")),
        }
        for row in dashboard.rows(f"sites/{site}/non-mainwp-changes")
    ]


def _abandoned(dashboard: Dashboard, site: int) -> list[dict[str, Any]]:
    """Plugins and themes that their authors have not touched for long, as the dashboard counts it."""
    found = []
    for kind in ("plugin", "theme"):
        data = dashboard.read(f"sites/{site}/{kind}s/abandoned").get("data")
        for slug, entry in sorted(data.items() if isinstance(data, Mapping) else ()):
            found.append(
                {
                    "type": kind,
                    "slug": slug,
                    "name": plain(entry.get("Name")),
                    "version": str(entry.get("Version") or ""),
                    "last_updated": moment(from_seconds(entry.get("last_updated"))),
                }
            )
    return found


def _costs(dashboard: Dashboard, site: int) -> list[dict[str, Any]]:
    """Costs of the cost tracker that name the site; those of its tags and its client are not among them."""
    return costs_of(dashboard.rows(f"sites/{site}/costs"))


_LISTED: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "plugins": _plugins,
    "themes": _themes,
    "updates": _updates,
}
_SINGLE: dict[str, Callable[[Dashboard, int], Any]] = {
    "security": _security,
    "changes": _changes,
    "abandoned": _abandoned,
    "costs": _costs,
}
