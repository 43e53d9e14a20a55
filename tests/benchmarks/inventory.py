# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How long the inventory of a large fleet takes in the plugin itself, and how many requests: read anew, and cached.

``make benchmarks``, with another number of sites as ``ARGS``. It fails where a number that the collection
promises is not held. The dashboard is the simulator in this process; what it takes is measured apart, and a real one
takes longer. Seconds are those of computing, so that other work on the machine does not count.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.simulator.seeds import demo
from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Client, Tag
from tests.unit.support.bench import Bench
from tests.unit.support.inventory import Source

SITES, MOST_REQUESTS, MOST_SECONDS = 5000, 15, 1.0
TAGS, CLIENTS, PLUGINS = 200, 1500, 20


def fleet(count: int) -> Bench:
    """Return a dashboard with so many synced sites, each with 20 plugins, 2 themes, 6 offers, 3 tags and a client."""
    bench = Bench()
    dashboard = bench.simulator.dashboard
    tags = [dashboard.tags.insert(Tag(f"tag {number}")).id for number in range(TAGS)]
    clients = [dashboard.clients.insert(Client(f"Client {number}", {})).id for number in range(CLIENTS)]
    servers = list(demo.SERVERS.items())
    for number, url in enumerate(demo.addresses(count)):
        child = demo.child(url, *servers[number % len(servers)])
        model = child.plugins["hello.php"]
        for extra in range(PLUGINS - len(child.plugins)):
            slug = f"plugin-{extra}/plugin-{extra}.php"
            child.plugins[slug] = replace(model, slug=slug, name=f"Plugin {extra}")
        site = connect(bench.simulator, bench.simulator.children.add(child), f"Site {number}")
        site.tag_ids = [tags[(number + step) % TAGS] for step in (0, 7, 31)]
        site.client_id = clients[number % CLIENTS]
    return bench


_RUNS: tuple[tuple[str, list[str]], ...] = (
    ("With plugins, themes and updates", ["plugins", "themes", "updates"]),
    ("Without them", []),
)


class _Stopwatch:
    """A WSGI application in front of another that adds up the seconds of computing which that takes."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self.seconds = 0.0

    def __call__(self, *arguments: Any) -> list[bytes]:
        """Answer a request."""
        start = time.process_time()
        try:
            return list(self._application(*arguments))
        finally:
            self.seconds += time.process_time() - start


def measure(source: Source, watch: _Stopwatch) -> tuple[float, int]:
    """Return the seconds of computing of a run without those of the dashboard, and how many requests it made."""
    watch.seconds = 0.0
    start = time.process_time()
    source.parse()
    return time.process_time() - start - watch.seconds, len(source.bench.asked)


def main(count: int) -> int:
    """Measure, print, and return the exit code."""
    print(f"{count} sites, {TAGS} tags, {CLIENTS} clients, {PLUGINS} plugins a site")
    bench = fleet(count)
    watch = _Stopwatch(bench.simulator.wsgi)
    bench.simulator.wsgi = watch
    failed = False
    with TemporaryDirectory() as folder:
        for title, include in _RUNS:
            cached: dict[str, Any] = {
                "cache": True,
                "cache_plugin": "jsonfile",
                "cache_connection": f"{folder}/{len(include)}",
            }
            source = Source(bench, Path(folder), include=include, **cached)
            Path(cached["cache_connection"]).mkdir()
            seconds, requests = measure(source, watch)
            print(f"{title}, read anew: {requests} requests, {seconds:.2f} s, dashboard {watch.seconds:.2f} s")
            failed |= requests > MOST_REQUESTS
            best, requests = min(measure(source, watch) for _run in range(3))
            print(f"{title}, from the cache: {requests} requests, {best:.2f} s")
            failed |= requests > 0 or best > MOST_SECONDS
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SITES))
