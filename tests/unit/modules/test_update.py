# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_update against the simulator: every verdict, every trap of the routes, and every way to lose an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.children import Fault
from tests.simulator.children import Offer as ChildOffer
from tests.unit.support.bench import Bench
from tests.unit.support.traffic import Traffic
from tests.unit.support.updates import (
    BROKEN,
    FORMS,
    GOOD,
    SEO,
    THEME,
    WIDGET,
    child,
    connected,
    fleet,
    go_on_behind,
    offer_core,
    offer_plugin,
    offer_translations,
    reasons,
    refresh,
    upgrades,
    verdicts,
)

MODULE = "mainwp_update"
PLUGINS = "PUT updates/1/update/plugins"
SETTINGS = "GET settings/advanced"
GOOD_ONES: dict[str, Any] = {"sites": ["all"], "exclude_slugs": ["demo-broken"]}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param)


@pytest.fixture(params=["modern", "legacy"])
def one(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, 1)


def planned(bench: Bench, **options: Any) -> Any:
    return bench.run("mainwp_update_info", **{"sites": ["all"], **options})["plan"]


class TestSelection:
    def test_do(self, one: Bench) -> None:
        result = one.run(MODULE, **GOOD_ONES)
        assert result["changed"] is True
        assert verdicts(result) == dict.fromkeys([*GOOD, THEME], "updated")
        assert result["summary"] == {"updated": 4, "failed": 0, "skipped": 0, "unknown": 0}
        assert result["quarantined"] == []
        assert result["updates"][0] == {
            "site": {"id": 1, "url": "https://c1.test/", "name": "Site 1"},
            "type": "plugin",
            "slug": FORMS,
            "name": "Demo Forms",
            "old_version": "2.4.0",
            "new_version": "2.5.0",
            "installed_version": "2.5.0",
            "verdict": "updated",
            "reason": None,
            "seconds": 0.0,
        }
        assert result["diff"]["before"] == {
            "https://c1.test/": {
                f"plugin {FORMS}": "2.4.0",
                f"plugin {SEO}": "2.9",
                f"plugin {WIDGET}": "1.0",
                "theme demo-theme": "1.0",
            }
        }
        assert one.asked == [
            "GET sites/basic",
            "GET sites/basic",
            SETTINGS,
            "GET updates/1",
            PLUGINS,
            "PUT updates/1/update/themes",
            "PUT sites/1/sync",
        ]
        assert one.written[0][2] == {"slug": GOOD}

    def test_again(self, one: Bench) -> None:
        one.run(MODULE, **GOOD_ONES)
        result = one.run(MODULE, **GOOD_ONES)
        assert result["changed"] is False
        assert result["updates"] == []
        assert result["diff"] == {"before": {}, "after": {}}
        assert one.asked == ["GET sites/basic", "GET sites/basic"]

    def test_check(self, one: Bench) -> None:
        before = list(child(one).log)
        predicted = one.check(MODULE, **GOOD_ONES)
        assert verdicts(predicted) == dict.fromkeys([*GOOD, THEME], "planned")
        assert predicted["summary"]["planned"] == 4
        assert child(one).log == before
        assert one.asked == ["GET sites/basic", "GET sites/basic", SETTINGS, "GET updates/1"]
        real = one.run(MODULE, **GOOD_ONES)
        assert (predicted["changed"], predicted["diff"]) == (real["changed"], real["diff"])

    def test_check_again(self, one: Bench) -> None:
        one.run(MODULE, **GOOD_ONES)
        result = one.check(MODULE, **GOOD_ONES)
        assert (result["changed"], result["updates"]) == (False, [])

    def test_refused(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, max_concurrency=1, **GOOD_ONES)
        assert result["failed"] is True
        assert result["changed"] is False
        assert result["failure"]["layer"] == "key"
        assert verdicts(result, 1) == {**dict.fromkeys(GOOD, "failed"), THEME: "skipped"}
        assert verdicts(result, 2) == dict.fromkeys([*GOOD, THEME], "skipped")
        assert [path for _method, path, _body in bench.written] == ["updates/1/update/plugins"]

    def test_nothing_named_is_an_error(self, one: Bench) -> None:
        result = one.run(MODULE, types=["plugins"])
        assert result["failure"]["layer"] == "options"
        assert one.asked == []

    def test_wordpress_comes_last(self, one: Bench) -> None:
        offer_core(one)
        offer_translations(one)
        result = one.run(MODULE, **GOOD_ONES)
        assert result["summary"]["updated"] == 7
        assert [path.rpartition("/")[2] for _method, path, _body in one.written] == [
            "plugins",
            "themes",
            "translations",
            "wp",
            "sync",
        ]
        assert child(one).wp_version == "7.0.4"
        assert one.written[3][2] is None

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"fail_on": "some"}, "fail_on"),
            ({"wait_interval": 0}, "wait_interval"),
            ({"sync_max_age": -1}, "sync_max_age"),
            ({"quarantine_after": -1}, "quarantine_after"),
            ({"types": []}, "types is empty"),
            ({"slugs": []}, "slugs is empty"),
        ],
    )
    def test_options_that_mean_nothing(self, one: Bench, options: dict[str, Any], message: str) -> None:
        result = one.run(MODULE, sites=["all"], **options)
        assert message in result["msg"]
        assert one.asked == []


