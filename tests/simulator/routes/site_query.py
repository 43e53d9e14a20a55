# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Selecting sites for lists and counts: the older way (L-mode, and ``/sites/basic`` everywhere) and the ability's."""

from __future__ import annotations

from typing import Any

from .. import php
from ..call import Call
from ..errors import WordPressError
from ..state.records import Site

STATUSES = ("any", "connected", "disconnected", "suspended", "available_update")


def check_status(call: Call) -> None:
    """Raise MainWP's 400 when ``status`` was given and holds no valid value at all."""
    wanted = call.params.list("status")
    if wanted and not set(wanted) & set(STATUSES):
        raise WordPressError("mainwp_rest_invalid_param", f"The status argument should be: {','.join(STATUSES)}", 400)


def visible(call: Call) -> list[Site]:
    """Return the sites that lists know, in the order of lists; staging sites are missing everywhere."""
    return [site for site in call.dashboard.sites_by_url() if not site.is_staging]


def has_update(site: Site) -> bool:
    """Return whether anything is on offer for a site."""
    return bool(site.wp_upgrades or site.plugin_upgrades or site.theme_upgrades or site.translation_upgrades)


def has_status(site: Site, status: str) -> bool:
    """Return whether a site is in a status as the older query sees it: suspended sites count as connected, too."""
    return {
        "connected": not site.sync_errors,
        "disconnected": bool(site.sync_errors),
        "suspended": bool(site.suspended),
        "available_update": has_update(site),
    }.get(status, True)


def matches(site: Site, search: str) -> bool:
    """Return whether a text is part of a site's id, name or address; ``%`` and ``_`` are plain characters."""
    wanted = search.lower()
    return wanted in str(site.id) or wanted in site.name.lower() or wanted in site.url.lower()


def older(call: Call, *, search: bool = True, paged: bool = True) -> list[Site]:
    """Return the sites of an L-mode list: statuses are ORed, pages need both ``page`` and ``per_page``."""
    params = call.params
    check_status(call)
    rows = visible(call)
    statuses = [word for word in params.list("status") if word in STATUSES]
    if statuses and "any" not in statuses:
        rows = [site for site in rows if any(has_status(site, word) for word in statuses)]
    if search and params.truth("search"):
        rows = [site for site in rows if matches(site, params.text("search"))]
    if params.truth("include"):
        rows = [site for site in rows if site.id in params.ids("include")]
    if params.truth("exclude"):
        rows = [site for site in rows if site.id not in params.ids("exclude")]
    page = params.page() if paged else None
    if page:
        rows = rows[(page[0] - 1) * page[1] : page[0] * page[1]] if min(page) > 0 else []
    return rows


def wants_older(call: Call) -> bool:
    """Return whether a list goes the older way: always in L-mode, in A-mode when the ability lacks a parameter."""
    params = call.params
    return (
        not call.modern
        or params.truth("include")
        or params.truth("exclude")
        or not params.flag("with_tags", default=True)
        or not params.flag("full_data", default=True)
    )


def by_ability(call: Call) -> tuple[list[Site], int]:
    """Return a page of sites and the total of an A-mode list: pages of 20, suspended sites are not connected ones."""
    params = call.params
    check_status(call)
    call.use_ability("list-sites-v1")
    page = _ability_integer(params.get("page") or params.get("paged"), "page", 1, None) or 1
    per_page = _ability_integer(params.get("per_page"), "per_page", 1, 100) or 20
    for name in ("status", "search"):
        if isinstance(params.get(name), (list, dict)):
            raise _invalid(f"input[{name}] is not of type string.")
    status = params.text("status") or "any"
    if status not in STATUSES:
        raise _invalid(f"input[status] is not one of {', '.join(STATUSES[:-1])}, and {STATUSES[-1]}.")
    rows = [site for site in visible(call) if not params.truth("search") or matches(site, params.text("search"))]
    unfiltered = len(rows)
    rows = [site for site in rows if has_status(site, status) and not (status == "connected" and site.suspended)]
    # The ability counts before it looks for offers.
    total = unfiltered if status == "available_update" else len(rows)
    return rows[(page - 1) * per_page : page * per_page], total


def _ability_integer(value: Any, name: str, minimum: int, maximum: int | None) -> int:
    """Return a number for an ability, 0 when it is absent or empty; raises the ability's refusal."""
    if php.empty(value):
        return 0
    if not php.is_numeric(value):
        raise _invalid(f"input[{name}] is not of type integer.")
    number = php.integer(value)
    if maximum is not None and not minimum <= number <= maximum:
        raise _invalid(f"input[{name}] must be between {minimum} (inclusive) and {maximum} (inclusive)")
    if number < minimum:
        raise _invalid(f"input[{name}] must be greater than or equal to {minimum}")
    return number


def _invalid(reason: str) -> WordPressError:
    return WordPressError(
        "ability_invalid_input", f'Ability "mainwp/list-sites-v1" has invalid input. Reason: {reason}'
    )
