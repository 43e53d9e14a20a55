# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A small client of the simulator for its own tests."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.simulator import Simulator
from tests.unit.support.wsgi_adapter import WSGIAdapter

ROOT = "https://dash.test/wp-json/mainwp/v2"


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
        """Send a request to a path below the v2 namespace, or to a whole address."""
        url = path if path.startswith("http") else ROOT + path
        return self.session.request(method, url, **options)

    def __call__(self, method: str, path: str, json: Any = None, **options: Any) -> tuple[int, Any]:
        """Send a request and return its status and its body, decoded."""
        response = self.raw(method, path, json=json, **options)
        return response.status_code, response.json()

    def connect(self, *numbers: int, **values: Any) -> None:
        """Add sites of the demo by their number."""
        children = list(self.simulator.children)
        for number in numbers:
            body = {"url": children[number - 1].url, "admin": "admin", "adminpassword": "demo-password", **values}
            assert self("POST", "/sites/add", body)[1]["success"] == 1


def caller(generation: str, state: str = "demo", sites: int | None = None) -> Caller:
    """Return a caller of a new simulator."""
    return Caller(Simulator(generation, state, sites if state == "demo" else None))


@pytest.fixture(params=["modern", "legacy"])
def call(request: pytest.FixtureRequest) -> Caller:
    """Return a caller of a demo of six sites, none connected, in each generation."""
    return caller(request.param, sites=6)


@pytest.fixture
def modern() -> Caller:
    """Return a caller of a modern demo of six sites."""
    return caller("modern", sites=6)


@pytest.fixture
def legacy() -> Caller:
    """Return a caller of a legacy demo of six sites."""
    return caller("legacy", sites=6)
