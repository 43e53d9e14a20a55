# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Sending prepared requests to a real dashboard."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests

from tests.contract.exchange import Answer, Outgoing

from .refusal import Refusal

#: Seconds to connect, and to wait for more of an answer: updates of many packages take minutes.
PATIENCE = (30, 900)


class RealDashboard:
    """A dashboard at an address; ``plain`` is its address for the requests that are sent without TLS."""

    def __init__(
        self, address: str, plain: str = "", ca_path: str = "", session: requests.Session | None = None
    ) -> None:
        host = urlsplit(address).netloc
        self._addresses = {"https": address.rstrip("/"), "http": plain.rstrip("/") or f"http://{host}"}
        self._session = session or requests.Session()
        # Neither .netrc nor cookies: a request holds the credentials that its record names, and no others.
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.verify = ca_path or True

    def send(self, request: Outgoing) -> Answer:
        """Send a request, each on a connection of its own, and return the answer. Raises Refusal without one."""
        url = self._addresses[request.scheme] + request.path + (f"?{request.query}" if request.query else "")
        headers = {"Connection": "close", **request.headers}
        try:
            response = self._session.request(
                request.method,
                url,
                headers=headers,
                data=request.body or None,
                allow_redirects=False,
                timeout=PATIENCE,
            )
        except requests.RequestException as error:
            raise Refusal(f"No answer to {request.method} {request.path}: {error}") from error
        response.encoding = "utf-8"
        return Answer(response.status_code, response.text, response.headers)
