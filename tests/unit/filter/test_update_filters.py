# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The filters of the role update: no host is green without a proof, and none without its own verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.mainwp.dashboard.plugins.filter import (
    update_checks,
    update_fact,
    update_groups,
    update_outcomes,
    update_report,
    update_targets,
)

DASHBOARD = "https://dashboard.example.com"
SHOP = {"id": 1, "url": "https://shop.example.com/", "name": "Shop"}
BLOG = {"id": 2, "url": "https://blog.example.com/", "name": "Blog"}


def the(module: Any) -> Callable[..., Any]:
    """The one filter of a file."""
    (found,) = module.FilterModule().filters().values()
    return found


complete, grouped, located, looked_at, shared_out, report_of = map(
    the, (update_fact, update_groups, update_targets, update_checks, update_outcomes, update_report)
)


def fact(host: str, site: dict[str, Any] | None = None, **known: Any) -> dict[str, Any]:
    """The fact of a host whose batch has begun."""
    begun = {
        "host": host,
        "dashboard": DASHBOARD,
        "asked": {"id": site and site["id"], "url": site and site["url"]},
        "run": "2026-11-24T22:00:00Z",
        "begun": "2026-11-24T22:00:00Z",
        "fail_on": "any",
        "quarantine_after": 3,
        "site": site,
    }
    found: dict[str, Any] = complete({**begun, **known})
    return found


def item(verdict: str, site: dict[str, Any] | None = None, **known: Any) -> dict[str, Any]:
    """An entry of what mainwp_update returns, of the shop unless another site is given."""
    made = {"type": "plugin", "slug": "a/a.php", "name": "A", "old_version": "1.0", "new_version": "1.1"}
    return {"site": site or SHOP, **made, "installed_version": None, "verdict": verdict, "reason": None, **known}


def groups_of(*facts: dict[str, Any], step: str) -> dict[str, Any]:
    """The groups of a batch of all these hosts."""
    found: dict[str, Any] = grouped(facts, step, [one["host"] for one in facts])
    return found


# The fact


def test_a_host_that_was_begun_is_not_well_until_something_proves_it() -> None:
    begun = fact("shop", SHOP)
    assert (begun["ok"], begun["status"]) == (False, "unfinished")


def test_a_host_for_which_no_update_was_asked_is_called_checked_only_at_its_end() -> None:
    assert complete(fact("shop", SHOP), "before")["status"] == "unfinished"
    end = complete(fact("shop", SHOP), "end")
    assert (end["ok"], end["status"], end["reason"]) == (
        True, "checked", "Nothing was updated: the step apply was left out.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "fail_on", "status"),
    [
        ([], "any", "unchanged"),
        (["updated"], "any", "updated"),
        (["updated", "failed"], "any", "failed"),
        (["updated", "unknown"], "any", "failed"),
        (["updated", "failed"], "none", "updated"),
        (["updated", "failed"], "50%", "failed"),
        (["updated", "failed"], "51%", "updated"),
        (["updated", "failed"], "2", "updated"),
        (["skipped"], "any", "skipped"),
        (["skipped", "updated"], "any", "updated"),
        (["planned", "skipped"], "any", "planned"),
        (["failed"], "none", "tolerated"),
        (["unknown", "skipped"], "2", "tolerated"),
    ],
)
def test_the_status_of_a_host_follows_from_its_items(words: list[str], fail_on: str, status: str) -> None:
    found = fact("shop", SHOP, applied=True, fail_on=fail_on, updates=[item(word) for word in words])
    assert (found["status"], found["ok"]) == (status, status != "failed")


def test_a_check_that_was_not_passed_fails_a_host_whose_items_are_updated() -> None:
    check = {"check": "http", "step": "after", "ok": False, "reason": "The site answers with HTTP 500."}
    found = fact("shop", SHOP, applied=True, updates=[item("updated")], checks=[check])
    assert (found["ok"], found["reason"]) == (False, "Check http after the update: The site answers with HTTP 500.")


def test_a_check_that_was_not_made_fails_nobody() -> None:
    check = {"check": "http", "step": "after", "ok": None, "reason": "Not made in check mode."}
    assert fact("shop", SHOP, applied=True, updates=[item("planned")], checks=[check])["ok"] is True


def test_fail_on_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(AnsibleFilterError, match="fail_on is 'some'"):
        fact("shop", SHOP, applied=True, fail_on="some")


# Groups


