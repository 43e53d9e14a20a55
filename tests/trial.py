# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A simulated dashboard for the integration targets, described by the same file as a real one.

``python -m tests.trial begin FILE GENERATION`` leaves a simulator running and writes FILE, whose content
``tests/integration/README.md`` explains; ``python -m tests.trial revive FILE HOST`` activates MainWP Child on a child
again; ``python -m tests.served end FILE`` ends the simulator.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import served
from tests.simulator.seeds import demo, trial
from tests.simulator.seeds.keys import application, made_up


def begin(file: Path, generation: str) -> None:
    """Leave a simulator of this generation running, and add to the file of ``served.begin`` what the targets need."""
    served.begin(file, "--state", "trial", "--generation", generation)
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    keys = made_up()
    facts |= {
        "dashboard_url": facts.pop("url"),
        "read_only_api_key": keys["ro"],
        **keys["v1"],
        "application_user": application()["user"],
        "application_password": application()["password"],
        "generation": generation,
        "children": [_child(file, url, *versions) for url, versions in trial.CHILDREN.items()],
    }
    file.write_text(json.dumps(facts), encoding="utf-8")


def _child(file: Path, url: str, version: str, offered: str) -> dict[str, Any]:
    """Return how the file describes a child."""
    return {
        "url": url,
        "admin_user": demo.LOGIN,
        "admin_password": demo.PASSWORD,
        "wordpress_version": version,
        "core_offer": offered,
        "revive": [sys.executable, "-m", "tests.trial", "revive", str(file), str(urlsplit(url).hostname)],
    }


def revive(file: Path, host: str) -> None:
    """Activate MainWP Child on a child, as its owner does after the dashboard that removed the site switched it off."""
    dashboard = json.loads(file.read_text(encoding="utf-8"))["dashboard_url"]
    event = {"event": f"child: {host} reactivates MainWP Child"}
    headers = {"Content-Type": "application/json"}
    url = f"{dashboard}/__simulator__/event"
    urllib.request.urlopen(urllib.request.Request(url, json.dumps(event).encode(), headers), timeout=10).close()


if __name__ == "__main__":
    verb, path, rest = sys.argv[1:]
    {"begin": begin, "revive": revive}[verb](Path(path).resolve(), rest)
