# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The filter update_reports: reports of slices, and of runs that went on with what others left, as one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.mainwp.dashboard.plugins.filter.update_reports import FilterModule

update_reports = FilterModule().filters()["update_reports"]

EARLY, LATE = "2026-11-24T22:00:00Z", "2026-11-24T23:00:00Z"
BAD = {"type": "plugin", "slug": "bad/bad.php", "new_version": "2.0"}


def item(verdict: str) -> dict[str, Any]:
    return {**BAD, "name": "Bad", "old_version": "1.0", "verdict": verdict, "reason": None}


def entry(host: str, status: str, *verdicts: str) -> dict[str, Any]:
    """A site of a report, with an item for each verdict."""
    return {
        "host": host,
        "dashboard": None if status == "not_begun" else "https://dash.test",
        "site": None if status == "not_begun" else {"id": 1, "url": f"https://{host}/", "name": host},
        "status": status,
        "ok": status == "updated",
        "reason": f"{status} it is",
        "begun": None,
        "checks": [],
        "updates": [item(verdict) for verdict in verdicts],
    }


def report(run: str, *sites: dict[str, Any], failures: int = 0, **other: Any) -> dict[str, Any]:
    """A report as a file holds it."""
    made = {
        "title": f"Of {run}",
        "run": run,
        "made_at": run,
        "check_mode": False,
        "sites": list(sites),
        "quarantined": [],
        "ignored": [],
        "offer_failures": [{**BAD, "failures": failures}] if failures else [],
        **other,
    }
    found: dict[str, Any] = json.loads(json.dumps(made))
    return found


def statuses(joined: dict[str, Any]) -> dict[str, str]:
    return {one["host"]: one["status"] for one in joined["sites"]}


def test_slices_are_added_up() -> None:
    stopped = [{**BAD, "failures": 2}]
    first = report(EARLY, entry("a.test", "failed", "failed"), entry("b.test", "updated", "updated"), failures=1)
    second = report(EARLY, entry("c.test", "failed", "failed"), failures=2, quarantined=stopped)
    joined = update_reports([first, second], "All", LATE)
    assert (joined["title"], joined["run"], joined["made_at"]) == ("All", EARLY, LATE)
    assert statuses(joined) == {"a.test": "failed", "b.test": "updated", "c.test": "failed"}
    assert joined["summary"]["sites"]["total"] == 3
    assert joined["summary"]["updates"] | {"failed": 2, "updated": 1} == joined["summary"]["updates"]
    assert joined["offer_failures"] == joined["quarantined"] == [{**BAD, "failures": 3}]
    assert [one["host"] for one in joined["failures"]] == ["a.test", "c.test"]
    assert joined["dashboards"] == ["https://dash.test"]
    assert joined["ok"] is False


def test_the_newest_says_what_became_of_a_host() -> None:
    begun = report(
        EARLY, entry("a.test", "failed", "failed"), entry("b.test", "not_begun"), entry("c.test", "not_begun")
    )
    again = report(
        LATE, entry("a.test", "updated", "updated"), entry("b.test", "updated"), entry("c.test", "not_begun")
    )
    for reports in ([begun, again], [again, begun]):
        joined = update_reports(reports)
        assert statuses(joined) == {"a.test": "updated", "b.test": "updated", "c.test": "not_begun"}
        assert joined["title"] == f"Of {EARLY}"
        assert joined["summary"]["updates"]["total"] == 1


def test_a_later_run_that_did_not_come_to_a_host_takes_nothing_back() -> None:
    again = report(LATE, entry("a.test", "not_begun"))
    assert statuses(update_reports([report(EARLY, entry("a.test", "failed")), again])) == {"a.test": "failed"}


def test_what_was_ignored_is_added_up() -> None:
    ignored = {"type": "plugin", "slug": "bad/bad.php"}
    reports = [
        report(EARLY, entry("a.test", "updated"), ignored=[{**ignored, "sites": 2}]),
        report(LATE, entry("b.test", "updated"), ignored=[{**ignored, "sites": 3}]),
    ]
    assert update_reports(reports)["ignored"] == [{**ignored, "sites": 5}]


def test_one_is_itself_again() -> None:
    once = update_reports([report(EARLY, entry("a.test", "failed", "failed"), failures=1)], made_at=LATE)
    assert update_reports([once], made_at=LATE) == once


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        ([], "There is no report to put together"),
        ([{"updates": []}], "no report of the role update"),
        (["text"], "no report of the role update"),
        ([report(EARLY), report(LATE, check_mode=True)], "Some of the reports tell of check mode"),
    ],
)
def test_what_is_refused(reports: list[Any], sentence: str) -> None:
    with pytest.raises(AnsibleFilterError, match=sentence):
        update_reports(reports)
