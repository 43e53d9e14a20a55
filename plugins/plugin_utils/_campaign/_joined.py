# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""One report of several: of the slices of a job, or of a run and those that went on with what it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError

from ._report import made

# What a text must hold to be taken for a report.
_PARTS = {"run", "made_at", "check_mode", "sites", "quarantined", "ignored", "offer_failures"}
_NOT_BEGUN = "not_begun"


def joined(reports: Iterable[Any], title: str = "", made_at: str = "") -> dict[str, Any]:
    """The reports put together. Of a host that stands in several, the newest says what became of it.

    Args:
        reports: what :func:`made` returned, perhaps on its way through files, in any order.
        title: that of the oldest, where it is empty.
        made_at: when the reports were put together, in UTC.

    Raises:
        InputError: there is none, one of them is no report, or some tell of check mode and some do not.
    """
    ordered = sorted(map(_checked, reports), key=lambda one: (one["run"], one["made_at"]))
    if not ordered:
        raise InputError("There is no report to put together.", hint="Give files that the role update wrote.")
    if len({one["check_mode"] for one in ordered}) > 1:
        raise InputError(
            "Some of the reports tell of check mode, in which nothing was done, and some do not.",
            hint="Put those of one kind together.",
        )
    known: dict[str, Mapping[str, Any]] = {}
    for entry in (entry for report in ordered for entry in report["sites"]):
        # A later run that did not come to a host takes nothing back.
        if entry["status"] != _NOT_BEGUN or entry["host"] not in known:
            known[entry["host"]] = entry
    blank = {"run": ordered[0]["run"], "offer_failures": [], "ignored": [], "quarantine_after": 0}
    facts = [{**entry, **blank} for entry in known.values() if entry["status"] != _NOT_BEGUN]
    if facts:
        # Counts of whole runs, which one host carries so that they are added up once.
        facts[0]["offer_failures"] = [one for report in ordered for one in report["offer_failures"]]
    report = made(
        facts, list(known), title=title or ordered[0]["title"], made_at=made_at, check_mode=ordered[0]["check_mode"]
    )
    stopped = {_offer(one) for found in ordered for one in found["quarantined"]}
    return {
        **report,
        "ignored": _ignored(ordered),
        "quarantined": [one for one in report["offer_failures"] if _offer(one) in stopped],
    }


def _ignored(reports: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    counted: Counter[tuple[str, str]] = Counter()
    for one in (entry for report in reports for entry in report["ignored"]):
        counted[one["type"], one["slug"]] += one["sites"]
    return [{"type": kind, "slug": slug, "sites": number} for (kind, slug), number in sorted(counted.items())]


def _offer(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return entry["type"], entry["slug"], entry["new_version"]


def _checked(report: Any) -> dict[str, Any]:
    if not isinstance(report, Mapping) or not set(report) >= _PARTS:
        raise InputError(
            "What was given is no report of the role update.", hint="Give files that it wrote in the form json."
        )
    return dict(report)
