# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_monitor against the simulator: every verb, and every trap of the monitor routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Monitor
from tests.unit.support.bench import Bench
from tests.unit.support.verbs import Verb

MODULE = "mainwp_monitor"
ONE = "https://site-01.example.com/"
HOST = "site-01.example.com"
OTHER = "site-02.example.com"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard that watches two sites; their monitors have other ids than they, and a third site has none."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    first, second, third = bench.simulator.children
    connect(bench.simulator, third, "Unwatched")
    bench.simulator.dashboard.uptime["active"] = 1
    connect(bench.simulator, first, "First")
    connect(bench.simulator, second, "Second")
    return bench


def row(bench: Bench, monitor: int = 1) -> Any:
    """The dashboard's row of a monitor."""
    return bench.simulator.dashboard.monitors.get(monitor)


class TestChange(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"site": HOST, "type": "ping", "interval": "1h"}
    DONE: ClassVar[list[str]] = ["GET monitors", "PUT monitors/1/settings", "GET monitors"]
    NOTHING: ClassVar[list[str]] = ["GET monitors"]
    BEFORE: ClassVar[dict[str, Any]] = {"site": ONE, "type": "http", "interval": "5m"}
    AFTER: ClassVar[dict[str, Any]] = {"site": ONE, "type": "ping", "interval": "1h"}
    WRITE = "monitors/1/settings"

    def prepare(self, bench: Bench) -> None:
        row(bench).interval = 5

    def settled(self, bench: Bench) -> bool:
        return (row(bench).type, row(bench).interval) == ("ping", 60)


