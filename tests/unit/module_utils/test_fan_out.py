# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Work side by side: bounds, order, and what ends it."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._fan_out import fan_out

# Longer than any of these tests; only a test that fails waits as long.
PATIENCE = 10


class Gauge:
    """Counts how many run at once, in all and on one server."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.running: Counter[Any] = Counter()
        self.most = 0
        self.most_on_one = 0
        self.started: list[Any] = []

    def enter(self, item: Any, server: Any) -> None:
        with self.lock:
            self.started.append(item)
            self.running[server] += 1
            self.most = max(self.most, self.running.total())
            self.most_on_one = max(self.most_on_one, self.running[server])

    def leave(self, server: Any) -> None:
        with self.lock:
            self.running[server] -= 1


def test_results_are_in_the_order_of_the_items() -> None:
    gates = [threading.Event() for _number in range(3)]

    def work(item: int) -> int:
        # The last one ends first.
        if item < 2:
            assert gates[item + 1].wait(PATIENCE)
        gates[item].set()
        return item * 10

    assert fan_out([0, 1, 2], work, server=lambda item: item, limit=3, per_server=1) == [0, 10, 20]


def test_as_many_at_once_as_are_allowed() -> None:
    gauge, together = Gauge(), threading.Barrier(3)

    def work(item: int) -> None:
        gauge.enter(item, item)
        together.wait(PATIENCE)  # breaks unless three are here at the same time
        gauge.leave(item)

    fan_out(list(range(9)), work, server=lambda item: item, limit=3, per_server=1)
    assert gauge.most == 3


@pytest.mark.parametrize(("per_server", "expected"), [(1, 1), (2, 2)])
def test_one_server_is_not_crowded(per_server: int, expected: int) -> None:
    gauge, together = Gauge(), threading.Barrier(per_server)

    def work(item: int) -> None:
        gauge.enter(item, "one")
        together.wait(PATIENCE)
        gauge.leave("one")

    fan_out(list(range(6)), work, server=lambda item: "one", limit=4, per_server=per_server)
    assert gauge.most_on_one == expected


def test_a_busy_server_lets_others_pass() -> None:
    order: list[str] = []
    passed = threading.Event()

    def work(item: str) -> None:
        order.append(item)
        if item == "a1":
            assert passed.wait(PATIENCE)
        if item == "b1":
            passed.set()

    fan_out(["a1", "a2", "b1"], work, server=lambda item: item[0], limit=2, per_server=1)
    assert order == ["a1", "b1", "a2"]


def test_alone_everything_runs_in_the_calling_thread() -> None:
    threads: set[threading.Thread] = set()
    fan_out([1, 2, 3], lambda item: threads.add(threading.current_thread()), server=str, limit=1, per_server=1)
    assert threads == {threading.current_thread()}


@pytest.mark.parametrize("limit", [1, 4])
def test_what_may_not_start_has_no_result(limit: int) -> None:
    done: list[int] = []

    def work(item: int) -> int:
        done.append(item)
        return item

    found = fan_out(
        [1, 2, 3, 4], work, server=lambda item: "one", limit=limit, per_server=1, may_start=lambda item: len(done) < 2
    )
    assert found == [1, 2, None, None]


@pytest.mark.parametrize("limit", [1, 2])
def test_an_exception_ends_it(limit: int) -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 1:
            raise ValueError("one")
        done.append(item)

    with pytest.raises(ValueError, match="one"):
        fan_out([0, 1, 2, 3], work, server=lambda item: "same", limit=limit, per_server=1)
    assert done == [0]


def test_nothing_to_do() -> None:
    assert fan_out([], lambda item: item, server=str, limit=4, per_server=1) == []
