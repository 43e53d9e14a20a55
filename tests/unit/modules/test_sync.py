# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_sync against the simulator: verdicts, dead ends and the way out, answers that are lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

MODULE = "mainwp_sync"
HOST = "site-01.example.com"


def connected(count: int, generation: str = "modern") -> Bench:
    """A dashboard with so many sites that were synced an hour ago."""
    bench = Bench(generation=generation, state="demo", sites=count)
    for number, child in enumerate(bench.simulator.children, start=1):
        connect(bench.simulator, child, f"Site {number}")
    bench.simulator.clock.advance(3600)
    return bench


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(3, request.param)


@pytest.fixture(params=["modern", "legacy"])
def one(request: pytest.FixtureRequest) -> Bench:
    return connected(1, request.param)


def words(result: dict[str, Any]) -> list[str]:
    return [site["verdict"] for site in result["sites"]]


class TestSync:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"])
        assert result["changed"] is True
        assert words(result) == ["done"] * 3
        assert result["summary"] == {"done": 3, "failed": 0, "skipped": 0, "unknown": 0}
        assert sorted(bench.asked) == ["GET sites/basic", "PUT sites/1/sync", "PUT sites/2/sync", "PUT sites/3/sync"]
        assert result["api_requests"] == 4
        first = result["sites"][0]
        assert (first["id"], first["url"], first["name"]) == (1, f"https://{HOST}/", "Site 1")
        assert (first["reason"], first["repaired"]) == (None, False)

    def test_again_within_the_age(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["all"], max_age=600)
        result = bench.run(MODULE, sites=["all"], max_age=600)
        assert result["changed"] is False
        assert result["summary"] == {"done": 0, "failed": 0, "skipped": 3, "unknown": 0}
        assert result["sites"][0]["reason"].startswith("Last synced at 20")
        assert bench.asked == ["GET sites/basic"]

    def test_again_without_an_age_syncs_again(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["all"])
        assert bench.run(MODULE, sites=["all"])["changed"] is True

    def test_check(self, bench: Bench) -> None:
        result = bench.check(MODULE, sites=["all"], max_age=600)
        assert result["changed"] is True
        assert words(result) == ["planned"] * 3
        assert result["summary"] == {"planned": 3, "skipped": 0}
        assert bench.asked == ["GET sites/basic"]

    def test_check_again(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["all"])
        result = bench.check(MODULE, sites=["all"], max_age=600)
        assert (result["changed"], words(result)) == (False, ["skipped"] * 3)

    def test_the_age_is_that_of_the_data(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["2"])
        bench.simulator.clock.advance(10)
        result = bench.run(MODULE, sites=["all"], max_age=600)
        assert words(result) == ["done", "skipped", "done"]

    def test_a_suspended_site_is_synced(self, one: Bench) -> None:
        next(iter(one.simulator.dashboard.sites)).suspended = 1
        assert words(one.run(MODULE, sites=[HOST])) == ["done"]

    def test_by_tag_and_client_nothing_means_an_error(self, one: Bench) -> None:
        result = one.run(MODULE)
        assert (result["failed"], result["failure"]["code"]) == (True, "invalid_input")
        assert one.written == []


