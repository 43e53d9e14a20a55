# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A conversation that is written down beforehand: what each request gets, and what was sent. No sockets."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict
from urllib3.response import HTTPResponse

from ansible_collections.mainwp.dashboard.plugins.module_utils._clock import Clock
from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import Connection
from ansible_collections.mainwp.dashboard.plugins.module_utils._dashboard import Dashboard
from ansible_collections.mainwp.dashboard.plugins.module_utils._session import open_session
from ansible_collections.mainwp.dashboard.plugins.module_utils._transport import Transport

SECRET, KEY = "5" * 40, "c" * 40
TOKEN = f"{SECRET}=={KEY}"


@dataclass
class Reply:
    """One answer. ``body`` is text, or anything else as JSON."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> HTTPResponse:
        """The answer as urllib3 hands it to requests."""
        text = self.body if isinstance(self.body, str) else json.dumps(self.body, ensure_ascii=False)
        headers = {"Content-Type": "application/json; charset=UTF-8", **self.headers}
        return HTTPResponse(
            body=io.BytesIO(text.encode()), headers=HTTPHeaderDict(headers), status=self.status, preload_content=False
        )


@dataclass
class Sent:
    """One request, with the settings of its connection."""

    request: requests.PreparedRequest
    settings: Mapping[str, Any]

    @property
    def line(self) -> str:
        """Method and address."""
        return f"{self.request.method} {self.request.url}"


class ScriptedAdapter(HTTPAdapter):
    """Gives the replies in their order; an exception is raised. More requests than replies are an error of the test."""

    def __init__(self, *replies: Reply | Exception) -> None:
        super().__init__()
        self.replies = list(replies)
        self.sent: list[Sent] = []

    def send(self, request: requests.PreparedRequest, **settings: Any) -> requests.Response:  # type: ignore[override]
        """Note the request and answer it."""
        self.sent.append(Sent(request, settings))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return self.build_response(request, reply.response())


class StillClock(Clock):
    """A clock that moves only while somebody waits, and remembers how long."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Seconds since nothing in particular."""
        return self.seconds

    def now(self) -> datetime:
        """A moment that never changes by itself."""
        return datetime.fromtimestamp(self.seconds, timezone.utc)

    def sleep(self, seconds: float) -> None:
        """Move on."""
        if seconds > 0:
            self.slept.append(seconds)
            self.seconds += seconds


class Conversation:
    """A transport and a dashboard over a scripted adapter. ``options`` are those of a task."""

    def __init__(self, *replies: Reply | Exception, **options: Any) -> None:
        self.adapter = ScriptedAdapter(*replies)
        self.clock = StillClock()
        self.warnings: list[str] = []
        self.connection = Connection.from_options(
            {"dashboard_url": "https://dash.test", "api_key": TOKEN, **options},
        )
        self.session = open_session(self.connection)
        self.session.mount("https://", self.adapter)
        self.session.mount("http://", self.adapter)
        self.transport = Transport(self.connection, self.session, self.clock, self.warnings.append)
        self.dashboard = Dashboard(self.transport, self.connection, self.warnings.append)

    @property
    def lines(self) -> list[str]:
        """Method and address of every request that was sent."""
        return [sent.line for sent in self.adapter.sent]

    @property
    def last(self) -> Sent:
        """The last request that was sent."""
        return self.adapter.sent[-1]
