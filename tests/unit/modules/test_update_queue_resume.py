# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""strategy: queue with job_id: a job that an earlier task began is followed, and nothing false is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Fault
from tests.unit.support.bench import Bench
from tests.unit.support.queue import MODULE, START, TASK, queueing, warnings
from tests.unit.support.updates import (
    BROKEN,
    FORMS,
    GOOD,
    THEME,
    child,
    offer_translations,
    reasons,
    refresh,
    verdicts,
)

UNKNOWN_JOB = "update_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de"


class Begun:
    """A dashboard on which a task made a plan, began its job and did not wait."""

    def __init__(self, **options: Any) -> None:
        self.bench: Bench = queueing("job")
        for change in options.values():
            change(self.bench)
        self.plan = self.bench.run("mainwp_update_info", sites=["all"])["plan"]
        self.job = self.bench.run(MODULE, strategy="queue", plan=self.plan, wait=False)["job"]["id"]

    def run(self, **options: Any) -> dict[str, Any]:
        """Follow the job."""
        return self.bench.run(MODULE, strategy="queue", job_id=self.job, **options)


@pytest.fixture
def begun() -> Begun:
    return Begun()


EXPECTED = {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}


class TestWithThePlan:
    def test_do(self, begun: Begun) -> None:
        result = begun.run(plan=begun.plan)
        for number in (1, 2, 3):
            assert verdicts(result, number) == EXPECTED
        assert reasons(result)[BROKEN] == "Download failed."
        assert (result["changed"], result["failed"]) == (True, True)
        assert result["diff"]["before"]["https://c1.test/"][f"plugin {FORMS}"] == "2.4.0"
        job = result["job"]
        assert (job["id"], job["status"], job["processed"], job["failed"]) == (begun.job, "completed", 3, 3)
        assert START not in begun.bench.asked

    def test_again(self, begun: Begun) -> None:
        """The end of a job stays what it is."""
        first = begun.run(plan=begun.plan)
        again = begun.run(plan=begun.plan)
        assert [entry["verdict"] for entry in again["updates"]] == [entry["verdict"] for entry in first["updates"]]

    def test_check(self, begun: Begun) -> None:
        """Nobody is waited for and no child is contacted; what the dashboard's own records prove is said."""
        before = begun.bench.check(MODULE, strategy="queue", job_id=begun.job, plan=begun.plan)
        assert set(verdicts(before).values()) == {"unknown"}
        assert "failed" not in before
        begun.run(plan=begun.plan)
        after = begun.bench.check(MODULE, strategy="queue", job_id=begun.job, plan=begun.plan)
        assert verdicts(after) == EXPECTED

    def test_without_waiting(self, begun: Begun) -> None:
        result = begun.run(plan=begun.plan, wait=False)
        assert set(verdicts(result).values()) == {"unknown"}
        assert reasons(result)[FORMS] == "No site is done yet. It was not waited for."
        assert ("failed" in result, result["changed"]) == (False, False)
        assert begun.bench.written == []

    def test_it_never_ends(self, begun: Begun) -> None:
        begun.bench.simulator.cron.automatic = False
        result = begun.run(plan=begun.plan)
        assert set(verdicts(result).values()) == {"unknown"}
        assert "never began" in result["job"]["reason"]
        assert result["failed"] is True

    def test_a_plugin_that_is_not_active(self) -> None:
        """The plan does not say whether it was before, so the verdict must not look as if all was well."""

        def switch_off(bench: Bench) -> None:
            child(bench).plugins[FORMS].active = True
            refresh(bench)
            child(bench).faults[FORMS] = Fault("deactivates")

        begun = Begun(change=switch_off)
        result = begun.run(plan=begun.plan)
        assert verdicts(result)[FORMS] == "updated"
        assert "Whether it was before is not known" in str(reasons(result)[FORMS])

    def test_translations(self) -> None:
        begun = Begun(translations=offer_translations)
        result = begun.run(plan=begun.plan)
        assert verdicts(result) == {**EXPECTED, "default": "skipped", "demo-forms": "skipped"}

    def test_a_site_that_is_gone(self, begun: Begun) -> None:
        begun.bench.simulator.dashboard.sites.delete(2)
        result = begun.run(plan=begun.plan)
        assert set(verdicts(result, 2).values()) == {"skipped"}
        assert verdicts(result, 1) == EXPECTED


