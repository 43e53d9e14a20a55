# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Traps of the uptime monitors that the recordings do not reach: phantoms, settings that are lost, outages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.state.records import Monitor

from .client import Caller

CRON = "cron: every event that is due on the dashboard runs now"
HOST = "site-02.example.com"


@pytest.fixture
def watched(call: Caller) -> Caller:
    """Sites 1 and 3 were added before monitoring was on, site 2 after; its monitor has the number 1."""
    call.connect(1)
    switched = {"mainwp_uptime_monitoring_active": 1}
    assert call("PUT", "/settings/monitoring/edit", switched)[1]["success"] == 1
    call.connect(2)
    call("PUT", "/settings/monitoring/edit", {"mainwp_uptime_monitoring_active": 0})
    call.connect(3)
    return call


def stored(call: Caller, monitor: int = 1) -> Monitor:
    row = call.simulator.dashboard.monitors.get(monitor)
    assert row is not None
    return row


def checked(call: Caller, times: int = 1) -> list[str]:
    """The answer of each of some checks, and the status afterwards."""
    words = [call("POST", f"/monitors/{HOST}/check")[1]["data"]["uptime_status"] for _turn in range(times)]
    return [*words, call("GET", f"/monitors/{HOST}")[1]["data"]["last_status"]]


class TestPhantoms:
    def test_all_sites_without_a_monitor_are_one_more_row(self, watched: Caller) -> None:
        listed = watched("GET", "/monitors/basic")[1]
        assert [(row["id"], row["last_status"]) for row in listed["data"]] == [("1", "unknown"), ("", "down")]
        assert (listed["total"], watched("GET", "/monitors/count")[1]["count"]) == (2, 2)
        whole = watched("GET", "/monitors")[1]["data"][1]
        assert (whole["id"], whole["check_frequency"], whole["type"]) == (0, "", "http")

    @pytest.mark.parametrize(
        ("query", "ids"), [("exclude=99", ["1"]), ("include=1", ["1"]), ("include[]=1", ["1", ""])]
    )
    def test_any_list_of_ids_takes_it_away(self, watched: Caller, query: str, ids: list[str]) -> None:
        assert [row["id"] for row in watched("GET", f"/monitors/basic?{query}")[1]["data"]] == ids

    def test_a_write_to_it_is_confirmed_and_lost(self, watched: Caller) -> None:
        answer = watched("PUT", "/monitors/site-01.example.com/settings", {"interval": "5m"})[1]
        assert answer == {"success": 1, "data": {"monitor_id": 0, "interval": "5"}}
        assert stored(watched).interval == -1

    def test_it_cannot_be_checked(self, watched: Caller) -> None:
        answer = watched("POST", "/monitors/site-01.example.com/check")[1]
        assert answer == {"success": 0, "message": "Website not found."}

    def test_switching_monitoring_on_later_makes_no_monitor(self, watched: Caller) -> None:
        watched("PUT", "/monitors/settings", {"active": True})
        assert watched("GET", "/monitors/count")[1]["count"] == 2
        assert len(watched.simulator.dashboard.monitors) == 1

    def test_a_site_that_is_removed_takes_its_monitor_along(self, watched: Caller) -> None:
        checked(watched)
        watched("DELETE", "/sites/2/remove")
        assert (len(watched.simulator.dashboard.monitors), len(watched.simulator.dashboard.heartbeats)) == (0, 0)


def test_digits_are_the_id_of_the_monitor(watched: Caller) -> None:
    assert watched("GET", "/monitors/1")[1]["data"]["url"] == f"https://{HOST}/"
    assert watched("GET", "/monitors/2")[1] == {"success": 0, "message": "Monitor not found."}


def test_a_host_finds_the_newest_monitor_of_its_site(watched: Caller) -> None:
    watched.simulator.dashboard.monitors.insert(Monitor(2, suburl="shop/"))
    assert watched("GET", f"/monitors/{HOST}")[1]["data"]["id"] == 2


def test_a_single_monitor_shows_the_ratio_of_the_site_with_its_number(watched: Caller) -> None:
    checked(watched)
    assert watched("GET", "/monitors")[1]["data"][0]["uptime_ratio_7d"] == 100
    assert watched("GET", "/monitors/1")[1]["data"]["uptime_ratio_7d"] == 0


