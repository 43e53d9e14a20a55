# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which site a host is, on the dashboard that was really reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import site_key

from ._facts import Fact, settled, with_problem
from ._groups import failure_of, led_by


def located(
    facts: Iterable[Fact], groups: Mapping[str, Mapping[str, Any]], results: Mapping[str, Any]
) -> dict[str, Fact]:
    """The facts of the grouped hosts, each with its site, or with the problem that there is none.

    Args:
        results: by leader, what mainwp_site_info returned for the whole dashboard.

    An id alone proves nothing: the same id is another site on another dashboard, and a connection that the inventory
    does not know of, or an inventory from a cache, must not make a stranger's site the host's.
    """
    leaders = led_by(groups)
    found = {}
    for fact in facts:
        if fact["host"] not in leaders:
            continue
        result = results.get(leaders[fact["host"]])
        problem = failure_of(result, "The look at the sites of its dashboard")
        if problem or not result:
            found[fact["host"]] = with_problem(fact, problem)
            continue
        try:
            site, problem = _site(fact, result["sites"])
        except InputError as error:
            site, problem = None, error.sentence()
        if site:
            site = {name: site[name] for name in ("id", "url", "name")}
        fact = {**fact, "site": site}
        found[fact["host"]] = with_problem(fact, problem) if problem else settled(fact)
    return found


def _site(fact: Fact, rows: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any] | None, str]:
    """The row of a host's site, or None and why not."""
    number, address = fact["asked"]["id"], fact["asked"]["url"]
    if not number:
        wanted = site_key(address or fact["host"])
        site = next((row for row in rows if site_key(row["url"]) == wanted), None)
        return site, "" if site else f"The dashboard has no site {wanted}."
    site = next((row for row in rows if str(row["id"]) == str(number)), None)
    if site is None:
        return None, f"The dashboard has no site with the id {number} any more."
    if address and site_key(site["url"]) != site_key(address):
        return None, (
            f"The site {number} is {site['url']} on the dashboard that was reached, and {address} in the inventory. Is "
            "the connection that of another dashboard, or the inventory old?"
        )
    return site, ""
