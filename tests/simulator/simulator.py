# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The simulator as one object: a dashboard, its children, time, faults and the record of what was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import request
from werkzeug.wrappers import Response

from . import app, heartbeats, seeds
from .clock import Clock
from .cron import Cron
from .events import perform
from .faults import Faults
from .jobs import Jobs
from .legacy_batch import LegacyBatch
from .router import Router
from .routes import register_all
from .state.dashboard import Dashboard
from .throttle import Throttle, Workers
from .tool_jobs import ToolJobs

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

GENERATIONS = ("modern", "legacy")
LATENCIES = ("none", "recorded")

#: Seconds that a request takes which contacts no child, by generation (the recordings' README).
CACHED_READ = {"modern": 0.085, "legacy": 0.14}


@dataclass
class Recorded:
    """One request that reached the application."""

    method: str
    #: Below /wp-json/, with the namespace: ``mainwp/v2/tags/add``.
    path: str
    query: dict[str, Any]
    #: Decoded JSON, the form as an object, text for anything else, None when empty.
    body: Any
    #: bearer, query, basic, oauth, v1, application password or none.
    auth: str = "none"
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)


class Simulator:
    """A MainWP Dashboard 6.1.2 with children.

    ``generation``: modern (WordPress 7.0.4, answers through abilities) or legacy (WordPress 6.8.3).
    ``state``: empty, recordings (the recordings' starting state) or demo (``sites`` unconnected children on several
    servers). ``latency``: none, or recorded (requests take what the recordings say, on the clock).
    """

    def __init__(
        self,
        generation: str = "modern",
        state: str = "empty",
        sites: int | None = None,
        latency: str = "none",
        clock: Clock | None = None,
    ) -> None:
        if generation not in GENERATIONS:
            raise ValueError(f"unknown generation {generation!r}")
        if latency not in LATENCIES:
            raise ValueError(f"unknown latency {latency!r}")
        self.generation = generation
        self.latency = latency
        self.clock = clock or Clock()
        self.cron = Cron(self.clock)
        #: The dashboard's pauses between requests to children, and PHP's processes; both matter with latency only.
        self.throttle = Throttle()
        self.workers = Workers(16)
        self.dashboard = Dashboard()
        self.requests: list[Recorded] = []
        self.faults = Faults()
        #: Background work: the abilities' jobs (modern), the batch updates (legacy), the tools' jobs.
        self.jobs = Jobs(self)
        self.tool_jobs = ToolJobs(self)
        self.legacy_batch = LegacyBatch(self)
        #: Tracebacks of errors of the simulator itself; a test that finds one here has found a bug of the simulator.
        self.bugs: list[str] = []
        #: What callers need to authenticate: rw, ro, wo, off (bearer tokens), v1 (pair), application (user, password).
        self.keys: dict[str, Any] = {}
        self.lock = threading.RLock()
        self._local = threading.local()
        self.cron.schedule(0, heartbeats.HOOK, lambda: heartbeats.run(self), heartbeats.EVERY)
        self.children = seeds.sow(self, state, sites)
        self.router = Router()
        register_all(self.router)
        self.wsgi: WSGIApplication = app.build(self)

    def event(self, text: str) -> None:
        """Perform an event line of the recordings: a cron run, a child that goes away or comes back."""
        with self.lock:
            perform(self, text)

    def note_auth(self, kind: str) -> None:
        """Note the way of authentication of the current request."""
        self._local.auth = kind

    def note_seconds(self, seconds: float, stalled: float = 0.0) -> None:
        """Note how long the current request's work took beyond the fixed latency, and how long it hung besides."""
        self._local.seconds, self._local.stalled = seconds, stalled

    def serve(self, path: str, handle: Callable[[], Response]) -> Response:
        """Answer the current request: record it, apply faults, do the work under the lock, let its time pass."""
        self._local.auth, self._local.seconds, self._local.stalled = "none", 0.0, 0.0
        recorded = Recorded(request.method, path, request.args.to_dict(), _body(), headers=dict(request.headers))
        with self.lock:
            self.requests.append(recorded)
            response = self.faults.apply(request, path, handle, self._stall)
            recorded.auth, recorded.status = self._local.auth, response.status_code
            self.cron.visit()
        seconds = self._local.stalled
        if self.latency == "recorded":
            now = self.clock.now()
            work = CACHED_READ[self.generation] + self._local.seconds + seconds
            seconds = self.workers.finish(now, work) - now
        self.clock.wait(seconds)
        return response

    def _stall(self, seconds: float) -> None:
        """Make the current request last longer, whatever the latency."""
        self._local.stalled += seconds


def _body() -> Any:
    """Return the current request's body, decoded for the record."""
    raw = request.get_data(cache=True)
    if not raw:
        return None
    if request.mimetype == "application/json":
        return (
            request.get_json(silent=True)
            if request.get_json(silent=True) is not None
            else raw.decode("utf-8", "replace")
        )
    if request.mimetype == "application/x-www-form-urlencoded":
        return request.form.to_dict()
    return raw.decode("utf-8", "replace")
