# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A plan of 400 sites with six updates each fits into the extra variables of an AWX job.

AWX keeps extra variables as text in its database and hands them to ansible-playbook as a file, neither with a bound
that matters here. On a command line, Linux takes 128 KiB for one argument (MAX_ARG_STRLEN), its end included. The sites
of a fleet have many plugins and versions in common; a fleet where no two sites do stays below 1 MB, for the file that
``plan_src`` reads.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates import _plan
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import Offer, Site

SITES, OFFERS = 400, 6
ONE_ARGUMENT = 128 * 1024 - 1
#: What was measured, in bytes, rounded up by some percent.
USUAL, VARIED, WORST = 56_000, 110_000, 400_000


def plan(plugins: int, versions: int) -> str:
    """The plan as Ansible writes it into a variable.

    Args:
        plugins: how many different plugins there are in the fleet; every site has updates for five of them.
        versions: in how many versions each of them is installed. Besides, every site has an update of WordPress.
    """
    found = []
    for number in range(SITES):
        site = Site(10_000 + number, f"https://site-{number}.example.com/", f"Site {number}", "", False, "", None, ())
        for count in range(OFFERS - 1):
            which = number * (OFFERS - 1) + count
            plugin, old = which % plugins, which // plugins % versions
            slug = f"usual-plugin-name-{plugin:04d}/usual-plugin-name-{plugin:04d}.php"
            found.append((site, Offer("plugin", slug, f"Usual Plugin Name {plugin:04d}", f"10.{old}.12", "10.20.14")))
        found.append((site, Offer("core", "wordpress", "WordPress", f"6.8.{number % versions}", "6.9.2")))
    made = _plan.make("https://dashboard.agency.example.com", "2026-11-24T10:00:00Z", found)
    assert sum(len(entry["sites"]) for entry in made["offers"]) == SITES * OFFERS
    return json.dumps({"mainwp_update_plan": made})


@pytest.mark.parametrize(
    ("plugins", "versions", "bound"), [(50, 4, USUAL), (120, 4, VARIED), (SITES * (OFFERS - 1), 1, WORST)]
)
def test_size(plugins: int, versions: int, bound: int) -> None:
    size = len(plan(plugins, versions).encode())
    assert 0.9 * bound < size < bound, size


@pytest.mark.parametrize(("plugins", "versions"), [(50, 4), (120, 4)])
def test_it_goes_through_one_argument(plugins: int, versions: int) -> None:
    text = plan(plugins, versions)
    command = [sys.executable, "-c", "import sys; print(len(sys.argv[1]))", text]
    assert int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) == len(text)


def test_the_bound_is_the_one_of_the_system() -> None:
    """So that the numbers above mean something."""
    command: list[Any] = [sys.executable, "-c", "pass"]
    subprocess.run([*command, "x" * ONE_ARGUMENT], check=True)
    with pytest.raises(OSError, match="too long"):
        subprocess.run([*command, "x" * (ONE_ARGUMENT + 1)], check=True)


def test_it_is_still_the_plan() -> None:
    raw = json.loads(plan(120, 4))["mainwp_update_plan"]
    accepted = _plan.accept(raw, dashboard="https://dashboard.agency.example.com", approved=raw["hash"])
    assert {len(offers) for offers in accepted.wanted.values()} == {OFFERS}
    assert len(accepted.wanted) == SITES
