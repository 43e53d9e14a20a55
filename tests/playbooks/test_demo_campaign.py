# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The campaign of ``make demo-update`` stops in its canary wave, says why, and names a report that is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from demo.campaign import BAD, REASON, SITES, judge, told
from tests.meta import collection


def test_campaign(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "demo.campaign", "--latency", "none", "--reports", str(tmp_path)]
    done = subprocess.run(command, cwd=collection.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The campaign stopped in its first wave" in done.stdout
    assert REASON in done.stdout
    named = re.findall(r"The report for people: (\S+)", done.stdout)
    assert "<table>" in Path(named[0]).read_text(encoding="utf-8")
    assert max(map(len, done.stdout.partition("The campaign stopped")[2].splitlines())) <= 120


def report(failed: int, not_begun: int, slug: str = BAD) -> dict[str, Any]:
    """Return what counts of a report."""
    return {
        "summary": {"sites": {"total": SITES, "failed": failed, "not_begun": not_begun}},
        "offers": [
            {
                "slug": slug,
                "name": "SEO Notes",
                "new_version": "3.0",
                "summary": {"failed": failed},
                "reasons": [{"reason": REASON}],
            }
        ],
        "quarantined": [{"slug": slug}],
    }


def test_a_broken_promise_is_noticed() -> None:
    assert judge(report(4, 36), 2) == []
    assert judge(report(4, 36), 0) == ["the playbook succeeded"]
    assert judge(report(4, 24), 2) == ["24 sites were not begun, not 36"]
    assert judge(report(0, 36), 2) == ["0 sites failed", f"{BAD} failed nowhere"]
    assert judge(report(4, 36, "x"), 2) == [f"{BAD} failed nowhere", f"{BAD} is not quarantined"]
    assert told(report(0, 0)) == "The campaign was not stopped: 40 of 40 sites were begun."
