# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The simulator's time: a clock that tests move by hand, or the real one when the simulator is served."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timezone

#: Where a manual clock starts: an arbitrary, fixed moment, so that two runs give the same answers.
MANUAL_START = 1_790_000_000.0


class Clock:
    """A clock that stands still until somebody moves it (manual), or that follows the machine's (real)."""

    def __init__(self, manual: bool = True, start: float | None = None) -> None:
        """Make a clock; ``start`` is in seconds since 1970 and only meant for manual clocks."""
        self.manual = manual
        self._lock = threading.Lock()
        self._offset = (MANUAL_START if start is None else start) if manual else 0.0

    def now(self) -> float:
        """Return the time in seconds since 1970, UTC."""
        return self._offset if self.manual else time.time() + self._offset

    def datetime(self) -> datetime:
        """Return the time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.now(), timezone.utc)

    def advance(self, seconds: float) -> None:
        """Move the clock forward by ``seconds``; a real clock then runs that much ahead."""
        with self._lock:
            self._offset += seconds

    def wait(self, seconds: float) -> None:
        """Let ``seconds`` pass: a manual clock is moved, with a real one the caller sleeps."""
        if seconds <= 0:
            return
        if self.manual:
            self.advance(seconds)
        else:
            time.sleep(seconds)
