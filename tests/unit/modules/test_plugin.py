# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_plugin against the simulator: each state, what cannot be, what the child only says it did, lost answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Child, Plugin
from tests.unit.support.bench import Bench, connected

MODULE = "mainwp_plugin"
HELLO = "hello.php"
SEO = "seo-notes/seo-notes.php"
CACHE = "page-cache/page-cache.php"
CHILD = "mainwp-child/mainwp-child.php"
# The selection, whether syncs bring the plugins along, and what the sites have.
READS = ["GET sites/basic", "GET settings/advanced", "GET sites/basic"]
FIRST, SECOND = "site-01.example.com", "site-02.example.com"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, sites=3)


def child(bench: Bench, host: str = FIRST) -> Child:
    return bench.simulator.children[host]


def active(bench: Bench, slug: str, host: str = FIRST) -> bool:
    return child(bench, host).plugins[slug].active


def words(result: dict[str, Any]) -> list[str]:
    return [one["verdict"] for one in result["plugins"]]


VERBS = [
    pytest.param({"plugins": [HELLO], "state": "active"}, "plugins/activate", "inactive", "active", id="activate"),
    pytest.param({"plugins": [SEO], "state": "inactive"}, "plugins/deactivate", "active", "inactive", id="deactivate"),
    pytest.param({"plugins": [SEO], "state": "absent"}, "plugins/delete", "active", "absent", id="delete"),
]


@pytest.mark.parametrize(("task", "route", "before", "after"), VERBS)
class TestVerbs:
    """Each state: do, again, check, check again, refused, answer lost."""

    def test_do(self, bench: Bench, task: dict[str, Any], route: str, before: str, after: str) -> None:
        result = bench.run(MODULE, sites=[FIRST], **task)
        (one,) = result["plugins"]
        assert (one["verdict"], one["before"], one["after"], one["reason"]) == ("changed", before, after, None)
        assert (result["changed"], result["summary"]["changed"]) == (True, 1)
        (slug,) = task["plugins"]
        url = f"https://{FIRST}/"
        assert result["diff"] == {"before": {url: {slug: before}}, "after": {url: {slug: after}}}
        method = "DELETE" if after == "absent" else "POST"
        assert bench.asked == [*READS, f"{method} sites/1/{route}", "PUT sites/1/sync"]
        assert result["api_requests"] == 5
        plugin = child(bench).plugins.get(slug)
        assert ("absent" if plugin is None else "active" if plugin.active else "inactive") == after

    def test_again(self, bench: Bench, task: dict[str, Any], route: str, before: str, after: str) -> None:
        bench.run(MODULE, sites=[FIRST], **task)
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert (result["changed"], words(result), result["diff"]) == (False, ["unchanged"], {"before": {}, "after": {}})
        assert bench.asked == READS

    def test_check(self, bench: Bench, task: dict[str, Any], route: str, before: str, after: str) -> None:
        planned = bench.check(MODULE, sites=[FIRST], **task)
        assert (planned["changed"], words(planned)) == (True, ["planned"])
        assert bench.asked == READS
        done = bench.run(MODULE, sites=[FIRST], **task)
        assert planned["diff"] == done["diff"]
        again = bench.check(MODULE, sites=[FIRST], **task)
        assert (again["changed"], words(again)) == (False, ["unchanged"])

    def test_refused(self, bench: Bench, task: dict[str, Any], route: str, before: str, after: str) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"])
        assert "The key lacks this permission" in result["plugins"][0]["reason"]

    def test_answer_lost(self, bench: Bench, task: dict[str, Any], route: str, before: str, after: str) -> None:
        bench.adapter.fail("read_timeout_after", path=route)
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert (result["changed"], words(result)) == (True, ["changed"])

    def test_request_lost(self, bench: Bench, task: dict[str, Any], route: str, before: str, after: str) -> None:
        bench.simulator.faults.add("replace", path=route, status=504, body="<html>Gateway Time-out</html>")
        result = bench.run(MODULE, sites=[FIRST], **task)
        (one,) = result["plugins"]
        assert (result["failed"], result["changed"], one["verdict"]) == (True, False, "unknown")
        assert (one["before"], one["after"]) == (before, before)


