# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Runs a module in this process against a simulator: from its arguments to the printed result, without sockets.

bench = Bench(state="recordings")
result = bench.run("mainwp_tag", name="production")          # a dictionary, as ansible would print it
assert bench.asked == ["GET tags", "POST tags/add", "GET tags"]
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import requests
from ansible.module_utils import basic

from ansible_collections.mainwp.dashboard.plugins.module_utils import _module, _session
from ansible_collections.mainwp.dashboard.plugins.module_utils._dashboard_info import NO_ROUTE
from tests.simulator import Simulator
from tests.simulator.clock import Clock as SimulatedClock
from tests.simulator.seeds.connected import connect

from .wsgi_adapter import WSGIAdapter

MODULES = "ansible_collections.mainwp.dashboard.plugins.modules"
ADDRESS = "https://dash.test"


class BenchClock:
    """The collection's clock on the simulator's: waiting moves it, so that nothing sleeps."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock

    def monotonic(self) -> float:
        """Seconds, on the simulator's clock."""
        return self._clock.now()

    def now(self) -> datetime:
        """The simulator's present moment."""
        return self._clock.datetime()

    def sleep(self, seconds: float) -> None:
        """Move the simulator's clock."""
        self._clock.wait(seconds)


class Bench:
    """A simulator, the adapter in front of it, and modules that run against both.

    ``arguments`` are given to :class:`tests.simulator.Simulator`. ``connection`` holds the connection options of every
    run; change it to run with other credentials.
    """

    def __init__(self, **arguments: Any) -> None:
        self.simulator = Simulator(**arguments)
        self.adapter = WSGIAdapter(self.simulator)
        self.connection: dict[str, Any] = {"dashboard_url": ADDRESS, "api_key": self.simulator.keys["rw"]}
        #: What the last run printed, to the letter.
        self.printed = ""

    @property
    def asked(self) -> list[str]:
        """The requests that reached the simulator since the last run began, as "METHOD path" below mainwp/v2."""
        return [f"{one.method} {one.path.removeprefix('mainwp/v2/')}" for one in self.simulator.requests]

    @property
    def written(self) -> list[Any]:
        """Those of them that write, as (method, path, body)."""
        return [
            (one.method, one.path.removeprefix("mainwp/v2/"), one.body)
            for one in self.simulator.requests
            if one.method not in ("GET", "HEAD", "OPTIONS")
        ]

    def check(self, module: str, **options: Any) -> dict[str, Any]:
        """Run a module in check mode and make sure that it wrote nothing.

        What a key may do is found out with every method at an address that does not exist; that writes nothing.
        """
        result = self._run(module, options, check=True)
        written = [one for one in self.written if one[1] != NO_ROUTE]
        assert written == [], f"{module} wrote in check mode: {written}"
        return result

    def run(self, module: str, **options: Any) -> dict[str, Any]:
        """Run a module and return its result (``failed`` is in it when it failed). Forgets earlier requests first."""
        return self._run(module, options, check=False)

    def _run(self, module: str, options: dict[str, Any], *, check: bool) -> dict[str, Any]:
        self.simulator.requests.clear()
        arguments = {**self.connection, **options, "_ansible_check_mode": check, "_ansible_diff": True}
        with self.surroundings(), _arguments(f"mainwp.dashboard.{module}", arguments):
            output = io.StringIO()
            with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
                importlib.import_module(f"{MODULES}.{module}").main()
        self.printed = output.getvalue()
        assert self.simulator.bugs == [], self.simulator.bugs
        result: dict[str, Any] = json.loads(self.printed)
        return result

    @contextlib.contextmanager
    def surroundings(self) -> Iterator[None]:
        """Let the collection reach the simulator while the block lasts, without sockets and without sleeping."""

        def open_session(connection: Any) -> requests.Session:
            session: requests.Session = _session.open_session(connection)
            session.mount("https://", self.adapter)
            session.mount("http://", self.adapter)
            return session

        before = (_module.SURROUNDINGS.open_session, _module.SURROUNDINGS.clock)
        _module.SURROUNDINGS.open_session = open_session
        _module.SURROUNDINGS.clock = BenchClock(self.simulator.clock)  # type: ignore[assignment]
        try:
            yield
        finally:
            _module.SURROUNDINGS.open_session, _module.SURROUNDINGS.clock = before


def connected(generation: str, sites: int) -> Bench:
    """A demo of so many sites, connected and synced just now, with the titles "Site 1", "Site 2", ..."""
    bench = Bench(generation=generation, state="demo", sites=sites)
    for number, child in enumerate(bench.simulator.children, start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


@contextlib.contextmanager
def _arguments(name: str, arguments: dict[str, Any]) -> Iterator[None]:
    """Give AnsibleModule its arguments, as the controller would."""
    arguments = {"_ansible_module_name": name, "_ansible_no_log": False, **arguments}
    with contextlib.ExitStack() as stack:
        stack.enter_context(_patched(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()))
        # From ansible-core 2.19 on, the arguments come with the profile that wrote them.
        stack.enter_context(_patched(basic, "_ANSIBLE_PROFILE", "legacy"))
        # It takes itself for the controller once a test has loaded a part of that, and then shows warnings elsewhere.
        with contextlib.suppress(ImportError):
            stack.enter_context(
                _patched(importlib.import_module("ansible.module_utils._internal"), "is_controller", False)
            )
        _forget_warnings()
        yield


def _forget_warnings() -> None:
    """Ansible collects warnings in the process; a module run has a process of its own."""
    from ansible.module_utils.common import warnings

    for name in ("_global_warnings", "_global_deprecations"):
        store = getattr(warnings, name, None)
        if store is not None:
            store.clear()


@contextlib.contextmanager
def _patched(owner: Any, name: str, value: Any) -> Iterator[None]:
    missing = object()
    before = getattr(owner, name, missing)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if before is missing:
            delattr(owner, name)
        else:
            setattr(owner, name, before)
