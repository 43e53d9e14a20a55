# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``python -m demo.run``: the demo against a simulated dashboard, and a look at whether it kept its promises.

Serves the simulator with 25 children, runs ``demo.yml``, which declares the fleet and updates it, and runs the
declaration again. Ends with 1 when anything is not as promised, and says what.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests import plays
from tests.served import Served, served
from tests.simulator.seeds.demo import FAILING, UNLICENSED
from tests.simulator.simulator import GENERATIONS, LATENCIES

HERE = Path(__file__).resolve().parent
SITES = 25
#: Seconds that all of it may take.
LONGEST = 60.0


def main() -> int:
    """Run the demo and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.run", description="Declare a fleet, update it, declare it again."
    )
    parser.add_argument("--generation", choices=GENERATIONS, default="modern", help="default: %(default)s")
    parser.add_argument(
        "--latency", choices=LATENCIES, default="recorded", help="recorded: requests take as long as real ones did"
    )
    options = parser.parse_args()
    begun = time.monotonic()
    print(f"A simulated dashboard with {SITES} children starts on the loopback address.\n")
    arguments = (
        "--generation",
        options.generation,
        "--latency",
        options.latency,
        "--state",
        "demo",
        "--sites",
        str(SITES),
    )
    with served(*arguments) as dashboard, tempfile.TemporaryDirectory(prefix="demo-") as folder:
        broken = demonstrate(dashboard, Path(folder) / "report.json")
    seconds = time.monotonic() - begun
    if seconds > LONGEST:
        broken.append(f"it took {seconds:.0f} s and may take {LONGEST:.0f} s")
    for sentence in broken:
        print(f"Not as promised: {sentence}.")
    if not broken:
        print(f"All as promised, in {seconds:.0f} s: the second declaration changed nothing (changed=0).")
    return 1 if broken else 0


def demonstrate(dashboard: Served, report: Path) -> list[str]:
    """Run the plays and return what was not as promised."""
    variables = ("--extra-vars", f"@{HERE / 'fleet.yml'}")
    print("$ ansible-playbook demo/demo.yml -e @demo/fleet.yml", flush=True)
    first = plays.run([HERE / "demo.yml"], dashboard, *variables, "--extra-vars", f"report={report}", echo=True)
    if first.code:
        return [f"the playbook ended with {first.code}"]
    print("The declaration once more:\n$ ansible-playbook demo/demo.yml -e @demo/fleet.yml --tags declare", flush=True)
    again = plays.run([HERE / "demo.yml"], dashboard, *variables, "--tags", "declare", echo=True)
    broken = judge(json.loads(report.read_text(encoding="utf-8")))
    if again.code or again.changed:
        broken.append(f"the second declaration ended with {again.code} and changed={again.changed}")
    broken += [f"the simulator broke: {bug}" for bug in dashboard.control("bugs")["bugs"]]
    return broken


def judge(updates: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with the verdicts, given what the demo's children can do."""
    counted = Counter((one["verdict"], one["slug"]) for one in updates if one["verdict"] != "updated")
    promised = {("failed", FAILING): 2, ("skipped", UNLICENSED[0]): 1}
    broken = [
        f"{slug} is {verdict} on {number} sites" for (verdict, slug), number in (counted - Counter(promised)).items()
    ]
    broken += [
        f"{slug} is not {verdict} on {number} sites"
        for (verdict, slug), number in (Counter(promised) - counted).items()
    ]
    updated = {one["site"]["url"] for one in updates if one["verdict"] == "updated"}
    if len(updated) != SITES:
        broken.append(f"{len(updated)} sites were updated, not {SITES}")
    return broken


if __name__ == "__main__":
    sys.exit(main())
