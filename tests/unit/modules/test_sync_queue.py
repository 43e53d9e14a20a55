# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_sync by the dashboard's own run: at once, as a job that is followed or observed, and runs that never end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Child
from tests.unit.simulator.client import CRON
from tests.unit.support.bench import Bench
from tests.unit.support.updates import child, fleet

MODULE = "mainwp_sync"
QUEUE: dict[str, Any] = {"sites": ["all"], "strategy": "queue"}
STATUS = "GET wp-abilities/v1/abilities/mainwp/get-batch-job-status-v1/run"
NO_JOB = "sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de"


def dashboard(sites: int, generation: str = "modern", *, password: bool = True) -> Bench:
    """A dashboard whose sites were synced an hour ago, and whose cron runs when it is visited."""
    bench = fleet(sites, generation)
    bench.simulator.clock.advance(3600)
    bench.simulator.cron.automatic = True
    if password:
        pair = bench.simulator.keys["application"]
        bench.connection |= {"application_user": pair["user"], "application_password": pair["password"]}
    return bench


def queueing(sites: int = 50, *, password: bool = True) -> Bench:
    """A dashboard that makes a job of every sync of more than two sites."""
    bench = dashboard(sites, password=password)
    bench.simulator.jobs.threshold = 2
    return bench


def words(result: dict[str, Any]) -> list[str]:
    return [site["verdict"] for site in result["sites"]]


def reason(result: dict[str, Any], site_id: int) -> str:
    """The reason of one site."""
    (found,) = (site["reason"] for site in result["sites"] if site["id"] == site_id)
    return str(found)


def verdict(result: dict[str, Any], site_id: int) -> str:
    """The verdict of one site."""
    (found,) = (site["verdict"] for site in result["sites"] if site["id"] == site_id)
    return str(found)


def breaks(bench: Bench, *numbers: int) -> list[Child]:
    """Let children refuse connections."""
    found = [child(bench, number) for number in numbers]
    for one in found:
        one.reachability = "refused"
    return found


class TestAtOnce:
    @pytest.fixture(params=["modern", "legacy"])
    def bench(self, request: pytest.FixtureRequest) -> Bench:
        """Three sites, and no application password."""
        return dashboard(3, request.param, password=False)

    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, **QUEUE)
        assert (result.get("msg"), result["changed"], words(result)) == (None, True, ["done"] * 3)
        assert result["summary"] == {"done": 3, "failed": 0, "skipped": 0, "unknown": 0}
        assert result["job"] == {
            "id": None,
            "shape": "finished",
            "status": "completed",
            "processed": 3,
            "total": 3,
            "succeeded": 3,
            "failed": 0,
        }
        assert bench.asked == ["GET sites/basic", "POST sites/sync", "GET sites/basic"]
        assert bench.written == [("POST", "sites/sync", {"include": [1, 2, 3]})]
        assert (result["sites"][0]["repaired"], result["sites"][0]["reason"]) == (False, None)

    def test_again_within_the_age(self, bench: Bench) -> None:
        bench.run(MODULE, **QUEUE)
        result = bench.run(MODULE, **QUEUE, max_age=600)
        assert (result["changed"], words(result), bench.asked) == (False, ["skipped"] * 3, ["GET sites/basic"])
        assert "job" not in result

    def test_check(self, bench: Bench) -> None:
        result = bench.check(MODULE, **QUEUE)
        assert (result["changed"], words(result), bench.asked) == (True, ["planned"] * 3, ["GET sites/basic"])
        assert result["summary"] == {"planned": 3, "skipped": 0}

    def test_chosen_and_old_sites_only(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["2"])
        bench.simulator.clock.advance(10)
        result = bench.run(MODULE, sites=["1", "2"], strategy="queue", max_age=600)
        assert words(result) == ["done", "skipped"]
        assert bench.written == [("POST", "sites/sync", {"include": [1]})]

    def test_a_site_that_fails(self, bench: Bench) -> None:
        breaks(bench, 2)
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["changed"], words(result)) == (True, True, ["done", "failed", "done"])
        assert result["failure"]["code"] == "sync_failed"
        assert "HTTP error" in reason(result, 2)
        assert (result["job"]["succeeded"], result["job"]["failed"]) == (2, 1)

    def test_fail_on_none(self, bench: Bench) -> None:
        breaks(bench, 1, 2, 3)
        result = bench.run(MODULE, **QUEUE, fail_on="none")
        assert (result.get("failed", False), result["changed"], words(result)) == (False, False, ["failed"] * 3)

    def test_a_child_that_refuses_moves_the_sync_and_fails(self, bench: Bench) -> None:
        """The dashboard writes the moment and the error."""
        child(bench, 2).disconnect()
        result = bench.run(MODULE, **QUEUE)
        assert verdict(result, 2) == "failed"
        assert "Authentication failed" in reason(result, 2)

    def test_a_refused_key(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["changed"], result["failure"]["layer"]) == (True, False, "key")

    def test_the_dead_end_is_named(self) -> None:
        bench = dashboard(3)
        (broken,) = breaks(bench, 2)
        bench.run(MODULE, **QUEUE)
        broken.reachability = "ok"
        assert "repair=true" in reason(bench.run(MODULE, **QUEUE), 2)

    def test_an_answer_of_an_unknown_form(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="sites/sync", body={"total": 3})
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["failure"]["code"]) == (True, "unknown_form")

    def test_a_site_that_the_answer_leaves_out(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="sites/sync", body={"total": 0, "data": []})
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], words(result)) == (True, ["unknown"] * 3)
        assert "leaves the site out" in reason(result, 1)