class TestFailures:
    def test_the_real_reason(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {HOST} answers 404 to everything")
        result = bench.run(MODULE, sites=["all"])
        assert result["failed"] is True
        assert result["changed"] is True
        assert words(result) == ["failed", "done", "done"]
        assert "not detected" in result["sites"][0]["reason"]
        assert result["failure"]["code"] == "sync_failed"
        assert result["failure"]["layer"] == "child"
        assert result["msg"].startswith(f"1 of 3 sites could not be synced; the first: https://{HOST}/: ")

    def test_what_a_failure_costs(self, one: Bench) -> None:
        one.simulator.event(f"child: {HOST} answers 404 to everything")
        one.run(MODULE, sites=["all"])
        # The index tells whether the dashboard has the abilities, and with them the dead end.
        assert one.asked == ["GET sites/basic", "PUT sites/1/sync", "GET sites/basic", "GET "]

    @pytest.mark.parametrize(
        ("fail_on", "failed"),
        [("any", True), ("1", True), ("2", False), ("30%", True), ("40%", False), ("none", False)],
    )
    def test_fail_on(self, fail_on: str, failed: bool) -> None:
        bench = connected(3)
        bench.simulator.event(f"child: {HOST} answers 404 to everything")
        result = bench.run(MODULE, sites=["all"], fail_on=fail_on)
        assert result.get("failed", False) is failed
        assert result["summary"]["failed"] == 1

    def test_a_wrong_fail_on_contacts_nobody(self, one: Bench) -> None:
        assert "fail_on" in one.run(MODULE, sites=["all"], fail_on="some")["msg"]
        assert one.asked == []

    def test_a_failed_site_is_never_young(self, one: Bench) -> None:
        one.simulator.event(f"child: {HOST} answers 404 to everything")
        one.run(MODULE, sites=["all"])
        assert words(one.run(MODULE, sites=["all"], max_age=100000)) == ["failed"]

    def test_a_refused_key_ends_the_run(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, sites=["all"], max_concurrency=1)
        assert result["failure"]["layer"] == "key"
        assert "read and write" in result["failure"]["hint"]
        assert words(result) == ["failed", "skipped", "skipped"]
        assert result["sites"][1]["reason"].startswith("Not begun: ")
        assert result["changed"] is False
        assert bench.asked == ["GET sites/basic", "PUT sites/1/sync"]

    def test_an_unreachable_dashboard_ends_the_run(self, bench: Bench) -> None:
        bench.adapter.fail("refused", path="/sync")
        result = bench.run(MODULE, sites=["all"], max_concurrency=1, request_retries=1)
        assert result["failure"]["layer"] == "tcp"
        assert words(result) == ["failed", "skipped", "skipped"]


class TestDeadEnds:
    """A dashboard with abilities refuses to sync what failed before, and what a check found offline."""

    def test_after_a_failed_sync(self) -> None:
        bench = connected(1, "modern")
        bench.simulator.event(f"child: {HOST} answers 404 to everything")
        bench.run(MODULE, sites=["all"])
        bench.simulator.event(f"child: {HOST} is back")
        before = len(bench.simulator.children[HOST].log)
        result = bench.run(MODULE, sites=["all"])
        assert len(bench.simulator.children[HOST].log) == before, "the child was contacted after all"
        assert "repair=true" in result["sites"][0]["reason"]
        result = bench.run(MODULE, sites=["all"], repair=True)
        assert (words(result), result["sites"][0]["repaired"]) == (["done"], True)
        assert bench.asked == [
            "GET sites/basic",
            "PUT sites/1/sync",
            "GET sites/basic",
            "GET ",
            "PUT sites/1/check",
            "PUT sites/1/reconnect",
            "PUT sites/1/sync",
        ]
        assert words(bench.run(MODULE, sites=["all"])) == ["done"]

    def test_after_a_check_that_found_it_offline(self) -> None:
        bench = connected(1, "modern")
        bench.simulator.event(f"child: {HOST} refuses connections")
        bench.run("mainwp_site_check", sites=["all"])
        bench.simulator.event(f"child: {HOST} is back")
        result = bench.run(MODULE, sites=["all"])
        assert "holds the site for offline" in result["sites"][0]["reason"]
        assert bench.run("mainwp_site_check", sites=["all"])["summary"]["up"] == 1
        assert words(bench.run(MODULE, sites=["all"])) == ["done"]

    def test_repair_takes_the_offline_mark_away(self) -> None:
        bench = connected(1, "modern")
        bench.simulator.event(f"child: {HOST} refuses connections")
        bench.run("mainwp_site_check", sites=["all"])
        bench.run(MODULE, sites=["all"])
        bench.simulator.event(f"child: {HOST} is back")
        assert words(bench.run(MODULE, sites=["all"], repair=True)) == ["done"]

    def test_the_older_generation_has_none(self) -> None:
        bench = connected(1, "legacy")
        bench.simulator.event(f"child: {HOST} answers 404 to everything")
        assert "repair" not in bench.run(MODULE, sites=["all"])["sites"][0]["reason"]
        bench.simulator.event(f"child: {HOST} is back")
        assert words(bench.run(MODULE, sites=["all"])) == ["done"]


class TestRepair:
    def test_a_child_that_forgot_the_dashboard_gets_new_keys(self, one: Bench) -> None:
        site = next(iter(one.simulator.dashboard.sites))
        key = site.privkey
        one.simulator.children[HOST].disconnect()
        refused = one.run(MODULE, sites=["all"])
        assert "Authentication failed" in refused["sites"][0]["reason"]
        result = one.run(MODULE, sites=["all"], repair=True)
        assert (words(result), result["sites"][0]["repaired"]) == (["done"], True)
        assert site.privkey != key

    def test_a_child_that_is_down_stays_failed(self, one: Bench) -> None:
        one.simulator.event(f"child: {HOST} refuses connections")
        result = one.run(MODULE, sites=["all"], repair=True)
        assert (words(result), result["sites"][0]["repaired"], result["changed"]) == (["failed"], False, False)
        assert result["sites"][0]["reason"]

    def test_a_child_that_works_is_not_repaired(self, one: Bench) -> None:
        one.run(MODULE, sites=["all"], repair=True)
        assert one.asked == ["GET sites/basic", "PUT sites/1/sync"]

    def test_a_lost_answer_of_the_reconnect_is_decided_by_a_sync(self, one: Bench) -> None:
        one.simulator.children[HOST].disconnect()
        one.run(MODULE, sites=["all"])
        one.simulator.faults.add("lost_504", path="/reconnect", times=1)
        assert words(one.run(MODULE, sites=["all"], repair=True)) == ["done"]
        assert one.asked.count("PUT sites/1/reconnect") == 1


class TestLostAnswer:
    def test_it_worked(self, one: Bench) -> None:
        one.simulator.faults.add("lost_504", path="/sync", times=1)
        result = one.run(MODULE, sites=["all"])
        assert words(result) == ["done"]
        assert one.asked == ["GET sites/basic", "PUT sites/1/sync", "GET sites/basic"]

    def test_it_is_still_going_on(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_before", path="/sync", times=1)
        site = next(iter(one.simulator.dashboard.sites))
        begun = one.simulator.clock.now()
        # What PHP does behind the proxy: its failure gets into the record later.
        one.simulator.cron.schedule(40, "late", lambda: setattr(site, "sync_errors", "HTTP error - too late"))
        one.simulator.cron.automatic = True
        result = one.run(MODULE, sites=["all"], wait_interval=10)
        assert words(result) == ["failed"]
        assert "too late" in result["sites"][0]["reason"]
        assert 40 <= one.simulator.clock.now() - begun < 120

    def test_it_never_reached_the_dashboard(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_before", path="/sync", times=1)
        begun = one.simulator.clock.now()
        result = one.run(MODULE, sites=["all"], fail_on="none")
        assert words(result) == ["unknown"]
        assert result["changed"] is False
        assert "shows no sync since" in result["sites"][0]["reason"]
        assert 300 <= one.simulator.clock.now() - begun < 400
        assert one.asked.count("PUT sites/1/sync") == 0

    def test_wait_timeout_ends_the_wait(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_before", path="/sync", times=1)
        begun = one.simulator.clock.now()
        result = one.run(MODULE, sites=["all"], wait_timeout=30)
        assert (words(result), result["failed"]) == (["unknown"], True)
        assert one.simulator.clock.now() - begun == 30

    def test_without_wait_it_is_looked_at_once(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_before", path="/sync", times=1)
        begun = one.simulator.clock.now()
        assert words(one.run(MODULE, sites=["all"], wait=False)) == ["unknown"]
        assert one.simulator.clock.now() == begun
        one.simulator.faults.add("lost_504", path="/sync", times=1)
        assert words(one.run(MODULE, sites=["all"], wait=False)) == ["done"]

    def test_it_failed(self, one: Bench) -> None:
        one.simulator.event(f"child: {HOST} answers 404 to everything")
        one.simulator.faults.add("lost_504", path="/sync", times=1)
        result = one.run(MODULE, sites=["all"])
        assert words(result) == ["failed"]
        assert "not detected" in result["sites"][0]["reason"]
