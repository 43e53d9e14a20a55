# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Serving the simulator on a socket: HTTP/1.1 with keep-alive, threads, TLS on wish."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Gateway_10
from cheroot.wsgi import Server as CherootServer

from .certificates import Certificates
from .faults import DROP_HEADER
from .simulator import Simulator

#: Requests that can be in work at once; more than the dashboard has PHP workers, so that those are what counts.
THREADS = 40


class _Dropped(Exception):
    """The answer is to be lost."""


class _Gateway(Gateway_10):
    """Hands requests to the application, and ends the connection without an answer where a fault wants that."""

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], None]:
        """Begin the answer, unless it is to be lost."""
        if any(name == DROP_HEADER for name, _value in headers):
            raise _Dropped
        begun: Callable[[bytes], None] = super().start_response(status, headers, exc_info)
        return begun

    def respond(self) -> None:
        """Answer, or end the connection."""
        try:
            super().respond()
        except _Dropped:
            self.req.sent_headers = True
            self.req.close_connection = True
            self.req.conn.socket.shutdown(socket.SHUT_RDWR)


class Server:
    """A simulator on an address; ``port`` 0 takes a free one."""

    def __init__(self, simulator: Simulator, host: str, port: int, certificates: Certificates | None = None) -> None:
        self._server = CherootServer((host, port), simulator.wsgi, numthreads=THREADS, server_name=host)
        self._server.nodelay = True
        self._server.gateway = _Gateway
        if certificates:
            self._server.ssl_adapter = BuiltinSSLAdapter(str(certificates.certificate), str(certificates.key))
        self._server.prepare()
        self.url = f"{'https' if certificates else 'http'}://{host}:{self._server.bind_addr[1]}"

    def run(self) -> None:
        """Answer requests until ``stop`` is called."""
        self._server.serve()

    def stop(self) -> None:
        """End ``run``, after the requests that are in work."""
        self._server.stop()
