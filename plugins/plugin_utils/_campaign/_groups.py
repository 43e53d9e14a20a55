# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Who works for whom: the first host of each dashboard in a batch makes its bulk calls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ._facts import Fact, may_be_worked, touched


def grouped(facts: Iterable[Fact], step: str, hosts: Collection[str]) -> dict[str, dict[str, Any]]:
    """The groups of a step by the host that leads each: ``dashboard``, ``hosts`` and the ids of their ``sites``.

    ``hosts`` are those of the batch; only they are grouped. In ``begin`` every host takes part, in ``after`` those on
    which something was tried, otherwise those against which nothing speaks. For ``apply`` a host must have come to the
    step itself: one that failed on the way is still in the batch, and nothing may be done for it.
    """
    takes_part = {"begin": lambda fact: True, "apply": _came_to_apply, "after": touched}.get(step, may_be_worked)
    leaders: dict[str, str] = {}
    groups: dict[str, dict[str, Any]] = {}
    for fact in facts:
        if fact["host"] not in hosts or not takes_part(fact):
            continue
        dashboard = str(fact["dashboard"]).rstrip("/").lower()
        leader = leaders.setdefault(dashboard, fact["host"])
        group = groups.setdefault(leader, {"dashboard": fact["dashboard"], "hosts": [], "sites": []})
        group["hosts"].append(fact["host"])
        if fact["site"]:
            group["sites"].append(str(fact["site"]["id"]))
    return groups


def _came_to_apply(fact: Fact) -> bool:
    return fact["step"] == "apply" and may_be_worked(fact)


def led_by(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The leader of each host."""
    return {host: leader for leader, group in groups.items() for host in group["hosts"]}


def failure_of(result: Any, what: str) -> str:
    """The sentence about a task of the leader that failed or was not made; empty where it succeeded."""
    if not isinstance(result, Mapping) or result.get("skipped"):
        return f"{what} was not made."
    if not result.get("failed"):
        return ""
    return f"{what} failed: {result.get('msg') or result.get('exception') or 'the output says why.'}"
