# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The simulator on a socket, and what can be asked of it there."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[dict[str, str], requests.Session, subprocess.Popen[str]]]:
    """Serve on a free port; give the facts of the ready line, a session with the key, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.simulator", "--port", "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        words = process.stdout.readline().split()
        assert words[0] == "ready"
        facts = dict(word.split("=", 1) for word in words[1:])
        session = requests.Session()
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {facts['api_key']}"
        session.verify = facts.get("ca_path", True)
        yield facts, session, process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serving_and_stopping(number: signal.Signals) -> None:
    with serving("--state", "demo", "--sites", "3") as (facts, session, process):
        url = facts["url"]
        first = session.post(f"{url}/wp-json/mainwp/v2/tags/add", json={"name": "x"}, timeout=10)
        assert first.json()["success"] == 1
        assert first.headers.get("Connection", "keep-alive").lower() == "keep-alive"
        assert session.get(f"{url}/", timeout=10).headers["Content-Type"].startswith("text/html")
        keys = session.get(facts["all_keys"], timeout=10).json()
        assert keys["rw"] == facts["api_key"]
        process.send_signal(number)
        assert process.wait(timeout=10) == 0


def test_tls_with_an_authority_of_its_own() -> None:
    with serving("--tls", "--state", "empty") as (facts, session, _process):
        assert facts["url"].startswith("https://")
        assert session.get(f"{facts['url']}/wp-json/mainwp/v2/sites/count", timeout=10).json() == {"count": 0}
        with pytest.raises(requests.exceptions.SSLError):
            session.get(f"{facts['url']}/wp-json/", verify=True, timeout=10)


def test_controlling_a_served_simulator() -> None:
    with serving("--state", "recordings", "--generation", "legacy") as (facts, session, _process):
        url, control = f"{facts['url']}/wp-json/mainwp/v2", f"{facts['url']}/__simulator__"

        def post(name: str, body: object) -> requests.Response:
            return session.post(f"{control}/{name}", json=body, timeout=10)

        assert post("faults", {"kind": "lost", "path": "tags/add", "times": 1}).status_code == 200
        with pytest.raises(requests.ConnectionError):
            session.post(f"{url}/tags/add", json={"name": "x"}, timeout=10)
        assert session.get(f"{url}/tags", timeout=10).json()["total"] == 1
        assert post("faults", {"kind": "nonsense"}).status_code == 400
        assert session.delete(f"{control}/faults", timeout=10).json() == {"faults": []}

        assert post("event", {"event": "child: c3.test answers 404 to everything from here on"}).status_code == 200
        body = {"url": "https://c3.test/", "admin": "admin", "adminpassword": "adminpass"}
        assert session.post(f"{url}/sites/add", json=body, timeout=10).json()["success"] == 0
        assert post("event", {"event": "child: c3.test is back"}).status_code == 200
        assert session.post(f"{url}/sites/add", json=body, timeout=10).json()["success"] == 1
        assert post("event", {"event": "nonsense"}).status_code == 400

        slug = "demo-forms/demo-forms.php"
        broken = {"host": "c3.test", "slug": slug, "kind": "fails"}
        assert post("child-faults", broken).json()["faults"][slug]["kind"] == "fails"

        children = session.get(f"{control}/children", timeout=10).json()
        assert children["https://c3.test/"]["plugins"][slug] == "2.4.0"
        assert session.put(f"{url}/updates/1/update/plugins", json={"slug": [slug]}, timeout=10).status_code == 200
        children = session.get(f"{control}/children", timeout=10).json()
        assert (children["https://c3.test/"]["tried"], children["https://c3.test/"]["installs"]) == ({slug: 1}, {})

        now = session.get(f"{control}/clock", timeout=10).json()["now"]
        assert post("clock", {"advance": 3600}).json()["now"] >= now + 3600
        assert post("jobs", {"threshold": 23}).json() == {"threshold": 23}
        assert post("jobs", {"threshold": "many"}).status_code == 400

        listed = session.get(f"{control}/requests", timeout=10).json()
        assert [item["path"] for item in listed["requests"]][:2] == ["mainwp/v2/tags/add", "mainwp/v2/tags"]
        assert listed["count"] == 5
        assert session.delete(f"{control}/requests", timeout=10).json() == {"count": 0}
        assert session.get(f"{control}/bugs", timeout=10).json() == {"bugs": []}