class TestTraps:
    """One test for each way in which the update routes mislead."""

    def test_the_double_key_of_a_failed_plugin(self, one: Bench) -> None:
        result = one.run(MODULE, sites=["all"], types=["plugins"])
        assert verdicts(result) == {BROKEN: "failed", **dict.fromkeys(GOOD, "updated")}
        assert reasons(result)[BROKEN] == "Download failed."
        assert len(result["updates"]) == 4
        assert result["failed"] is True
        assert result["changed"] is True
        assert result["failure"]["code"] == "updates_failed"

    def test_success_with_empty_data(self, one: Bench) -> None:
        """A child that does not accept the signature: the dashboard says success, and nothing else."""
        one.simulator.children["c1.test"].disconnect()
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "failed"}
        assert "Authentication failed!" in str(reasons(result)[FORMS])
        assert result["changed"] is False

    def test_success_with_empty_data_of_a_child_that_is_well(self, one: Bench) -> None:
        one.simulator.faults.add("replace", method="PUT", path="update/plugins", body={"success": 1, "data": []})
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "failed"}
        assert str(reasons(result)[FORMS]).startswith("The child answered and did nothing")

    def test_success_that_left_nothing_behind(self, one: Bench) -> None:
        entry = {"success": 1, "name": "Demo Forms", "old_version": "2.4.0", "version": "2.5.0"}
        body = {"success": 1, "data": {FORMS: entry}}
        one.simulator.faults.add("replace", method="PUT", path="update/plugins", body=body)
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "failed"}
        assert reasons(result)[FORMS] == "The child reported success, but 2.4.0 is still installed."

    def test_the_offers_left_behind_by_a_plugin_update(self, one: Bench) -> None:
        """The route leaves the dashboard's list as it was; the sync afterwards renews it."""
        one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert FORMS not in planned(one)["offers"]
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert (result["changed"], result["updates"]) == (False, [])

    def test_an_old_list_is_not_taken_for_a_change(self, one: Bench) -> None:
        """Somebody else updated it, and the dashboard does not know: it updates again and says success."""
        child(one).upgrade_plugins([FORMS])
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "skipped"}
        assert str(reasons(result)[FORMS]).startswith("It was at 2.5.0 already")
        assert result["changed"] is False

    def test_an_offer_without_a_package(self, one: Bench) -> None:
        offer_plugin(one, "pro/pro.php", ChildOffer("2.0"))
        result = one.run(MODULE, sites=["all"], slugs=["pro", "demo-forms"])
        assert verdicts(result) == {"pro/pro.php": "skipped", FORMS: "updated"}
        assert "licence" in str(reasons(result)["pro/pro.php"])
        assert one.written[0][2] == {"slug": [FORMS]}
        assert result.get("failed") is None

    def test_requirements_that_are_not_met(self, one: Bench) -> None:
        offer_plugin(one, "old/old.php", ChildOffer("2.0", "https://dash.test/old.zip"), requires_php="9.0")
        result = one.run(MODULE, sites=["all"], slugs=["old"])
        assert verdicts(result) == {"old/old.php": "skipped"}
        assert one.written == []

    def test_rolled_back_before(self, one: Bench) -> None:
        child(one).faults[FORMS] = Fault("rolls_back", "It crashed.")
        first = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(first) == {FORMS: "failed"}
        again = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(again) == {FORMS: "skipped"}
        assert "rolled back" in str(reasons(again)[FORMS])

    def test_ignored(self, one: Bench) -> None:
        offer_core(one)
        site = one.simulator.dashboard.sites.get(1)
        assert site
        site.ignore_core_updates = 1
        result = one.run(MODULE, sites=["all"], types=["core"])
        assert verdicts(result) == {"wordpress": "skipped"}
        assert child(one).wp_version == "7.0.2", "the route itself does not look at the flag"

    def test_suspended(self, one: Bench) -> None:
        site = one.simulator.dashboard.sites.get(1)
        assert site
        site.suspended = 1
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "skipped"}
        assert reasons(result)[FORMS] == "The site is suspended."
        assert one.written == []

    def test_a_theme_never_says_why(self, one: Bench) -> None:
        child(one).faults[THEME] = Fault("fails")
        result = one.run(MODULE, sites=["all"], types=["themes"])
        assert verdicts(result) == {THEME: "failed"}
        assert reasons(result)[THEME] == "The child gave no reason."

    def test_a_translation_has_no_old_version(self, one: Bench) -> None:
        offer_translations(one)
        child(one).faults["default"] = Fault("fails")
        result = one.run(MODULE, sites=["all"], types=["translations"])
        assert verdicts(result) == {"default": "failed", "demo-forms": "updated"}
        assert result["updates"][1]["languages"] == ["de_DE", "fr_FR"]

    def test_wordpress_crashes_over_a_child_that_does_not_answer(self, one: Bench) -> None:
        """The route's answer is an HTML page with HTTP 500, where WordPress takes no notice of what we accept."""
        offer_core(one)
        one.simulator.faults.add("php_fatal", method="PUT", path="update/wp")
        result = one.run(MODULE, sites=["all"], types=["core"])
        assert verdicts(result) == {"wordpress": "failed"}
        assert "does not let WordPress be updated" in str(reasons(result)["wordpress"])

    def test_wordpress_reports_the_crash_as_json(self, one: Bench) -> None:
        """As it does to a client that asks for JSON."""
        offer_core(one)
        child(one).core_forbidden = True
        result = one.run(MODULE, sites=["all"], types=["core"])
        assert verdicts(result) == {"wordpress": "failed"}
        assert "does not let WordPress be updated" in str(reasons(result)["wordpress"])

    def test_wordpress_is_busy(self, one: Bench) -> None:
        offer_core(one)
        child(one).faults["core"] = Fault("busy", "Another update is currently in progress.")
        result = one.run(MODULE, sites=["all"], types=["core"])
        assert verdicts(result) == {"wordpress": "failed"}
        assert "Another update may be running" in str(reasons(result)["wordpress"])

    def test_wordpress_was_up_to_date_already(self, one: Bench) -> None:
        offer_core(one)
        child(one).wp_version, child(one).core_offer = "7.0.4", ""
        result = one.run(MODULE, sites=["all"], types=["core"])
        assert verdicts(result) == {"wordpress": "skipped"}
        assert result["changed"] is False

    def test_another_version_was_installed(self, one: Bench) -> None:
        child(one).faults[FORMS] = Fault("installs", version="2.4.5")
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "failed"}
        assert reasons(result)[FORMS] == "2.4.5 was installed instead of 2.5.0."
        assert result["changed"] is True

    def test_it_was_switched_off(self, one: Bench) -> None:
        child(one).plugins[FORMS].active = True
        refresh(one)
        child(one).faults[FORMS] = Fault("deactivates")
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "failed"}
        assert reasons(result)[FORMS] == "2.5.0 is installed, but it is not active any more."
        assert result["changed"] is True

    def test_a_plugin_file_with_a_blank(self, one: Bench) -> None:
        """Text would be split at the blank, so slugs travel as a list."""
        offer_plugin(one, "my forms/my forms.php", ChildOffer("2.0", "https://dash.test/my.zip"))
        assert verdicts(one.run(MODULE, sites=["all"], slugs=["my forms"])) == {"my forms/my forms.php": "updated"}

    def test_more_offers_than_the_list_of_all_updates_shows(self) -> None:
        bench = fleet(12)
        result = bench.run(MODULE, sites=["all"], fail_on="none")
        assert result["summary"]["updated"] > 50
        assert bench.asked.count("GET updates") == 0


