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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

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