class TestJob:
    """With an application password a job is followed by its status."""

    def test_to_its_end(self) -> None:
        bench = queueing()
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, **QUEUE)
        assert (result.get("msg"), result["changed"]) == (None, True)
        assert result["summary"] == {"done": 50, "failed": 0, "skipped": 0, "unknown": 0}
        job = result["job"]
        assert job.pop("id").startswith("sync_")
        assert job == {
            "shape": "job",
            "status": "completed",
            "processed": 50,
            "total": 50,
            "succeeded": 50,
            "failed": 0,
        }
        assert 160 <= bench.simulator.clock.now() - begun <= 220
        looks = len(bench.asked) - 3
        assert bench.asked == ["GET sites/basic", "POST sites/sync", *[STATUS] * looks, "GET sites/basic"]
        assert looks == 1 + (bench.simulator.clock.now() - begun) / 10

    def test_sites_that_fail(self) -> None:
        bench = queueing()
        breaks(bench, 3, 40)
        child(bench, 5).disconnect()
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, True, "sync_failed")
        assert result["summary"] == {"done": 47, "failed": 3, "skipped": 0, "unknown": 0}
        assert {number: verdict(result, number) for number in (3, 5, 40)} == dict.fromkeys((3, 5, 40), "failed")
        assert "HTTP error" in reason(result, 3)
        assert "Authentication failed" in reason(result, 5)

    def test_every_site_fails(self) -> None:
        bench = queueing(5)
        breaks(bench, 1, 2, 3, 4, 5)
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"] * 5)
        assert (result["job"]["status"], result["job"]["failed"]) == ("completed", 5)
        assert result["msg"].startswith("5 of 5 sites could not be synced")

    def test_a_site_that_fails_as_it_did_before(self) -> None:
        """Its record does not change; the job says it."""
        bench = queueing(5)
        breaks(bench, 4)
        bench.run(MODULE, **QUEUE, fail_on="none")
        bench.simulator.clock.advance(60)
        assert verdict(bench.run(MODULE, **QUEUE), 4) == "failed"

    def test_without_cron_it_never_begins(self) -> None:
        bench = queueing()
        bench.simulator.cron.automatic = False
        result = bench.run(MODULE, **QUEUE, wait_interval=60)
        assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, True, "job_stalled")
        assert "never began" in result["msg"]
        assert result["job"]["id"] in result["failure"]["hint"]
        assert (result["job"]["status"], result["summary"]["unknown"]) == ("queued", 50)
        assert "never began" in reason(result, 1)
        assert "no sync since" in reason(result, 1)

    def test_a_worker_that_dies_in_the_middle(self) -> None:
        """What it did before it died shows in the records."""
        bench = queueing()
        bench.simulator.cron.schedule(70, "kill", lambda: setattr(bench.simulator.jobs, "kill_workers", 1))
        result = bench.run(MODULE, **QUEUE, wait_interval=60)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_stalled")
        assert "stands still after 20 of 50 sites" in result["msg"]
        assert result["job"]["processed"] == 20
        assert result["summary"] == {"done": 30, "failed": 0, "skipped": 0, "unknown": 20}

    def test_the_dashboard_gives_it_up_after_four_hours(self) -> None:
        bench = queueing()
        clock = bench.simulator.clock
        bench.simulator.cron.schedule(70, "sleep", lambda: clock.advance(4 * 3600 + 60))
        result = bench.run(MODULE, **QUEUE, wait_timeout=20000)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_given_up")
        assert (result["job"]["status"], result["job"]["processed"]) == ("failed", 20)
        assert result["summary"] == {"done": 20, "failed": 0, "skipped": 0, "unknown": 30}

    def test_our_own_time_is_up(self) -> None:
        bench = queueing()
        result = bench.run(MODULE, **QUEUE, wait_timeout=90)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_timeout")
        assert result["summary"] == {"done": 20, "failed": 0, "skipped": 0, "unknown": 30}

    def test_fail_on_counts_sites_of_an_unended_job_too(self) -> None:
        bench = queueing()
        result = bench.run(MODULE, **QUEUE, wait_timeout=90, fail_on="none")
        assert (result.get("failed", False), result["summary"]["unknown"]) == (False, 30)

    def test_without_waiting_it_is_only_begun(self) -> None:
        bench = queueing()
        result = bench.run(MODULE, **QUEUE, wait=False)
        assert (result.get("msg"), result["changed"], result["summary"]["unknown"]) == (None, True, 50)
        assert bench.asked == ["GET sites/basic", "POST sites/sync", STATUS, "GET sites/basic"]
        assert "not ended yet" in reason(result, 1)

    def test_a_job_that_cannot_be_read_keeps_its_id(self) -> None:
        bench = queueing()
        result = bench.run(MODULE, **QUEUE, application_password="wrong")
        assert (result["failed"], result["changed"], result["failure"]["layer"]) == (True, True, "key")
        assert result["job"]["id"] in result["msg"]
        assert result["job"]["id"] in result["failure"]["hint"]
        assert result["summary"]["unknown"] == 50

    def test_records_that_cannot_be_read(self) -> None:
        bench = queueing(5)
        bench.adapter.fail("refused", path="sites/basic", skip=1)
        result = bench.run(MODULE, **QUEUE, request_retries=0)
        assert (result["failed"], result["failure"]["layer"], words(result)) == (True, "tcp", ["unknown"] * 5)


