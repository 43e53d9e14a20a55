# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How long things take to get their turn: the dashboard's pauses between requests to children, and its PHP workers.

Nothing here sleeps. Since every duration is known before it passes, a turn is worked out at once, as a moment on the
clock, and the request that asked for it is made to last until then.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: A request to a child that is older than this counts as finished, in seconds (the dashboard gives up waiting for it).
FORGOTTEN_AFTER = 7.0


@dataclass(frozen=True)
class Limits:
    """The dashboard's settings (``GET /settings/advanced``): counts, and pauses in seconds; 0 is no limit."""

    requests: int = 4
    delay: float = 0.2
    ip_requests: int = 1
    ip_delay: float = 1.0

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Limits:
        """Return the limits that the dashboard's options hold; the options count in milliseconds."""
        return cls(
            int(options.get("mainwp_maximum_requests", 4)),
            int(options.get("mainwp_minimum_delay", 200)) / 1000,
            int(options.get("mainwp_maximum_ip_requests", 1)),
            int(options.get("mainwp_minimum_ip_delay", 1000)) / 1000,
        )


@dataclass
class _Request:
    start: float
    end: float
    ip: str

    def open_at(self, moment: float) -> bool:
        return self.start <= moment < min(self.end, self.start + FORGOTTEN_AFTER)


class Throttle:
    """The dashboard's log of requests to children.

    Syncs wait for their turn; everything else goes out at once, but is counted, so that syncs wait for it too. Pauses
    are counted from the beginning of the request before (the recorded times of consecutive syncs tell).
    """

    def __init__(self) -> None:
        self._log: list[_Request] = []
        #: Address -> how many requests to it ran at the same time, at most; only known with latency.
        self.peaks: dict[str, int] = {}

    def turn(self, moment: float, ip: str, limits: Limits) -> float:
        """Return when a sync that is ready at ``moment`` may begin."""
        while True:
            waits = [moment]
            waits += [request.start + limits.delay for request in self._log if request.start <= moment]
            waits += [
                request.start + limits.ip_delay for request in self._log if request.ip == ip and request.start <= moment
            ]
            waits += self._free(moment, limits.requests, self._log)
            waits += self._free(moment, limits.ip_requests, [request for request in self._log if request.ip == ip])
            if max(waits) <= moment:
                return moment
            moment = max(waits)

    def count(self, start: float, seconds: float, ip: str) -> None:
        """Note a request to a child."""
        self._log = [request for request in self._log if max(request.end, request.start) > start - 60]
        self._log.append(_Request(start, start + seconds, ip))
        self._note_peak(ip)

    def extend(self, seconds: float, ip: str) -> None:
        """Make the request to an address that was noted last take longer: an installation came on top of it."""
        last = next(request for request in reversed(self._log) if request.ip == ip)
        last.end += seconds
        self._note_peak(ip)

    def _note_peak(self, ip: str) -> None:
        """Note how many requests to an address run at the same time, at most."""
        here = [request for request in self._log if request.ip == ip]
        at_once = [sum(other.start <= request.start < other.end for other in here) for request in here]
        self.peaks[ip] = max([self.peaks.get(ip, 0), *at_once])

    @staticmethod
    def _free(moment: float, at_most: int, log: list[_Request]) -> list[float]:
        """Return when the first of too many open requests ends, an empty list when there is room."""
        ends = sorted(min(item.end, item.start + FORGOTTEN_AFTER) for item in log if item.open_at(moment))
        return ends[len(ends) - at_most :][:1] if at_most and len(ends) >= at_most else []


class Workers:
    """PHP's processes: each answers one request at a time, from its arrival to its end; who finds none free waits."""

    def __init__(self, count: int) -> None:
        self._free_at = [0.0] * count

    def finish(self, arrival: float, seconds: float) -> float:
        """Return when a request that needs ``seconds`` of work is done."""
        start = max(arrival, heapq.heappop(self._free_at))
        heapq.heappush(self._free_at, start + seconds)
        return start + seconds
