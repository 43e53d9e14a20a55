# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""strategy: queue against the simulator: the shapes of the dashboard's own run, and what each does and leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Offer as ChildOffer
from tests.unit.support.bench import Bench
from tests.unit.support.queue import MODULE, START, TASK, counted, queueing, warnings
from tests.unit.support.updates import (
    BROKEN,
    FORMS,
    GOOD,
    SEO,
    THEME,
    child,
    connected,
    offer_core,
    offer_plugin,
    offer_translations,
    reasons,
    refresh,
    upgrades,
    verdicts,
)

SHAPES = ["finished", "job", "job without password", "legacy"]


def of_shape(name: str, sites: int = 3) -> Bench:
    return queueing(name.split()[0], sites, password=name != "job without password")


@pytest.fixture(params=SHAPES)
def bench(request: pytest.FixtureRequest) -> Bench:
    return of_shape(request.param)


def repaired(bench: Bench) -> Bench:
    """Without the plugin that cannot be downloaded."""
    for number in (1, 2, 3):
        del child(bench, number).plugin_offers[BROKEN]
        refresh(bench, number)
    return bench


class TestShapes:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, **TASK)
        for number in (1, 2, 3):
            assert verdicts(result, number) == {**dict.fromkeys([*GOOD, THEME], "updated"), BROKEN: "failed"}
            assert child(bench, number).plugins[FORMS].version == "2.5.0"
        assert (result["changed"], result["failed"]) == (True, True)
        assert result["failure"]["code"] == "updates_failed"
        assert result["diff"]["after"]["https://c1.test/"][f"plugin {FORMS}"] == "2.5.0"
        assert bench.asked.count(START) == 1

    @pytest.mark.parametrize(
        ("name", "job"),
        [
            ("finished", {"status": "completed", "shape": "finished"}),
            ("job", {"status": "completed", "shape": "job"}),
            ("job without password", {"status": "completed", "shape": "job"}),
            ("legacy", {"status": "completed", "shape": "legacy"}),
        ],
    )
    def test_everything_arrives(self, name: str, job: dict[str, str]) -> None:
        bench = repaired(of_shape(name))
        result = bench.run(MODULE, **TASK)
        assert "failed" not in result, result["msg"]
        assert result["summary"] == {"updated": 12, "failed": 0, "skipped": 0, "unknown": 0}
        found = result["job"]
        assert (found.pop("id") is not None) == (job["shape"] == "job")
        assert found == {"processed": 3, "total": 3, "succeeded": 3, "failed": 0, "reason": None, **job}
        again = bench.run(MODULE, **TASK)
        assert (again["changed"], again["updates"], again["job"]) == (False, [], None)
        assert START not in bench.asked

    @pytest.mark.parametrize(
        ("name", "requests"),
        [
            # The list of the sites, their columns, and a sync of each.
            ("finished", {"GET sites/basic": 2, "PUT sites/#/sync": 3}),
            # A look at once and every ten seconds until the chunks at 60 and 130 s; the records prove the rest.
            ("job", {"GET sites/basic": 3, "GET wp-abilities/v1/abilities/mainwp/get-batch-job-status-v1/run": 14}),
            ("job without password", {"GET sites/basic": 16}),
            # A round a minute syncs what is open; the requests themselves set the passes off.
            ("legacy", {"GET sites/basic": 2, "PUT sites/#/sync": 7}),
        ],
    )
    def test_requests(self, name: str, requests: dict[str, int]) -> None:
        bench = repaired(of_shape(name))
        bench.run(MODULE, max_concurrency=1, **TASK)
        always = {"GET ": 1, "GET settings/advanced": 1, "GET updates/#": 3, START: 1}
        assert counted(bench) == {**always, **requests}

    def test_check(self, bench: Bench) -> None:
        repaired(bench)
        before = [list(child(bench, number).log) for number in (1, 2, 3)]
        predicted = bench.check(MODULE, **TASK)
        assert verdicts(predicted) == dict.fromkeys([*GOOD, THEME], "planned")
        assert predicted["job"] is None
        assert [list(child(bench, number).log) for number in (1, 2, 3)] == before
        real = bench.run(MODULE, **TASK)
        assert (predicted["changed"], predicted["diff"]) == (real["changed"], real["diff"])
        again = bench.check(MODULE, **TASK)
        assert (again["changed"], again["updates"]) == (False, [])

    def test_old_data_are_synced_before(self, bench: Bench) -> None:
        repaired(bench)
        child(bench).upgrade_plugins([FORMS])
        result = bench.run(MODULE, sync_max_age=0, **TASK)
        assert verdicts(result) == dict.fromkeys([one for one in (*GOOD, THEME) if one != FORMS], "updated")
        assert bench.asked.index("PUT sites/1/sync") < bench.asked.index(START)

    @pytest.mark.parametrize("name", ["job", "legacy"])
    def test_without_waiting(self, name: str) -> None:
        bench = of_shape(name)
        result = bench.run(MODULE, wait=False, **TASK)
        assert set(verdicts(result).values()) == {"unknown"}
        assert str(reasons(result)[FORMS]).startswith("Begun and not waited for.")
        assert ("failed" in result, result["changed"]) == (False, True)
        assert result["job"]["status"] == "queued"
        assert (result["job"]["id"] is not None) == (name == "job")
        assert bench.asked[-1] == START

    @pytest.mark.parametrize(("fail_on", "fails"), [("any", True), ("none", False), ("3", True), ("4", False)])
    def test_fail_on(self, fail_on: str, fails: bool) -> None:
        result = queueing("job").run(MODULE, fail_on=fail_on, **TASK)
        assert bool(result.get("failed")) is fails
        assert result["offer_failures"] == [{"type": "plugin", "slug": BROKEN, "new_version": "9.9", "failures": 3}]
        assert result["quarantined"] == []


