# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Waiting for work that goes on behind the dashboard: look, compare, look again, until it is over or time is up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .._clock import Clock, Deadline
from .._errors import InputError

# Documented in the doc fragment `wait`.
WAIT_OPTIONS: dict[str, dict[str, Any]] = {
    "wait": {"type": "bool", "default": True},
    "wait_timeout": {"type": "int", "default": 1800},
    "wait_interval": {"type": "int", "default": 10},
}

Seen = TypeVar("Seen")

DONE = "done"
QUIET = "quiet"
TIMEOUT = "timeout"


@dataclass(frozen=True)
class Watched(Generic[Seen]):
    """How a wait ended: ``done``, ``quiet`` (nothing moved for long enough) or ``timeout``.

    Args:
        seen: the last thing that was seen; None where every look was in vain.
        seconds: how long it took.
    """

    ended: str
    seen: Seen | None
    seconds: float


class Waiter:
    """Looks at something again and again.

    Args:
        timeout: seconds after which waiting ends, whatever was seen. The first look is made in any case.
        interval: seconds before each look.
    """

    def __init__(self, clock: Clock, timeout: float, interval: float) -> None:
        if interval <= 0:
            raise InputError(f"wait_interval is {interval}: it must be greater than 0.")
        if timeout < 0:
            raise InputError(f"wait_timeout is {timeout}: it cannot be negative.")
        self._clock = clock
        self._timeout = timeout
        self.interval = interval

    def watch(
        self,
        look: Callable[[], Seen | None],
        done: Callable[[Seen], bool],
        *,
        quiet_after: float | Callable[[Seen], float],
        shape: Callable[[Seen], object] = lambda seen: seen,
    ) -> Watched[Seen]:
        """Look until it is done, until two looks ``quiet_after`` seconds apart and all between them saw the same, or
        until time is up.

        Args:
            quiet_after: seconds, or what tells them from what was seen last.
            look: returns what is there now, or None where nothing can be seen at the moment; that neither ends the
                wait nor counts as quiet.
            shape: the part of what is seen that moves while the work goes on.
        """
        begun = self._clock.monotonic()
        deadline = Deadline(self._clock, self._timeout)
        last: Seen | None = None
        since = begun
        while True:
            self._clock.sleep(min(self.interval, deadline.left()))
            seen = look()
            now = self._clock.monotonic()
            if seen is None:
                since = now
            elif done(seen):
                return Watched(DONE, seen, now - begun)
            elif last is None or shape(seen) != shape(last):
                last, since = seen, now
            elif now - since >= (quiet_after(seen) if callable(quiet_after) else quiet_after):
                return Watched(QUIET, seen, now - begun)
            if deadline.passed():
                return Watched(TIMEOUT, last, now - begun)