def test_each_dashboard_has_one_leader_in_the_order_of_the_batch() -> None:
    other = "https://other.example.com"
    facts = [
        fact("a", SHOP),
        fact("b", BLOG, dashboard=other),
        fact("c", BLOG, dashboard=f"{DASHBOARD}/"),
        fact("d", SHOP, dashboard=other),
    ]
    assert groups_of(*facts, step="begin") == {
        "a": {"dashboard": DASHBOARD, "hosts": ["a", "c"], "sites": ["1", "2"]},
        "b": {"dashboard": other, "hosts": ["b", "d"], "sites": ["2", "1"]},
    }


def test_who_failed_on_the_way_is_not_updated_and_does_not_lead() -> None:
    stuck = fact("a", SHOP, step="before")
    unwell = complete(fact("b", SHOP, step="apply"), problem="The disk is full.")
    nobody = fact("c", None, step="apply")
    well = fact("d", BLOG, step="apply")
    assert groups_of(stuck, unwell, nobody, well, step="apply") == {
        "d": {"dashboard": DASHBOARD, "hosts": ["d"], "sites": ["2"]}
    }


def test_only_hosts_of_the_batch_are_grouped() -> None:
    assert grouped([fact("a", SHOP), fact("b", BLOG)], "begin", ["b"])["b"]["hosts"] == ["b"]


def test_only_sites_on_which_something_was_tried_are_looked_at_after() -> None:
    tried = fact("a", SHOP, applied=True, updates=[item("failed")])
    skipped = fact("b", BLOG, applied=True, updates=[item("skipped", BLOG)])
    assert groups_of(tried, skipped, step="after")["a"]["hosts"] == ["a"]


# Targets


def locate(one: dict[str, Any], result: Any) -> dict[str, Any]:
    found: dict[str, Any] = located([one], groups_of(one, step="begin"), {one["host"]: result})[one["host"]]
    return found


def test_a_site_is_found_by_id_by_address_and_by_the_name_of_the_host() -> None:
    rows = {"sites": [SHOP, BLOG]}
    assert locate(fact("x", SHOP), rows)["site"] == SHOP
    assert locate(fact("x", asked={"id": None, "url": "http://www.blog.example.com"}), rows)["site"] == BLOG
    assert locate(fact("blog.example.com"), rows)["site"] == BLOG
    assert locate(fact("x", asked={"id": "2", "url": None}), rows)["site"] == BLOG


@pytest.mark.parametrize(
    ("asked", "result", "reason"),
    [
        ({"id": 1, "url": BLOG["url"]}, {"sites": [SHOP, BLOG]}, "Is the connection that of another dashboard"),
        ({"id": 3, "url": None}, {"sites": [SHOP]}, "no site with the id 3"),
        ({"id": None, "url": None}, {"sites": [SHOP]}, "no site x"),
        ({"id": 1, "url": None}, {"failed": True, "msg": "The key is refused."}, "failed: The key is refused."),
        ({"id": 1, "url": None}, {"skipped": True}, "was not made"),
        ({"id": 1, "url": None}, None, "was not made"),
    ],
)
def test_a_host_without_its_site_fails(asked: dict[str, Any], result: Any, reason: str) -> None:
    found = locate(fact("x", asked=asked), result)
    assert found["ok"] is False
    assert reason in found["reason"]


# Outcomes


def share(*facts: dict[str, Any], result: Any, groups: dict[str, Any] | None = None) -> dict[str, Any]:
    groups = groups_of(*facts, step="apply") if groups is None else groups
    found: dict[str, Any] = shared_out(facts, groups, dict.fromkeys(groups, result))
    return found


def test_every_host_has_its_own_items() -> None:
    hosts = fact("shop", SHOP, step="apply"), fact("blog", BLOG, step="apply")
    failures = [{"type": "plugin", "slug": "a/a.php", "new_version": "1.1", "failures": 1}]
    result = {"updates": [item("failed", BLOG), item("updated", SHOP)], "offer_failures": failures}
    found = share(*hosts, result=result)
    assert {host: one["status"] for host, one in found.items()} == {"shop": "updated", "blog": "failed"}
    assert [one["offer_failures"] for one in found.values()] == [failures, []], "counted once"


def test_nothing_on_offer_is_said_where_the_call_worked() -> None:
    assert share(fact("shop", SHOP, step="apply"), result={"updates": []})["shop"]["status"] == "unchanged"


@pytest.mark.parametrize("result", [None, {"skipped": True}, {"failed": True, "msg": "No."}, {"failed": True}])
def test_a_call_that_did_not_work_fails_every_host_it_was_made_for(result: Any) -> None:
    hosts = fact("shop", SHOP, step="apply"), fact("blog", BLOG, step="apply")
    assert {one["status"] for one in share(*hosts, result=result).values()} == {"failed"}


