# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Faults of the application and of what stands in front of it (server, firewall, PHP), switched on by tests.

Faults of the connection (name resolution, TLS, refused, time-outs) are not here: they belong to whoever carries
requests to the application. Two faults lose an answer after the work was done: ``lost_504`` and ``lost``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from . import pages

#: The header by which the application asks its carrier to drop the answer; no client ever sees it.
DROP_HEADER = "X-Simulator-Drop"

Handle = Callable[[], Response]


@dataclass
class Fault:
    """One fault that is switched on.

    ``kind``: a name of ``KINDS``. ``method`` and ``path`` say which requests it hits: a method or ``*``, and a regular
    expression that is searched in the path below ``/wp-json/`` (``mainwp/v2/tags/add``). ``times``: for how many of
    them (None: always), after the first ``skip``. ``options``: what the kind needs, see ``KINDS``. ``hits`` counts.
    """

    kind: str
    method: str = "*"
    path: str = ""
    times: int | None = None
    skip: int = 0
    options: dict[str, Any] = field(default_factory=dict)
    hits: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Return whether a request is one that the fault is meant for."""
        return self.method in ("*", method) and re.search(self.path, path) is not None

    def takes(self) -> bool:
        """Count a fitting request and return whether the fault hits it."""
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None and self.hits >= self.times:
            return False
        self.hits += 1
        return True


class Faults:
    """The switchboard: faults in the order in which they were switched on; the first that hits a request has it."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(
        self,
        kind: str,
        *,
        method: str = "*",
        path: str = "",
        times: int | None = None,
        skip: int = 0,
        **options: Any,
    ) -> Fault:
        """Switch a fault on and return it; raises ValueError for an unknown kind or option."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}, there are {', '.join(sorted(KINDS))}")
        unknown = set(options) - set(KINDS[kind].options)
        if unknown:
            raise ValueError(f"the fault {kind} has no option {', '.join(sorted(unknown))}")
        fault = Fault(kind, method, path, times, skip, {**KINDS[kind].options, **options})
        self.active.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Switch one fault off."""
        self.active.remove(fault)

    def clear(self) -> None:
        """Switch all faults off."""
        self.active.clear()

    def apply(self, request: Request, path: str, handle: Handle, stall: Callable[[float], None]) -> Response:
        """Return the answer to a request: the handler's, or what a fault makes of it.

        ``stall`` is called with the seconds that a slow answer takes.
        """
        for fault in self.active:
            if fault.fits(request.method, path) and fault.takes():
                return KINDS[fault.kind].act(fault.options, request, handle, stall)
        return handle()


@dataclass(frozen=True)
class Kind:
    """What a kind of fault does, and its options with their defaults."""

    act: Callable[[dict[str, Any], Request, Handle, Callable[[float], None]], Response]
    options: dict[str, Any] = field(default_factory=dict)


def _html(status: int, body: str, **headers: str) -> Response:
    return Response(body, status=status, content_type="text/html; charset=UTF-8", headers=headers)


def _page(status: int, body: str) -> Kind:
    return Kind(lambda options, request, handle, stall: _html(status, body))


def _plain_permalinks(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    # Only the pretty address is unknown to such a site; ?rest_route= works.
    return handle() if "rest_route" in request.args else _html(200, pages.home())


def _too_many_requests(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    body = pages.server_error(429, "Too Many Requests")
    response = _html(429, body)
    if options["retry_after"] is not None:
        response.headers["Retry-After"] = str(options["retry_after"])
    return response


def _unavailable(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    response = _html(503, pages.server_error(503, "Service Temporarily Unavailable"))
    if options["retry_after"] is not None:
        response.headers["Retry-After"] = str(options["retry_after"])
    return response


def _php_notice(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    response = handle()
    response.set_data(options["text"].encode() + response.get_data())
    if options["content_type"]:
        # Without output buffering PHP sends the headers with its text, before the REST server can set the type.
        response.headers["Content-Type"] = options["content_type"]
    return response


def _redirect(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    scheme = options["scheme"] or request.scheme
    host = options["host"] or request.host
    if options["host"] == "www":
        host = f"www.{request.host}"
    location = f"{scheme}://{host}{request.full_path.rstrip('?')}"
    return _html(options["status"], pages.server_error(options["status"], "Moved"), Location=location)


def _login_redirect(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    return _html(302, "", Location=f"{request.host_url}wp-login.php?redirect_to=%2Fwp-admin%2F&reauth=1")


def _stripped_authorization(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    request.environ.pop("HTTP_AUTHORIZATION", None)
    return handle()


def _truncated(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    response = handle()
    body = response.get_data()
    response.set_data(body[: max(len(body) // 2, 1)])
    return response


def _empty(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    return Response("", status=200, content_type="application/json; charset=UTF-8")


def _replace(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    body = options["body"]
    text = body if isinstance(body, str) else json.dumps(body)
    kind = "text/html; charset=UTF-8" if isinstance(body, str) else "application/json; charset=UTF-8"
    return Response(text, status=options["status"], content_type=kind, headers=options["headers"])


def _slow(options: dict[str, Any], request: Request, handle: Handle, stall: Callable[[float], None]) -> Response:
    response = handle()
    stall(options["seconds"])
    return response


def _lost_504(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    handle()
    return _html(504, pages.server_error(504, "Gateway Time-out"))


def _lost(options: dict[str, Any], request: Request, handle: Handle, stall: Any) -> Response:
    response = handle()
    response.headers[DROP_HEADER] = "1"
    return response


_NOTICE = (
    "<br />\n<b>Notice</b>:  Undefined index: page in <b>/var/www/html/wp-content/plugins/other/other.php</b> on line "
    "<b>12</b><br />\n"
)

#: Every kind of fault. Where nothing else is said, the request does not reach the dashboard.
KINDS: dict[str, Kind] = {
    # HTML pages of the server in front of PHP
    "bad_gateway": _page(502, pages.server_error(502, "Bad Gateway")),
    "unavailable": Kind(_unavailable, {"retry_after": None}),
    "gateway_timeout": _page(504, pages.server_error(504, "Gateway Time-out")),
    "too_many_requests": Kind(_too_many_requests, {"retry_after": 1}),
    # a firewall or an access proxy
    "firewall": _page(403, pages.firewall()),
    "login_page": _page(200, pages.login()),
    "login_redirect": Kind(_login_redirect),
    # the site's set-up
    "plain_permalinks": Kind(_plain_permalinks),
    "redirect": Kind(_redirect, {"scheme": "", "host": "", "status": 301}),
    #: the header is gone, the request goes on
    "stripped_authorization": Kind(_stripped_authorization),
    # PHP
    "php_fatal": _page(500, pages.critical_error()),
    "empty": Kind(_empty),
    # any other answer: an HTML page as text, JSON as anything else
    "replace": Kind(_replace, {"status": 200, "body": {}, "headers": {}}),
    #: the request is worked, the answer is spoiled
    "php_notice": Kind(_php_notice, {"text": _NOTICE, "content_type": ""}),
    "truncated": Kind(_truncated),
    #: the request is worked, the answer comes late or never
    "slow": Kind(_slow, {"seconds": 60.0}),
    "lost_504": Kind(_lost_504),
    "lost": Kind(_lost),
}
