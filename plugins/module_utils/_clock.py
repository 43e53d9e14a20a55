# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Time, as an object, so that whoever waits can be given another clock."""

from __future__ import annotations

import time
from datetime import datetime, timezone


class Clock:
    """The machine's clock. A test passes one that moves when told to."""

    def monotonic(self) -> float:
        """Seconds of a clock that never goes back; only differences mean something."""
        return time.monotonic()

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(timezone.utc)

    def sleep(self, seconds: float) -> None:
        """Wait. ``seconds`` below or equal to zero return at once."""
        if seconds > 0:
            time.sleep(seconds)


class Deadline:
    """A point in time on a clock. ``seconds`` is the time allowed from now."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._end = clock.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, never below zero."""
        return max(0.0, self._end - self._clock.monotonic())

    def passed(self) -> bool:
        """Whether the time is over."""
        return self.left() <= 0
