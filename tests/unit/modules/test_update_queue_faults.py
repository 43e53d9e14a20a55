# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""strategy: queue against the simulator: every way in which the dashboard's run can go wrong, and its verdict."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Fault
from tests.unit.support.bench import Bench
from tests.unit.support.queue import JOB, MODULE, START, TASK, queueing, warnings
from tests.unit.support.traffic import Traffic
from tests.unit.support.updates import (
    BROKEN,
    FORMS,
    GOOD,
    THEME,
    child,
    fleet,
    offer_core,
    reasons,
    refresh,
    upgrades,
    verdicts,
)

GENERATIONS = ["job", "legacy"]
HOURS = 3600


def words(result: dict[str, Any]) -> set[str]:
    """Every verdict that there is."""
    return {entry["verdict"] for entry in result["updates"]}


class TestStart:
    """The request that begins the run is sent once, whatever becomes of its answer."""

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    @pytest.mark.parametrize("fault", ["lost_504", "lost"])
    def test_the_answer_is_lost_after_the_start(self, shape: str, fault: str) -> None:
        bench = queueing(shape)
        bench.simulator.faults.add(fault, method="POST", path="updates/update")
        result = bench.run(MODULE, **TASK)
        for number in (1, 2, 3):
            assert {slug: verdicts(result, number)[slug] for slug in (*GOOD, THEME)} == dict.fromkeys(
                [*GOOD, THEME], "updated"
            )
            assert verdicts(result, number)[BROKEN] in ("failed", "unknown")
        assert "It is not known whether a run began." in str(reasons(result)[BROKEN])
        assert (result["job"]["shape"], result["job"]["id"]) == (None, None)
        assert bench.asked.count(START) == 1

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    @pytest.mark.parametrize("fault", ["read_timeout_after", "aborted_after", "dropped"])
    def test_the_connection_breaks_after_the_start(self, shape: str, fault: str) -> None:
        bench = queueing(shape)
        bench.adapter.fail(fault, method="POST", path="updates/update")
        result = bench.run(MODULE, **TASK)
        assert [verdicts(result, number)[FORMS] for number in (1, 2, 3)] == ["updated"] * 3
        assert bench.asked.count(START) == 1

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_the_request_never_arrived(self, shape: str) -> None:
        """A 502 says nothing about that: nothing moves, and nobody can tell."""
        bench = queueing(shape)
        bench.simulator.faults.add("bad_gateway", method="POST", path="updates/update")
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"unknown"}
        assert (result["failed"], result["changed"]) == (True, False)
        assert "Nothing has moved on any site" in result["job"]["reason"]
        assert [upgrades(bench, number) for number in (1, 2, 3)] == [0, 0, 0]

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_without_waiting_a_lost_answer_is_looked_after_once(self, shape: str) -> None:
        bench = queueing(shape)
        bench.simulator.faults.add("lost_504", method="POST", path="updates/update")
        result = bench.run(MODULE, wait=False, **TASK)
        arrived = shape == "finished"
        assert verdicts(result)[FORMS] == ("updated" if arrived else "unknown")
        assert result["failed"] is True

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_no_connection(self, shape: str) -> None:
        bench = queueing(shape)
        bench.adapter.fail("refused", method="POST", path="updates/update")
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"failed"}
        assert (result["failure"]["code"], result["changed"]) == ("unreachable", False)
        assert result["job"] is None

    def test_the_dashboard_cannot_store_the_job(self) -> None:
        bench = queueing("job")
        body = {"code": "mainwp_queue_failed", "message": "Failed to queue updates.", "data": {"status": 500}}
        bench.simulator.faults.add("replace", method="POST", path="updates/update", body=body, status=500)
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"failed"}
        assert result["failure"]["code"] == "mainwp_queue_failed"

    def test_it_crashes_within_the_request(self) -> None:
        bench = queueing("finished")
        bench.simulator.faults.add("php_fatal", method="POST", path="updates/update")
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"unknown"}
        assert "It is not known whether a run began." in str(reasons(result)[FORMS])

    def test_a_run_is_going_on_already(self) -> None:
        bench = queueing("legacy")
        bench.simulator.legacy_batch.start_all()
        result = bench.run(MODULE, **TASK)
        assert result["job"]["shape"] == "running"
        assert verdicts(result) == {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}
        assert reasons(result)[FORMS] == "By a run that was going on already."
        assert "A run was going on already, so none was begun." in str(reasons(result)[BROKEN])

    def test_a_run_that_is_going_on_and_not_waited_for(self) -> None:
        bench = queueing("legacy")
        bench.simulator.legacy_batch.start_all()
        result = bench.run(MODULE, wait=False, **TASK)
        assert words(result) == {"unknown"}
        assert (result["changed"], "failed" in result) == (False, False)

    def test_two_jobs_over_the_same_sites(self) -> None:
        """The dashboard has no guard: both run, and the second finds nothing to do."""
        bench = queueing("job")
        bench.run(MODULE, wait=False, **TASK)
        result = bench.run(MODULE, **TASK)
        assert verdicts(result) == {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}


