# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The demo keeps its promises on both generations, without the latency that makes it take its time."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from demo.run import SITES, judge
from tests.meta import collection
from tests.simulator.seeds.demo import FAILING, UNLICENSED
from tests.simulator.simulator import GENERATIONS


@pytest.mark.parametrize("generation", GENERATIONS)
def test_demo(generation: str) -> None:
    command = [sys.executable, "-m", "demo.run", "--generation", generation, "--latency", "none"]
    done = subprocess.run(command, cwd=collection.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # The last count is that of the second declaration.
    assert re.findall(r"\bchanged=(\d+)", done.stdout)[-1] == "0"
    assert max(map(len, done.stdout.splitlines())) <= 120


def updates(*without_success: tuple[str, str]) -> list[dict[str, Any]]:
    """Return verdicts of which every site has one success, and these (verdict, slug) besides."""
    good = [
        {"verdict": "updated", "slug": "a/a.php", "site": {"url": f"https://{number}.test/"}} for number in range(SITES)
    ]
    return [*good, *({"verdict": verdict, "slug": slug, "site": good[0]["site"]} for verdict, slug in without_success)]


def test_a_broken_promise_is_noticed() -> None:
    promised = [("failed", FAILING), ("failed", FAILING), ("skipped", UNLICENSED[0])]
    assert judge(updates(*promised)) == []
    assert judge(updates(*promised[1:])) == [f"{FAILING} is not failed on 1 sites"]
    assert judge(updates(*promised, ("unknown", "b/b.php"))) == ["b/b.php is unknown on 1 sites"]
    assert judge(updates(*promised)[1:]) == [f"{SITES - 1} sites were updated, not {SITES}"]
