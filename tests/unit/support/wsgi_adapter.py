# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Carries the requests of a ``requests`` session into a WSGI application in the same process: no sockets, no sleeping.

    adapter = WSGIAdapter(simulator)
    session.mount("https://", adapter)
    adapter.fail("read_timeout_after", method="POST", path="/tags/add", times=1)

It raises the exceptions that requests raises over a real connection, built from the same parts.
"""

from __future__ import annotations

import io
import re
import socket
import ssl
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import RemoteDisconnected
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPSConnectionPool
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)
from urllib3.exceptions import SSLError as Urllib3SSLError
from urllib3.response import HTTPResponse

from tests.simulator import Simulator
from tests.simulator.faults import DROP_HEADER

#: Faults of the connection before the application sees the request, after it has worked it, and in the middle of its
#: answer.
BEFORE = ("name_resolution", "refused", "tls", "connect_timeout", "read_timeout_before", "aborted_before")
AFTER = ("read_timeout_after", "aborted_after", "dropped")

_CERTIFICATE_REFUSED = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"


@dataclass
class ConnectionFault:
    """A fault of the connection that is switched on: for which requests, how often (None: always), how often so far."""

    kind: str
    method: str = "*"
    path: str = ""
    times: int | None = None
    skip: int = 0
    hits: int = 0

    def hit(self, request: requests.PreparedRequest) -> bool:
        """Return whether the fault takes this request, and count it."""
        if self.method not in ("*", request.method) or not re.search(self.path, urlsplit(request.url or "").path):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None and self.hits >= self.times:
            return False
        self.hits += 1
        return True


@dataclass
class Sent:
    """One request that the session gave to the adapter, with the settings of the connection."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: Any
    timeout: Any
    verify: Any
    cert: Any
    proxies: Mapping[str, str]


