# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_job_info against the simulator: both kinds of jobs, their ends, and those that have none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.jobs import Job
from tests.unit.simulator.client import CRON
from tests.unit.support.bench import Bench
from tests.unit.support.updates import fleet

MODULE = "mainwp_job_info"
STATUS = "wp-abilities/v1/abilities/mainwp/get-batch-job-status-v1/run"
NO_JOB = "sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de"
NO_TOOL_JOB = "renew_6b0475b11a9ea3.48041371"
SITES = 50


def with_password(bench: Bench) -> Bench:
    """Give the runs an application password."""
    pair = bench.simulator.keys["application"]
    bench.connection |= {"application_user": pair["user"], "application_password": pair["password"]}
    return bench


@pytest.fixture
def bench() -> Bench:
    """A dashboard with fifty sites, whose cron runs when it is visited."""
    found = with_password(fleet(SITES))
    found.simulator.cron.automatic = True
    return found


def queue(bench: Bench, kind: str = "sync") -> Job:
    """A job over all sites, as the dashboard makes one."""
    return bench.simulator.jobs.create(kind, list(bench.simulator.dashboard.sites))


def break_sites(bench: Bench, *numbers: int) -> None:
    """Let children refuse connections."""
    for number in numbers:
        site = bench.simulator.dashboard.sites.get(number)
        assert site is not None
        child = bench.simulator.children.at(site.url)
        assert child is not None
        child.reachability = "refused"