def test_what_a_failed_call_did_is_told_and_fails_all_the_same() -> None:
    result = {"failed": True, "msg": "The key is refused.", "updates": [item("updated")]}
    found = share(fact("shop", SHOP, step="apply"), result=result)["shop"]
    assert (found["status"], [one["verdict"] for one in found["updates"]]) == ("failed", ["updated"])


def test_a_host_that_nobody_asked_an_update_for_fails() -> None:
    found = share(fact("shop", SHOP, step="apply"), result={"updates": []}, groups={})["shop"]
    assert (found["ok"], found["reason"]) == (False, "No update was asked for it.")


# Checks

ROW = {**SHOP, "wp_version": "7.0.3", "sync_errors": "", "plugins": [{"slug": "a/a.php", "active": True}]}


def look(one: dict[str, Any], step: str, checks: list[str], own: Any = None, **results: Any) -> dict[str, Any]:
    groups = {one["host"]: {"dashboard": DASHBOARD, "hosts": [one["host"]], "sites": ["1"]}}
    seen = {"sync": {"sites": [{"id": 1, "verdict": "done"}]}, "sites": {"sites": [ROW]}, **results}
    found: dict[str, Any] = looked_at(
        [one], groups, {one["host"]: seen}, {one["host"]: own} if own else {}, step, checks, ["200", 301]
    )[one["host"]]
    return found


def passed(found: dict[str, Any], check: str) -> tuple[bool | None, str]:
    return next((one["ok"], one["reason"]) for one in found["checks"] if one["check"] == check)


def checked(verdict: str, code: int | None, reason: str | None = None) -> dict[str, Any]:
    return {"sites": [{"id": 1, "verdict": verdict, "http_code": code, "reason": reason}]}


@pytest.mark.parametrize(
    ("check", "finding"),
    [
        (checked("up", 200), (True, "")),
        (checked("down", 301), (True, "")),
        (checked("down", 500), (False, "The site answers with HTTP 500.")),
        (checked("down", 0, "Nothing answers."), (False, "Nothing answers.")),
        (checked("planned", None), (None, "Not made in check mode.")),
        (checked("unknown", None, "Lost."), (False, "Lost.")),
        ({"failed": True, "msg": "Refused."}, (False, "The check by the dashboard failed: Refused.")),
        ({"sites": []}, (False, "The dashboard did not check the site.")),
        (None, (False, "The check by the dashboard was not made.")),
    ],
)
def test_http(check: Any, finding: tuple[bool | None, str]) -> None:
    assert passed(look(fact("shop", SHOP), "before", ["http"], check=check), "http") == finding


@pytest.mark.parametrize(
    ("sync", "ok"),
    [
        ({"sites": [{"id": 1, "verdict": "done"}]}, True),
        ({"sites": [{"id": 1, "verdict": "skipped"}]}, True),
        ({"sites": [{"id": 1, "verdict": "planned"}]}, None),
        ({"sites": [{"id": 1, "verdict": "failed", "reason": "No answer."}]}, False),
        ({"sites": [{"id": 1, "verdict": "unknown", "reason": None}]}, False),
        ({"sites": []}, False),
        ({"failed": True, "msg": "Refused."}, False),
    ],
)
def test_the_sync_before_always_counts(sync: Any, ok: bool | None) -> None:
    found = look(fact("shop", SHOP), "before", [], sync=sync)
    assert passed(found, "sync")[0] is ok
    assert (found["status"] == "failed") is (ok is False)


@pytest.mark.parametrize(
    ("page", "ok"),
    [
        ({"skipped": False, "status": "200", "failure": "", "missing": []}, True),
        ({"skipped": False, "status": 404, "failure": "", "missing": []}, False),
        ({"skipped": False, "status": 200, "failure": "", "missing": ["Welcome"]}, False),
        ({"skipped": False, "status": -1, "failure": "Connection refused", "missing": []}, False),
        ({"skipped": True, "status": -1, "failure": "x", "missing": []}, None),
        (None, False),
    ],
)
def test_content(page: Any, ok: bool | None) -> None:
    assert passed(look(fact("shop", SHOP), "before", ["content"], own={"content": page}), "content")[0] is ok


@pytest.mark.parametrize(
    ("monitor", "ok"),
    [
        ({"status": "up", "failure": ""}, True),
        ({"status": "down", "failure": ""}, False),
        ({"status": "unknown", "failure": ""}, False),
        ({"status": "nothing", "failure": "The dashboard has no monitor for the site."}, False),
        (None, False),
    ],
)
def test_monitor(monitor: Any, ok: bool) -> None:
    assert passed(look(fact("shop", SHOP), "before", ["monitor"], own={"monitor": monitor}), "monitor")[0] is ok