@dataclass
class _Answer:
    """What the application said."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


class WSGIAdapter(HTTPAdapter):
    """A transport adapter for ``requests`` that calls a simulator's WSGI application.

    ``trusted``: whether the dashboard's certificate is one that every client trusts. False: only a client that does not
    verify, or that brings ``ca_path``, gets through. ``sent`` holds every request, those that fail on the way too.
    """

    def __init__(self, simulator: Simulator, *, trusted: bool = True, ca_path: str | None = None) -> None:
        super().__init__()
        self.simulator = simulator
        self.trusted = trusted
        self.ca_path = ca_path
        self.faults: list[ConnectionFault] = []
        self.sent: list[Sent] = []

    def fail(
        self, kind: str, *, method: str = "*", path: str = "", times: int | None = None, skip: int = 0
    ) -> ConnectionFault:
        """Switch a fault of the connection on for requests of a method whose path holds a regular expression.

        ``kind``: name_resolution, refused, tls, connect_timeout, read_timeout_before (the application never saw it),
        read_timeout_after (the work is done, the answer is lost), aborted_before and aborted_after (the connection ends
        without an answer), dropped (it ends in the middle of the answer).
        """
        if kind not in (*BEFORE, *AFTER):
            raise ValueError(f"unknown fault of the connection: {kind}")
        fault = ConnectionFault(kind, method, path, times, skip)
        self.faults.append(fault)
        return fault

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Answer a request from the application; raises what requests raises when the connection fails."""
        self.sent.append(
            Sent(
                request.method or "",
                request.url or "",
                dict(request.headers),
                request.body,
                timeout,
                verify,
                cert,
                dict(proxies or {}),
            )
        )
        fault = next((fault for fault in self.faults if fault.hit(request)), None)
        if fault and fault.kind in BEFORE:
            raise _failure(fault.kind, request, timeout)
        checked = verify is not False and (request.url or "").startswith("https:")
        if checked and not self.trusted and (self.ca_path is None or verify != self.ca_path):
            raise _failure("tls", request, timeout)
        started = self.simulator.clock.now()
        answer = self._call(request)
        if fault and fault.kind != "dropped":
            raise _failure(fault.kind, request, timeout)
        if any(name == DROP_HEADER for name, _value in answer.headers):
            raise _failure("read_timeout_after", request, timeout)
        limit = timeout[1] if isinstance(timeout, tuple) else timeout
        if limit is not None and self.simulator.clock.now() - started > limit:
            raise _failure("read_timeout_after", request, timeout)
        return self.build_response(request, self._response(request, answer, cut=fault is not None))

    def close(self) -> None:
        """There is nothing to close."""

    def _call(self, request: requests.PreparedRequest) -> _Answer:
        """Run the application on a request."""
        answer = _Answer()

        def start_response(
            status: str, headers: list[tuple[str, str]], _exc_info: Any = None
        ) -> Callable[[bytes], object]:
            answer.status, answer.headers = status, headers
            return lambda data: None

        parts: Iterable[bytes] = self.simulator.wsgi(_environ(request), start_response)
        answer.body = b"".join(parts)
        close = getattr(parts, "close", None)
        if close:
            close()
        return answer

    @staticmethod
    def _response(request: requests.PreparedRequest, answer: _Answer, *, cut: bool) -> HTTPResponse:
        """Return an answer as urllib3 hands it to requests; a cut one lacks the second half of its body."""
        code, _separator, reason = answer.status.partition(" ")
        return HTTPResponse(
            body=io.BytesIO(answer.body[: len(answer.body) // 2] if cut else answer.body),
            headers=HTTPHeaderDict(answer.headers),
            status=int(code),
            reason=reason,
            version=11,
            preload_content=False,
            enforce_content_length=request.method != "HEAD",
            request_method=request.method,
        )


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    """Return the WSGI environment of a request."""
    url = urlsplit(request.url or "")
    body = request.body or b""
    if isinstance(body, str):
        body = body.encode("utf-8")
    if not isinstance(body, bytes):
        body = b"".join(part if isinstance(part, bytes) else part.encode() for part in body)
    port = url.port or (443 if url.scheme == "https" else 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(url.path or "/", encoding="latin-1"),
        "QUERY_STRING": url.query,
        "REQUEST_URI": (url.path or "/") + (f"?{url.query}" if url.query else ""),
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        # An address of the range for documentation: not loopback, which MainWP takes for secure.
        "REMOTE_ADDR": "192.0.2.10",
        "HTTP_HOST": url.netloc.rpartition("@")[2],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = text
    return environ


def _failure(kind: str, request: requests.PreparedRequest, timeout: Any) -> requests.RequestException:
    """Return the exception that requests raises for a fault of the connection."""
    url = urlsplit(request.url or "")
    host = url.hostname or ""
    port = url.port or 443
    pool = HTTPSConnectionPool(host, port)
    connection = HTTPSConnection(host, port)
    target = url.path or "/"
    limits = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    if kind == "name_resolution":
        resolving = NameResolutionError(host, connection, socket.gaierror(-2, "Name or service not known"))
        return requests.ConnectionError(MaxRetryError(pool, target, resolving), request=request)
    if kind == "refused":
        refused = NewConnectionError(connection, "Failed to establish a new connection: [Errno 111] Connection refused")
        return requests.ConnectionError(MaxRetryError(pool, target, refused), request=request)
    if kind == "tls":
        cause = Urllib3SSLError(ssl.SSLCertVerificationError(1, _CERTIFICATE_REFUSED))
        return requests.exceptions.SSLError(MaxRetryError(pool, target, cause), request=request)
    if kind == "connect_timeout":
        late = ConnectTimeoutError(connection, f"Connection to {host} timed out. (connect timeout={limits[0]})")
        return requests.ConnectTimeout(MaxRetryError(pool, target, late), request=request)
    if kind.startswith("read_timeout"):
        unread = ReadTimeoutError(pool, target, f"Read timed out. (read timeout={limits[1]})")
        return requests.ReadTimeout(unread, request=request)
    disconnected = RemoteDisconnected("Remote end closed connection without response")
    return requests.ConnectionError(ProtocolError("Connection aborted.", disconnected), request=request)