class TestEnd:
    """A run that does not come to its end ends in a verdict that says so."""

    @pytest.mark.parametrize("shape", GENERATIONS)
    def test_no_cron(self, shape: str) -> None:
        bench = queueing(shape)
        bench.simulator.cron.automatic = False
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"unknown"}
        assert (result["failed"], result["changed"]) == (True, False)
        assert "cron" in result["job"]["reason"]
        assert "never began" in result["job"]["reason"] or "did not begin" in result["job"]["reason"]
        assert "was still installed when it was last looked at" in str(reasons(result)[FORMS])

    def test_no_cron_without_a_password(self) -> None:
        bench = queueing("job", password=False)
        bench.simulator.cron.automatic = False
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"unknown"}
        assert "Nothing has moved on any site within 5 minutes" in result["job"]["reason"]

    @pytest.mark.parametrize("password", [True, False])
    def test_the_worker_is_killed(self, password: bool) -> None:
        """Half of the first chunk is done and not saved, and nothing goes on with the rest."""
        bench = queueing("job", password=password)
        bench.simulator.jobs.kill_workers = 1
        result = bench.run(MODULE, **TASK)
        assert verdicts(result, 1) == {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}
        assert set(verdicts(result, 2).values()) == set(verdicts(result, 3).values()) == {"unknown"}
        assert "died" in result["job"]["reason"]
        assert "cron" in result["job"]["reason"]
        assert result["changed"] is True

    @pytest.mark.parametrize("password", [True, False])
    def test_the_second_worker_is_killed(self, password: bool) -> None:
        bench = queueing("job", password=password)
        bench.simulator.jobs.chunk = 1
        run = bench.simulator.jobs._run

        def running(job_id: str) -> None:
            run(job_id)
            bench.simulator.jobs.kill_workers = 1
            bench.simulator.jobs.chunk = 2

        bench.simulator.jobs._run = running  # type: ignore[method-assign]
        result = bench.run(MODULE, **TASK)
        assert [verdicts(result, number)[FORMS] for number in (1, 2, 3)] == ["updated", "updated", "unknown"]
        assert "after 1 of 3 sites" in result["job"]["reason"] or "2 of 3 sites done" in result["job"]["reason"]

    def test_the_dashboard_gives_up_after_four_hours(self) -> None:
        bench = queueing("job")
        bench.simulator.jobs.chunk = 1
        bench.simulator.jobs.delay = 10 * 60
        chunk = bench.simulator.jobs._run

        def slower(job_id: str) -> None:
            chunk(job_id)
            bench.simulator.clock.advance(4 * HOURS)

        bench.simulator.jobs._run = slower  # type: ignore[method-assign]
        result = bench.run(MODULE, wait_timeout=12 * HOURS, **TASK)
        assert verdicts(result, 1)[FORMS] == "updated"
        assert set(verdicts(result, 2).values()) == {"unknown"}
        assert (result["job"]["status"], result["job"]["processed"]) == ("failed", 1)
        assert "after 4 hours, with 1 of 3 sites done" in result["job"]["reason"]

    def test_the_older_run_is_given_up_after_four_hours(self) -> None:
        """A pass at each look: nine sites need six of them, and there is time for two."""
        bench = fleet(9, "legacy")
        bench.simulator.cron.automatic = True
        result = bench.run(MODULE, wait_timeout=24 * HOURS, wait_interval=5000, fail_on="none", **TASK)
        late = [entry for entry in result["updates"] if entry["verdict"] == "unknown"]
        assert late
        assert "ends such a run after 4 hours" in late[0]["reason"]
        assert result["job"]["status"] == "unknown"

    @pytest.mark.parametrize("shape", GENERATIONS)
    def test_it_does_not_end_in_time(self, shape: str) -> None:
        bench = queueing(shape)
        bench.simulator.cron.automatic = False
        result = bench.run(MODULE, wait_timeout=120, **TASK)
        assert words(result) == {"unknown"}
        assert "wait_timeout" in result["job"]["reason"]

    def test_it_does_not_end_in_time_without_a_password(self) -> None:
        bench = queueing("job", password=False)
        bench.simulator.jobs.delay = 3600.0
        result = bench.run(MODULE, wait_timeout=300, **TASK)
        assert verdicts(result, 1)[FORMS] == "updated"
        assert set(verdicts(result, 3).values()) == {"unknown"}
        assert result["job"]["reason"] == "wait_timeout was over with 2 of 3 sites done; the run may go on."

    def test_every_site_failed(self) -> None:
        bench = queueing("job")
        for number in (1, 2, 3):
            child(bench, number).faults = dict.fromkeys([*GOOD, BROKEN], Fault("fails", "The disk is full."))
            del child(bench, number).theme_offers[THEME]
            refresh(bench, number)
        result = bench.run(MODULE, **TASK)
        assert words(result) == {"failed"}
        assert reasons(result)[FORMS] == "The disk is full."
        assert (result["job"]["status"], result["job"]["reason"]) == ("completed", "All 3 sites failed.")
        assert (result["failed"], result["changed"]) == (True, False)

    def test_the_job_is_forgotten_meanwhile(self) -> None:
        bench = queueing("job")
        bench.simulator.faults.add("replace", method="GET", path=JOB, skip=20, body=GONE, status=404)
        bench.simulator.jobs.delay = 600.0
        result = bench.run(MODULE, **TASK)
        assert verdicts(result, 1)[FORMS] == "updated"
        assert verdicts(result, 3)[FORMS] == "unknown"
        assert "has forgotten the job" in result["job"]["reason"]

    def test_the_password_is_refused(self) -> None:
        """The job has begun all the same: the sites are watched instead."""
        bench = queueing("job")
        bench.connection["application_password"] = "wrong"
        result = bench.run(MODULE, **TASK)
        assert verdicts(result) == {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}
        assert "cannot be read, so the sites are watched instead" in warnings(result)[0]
        assert "with an application password only" in str(reasons(result)[BROKEN])

    @pytest.mark.parametrize(("shape", "password"), [("job", True), ("job", False), ("legacy", True)])
    def test_the_dashboard_is_away_for_a_while(self, shape: str, password: bool) -> None:
        bench = queueing(shape, password=password)
        path = {("job", True): JOB, ("job", False): "sites/basic$", ("legacy", True): "sync$"}[shape, password]
        skip = 2 if not password else 1
        bench.simulator.faults.add("bad_gateway", path=path, skip=skip, times=8)
        result = bench.run(MODULE, max_concurrency=1, **TASK)
        assert verdicts(result) == {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}

    @pytest.mark.parametrize(("shape", "password"), [("job", True), ("job", False), ("legacy", True)])
    def test_the_dashboard_goes_away_for_good(self, shape: str, password: bool) -> None:
        bench = queueing(shape, password=password)
        start = bench.simulator.serve

        def serve(path: str, handle: Any) -> Any:
            answer = start(path, handle)
            if path.endswith("updates/update"):
                bench.adapter.fail("refused")
            return answer

        bench.simulator.serve = serve  # type: ignore[method-assign]
        result = bench.run(MODULE, wait_timeout=300, **TASK)
        assert words(result) == {"unknown"}
        assert (result["failed"], result["changed"]) == (True, False)