class TestResumed:
    def test_it_is_looked_at_and_not_started_again(self) -> None:
        bench = queueing()
        breaks(bench, 7)
        job_id = bench.run(MODULE, **QUEUE, wait=False)["job"]["id"]
        result = bench.run(MODULE, **QUEUE, job_id=job_id, fail_on="none")
        assert (result.get("msg"), result["changed"], bench.written) == (None, False, [])
        assert (result["job"]["id"], result["job"]["processed"]) == (job_id, 50)
        assert result["summary"] == {"done": 49, "failed": 1, "skipped": 0, "unknown": 0}
        assert result["api_requests"] == len(bench.asked)

    def test_when_it_is_over(self) -> None:
        bench = queueing()
        job_id = bench.run(MODULE, **QUEUE)["job"]["id"]
        bench.simulator.clock.advance(600)
        result = bench.run(MODULE, **QUEUE, job_id=job_id)
        assert (words(result), bench.asked) == (["done"] * 50, ["GET sites/basic", STATUS, "GET sites/basic"])
        checked = bench.check(MODULE, **QUEUE, job_id=job_id)
        assert (checked["changed"], checked["summary"]["done"]) == (False, 50)

    def test_sites_that_were_young_are_skipped_again(self) -> None:
        bench = queueing(5)
        bench.run(MODULE, sites=["1", "2"])
        bench.simulator.clock.advance(60)
        job_id = bench.run(MODULE, **QUEUE, max_age=1800)["job"]["id"]
        result = bench.run(MODULE, **QUEUE, max_age=1800, job_id=job_id)
        assert words(result) == ["skipped", "skipped", "done", "done", "done"]

    def test_a_site_that_was_no_part_of_it(self) -> None:
        bench = queueing(5)
        job_id = bench.run(MODULE, sites=["1", "2", "3"], strategy="queue")["job"]["id"]
        result = bench.run(MODULE, **QUEUE, job_id=job_id)
        assert (result["failed"], words(result)) == (True, ["done", "done", "done", "unknown", "unknown"])
        assert "says nothing of the site" in reason(result, 5)

    def test_one_that_has_not_begun(self) -> None:
        bench = queueing(5)
        bench.simulator.cron.automatic = False
        job_id = bench.run(MODULE, **QUEUE, wait=False)["job"]["id"]
        result = bench.run(MODULE, **QUEUE, job_id=job_id, wait=False)
        assert (result.get("msg"), words(result)) == (None, ["unknown"] * 5)

    def test_one_that_is_gone(self) -> None:
        result = queueing(5).run(MODULE, **QUEUE, job_id=NO_JOB)
        assert (result["failed"], result["failure"]["code"]) == (True, "mainwp_job_not_found")

    def test_without_an_application_password(self) -> None:
        bench = queueing(5, password=False)
        result = bench.run(MODULE, **QUEUE, job_id=NO_JOB)
        assert (result["failure"]["layer"], bench.written) == ("options", [])
        assert "application password" in result["msg"]