class TestWithoutAPlan:
    """What was updated leaves nothing to compare with: listed is what failed, and what is still on offer."""

    def test_do(self, begun: Begun) -> None:
        result = begun.run()
        for number in (1, 2, 3):
            assert verdicts(result, number) == {BROKEN: "failed"}
        assert reasons(result)[BROKEN] == "Download failed."
        assert "cannot be listed item by item" in warnings(result)[0]
        assert [entry["failures"] for entry in result["offer_failures"]] == [3]
        assert (result["changed"], result["failed"]) == (False, True)
        assert result["diff"] == {"before": {}, "after": {}}

    def test_what_is_still_on_offer(self, begun: Begun) -> None:
        """Nobody knows whether it was on offer when the job came by."""
        begun.run()
        bench = begun.bench
        offer_translations(bench)
        child(bench).plugin_offers[FORMS] = child(bench).plugin_offers[BROKEN]
        bench.run("mainwp_sync", sites=["all"])
        result = begun.run()
        assert verdicts(result)[FORMS] == "unknown"
        assert "whether the job tried it is not known" in str(reasons(result)[FORMS]).lower()
        assert verdicts(result)["default"] == "skipped"

    def test_killed_in_the_middle(self, begun: Begun) -> None:
        begun.bench.simulator.jobs.kill_workers = 1
        result = begun.run()
        assert verdicts(result, 1) == {BROKEN: "unknown"}
        assert verdicts(result, 3) == dict.fromkeys([*GOOD, THEME, BROKEN], "unknown")
        assert "died" in str(reasons(result, 3)[FORMS])

    def test_a_site_out_of_reach(self, begun: Begun) -> None:
        child(begun.bench, 2).plugin_offers.clear()
        child(begun.bench, 2).theme_offers.clear()
        begun.bench.run("mainwp_sync", sites=["c2.test"])
        begun.bench.simulator.event("child: c2.test refuses connections")
        result = begun.run()
        assert verdicts(result, 2) == {None: "failed"}
        assert "HTTPERROR" in str(list(reasons(result, 2).values()))

    def test_without_waiting(self, begun: Begun) -> None:
        result = begun.run(wait=False)
        assert (result["updates"], result["job"]["status"], "failed" in result) == ([], "queued", False)


class TestRefused:
    def test_a_job_that_is_none(self) -> None:
        result = queueing("job").run(MODULE, strategy="queue", job_id=UNKNOWN_JOB)
        assert result["failure"]["code"] == "mainwp_job_not_found"

    @pytest.mark.parametrize(
        ("job_id", "message"),
        [("nonsense", "is no id of a queued job"), (UNKNOWN_JOB.replace("update", "sync"), "is no job of updates")],
    )
    def test_another_id(self, job_id: str, message: str) -> None:
        bench = queueing("job")
        assert message in bench.run(MODULE, strategy="queue", job_id=job_id)["msg"]
        assert bench.asked == []

    def test_without_a_password(self) -> None:
        bench = queueing("job", password=False)
        result = bench.run(MODULE, strategy="queue", job_id=UNKNOWN_JOB)
        assert "can be read with an application password only" in result["msg"]
        assert bench.asked == []

    def test_an_older_dashboard(self) -> None:
        result = queueing("legacy").run(MODULE, strategy="queue", job_id=UNKNOWN_JOB)
        assert "has no Abilities API" in result["msg"]

    def test_narrowed(self) -> None:
        bench = queueing("job")
        assert "takes no types" in bench.run(MODULE, types=["plugins"], job_id=UNKNOWN_JOB, **TASK)["msg"]