class TestFollowTheDashboard(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": 1, "type": "global", "interval": "global"}
    DONE: ClassVar[list[str]] = [
        "GET monitors", "GET settings/monitoring", "PUT monitors/1/settings", "GET monitors"
    ]  # fmt: skip
    NOTHING: ClassVar[list[str]] = ["GET monitors", "GET settings/monitoring"]
    BEFORE: ClassVar[dict[str, Any]] = {"type": "ping", "interval": "5m"}
    AFTER: ClassVar[dict[str, Any]] = {"type": "http", "interval": "1h"}
    WRITE = "monitors/1/settings"

    def prepare(self, bench: Bench) -> None:
        row(bench).interval, row(bench).type = 5, "ping"

    def settled(self, bench: Bench) -> bool:
        return (row(bench).type, row(bench).interval) == ("useglobal", -1)


HIDDEN = {
    "active": "disabled",
    "method": "get",
    "timeout": "no_limit",
    "down_confirmation_check": "disabled",
    "up_status_codes": ["200", "301"],
    "keyword": "Hello",
}
STORED = {
    "active": 0, "method": "get", "timeout": 0, "maxretries": 0, "up_status_codes": "200,301", "keyword": "Hello"
}  # fmt: skip


def test_settings_that_are_never_shown_are_written_every_time(bench: Bench) -> None:
    assert bench.check(MODULE, site=HOST, **HIDDEN)["changed"] is True
    for _turn in range(2):
        result = bench.run(MODULE, site=HOST, **HIDDEN)
        assert (result["changed"], result["diff"]["before"]) == (True, result["diff"]["after"])
        assert bench.written == [
            (
                "PUT",
                "monitors/1/settings",
                {
                    "active": "0",
                    "method": "get",
                    "timeout": "No limit",
                    "maxretries": 0,
                    "expected_status": "200,301",
                    "keyword": "Hello",
                },
            )
        ]
    assert {name: getattr(row(bench), name) for name in STORED} == STORED


def test_settings_that_are_never_shown_are_left_alone_when_asked(bench: Bench) -> None:
    result = bench.run(MODULE, site=HOST, update_settings="never", interval="10m", **HIDDEN)
    assert bench.written == [("PUT", "monitors/1/settings", {"interval": "10m"})]
    assert result["changed"] is True
    assert bench.run(MODULE, site=HOST, update_settings="never", interval="10m", **HIDDEN)["changed"] is False


def test_every_setting_can_follow_the_dashboard_again(bench: Bench) -> None:
    words = dict.fromkeys(HIDDEN, "global") | {"up_status_codes": ["global"], "keyword": ""}
    bench.run(MODULE, site=HOST, **HIDDEN)
    bench.run(MODULE, site=HOST, **words)
    inherited = {
        "active": -1, "method": "useglobal", "timeout": -1, "maxretries": -1, "up_status_codes": "useglobal"
    }  # fmt: skip
    assert {name: getattr(row(bench), name) for name in inherited} == inherited
    assert row(bench).keyword == ""


@pytest.mark.parametrize("minutes", [5, 45, 60, 1440])
def test_every_interval_reads_back_as_it_was_written(bench: Bench, minutes: int) -> None:
    """It is written as 1h and read as 60m."""
    word = f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"
    result = bench.run(MODULE, site=HOST, interval=word)
    assert (result["monitor"]["interval"], row(bench).interval) == (word, minutes if minutes != 60 else -1)
    assert bench.run(MODULE, site=HOST, interval=word)["changed"] is False


@pytest.mark.parametrize("called", [HOST, f"https://www.{HOST}", f"http://{HOST.upper()}/", "First", "2"])
def test_a_site_is_called_by_address_name_or_id(bench: Bench, called: str) -> None:
    """Digits are the id of the site, though the route would take them for that of the monitor."""
    result = bench.run(MODULE, site=called, interval="10m")
    assert (result["monitor"]["id"], result["monitor"]["site"], row(bench).interval) == (1, ONE, 10)
    assert bench.run(MODULE, site=called, interval="10m")["changed"] is False


def test_an_id_is_that_of_the_monitor(bench: Bench) -> None:
    assert bench.run(MODULE, id=2, interval="10m")["monitor"]["site"] == f"https://{OTHER}/"
    assert (row(bench, 1).interval, row(bench, 2).interval) == (-1, 10)
    result = bench.run(MODULE, id=3, interval="10m")
    assert (result["failed"], bench.written) == (True, [])


@pytest.mark.parametrize("called", ["site-03.example.com", "Unwatched", "1"])
def test_a_site_without_a_monitor_is_refused(bench: Bench, called: str) -> None:
    """The route would confirm the write and store nothing; the list shows one row for all such sites together."""
    for run in (bench.check, bench.run):
        result = run(MODULE, site=called, interval="10m")
        assert "The site site-03.example.com has no monitor" in result["msg"].replace("https://", "").replace("/ ", " ")
        assert "while uptime monitoring is on" in result["failure"]["hint"]
        assert bench.written == []


def test_a_site_that_does_not_exist_is_refused_and_in_check_mode_predicted(bench: Bench) -> None:
    result = bench.run(MODULE, site="new.example.com", interval="10m")
    assert "There is no site 'new.example.com'" in result["msg"]
    predicted = bench.check(MODULE, site="new.example.com", interval="10m")
    assert (predicted["changed"], predicted["monitor"]["id"]) == (True, None)
    assert "as if an earlier task had made it" in str(predicted["warnings"][0])


def test_monitors_of_pages_of_a_site_need_the_id(bench: Bench) -> None:
    """They show the address of the site, and no field tells them from its own monitor."""
    bench.simulator.dashboard.monitors.insert(Monitor(2, suburl="shop/"))
    result = bench.run(MODULE, site=HOST, interval="10m")
    assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
    assert "ids 3, 1" in result["msg"]
    assert bench.run(MODULE, id=1, interval="10m")["changed"] is True
    assert (row(bench, 1).interval, row(bench, 3).interval) == (10, -1)


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ({"up_status_codes": ["200", "299"]}, "names 299, which MainWP does not know"),
        ({"up_status_codes": ["global", "301"]}, "names global, which MainWP does not know"),
        ({"up_status_codes": []}, "no way to empty it"),
        ({"keyword": "x" * 256}, "has 256 characters, and the dashboard keeps 255"),
        ({"keyword": "<title>Shop</title>"}, "would be stored as another text"),
        ({"keyword": "a < b"}, "would be stored as another text"),
        ({"keyword": "50%20off"}, "would be stored as another text"),
    ],
)
def test_what_the_dashboard_would_spoil_is_refused(bench: Bench, task: dict[str, Any], text: str) -> None:
    """It confirms a keyword that is too long and stores nothing; without codes every check says down."""
    result = bench.run(MODULE, site=HOST, **task)
    assert text in result["msg"]
    assert bench.written == []


