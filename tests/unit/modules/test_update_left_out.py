# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Updates on a dashboard whose syncs leave out the lists that offers and verdicts rest on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.contacts import list_synced
from tests.unit.support.bench import Bench
from tests.unit.support.queue import MODULE, START, TASK, prepare, queueing, warnings
from tests.unit.support.updates import (
    FORMS,
    GOOD,
    THEME,
    child,
    connected,
    offer_core,
    offer_translations,
    reasons,
    refresh,
    upgrades,
    verdicts,
)

SETTINGS = "GET settings/advanced"
#: By the name of the setting that is switched off: what mainwp_settings calls it, and the type that rests on it.
TYPES = {
    "plugins": ("plugins", "plugins"),
    "plugin_updates": ("plugin_updates", "plugins"),
    "themes": ("themes", "themes"),
    "theme_updates": ("theme_updates", "themes"),
    "translation_updates": ("translation_updates", "translations"),
    "wp_updates": ("core_updates", "core"),
}
ALL: dict[str, Any] = {"sites": ["all"], "exclude_slugs": ["demo-broken"]}
ROUTES = {"plugins": "plugins", "themes": "themes", "translations": "translations", "core": "wp"}


def leave_out(bench: Bench, *names: str) -> None:
    """Switch settings off, by the names that travel, as the dashboard's screen does."""
    list_synced(bench.simulator.dashboard)
    bench.simulator.dashboard.options["sync_data"].update(dict.fromkeys(names, 0))


@pytest.fixture(params=["modern", "legacy"])
def one(request: pytest.FixtureRequest) -> Bench:
    """One site with offers of all four types, synced just now."""
    bench = connected(request.param, 1)
    offer_core(bench)
    offer_translations(bench)
    return bench


def of_type(result: dict[str, Any], word: str) -> set[str]:
    """The verdicts on a type, by the word of the option."""
    return {entry["verdict"] for entry in result["updates"] if f"{entry['type']}s".startswith(word)}


class TestSiteBySite:
    @pytest.mark.parametrize("name", TYPES)
    def test_only_what_could_be_proved_is_begun(self, one: Bench, name: str) -> None:
        word, kind = TYPES[name]
        leave_out(one, name)
        predicted = one.check(MODULE, **ALL)
        result = one.run(MODULE, **ALL)
        for other in ROUTES:
            assert of_type(predicted, other) == {"skipped" if other == kind else "planned"}
            assert of_type(result, other) == {"skipped" if other == kind else "updated"}
        assert sorted(path.rpartition("/")[2] for _method, path, _body in one.written) == sorted(
            ["sync", *(route for other, route in ROUTES.items() if other != kind)]
        )
        held = next(entry for entry in result["updates"] if entry["verdict"] == "skipped")
        assert held["reason"] == (
            f"The dashboard's syncs leave {word} out: nothing proves it. Set advanced.sync_data.{word} with "
            "mainwp_settings, and run mainwp_sync."
        )
        assert one.asked.count(SETTINGS) == 1
        assert "failed" not in result
        for found in (predicted, result):
            (warning,) = warnings(found)
            assert f"leave {word} out" in warning

    @pytest.mark.parametrize("name", TYPES)
    def test_the_cure_cures(self, one: Bench, name: str) -> None:
        word, kind = TYPES[name]
        leave_out(one, name)
        one.run(MODULE, types=[kind], **ALL)
        one.run("mainwp_settings", advanced={"sync_data": {word: True}})
        one.run("mainwp_sync", sites=["all"])
        result = one.run(MODULE, types=[kind], **ALL)
        assert of_type(result, kind) == {"updated"}
        assert warnings(result) == []

    def test_nothing_is_begun_where_all_is_left_out(self, one: Bench) -> None:
        leave_out(one, *TYPES)
        result = one.run(MODULE, **ALL)
        assert set(verdicts(result).values()) == {"skipped"}
        assert "leave plugin_updates and plugins out" in str(reasons(result)[FORMS])
        assert (result["changed"], one.written) == (False, [])
        assert one.asked == ["GET sites/basic", "GET sites/basic", SETTINGS]

    def test_another_type_does_not_matter(self, one: Bench) -> None:
        leave_out(one, "themes", "users")
        result = one.run(MODULE, types=["plugins"], **ALL)
        assert of_type(result, "plugins") == {"updated"}
        assert warnings(result) == []

    def test_old_data_without_an_offer_are_no_proof(self, one: Bench) -> None:
        """The sync clears the offer of WordPress. That is no reason to say nothing."""
        leave_out(one, "wp_updates")
        one.simulator.clock.advance(3601)
        result = one.run(MODULE, types=["core"], sites=["all"])
        assert result["updates"] == []
        assert one.written[-1][1] == "sites/1/sync"
        (warning,) = warnings(result)
        assert "leave core_updates out: the offers of WordPress are" in warning

    def test_a_plan_of_before(self, one: Bench) -> None:
        """Not: WordPress is not on offer any more. That is what the sync makes of the setting."""
        plan = one.run("mainwp_update_info", sites=["all"], types=["core", "themes"])["plan"]
        leave_out(one, "wp_updates")
        one.run("mainwp_sync", sites=["all"])
        result = one.run(MODULE, plan=plan)
        assert verdicts(result) == {THEME: "updated", "wordpress": "skipped"}
        assert "leave core_updates out" in str(reasons(result)["wordpress"])

    def test_what_is_there_already_needs_no_proof(self, one: Bench) -> None:
        plan = one.run("mainwp_update_info", types=["plugins"], **ALL)["plan"]
        one.run(MODULE, plan=plan)
        leave_out(one, "plugins", "plugin_updates")
        result = one.run(MODULE, plan=plan)
        assert set(reasons(result).values()) == {
            "It is at 2.5.0 already.",
            "It is at 3.0 already.",
            "It is at 1.1 already.",
        }
        assert one.asked == ["GET sites/basic"]

    def test_many_sites_share_the_read(self) -> None:
        bench = connected("modern")
        bench.run(MODULE, max_concurrency=8, **ALL)
        assert bench.asked.count(SETTINGS) == 1


