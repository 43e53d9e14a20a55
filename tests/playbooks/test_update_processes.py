# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Updates of 40 sites by real processes: killed with SIGKILL, controller and module, and run again; and two at once.

After every single request both are tried within a process, in tests/unit/modules/test_update_killed.py and
test_update_faults.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served, connect, served
from tests.simulator.seeds import demo

SITES = 40
PATIENCE = 60.0
OPTIONS = {"sites": ["all"], "fail_on": "none", "max_concurrency": 8}


@pytest.fixture
def dashboard() -> Iterator[Served]:
    """A dashboard with 40 sites, connected."""
    with served("--state", "demo", "--sites", str(SITES)) as dashboard:
        connect(dashboard, demo.addresses(SITES))
        yield dashboard


def begin(dashboard: Served) -> subprocess.Popen[str]:
    """Begin the update."""
    command = [str(Path(sys.executable).with_name("ansible")), "localhost", "--module-name"]
    command += ["mainwp.dashboard.mainwp_update", "--args", json.dumps(OPTIONS)]
    environment = {**os.environ, **dashboard.environment, "ANSIBLE_LOCALHOST_WARNING": "false"}
    environment |= {"ANSIBLE_INVENTORY_UNPARSED_WARNING": "false", "ANSIBLE_NOCOLOR": "true"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)


def end(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for the end of an update and return its result."""
    printed, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, printed + errors
    result: dict[str, Any] = json.loads(printed.partition("=>")[2])
    return result


def kill(process: subprocess.Popen[str]) -> None:
    """Kill an update, controller and module; Ansible's workers have sessions of their own, so no group has all."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
    family = {process.pid}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    assert len(family) > 2, "the module has no process"
    # From the top, so that nobody begins another one.
    for pid in sorted(family):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def versions(dashboard: Served) -> dict[tuple[str, str], str]:
    """The versions of everything that has some, by address and slug."""
    return {
        (url, slug): version
        for url, child in dashboard.control("children").items()
        for slug, version in {**child["plugins"], **child["themes"], "wordpress": child["wordpress"]}.items()
    }


@pytest.mark.parametrize("requests", [2, 70, 150])
def test_killed_and_run_again(dashboard: Served, requests: int) -> None:
    """The dashboard works so many requests; the answers to those after them never come, since the client is dead."""
    start = versions(dashboard)
    dashboard.control("faults", {"kind": "slow", "skip": requests, "seconds": 20})
    process = begin(dashboard)
    deadline = time.monotonic() + PATIENCE
    while dashboard.control("requests")["count"] <= requests:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    kill(process)
    time.sleep(0.5)  # what is on its way arrives
    reached = dashboard.control("requests")["count"]
    dashboard.control("faults", method="DELETE")

    between = versions(dashboard)
    time.sleep(1)
    assert dashboard.control("requests")["count"] == reached, "something of the killed run is alive"
    result = end(begin(dashboard))
    after = versions(dashboard)
    said = {
        (entry["site"]["url"], entry["slug"]): entry["verdict"]
        for entry in result["updates"]
        if entry["type"] != "translation"
    }
    for item in start:
        if after[item] != between[item]:
            assert said[item] == "updated", item
        elif item[1] == demo.FAILING and item in said and said[item] == "failed":
            assert after[item] == start[item], item
        else:
            assert said.get(item, "skipped") == "skipped", item
    installs = [count for child in dashboard.control("children").values() for count in child["installs"].values()]
    # Four plugins, a theme, two translations on each site, but for the plugin that fails on two; WordPress on eight.
    assert len(installs) == 7 * SITES - 2 + SITES // 5
    assert set(installs) == {1}, "nothing is installed twice"

    last = end(begin(dashboard))
    assert last["changed"] is False
    assert last["summary"] == {"updated": 0, "failed": 2, "skipped": 1, "unknown": 0}


def test_two_at_once(dashboard: Served) -> None:
    """Two runs that begin together share the work: each item is updated by one of them, none is claimed twice."""
    start = versions(dashboard)
    both = [end(process) for process in [begin(dashboard), begin(dashboard)]]
    after = versions(dashboard)
    words = [
        {
            (entry["site"]["url"], entry["slug"]): entry["verdict"]
            for entry in result["updates"]
            if entry["installed_version"]
        }
        for result in both
    ]
    for item in start:
        said = sorted(one.get(item, "skipped") for one in words)
        if item[1] == demo.FAILING and after[item] == start[item]:
            assert set(said) <= {"failed", "skipped"}, item
        else:
            assert said == ["skipped", "skipped" if after[item] == start[item] else "updated"], (item, said)
    assert all(result["summary"]["unknown"] == 0 for result in both)
    installs = [one for child in dashboard.control("children").values() for one in child["installs"].values()]
    assert set(installs) == {1}