def test_codes_are_sent_as_numbers(bench: Bench) -> None:
    """The dashboard would keep 0200 as it comes, and call a site down that answers 200."""
    bench.run(MODULE, site=HOST, up_status_codes=["0200", " 301"])
    assert row(bench).up_status_codes == "200,301"


def test_a_longest_keyword_with_signs_is_stored(bench: Bench) -> None:
    keyword = "a & b &amp; c".ljust(255, "x")
    bench.run(MODULE, site=HOST, keyword=keyword)
    assert row(bench).keyword == keyword


def test_an_answer_of_a_hidden_setting_that_was_lost_is_told(bench: Bench) -> None:
    bench.adapter.fail("read_timeout_after", path="monitors/1/settings", times=1)
    result = bench.run(MODULE, site=HOST, active="disabled", interval="10m")
    assert "Whether active arrived cannot be read back" in result["msg"]
    assert "update_settings=always" in result["failure"]["hint"]


def test_a_fleet_with_many_monitors_is_read_whole_and_once(bench: Bench) -> None:
    tasks = [{"site": HOST, "interval": "10m"}, {"site": OTHER, "type": "ping"}]
    result = bench.run("mainwp_fleet", monitors=tasks)
    assert [line["verdict"] for line in result["fleet"]] == ["changed", "changed"]
    assert bench.asked == ["GET monitors", "PUT monitors/1/settings", "PUT monitors/2/settings", "GET monitors"]
    assert bench.run("mainwp_fleet", monitors=tasks)["changed"] is False


def test_a_fleet_that_changes_the_dashboards_interval_keeps_what_monitors_shall_have(bench: Bench) -> None:
    """The API shows the interval in effect only, whose ever it is."""
    row(bench, 2).interval = 10
    fleet = {
        "settings": {"monitoring": {"interval": "30m"}},
        "monitors": [{"site": HOST, "interval": "1h"}, {"site": OTHER, "interval": "global"}],
    }
    result = bench.run("mainwp_fleet", **fleet)
    assert "failed" not in result, result
    assert (row(bench, 1).interval, row(bench, 2).interval) == (60, -1)
    assert bench.run("mainwp_fleet", **fleet)["changed"] is False


class TestOfANewSite:
    """A fleet connects a site and says how it is watched, in one task."""

    SITE: ClassVar[dict[str, Any]] = {
        "url": "https://site-04.example.com/", "admin_user": "admin", "admin_password": "demo-password"
    }  # fmt: skip
    MONITOR: ClassVar[dict[str, Any]] = {"site": "site-04.example.com", "interval": "10m", "active": "enabled"}

    @pytest.fixture
    def bench(self, request: pytest.FixtureRequest) -> Bench:
        bench = Bench(state="demo", sites=4)
        bench.simulator.dashboard.uptime["active"] = 1
        return bench

    def run(self, bench: Bench, **options: Any) -> dict[str, Any]:
        monitor = {**self.MONITOR, "update_settings": "never"}
        return bench.run("mainwp_fleet", sites=[self.SITE], monitors=[monitor], **options)

    def test_its_monitor_is_set_right_after(self, bench: Bench) -> None:
        monitor = {**self.MONITOR, "update_settings": "never"}
        predicted = bench.check("mainwp_fleet", sites=[self.SITE], monitors=[monitor])
        result = self.run(bench)
        assert [line["verdict"] for line in result["fleet"]] == ["created", "created"]
        assert predicted["diff"] == result["diff"]
        assert (row(bench).interval, row(bench).active) == (10, 1)
        again = self.run(bench)
        assert (again["changed"], again["summary"]["unchanged"]) == (False, 2)

    def test_without_monitoring_the_site_stays_and_the_monitor_fails(self, bench: Bench) -> None:
        bench.simulator.dashboard.uptime["active"] = 0
        result = self.run(bench)
        assert [line["verdict"] for line in result["fleet"]] == ["created", "failed"]
        assert "was made without a monitor" in result["fleet"][1]["reason"]
        assert "only while uptime monitoring is on" in result["fleet"][1]["reason"]

    def test_a_site_that_cannot_be_connected_has_no_monitor_to_try(self, bench: Bench) -> None:
        bench.simulator.children["site-04.example.com"].reachability = "refused"
        result = self.run(bench)
        assert [line["verdict"] for line in result["fleet"]] == ["failed", "untried"]


