# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Campaigns of updates through ansible-playbook: an inventory over served simulators, and the role update on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests import plays
from tests.served import Served, connect, served
from tests.simulator.seeds.demo import addresses

MODULE_DEFAULTS = {
    "group/mainwp.dashboard.all": {
        "dashboard_url": "{{ mainwp_dashboard_url | default(omit) }}",
        "api_key": "{{ mainwp_api_key | default(omit) }}",
        "application_user": "{{ mainwp_application_user | default(omit) }}",
        "application_password": "{{ mainwp_application_password | default(omit) }}",
    }
}


@dataclass(frozen=True)
class Campaign:
    """Dashboards with connected sites, and the folder with the inventory and the plays."""

    dashboards: Sequence[Served]
    folder: Path

    def file(self, name: str, tasks: Sequence[dict[str, Any]]) -> str:
        """Write a file of tasks and return its path."""
        path = self.folder / name
        path.write_text(yaml.safe_dump(list(tasks), sort_keys=False), encoding="utf-8")
        return str(path)

    @property
    def reports(self) -> Path:
        """Where the reports go."""
        return self.folder / "reports"

    def play(self, *options: str, **keywords: Any) -> plays.Outcome:
        """Run a play of the role with these variables (``update_...``) and keywords of the play (the others).

        Reports are JSON unless others are asked for.
        """
        variables = {name: value for name, value in keywords.items() if name.startswith("update_")}
        play = {
            "name": "Update",
            "hosts": "mainwp",
            "gather_facts": False,
            "module_defaults": MODULE_DEFAULTS,
            **{name: value for name, value in keywords.items() if name not in variables},
            "connection": "local",
            "vars": {
                "ansible_python_interpreter": "{{ ansible_playbook_python }}",
                "update_report": str(self.reports),
                "update_report_formats": ["json"],
                **variables,
            },
            "tasks": [{"name": "Update", "ansible.builtin.import_role": {"name": "mainwp.dashboard.update"}}],
        }
        path = self.folder / "update.yml"
        path.write_text(yaml.safe_dump([play], sort_keys=False), encoding="utf-8")
        return plays.run([path], self.dashboards[0], "-i", str(self.folder / "inventory"), *options)

    def report(self) -> dict[str, Any]:
        """The newest report."""
        found: dict[str, Any] = json.loads(sorted(self.reports.glob("*.json"))[-1].read_text(encoding="utf-8"))
        return found

    def statuses(self) -> dict[str, str]:
        """The status of each host in the newest report."""
        return {one["host"]: one["status"] for one in self.report()["sites"]}

    def updates_sent(self, number: int = 0) -> list[str]:
        """The paths of the requests that updated something on a dashboard, and forget all requests."""
        asked = self.dashboards[number].asked()
        return [one["path"] for one in asked if re.search(r"/updates?/", one["path"]) and one["method"] != "GET"]


@contextmanager
def campaign(folder: Path, *sites: int, generation: str = "modern") -> Iterator[Campaign]:
    """Dashboards with so many connected sites each, with monitors, as an inventory of this collection's plugin."""
    with ExitStack() as stack:
        dashboards = []
        inventory = folder / "inventory"
        inventory.mkdir()
        for number, count in enumerate(sites):
            arguments = ("--generation", generation, "--state", "demo", "--sites", str(count))
            dashboard = stack.enter_context(served(*arguments))
            dashboards.append(dashboard)
            # MainWP makes monitors for sites that are added while this is on.
            dashboard.ask("PUT", "settings/monitoring/edit", {"mainwp_uptime_monitoring_active": 1})
            connect(dashboard, addresses(count))
            source = {
                "plugin": "mainwp.dashboard.mainwp",
                "dashboard_url": dashboard.url,
                "api_key": dashboard.api_key,
                "include": [],
                "host_prefix": f"d{number}." if number else "",
                "compose": {"mainwp_api_key": json.dumps(dashboard.api_key)},
            }
            (inventory / f"d{number}.mainwp.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
        yield Campaign(dashboards, folder)
