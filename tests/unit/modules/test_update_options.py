# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Options of mainwp_update and mainwp_update_info beyond the plain choice: order, what is in use, earlier failures."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Fault
from tests.simulator.children import Offer as ChildOffer
from tests.unit.support.bench import Bench
from tests.unit.support.updates import (
    BROKEN,
    FORMS,
    GOOD,
    THEME,
    child,
    connected,
    offer_core,
    offer_plugin,
    offer_translations,
    reasons,
    refresh,
    verdicts,
)

MODULE = "mainwp_update"
INFO = "mainwp_update_info"
PRO = "pro/pro.php"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param)


@pytest.fixture(params=["modern", "legacy"])
def one(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, 1)


def routes(bench: Bench) -> list[str]:
    """The last words of the routes that the last run wrote to."""
    return [path.rpartition("/")[2] for _method, path, _body in bench.written]


class TestCoreOrder:
    TASK: dict[str, Any] = {"sites": ["all"], "exclude_slugs": ["demo-broken"]}  # noqa: RUF012

    def test_first(self, one: Bench) -> None:
        offer_core(one)
        offer_translations(one)
        result = one.run(MODULE, core_order="first", **self.TASK)
        assert result["summary"]["updated"] == 7
        assert routes(one) == ["wp", "plugins", "themes", "translations", "sync"]
        assert result["updates"][0]["type"] == "core", "results are in the order of the work"

    def test_last(self, one: Bench) -> None:
        offer_core(one)
        one.run(MODULE, core_order="last", **self.TASK)
        assert routes(one) == ["plugins", "themes", "wp", "sync"]

    def test_a_host_that_lets_nobody_update_wordpress_does_not_hold_up_the_rest(self, one: Bench) -> None:
        """The route says the same where the child is gone, so that is looked at before anything more is begun."""
        offer_core(one)
        child(one).core_forbidden = True
        result = one.run(MODULE, core_order="first", **self.TASK)
        assert verdicts(result) == {"wordpress": "failed", **dict.fromkeys([*GOOD, THEME], "updated")}
        assert routes(one) == ["wp", "sync", "plugins", "themes", "sync"]

    def test_a_child_that_is_gone_holds_up_the_rest(self, one: Bench) -> None:
        offer_core(one)
        child(one).reachability = "404"
        result = one.run(MODULE, core_order="first", **self.TASK)
        assert verdicts(result) == {"wordpress": "failed", **dict.fromkeys([*GOOD, THEME], "skipped")}
        assert set(routes(one)) == {"wp", "sync"}


class TestOnlyActive:
    def test_plan(self, one: Bench) -> None:
        child(one).plugins[FORMS].active = True
        offer_core(one)
        offer_translations(one)
        plan = one.run(INFO, sites=["all"], only_active=True)["plan"]
        assert [(entry["type"], entry["slug"]) for entry in plan["offers"]] == [
            ("plugin", FORMS),
            ("translation", "default"),
            ("translation", "demo-forms"),
            ("core", "wordpress"),
        ]

    def test_update(self, one: Bench) -> None:
        child(one).plugins[FORMS].active = True
        refresh(one)
        assert verdicts(one.run(MODULE, sites=["all"], only_active=True)) == {FORMS: "updated"}

    def test_the_active_theme(self, one: Bench) -> None:
        child(one).active_theme = THEME
        refresh(one)
        assert verdicts(one.run(MODULE, sites=["all"], only_active=True)) == {THEME: "updated"}

    def test_the_parent_of_the_active_theme(self, one: Bench) -> None:
        site = one.simulator.dashboard.sites.get(1)
        assert site
        for row in site.themes:
            row["parent_active"] = int(row["slug"] == THEME)
        assert [entry["slug"] for entry in one.run(INFO, sites=["all"], only_active=True)["updates"]] == [THEME]
        assert verdicts(one.check(MODULE, sites=["all"], only_active=True)) == {THEME: "planned"}

    def test_it_narrows_a_plan(self, one: Bench) -> None:
        """A plan does not say what is active: what is active when it is carried out decides."""
        plan = one.run(INFO, sites=["all"], slugs=GOOD)["plan"]
        child(one).plugins[FORMS].active = True
        refresh(one)
        assert verdicts(one.run(MODULE, plan=plan, only_active=True)) == {FORMS: "updated"}
        assert verdicts(one.run(MODULE, plan=plan, only_active=True)) == {FORMS: "skipped"}, "it is active still"

    def test_an_approved_hash_stands_for_the_same_choice(self, one: Bench) -> None:
        child(one).plugins[FORMS].active = True
        refresh(one)
        options = {"sites": ["all"], "only_active": True}
        approved = one.run(INFO, **options)["plan"]["hash"]
        assert verdicts(one.run(MODULE, plan_hash=approved, **options)) == {FORMS: "updated"}


