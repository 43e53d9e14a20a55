# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Speed in the simulator: the dashboard's pauses, its PHP workers, and how long recorded requests took."""

from __future__ import annotations

import pytest

from tests.simulator.throttle import Limits, Throttle, Workers

from .client import Caller, connected

WIDGET = "demo-widget/demo-widget.php"
FREE = Limits(requests=0, delay=0, ip_requests=0, ip_delay=0)


def turns(throttle: Throttle, ips: list[str], limits: Limits, seconds: float = 0.5) -> list[float]:
    """Let a sync of each address ask for its turn at the moment 0, and return when each began."""
    began = []
    for ip in ips:
        start = throttle.turn(0.0, ip, limits)
        throttle.count(start, seconds, ip)
        began.append(round(start, 3))
    return began


def test_two_requests_are_two_tenths_of_a_second_apart() -> None:
    assert turns(Throttle(), ["a", "b", "c"], Limits()) == [0.0, 0.2, 0.4]


def test_one_address_gets_a_request_a_second() -> None:
    assert turns(Throttle(), ["a", "a", "a"], Limits()) == [0.0, 1.0, 2.0]


def test_one_address_has_one_open_request() -> None:
    assert turns(Throttle(), ["a", "a"], Limits(), seconds=3) == [0.0, 3.0]


def test_four_requests_are_open_at_most() -> None:
    assert turns(Throttle(), list("abcdef"), Limits(), seconds=3) == [0.0, 0.2, 0.4, 0.6, 3.0, 3.2]


def test_what_is_older_than_seven_seconds_counts_as_finished() -> None:
    assert turns(Throttle(), ["a", "a"], Limits(), seconds=100) == [0.0, 7.0]


def test_updates_are_counted_though_they_do_not_wait() -> None:
    throttle = Throttle()
    for number in range(8):
        throttle.count(0.0, 5.0, f"server {number}")
    assert throttle.turn(0.0, "another", Limits()) == 5.0


def test_the_greatest_number_of_requests_at_once_is_noted() -> None:
    throttle = Throttle()
    for start in (0.0, 1.0, 1.5, 4.0):
        throttle.count(start, 1.0, "a")
    assert throttle.peaks == {"a": 2}
    throttle.count(8.0, 1.0, "a")
    throttle.extend(5.0, "a")
    throttle.count(9.5, 0.2, "a")
    throttle.count(9.6, 0.2, "a")
    throttle.count(9.6, 0.2, "b")
    assert throttle.peaks == {"a": 3, "b": 1}


def test_limits_come_from_the_settings() -> None:
    options = {"mainwp_maximum_requests": 6, "mainwp_minimum_delay": 100, "mainwp_minimum_ip_delay": 0}
    assert Limits.of(options) == Limits(requests=6, delay=0.1, ip_requests=1, ip_delay=0.0)
    assert turns(Throttle(), ["a", "a", "b"], FREE) == [0.0, 0.0, 0.0]


def test_who_finds_no_worker_free_waits() -> None:
    workers = Workers(2)
    assert [workers.finish(10.0, 1.0) for _turn in range(5)] == [11.0, 11.0, 12.0, 12.0, 13.0]
    assert workers.finish(20.0, 1.0) == 21.0


def took(call: Caller, method: str, path: str, body: object = None) -> float:
    """Return how many seconds of the simulator's clock a request takes."""
    before = call.simulator.clock.now()
    call.body(method, path, body)
    return call.simulator.clock.now() - before


def test_syncs_of_one_address_take_a_second_each_as_recorded() -> None:
    call = connected(latency="recorded")
    call.simulator.clock.advance(10)
    assert took(call, "POST", "/sites/1/sync") == pytest.approx(0.36, abs=0.1)
    assert took(call, "POST", "/sites/2/sync") == pytest.approx(1.0, abs=0.1)
    assert took(call, "POST", "/sites/sync", {"include": "1,2"}) == pytest.approx(1.9, abs=0.15)


def test_updates_of_one_address_do_not_wait() -> None:
    call = connected(latency="recorded")
    first = took(call, "POST", "/updates/1/update/plugins", {"slug": WIDGET})
    second = took(call, "POST", "/updates/2/update/plugins", {"slug": WIDGET})
    assert first == pytest.approx(0.8, abs=0.1)
    assert second == pytest.approx(first)
    assert call.simulator.throttle.peaks == {"127.0.0.1": 1}


def test_children_on_several_servers_wait_less() -> None:
    call = connected("demo", sites=5, latency="recorded")
    call.simulator.clock.advance(10)
    apart = took(call, "POST", "/sites/sync")
    for child in call.simulator.children:
        child.ip = "192.0.2.1"
    call.simulator.clock.advance(10)
    together = took(call, "POST", "/sites/sync")
    assert apart < 2.0 < 4.0 < together


def test_an_unreachable_child_costs_time_too() -> None:
    call = connected(latency="recorded")
    call.simulator.event("child: c1.test answers 404 to everything")
    assert took(call, "POST", "/updates/1/update/plugins", {"slug": WIDGET}) > 0.2


def test_without_latency_no_time_passes() -> None:
    call = connected()
    assert took(call, "POST", "/sites/sync") == 0