class TestWhatItLeavesOut:
    """What the run does not look at is said before, and judged by what it did."""

    @pytest.mark.parametrize("name", SHAPES)
    def test_translations(self, name: str) -> None:
        bench = repaired(of_shape(name))
        offer_translations(bench)
        result = bench.run(MODULE, **TASK)
        found = {slug: verdict for slug, verdict in verdicts(result).items() if slug in ("default", "demo-forms")}
        if name == "finished":
            assert found == {"default": "updated", "demo-forms": "updated"}
            assert warnings(result) == []
        else:
            assert found == {"default": "skipped", "demo-forms": "skipped"}
            assert "updates no translations here: 2 stay on offer" in warnings(result)[0]
            again = bench.run(MODULE, **TASK)
            assert (again["changed"], again["job"] is None or name != "legacy") == (False, True)
            assert set(verdicts(again).values()) == {"skipped"}

    @pytest.mark.parametrize("name", SHAPES)
    def test_what_is_ignored(self, name: str) -> None:
        bench = repaired(of_shape(name, 3))
        site = bench.simulator.dashboard.sites.get(1)
        assert site
        site.ignored_plugins = {SEO: {"Name": "Demo SEO", "ignored_versions": ["all_versions"]}}
        result = bench.run(MODULE, **TASK)
        if name.startswith("job"):
            assert verdicts(result)[SEO] == "updated"
            assert str(reasons(result)[SEO]).startswith("It is ignored on the dashboard, and the dashboard's job does")
            assert "1 ignored updates are carried out, too; the first: Demo Seo on" in warnings(result)[0]
            assert child(bench).plugins[SEO].version == "3.0"
        else:
            assert verdicts(result)[SEO] == "skipped"
            assert reasons(result)[SEO] == "Ignored on the dashboard."
            assert child(bench).plugins[SEO].version == "2.9"

    @pytest.mark.parametrize("name", SHAPES)
    def test_nothing_begins_for_what_is_ignored_alone(self, name: str) -> None:
        bench = of_shape(name, 1)
        site = bench.simulator.dashboard.sites.get(1)
        assert site
        site.ignore_plugin_updates = site.ignore_theme_updates = 1
        result = bench.run(MODULE, **TASK)
        assert set(verdicts(result).values()) == {"skipped"}
        assert (result["changed"], result["job"], bench.written) == (False, None, [])

    @pytest.mark.parametrize("name", SHAPES)
    def test_suspended_sites(self, name: str) -> None:
        bench = repaired(of_shape(name))
        site = bench.simulator.dashboard.sites.get(2)
        assert site
        site.suspended = 1
        result = bench.run(MODULE, **TASK)
        if name == "legacy":
            assert set(verdicts(result, 2).values()) == {"skipped"}
            assert reasons(result, 2)[FORMS] == "The site is suspended."
            assert upgrades(bench, 2) == 0
        else:
            assert set(verdicts(result, 2).values()) == {"updated"}
            assert reasons(result, 2)[FORMS] == "The site is suspended, and the dashboard's run does not look at that."
            assert "4 updates of suspended sites are carried out, too" in warnings(result)[0]

    @pytest.mark.parametrize("name", SHAPES)
    def test_what_cannot_be_installed(self, name: str) -> None:
        bench = repaired(of_shape(name))
        offer_plugin(bench, "pro/pro.php", ChildOffer("2.0"))
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)["pro/pro.php"] == "skipped"
        assert "licence" in str(reasons(result)["pro/pro.php"])
        assert "failed" not in result

    @pytest.mark.parametrize("name", SHAPES)
    def test_what_was_rolled_back_before_is_done_again(self, name: str) -> None:
        bench = repaired(of_shape(name))
        site = bench.simulator.dashboard.sites.get(1)
        assert site
        site.rollbacks["plugins"][SEO] = {"name": "Demo SEO", "old_version": "2.9", "version": "3.0", "created": 1}
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)[SEO] == "updated"
        assert "rolled back" in str(reasons(result)[SEO])
        assert "did not look at that" in str(reasons(result)[SEO])

    def test_a_job_updates_wordpress_that_was_not_on_offer(self) -> None:
        bench = repaired(queueing("job"))
        offer_core(bench)
        site = bench.simulator.dashboard.sites.get(1)
        assert site
        site.wp_upgrades = {}
        result = bench.run(MODULE, **TASK)
        assert verdicts(result)["wordpress"] == "updated"
        assert "not on offer when the run began" in str(reasons(result)["wordpress"])
        assert result["diff"]["before"]["https://c1.test/"]["core wordpress"] == "7.0.2"