class TestFleet:
    def test_one_request_for_all_plugins_of_a_site(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"], plugins=[SEO, HELLO, CACHE], state="inactive")
        assert result["summary"] == {"changed": 6, "unchanged": 3, "failed": 0, "skipped": 0, "unknown": 0}
        sent = [body for method, path, body in bench.written if path.endswith("deactivate")]
        assert sent == [{"slug": f"{SEO},{CACHE}"}] * 3
        assert [one["slug"] for one in result["plugins"][:3]] == [SEO, HELLO, CACHE]

    def test_an_unreachable_site_fails_alone(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {FIRST} refuses connections")
        result = bench.run(MODULE, sites=["all"], plugins=[HELLO])
        assert sorted(words(result)) == ["changed", "changed", "failed"]
        assert (result["failed"], result["changed"]) == (True, True)
        assert "1 of 3 plugins are not as wanted; the first: hello.php on https://site-01" in result["msg"]
        assert bench.run(MODULE, sites=["all"], plugins=[HELLO], fail_on="2")["changed"] is False

    def test_old_data_are_synced_before_they_count(self, bench: Bench) -> None:
        child(bench).plugins[HELLO].active = True
        bench.simulator.clock.wait(7200)
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO])
        assert (result["changed"], words(result)) == (False, ["unchanged"])
        assert bench.asked == [*READS, "PUT sites/1/sync"]

    def test_a_suspended_site_is_left_alone(self, bench: Bench) -> None:
        bench.run("mainwp_site", url=FIRST, suspended=True)
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO])
        assert (words(result), result["changed"]) == (["skipped"], False)
        assert bench.written == []

    def test_nothing_new_begins_after_the_dashboard_failed(self, bench: Bench) -> None:
        bench.connection["max_concurrency"] = 1
        bench.adapter.fail("refused", path="sites/1/plugins", times=9)
        result = bench.run(MODULE, sites=["all"], plugins=[HELLO])
        assert words(result) == ["failed", "skipped", "skipped"]
        assert "Not begun" in result["plugins"][1]["reason"]


class TestWhatCannotBe:
    @pytest.mark.parametrize("state", ["active", "inactive"])
    def test_what_is_not_installed_is_never_sent(self, bench: Bench, state: str) -> None:
        result = bench.run(MODULE, sites=[FIRST], plugins=["nope/nope.php"], state=state)
        assert (result["failed"], words(result)) == (True, ["failed"])
        assert "not installed on this site, and the API cannot install one" in result["plugins"][0]["reason"]
        assert bench.written == []

    def test_it_is_passed_over_on_request(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], plugins=["nope/nope.php"], missing_ok=True)
        assert ("failed" in result, words(result), result["changed"]) == (False, ["skipped"], False)

    def test_what_is_not_there_is_absent(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], plugins=["nope/nope.php"], state="absent")
        assert (words(result), result["changed"]) == (["unchanged"], False)

    @pytest.mark.parametrize("state", ["inactive", "absent"])
    def test_mainwp_child_stays(self, bench: Bench, state: str) -> None:
        result = bench.run(MODULE, sites=[FIRST], plugins=[CHILD], state=state)
        assert "has to stay active" in result["msg"]
        assert bench.asked == []

    @pytest.mark.parametrize("state", ["inactive", "absent"])
    def test_a_must_use_plugin_stays(self, bench: Bench, state: str) -> None:
        child(bench).plugins["feed.php"] = Plugin("feed.php", "feed.php", "", active=True, must_use=True)
        result = bench.run(MODULE, sites=[FIRST], plugins=["feed.php"], state=state, sync_max_age=0)
        assert "must-use plugin" in result["plugins"][0]["reason"]
        assert [line for line in bench.asked if "plugins" in line] == []

    def test_a_slug_with_a_comma_is_refused(self, bench: Bench) -> None:
        assert "has a comma or a blank" in bench.run(MODULE, sites=[FIRST], plugins=["a.php,b.php"])["msg"]
        assert bench.asked == []

    def test_an_empty_list_is_refused(self, bench: Bench) -> None:
        assert "plugins names nothing" in bench.run(MODULE, sites=[FIRST], plugins=[])["msg"]