class TestQueued:
    def test_one_look(self, bench: Bench) -> None:
        job = queue(bench)
        result = bench.run(MODULE, job_id=job.id)
        assert (result.get("msg"), result["changed"], result["api_requests"]) == (None, False, 1)
        assert bench.asked == [f"GET {STATUS}"]
        assert result["job"] == {
            "id": job.id,
            "kind": "sync",
            "status": "queued",
            "verdict": "running",
            "reason": "No site is done yet.",
            "processed": 0,
            "total": SITES,
            "succeeded": 0,
            "failed": 0,
            "progress": 0.0,
            "started_at": None,
            "completed_at": None,
            "timed_out": False,
            "errors": [],
        }

    def test_between_two_chunks(self, bench: Bench) -> None:
        job = queue(bench)
        bench.simulator.clock.advance(60)
        bench.simulator.event(CRON)
        seen = bench.run(MODULE, job_id=job.id)["job"]
        assert (seen["status"], seen["verdict"], seen["processed"]) == ("processing", "running", 20)
        assert seen["reason"] == "20 of 50 sites are done."
        assert seen["started_at"].endswith("Z")

    @pytest.mark.parametrize("kind", ["sync", "update"])
    def test_to_its_end(self, bench: Bench, kind: str) -> None:
        job = queue(bench, kind)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, job_id=job.id, wait=True, wait_interval=20)
        assert result.get("msg") is None
        seen = result["job"]
        assert (seen["kind"], seen["status"], seen["processed"]) == (kind, "completed", SITES)
        # Chunks at 60 s, 120 s (cron runs once a minute at most) and 180 s; what is looked at runs it.
        assert 160 <= bench.simulator.clock.now() - begun <= 220
        assert set(bench.asked) == {f"GET {STATUS}"}
        assert result["api_requests"] == 1 + (bench.simulator.clock.now() - begun) / 20

    def test_every_site_is_synced(self, bench: Bench) -> None:
        seen = bench.run(MODULE, job_id=queue(bench).id, wait=True)["job"]
        assert (seen["verdict"], seen["reason"], seen["succeeded"], seen["errors"]) == ("done", None, SITES, [])

    def test_some_sites_fail(self, bench: Bench) -> None:
        break_sites(bench, 3, 40)
        result = bench.run(MODULE, job_id=queue(bench).id, wait=True)
        seen = result["job"]
        assert (result.get("failed", False), seen["status"], seen["verdict"]) == (False, "completed", "failed")
        assert (seen["reason"], seen["failed"], seen["succeeded"]) == ("2 of 50 sites failed.", 2, 48)
        assert [error["site_id"] for error in seen["errors"]] == [3, 40]
        assert {(error["code"], error["reason"]) for error in seen["errors"]} == {
            ("sync_failed", "Sync returned false.")
        }

    def test_every_site_fails_and_the_dashboard_calls_it_completed(self, bench: Bench) -> None:
        break_sites(bench, *range(1, SITES + 1))
        seen = bench.run(MODULE, job_id=queue(bench).id, wait=True)["job"]
        assert (seen["status"], seen["verdict"]) == ("completed", "failed")
        assert seen["reason"] == "All 50 sites failed."

    def test_without_cron_it_never_begins(self, bench: Bench) -> None:
        bench.simulator.cron.automatic = False
        job = queue(bench)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, job_id=job.id, wait=True, wait_interval=60)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_stalled")
        assert "never began" in result["msg"]
        assert "cron" in result["failure"]["hint"]
        assert job.id in result["failure"]["hint"]
        assert (result["job"]["verdict"], result["job"]["status"]) == ("unknown", "queued")
        assert 900 <= bench.simulator.clock.now() - begun <= 1020

    def test_a_worker_that_dies_at_once_looks_as_if_it_never_began(self, bench: Bench) -> None:
        bench.simulator.jobs.kill_workers = 1
        result = bench.run(MODULE, job_id=queue(bench).id, wait=True, wait_interval=60)
        assert (result["failure"]["code"], result["job"]["processed"]) == ("job_stalled", 0)
        assert "its worker died" in result["msg"]

    def test_a_worker_that_dies_in_the_middle(self, bench: Bench) -> None:
        job = queue(bench)
        bench.simulator.clock.advance(60)
        bench.simulator.event(CRON)
        bench.simulator.jobs.kill_workers = 1
        result = bench.run(MODULE, job_id=job.id, wait=True, wait_interval=60)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_stalled")
        assert "stands still after 20 of 50 sites" in result["msg"]
        assert (result["job"]["verdict"], result["job"]["status"]) == ("unknown", "processing")

    def test_the_dashboard_gives_it_up_after_four_hours(self, bench: Bench) -> None:
        job = queue(bench)
        bench.simulator.clock.advance(60)
        bench.simulator.event(CRON)
        bench.simulator.clock.advance(4 * 3600 + 60)
        result = bench.run(MODULE, job_id=job.id, wait=True)
        seen = result["job"]
        assert (seen["status"], seen["timed_out"], seen["verdict"]) == ("failed", True, "failed")
        assert seen["reason"] == "The dashboard gave the job up after 4 hours, with 20 of 50 sites done."
        assert (seen["failed"], seen["errors"][-1]["site_id"]) == (0, 0)

    def test_our_own_time_is_up(self, bench: Bench) -> None:
        job = queue(bench)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, job_id=job.id, wait=True, wait_timeout=130, wait_interval=20)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_timeout")
        assert bench.simulator.clock.now() - begun == 130
        assert result["job"]["verdict"] == "running"

    def test_it_is_forgotten_while_it_is_followed(self, bench: Bench) -> None:
        bench.simulator.cron.automatic = False
        job = queue(bench)
        bench.simulator.clock.advance(24 * 3600 - 100)
        result = bench.run(MODULE, job_id=job.id, wait=True)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_gone")
        assert (result["job"]["verdict"], result["job"]["processed"]) == ("unknown", 0)

    def test_a_dashboard_that_is_away_for_a_while(self, bench: Bench) -> None:
        bench.adapter.fail("refused", skip=3, times=4)
        result = bench.run(MODULE, job_id=queue(bench).id, wait=True)
        assert (result.get("msg"), result["job"]["verdict"]) == (None, "done")


