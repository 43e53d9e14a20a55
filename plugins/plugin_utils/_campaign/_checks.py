# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Whether sites are well, before and after their update."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ._facts import Fact, settled, with_problem
from ._groups import failure_of, led_by

#: The checks that there are, in the order in which they are made.
CHECKS = ("sync", "http", "content", "monitor", "plugins_active", "wp_version")
BEFORE, AFTER = "before", "after"

# Whether a check passed, and why not. None: it was not made.
Finding = tuple[bool | None, str]


@dataclass(frozen=True)
class Look:
    """What was seen of one site.

    Args:
        sync, check: its entries in the results of mainwp_sync and mainwp_site_check.
        record: its entry in the result of mainwp_site_info.
        failures: by task (``sync``, ``check``), why there is no entry.
        own: what the host looked at itself, ``content`` and ``monitor``.
        http_status: the HTTP codes that are right.
    """

    step: str
    fact: Fact
    record: Mapping[str, Any]
    sync: Mapping[str, Any]
    check: Mapping[str, Any]
    failures: Mapping[str, str]
    own: Mapping[str, Any]
    http_status: tuple[int, ...]


def looked_at(
    facts: Iterable[Fact],
    groups: Mapping[str, Mapping[str, Any]],
    results: Mapping[str, Any],
    own: Mapping[str, Any],
    step: str,
    checks: Iterable[str],
    http_status: Iterable[int | str] = (200,),
) -> dict[str, Fact]:
    """The facts by host, each with what the checks of a step found.

    Args:
        results: by leader, a dictionary of the results ``sync``, ``sites`` and ``check`` of its tasks.
        own: by host, what it looked at itself.
        step: ``before`` or ``after``.
        checks: the checks that were asked for. Before an update the site is always to be synced.
    """
    leaders, wanted = led_by(groups), set(checks) | ({"sync"} if step == BEFORE else set())
    rows = {leader: _Rows(result) for leader, result in results.items()}
    found = {}
    for fact in facts:
        host = fact["host"]
        found[host] = fact
        if host not in leaders:
            continue
        seen = rows.get(leaders[host])
        problem = seen.problem if seen else f"The look {step} the update was not made."
        record = seen.of("sites", fact) if seen else None
        if seen is None or problem or record is None:
            found[host] = with_problem(fact, problem or "The dashboard does not list the site any more.")
            continue
        look = Look(
            step,
            fact,
            record,
            seen.of("sync", fact) or {},
            seen.of("check", fact) or {},
            seen.failures,
            own.get(host) or {},
            tuple(int(code) for code in http_status),
        )
        fact = {**fact, step: _remembered(record)}
        fact["checks"] = [*fact["checks"], *_findings(look, wanted)]
        found[host] = settled(fact)
    return found


class _Rows:
    """The results of one leader, by site."""

    def __init__(self, results: Any) -> None:
        found = results if isinstance(results, Mapping) else {}
        self.failures = {
            "sync": failure_of(found.get("sync"), "The sync"),
            "check": failure_of(found.get("check"), "The check by the dashboard"),
        }
        self.problem = failure_of(found.get("sites"), "The look at the sites of its dashboard")
        self._rows = {
            name: {row["id"]: row for row in (found.get(name) or {}).get("sites") or []}
            for name in ("sync", "sites", "check")
        }

    def of(self, name: str, fact: Fact) -> Mapping[str, Any] | None:
        """The entry of a host's site in a result."""
        row: Mapping[str, Any] | None = self._rows[name].get(fact["site"]["id"])
        return row


def _remembered(record: Mapping[str, Any]) -> dict[str, Any]:
    """What is compared later. The plugins are there only where they were asked for."""
    active = sorted(one["slug"] for one in record.get("plugins") or [] if one["active"])
    return {"wp_version": record["wp_version"], "active": active}


def _findings(look: Look, wanted: set[str]) -> Iterator[dict[str, Any]]:
    for name in CHECKS:
        if name in wanted:
            finding = _MADE[name](look)
            if finding is not None:
                yield {"check": name, "step": look.step, "ok": finding[0], "reason": finding[1]}


def _sync(look: Look) -> Finding:
    verdict = look.sync.get("verdict")
    if verdict == "planned":
        return None, "Not made in check mode."
    if verdict in ("failed", "unknown") or look.failures["sync"]:
        return False, look.sync.get("reason") or look.failures["sync"] or "It is not known whether the sync has ended."
    if look.record.get("sync_errors"):
        return False, str(look.record["sync_errors"])
    return (True, "") if verdict in ("done", "skipped") else (False, "The site was not synced.")


def _http(look: Look) -> Finding:
    verdict, code = look.check.get("verdict"), look.check.get("http_code")
    if verdict == "planned":
        return None, "Not made in check mode."
    if verdict in ("up", "down") and code in look.http_status:
        return True, ""
    if verdict in ("up", "down") and code:
        return False, f"The site answers with HTTP {code}."
    return False, look.check.get("reason") or look.failures["check"] or "The dashboard did not check the site."


def _content(look: Look) -> Finding:
    page = look.own.get("content")
    if page is not None and page["skipped"]:
        return None, "Not made in check mode."
    if page is None:
        return False, "The page was not looked at."
    if page["failure"]:
        return False, page["failure"]
    if int(page["status"]) not in look.http_status:
        return False, f"The page answers with HTTP {page['status']}."
    if page["missing"]:
        return False, f"The page does not hold {', '.join(map(repr, page['missing']))}."
    return True, ""


def _monitor(look: Look) -> Finding:
    monitor = look.own.get("monitor")
    if monitor is None:
        return False, "The monitor was not looked at."
    if monitor["failure"]:
        return False, monitor["failure"]
    if monitor["status"] == "up":
        return True, ""
    return False, f"The monitor says {monitor['status']}."


def _plugins_active(look: Look) -> Finding | None:
    before, after = look.fact.get(BEFORE), look.record.get("plugins")
    if look.step == BEFORE:
        return None
    if before is None or after is None:
        return False, "Nobody looked which plugins were active before."
    lost = set(before["active"]) - {one["slug"] for one in after if one["active"]}
    return (False, f"Not active any more: {', '.join(sorted(lost))}.") if lost else (True, "")


def _wp_version(look: Look) -> Finding | None:
    before = look.fact.get(BEFORE)
    if look.step == BEFORE:
        return None
    if before is None:
        return False, "Nobody looked which version was there before."
    core = [one for one in look.fact["updates"] if one["type"] == "core" and one["verdict"] == "updated"]
    expected = core[0]["installed_version"] or core[0]["new_version"] if core else before["wp_version"]
    version = look.record["wp_version"]
    return (True, "") if version == expected else (False, f"WordPress is at {version} instead of {expected}.")


_MADE: Mapping[str, Callable[[Look], Finding | None]] = {
    "sync": _sync,
    "http": _http,
    "content": _content,
    "monitor": _monitor,
    "plugins_active": _plugins_active,
    "wp_version": _wp_version,
}