class TestSites:
    """What goes wrong on single sites."""

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_unreachable_before(self, shape: str) -> None:
        bench = queueing(shape)
        bench.simulator.event("child: c2.test refuses connections")
        result = bench.run(MODULE, sync_max_age=0, **TASK)
        assert set(verdicts(result, 2).values()) == {"failed"}
        assert str(reasons(result, 2)[FORMS]).startswith("The site cannot be synced:")
        assert verdicts(result, 1)[FORMS] == "updated"

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_unreachable_during(self, shape: str) -> None:
        bench = queueing(shape)
        bench.simulator.event("child: c2.test refuses connections")
        result = bench.run(MODULE, **TASK)
        assert verdicts(result, 1)[FORMS] == verdicts(result, 3)[FORMS] == "updated"
        word = "failed" if shape == "job" else "unknown"
        assert set(verdicts(result, 2).values()) == {word}
        if shape == "job":
            assert "The dashboard got no answer from the child." in str(reasons(result, 2)[FORMS])

    def test_well_again_when_the_job_comes(self) -> None:
        """The sync before it failed, and the job does not ask: what it did cannot be told from what was there."""
        bench = queueing("job")
        bench.simulator.event("child: c2.test refuses connections")
        jobs = bench.simulator.jobs
        run = jobs._run

        def healing(job_id: str) -> None:
            bench.simulator.event("child: c2.test is back")
            run(job_id)

        jobs._run = healing  # type: ignore[method-assign]
        result = bench.run(MODULE, sync_max_age=0, **TASK)
        assert verdicts(result, 2) == {**dict.fromkeys([*GOOD, THEME], "unknown"), BROKEN: "failed"}
        assert "nobody can tell since when" in str(reasons(result, 2)[FORMS])

    def test_nothing_on_offer_and_out_of_reach(self) -> None:
        """A job tries WordPress on every site, so it reports a site that nothing is known of."""
        bench = queueing("job")
        child(bench, 2).plugin_offers.clear()
        child(bench, 2).theme_offers.clear()
        refresh(bench, 2)
        bench.simulator.event("child: c2.test refuses connections")
        result = bench.run(MODULE, **TASK)
        assert verdicts(result, 2) == {None: "failed"}

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_a_plugin_that_is_not_active_any_more(self, shape: str) -> None:
        bench = queueing(shape)
        child(bench).plugins[FORMS].active = True
        refresh(bench)
        child(bench).faults[FORMS] = Fault("deactivates")
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)[FORMS] == "failed"
        assert "not active any more" in str(reasons(result)[FORMS])

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_another_version_arrives(self, shape: str) -> None:
        bench = queueing(shape)
        child(bench).faults[FORMS] = Fault("installs", version="2.4.9")
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)[FORMS] == "failed"
        assert reasons(result)[FORMS] == "2.4.9 was installed instead of 2.5.0."

    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    def test_wordpress_too(self, shape: str) -> None:
        bench = queueing(shape)
        offer_core(bench)
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)["wordpress"] == "updated"
        assert child(bench).wp_version == "7.0.4"

    def test_a_theme_fails_without_a_word(self) -> None:
        """The dashboard counts the site as done."""
        bench = queueing("job")
        del child(bench).plugin_offers[BROKEN]
        refresh(bench)
        child(bench).faults[THEME] = Fault("fails")
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)[THEME] == "failed"
        assert reasons(result)[THEME] == "The job says nothing of it."

    def test_the_dashboard_fails_while_sites_are_synced_before(self) -> None:
        bench = queueing("job")
        bench.adapter.fail("refused", method="PUT", path="sites/2/sync")
        result = bench.run(MODULE, sync_max_age=0, max_concurrency=1, **TASK)
        assert result["failure"]["code"] == "unreachable"
        assert START not in bench.asked
        assert set(verdicts(result, 1).values()) == set(verdicts(result, 3).values()) == {"skipped"}

    def test_children_on_one_server_are_never_asked_at_once(self) -> None:
        bench = fleet(10)
        bench.simulator.cron.automatic = True
        traffic = Traffic(bench)
        bench.run(MODULE, sync_max_age=0, max_concurrency=8, **TASK)
        assert max(traffic.by_server.values()) == 1
        assert traffic.most > 1


GONE = {"code": "mainwp_job_not_found", "message": "Batch job not found.", "data": {"status": 404}}


def test_both_generations_end_alike() -> None:
    """The same failing fleet, in every shape: the same end on the children."""
    ends = []
    for shape in ("finished", "job", "legacy"):
        bench: Bench = queueing(shape)
        bench.run(MODULE, **TASK)
        ends.append([{slug: one.version for slug, one in child(bench, number).plugins.items()} for number in (1, 2, 3)])
    assert ends[0] == ends[1] == ends[2]
