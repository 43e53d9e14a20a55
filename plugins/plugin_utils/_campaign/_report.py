# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The report over a whole run, made of the facts of its hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ._facts import BAD, STATUSES, Fact, with_problem

VERDICTS = ("failed", "unknown", "skipped", "planned", "updated")

# What a site's entry takes over from the fact.
_TAKEN = ("host", "dashboard", "site", "status", "ok", "reason", "begun", "checks", "updates")


def made(
    facts: Iterable[Fact],
    hosts: Sequence[str] = (),
    alive: Sequence[str] | None = None,
    *,
    title: str = "",
    made_at: str = "",
    check_mode: bool = False,
) -> dict[str, Any]:
    """The report.

    Args:
        facts: those of the hosts that were begun.
        hosts: all hosts of the play; those without a fact were not begun.
        alive: the hosts that are still in the play, where that is known. A host that was well and is not among them
            failed in a task that is none of the update's own.
        title, made_at: shown at the top; ``made_at`` in UTC.
        check_mode: whether nothing was really done.
    """
    known = {fact["host"]: fact for fact in facts}
    gone = set() if alive is None else {host for host, fact in known.items() if fact["ok"]} - set(alive)
    known.update({host: with_problem(known[host], _GONE) for host in gone})
    sites = [_entry(fact) for fact in known.values()]
    sites += [_not_begun(host) for host in hosts if host not in known]
    sites.sort(key=lambda one: (STATUSES.index(one["status"]), one["host"]))
    items = [item for one in sites for item in one["updates"]]
    failures = _added_up(fact["offer_failures"] for fact in known.values())
    limit = max((int(fact["quarantine_after"]) for fact in known.values()), default=0)
    return {
        "title": title,
        "run": next((fact["run"] for fact in known.values()), ""),
        "made_at": made_at,
        "check_mode": check_mode,
        "dashboards": sorted({fact["dashboard"] for fact in known.values() if fact["dashboard"]}),
        "ok": all(one["ok"] for one in sites),
        "summary": {
            "sites": {"total": len(sites), **_counts((one["status"] for one in sites), STATUSES)},
            "updates": {"total": len(items), **_counts((item["verdict"] for item in items), VERDICTS)},
        },
        "sites": sites,
        "failures": [_brief(one) for one in sites if one["status"] in ("failed", "unfinished")],
        "offers": _offers(items),
        "quarantined": [one for one in failures if 0 < limit <= one["failures"]],
        "ignored": _ignored(known.values()),
        "offer_failures": failures,
    }


_GONE = "It left the play after that: a task outside of the update failed, or the host could not be reached."


def _entry(fact: Fact) -> dict[str, Any]:
    entry = {name: fact[name] for name in _TAKEN}
    urgent = {word: number for number, word in enumerate(VERDICTS)}
    entry["updates"] = sorted(fact["updates"], key=lambda one: urgent[one["verdict"]])
    entry["summary"] = _counts((one["verdict"] for one in fact["updates"]), VERDICTS)
    return entry


def _brief(entry: Mapping[str, Any]) -> dict[str, Any]:
    url = (entry["site"] or {}).get("url")
    return {"host": entry["host"], "site": url, "status": entry["status"], "reason": entry["reason"]}


def _not_begun(host: str) -> dict[str, Any]:
    return {
        **dict.fromkeys(_TAKEN),
        "host": host,
        "status": "not_begun",
        "ok": False,
        "reason": "It was not begun.",
        "checks": [],
        "updates": [],
        "summary": _counts((), VERDICTS),
    }


def _counts(words: Iterable[str], known: Sequence[str]) -> dict[str, int]:
    counted = Counter(words)
    return {word: counted[word] for word in known}


def _offers(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What became of each offer over all sites, the ones with failures first."""
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for item in items:
        if item["type"]:
            groups.setdefault((item["type"], item["slug"], item["new_version"]), []).append(item)
    found = []
    for (kind, slug, version), some in groups.items():
        reasons = Counter(one["reason"] for one in some if one["reason"] and one["verdict"] in (*BAD, "skipped"))
        found.append(
            {
                "type": kind,
                "slug": slug,
                "name": some[0]["name"],
                "old_versions": sorted({one["old_version"] for one in some if one["old_version"]}),
                "new_version": version,
                "summary": _counts((one["verdict"] for one in some), VERDICTS),
                "reasons": [{"reason": reason, "sites": number} for reason, number in reasons.most_common()],
            }
        )
    return sorted(found, key=lambda one: (-sum(one["summary"][word] for word in BAD), one["type"], one["slug"]))


def _ignored(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """What was put on the list of ignored updates, and on how many sites."""
    # Each batch sees to it again.
    entries = {
        (one["type"], one["slug"], fact["dashboard"], one["site"]["id"]) for fact in facts for one in fact["ignored"]
    }
    counted = Counter((kind, slug) for kind, slug, *dummy in entries)
    return [{"type": kind, "slug": slug, "sites": number} for (kind, slug), number in sorted(counted.items())]


def _added_up(lists: Iterable[Iterable[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The failures of offers that several calls counted, put together."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in (entry for entries in lists for entry in entries):
        counted[one["type"], one["slug"], one["new_version"]] += one["failures"]
    return [
        {"type": kind, "slug": slug, "new_version": version, "failures": number}
        for (kind, slug, version), number in sorted(counted.items())
    ]
