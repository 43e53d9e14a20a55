# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The simulator as a process of its own, for whatever talks to it over a socket.

Tests use ``served``. Plays, which cannot hold a block open, run ``python -m tests.served begin FILE ARGUMENTS...``,
which leaves the simulator running and writes ``url``, ``api_key`` and ``pid`` to FILE as JSON, and later
``python -m tests.served end FILE``.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.simulator.seeds.demo import LOGIN, PASSWORD
from tests.simulator.seeds.keys import made_up

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0


@dataclass(frozen=True)
class Served:
    """A simulator that answers on the loopback address, with the keys of the states demo and empty."""

    url: str
    api_key: str
    process: subprocess.Popen[str]

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment variables that connect the collection with it."""
        return {"MAINWP_DASHBOARD_URL": self.url, "MAINWP_API_KEY": self.api_key}

    def ask(self, method: str, path: str, body: Any = None, *, api_key: str = "") -> Any:
        """Send a request of the REST API, past the collection, and return the answer.

        Args:
            path: below ``/wp-json/mainwp/v2/``.
            api_key: another key than the dashboard's.

        Raises:
            urllib.error.HTTPError: it was refused.
        """
        return self._send(
            method, f"wp-json/mainwp/v2/{path}", body, {"Authorization": f"Bearer {api_key or self.api_key}"}
        )

    def control(self, name: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
        """Ask the simulator itself, or tell it something, as tests/simulator/control.py describes."""
        return self._send(method or ("GET" if body is None else "POST"), f"__simulator__/{name}", body, {})

    def asked(self) -> list[dict[str, Any]]:
        """Return the requests since the last call."""
        found: list[dict[str, Any]] = self.control("requests")["requests"]
        self.control("requests", method="DELETE")
        return found

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **headers}
        request = urllib.request.Request(f"{self.url}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)


@contextmanager
def served(*arguments: str) -> Iterator[Served]:
    """Serve the simulator with these arguments of its command line until the block ends."""
    with TemporaryFile("w+") as log:
        dashboard = _start(arguments, log)
        try:
            yield dashboard
        finally:
            dashboard.process.kill()
            dashboard.process.wait()


def connect(dashboard: Served, addresses: Sequence[str]) -> None:
    """Have a dashboard connect children of the state demo, past the collection; those requests are forgotten.

    Raises:
        RuntimeError: it did not.
    """
    for url in addresses:
        answer = dashboard.ask("POST", "sites/add", {"url": url, "admin": LOGIN, "adminpassword": PASSWORD})
        if answer["success"] != 1:
            raise RuntimeError(f"{url} was not connected: {answer}")
    dashboard.control("requests", method="DELETE")


def _start(arguments: tuple[str, ...], log: IO[str]) -> Served:
    """Start the simulator on a free port and wait until it listens.

    Raises RuntimeError with what it printed when it does not within ``PATIENCE`` seconds.
    """
    port = _free_port()
    command = [sys.executable, "-m", "tests.simulator", "--port", str(port), *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, text=True
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return Served(f"http://127.0.0.1:{port}", made_up()["rw"], process)
    process.kill()
    process.wait()
    log.seek(0)
    raise RuntimeError(f"the simulator did not start:\n{log.read()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def begin(file: Path, *arguments: str) -> None:
    """Leave a simulator running and write how to reach and how to end it; its output goes to a log beside the file."""
    with file.with_suffix(".log").open("w+", encoding="utf-8") as log:
        dashboard = _start(arguments, log)
    facts = {"url": dashboard.url, "api_key": dashboard.api_key, "pid": dashboard.process.pid}
    file.write_text(json.dumps(facts), encoding="utf-8")


def end(file: Path) -> None:
    """End the simulator that ``begin`` left running, and remove its file."""
    os.kill(json.loads(file.read_text(encoding="utf-8"))["pid"], signal.SIGKILL)
    file.unlink()


if __name__ == "__main__":
    verb, path, *rest = sys.argv[1:]
    {"begin": begin, "end": end}[verb](Path(path), *rest)