class TestOnlyWithPackage:
    def test_plan(self, one: Bench) -> None:
        offer_plugin(one, PRO, ChildOffer("2.0"))
        named = one.run(INFO, sites=["all"], slugs=["pro", "demo-forms"])
        assert [entry["slug"] for entry in named["plan"]["blocked"]] == [PRO]
        left_out = one.run(INFO, sites=["all"], slugs=["pro", "demo-forms"], only_with_package=True)
        assert left_out["plan"]["blocked"] == []
        assert left_out["plan"]["hash"] == named["plan"]["hash"]

    def test_what_is_blocked_for_another_reason_stays_in_the_plan(self, one: Bench) -> None:
        site = one.simulator.dashboard.sites.get(1)
        assert site
        site.ignore_theme_updates = 1
        plan = one.run(INFO, sites=["all"], only_with_package=True)["plan"]
        assert [(entry["slug"], entry["reason"]) for entry in plan["blocked"]] == [(THEME, "Ignored on the dashboard.")]

    def test_update(self, one: Bench) -> None:
        offer_plugin(one, PRO, ChildOffer("2.0"))
        result = one.run(MODULE, sites=["all"], slugs=["pro", "demo-forms"], only_with_package=True)
        assert verdicts(result) == {FORMS: "updated"}

    def test_a_package_that_a_planned_offer_has_lost_is_told(self, one: Bench) -> None:
        plan = one.run(INFO, sites=["all"], slugs=["demo-forms"], only_with_package=True)["plan"]
        child(one).plugin_offers[FORMS].package = ""
        refresh(one)
        result = one.run(MODULE, plan=plan, only_with_package=True)
        assert verdicts(result) == {FORMS: "skipped"}
        assert "licence" in str(reasons(result)[FORMS])


class TestOfferFailures:
    FAILURE: dict[str, Any] = {"type": "plugin", "slug": BROKEN, "new_version": "9.9"}  # noqa: RUF012
    TASK: dict[str, Any] = {  # noqa: RUF012
        "slugs": ["demo-broken", "demo-forms"],
        "fail_on": "none",
        "max_concurrency": 1,
    }

    def test_handed_on_from_batch_to_batch(self, bench: Bench) -> None:
        """Three batches of one site each, with one limit for all of them."""
        failures: list[dict[str, Any]] = []
        words = []
        for number in (1, 2, 3):
            result = bench.run(MODULE, sites=[str(number)], quarantine_after=2, offer_failures=failures, **self.TASK)
            words.append(verdicts(result, number)[BROKEN])
            failures += result["offer_failures"]
        assert words == ["failed", "failed", "skipped"]
        assert failures == [{**self.FAILURE, "failures": 1}] * 2, "every run returns its own failures only"
        assert result["offer_failures"] == []
        assert result["quarantined"] == [{**self.FAILURE, "failures": 2}]
        assert reasons(result, 3)[BROKEN] == "Quarantined: 9.9 failed on 2 sites, on 2 of them before this run."
        assert verdicts(result, 3)[FORMS] == "updated"

    def test_both_count(self, bench: Bench) -> None:
        earlier = [{**self.FAILURE, "failures": 1}]
        result = bench.run(MODULE, sites=["all"], quarantine_after=2, offer_failures=earlier, **self.TASK)
        assert [verdicts(result, number)[BROKEN] for number in (1, 2, 3)] == ["failed", "skipped", "skipped"]
        assert result["offer_failures"] == [{**self.FAILURE, "failures": 1}]
        assert result["quarantined"] == [{**self.FAILURE, "failures": 2}]

    def test_a_newer_version_is_tried(self, one: Bench) -> None:
        earlier = [{**self.FAILURE, "new_version": "9.8", "failures": 9}]
        result = one.run(MODULE, sites=["all"], offer_failures=earlier, **self.TASK)
        assert verdicts(result)[BROKEN] == "failed"

    def test_a_child_that_is_away_is_no_failure_of_the_offer(self, one: Bench) -> None:
        child(one).reachability = "404"
        result = one.run(MODULE, sites=["all"], **self.TASK)
        assert result["summary"]["failed"] == 2
        assert result["offer_failures"] == []

    def test_a_theme_counts_too(self, one: Bench) -> None:
        child(one).faults[THEME] = Fault("fails")
        result = one.run(MODULE, sites=["all"], types=["themes"], fail_on="none")
        assert result["offer_failures"] == [{"type": "theme", "slug": THEME, "new_version": "1.1", "failures": 1}]

    def test_check_mode_foretells_the_quarantine(self, one: Bench) -> None:
        earlier = [{**self.FAILURE, "failures": 3}]
        assert verdicts(one.check(MODULE, sites=["all"], offer_failures=earlier, **self.TASK))[BROKEN] == "skipped"

    def test_nonsense(self, one: Bench) -> None:
        result = one.run(MODULE, sites=["all"], offer_failures=[{**self.FAILURE, "failures": -1}])
        assert "offer_failures" in result["msg"]
        assert one.asked == []
