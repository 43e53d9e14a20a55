# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Background work on the simulator's clock: the abilities' jobs, the batch updates of older dashboards, cron itself."""

from __future__ import annotations

from typing import Any

import pytest

from .client import Caller, connected

BROKEN, WIDGET = "demo-broken/demo-broken.php", "demo-widget/demo-widget.php"


def queued(**numbers: Any) -> tuple[Caller, str]:
    """Return three connected sites with a threshold of two, and an update job over them."""
    call = connected()
    for name, value in {"threshold": 2, **numbers}.items():
        assert hasattr(call.simulator.jobs, name)
        setattr(call.simulator.jobs, name, value)
    answer = call.body("POST", "/updates/update")
    assert answer["queued_count"] == 0
    return call, answer["job_id"]


def status(call: Caller, job_id: str) -> dict[str, Any]:
    code, answer = call.ability("GET", "get-batch-job-status-v1", **{"input[job_id]": job_id})
    assert code == 200, answer
    return answer


def test_a_job_begins_after_a_minute_and_goes_on_every_half() -> None:
    call, job_id = queued(chunk=2)
    call.tick(59)
    assert status(call, job_id)["status"] == "queued"
    call.tick(1)
    after_one = status(call, job_id)
    assert (after_one["status"], after_one["processed"], after_one["progress"]) == ("processing", 2, 67)
    call.tick(29)
    assert status(call, job_id)["processed"] == 2
    call.tick(1)
    done = status(call, job_id)
    assert (done["status"], done["processed"], done["failed"], done["succeeded"]) == ("completed", 3, 3, 0)
    assert done["started_at"] < done["completed_at"]
    assert {error["message"] for error in done["errors"]} == {f"plugins: {BROKEN}: Download failed."}


def test_a_job_refreshes_the_lists_and_ignores_what_is_ignored() -> None:
    call = connected()
    call.body("POST", "/updates/1/ignore/plugins", {"slug": {WIDGET: "Demo Widget"}})
    call.body("POST", "/sites/2/suspend")
    call.simulator.jobs.threshold = 2
    call.body("POST", "/updates/update")
    call.tick(60)
    for site in (1, 2):
        offers = call.body("GET", f"/updates/{site}")["data"]
        assert list(offers["plugins"]) == [BROKEN]
        assert offers["themes"] == []
        rows = call.body("GET", f"/sites/{site}/plugins")["data"]
        assert next(row["version"] for row in rows if row["slug"] == WIDGET) == "1.1"


def test_a_killed_worker_does_part_of_its_work_and_leaves_the_job_standing() -> None:
    call, job_id = queued(kill_workers=1)
    call.tick(60)
    call.tick(24 * 3600 - 61)
    assert status(call, job_id)["status"] == "queued"
    versions = [child.plugins[WIDGET].version for child in call.simulator.children]
    assert versions == ["1.1", "1.1", "1.0"]
    call.tick(2)
    code, answer = call.ability("GET", "get-batch-job-status-v1", **{"input[job_id]": job_id})
    assert (code, answer["code"]) == (404, "mainwp_job_not_found")


def test_a_job_that_takes_too_long_fails_at_its_next_chunk() -> None:
    call, job_id = queued(chunk=1)
    call.tick(60)
    call.tick(4 * 3600 + 1)
    failed = status(call, job_id)
    assert (failed["status"], failed["job_timed_out"], failed["job_error_code"]) == ("failed", True, "timeout")
    assert failed["errors"][-1]["site_id"] == 0
    assert failed["processed"] == 1


def test_a_site_that_was_removed_meanwhile_is_an_error_of_the_job() -> None:
    call, job_id = queued()
    call.body("DELETE", "/sites/3/remove")
    call.tick(60)
    codes = {error["site_id"]: error["code"] for error in status(call, job_id)["errors"]}
    assert codes[3] == "site_not_found"


def test_a_queued_sync_passes_the_guards_that_stop_the_ability() -> None:
    call = connected()
    call.simulator.event("child: c1.test answers 404 to everything")
    call.body("POST", "/sites/1/sync")
    call.simulator.event("child: c1.test is back")
    assert call.body("POST", "/sites/1/sync")["success"] == 0
    call.simulator.jobs.threshold = 2
    answer = call.body("POST", "/sites/sync")
    assert (answer["total"], answer["job_id"][:5]) == (3, "sync_")
    call.tick(60)
    assert status(call, answer["job_id"])["succeeded"] == 3
    assert call.body("POST", "/sites/1/sync")["success"] == 1


def test_visits_run_what_is_due_once_a_minute_when_cron_is_automatic() -> None:
    call, job_id = queued(chunk=1)
    call.simulator.cron.automatic = True
    call.simulator.clock.advance(60)
    assert [status(call, job_id)["processed"] for _turn in range(2)] == [0, 1]
    call.simulator.clock.advance(31)
    assert [status(call, job_id)["processed"] for _turn in range(2)] == [1, 1]
    call.simulator.clock.advance(29)
    assert [status(call, job_id)["processed"] for _turn in range(2)] == [1, 2]


def test_no_job_moves_without_cron() -> None:
    call, job_id = queued()
    call.simulator.clock.advance(3600)
    assert status(call, job_id)["status"] == "queued"


def test_two_jobs_over_the_same_sites_both_run() -> None:
    call, first = queued()
    second = call.body("POST", "/updates/update")["job_id"]
    assert second != first
    call.tick(60)
    assert {status(call, job_id)["status"] for job_id in (first, second)} == {"completed"}


# Abilities


