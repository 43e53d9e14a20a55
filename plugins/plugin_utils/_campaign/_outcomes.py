# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the bulk update of a dashboard came to, for each host that it worked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ._facts import Fact, may_be_worked, settled, with_problem
from ._groups import failure_of, led_by


def shared_out(
    facts: Iterable[Fact], groups: Mapping[str, Mapping[str, Any]], results: Mapping[str, Any]
) -> dict[str, Fact]:
    """The facts by host, each with its own items.

    Args:
        results: by leader, what mainwp_update returned. Where it failed, its items count all the same, and every host
            that it worked for fails.
    """
    leaders = led_by(groups)
    items: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for caller, result in results.items():
        for item in (result or {}).get("updates") or []:
            items.setdefault((caller, item["site"]["id"]), []).append(item)
    found = {}
    for fact in facts:
        host = fact["host"]
        found[host] = fact
        if fact["step"] != "apply" or not may_be_worked(fact):
            continue
        leader = leaders.get(host)
        if leader is None:
            found[host] = with_problem(fact, "No update was asked for it.")
            continue
        result = results.get(leader)
        updates = items.get((leader, fact["site"]["id"]), [])
        fact = {**fact, "updates": [{**one, "site": dict(fact["site"])} for one in updates]}
        if host == leader and isinstance(result, Mapping):
            # Counts of the call, kept by one host so that they are added up once.
            fact["offer_failures"] = list(result.get("offer_failures") or [])
        problem = failure_of(result, "The update of its dashboard")
        found[host] = with_problem(fact, problem) if problem else settled({**fact, "applied": True})
    return found