class TestSettings:
    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"active": 1}, 400, "rest_invalid_param"),
            ({"active": "-1"}, 400, "rest_invalid_param"),
            ({"interval": "60m"}, 400, "rest_invalid_param"),
            ({"interval": ""}, 400, "rest_invalid_param"),
            ({"maxretries": "useglobal"}, 400, "rest_invalid_param"),
            ({"maxretries": ""}, 500, "rest_invalid_type"),
            ({"type": ""}, 500, "rest_not_in_enum"),
            ({"method": "GET"}, 400, "rest_invalid_param"),
            ({"expected_status": "useglobal,301"}, 400, "rest_invalid_param"),
            ({"up_status_codes": "200"}, 500, "rest_additional_properties_forbidden"),
            ({}, 500, "empty_body"),
        ],
    )
    def test_what_is_refused(self, watched: Caller, body: dict[str, Any], status: int, code: str) -> None:
        assert watched("PUT", "/monitors/1/settings", body)[0] == status
        assert watched("PUT", "/monitors/1/settings", body)[1]["code"] == code

    @pytest.mark.parametrize("codes", [["200"], "", None])
    def test_a_list_of_codes_expects_nothing_any_more(self, watched: Caller, codes: Any) -> None:
        answer = watched("PUT", "/monitors/1/settings", {"expected_status": codes, "maxretries": 0})[1]
        assert answer["data"]["up_status_codes"] == ""
        assert checked(watched) == ["down", "down"]

    def test_a_keyword_that_is_too_long_loses_the_whole_write(self, watched: Caller) -> None:
        answer = watched("PUT", "/monitors/1/settings", {"keyword": "x" * 256, "interval": "5m"})[1]
        assert answer["success"] == 1
        assert (stored(watched).keyword, stored(watched).interval) == ("", -1)

    def test_the_global_route_saves_nothing_with_an_empty_type(self, watched: Caller) -> None:
        answer = watched("PUT", "/monitors/settings", {"interval": "5m", "type": ""})
        assert (answer[0], answer[1]["data"]["interval"]) == (200, 60)
        assert watched("PUT", "/monitors/settings", {"interval": "useglobal"})[0] == 400
        assert watched("PUT", "/monitors/settings", {})[0] == 400

    def test_the_content_type_is_exact(self, watched: Caller) -> None:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        answer = watched.raw("PUT", "/monitors/1/settings", data='{"interval": "5m"}', headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (500, "invalid_content_type")


class TestOutages:
    def test_it_goes_from_up_over_pending_to_down(self, watched: Caller) -> None:
        assert checked(watched) == ["up", "up"]
        watched.simulator.event(f"child: {HOST} answers 500 to everything")
        assert checked(watched) == ["up", "pending"]
        assert checked(watched) == ["down", "down"]
        # With "pending" between them no fall is counted, and yet there is an incident.
        assert watched("GET", "/monitors/1")[1]["data"]["incidents_count_7d"] == 0
        assert len(watched("GET", "/monitors/1/incidents")[1]["data"]) == 1

    def test_no_answer_is_pending_and_tried_twice(self, watched: Caller) -> None:
        watched.simulator.event(f"child: {HOST} refuses connections")
        assert checked(watched, 3) == ["up", "up", "up", "pending"]
        assert len(watched("GET", "/monitors/1/heartbeat")[1]["data"]) == 6

    def test_a_keyword_is_not_found_in_no_answer(self, watched: Caller) -> None:
        body = {"type": "keyword", "keyword": "Hello", "maxretries": 0}
        watched("PUT", "/monitors/1/settings", body)
        watched.simulator.event(f"child: {HOST} refuses connections")
        assert checked(watched) == ["down", "down"]

    def test_with_head_a_keyword_is_looked_for_in_the_headers(self, watched: Caller) -> None:
        watched("PUT", "/monitors/1/settings", {"type": "keyword", "keyword": "HELLO", "method": "head"})
        assert checked(watched) == ["up", "pending"]
        watched("PUT", "/monitors/1/settings", {"method": "get"})
        assert checked(watched) == ["up", "up"]

    def test_the_count_of_incidents_counts_checks(self, watched: Caller) -> None:
        watched("PUT", "/monitors/1/settings", {"maxretries": 0})
        watched.simulator.event(f"child: {HOST} answers 404 to everything")
        checked(watched, 3)
        assert watched("GET", "/monitors/1/incidents/count")[1]["count"] == 3
        incident = watched("GET", "/monitors/1/incidents")[1]["data"]
        assert [(one["ended_at"], one["duration_sec"], one["resolved"]) for one in incident] == [("", 0, False)]

    def test_the_filter_is_about_the_site_and_wrong(self, watched: Caller) -> None:
        watched.simulator.event(f"child: {HOST} answers 404 to everything")
        checked(watched, 2)
        found = {
            word: watched("GET", f"/monitors/count?status={word}")[1]["count"] for word in ("up", "down", "paused")
        }
        assert found == {"up": 0, "down": 1, "paused": 1}
        assert watched("GET", "/monitors?status=1")[0] == 400


class TestCron:
    def test_it_checks_active_monitors_once_a_minute(self, watched: Caller) -> None:
        watched.simulator.event(CRON)
        assert watched("GET", "/monitors/1/heartbeat")[1]["message"] == "No heartbeats found."
        watched("PUT", "/monitors/1/settings", {"active": "1"})
        for _turn in range(3):
            watched.simulator.clock.advance(60)
            watched.simulator.event(CRON)
            watched.simulator.event(CRON)
        assert len(watched("GET", "/monitors/1/heartbeat")[1]["data"]) == 3

    def test_without_retries_the_interval_counts(self, watched: Caller) -> None:
        watched("PUT", "/monitors/1/settings", {"active": "1", "maxretries": 0, "interval": "5m"})
        for _turn in range(12):
            watched.simulator.clock.advance(61)
            watched.simulator.event(CRON)
        assert len(watched("GET", "/monitors/1/heartbeat")[1]["data"]) == 3

    def test_a_suspended_site_is_left_alone(self, watched: Caller) -> None:
        watched("PUT", "/monitors/1/settings", {"active": "1"})
        watched("PUT", "/sites/2/suspend")
        watched.simulator.clock.advance(60)
        watched.simulator.event(CRON)
        assert len(watched.simulator.dashboard.heartbeats) == 0


class TestPeriods:
    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("period=1y", "invalid_period"),
            ("period=2026-01-01/2026-01-02/2026-01-03", "invalid_period_format"),
            ("period=x/2026-01-02", "invalid_start_datetime"),
            ("period=2026-01-02/x", "invalid_end_datetime"),
            ("period=2026-01-02/2026-01-01", "invalid_date_range"),
            ("since=x", "invalid_datetime"),
        ],
    )
    def test_what_is_refused(self, watched: Caller, query: str, code: str) -> None:
        status, body = watched("GET", f"/monitors/1/heartbeat?{query}")
        assert status == 400
        assert [one["code"] for one in body["data"]["details"].values()] == [code]

    def test_a_blank_one_is_no_error_and_no_answer(self, watched: Caller) -> None:
        assert watched("GET", "/monitors/1/heartbeat?period=")[1]["message"] == "Invalid period format."

    def test_the_page_is_always_the_first(self, watched: Caller) -> None:
        for _turn in range(3):
            checked(watched)
            watched.simulator.clock.advance(60)
        body = watched("GET", "/monitors/1/heartbeat?limit=2&page=2")[1]
        assert [row["heartbeat_id"] for row in body["data"]] == [3, 2]
        assert body["meta"] == {"page": 1, "per_page": 2, "total": 3, "total_pages": 2}

    def test_since_moves_the_start(self, watched: Caller) -> None:
        for _turn in range(3):
            checked(watched)
            watched.simulator.clock.advance(3600)
        newest = watched("GET", "/monitors/1/heartbeat?limit=1")[1]["data"][0]["time"]
        assert len(watched("GET", f"/monitors/1/heartbeat?since={newest}")[1]["data"]) == 1
