# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How long an update of 100 sites takes, each on a server of its own and one second at work, with concurrency 8.

``make benchmarks``. It fails where a number that the collection promises is not held. Time is simulated: computing
takes none, requests to the dashboard and to its children what they took when the recordings were made, but the update
itself one second; the dashboard makes syncs wait as its throttle does.
"""

from __future__ import annotations

import heapq
import sys
from typing import Any

from tests.simulator.seeds import demo
from tests.simulator.seeds.connected import connect
from tests.simulator.simulator import CACHED_READ
from tests.simulator.throttle import Limits, Throttle
from tests.unit.support.bench import Bench
from tests.unit.support.virtual_time import VirtualClock

SITES, CONCURRENCY, WORK, MOST_TIMES = 100, 8, 1.0, 1.2
SLUG = "seo-notes/seo-notes.php"


def fleet(count: int) -> tuple[Bench, VirtualClock]:
    """Return a dashboard with so many synced sites, each on a server of its own, and its clock."""
    clock = VirtualClock()
    bench = Bench(latency="recorded", clock=clock)
    for number, url in enumerate(demo.addresses(count)):
        child = demo.child(url, f"server-{number}.example.net", f"192.0.{2 + number // 250}.{number % 250}")
        child.latency |= {"upgrade": 0.2, "install": WORK - 0.2}
        connect(bench.simulator, bench.simulator.children.add(child), f"Site {number}")
    return bench, clock


def allowed(count: int, generation: str) -> float:
    """Return the seconds that the work takes at least where only the dashboard's throttle makes anybody wait.

    The same work on the same throttle, by ``CONCURRENCY`` workers without a client: each takes the next site as soon as
    it has ended one, reads its list, updates it and syncs it.
    """
    throttle, limits, own = Throttle(), Limits(), CACHED_READ[generation]
    sync = demo.child("https://example.com/", "x", "x").latency["sync"]
    steps: list[tuple[float, int, str]] = [(0.0, number, "read") for number in range(CONCURRENCY)]
    begun, end = CONCURRENCY, 0.0
    while steps:
        moment, number, step = heapq.heappop(steps)
        if step == "read":
            heapq.heappush(steps, (moment + own, number, "update"))
        elif step == "update":
            throttle.count(moment, WORK, str(number))
            heapq.heappush(steps, (moment + WORK + own, number, "sync"))
        else:
            start = throttle.turn(moment, str(number), limits)
            throttle.count(start, sync, str(number))
            end = max(end, start + sync + own)
            if begun < count:
                heapq.heappush(steps, (start + sync + own, begun, "read"))
                begun += 1
    return end


def measure(bench: Bench, clock: VirtualClock, **options: Any) -> tuple[float, dict[str, Any]]:
    """Return the simulated seconds of an update of one plugin on all sites, and its result."""
    start = clock.now()
    with clock.fanning_out():
        result = bench.run("mainwp_update", sites=["all"], slugs=[SLUG], max_concurrency=CONCURRENCY, **options)
    return clock.now() - start, result


def main() -> int:
    """Measure, print, and return the exit code."""
    bench, clock = fleet(SITES)
    least = allowed(SITES, bench.simulator.generation)
    seconds, result = measure(bench, clock)
    most = max(bench.simulator.throttle.peaks.values())
    print(f"{SITES} sites on {SITES} servers, {WORK:.0f} s each, {CONCURRENCY} at once: {result['summary']}")
    print(f"{seconds:.1f} simulated s, {result['api_requests']} requests; the dashboard allows {least:.1f} s")
    print(f"{seconds / least:.2f} times that; at most {most} requests at once on a server")
    held = seconds <= MOST_TIMES * least and most == 1 and result["summary"]["updated"] == SITES
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