def test_plugins_that_are_not_active_any_more() -> None:
    before = {"wp_version": "7.0.3", "active": ["a/a.php", "b/b.php"]}
    found = look(fact("shop", SHOP, before=before, applied=True), "after", ["plugins_active"])
    assert passed(found, "plugins_active") == (False, "Not active any more: b/b.php.")
    found = look(fact("shop", SHOP, before={**before, "active": ["a/a.php"]}), "after", ["plugins_active"])
    assert passed(found, "plugins_active") == (True, "")
    assert passed(look(fact("shop", SHOP), "after", ["plugins_active"]), "plugins_active")[0] is False


@pytest.mark.parametrize(
    ("before", "core", "ok"),
    [
        ("7.0.3", [], True),
        ("7.0.2", [], False),
        ("7.0.2", [item("updated", type="core", new_version="7.0.3", installed_version="7.0.3")], True),
        ("7.0.2", [item("updated", type="core", new_version="7.0.4")], False),
        ("7.0.3", [item("failed", type="core", new_version="7.0.4")], True),
    ],
)
def test_wordpress_is_at_the_version_that_it_should_be(before: str, core: list[Any], ok: bool) -> None:
    one = fact("shop", SHOP, applied=True, updates=core, before={"wp_version": before, "active": []})
    assert passed(look(one, "after", ["wp_version"]), "wp_version")[0] is ok


@pytest.mark.parametrize("sites", [None, {"failed": True, "msg": "Refused."}, {"sites": []}])
def test_a_site_that_could_not_be_looked_at_fails(sites: Any) -> None:
    assert look(fact("shop", SHOP), "before", [], sites=sites)["status"] == "failed"


# The report


def test_the_report_counts_every_host_of_the_play_failures_first() -> None:
    facts = [
        fact("b", BLOG, applied=True, updates=[item("updated", BLOG)]),
        complete(fact("c", SHOP), problem="The disk is full."),
        fact("d", SHOP),
        fact("e", SHOP, applied=True, updates=[item("updated")]),
    ]
    made = report_of(facts, ["a", "b", "c", "d", "e"], ["a", "b", "c", "d"], title="Night", made_at="now")
    assert [(one["host"], one["status"]) for one in made["sites"]] == [
        ("c", "failed"),
        # It was well, and is not in the play any more: the output has it in red, so the report must.
        ("e", "failed"),
        ("d", "unfinished"),
        ("a", "not_begun"),
        ("b", "updated"),
    ]
    assert made["summary"]["sites"] == {
        "total": 5, "failed": 2, "unfinished": 1, "not_begun": 1, "tolerated": 0, "skipped": 0, "planned": 0,
        "updated": 1, "unchanged": 0, "checked": 0,
    }  # fmt: skip
    assert made["ok"] is False
    assert [one["host"] for one in made["failures"]] == ["c", "e", "d"]
    assert "before" not in made["sites"][0]


def test_the_report_adds_up_what_failed_over_batches_and_dashboards() -> None:
    failures = [{"type": "plugin", "slug": "a/a.php", "new_version": "1.1", "failures": 2}]
    facts = [
        fact("a", SHOP, offer_failures=failures, quarantine_after="3"),
        fact("b", BLOG, dashboard="https://other.example.com", offer_failures=failures, quarantine_after="3"),
    ]
    assert report_of(facts)["offer_failures"] == [{**failures[0], "failures": 4}]
    assert report_of(facts)["quarantined"] == [{**failures[0], "failures": 4}]
    assert report_of(facts[:1])["quarantined"] == []


def test_the_report_tells_what_became_of_each_offer() -> None:
    broken: dict[str, Any] = {"reason": "Download failed.", "slug": "b/b.php", "name": "B"}
    facts = [
        fact("a", SHOP, applied=True, updates=[item("updated"), item("failed", **broken)]),
        fact("b", BLOG, applied=True, updates=[item("updated", BLOG), item("failed", BLOG, **broken)]),
    ]
    first, second = report_of(facts)["offers"]
    assert (first["slug"], first["summary"]["failed"], second["summary"]["updated"]) == ("b/b.php", 2, 2)
    assert first["reasons"] == [{"reason": "Download failed.", "sites": 2}]
    # A site's own items come with the failures first, too.
    assert [one["verdict"] for one in report_of(facts)["sites"][0]["updates"]] == ["failed", "updated"]


def test_the_report_counts_a_site_once_on_which_something_is_ignored() -> None:
    ignores = [{"site": SHOP, "type": "plugin", "slug": "a/a.php", "after": "present"}]
    again = complete(complete(fact("a", SHOP), ignores=ignores), ignores=[*ignores, {**ignores[0], "after": "absent"}])
    assert report_of([again])["ignored"] == [{"type": "plugin", "slug": "a/a.php", "sites": 1}]