class TestObserved:
    """Without an application password, only the records of the sites show how far a job is."""

    def test_to_its_end(self) -> None:
        bench = queueing(password=False)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, **QUEUE, wait_interval=30)
        assert (result.get("msg"), result["changed"], result["summary"]["done"]) == (None, True, 50)
        assert (result["job"]["shape"], result["job"]["status"], result["job"]["processed"]) == ("job", None, 50)
        assert 160 <= bench.simulator.clock.now() - begun <= 220
        # One list for each look, however many sites there are.
        looks = (bench.simulator.clock.now() - begun) / 30
        assert bench.asked == ["GET sites/basic", "POST sites/sync", *["GET sites/basic"] * round(looks + 1)]

    def test_a_large_fleet_is_one_list_too(self) -> None:
        bench = dashboard(250, password=False)
        bench.simulator.jobs.chunk = 100
        result = bench.run(MODULE, **QUEUE, wait_interval=60)
        assert (result.get("msg"), result["summary"]["done"], result["job"]["total"]) == (None, 250, 250)
        assert len(bench.asked) <= 7

    def test_sites_that_fail(self) -> None:
        bench = queueing(password=False)
        breaks(bench, 3)
        child(bench, 5).disconnect()
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["failure"]["code"]) == (True, "sync_failed")
        assert result["summary"] == {"done": 48, "failed": 2, "skipped": 0, "unknown": 0}

    def test_a_site_that_fails_as_before_cannot_be_seen_and_does_not_hold_it_up(self) -> None:
        bench = queueing(5, password=False)
        breaks(bench, 4)
        bench.run(MODULE, **QUEUE, fail_on="none")
        bench.simulator.clock.advance(60)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, **QUEUE)
        assert words(result) == ["done", "done", "done", "unknown", "done"]
        assert "the same error as before: HTTP error" in reason(result, 4)
        assert bench.simulator.clock.now() - begun < 300

    def test_without_cron_it_never_begins(self) -> None:
        bench = queueing(password=False)
        bench.simulator.cron.automatic = False
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, True, "job_stalled")
        assert "never began" in result["msg"]
        assert "application password" in result["failure"]["hint"]
        assert result["summary"]["unknown"] == 50
        assert 300 <= bench.simulator.clock.now() - begun <= 320

    def test_a_worker_that_dies_in_the_middle(self) -> None:
        bench = queueing(password=False)
        bench.simulator.cron.schedule(70, "kill", lambda: setattr(bench.simulator.jobs, "kill_workers", 1))
        result = bench.run(MODULE, **QUEUE, wait_interval=60)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_stalled")
        assert "stands still after 30 of 50 sites" in result["msg"]
        assert result["summary"] == {"done": 30, "failed": 0, "skipped": 0, "unknown": 20}

    def test_our_own_time_is_up(self) -> None:
        result = queueing(password=False).run(MODULE, **QUEUE, wait_timeout=90)
        assert (result["failed"], result["failure"]["code"]) == (True, "job_timeout")
        assert result["summary"]["unknown"] == 30

    def test_a_dashboard_that_is_away_for_a_while(self) -> None:
        bench = queueing(password=False)
        bench.adapter.fail("refused", path="sites/basic", skip=4, times=6)
        assert bench.run(MODULE, **QUEUE)["summary"]["done"] == 50

    def test_without_waiting_it_is_only_begun(self) -> None:
        bench = queueing(password=False)
        result = bench.run(MODULE, **QUEUE, wait=False)
        assert (result.get("msg"), result["changed"], result["summary"]["unknown"]) == (None, True, 50)
        assert bench.asked == ["GET sites/basic", "POST sites/sync", "GET sites/basic"]


