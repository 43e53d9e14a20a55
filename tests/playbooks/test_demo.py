# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The demo keeps its promises on both generations, without the latency that makes it take its time."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.meta import collection
from tests.simulator.simulator import GENERATIONS


@pytest.mark.parametrize("generation", GENERATIONS)
def test_demo(generation: str) -> None:
    command = [sys.executable, "-m", "demo.run", "--generation", generation, "--latency", "none"]
    done = subprocess.run(command, cwd=collection.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # The last count is that of the second declaration.
    assert re.findall(r"\bchanged=(\d+)", done.stdout)[-1] == "0"
    assert max(map(len, done.stdout.splitlines())) <= 120
