# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``python -m tests.simulator``: serve the simulator in the foreground, until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
from pathlib import Path

from . import certificates
from .clock import Clock
from .seeds import STATES
from .server import Server
from .simulator import GENERATIONS, LATENCIES, Simulator


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tests.simulator", description="Serve a stand-in for MainWP Dashboard."
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    made.add_argument("--port", type=int, default=8080, help="port, 0 for a free one (default: %(default)s)")
    made.add_argument("--generation", choices=GENERATIONS, default="modern", help="default: %(default)s")
    made.add_argument("--state", choices=STATES, default="demo", help="starting state (default: %(default)s)")
    made.add_argument("--sites", type=int, help="children of the state demo (default: 25)")
    made.add_argument("--latency", choices=LATENCIES, default="none", help="default: %(default)s")
    made.add_argument("--tls", action="store_true", help="serve https with a certificate made for this run")
    return made


def main() -> int:
    """Serve until a signal comes, and return the exit code."""
    options = parser().parse_args()
    sites = options.sites if options.state == "demo" else None
    simulator = Simulator(options.generation, options.state, sites, options.latency, Clock(manual=False))
    # WordPress runs due events when somebody visits; only the recordings were made with cron under control.
    simulator.cron.automatic = options.state != "recordings"
    with tempfile.TemporaryDirectory(prefix="simulator-") as folder:
        made = certificates.make(Path(folder), options.host) if options.tls else None
        server = Server(simulator, options.host, options.port, made)
        for number in (signal.SIGTERM, signal.SIGINT):
            # Stopping joins the server's threads; a signal handler must not wait for them itself.
            signal.signal(number, lambda *_: threading.Thread(target=server.stop).start())
        facts = {"url": server.url, "api_key": simulator.keys["rw"], "all_keys": f"{server.url}/__simulator__/keys"}
        if made:
            facts["ca_path"] = str(made.authority)
        print("ready", *(f"{name}={value}" for name, value in facts.items()), flush=True)
        server.run()
    for bug in simulator.bugs:
        print(bug, file=sys.stderr)
    return 1 if simulator.bugs else 0


if __name__ == "__main__":
    sys.exit(main())
