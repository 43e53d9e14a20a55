# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Time for work in several threads that passes only while all of them wait, so that computing takes none of it.

The simulator's usual clock is moved by whoever waits, one after the other, as if requests that run side by side ran in
turn. On this one they overlap as they do in life, in seconds that are worked out instead of slept.
"""

from __future__ import annotations

import contextlib
import heapq
import math
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.module_utils import _fan_out
from tests.simulator.clock import Clock


class VirtualClock(Clock):
    """A clock that moves to the next moment for which somebody waits, once everybody waits for one."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = threading.Condition()
        self._wakes: list[float] = []
        #: How many threads work or wait for this clock; time stands still until so many wait.
        self._busy: float = 1

    def wait(self, seconds: float) -> None:
        """Let ``seconds`` pass for the calling thread."""
        if seconds <= 0:
            return
        with self._turn:
            wake = self.now() + seconds
            heapq.heappush(self._wakes, wake)
            self._move()
            self._turn.wait_for(lambda: self.now() >= wake)
            # It is at work again before anybody can move the clock on.
            self._wakes.remove(wake)
            heapq.heapify(self._wakes)

    def _move(self) -> None:
        if self._wakes and len(self._wakes) >= self._busy:
            self._offset = max(self._offset, self._wakes[0])
            self._turn.notify_all()

    def _expect(self, busy: float) -> None:
        with self._turn:
            self._busy = busy
            self._move()

    @contextlib.contextmanager
    def fanning_out(self) -> Iterator[None]:
        """Know of the threads of the collection's fan-out while the block lasts."""
        clock = self

        class Pool(ThreadPoolExecutor):
            def __enter__(self) -> Any:
                clock._expect(math.inf)
                return super().__enter__()

            def __exit__(self, *arguments: Any) -> bool | None:
                left = super().__exit__(*arguments)
                clock._expect(1)
                return left

        def wait(running: dict[Future[Any], Any], **options: Any) -> Any:
            clock._expect(len(running))
            ended = wait_for(running, **options)
            # Whoever hands out the work may add to it.
            clock._expect(math.inf)
            return ended

        module: Any = _fan_out
        before = (module.ThreadPoolExecutor, module.wait)
        module.ThreadPoolExecutor, module.wait = Pool, wait
        try:
            yield
        finally:
            module.ThreadPoolExecutor, module.wait = before
