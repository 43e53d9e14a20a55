# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The waiter, on a clock that moves when it is slept on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._clock import Clock
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._wait import Waiter


class FakeClock(Clock):
    """Sleeping moves it."""

    def __init__(self) -> None:
        self.time = 0.0

    def monotonic(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += max(seconds, 0)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def scripted(*seen: int | None) -> Callable[[], int | None]:
    """Looks that see one thing after the other, and the last one for ever."""
    left = list(seen)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


def test_done(clock: FakeClock) -> None:
    watched = Waiter(clock, 100, 10).watch(scripted(0, 1, 3), lambda seen: seen == 3, quiet_after=60)
    assert (watched.ended, watched.seen, watched.seconds) == ("done", 3, 30)


def test_quiet(clock: FakeClock) -> None:
    watched = Waiter(clock, 1000, 10).watch(scripted(0, 1), lambda seen: False, quiet_after=60)
    assert (watched.ended, watched.seen) == ("quiet", 1)
    assert watched.seconds == 20 + 60


def test_whatever_moves_keeps_it_awake(clock: FakeClock) -> None:
    numbers = iter(range(1000))
    watched = Waiter(clock, 300, 10).watch(lambda: next(numbers), lambda seen: False, quiet_after=60)
    assert (watched.ended, watched.seconds) == ("timeout", 300)


def test_only_the_shape_counts_as_moving(clock: FakeClock) -> None:
    numbers = iter(range(1000))
    watched = Waiter(clock, 300, 10).watch(
        lambda: next(numbers), lambda seen: False, quiet_after=60, shape=lambda seen: None
    )
    assert (watched.ended, watched.seconds) == ("quiet", 70)


def test_not_being_able_to_see_is_not_quiet(clock: FakeClock) -> None:
    watched = Waiter(clock, 200, 10).watch(scripted(None), lambda seen: True, quiet_after=60)
    assert (watched.ended, watched.seen, watched.seconds) == ("timeout", None, 200)


def test_the_last_sight_is_kept(clock: FakeClock) -> None:
    watched = Waiter(clock, 50, 10).watch(scripted(4, None), lambda seen: False, quiet_after=60)
    assert (watched.ended, watched.seen) == ("timeout", 4)


def test_it_looks_once_without_time(clock: FakeClock) -> None:
    assert Waiter(clock, 0, 10).watch(scripted(1), lambda seen: seen == 1, quiet_after=60).ended == "done"
    assert Waiter(clock, 0, 10).watch(scripted(0), lambda seen: seen == 1, quiet_after=60).ended == "timeout"
    assert clock.time == 0


def test_it_does_not_sleep_past_the_end(clock: FakeClock) -> None:
    assert Waiter(clock, 15, 10).watch(scripted(0), lambda seen: False, quiet_after=60).seconds == 15


@pytest.mark.parametrize(("timeout", "interval", "option"), [(-1, 10, "wait_timeout"), (10, 0, "wait_interval")])
def test_numbers_that_mean_nothing(clock: FakeClock, timeout: int, interval: int, option: str) -> None:
    with pytest.raises(InputError, match=option):
        Waiter(clock, timeout, interval)