class TestUnreadable:
    @pytest.mark.parametrize(("status", "code"), [(401, "mainwp_rest_authentication_error"), (403, "rest_forbidden")])
    def test_a_refusal_stops_nothing(self, one: Bench, status: int, code: str) -> None:
        body = {"code": code, "message": "No.", "data": {"status": status}}
        one.simulator.faults.add("replace", method="GET", path="settings/advanced", status=status, body=body)
        result = one.run(MODULE, **ALL)
        assert set(verdicts(result).values()) == {"updated"}
        assert one.asked.count(SETTINGS) == 1
        (warning,) = warnings(result)
        assert "cannot be read" in warning

    def test_in_a_list(self, one: Bench) -> None:
        one.simulator.faults.add("replace", method="GET", path="settings/advanced", status=403, body={"code": "x"})
        result = one.run("mainwp_update_info", sites=["all"])
        assert len(result["updates"]) == 8
        assert "cannot be read" in warnings(result)[0]

    def test_without_it_an_empty_list_is_no_proof(self, one: Bench) -> None:
        """The plugins were never listed, as on a dashboard that left them out before it had the site."""
        one.simulator.faults.add("replace", method="GET", path="settings/advanced", status=403, body={"code": "x"})
        leave_out(one, "plugins")
        site = one.simulator.dashboard.sites.get(1)
        assert site
        site.plugins = []
        result = one.run(MODULE, types=["plugins"], **ALL)
        assert verdicts(result) == dict.fromkeys(GOOD, "unknown")
        assert str(reasons(result)[FORMS]).startswith("The child reported success, and that could not be proved")
        assert child(one).plugins[FORMS].version == "2.5.0"


class TestInfo:
    @pytest.mark.parametrize("name", TYPES)
    def test_a_warning(self, one: Bench, name: str) -> None:
        word, kind = TYPES[name]
        leave_out(one, name)
        result = one.run("mainwp_update_info", sites=["all"])
        assert [f"leave {word} out" in warning for warning in warnings(result)] == [True]
        others = [other for other in ROUTES if other != kind]
        assert warnings(one.run("mainwp_update_info", sites=["all"], types=others)) == []


class TestQueue:
    @pytest.mark.parametrize("shape", ["finished", "job", "legacy"])
    @pytest.mark.parametrize("name", ["plugins", "theme_updates"])
    def test_none_is_begun(self, shape: str, name: str) -> None:
        bench = queueing(shape)
        leave_out(bench, name)
        for run in (bench.check, bench.run):
            result = run(MODULE, **TASK)
            assert (result["failed"], result["failure"]["code"]) == (True, "not_provable")
            assert f"leave {name} out" in result["msg"]
            assert START not in bench.asked
        assert upgrades(bench) == 0

    @pytest.mark.parametrize(("shape", "begins"), [("finished", False), ("legacy", True)])
    def test_translations_matter_where_it_updates_them(self, shape: str, *, begins: bool) -> None:
        bench = queueing(shape)
        offer_translations(bench)
        leave_out(bench, "translation_updates")
        bench.run(MODULE, fail_on="none", **TASK)
        assert (START in bench.asked) is begins

    def test_ignored_by_the_user_and_not_by_the_job(self) -> None:
        bench = connected("modern", 1)
        offer_core(bench)
        prepare(bench, "job")
        site = bench.simulator.dashboard.sites.get(1)
        assert site
        site.ignore_theme_updates = 1
        leave_out(bench, "themes")
        assert bench.run(MODULE, **TASK)["failure"]["code"] == "not_provable"

    def test_a_job_that_was_begun_before(self) -> None:
        """What it did with the plugins is not known; of the theme it is."""
        bench = queueing("job")
        plan = bench.run("mainwp_update_info", sites=["all"])["plan"]
        job = bench.run(MODULE, strategy="queue", plan=plan, wait=False)["job"]["id"]
        leave_out(bench, "plugins")
        result = bench.run(MODULE, strategy="queue", job_id=job, plan=plan, fail_on="none")
        for number in (1, 2, 3):
            assert {**dict.fromkeys(GOOD, "unknown"), THEME: "updated"}.items() <= verdicts(result, number).items()
        assert "leave plugins out" in str(reasons(result)[FORMS])


def test_version_1_does_not_show_the_setting() -> None:
    bench = connected("modern", 1)
    key = bench.simulator.keys["v1"]
    bench.connection = {
        name: value for name, value in bench.connection.items() if name not in ("api_key", "api_version")
    } | {"consumer_key": key["consumer_key"], "consumer_secret": key["consumer_secret"]}
    leave_out(bench, "themes")
    refresh(bench)
    result = bench.run(MODULE, types=["plugins"], **ALL)
    assert set(verdicts(result).values()) == {"updated"}
    assert not [asked for asked in bench.asked if "settings" in asked]
