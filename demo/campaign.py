# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``python -m demo.campaign``: a campaign of updates in three waves that a bad plugin stops in the first.

Serves the simulator with 40 children, one plugin of which cannot be updated anywhere, connects them, and runs the
playbook ``mainwp.dashboard.update`` on the inventory plugin's hosts. Shows what stopped it and where the report is, and
ends with 1 when anything is not as promised.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests import plays
from tests.served import Served, served
from tests.simulator.seeds.demo import LOGIN, PASSWORD, addresses
from tests.simulator.simulator import GENERATIONS, LATENCIES

SITES = 40
#: The waves: a few canaries, a quarter, the rest.
WAVES = (4, "25%", "100%")
BAD, REASON = "seo-notes/seo-notes.php", "The package could not be installed. No valid plugins were found."


def main() -> int:
    """Run the campaign and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m demo.campaign", description="Update 40 sites in three waves.")
    parser.add_argument("--generation", choices=GENERATIONS, default="modern", help="default: %(default)s")
    parser.add_argument(
        "--latency", choices=LATENCIES, default="recorded", help="recorded: requests take as long as real ones did"
    )
    parser.add_argument("--reports", type=Path, help="folder for the report (default: a new one for temporary files)")
    options = parser.parse_args()
    reports = options.reports or Path(tempfile.mkdtemp(prefix="campaign-"))
    arguments = ("--generation", options.generation, "--latency", options.latency, "--sites", str(SITES))
    print(f"A simulated dashboard with {SITES} children starts on the loopback address.\n")
    with served(*arguments) as dashboard, tempfile.TemporaryDirectory(prefix="demo-") as folder:
        broken = demonstrate(dashboard, Path(folder), reports.resolve())
    for sentence in broken:
        print(f"Not as promised: {sentence}.")
    return 1 if broken else 0


def demonstrate(dashboard: Served, folder: Path, reports: Path) -> list[str]:
    """Prepare the fleet, run the campaign, and return what was not as promised."""
    prepared = plays.run([_connecting(folder)], dashboard)
    if prepared.code:
        return [f"the sites were not connected:\n{prepared.output}"]
    for url in addresses(SITES):
        dashboard.control("child-faults", {"host": url.split("/")[2], "slug": BAD, "kind": "fails", "text": REASON})
    inventory = folder / "fleet.mainwp.yml"
    inventory.write_text("plugin: mainwp.dashboard.mainwp\ninclude: []\n", encoding="utf-8")
    variables = {
        "update_waves": WAVES,
        "update_max_fail_percentage": 10,
        "update_quarantine_after": 2,
        "update_report": str(reports),
        "update_report_title": "Updates of the fleet",
    }
    print("$ ansible-playbook mainwp.dashboard.update -i fleet.mainwp.yml -e update_report=reports ...", flush=True)
    done = plays.run(
        [Path("mainwp.dashboard.update")],
        dashboard,
        "--inventory",
        str(inventory),
        "--extra-vars",
        json.dumps(variables),
        echo=True,
    )
    written = sorted(reports.glob("*.json"))
    if not written:
        return [f"there is no report, and the playbook ended with {done.code}"]
    report = json.loads(written[-1].read_text(encoding="utf-8"))
    print(f"\n{told(report)}\nThe report for people: {written[-1].with_suffix('.html')}")
    return judge(report, done.code)


def _connecting(folder: Path) -> Path:
    """A playbook that connects all children."""
    sites = [{"url": url, "admin_user": LOGIN, "admin_password": PASSWORD} for url in addresses(SITES)]
    task = {"name": "Connect the sites", "mainwp.dashboard.mainwp_fleet": {"sites": sites, "max_concurrency": 8}}
    play = {"name": "Prepare", "hosts": "localhost", "gather_facts": False, "tasks": [task]}
    path = folder / "connect.yml"
    path.write_text(yaml.safe_dump([play]), encoding="utf-8")
    return path


def told(report: dict[str, Any]) -> str:
    """Why the campaign stopped, in a few sentences."""
    sites = report["summary"]["sites"]
    begun = sites["total"] - sites["not_begun"]
    bad = next((offer for offer in report["offers"] if offer["summary"]["failed"]), None)
    if bad is None or not sites["not_begun"]:
        return f"The campaign was not stopped: {begun} of {sites['total']} sites were begun."
    return (
        f"The campaign stopped in its first wave: {sites['failed']} of {begun} sites failed, and a tenth may.\n"
        f"The other {sites['not_begun']} sites were not begun.\n"
        f"The cause: {bad['name']} {bad['new_version']}: {bad['reasons'][0]['reason']}"
    )


def judge(report: dict[str, Any], code: int) -> list[str]:
    """Return what is wrong with a campaign that shall stop in its first wave, because of the bad plugin."""
    sites, canaries = report["summary"]["sites"], int(WAVES[0])
    broken = [] if code else ["the playbook succeeded"]
    if sites["not_begun"] != SITES - canaries:
        broken.append(f"{sites['not_begun']} sites were not begun, not {SITES - canaries}")
    if not 2 <= sites["failed"] <= canaries:
        broken.append(f"{sites['failed']} sites failed")
    failed = {offer["slug"] for offer in report["offers"] if offer["summary"]["failed"]}
    if BAD not in failed:
        broken.append(f"{BAD} failed nowhere")
    if BAD not in {offer["slug"] for offer in report["quarantined"]}:
        broken.append(f"{BAD} is not quarantined")
    return broken


if __name__ == "__main__":
    sys.exit(main())
