# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A small client of a simulator in this process, for the simulator's own tests."""

from __future__ import annotations

import json as json_text
from typing import Any

import requests

from tests.simulator import Simulator
from tests.simulator.state.records import Site
from tests.unit.support.wsgi_adapter import WSGIAdapter

CRON = "cron: every event that is due on the dashboard runs now"
ADDRESS = "https://dash.test/wp-json"
ROOT = f"{ADDRESS}/mainwp/v2"


class Caller:
    """Sends requests to a simulator with its read-write key and gives back status and decoded body."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.adapter = WSGIAdapter(simulator)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.mount("https://", self.adapter)
        self.session.mount("http://", self.adapter)
        self.session.headers["Authorization"] = f"Bearer {simulator.keys['rw']}"

    def raw(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send a request to a path below the v2 namespace, or to a whole address; a bug of the simulator fails."""
        url = path if path.startswith("http") else ROOT + path
        response = self.session.request(method, url, **options)
        assert response.status_code != 599, response.text
        return response

    def __call__(self, method: str, path: str, json: Any = None, **options: Any) -> tuple[int, Any]:
        """Send a request and return its status and its body, decoded (the text where it is a page)."""
        response = self.raw(method, path, json=json, **options)
        try:
            return response.status_code, json_text.loads(response.text)
        except ValueError:
            return response.status_code, response.text

    def body(self, method: str, path: str, json: Any = None, **query: Any) -> Any:
        """Send a request with a query and return its body alone."""
        return self(method, path, json, params=query)[1]

    def ability(self, method: str, name: str, json: Any = None, **query: Any) -> tuple[int, Any]:
        """Run an ability with the application password and return status and answer."""
        pair = self.simulator.keys["application"]
        url = f"{ADDRESS}/wp-abilities/v1/abilities/mainwp/{name}/run"
        return self(method, url, json, params=query, auth=(pair["user"], pair["password"]))

    def connect(self, *numbers: int, **values: Any) -> None:
        """Add children as sites by their number, each with its administrator."""
        children = list(self.simulator.children)
        for number in numbers:
            child = children[number - 1]
            administrator = child.administrator
            body = {"url": child.url, "admin": administrator.login, "adminpassword": administrator.password, **values}
            answer = self.body("POST", "/sites/add", body)
            assert answer["success"] == 1, answer

    def site(self, site_id: int) -> Site:
        """Return a site's row, as the dashboard stores it."""
        row = self.simulator.dashboard.sites.get(site_id)
        assert row is not None
        return row

    def tick(self, seconds: float = 0.0) -> None:
        """Let time pass and run the dashboard's cron."""
        self.simulator.clock.advance(seconds)
        self.simulator.event(CRON)


def connected(state: str = "recordings", **arguments: Any) -> Caller:
    """Return a caller of a simulator whose children are all connected, in the order of their ids."""
    call = Caller(Simulator(state=state, **arguments))
    call.connect(*range(1, len(list(call.simulator.children)) + 1))
    return call
