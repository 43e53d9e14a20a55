# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Asking a simulator in this process, the short way."""

from __future__ import annotations

import base64
import json
from typing import Any

from werkzeug.test import Client

from tests.simulator import Simulator
from tests.simulator.state.records import Site

CRON = "cron: every event that is due on the dashboard runs now"


class Asking:
    """A simulator and a client that talks to it with the read and write key."""

    def __init__(self, **arguments: Any) -> None:
        self.simulator = Simulator(**arguments)
        self._client = Client(self.simulator.wsgi, use_cookies=False)

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Send a v2 request and return the decoded answer (the text where it is a page).

        A bug of the simulator fails.
        """
        return self.full(method, path, body, **query)[1]

    def full(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """Send a v2 request and return status and answer."""
        return self._send(method, f"mainwp/v2{path}", f"Bearer {self.simulator.keys['rw']}", body, query)

    def ability(self, method: str, name: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """Run an ability with the application password and return status and answer."""
        pair = self.simulator.keys["application"]
        token = base64.b64encode(f"{pair['user']}:{pair['password']}".encode()).decode()
        path = f"wp-abilities/v1/abilities/mainwp/{name}/run"
        return self._send(method, path, f"Basic {token}", body, query)

    def site(self, site_id: int) -> Site:
        """Return a site's row, as the dashboard stores it."""
        row = self.simulator.dashboard.sites.get(site_id)
        assert row is not None
        return row

    def tick(self, seconds: float = 0.0) -> None:
        """Let time pass and run the dashboard's cron."""
        self.simulator.clock.advance(seconds)
        self.simulator.event(CRON)

    def _send(self, method: str, path: str, authorization: str, body: Any, query: dict[str, Any]) -> tuple[int, Any]:
        response = self._client.open(
            f"/wp-json/{path}",
            base_url="https://dash.test/",
            method=method,
            headers={"Authorization": authorization},
            query_string=query or None,
            json=body,
        )
        assert response.status_code != 599, response.get_data(as_text=True)
        text = response.get_data(as_text=True)
        try:
            return response.status_code, json.loads(text)
        except ValueError:
            return response.status_code, text


def connected(state: str = "recordings", **arguments: Any) -> Asking:
    """Return a simulator whose children are all connected, in the order of their ids."""
    asking = Asking(state=state, **arguments)
    for child in asking.simulator.children:
        administrator = child.administrator
        body = {"url": child.url, "admin": administrator.login, "adminpassword": administrator.password}
        answer = asking("POST", "/sites/add", body)
        assert answer["success"] == 1, answer
    return asking
