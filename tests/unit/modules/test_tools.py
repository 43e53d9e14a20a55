# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_tools against the simulator: what is done at once, jobs that end, fail, never begin, and are forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._tools import TOOLS
from tests.unit.simulator.client import CRON
from tests.unit.support.bench import Bench

MODULE = "mainwp_tools"
ROUTE = "settings/tools"
# What the id of a job of abilities looks like.
RECONNECTING = "reconnect_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with three sites."""
    return Bench(generation=request.param, state="examples")


def children(bench: Bench) -> list[Any]:
    """The children of the three sites."""
    return [bench.simulator.children.at(site.url) for site in bench.simulator.dashboard.sites]


def keys(bench: Bench) -> list[str]:
    """The keys by which the children know the dashboard; empty for one that is disconnected."""
    return [child.public_key for child in children(bench)]


class TestAtOnce:
    def test_notices(self, bench: Bench) -> None:
        result = bench.run(MODULE, tool="restore_info_messages")
        assert (result["changed"], result["tool"]["verdict"], result["tool"]["job_id"]) == (True, "done", None)
        assert bench.asked == [f"POST {ROUTE}/restore-info-messages"]
        assert bench.simulator.dashboard.options["dismissed notices"] == []

    def test_activation_data(self, bench: Bench) -> None:
        result = bench.run(MODULE, tool="clear_activation_data", confirm=True)
        assert (result["changed"], result["tool"]["verdict"]) == (True, "done")
        assert bench.simulator.dashboard.options["activation data"] == ""

    def test_there_is_no_job_to_look_at(self, bench: Bench) -> None:
        result = bench.run(MODULE, tool="restore_info_messages", job_id="x")
        assert (result["failure"]["layer"], bench.asked) == ("options", [])


class TestDangerous:
    @pytest.mark.parametrize("tool", ["renew_connections", "disconnect_all_sites", "clear_activation_data"])
    def test_it_has_to_be_confirmed(self, bench: Bench, tool: str) -> None:
        for result in (bench.check(MODULE, tool=tool), bench.run(MODULE, tool=tool)):
            assert "was not confirmed" in result["msg"]
            assert (result["changed"], bench.asked) == (False, [])

    @pytest.mark.parametrize(
        ("tool", "asked"),
        [
            ("renew_connections", ["GET sites/count"]),
            ("disconnect_all_sites", ["GET sites/count"]),
            ("clear_activation_data", []),
        ],
    )
    def test_check_mode_asks_only_whether_there_are_sites(self, bench: Bench, tool: str, asked: list[str]) -> None:
        result = bench.check(MODULE, tool=tool, confirm=True)
        assert (result["changed"], result["tool"]["verdict"], bench.asked) == (True, "planned", asked)

    @pytest.mark.parametrize("tool", list(TOOLS))
    def test_check_mode_without_sites_tells_what_a_run_would(self, tool: str) -> None:
        """Jobs have nothing to work on; what is done at once is done all the same."""
        bench = Bench(state="demo", sites=1)
        planned = bench.check(MODULE, tool=tool, confirm=True)
        done = bench.run(MODULE, tool=tool, confirm=True)
        assert planned["changed"] is done["changed"]
        skipped = [one["tool"]["verdict"] == "skipped" for one in (planned, done)]
        assert skipped == [bool(TOOLS[tool].status)] * 2
        assert planned["tool"]["reason"] == (done["tool"]["reason"] if all(skipped) else "")

    def test_a_key_that_only_reads_is_refused(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, tool="disconnect_all_sites", confirm=True)
        assert (result["changed"], result["failure"]["layer"]) == (False, "key")
        assert "" not in keys(bench)


class TestJobs:
    def test_every_site_takes_a_new_key(self, bench: Bench) -> None:
        before = keys(bench)
        result = bench.run(MODULE, tool="renew_connections", confirm=True)
        assert (result.get("msg"), result["changed"]) == (None, True)
        tool = result["tool"]
        assert (tool["verdict"], tool["total"], tool["processed"], tool["failed"]) == ("done", 3, 3, 0)
        assert not set(before) & set(keys(bench))
        looks = [f"GET {ROUTE}/renew-connections-status/{tool['job_id']}"] * 2
        assert bench.asked == [f"POST {ROUTE}/renew-connections", *looks]
        assert bench.run("mainwp_sync", sites=["all"])["summary"]["done"] == 3

    def test_every_site_is_disconnected(self, bench: Bench) -> None:
        """The address that the dashboard names for the status leads nowhere."""
        result = bench.run(MODULE, tool="disconnect_all_sites", confirm=True)
        assert (result.get("msg"), result["tool"]["verdict"]) == (None, "done")
        assert keys(bench) == ["", "", ""]
        assert bench.asked[-1].startswith(f"GET {ROUTE}/disconnect-all-sites-status/disconnect_")

    def test_sites_that_fail_are_named(self, bench: Bench) -> None:
        bench.simulator.children["shop.example.com"].reachability = "refused"
        bench.simulator.children["blog.example.com"].reachability = "404"
        result = bench.run(MODULE, tool="disconnect_all_sites", confirm=True)
        assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, True, "tool_failed")
        assert "2 of 3 sites failed" in result["msg"]
        assert {site["url"]: site["reason"] for site in result["tool"]["sites"]} == {
            "https://blog.example.com/": "No active MainWP Child answers at the site's address.",
            "https://shop.example.com/": "The dashboard got no answer from the child.",
        }

    def test_where_all_fail_nothing_changed(self, bench: Bench) -> None:
        for child in children(bench):
            child.reachability = "refused"
        result = bench.run(MODULE, tool="disconnect_all_sites", confirm=True)
        assert (result["failed"], result["changed"], result["tool"]["failed"]) == (True, False, 3)

    def test_without_sites_there_is_nothing_to_do(self) -> None:
        """The dashboard says so with a 500."""
        bench = Bench()
        result = bench.run(MODULE, tool="renew_connections", confirm=True)
        assert (result.get("msg"), result["changed"], result["tool"]["verdict"]) == (None, False, "skipped")

    def test_sessions_are_not_destroyed_and_the_user_is_told(self, bench: Bench) -> None:
        """The dashboard says success."""
        contacts = [len(child.log) for child in children(bench)]
        result = bench.run(MODULE, tool="destroy_sessions")
        assert (result.get("msg"), result["changed"], result["tool"]["verdict"]) == (None, False, "skipped")
        assert "nobody was logged out" in result["tool"]["reason"]
        assert any("nobody was logged out" in str(warning) for warning in result["warnings"])
        assert [len(child.log) for child in children(bench)] == contacts
        assert bench.check(MODULE, tool="destroy_sessions")["changed"] is False


