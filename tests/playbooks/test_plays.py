# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Plays as users write them, run by ansible-playbook against a served simulator.

Each file in ``plays`` declares something from an empty dashboard on and asserts on its own results. It is run as a
check, for real, and both ways again: the check foretells the run, and the second run changes nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.meta import collection
from tests.served import Served, served

PLAYS = sorted((Path(__file__).parent / "plays").glob("*.yml"))


@dataclass(frozen=True)
class Outcome:
    """What ansible-playbook printed, and how many tasks it says have changed something."""

    output: str
    changed: int


def play(path: Path, dashboard: Served, *options: str) -> Outcome:
    """Run a playbook; fail when it fails or warns."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ansible-playbook")), "--inventory", "localhost,", *options, str(path)],
        env={**os.environ, **dashboard.environment, "ANSIBLE_LOCALHOST_WARNING": "false"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    assert "WARNING" not in output, output
    assert "DEPRECATION" not in output, output
    return Outcome(output, sum(int(number) for number in re.findall(r"\bchanged=(\d+)", done.stdout)))


@pytest.mark.parametrize("generation", ["modern", "legacy"])
@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_play(path: Path, generation: str) -> None:
    with served("--generation", generation, "--state", "demo", "--sites", "5") as dashboard:
        foretold = play(path, dashboard, "--check")
        first = play(path, dashboard)
        assert first.changed == foretold.changed, foretold.output + first.output
        again = play(path, dashboard)
        assert again.changed == 0, again.output
        check_again = play(path, dashboard, "--check")
        assert check_again.changed == 0, check_again.output


@pytest.mark.parametrize("module", collection.modules())
def test_every_module_is_played(module: str) -> None:
    assert any(f"{collection.NAME}.{module}:" in path.read_text(encoding="utf-8") for path in PLAYS)