class TestTools:
    @pytest.fixture(params=["modern", "legacy"])
    def bench(self, request: pytest.FixtureRequest) -> Bench:
        """A dashboard with three sites, asked with its own key alone."""
        return Bench(generation=request.param, state="examples")

    @pytest.mark.parametrize("tool", ["renew_connections", "disconnect_all_sites", "destroy_sessions"])
    def test_to_its_end(self, bench: Bench, tool: str) -> None:
        job_id = bench.run("mainwp_tools", tool=tool, confirm=True, wait=False)["tool"]["job_id"]
        result = bench.run(MODULE, job_id=job_id, wait=True)
        assert (result.get("msg"), result["changed"]) == (None, False)
        seen = result["job"]
        assert (seen["id"], seen["kind"], seen["status"]) == (job_id, tool.partition("_")[0], "completed")
        assert (seen["verdict"], seen["processed"], seen["succeeded"], seen["failed"]) == ("done", 3, 3, 0)
        assert (seen["started_at"], seen["progress"], seen["timed_out"]) == (None, 100.0, False)
        assert seen["completed_at"].endswith("Z")
        path = f"GET settings/tools/{tool.replace('_', '-')}-status/{job_id}"
        assert set(bench.asked) == {path}

    def test_sites_that_fail(self, bench: Bench) -> None:
        break_sites(bench, 1)
        job_id = bench.run("mainwp_tools", tool="disconnect_all_sites", confirm=True, wait=False)["tool"]["job_id"]
        bench.simulator.clock.advance(60)
        result = bench.run(MODULE, job_id=job_id)
        assert (result.get("failed", False), result["job"]["verdict"]) == (False, "failed")
        assert result["job"]["reason"] == "1 of 3 sites failed."
        assert result["job"]["errors"] == [
            {"site_id": 1, "code": None, "reason": "The dashboard got no answer from the child."}
        ]

    def test_one_that_never_begins(self, bench: Bench) -> None:
        bench.simulator.cron.loopback = False
        job_id = bench.run("mainwp_tools", tool="renew_connections", confirm=True, wait=False)["tool"]["job_id"]
        looked = bench.run(MODULE, job_id=job_id)
        assert (looked.get("msg"), looked["job"]["verdict"], looked["job"]["status"]) == (None, "running", "pending")
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, job_id=job_id, wait=True)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_stalled")
        assert (result["job"]["verdict"], "never began" in result["job"]["reason"]) == ("unknown", True)
        assert 210 <= bench.simulator.clock.now() - begun <= 240

    def test_one_that_is_gone(self, bench: Bench) -> None:
        result = bench.run(MODULE, job_id=NO_TOOL_JOB)
        assert (result["failed"], result["failure"]["code"]) == (True, "renew_connection_job_not_found")
        assert "job" not in result
        assert len(bench.asked) == 1
        assert "a day" in result["failure"]["hint"]


class TestRefusals:
    def test_one_that_is_gone(self, bench: Bench) -> None:
        for wait in (False, True):
            result = bench.run(MODULE, job_id=NO_JOB, wait=wait)
            assert (result["failed"], result["failure"]["code"]) == (True, "mainwp_job_not_found")
            assert "a day" in result["failure"]["hint"]
            assert ("job" in result, len(bench.asked)) == (False, 1)

    def test_without_an_application_password(self, bench: Bench) -> None:
        for name in ("application_user", "application_password"):
            del bench.connection[name]
        result = bench.run(MODULE, job_id=queue(bench).id)
        assert (result["failure"]["layer"], bench.asked) == ("options", [])
        assert "application password" in result["msg"]

    def test_with_a_wrong_application_password(self, bench: Bench) -> None:
        result = bench.run(MODULE, job_id=queue(bench).id, application_password="wrong")
        assert (result["failed"], result["failure"]["layer"]) == (True, "key")
        assert "application password" in result["failure"]["hint"]

    def test_a_dashboard_without_abilities(self) -> None:
        bench = with_password(Bench(generation="legacy", state="examples"))
        result = bench.run(MODULE, job_id=NO_JOB)
        assert result["failure"]["layer"] == "options"
        assert "no Abilities API" in result["msg"]

    @pytest.mark.parametrize("job_id", ["", "sync", "sync_1", "../x", "other_6b0475b11a9ea3.48041371"])
    def test_what_is_no_id(self, bench: Bench, job_id: str) -> None:
        result = bench.run(MODULE, job_id=job_id)
        assert (result["failure"]["layer"], bench.asked) == ("options", [])
        assert "no id of a job" in result["msg"]

    @pytest.mark.parametrize("options", [{"wait_interval": 0}, {"wait_timeout": -1}])
    def test_numbers_that_mean_nothing(self, bench: Bench, options: dict[str, Any]) -> None:
        result = bench.run(MODULE, job_id=NO_JOB, **options)
        assert (result["failure"]["layer"], bench.asked) == ("options", [])

    def test_check_mode_reads_too(self, bench: Bench) -> None:
        assert bench.check(MODULE, job_id=queue(bench).id)["job"]["verdict"] == "running"