class TestRefused:
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"sites": ["c1.test"]}, "takes no sites"),
            ({"tags": ["x"]}, "takes no tags"),
            ({"clients": ["x"]}, "takes no clients"),
            ({"types": ["plugins"]}, "takes no types"),
            ({"slugs": ["demo-forms"]}, "takes no slugs"),
            ({"exclude_slugs": ["x"]}, "takes no exclude_slugs"),
            ({"max_step": "minor"}, "takes no max_step"),
            ({"only_active": True}, "takes no only_active"),
            ({"only_with_package": True}, "takes no only_with_package"),
            ({"stop_starting_after": 60}, "takes no stop_starting_after"),
            ({"core_order": "first"}, "takes no core_order"),
            ({"quarantine_after": 2}, "takes no quarantine_after"),
            (
                {"offer_failures": [{"type": "plugin", "slug": "x", "new_version": "1", "failures": 1}]},
                "takes no offer_failures",
            ),
            ({"sites": None}, "No site is selected"),
            ({"strategy": "per_site", "job_id": "update_1"}, "job_id goes with strategy: queue only"),
            ({"job_id": "x", "plan_hash": "y"}, "plan_hash needs the plan itself"),
        ],
    )
    def test_options(self, options: dict[str, Any], message: str) -> None:
        bench = queueing("finished")
        result = bench.run(MODULE, **{**TASK, **options})
        assert message in result["msg"]
        assert result["failure"]["layer"] == "options"
        assert bench.asked == []

    def test_all_types_in_any_order(self) -> None:
        types = ["core", "themes", "translations", "plugins"]
        assert repaired(queueing("finished")).run(MODULE, types=types, **TASK)["summary"]["updated"] == 12

    def test_version_1(self) -> None:
        bench = queueing("legacy")
        pair = bench.simulator.keys["v1"]
        bench.connection = {"dashboard_url": bench.connection["dashboard_url"], **pair}
        result = bench.run(MODULE, **TASK)
        assert result["msg"].startswith("mainwp_update with strategy: queue needs version 2 of the API.")
        assert bench.asked == []

    def test_the_key(self) -> None:
        bench = queueing("finished")
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, **TASK)
        assert result["failure"]["layer"] == "key"
        assert result["changed"] is False
        assert set(verdicts(result).values()) == {"failed"}


