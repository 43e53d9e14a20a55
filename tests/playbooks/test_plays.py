# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Plays as users write them, run by ansible-playbook against a served simulator.

Each file in ``plays`` declares something and asserts on its own results. All of them are run for real, and again, on
each generation: the second run changes nothing. On the modern one they are run as a check before and after, too: it
foretells the run, with its diffs, and writes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mainwp.dashboard.plugins.module_utils._dashboard_info import NO_ROUTE
from tests import plays
from tests.meta import collection
from tests.served import Served, served

PLAYS = sorted((Path(__file__).parent / "plays").glob("*.yml"))


def play(dashboard: Served, *options: str) -> dict[str, str]:
    """Run all plays and return what they changed, with the diffs; fail when they fail or warn."""
    done = plays.run(PLAYS, dashboard, "--diff", *options)
    assert done.code == 0, done.output
    assert "WARNING" not in done.output, done.output
    assert "DEPRECATION" not in done.output, done.output
    assert done.changed == len(done.changes), done.output
    return done.changes


def writes(dashboard: Served) -> list[str]:
    """Return which requests have reached the simulator that write, and forget all requests.

    What a key may do is found out with every method at an address that does not exist; that writes nothing.
    """
    asked = dashboard.asked()
    assert asked
    writing = [one for one in asked if one["method"] not in {"GET", "HEAD", "OPTIONS"}]
    return [f"{one['method']} {one['path']}" for one in writing if not one["path"].endswith(f"/{NO_ROUTE}")]


def lacking(attribute: str, *support: str) -> set[str]:
    """Return the tasks, as "play: task", of modules that document this support of an attribute."""
    found = set()
    for path in PLAYS:
        for one in yaml.safe_load(path.read_text(encoding="utf-8")):
            for task in one["tasks"]:
                if any(_support(module, attribute) in support for module in task):
                    found.add(f"{one['name']}: {task['name']}")
    return found


def _support(module: str, attribute: str) -> Any:
    documented = collection.all_documentation().get(module.removeprefix(f"{collection.NAME}."))
    return documented and documented["doc"]["attributes"][attribute]["support"]


def run_again(dashboard: Served) -> None:
    """Run all plays once more: nothing is changed but by what always does, and nothing else is written."""
    assert set(play(dashboard)) <= lacking("idempotent", "none")
    assert {one.rpartition("/")[2] for one in writes(dashboard)} <= {"check", "renew-connections", "suspend", "sync"}


def test_plays_on_a_modern_dashboard() -> None:
    with served("--state", "examples") as dashboard:
        foretold = play(dashboard, "--check")
        assert writes(dashboard) == []
        first = play(dashboard)
        assert writes(dashboard)
        for task in lacking("check_mode", "partial"):
            foretold.pop(task, None)
            first.pop(task, None)
        assert foretold == first
        assert any(first.values()), "no task showed a diff"
        run_again(dashboard)
        assert set(play(dashboard, "--check")) <= lacking("idempotent", "none")
        assert writes(dashboard) == []


@pytest.mark.parametrize("module", collection.modules())
def test_every_module_is_played(module: str) -> None:
    assert any(f"{collection.NAME}.{module}:" in path.read_text(encoding="utf-8") for path in PLAYS)


# Apart from its twin, since pytest-xdist gives a worker two neighbours at a time, and these two take long.
def test_plays_on_a_legacy_dashboard() -> None:
    """Without the checks: what they foretell, the integration targets compare on both generations."""
    with served("--generation", "legacy", "--state", "examples") as dashboard:
        assert play(dashboard)
        assert writes(dashboard)
        run_again(dashboard)
