# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A process that is killed in the middle of a run, played in this process."""

from __future__ import annotations

import threading
from typing import Any

from .bench import Bench


class Killed(BaseException):
    """Stands for a process that is killed: nothing in the collection can catch it."""


def run_and_kill(bench: Bench, requests: int, module: str, **options: Any) -> bool:
    """Run a module and kill it as soon as the dashboard has worked so many requests; whether it came that far.

    The answer to the last of them never arrives, and nothing is sent after it, from whatever thread: those of the
    module have ended when this returns. A process that is killed keeps nothing, so being killed before a request and
    being killed after the one before it leave the same behind.
    """
    lock, sent = threading.Lock(), 0
    send = bench.adapter.send

    def killing(*arguments: Any, **settings: Any) -> Any:
        nonlocal sent
        with lock:
            sent += 1
            number = sent
        if number > requests:
            raise Killed
        answer = send(*arguments, **settings)
        if number == requests:
            raise Killed
        return answer

    before = threading.active_count()
    bench.adapter.send = killing  # type: ignore[method-assign]
    try:
        bench.run(module, **options)
    except Killed:
        return True
    finally:
        bench.adapter.send = send  # type: ignore[method-assign]
        assert threading.active_count() == before, "threads of the killed run are still there"
    return False
