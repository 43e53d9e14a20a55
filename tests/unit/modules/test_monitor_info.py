# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_monitor_info against the simulator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meta import collection
from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Monitor, Site
from tests.unit.support.bench import Bench

MODULE = "mainwp_monitor_info"
HOST = "site-01.example.com"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Three sites, of which the first two are watched; the first was down once."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    first, second, third = bench.simulator.children
    connect(bench.simulator, third, "Unwatched")
    bench.simulator.dashboard.uptime["active"] = 1
    connect(bench.simulator, first, "First")
    connect(bench.simulator, second, "Second")
    for event in ("is back", "answers 500 to everything", None, "is back"):
        if event:
            bench.simulator.event(f"child: {HOST} {event}")
        bench.run("mainwp_monitor", site=HOST, check=True)
        bench.simulator.clock.advance(60)
    return bench


def listed(bench: Bench, **options: Any) -> list[dict[str, Any]]:
    """The monitors that a run lists."""
    found: list[dict[str, Any]] = bench.run(MODULE, **options)["monitors"]
    return found


def test_all_are_listed_without_the_row_for_sites_that_have_none(bench: Bench) -> None:
    result = bench.run(MODULE)
    assert [(one["id"], one["site"], one["status"]) for one in result["monitors"]] == [
        (1, f"https://{HOST}/", "up"),
        (2, "https://site-02.example.com/", "unknown"),
    ]
    assert (result["changed"], bench.asked) == (False, ["GET monitors"])
    first = result["monitors"][0]
    assert (first["uptime_ratio_7d"], first["response_time_avg_ms"]) == (pytest.approx(50, abs=2), 50)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"status": "up"}, [1]),
        ({"status": "unknown"}, [2]),
        ({"status": "down"}, []),
        ({"monitors": [HOST, "2"]}, [1, 2]),
        ({"search": "SITE-02"}, [2]),
        ({"search": "site", "status": "up"}, [1]),
    ],
)
def test_filters(bench: Bench, options: dict[str, Any], ids: list[int]) -> None:
    """The filter of the dashboard is about something else: it never finds what is pending."""
    assert [one["id"] for one in listed(bench, **options)] == ids


def test_a_monitor_that_does_not_exist_is_an_error(bench: Bench) -> None:
    assert "there is no monitor" in bench.run(MODULE, monitors=["site-03.example.com"])["msg"]


def test_heartbeats_and_incidents(bench: Bench) -> None:
    first, second = listed(bench, include=["heartbeats", "incidents"])
    assert [one["status"] for one in first["heartbeats"]] == ["up", "down", "pending", "up"]
    assert first["heartbeats"][1]["text"] == "500 - down. Internal Server Error"
    assert first["incidents"] == [
        {
            "started": first["heartbeats"][1]["time"],
            "ended": first["heartbeats"][0]["time"],
            "seconds": 60,
            "resolved": True,
            "checks_down": 1,
        }
    ]
    # The dashboard says "success: 0" of a monitor without any.
    assert (second["heartbeats"], second["incidents"]) == ([], [])


def test_an_outage_that_lasts(bench: Bench) -> None:
    bench.simulator.event(f"child: {HOST} answers 404 to everything")
    for _turn in range(2):
        bench.run("mainwp_monitor", site=HOST, check=True)
        bench.simulator.clock.advance(60)
    newest = listed(bench, monitors=[HOST], include=["incidents"])[0]["incidents"][0]
    assert (newest["ended"], newest["seconds"], newest["resolved"]) == (None, None, False)


def test_no_more_than_a_hundred_heartbeats_are_read(bench: Bench) -> None:
    for _turn in range(110):
        bench.simulator.clock.advance(60)
        bench.simulator.event("cron: every event that is due on the dashboard runs now")
    assert len(listed(bench, monitors=[HOST], include=["heartbeats"])[0]["heartbeats"]) == 100


def test_more_monitors_than_fit_on_a_page(bench: Bench) -> None:
    for number in range(250):
        site = bench.simulator.dashboard.sites.insert(Site(f"https://many-{number:03d}.example.com/", "x"))
        bench.simulator.dashboard.monitors.insert(Monitor(site.id))
    assert len(listed(bench)) == 252
    assert bench.asked == ["GET monitors", "GET monitors"]


def test_the_result_is_documented(bench: Bench) -> None:
    described = collection.all_documentation()[MODULE]["return"]["monitors"]["contains"]
    first = listed(bench, include=["heartbeats", "incidents"])[0]
    assert set(first) == set(described)
    for word in ("heartbeats", "incidents"):
        assert set(first[word][0]) == set(described[word]["contains"])
