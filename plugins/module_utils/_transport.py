# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""One HTTP conversation with one dashboard: TLS, time-outs, retries, redirects, decoding. Knows no noun."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from ._clock import Clock
from ._connection import Connection
from ._credentials import V1, V2, credentials_for
from ._decoding import breaks_off, decode, foreign_layer
from ._errors import AnswerLostError, NotJsonError, RedirectedError, UnreachableError
from ._faults import classify

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
RETRIED_STATUSES = (429, 502, 503, 504)
LOST_STATUSES = (502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
# Codes of failures that trying again does not mend.
NEVER_BETTER = ("certificate", "certificate_file", "invalid_address")
LONGEST_PAUSE = 60.0
CONNECT_TIMEOUT = 10.0
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Call:
    """A request as the rooms above describe it.

    Args:
        path: below the namespace, without leading slash.
        timeout: seconds that one read of the socket may take; ``None`` means the option ``request_timeout``.
    """

    method: str
    path: str
    namespace: str = V2
    query: Mapping[str, Any] | None = None
    json: Any = None
    form: Mapping[str, Any] | None = None
    timeout: float | None = None

    @property
    def safe(self) -> bool:
        """Whether sending it twice is the same as sending it once."""
        return self.method in SAFE_METHODS

    @property
    def where(self) -> dict[str, Any]:
        """Method and path for an error."""
        return {"method": self.method, "path": f"/wp-json/{self.namespace}/{self.path}".rstrip("/")}


@dataclass(frozen=True)
class Answer:
    """A decoded answer. ``data`` is ``None`` for an empty body."""

    status: int
    data: Any
    headers: Mapping[str, str]


class Transport:
    """Sends calls and counts them in ``requests_sent``. Safe to use from several threads.

    Args:
        session: what ``requests.Session`` is, or what a test puts in its place.
        warn: called with one sentence for what the user should know although it worked.
    """

    def __init__(self, connection: Connection, session: Any, clock: Clock, warn: Callable[[str], None]) -> None:
        self.connection = connection
        self.requests_sent = 0
        self._session = session
        self._clock = clock
        self._warn = warn
        self._warned: set[str] = set()
        self._lock = threading.Lock()
        self._next_start = 0.0
        if connection.auth_carrier == "query":
            warn("auth_carrier is query: the key is part of every address and can end up in the web server's log.")

    def send(self, call: Call) -> Answer:
        """Send a call until it is answered or must be given up.

        Reads are repeated on broken connections and on 429, 502, 503 and 504; writes only while no byte of them can
        have reached the server.

        Raises:
            UnreachableError: no connection, or a read that stayed without answer.
            AnswerLostError: a write that was sent and not answered, or not to the end (502, 503 and 504 are no answers
                to a write: behind the proxy, PHP may still be at work).
            RedirectedError: a write was redirected, or a read to another host.
            NotJsonError: something other than the API answered.
        """
        tries = 0
        while True:
            try:
                answer = self._once(call)
            except UnreachableError as error:
                if tries >= self.connection.request_retries or error.code in NEVER_BETTER:
                    raise
                pause = self._pause(tries, None)
            else:
                if not call.safe or answer.status not in RETRIED_STATUSES or tries >= self.connection.request_retries:
                    return self._decoded(call, answer)
                pause = self._pause(tries, answer.headers.get("Retry-After"))
            tries += 1
            self._clock.sleep(pause)

    def _once(self, call: Call) -> Any:
        """One call with the redirects that may be followed; the undecoded answer."""
        address = f"{self.connection.dashboard_url}/wp-json/{call.namespace}/{call.path}".rstrip("/")
        query = dict(call.query or {}) or None
        for _hop in range(MOST_REDIRECTS + 1):
            answer = self._exchange(call, address, query)
            if answer.status_code not in REDIRECTS or "Location" not in answer.headers:
                # WordPress speaks UTF-8, also where PHP printed a notice first and sent the header of a page.
                return _Raw(answer.status_code, answer.headers, answer.content.decode("utf-8", "replace"))
            address = self._redirected(call, address, urljoin(address, answer.headers["Location"]), answer.status_code)
            query = None
        raise RedirectedError(
            "The dashboard redirects in a circle.", hint="Check WordPress' home and site address.", **call.where
        )

    def _exchange(self, call: Call, address: str, query: Mapping[str, Any] | None) -> Any:
        self._wait_for_turn()
        connection = self.connection
        certificate: Any = connection.tls_client_cert
        if certificate and connection.tls_client_key:
            certificate = (certificate, connection.tls_client_key)
        try:
            # `verify` goes with each request: set on the session it is ignored where REQUESTS_CA_BUNDLE is set.
            return self._session.request(
                call.method,
                address,
                params=query,
                json=call.json,
                data=call.form,
                auth=credentials_for(call.namespace, connection),
                verify=(connection.ca_path or True) if connection.validate_certs else False,
                cert=certificate,
                timeout=(CONNECT_TIMEOUT, call.timeout or connection.request_timeout),
                allow_redirects=False,
            )
        except OSError as error:  # everything that requests raises is an OSError
            fault = classify(error)
            if fault.sent and not call.safe:
                raise AnswerLostError(
                    f"The request was sent and its answer never came ({fault.cause}).", layer=fault.layer, **call.where
                ) from error
            raise UnreachableError(
                f"The dashboard cannot be reached: {fault.cause}.",
                code=fault.code,
                layer=fault.layer,
                hint=fault.hint,
                **call.where,
            ) from error

    def _wait_for_turn(self) -> None:
        """Count the request and keep ``request_delay`` seconds between two of them, over all threads."""
        with self._lock:
            self.requests_sent += 1
            start = max(self._clock.monotonic(), self._next_start)
            self._next_start = start + self.connection.request_delay
        self._clock.sleep(start - self._clock.monotonic())

    def _redirected(self, call: Call, source: str, target: str, status: int) -> str:
        """The address to follow.

        Raises:
            RedirectedError: it would leave the host, drop TLS, or send a write again.
            NotJsonError: the way leads to a login page.
        """
        if "wp-login.php" in target:
            layer = foreign_layer(status, {}, target)
            raise NotJsonError(layer.cause, status=status, layer=layer.name, hint=layer.hint, **call.where)
        old, new = urlsplit(source), urlsplit(target)
        root = target.split("/wp-json", 1)[0].split("?", 1)[0]
        hint = f"Set dashboard_url to {root} if that is the dashboard."
        if not call.safe:
            raise RedirectedError(
                f"The server redirects the write with HTTP {status}; it was not sent again.",
                status=status,
                hint=hint,
                **call.where,
            )
        elsewhere = old.hostname != new.hostname or (old.scheme == new.scheme and old.port != new.port)
        if elsewhere or (old.scheme == "https" and new.scheme != "https"):
            raise RedirectedError(
                f"The server redirects to another place with HTTP {status}.", status=status, hint=hint, **call.where
            )
        if old.scheme != new.scheme:
            self._warn_once(f"The dashboard redirects to TLS. {hint}")
        return target

    def _decoded(self, call: Call, raw: _Raw) -> Answer:
        if not call.safe and raw.status in LOST_STATUSES:
            raise AnswerLostError(
                f"The proxy in front of the dashboard answered HTTP {raw.status}; PHP may still be at work.",
                status=raw.status,
                layer="web_server",
                **call.where,
            )
        decoded = decode(raw.text)
        cut = breaks_off(raw.text) if decoded is None else self._is_missing(call, raw)
        if cut:
            raise self._cut(call, raw)
        if decoded is None or (raw.status >= 400 and not raw.text.strip()):
            layer = foreign_layer(raw.status, raw.headers, raw.text)
            raise NotJsonError(layer.cause, status=raw.status, layer=layer.name, hint=layer.hint, **call.where)
        if decoded.notice:
            self._warn_once(f"PHP printed a message before the answer of {call.where['path']}: {decoded.notice}")
        return Answer(raw.status, decoded.data, raw.headers)

    @staticmethod
    def _is_missing(call: Call, raw: _Raw) -> bool:
        """Whether a success lacks its body. Only version 1 sends none, for what does not exist."""
        return raw.status < 400 and not raw.text.strip() and call.method != "HEAD" and call.namespace != V1

    @staticmethod
    def _cut(call: Call, raw: _Raw) -> AnswerLostError | NotJsonError:
        """An answer without its end. What a write did is not known then."""
        cause = "The answer breaks off." if raw.text.strip() else "The answer is empty."
        hint = "PHP may have died (memory, time limit): its error log on the dashboard names the reason."
        kind = NotJsonError if call.safe else AnswerLostError
        return kind(cause, status=raw.status, layer="php", hint=hint, **call.where)

    def _warn_once(self, text: str) -> None:
        with self._lock:
            if text in self._warned:
                return
            self._warned.add(text)
        self._warn(text)

    @staticmethod
    def _pause(tries: int, retry_after: str | None) -> float:
        """Seconds before the next try: what the server asks for, else 1, 2, 4, ..."""
        if retry_after and retry_after.strip().isdigit():
            return min(float(retry_after), LONGEST_PAUSE)
        return min(2.0**tries, LONGEST_PAUSE)


@dataclass(frozen=True)
class _Raw:
    status: int
    headers: Mapping[str, str]
    text: str
