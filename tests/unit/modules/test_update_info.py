# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_update_info against the simulator: what is on offer, what is blocked, and the plan of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.children import Fault
from tests.simulator.children import Offer as ChildOffer
from tests.unit.support.bench import Bench
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
    offer_core,
    offer_plugin,
    offer_translations,
)

MODULE = "mainwp_update_info"
ONE_SITE = ["GET sites/basic", "GET sites/basic", "GET settings/advanced", "GET updates/1"]


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param)


@pytest.fixture(params=["modern", "legacy"])
def one(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, 1)


def slugs(result: dict[str, Any]) -> list[str]:
    return [entry["slug"] for entry in result["plan"]["offers"]]


def blocked(result: dict[str, Any]) -> dict[str, str]:
    return {entry["slug"]: entry["reason"] for entry in result["plan"]["blocked"]}


class TestPlan:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"])
        assert result["changed"] is False
        plan = result["plan"]
        assert plan["dashboard"] == "https://dash.test"
        assert plan["made_at"] == "2026-09-21T14:13:20Z"
        assert len(plan["hash"]) == 64
        assert slugs(result) == [BROKEN, FORMS, SEO, WIDGET, THEME]
        assert plan["offers"][1] == {
            "type": "plugin",
            "slug": FORMS,
            "name": "Demo Forms",
            "old_version": "2.4.0",
            "new_version": "2.5.0",
            "sites": [1, 2, 3],
        }
        assert plan["blocked"] == []
        settings = "GET settings/advanced"
        assert sorted(bench.asked) == [
            settings,
            *["GET sites/basic"] * 2,
            "GET updates/1",
            "GET updates/2",
            "GET updates/3",
        ]
        assert result["api_requests"] == 6

    def test_again(self, bench: Bench) -> None:
        first = bench.run(MODULE, sites=["all"])
        bench.simulator.clock.advance(60)
        again = bench.run(MODULE, sites=["all"])
        assert again["plan"]["hash"] == first["plan"]["hash"]
        assert again["plan"]["made_at"] != first["plan"]["made_at"]

    def test_check(self, bench: Bench) -> None:
        assert bench.check(MODULE, sites=["all"])["plan"] == bench.run(MODULE, sites=["all"])["plan"]

    def test_no_child_is_contacted(self, bench: Bench) -> None:
        before = [list(one.log) for one in bench.simulator.children]
        bench.run(MODULE, sites=["all"])
        assert bench.written == []
        assert [one.log for one in bench.simulator.children] == before

    def test_every_item_by_site(self, one: Bench) -> None:
        result = one.run(MODULE, sites=["c1.test"], slugs=["demo-forms"])
        assert result["updates"] == [
            {
                "site": {"id": 1, "url": "https://c1.test/", "name": "Site 1"},
                "type": "plugin",
                "slug": FORMS,
                "name": "Demo Forms",
                "old_version": "2.4.0",
                "new_version": "2.5.0",
                "step": "minor",
                "active": False,
                "blocked": None,
            }
        ]
        assert one.asked == ONE_SITE

    def test_a_file(self, one: Bench, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        result = one.run(MODULE, sites=["all"], plan_dest=str(path))
        assert json.loads(path.read_text(encoding="utf-8")) == result["plan"]
        assert result["changed"] is False

    def test_no_file_in_check_mode(self, one: Bench, tmp_path: Path) -> None:
        one.check(MODULE, sites=["all"], plan_dest=str(tmp_path / "plan.json"))
        assert list(tmp_path.iterdir()) == []

    def test_refused(self, one: Bench) -> None:
        one.connection["api_key"] = one.simulator.keys["off"]
        result = one.run(MODULE, sites=["all"])
        assert result["failed"] is True
        assert result["failure"]["layer"] == "key"

    def test_a_read_only_key_is_enough(self, one: Bench) -> None:
        one.connection["api_key"] = one.simulator.keys["ro"]
        assert slugs(one.run(MODULE, sites=["all"])) == [BROKEN, FORMS, SEO, WIDGET, THEME]

    def test_answer_lost(self, one: Bench) -> None:
        one.adapter.fail("read_timeout_after", path="updates/1", times=2)
        assert slugs(one.run(MODULE, sites=["all"])) == [BROKEN, FORMS, SEO, WIDGET, THEME]


class TestSelection:
    def test_nothing_named_is_an_error(self, one: Bench) -> None:
        result = one.run(MODULE)
        assert result["failed"] is True
        assert result["failure"]["layer"] == "options"
        assert one.asked == []

    def test_types(self, one: Bench) -> None:
        offer_core(one)
        offer_translations(one)
        assert slugs(one.run(MODULE, sites=["all"], types=["core"])) == ["wordpress"]
        assert slugs(one.run(MODULE, sites=["all"], types=["translations"])) == ["default", "demo-forms"]
        assert slugs(one.run(MODULE, sites=["all"], types=["themes"])) == [THEME]

    def test_slugs_and_exclusions(self, one: Bench) -> None:
        result = one.run(MODULE, sites=["all"], slugs=["demo-*"], exclude_slugs=["demo-broken", THEME])
        assert slugs(result) == GOOD

    def test_largest_step(self, one: Bench) -> None:
        assert slugs(one.run(MODULE, sites=["all"], max_step="minor")) == [FORMS, WIDGET, THEME]
        assert slugs(one.run(MODULE, sites=["all"], max_step="patch")) == []

    def test_nothing_chosen_costs_no_further_read(self, one: Bench) -> None:
        one.run(MODULE, sites=["all"], slugs=["none"])
        assert one.asked == ["GET sites/basic", "GET sites/basic", "GET settings/advanced"]

    def test_several_languages_are_one_offer(self, one: Bench) -> None:
        offer_translations(one)
        found = one.run(MODULE, sites=["all"], slugs=["demo-forms"], types=["translations"])["plan"]["offers"]
        assert found == [
            {
                "type": "translation",
                "slug": "demo-forms",
                "name": "Demo Forms",
                "old_version": "",
                "new_version": "2.5.0",
                "languages": ["de_DE", "fr_FR"],
                "sites": [1],
            }
        ]

    def test_more_sites_than_one_read_takes(self) -> None:
        """And more offers than the 50 after which a modern dashboard cuts its own list."""
        bench = fleet(201)
        result = bench.run(MODULE, sites=["all"], slugs=["seo-notes"])
        assert [len(entry["sites"]) for entry in result["plan"]["offers"]] == [201]
        assert bench.asked.count("GET sites/basic") == 3
        assert bench.asked.count("GET updates") == 0


class TestBlocked:
    def test_without_a_package(self, one: Bench) -> None:
        offer_plugin(one, "pro/pro.php", ChildOffer("2.0"))
        result = one.run(MODULE, sites=["all"], slugs=["pro"])
        assert slugs(result) == []
        assert blocked(result) == {"pro/pro.php": "No package: the licence is missing or has run out."}
        assert result["updates"][0]["blocked"] == blocked(result)["pro/pro.php"]

    def test_requirements_of_the_installed_version(self, one: Bench) -> None:
        offer_plugin(one, "old/old.php", ChildOffer("2.0", "https://dash.test/old.zip"), requires_php="9.0")
        assert "does not meet" in blocked(one.run(MODULE, sites=["all"]))["old/old.php"]

    def test_requirements_of_the_new_version(self, one: Bench) -> None:
        offer = ChildOffer("2.0", "https://dash.test/new.zip", requires_php="9.0")
        offer_plugin(one, "new/new.php", offer)
        assert blocked(one.run(MODULE, sites=["all"]))["new/new.php"].startswith("The new version needs PHP 9.0")

    def test_rolled_back_before(self, one: Bench) -> None:
        child(one).faults[FORMS] = Fault("rolls_back", "It crashed.")
        one.run("mainwp_update", sites=["all"], slugs=["demo-forms"], fail_on="none")
        assert "rolled back" in blocked(one.run(MODULE, sites=["all"]))[FORMS]

    def test_ignored_on_the_site(self, one: Bench) -> None:
        site = one.simulator.dashboard.sites.get(1)
        assert site
        site.ignored_plugins = {FORMS: {"Name": "Demo Forms", "ignored_versions": ["all_versions"]}}
        site.ignore_theme_updates = 1
        assert blocked(one.run(MODULE, sites=["all"])) == {
            FORMS: "Ignored on the dashboard.",
            THEME: "Ignored on the dashboard.",
        }

    def test_ignored_for_the_whole_dashboard(self, one: Bench) -> None:
        """No record shows it: only the site's own list lacks it."""
        one.simulator.dashboard.options["ignored_plugins"] = {
            FORMS: {"Name": "Forms", "ignored_versions": ["all_versions"]}
        }
        assert blocked(one.run(MODULE, sites=["all"])) == {FORMS: "Ignored on the dashboard."}

    def test_wordpress_ignored_by_version(self, one: Bench) -> None:
        offer_core(one)
        site = one.simulator.dashboard.sites.get(1)
        assert site
        site.ignored_wp_upgrades = {"ignored_versions": ["7.0.4"]}
        assert blocked(one.run(MODULE, sites=["all"])) == {"wordpress": "Ignored on the dashboard."}


class TestFailedSyncs:
    def test_they_are_warned_of(self, one: Bench) -> None:
        one.simulator.event("child: c1.test answers 404 to everything")
        one.run("mainwp_sync", sites=["all"])
        result = one.run(MODULE, sites=["all"])
        assert "The last sync of 1 selected sites failed" in str(result["warnings"])
        assert "https://c1.test/" in str(result["warnings"])