def test_abilities_list_page_by_page_and_run_what_they_are_told() -> None:
    call = connected()
    code, answer = call.ability("GET", "list-updates-v1", **{"input[per_page]": "4", "input[page]": "2"})
    assert (code, answer["total"], len(answer["updates"])) == (200, 15, 4)
    assert answer["summary"] == {"core": 0, "plugins": 12, "themes": 3, "translations": 0, "total": 15}
    code, answer = call.ability(
        "POST", "run-updates-v1", {"input": {"site_ids_or_domains": [1, "c2.test"], "specific_items": [WIDGET, BROKEN]}}
    )
    assert answer["summary"] == {"total_updated": 2, "total_errors": 2, "sites_updated": 2}
    assert {(item["site_id"], item["old_version"], item["new_version"]) for item in answer["updated"]} == {
        (1, "1.0", "1.1"),
        (2, "1.0", "1.1"),
    }
    assert {item["code"] for item in answer["errors"]} == {"mainwp_update_failed"}


def test_an_unreachable_child_is_one_exception_for_each_slug() -> None:
    call = connected()
    call.simulator.event("child: c1.test answers 404 to everything")
    answer = call.ability("POST", "update-site-plugins-v1", {"input": {"site_id_or_domain": 1}})[1]
    assert answer["summary"] == {"total_updated": 0, "total_errors": 4}
    assert {(item["code"], item["message"]) for item in answer["errors"]} == {("mainwp_update_exception", "NOMAINWP")}


def test_an_ability_lifts_a_single_ignore() -> None:
    call = connected()
    call.body("POST", "/updates/1/ignore/plugins", {"slug": {WIDGET: "Demo Widget"}})
    assert WIDGET not in call.body("GET", "/updates/1")["data"]["plugins"]
    body = {"input": {"site_id_or_domain": 1, "type": "plugin", "slug": WIDGET, "action": "unignore"}}
    assert call.ability("POST", "set-ignored-updates-v1", body)[1]["success"] is True
    assert WIDGET in call.body("GET", "/updates/1")["data"]["plugins"]


@pytest.mark.parametrize(
    ("method", "name", "body", "query", "code"),
    [
        (
            "POST",
            "get-batch-job-status-v1",
            {"input": {"job_id": "update_1"}},
            {},
            (405, "rest_ability_invalid_method"),
        ),
        ("GET", "run-updates-v1", None, {}, (405, "rest_ability_invalid_method")),
        ("GET", "no-such-ability", None, {}, (404, "rest_ability_not_found")),
        ("GET", "list-updates-v1", None, {"input[scope]": "x"}, (400, "ability_invalid_input")),
        ("GET", "list-updates-v1", None, {"input[types][]": "wp"}, (400, "ability_invalid_input")),
        ("GET", "get-site-updates-v1", None, {}, (400, "ability_invalid_input")),
        ("GET", "get-site-updates-v1", None, {"input[site_id_or_domain]": "9"}, (403, "mainwp_site_not_found")),
    ],
)
def test_abilities_refuse(method: str, name: str, body: Any, query: dict[str, str], code: tuple[int, str]) -> None:
    status_code, answer = connected().ability(method, name, body, **query)
    assert (status_code, answer["code"]) == code


def test_an_older_dashboard_has_no_abilities() -> None:
    assert connected(generation="legacy").ability("GET", "list-updates-v1")[1]["code"] == "rest_no_route"


# The batch updates of older dashboards


def test_a_single_site_takes_a_pass_for_every_three_items_and_one_to_end() -> None:
    call = connected(generation="legacy")
    child = call.simulator.children["c1.test"]
    call.tick()
    assert "started successfully" in call.body("POST", "/updates/1/update")["message"]
    assert "queuing to run" in call.body("POST", "/updates/1/update")["message"]
    call.tick(60)
    assert [child.plugins[slug].version for slug in ("demo-seo/demo-seo.php", WIDGET)] == ["3.0", "1.0"]
    assert WIDGET in call.body("GET", "/updates/1")["data"]["plugins"]
    call.tick(60)
    assert child.plugins[WIDGET].version == "1.1"
    assert child.themes["demo-theme"].version == "1.1"
    assert list(call.body("GET", "/updates/1")["data"]["plugins"]) == [BROKEN]
    assert "queuing to run" in call.body("POST", "/updates/1/update")["message"]
    call.tick(60)
    assert "started successfully" in call.body("POST", "/updates/1/update")["message"]


def test_a_batch_of_all_sites_leaves_out_suspended_and_disconnected_ones_and_what_is_ignored() -> None:
    call = connected(generation="legacy")
    call.tick()
    call.body("POST", "/sites/1/suspend")
    call.body("POST", "/sites/2/disconnect")
    call.body("POST", "/sites/2/sync")
    call.body("POST", "/updates/3/ignore/plugins", {"slug": {WIDGET: "Demo Widget"}})
    assert "started successfully" in call.body("POST", "/updates/update")["message"]
    assert "are running" in call.body("POST", "/updates/update")["message"]
    for _turn in range(3):
        call.tick(60)
    versions = [child.plugins["demo-seo/demo-seo.php"].version for child in call.simulator.children]
    assert versions == ["2.9", "2.9", "3.0"]
    assert call.simulator.children["c3.test"].plugins[WIDGET].version == "1.0"
    assert "started successfully" in call.body("POST", "/updates/update")["message"]


def test_a_batch_without_cron_counts_as_over_after_four_hours() -> None:
    call = connected(generation="legacy")
    call.body("POST", "/updates/update")
    call.simulator.clock.advance(4 * 3600)
    assert "are running" in call.body("POST", "/updates/update")["message"]
    call.simulator.clock.advance(1)
    assert "started successfully" in call.body("POST", "/updates/update")["message"]
