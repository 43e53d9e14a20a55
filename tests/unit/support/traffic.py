# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How many requests are on their way at once."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from typing import Any

from .bench import Bench


class Traffic:
    """Counts how many requests that concern children are on their way at once, in all and by server.

    It watches a bench from its making on. ``by_server`` and ``most`` hold the largest numbers; every request takes some
    milliseconds, so that there is something to count.
    """

    def __init__(self, bench: Bench) -> None:
        self._lock = threading.Lock()
        self._running: Counter[str] = Counter()
        self._servers = {site.id: site.ip for site in bench.simulator.dashboard.sites}
        self._send = bench.adapter.send
        self.by_server: dict[str, int] = {}
        self.most = 0
        bench.adapter.send = self.send  # type: ignore[method-assign]

    def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
        """Count a request, and send it."""
        found = re.search(r"/(?:sites|updates)/(\d+)", request.url)
        if found is None:
            return self._send(request, *arguments, **options)
        server = self._servers[int(found[1])]
        with self._lock:
            self._running[server] += 1
            self.by_server[server] = max(self.by_server.get(server, 0), self._running[server])
            self.most = max(self.most, self._running.total())
        try:
            time.sleep(0.01)
            return self._send(request, *arguments, **options)
        finally:
            with self._lock:
                self._running[server] -= 1