class TestWaiting:
    def test_a_job_that_never_begins_is_told_as_such(self, bench: Bench) -> None:
        """The dashboard does not reach itself, and nothing runs its cron."""
        bench.simulator.cron.loopback = False
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, tool="renew_connections", confirm=True)
        assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, True, "job_stalled")
        assert result["tool"]["verdict"] == "unknown"
        assert "never began" in result["msg"]
        assert "cron" in result["failure"]["hint"]
        assert result["tool"]["job_id"] in result["failure"]["hint"]
        assert 210 <= bench.simulator.clock.now() - begun <= 240

    def test_a_worker_that_dies_looks_the_same(self, bench: Bench) -> None:
        bench.simulator.tool_jobs.kill_workers = 1
        result = bench.run(MODULE, tool="renew_connections", confirm=True)
        assert (result["failure"]["code"], result["tool"]["processed"]) == ("job_stalled", 0)

    def test_it_waits_no_longer_than_it_shall(self, bench: Bench) -> None:
        bench.simulator.cron.loopback = False
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, tool="renew_connections", confirm=True, wait_timeout=45, wait_interval=20)
        assert (result["failure"]["code"], bench.simulator.clock.now() - begun) == ("job_timeout", 45)

    def test_a_job_is_looked_at_again_and_not_started_twice(self, bench: Bench) -> None:
        bench.simulator.cron.loopback = False
        first = bench.run(MODULE, tool="disconnect_all_sites", confirm=True, wait=False)
        assert (first.get("msg"), first["changed"], first["tool"]["verdict"]) == (None, True, "unknown")
        bench.simulator.event(CRON)
        bench.simulator.clock.advance(10)
        again = bench.run(MODULE, tool="disconnect_all_sites", job_id=first["tool"]["job_id"])
        assert (again["changed"], again["tool"]["verdict"]) == (False, "done")
        assert bench.written == []

    @pytest.mark.parametrize(
        "job_id", ["../general", "renew_/b", "renew_.", "renew_a b", "renew", "disconnect_1.2", RECONNECTING]
    )
    def test_what_is_no_id_is_not_looked_for(self, bench: Bench, job_id: str) -> None:
        result = bench.run(MODULE, tool="renew_connections", job_id=job_id)
        assert (result["failure"]["layer"], bench.asked) == ("options", [])

    def test_a_job_that_was_forgotten(self, bench: Bench) -> None:
        """The dashboard says so with a 500, which is not tried again."""
        result = bench.run(MODULE, tool="renew_connections", job_id="renew_none")
        assert (result["failed"], result["failure"]["code"]) == (True, "renew_connection_job_not_found")
        assert len(bench.asked) == 1
        assert "forgets a job after a day" in result["failure"]["hint"]

    def test_a_start_without_an_answer_is_not_repeated(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", path=f"{ROUTE}/disconnect-all-sites", times=1)
        result = bench.run(MODULE, tool="disconnect_all_sites", confirm=True)
        assert (result["failed"], result["failure"]["code"]) == (True, "answer_lost")
        assert len(bench.written) == 1
        assert "before you start it again" in result["failure"]["hint"]

    def test_a_look_that_fails_keeps_the_id(self, bench: Bench) -> None:
        bench.simulator.faults.add("firewall", path="status")
        result = bench.run(MODULE, tool="renew_connections", confirm=True)
        assert (result["failed"], result["changed"], result["tool"]["verdict"]) == (True, True, "unknown")
        assert result["tool"]["job_id"] in result["failure"]["hint"]

    def test_a_status_of_an_unknown_form(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="status", body={"success": True})
        result = bench.run(MODULE, tool="renew_connections", confirm=True)
        assert (result["failure"]["code"], result["tool"]["verdict"]) == ("unknown_form", "unknown")
