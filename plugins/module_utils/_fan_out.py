# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Work on many sites at once, within bounds: so many in all, so many on one server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from ._connection import Connection

Item = TypeVar("Item")
Done = TypeVar("Done")


def fan_out(
    items: Sequence[Item],
    work: Callable[[Item], Done],
    *,
    server: Callable[[Item], Hashable],
    limit: int,
    per_server: int,
    may_start: Callable[[Item], bool] = lambda item: True,
) -> list[Done | None]:
    """Call ``work`` for every item and return the results in the order of the items.

    Items start in their order, except that one whose server is busy lets others pass. With ``limit`` 1 everything runs
    in the calling thread.

    Args:
        work: must note failures in its result; what it raises ends the whole, after the running ones have ended.
        server: what two items share when they are on one machine.
        limit, per_server: how many run at once, in all and on one server.
        may_start: asked right before each item; where it says no, the item's result is ``None``.
    """
    if limit == 1 or len(items) <= 1:
        return [work(item) if may_start(item) else None for item in items]
    results: list[Done | None] = [None] * len(items)
    waiting = list(range(len(items)))
    busy: Counter[Hashable] = Counter()
    running: dict[Future[Done], int] = {}
    with ThreadPoolExecutor(max_workers=limit) as pool:
        while waiting or running:
            for index in list(waiting):
                if len(running) >= limit:
                    break
                place = server(items[index])
                if busy[place] >= per_server:
                    continue
                waiting.remove(index)
                if may_start(items[index]):
                    busy[place] += 1
                    running[pool.submit(work, items[index])] = index
            if not running:
                continue
            ended, _still = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                index = running.pop(future)
                busy[server(items[index])] -= 1
                results[index] = future.result()
    return results


def among_children(
    connection: Connection,
    items: Sequence[Item],
    work: Callable[[Item], Done],
    *,
    server: Callable[[Item], Hashable],
    may_start: Callable[[Item], bool] = lambda item: True,
) -> list[Done | None]:
    """:func:`fan_out` for work that reaches children, within the bounds that a connection's options set for it."""
    return fan_out(
        items,
        work,
        server=server,
        limit=connection.max_concurrency,
        per_server=connection.max_per_server,
        may_start=may_start,
    )
