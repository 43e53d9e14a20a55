# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How long an unchanged fleet of 1,000 sites, 200 tags and 300 clients takes, beside a bare script and single modules.

``make benchmarks``. It fails where a number that the collection promises is not held. All of them talk over a socket
to one served simulator, whose answers take as long as those of a real dashboard. The module and the script run in a
process of their own, started anew each time. What Python needs to start and to load them is told apart, since a task of
Ansible has that whatever it does. Both wait for the same answers, so what the module adds are its seconds of computing;
other work on the machine does not count.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.served import Served, served
from tests.simulator.seeds import demo
from tests.simulator.simulator import CACHED_READ

SITES, TAGS, CLIENTS = 1000, 200, 300
MOST_REQUESTS, MOST_TIMES = 15, 1.3
#: How many records a single module is measured on, for the record.
SINGLE = 5
RUNS = 7
#: Seconds that a real dashboard needs for the list of 1,000 sites (5,000 take 3.4), and for any other.
SITES_LIST, OTHER_LIST = 0.68, CACHED_READ["modern"]

MODULES = "ansible_collections.mainwp.dashboard.plugins.modules"
#: Runs a module as Ansible does, with arguments from a file, which its own wrapper would put into the process.
MODULE = f"""
import importlib, json, sys, time
from ansible.module_utils import basic
basic._ANSIBLE_ARGS = open(sys.argv[2], "rb").read()
basic._ANSIBLE_PROFILE = "legacy"
module = importlib.import_module("{MODULES}." + sys.argv[1])
start, begun = time.perf_counter(), time.process_time()
try:
    module.main()
finally:
    print(time.perf_counter() - start, time.process_time() - begun, file=sys.stderr)
"""
SCRIPT = """
import json, sys, time
import requests
start, begun = time.perf_counter(), time.process_time()
url, token, asked = json.load(open(sys.argv[1]))
session = requests.Session()
session.headers["Authorization"] = "Bearer " + token
for path, query in asked:
    rows = session.get(url + "/wp-json/" + path, params=query, timeout=60)
    rows.raise_for_status()
    rows.json()
print(time.perf_counter() - start, time.process_time() - begun, file=sys.stderr)
"""


@dataclass(frozen=True)
class Taken:
    """How long a process took, in seconds: its work, the computing in that, and all of it from its start."""

    work: float
    computing: float
    whole: float


def declared() -> dict[str, Any]:
    """Return the fleet as a task declares it."""
    return {
        "tags": [{"name": f"tag-{number}"} for number in range(TAGS)],
        "clients": [{"name": f"Client {number}", "email": f"c{number}@example.com"} for number in range(CLIENTS)],
        "sites": [
            {
                "url": url,
                "name": f"Site {number}",
                "admin_user": demo.LOGIN,
                "admin_password": demo.PASSWORD,
                "tags": [f"tag-{number % TAGS}", f"tag-{(number + 1) % TAGS}"],
                "client": f"Client {number % CLIENTS}",
            }
            for number, url in enumerate(demo.addresses(SITES))
        ],
    }


class Stopwatch:
    """Runs modules and scripts against a dashboard and takes their time."""

    def __init__(self, dashboard: Served, folder: Path) -> None:
        self._dashboard = dashboard
        self._file = folder / "arguments.json"

    def module(self, module: str, options: dict[str, Any]) -> tuple[Taken, dict[str, Any]]:
        """Return how long a module took, and its result."""
        arguments = {"dashboard_url": self._dashboard.url, "api_key": self._dashboard.api_key, **options}
        arguments |= {"_ansible_module_name": f"mainwp.dashboard.{module}", "_ansible_check_mode": False}
        taken, printed = self._run(MODULE, {"ANSIBLE_MODULE_ARGS": arguments}, module)
        result: dict[str, Any] = json.loads(printed)
        if result.get("failed"):
            raise RuntimeError(result["msg"])
        return taken, result

    def script(self, asked: list[tuple[str, dict[str, str]]]) -> Taken:
        """Return how long a bare script takes that makes these requests and decodes the answers."""
        return self._run(SCRIPT, [self._dashboard.url, self._dashboard.api_key, asked])[0]

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Return the requests since the last call, as path and query; raises RuntimeError if one of them writes."""
        rows = self._dashboard.asked()
        if any(row["method"] != "GET" for row in rows):
            raise RuntimeError("the fleet is not unchanged")
        return [(row["path"], row["query"]) for row in rows]

    def forget(self) -> None:
        """Forget the requests so far."""
        self._dashboard.control("requests", method="DELETE")

    def slow_down(self, path: str, seconds: float) -> None:
        """Let every answer to a path take longer."""
        self._dashboard.control("faults", {"kind": "slow", "path": path, "seconds": seconds})

    def _run(self, code: str, arguments: Any, *before: str) -> tuple[Taken, str]:
        self._file.write_text(json.dumps(arguments), encoding="utf-8")
        command = [sys.executable, "-c", code, *before, str(self._file)]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        whole = time.perf_counter() - start
        work, computing = map(float, done.stderr.split()[-2:])
        return Taken(work, computing, whole), done.stdout


def main() -> int:
    """Measure, print, and return the exit code."""
    task = declared()
    with TemporaryDirectory() as folder, served("--state", "demo", "--sites", str(SITES)) as dashboard:
        watch = Stopwatch(dashboard, Path(folder))
        taken, _made = watch.module("mainwp_fleet", task)
        print(f"{SITES} sites, {TAGS} tags, {CLIENTS} clients; making them took {taken.whole:.1f} s")
        watch.forget()
        changed = watch.module("mainwp_fleet", task)[1]["changed"]
        asked = watch.asked()
        watch.slow_down("sites/basic", SITES_LIST)
        watch.slow_down("(tags|clients)$", OTHER_LIST)
        modules = [watch.module("mainwp_fleet", task)[0] for _run in range(RUNS)]
        scripts = [watch.script(asked) for _run in range(RUNS)]
        script = min(one.work for one in scripts)
        added = min(one.computing for one in modules) - min(one.computing for one in scripts)
        times = (script + added) / script
        print(f"unchanged: {len(asked)} requests, a bare script {script:.2f} s, the module {added:.2f} s more")
        print(f"{times:.2f} times the bare script")
        whole, bare = min(one.whole for one in modules), min(one.whole for one in scripts)
        print(f"as the clock shows it, with the start of both processes: {whole:.2f} s and {bare:.2f} s")
        singles = [watch.module("mainwp_site", site)[0].whole for site in task["sites"][:SINGLE]]
        each = sum(singles) / SINGLE
        print(f"by single modules: {each:.2f} s a site, {each * SITES:.0f} s for all of them")
    return int(changed or len(asked) > MOST_REQUESTS or times > MOST_TIMES)


if __name__ == "__main__":
    sys.exit(main())