class TestSyncing:
    def test_old_data_are_renewed_first(self, one: Bench) -> None:
        one.simulator.clock.advance(3601)
        child(one).plugin_offers[WIDGET] = ChildOffer("1.2", "https://dash.test/pkgs/demo-widget-1.2.zip")
        result = one.run(MODULE, sites=["all"], slugs=["demo-widget"])
        assert [(entry["new_version"], entry["verdict"]) for entry in result["updates"]] == [("1.2", "updated")]
        assert one.asked[2:] == ["PUT sites/1/sync", SETTINGS, "GET updates/1", PLUGINS, "PUT sites/1/sync"]

    def test_data_that_are_young_enough_are_not(self, one: Bench) -> None:
        one.simulator.clock.advance(3599)
        one.run(MODULE, sites=["all"], slugs=["demo-widget"])
        assert one.asked.count("PUT sites/1/sync") == 1

    def test_check_mode_says_what_it_rests_on(self, one: Bench) -> None:
        one.simulator.clock.advance(3601)
        result = one.check(MODULE, sites=["all"], slugs=["demo-widget"])
        assert verdicts(result) == {WIDGET: "planned"}
        assert str(reasons(result)[WIDGET]).startswith("From old data (last sync: 2026-09-21T14:13:20Z)")

    def test_a_child_that_is_gone_before(self, one: Bench) -> None:
        one.simulator.event("child: c1.test answers 404 to everything")
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"], sync_max_age=0)
        assert verdicts(result) == {FORMS: "failed"}
        assert "MainWP Child plugin not detected" in str(reasons(result)[FORMS])
        assert ("mainwp_sync with repair=true" in str(reasons(result)[FORMS])) is (one.simulator.generation == "modern")
        assert "PUT updates/1/update/plugins" not in one.asked

    def test_a_child_that_goes_away_during(self, one: Bench) -> None:
        one.simulator.event("child: c1.test answers 404 to everything")
        offer_theme_too = one.run(MODULE, sites=["all"], slugs=["demo-forms", THEME])
        assert verdicts(offer_theme_too) == {FORMS: "failed", THEME: "skipped"}
        assert "No active MainWP Child answers" in str(reasons(offer_theme_too)[FORMS])
        assert [path for _method, path, _body in one.written] == ["updates/1/update/plugins", "sites/1/sync"]

    def test_a_site_whose_last_sync_failed(self, one: Bench) -> None:
        """A modern dashboard then refuses to sync although the child is well again, and its offers mean nothing."""
        one.simulator.event("child: c1.test answers 404 to everything")
        one.run("mainwp_sync", sites=["all"])
        one.simulator.event("child: c1.test is back")
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        if one.simulator.generation == "legacy":
            assert verdicts(result) == {FORMS: "updated"}
            return
        assert verdicts(result) == {FORMS: "failed"}
        assert "run mainwp_sync with repair=true" in str(reasons(result)[FORMS])
        one.run("mainwp_sync", sites=["all"], repair=True)
        assert verdicts(one.run(MODULE, sites=["all"], slugs=["demo-forms"])) == {FORMS: "updated"}

    def test_a_site_that_fails_before_anything_is_known_of_it(self, one: Bench) -> None:
        one.run(MODULE, **GOOD_ONES)
        one.simulator.clock.advance(3601)
        one.simulator.event("child: c1.test answers 404 to everything")
        result = one.run(MODULE, sites=["all"], types=["core"])
        assert verdicts(result) == {None: "failed"}
        assert result["failed"] is True

    def test_a_site_that_breaks_under_its_update(self, one: Bench) -> None:
        """The update is reported, and then nobody answers any more."""
        one.simulator.faults.add("replace", method="PUT", path="sites/1/sync", body={"success": 0, "data": []})
        result = one.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "unknown"}
        assert str(reasons(result)[FORMS]).startswith("The child reported success, and that could not be proved")
        assert result["failed"] is True

    def test_the_answer_of_a_sync_is_lost(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_after", method="PUT", path="sites/1/sync", times=2)
        assert verdicts(one.run(MODULE, sites=["all"], slugs=["demo-forms"])) == {FORMS: "updated"}


class TestLostAnswers:
    TASK: dict[str, Any] = {"sites": ["all"], "slugs": ["demo-forms", THEME]}  # noqa: RUF012

    @pytest.mark.parametrize("fault", ["lost_504", "lost", "bad_gateway"])
    def test_whatever_came_of_it_the_request_is_not_sent_again(self, one: Bench, fault: str) -> None:
        one.simulator.faults.add(fault, method="PUT", path="update/plugins")
        one.run(MODULE, fail_on="none", **self.TASK)
        assert one.asked.count(PLUGINS) == 1

    def test_the_work_was_done(self, one: Bench) -> None:
        one.simulator.faults.add("lost_504", method="PUT", path="update/plugins")
        result = one.run(MODULE, **self.TASK)
        assert verdicts(result) == {FORMS: "updated", THEME: "updated"}
        assert result["updates"][0]["seconds"] == 10
        assert one.asked[2:] == [
            SETTINGS,
            "GET updates/1",
            PLUGINS,
            "PUT sites/1/sync",
            "PUT updates/1/update/themes",
            "PUT sites/1/sync",
        ]

    def test_the_connection_broke_after_it_was_sent(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_after", method="PUT", path="update/plugins", times=1)
        result = one.run(MODULE, **self.TASK)
        assert verdicts(result) == {FORMS: "updated", THEME: "updated"}
        assert upgrades(one) == 2

    def test_the_work_goes_on_behind_the_proxy(self, one: Bench) -> None:
        go_on_behind(one, 25)
        result = one.run(MODULE, **self.TASK)
        assert verdicts(result) == {FORMS: "updated", THEME: "updated"}
        assert result["updates"][0]["seconds"] == 30, "looks after 10, 20 and 30 seconds"

    def test_the_child_answers_nobody_while_it_works(self, one: Bench) -> None:
        """Maintenance mode: the sync that meets it fails, and a modern dashboard refuses every sync from then on."""
        go_on_behind(one, 25)
        child(one).reachability = "404"
        result = one.run(MODULE, **self.TASK)
        assert verdicts(result) == {FORMS: "updated", THEME: "updated"}
        assert ("PUT sites/1/reconnect" in one.asked) is (one.simulator.generation == "modern")

    def test_nothing_ever_came_of_it(self, one: Bench) -> None:
        one.simulator.faults.add("bad_gateway", method="PUT", path="update/plugins")
        result = one.run(MODULE, **self.TASK)
        assert verdicts(result) == {FORMS: "unknown", THEME: "skipped"}
        assert "2.4.0 was still installed" in str(reasons(result)[FORMS])
        assert "it is not known whether" in str(reasons(result)[THEME])
        assert result["updates"][0]["seconds"] == 70, "a look every 10 seconds, a minute without any movement"
        assert (result["failed"], result["changed"]) == (True, False)

    def test_it_ends_at_the_time_limit(self, one: Bench) -> None:
        one.simulator.faults.add("bad_gateway", method="PUT", path="update/plugins")
        result = one.run(MODULE, wait_timeout=30, wait_interval=15, **self.TASK)
        assert verdicts(result)[FORMS] == "unknown"
        assert result["updates"][0]["seconds"] == 30

    def test_without_waiting_it_is_looked_at_once(self, one: Bench) -> None:
        go_on_behind(one, 25)
        result = one.run(MODULE, wait=False, **self.TASK)
        assert verdicts(result) == {FORMS: "unknown", THEME: "skipped"}
        assert one.asked[4:] == [PLUGINS, "PUT sites/1/sync"]

    def test_without_waiting_what_is_there_is_proved(self, one: Bench) -> None:
        one.simulator.faults.add("lost_504", method="PUT", path="update/plugins")
        assert verdicts(one.run(MODULE, wait=False, **self.TASK))[FORMS] == "updated"

    def test_the_dashboard_goes_away(self, bench: Bench) -> None:
        bench.adapter.fail("refused", method="PUT", path="updates/2/update/plugins")
        result = bench.run(MODULE, max_concurrency=1, **self.TASK)
        assert [verdicts(result, number)[FORMS] for number in (1, 2, 3)] == ["updated", "failed", "skipped"]
        assert result["failed"] is True
        assert result["failure"]["code"] == "unreachable"
        assert result["changed"] is True


class TestPlan:
    def test_do(self, one: Bench) -> None:
        plan = planned(one, exclude_slugs=["demo-broken"])
        result = one.run(MODULE, plan=plan, plan_hash=plan["hash"])
        assert verdicts(result) == dict.fromkeys([*GOOD, THEME], "updated")
        assert one.asked[:3] == ["GET sites/basic", SETTINGS, "GET updates/1"]

    def test_again(self, one: Bench) -> None:
        plan = planned(one, exclude_slugs=["demo-broken"])
        one.run(MODULE, plan=plan)
        result = one.run(MODULE, plan=plan)
        assert result["changed"] is False
        assert verdicts(result) == dict.fromkeys([*GOOD, THEME], "skipped")
        assert reasons(result)[FORMS] == "It is at 2.5.0 already."
        assert one.asked == ["GET sites/basic"]

    def test_check(self, one: Bench) -> None:
        plan = planned(one, exclude_slugs=["demo-broken"])
        predicted = one.check(MODULE, plan=plan)
        real = one.run(MODULE, plan=plan)
        assert (predicted["changed"], predicted["diff"]) == (real["changed"], real["diff"])

    def test_a_file(self, one: Bench, tmp_path: Path) -> None:
        path = str(tmp_path / "plan.json")
        one.run("mainwp_update_info", sites=["all"], slugs=["demo-forms"], plan_dest=path)
        assert verdicts(one.run(MODULE, plan_src=path)) == {FORMS: "updated"}

    def test_narrowed(self, bench: Bench) -> None:
        plan = planned(bench)
        result = bench.run(MODULE, plan=plan, sites=["c2.test"], types=["themes"])
        assert [(entry["site"]["id"], entry["slug"]) for entry in result["updates"]] == [(2, THEME)]

    @pytest.mark.parametrize("option", ["sites", "tags", "clients"])
    def test_an_empty_selection_is_not_the_whole_plan(self, one: Bench, option: str) -> None:
        result = one.run(MODULE, plan=planned(one), **{option: []})
        assert result["msg"].startswith(f"{option} is an empty list, which selects nothing.")
        assert upgrades(one) == 0

    def test_another_dashboard(self, one: Bench) -> None:
        plan = planned(one)
        one.connection["dashboard_url"] = "https://other.test"
        result = one.run(MODULE, plan=plan)
        assert result["failure"]["code"] == "other_dashboard"
        assert one.asked == []

    def test_another_hash(self, one: Bench) -> None:
        result = one.run(MODULE, plan=planned(one), plan_hash="3f9c")
        assert result["failure"]["code"] == "other_plan"
        assert one.asked == []

    def test_a_changed_plan(self, one: Bench) -> None:
        plan = json.loads(json.dumps(planned(one)).replace("2.5.0", "2.6.0"))
        assert one.run(MODULE, plan=plan)["failure"]["code"] == "plan_changed"

    def test_a_hash_stands_for_the_plan_of_the_same_selection(self, one: Bench) -> None:
        options = {"sites": ["all"], "slugs": ["demo-forms"]}
        approved = planned(one, **options)["hash"]
        assert verdicts(one.run(MODULE, plan_hash=approved, **options)) == {FORMS: "updated"}
        again = one.run(MODULE, plan_hash=approved, **options)
        assert again["failure"]["code"] == "other_plan"

    def test_an_offer_that_has_changed_since(self, one: Bench) -> None:
        plan = planned(one, slugs=["demo-forms", "demo-seo"])
        child(one).plugin_offers[FORMS] = ChildOffer("2.6.0", "https://dash.test/pkgs/demo-forms-2.6.0.zip")
        result = one.run(MODULE, plan=plan, sync_max_age=0)
        assert verdicts(result) == {FORMS: "skipped", SEO: "updated"}
        assert reasons(result)[FORMS] == ("The offer has changed since the plan was made: now it is 2.4.0 to 2.6.0.")
        assert child(one).plugins[FORMS].version == "2.4.0"

    def test_an_offer_that_is_gone(self, one: Bench) -> None:
        plan = planned(one, slugs=["demo-forms"])
        del child(one).plugin_offers[FORMS]
        result = one.run(MODULE, plan=plan, sync_max_age=0)
        assert reasons(result) == {FORMS: "It is not on offer any more."}

    def test_a_site_that_is_gone(self, bench: Bench) -> None:
        plan = planned(bench, slugs=["demo-forms"])
        bench.simulator.dashboard.sites.delete(2)
        result = bench.run(MODULE, plan=plan)
        assert verdicts(result, 2) == {FORMS: "skipped"}
        assert result["summary"] == {"updated": 2, "failed": 0, "skipped": 1, "unknown": 0}

    def test_plan_and_file_exclude_each_other(self, one: Bench) -> None:
        assert "mutually exclusive" in one.run(MODULE, plan={}, plan_src="x")["msg"]


class TestRun:
    """What holds over all sites."""

    @pytest.mark.parametrize(("fail_on", "fails"), [("any", True), ("none", False), ("3", True), ("4", False)])
    def test_fail_on(self, bench: Bench, fail_on: str, fails: bool) -> None:
        result = bench.run(MODULE, sites=["all"], fail_on=fail_on)
        assert result["summary"] == {"updated": 12, "failed": 3, "skipped": 0, "unknown": 0}
        assert bool(result.get("failed")) is fails

    def test_a_share(self, bench: Bench) -> None:
        assert not bench.run(MODULE, sites=["all"], fail_on="21%").get("failed")
        assert bench.run(MODULE, sites=["all"], fail_on="100%")["failed"] is True

    def test_quarantine(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"], quarantine_after=2, max_concurrency=1, fail_on="none")
        assert [verdicts(result, number)[BROKEN] for number in (1, 2, 3)] == ["failed", "failed", "skipped"]
        assert result["quarantined"] == [{"type": "plugin", "slug": BROKEN, "new_version": "9.9", "failures": 2}]
        assert reasons(result, 3)[BROKEN] == "Quarantined: 9.9 failed on 2 sites in this run."
        assert [verdicts(result, number)[FORMS] for number in (1, 2, 3)] == ["updated"] * 3

    def test_a_site_that_cannot_be_reached_quarantines_nothing(self, bench: Bench) -> None:
        for host in ("c1.test", "c2.test"):
            bench.simulator.event(f"child: {host} answers 404 to everything")
        result = bench.run(
            MODULE, sites=["all"], slugs=["demo-forms"], quarantine_after=1, max_concurrency=1, fail_on="none"
        )
        assert [verdicts(result, number)[FORMS] for number in (1, 2, 3)] == ["failed", "failed", "updated"]
        assert result["quarantined"] == []

    def test_the_maintenance_window(self, bench: Bench) -> None:
        for one in bench.simulator.children:
            one.faults[FORMS] = Fault("hangs", seconds=60)
        result = bench.run(
            MODULE, sites=["all"], slugs=["demo-forms", THEME], stop_starting_after=90, max_concurrency=1
        )
        assert [verdicts(result, number) for number in (1, 2, 3)] == [
            {FORMS: "updated", THEME: "updated"},
            {FORMS: "updated", THEME: "skipped"},
            {FORMS: "skipped", THEME: "skipped"},
        ]
        assert "stop_starting_after" in str(reasons(result, 3)[FORMS])
        assert [entry["seconds"] for entry in result["updates"]] == [60, 0, 60, None, None, None]

    def test_a_window_that_is_over_says_so_of_sites_that_nothing_is_known_of(self, one: Bench) -> None:
        one.simulator.clock.advance(3601)
        result = one.run(MODULE, sites=["all"], types=["core"], stop_starting_after=0)
        assert verdicts(result) == {None: "skipped"}

    @pytest.mark.parametrize("per_server", [1, 2])
    def test_sites_on_one_server(self, per_server: int) -> None:
        """Ten sites on five servers, two on each."""
        bench = fleet(10)
        traffic = Traffic(bench)
        bench.run(MODULE, sites=["all"], max_concurrency=8, max_per_server=per_server, fail_on="none")
        assert max(traffic.by_server.values()) == per_server
        assert 1 < traffic.most <= 8

    def test_a_demo_fleet(self) -> None:
        bench = fleet(10)
        first = bench.run(MODULE, sites=["all"], fail_on="none", max_concurrency=8)
        assert first["summary"]["failed"] == 2
        assert first["summary"]["unknown"] == 0
        assert {entry["slug"] for entry in first["updates"] if entry["verdict"] == "failed"} == {
            "backup-suite/backup-suite.php"
        }
        again = bench.run(MODULE, sites=["all"], fail_on="none", max_concurrency=8)
        assert again["changed"] is False
        assert again["summary"] == {"updated": 0, "failed": 2, "skipped": first["summary"]["skipped"], "unknown": 0}