class TestWhatIsNotKnown:
    """Absent is proved, not guessed: the dashboard has a list of each site's plugins, or knows nothing."""

    @pytest.fixture(params=["", None, [], "[]"])
    def nothing(self, bench: Bench, request: pytest.FixtureRequest) -> None:
        """The list of the first site, in every form in which the dashboard sends an empty one."""
        row = {"id": 1, "plugins": request.param}
        bench.simulator.faults.add("replace", path="sites/basic", skip=1, body={"success": 1, "data": [row]})

    @pytest.mark.usefixtures("nothing")
    @pytest.mark.parametrize(
        ("task", "verdict"),
        [
            ({"plugins": ["nope/nope.php"], "state": "absent"}, "unchanged"),
            ({"plugins": [SEO], "state": "absent"}, "changed"),
            ({"plugins": [HELLO]}, "changed"),
        ],
    )
    def test_the_site_is_synced_before_anything_is_said(self, bench: Bench, task: dict[str, Any], verdict: str) -> None:
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert words(result) == [verdict]
        assert bench.written[0][:2] == ("PUT", "sites/1/sync")

    @pytest.mark.usefixtures("nothing")
    def test_check_mode_says_that_it_does_not_know(self, bench: Bench) -> None:
        result = bench.check(MODULE, sites=[FIRST], plugins=["nope/nope.php"], state="absent")
        (one,) = result["plugins"]
        assert (result["changed"], one["verdict"], one["before"], one["after"]) == (True, "planned", None, "absent")
        assert one["reason"] == "Which plugins the site has is not known before it is synced."

    def test_nor_what_a_site_has_whose_last_sync_failed(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {FIRST} refuses connections")
        assert bench.run("mainwp_sync", sites=[FIRST])["failed"] is True
        task = {"sites": ["all"], "plugins": ["nope/nope.php"], "state": "absent"}
        planned = bench.check(MODULE, **task)
        assert words(planned) == ["planned", "unchanged", "unchanged"]
        assert planned["plugins"][0]["reason"] == "Which plugins the site has is not known before it is synced."
        assert words(bench.run(MODULE, **task)) == ["failed", "unchanged", "unchanged"]

    @pytest.mark.usefixtures("nothing")
    def test_a_site_that_cannot_be_synced_fails(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {FIRST} refuses connections")
        result = bench.run(MODULE, sites=[FIRST], plugins=["nope/nope.php"], state="absent")
        (one,) = result["plugins"]
        assert (result["failed"], result["changed"], one["verdict"], one["before"]) == (True, False, "failed", None)
        assert "cannot be synced" in one["reason"]

    @pytest.mark.usefixtures("nothing")
    def test_a_sync_that_brings_no_plugins_fails(self, bench: Bench) -> None:
        body = {"success": 1, "data": {"id": "1", "plugins": "[]"}}
        bench.simulator.faults.add("replace", method="PUT", path="sites/1/sync", body=body)
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO], state="absent")
        assert words(result) == ["failed"]
        assert "knows no plugins of the site" in result["plugins"][0]["reason"]
        assert [one[1] for one in bench.written] == ["sites/1/sync"]

    def test_a_list_that_syncs_leave_out_proves_nothing(self, bench: Bench) -> None:
        """It stays as it was, however often the site is synced; here it still has what was deleted."""
        bench.run("mainwp_sync", sites=[FIRST])
        bench.run("mainwp_settings", advanced={"sync_data": {"plugins": False}})
        del child(bench).plugins[SEO]
        assert bench.run("mainwp_sync", sites=[FIRST])["changed"] is True
        for run in (bench.check, bench.run):
            result = run(MODULE, sites=[FIRST], plugins=[SEO, "nope/nope.php"], state="absent")
            assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed", "failed"])
            assert "syncs leave plugins out" in result["plugins"][0]["reason"]
            assert result["plugins"][0]["before"] is None
            assert bench.written == []
        assert bench.run("mainwp_theme", sites=[FIRST], themes=["nope"], state="absent")["changed"] is False
        bench.run("mainwp_settings", advanced={"sync_data": {"plugins": True}})
        bench.run("mainwp_sync", sites=[FIRST])
        assert words(bench.run(MODULE, sites=[FIRST], plugins=[SEO], state="absent")) == ["unchanged"]


class TestProof:
    def test_a_confirmation_is_no_proof(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="plugins/activate", body={"success": 1, "data": []})
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO])
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"])
        assert result["plugins"][0]["reason"] == "The child confirmed it, and it is not so."

    def test_a_refusal_keeps_its_reason(self, bench: Bench) -> None:
        body = {"code": "mainwp_rest_activate_plugins_action", "message": "NOMAINWP", "data": None}
        bench.simulator.faults.add("replace", path="plugins/activate", status=500, body=body)
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO])
        assert result["plugins"][0]["reason"] == "No active MainWP Child answers at the site's address."

    def test_a_plugin_that_crashes_the_site_is_not_called_active(self, bench: Bench) -> None:
        bench.simulator.faults.add("php_fatal", path="plugins/activate")
        bench.simulator.faults.add("replace", method="PUT", path="sites/1/sync", body={"success": 0, "data": []})
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO])
        assert words(result) == ["unknown"]
        assert "cannot be read back" in result["plugins"][0]["reason"]
        assert active(bench, HELLO) is False


class TestNothingReadsBack:
    """The child was asked and may have done it; that it changed nothing must not be claimed."""

    @pytest.mark.parametrize("fault", ["refused", "read_timeout_after"])
    def test_it_is_unknown_and_counts_as_a_change(self, bench: Bench, fault: str) -> None:
        bench.adapter.fail(fault, method="PUT", path="sites/1/sync")
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO], fail_on="none")
        (one,) = result["plugins"]
        assert (one["verdict"], one["after"], result["changed"]) == ("unknown", None, True)
        assert "cannot be read back" in one["reason"]
        assert active(bench, HELLO)

    def test_a_refusal_stays_one(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="plugins/activate", status=200, body='{"success":0,"message":"no"}')
        bench.adapter.fail("refused", method="PUT", path="sites/1/sync")
        result = bench.run(MODULE, sites=[FIRST], plugins=[HELLO], fail_on="none")
        assert (words(result), result["changed"]) == (["failed"], False)

    def test_in_a_fleet(self, bench: Bench) -> None:
        bench.adapter.fail("refused", method="PUT", path="sites/1/sync")
        result = bench.run("mainwp_fleet", plugins=[{"site": FIRST, "plugins": [HELLO]}])
        assert ([one["verdict"] for one in result["fleet"]], result["changed"]) == (["failed"], True)