class TestLostAnswer:
    @pytest.fixture(params=["modern", "legacy"])
    def bench(self, request: pytest.FixtureRequest) -> Bench:
        return dashboard(3, request.param)

    def test_it_worked(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", path="sites/sync", times=1)
        breaks(bench, 2)
        result = bench.run(MODULE, **QUEUE)
        assert words(result) == ["done", "failed", "done"]
        assert (result["job"]["shape"], result["job"]["id"]) == ("lost", None)
        assert len(bench.written) == 1

    def test_it_never_reached_the_dashboard(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_before", path="sites/sync", times=1)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["unknown"] * 3)
        assert result["failure"]["code"] == "sync_failed"
        assert "answer never came" in reason(result, 1)
        assert bench.written == []
        assert 300 <= bench.simulator.clock.now() - begun <= 320

    def test_of_a_job(self) -> None:
        bench = queueing()
        bench.adapter.fail("read_timeout_after", path="sites/sync", times=1)
        result = bench.run(MODULE, **QUEUE)
        assert (result.get("msg"), result["summary"]["done"], result["job"]["shape"]) == (None, 50, "lost")

    def test_without_waiting_it_is_looked_at_once(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", path="sites/sync", times=1)
        assert words(bench.run(MODULE, **QUEUE, wait=False)) == ["done"] * 3
        assert bench.asked == ["GET sites/basic", "POST sites/sync", "GET sites/basic"]

    def test_of_php_that_died_nothing_is_waited_for(self, bench: Bench) -> None:
        bench.simulator.faults.add("php_fatal", path="sites/sync", times=1)
        begun = bench.simulator.clock.now()
        result = bench.run(MODULE, **QUEUE)
        assert (result["failed"], words(result)) == (True, ["unknown"] * 3)
        assert "no sync since" in reason(result, 1)
        assert bench.simulator.clock.now() == begun


class TestRefusals:
    @pytest.mark.parametrize(
        "options",
        [
            {"repair": True},
            {"job_id": "update_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de"},
            {"job_id": "x"},
            {"strategy": "per_site", "job_id": NO_JOB},
            {"max_age": -1},
            {"wait_interval": 0},
        ],
    )
    def test_options_that_mean_nothing(self, options: dict[str, Any]) -> None:
        bench = dashboard(1)
        result = bench.run(MODULE, **{**QUEUE, **options})
        assert (result["failure"]["layer"], bench.asked) == ("options", [])

    def test_version_1(self) -> None:
        bench = dashboard(1)
        pair = bench.simulator.keys["v1"]
        result = bench.run(MODULE, **QUEUE, **pair, api_version="v1")
        assert (result["failure"]["layer"], bench.asked) == ("options", [])
        assert "version 2" in result["msg"]

    def test_nothing_selected(self) -> None:
        result = dashboard(1).run(MODULE, strategy="queue")
        assert result["failure"]["code"] == "invalid_input"


def test_cron_by_event_lines_works_too() -> None:
    """A dashboard whose cron is run by its server, not by visits."""
    bench = queueing()
    bench.simulator.cron.automatic = False
    job_id = bench.run(MODULE, **QUEUE, wait=False)["job"]["id"]
    for seconds in (60, 30, 30):
        bench.simulator.clock.advance(seconds)
        bench.simulator.event(CRON)
    assert bench.run(MODULE, **QUEUE, job_id=job_id)["summary"]["done"] == 50
