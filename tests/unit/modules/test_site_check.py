# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_site_check against the simulator: up, down, changed, and what it leaves behind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.support.bench import Bench, connected

MODULE = "mainwp_site_check"
HOST = "site-01.example.com"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, sites=3)


def words(result: dict[str, Any]) -> list[str]:
    return [site["verdict"] for site in result["sites"]]


class TestCheck:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"])
        assert words(result) == ["up"] * 3
        assert result["changed"] is True
        assert result["summary"] == {"up": 3, "down": 0, "failed": 0, "unknown": 0, "skipped": 0}
        assert sorted(bench.asked) == [
            "GET sites/basic",
            "GET sites/basic",
            "PUT sites/1/check",
            "PUT sites/2/check",
            "PUT sites/3/check",
        ]
        assert result["sites"][0]["http_code"] == 200
        assert result["sites"][0]["reason"] is None

    def test_again(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["all"])
        assert bench.run(MODULE, sites=["all"])["changed"] is False

    def test_check(self, bench: Bench) -> None:
        result = bench.check(MODULE, sites=["all"])
        assert (result["changed"], result["summary"]) == (False, {"planned": 3})
        assert bench.asked == ["GET sites/basic"]

    @pytest.mark.parametrize(
        ("event", "code", "reason"),
        [
            ("answers 404 to everything", 404, "The site answered HTTP 404."),
            ("refuses connections", 0, "The site did not answer."),
        ],
    )
    def test_down(self, bench: Bench, event: str, code: int, reason: str) -> None:
        bench.simulator.event(f"child: {HOST} {event}")
        result = bench.run(MODULE, sites=["all"])
        assert words(result) == ["down", "up", "up"]
        assert result["sites"][0]["http_code"] == code
        assert result["sites"][0]["reason"] == reason
        assert result["failure"]["code"] == "sites_down"
        assert result["msg"].startswith(f"1 of 3 sites are not up; the first: https://{HOST}/: {reason}")
        assert "failed" not in bench.run(MODULE, sites=["all"], fail_on="none")

    def test_a_site_that_goes_down_is_a_change(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["all"])
        bench.simulator.event(f"child: {HOST} answers 404 to everything")
        assert bench.run(MODULE, sites=["all"], fail_on="none")["changed"] is True
        assert bench.run(MODULE, sites=["all"], fail_on="none")["changed"] is False

    def test_success_of_the_route_says_nothing(self, bench: Bench) -> None:
        bench.simulator.faults.add(
            "replace", path="sites/1/check", body={"success": 1, "data": {"id": "1", "status": 0, "http_code": 503}}
        )
        assert words(bench.run(MODULE, sites=["1"], fail_on="none")) == ["down"]


class TestFailures:
    def test_refused(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="sites/1/check", body={"success": 0, "error": "no"})
        result = bench.run(MODULE, sites=["all"])
        assert words(result) == ["failed", "up", "up"]
        assert result["sites"][0]["reason"] == "The dashboard refused: no"
        assert result["sites"][0]["http_code"] is None

    def test_answer_lost(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", path="sites/1/check")
        result = bench.run(MODULE, sites=["all"])
        assert words(result) == ["unknown", "up", "up"]
        assert bench.asked.count("PUT sites/1/check") == 1

    def test_a_refused_key_ends_the_run(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, sites=["all"], max_concurrency=1)
        assert words(result) == ["failed", "skipped", "skipped"]
        assert result["failure"]["layer"] == "key"
        assert [site["http_code"] for site in result["sites"]] == [None] * 3