class TestPlan:
    @staticmethod
    def planned(bench: Bench, **options: Any) -> Any:
        return bench.run("mainwp_update_info", sites=["all"], **options)["plan"]

    def test_of_everything(self, bench: Bench) -> None:
        repaired(bench)
        plan = self.planned(bench)
        task = {"strategy": "queue", "plan": plan, "plan_hash": plan["hash"]}
        assert bench.run(MODULE, **task)["summary"]["updated"] == 12
        again = bench.run(MODULE, **task)
        assert (again["changed"], again["job"]) == (False, None)
        assert set(verdicts(again).values()) == {"skipped"}
        assert reasons(again)[FORMS] == "It is at 2.5.0 already."
        assert bench.written == []

    def test_that_holds_less(self, bench: Bench) -> None:
        plan = self.planned(bench, exclude_slugs=["demo-broken"])
        result = bench.run(MODULE, strategy="queue", plan=plan)
        assert result["failure"]["code"] == "plan_too_narrow"
        assert "3 updates are on offer that the plan does not hold" in result["msg"]
        assert bench.written == []

    def test_of_another_version(self) -> None:
        bench = queueing("finished")
        plan = self.planned(bench)
        child(bench).plugin_offers[FORMS] = ChildOffer("2.6.0", "https://dash.test/pkgs/demo-forms-2.6.0.zip")
        result = bench.run(MODULE, strategy="queue", plan=plan, sync_max_age=0)
        assert result["failure"]["code"] == "plan_too_narrow"
        assert START not in bench.asked

    def test_of_another_dashboard_or_hash(self) -> None:
        bench = queueing("finished")
        plan = self.planned(bench)
        assert bench.run(MODULE, strategy="queue", plan=plan, plan_hash="3f")["failure"]["code"] == "other_plan"
        bench.connection["dashboard_url"] = "https://other.test"
        assert bench.run(MODULE, strategy="queue", plan=plan)["failure"]["code"] == "other_dashboard"
        assert bench.asked == []

    def test_a_hash_alone(self) -> None:
        bench = repaired(queueing("finished"))
        approved = self.planned(bench)["hash"]
        assert bench.run(MODULE, plan_hash="3f9c", **TASK)["failure"]["code"] == "other_plan"
        assert bench.written == []
        assert bench.run(MODULE, plan_hash=approved, **TASK)["summary"]["updated"] == 12

    def test_a_site_that_is_gone(self) -> None:
        bench = repaired(queueing("finished"))
        plan = self.planned(bench)
        bench.simulator.dashboard.sites.delete(2)
        result = bench.run(MODULE, strategy="queue", plan=plan)
        assert set(verdicts(result, 2).values()) == {"skipped"}
        assert result["summary"] == {"updated": 8, "failed": 0, "skipped": 4, "unknown": 0}


def test_per_site_has_no_job() -> None:
    assert "job" not in connected("modern").run(MODULE, sites=["all"], fail_on="none")