class TestCheckNow:
    def test_it_asks_for_the_page_and_shows_what_was_found(self, bench: Bench) -> None:
        result = bench.run(MODULE, site=HOST, check=True)
        assert bench.asked == ["GET monitors", "POST monitors/1/check", "GET monitors"]
        assert (result["changed"], result["monitor"]["status"], result["monitor"]["http_code"]) == (True, "up", 200)
        assert result["monitor"]["last_check"].endswith("Z")
        assert bench.run(MODULE, site=HOST, check=True)["changed"] is False

    def test_an_outage_is_down_once_it_is_confirmed(self, bench: Bench) -> None:
        """The answer of the route says up the first time, too."""
        bench.simulator.event(f"child: {HOST} answers 500 to everything")
        seen = [bench.run(MODULE, site=HOST, check=True)["monitor"]["status"] for _turn in range(2)]
        assert seen == ["pending", "down"]

    def test_no_answer_at_all_is_pending(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {HOST} refuses connections")
        monitor = bench.run(MODULE, site=HOST, check=True)["monitor"]
        assert (monitor["status"], monitor["http_code"]) == ("pending", None)

    def test_it_comes_after_the_settings(self, bench: Bench) -> None:
        result = bench.run(MODULE, site=HOST, type="keyword", method="get", keyword="nowhere", check=True)
        assert [path for _method, path, _body in bench.written] == ["monitors/1/settings", "monitors/1/check"]
        assert result["monitor"]["status"] == "pending"

    def test_check_mode_foretells_the_first_look_and_no_other(self, bench: Bench) -> None:
        """Whatever a first check finds is a change; as long as the site stays as it is, no later one is."""
        for changed, status in ((True, "unknown"), (False, "up")):
            result = bench.check(MODULE, site=HOST, check=True)
            assert (result["changed"], result["monitor"]["status"]) == (changed, status)
            assert bench.run(MODULE, site=HOST, check=True)["changed"] is changed

    def test_a_refusal_is_a_failure_that_keeps_what_was_written(self, bench: Bench) -> None:
        bench.simulator.faults.add("unavailable", method="POST", path="check")
        result = bench.run(MODULE, site=HOST, interval="10m", check=True)
        assert (result["failed"], result["changed"], result["monitor"]["interval"]) == (True, True, "10m")

    def test_an_answer_that_was_lost_is_found_out_by_reading(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", path="monitors/1/check", times=1)
        result = bench.run(MODULE, site=HOST, check=True)
        assert (result.get("failed"), result["monitor"]["status"]) == (None, "up")
        assert [path for _method, path, _body in bench.written].count("monitors/1/check") == 1

    def test_a_check_that_was_lost_on_its_way_is_unproved(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_before", path="monitors/1/check", times=1)
        result = bench.run(MODULE, site=HOST, check=True)
        assert "Its outcome is not there" in result["msg"]
