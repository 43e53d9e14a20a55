# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The role update on an inventory, through ansible-playbook against served simulators."""

from __future__ import annotations

from pathlib import Path

from tests.playbooks.campaign import campaign
from tests.simulator.seeds.demo import FAILING


def test_waves(tmp_path: Path) -> None:
    """Three waves; the plugin that fails on two sites makes them red, and nobody else."""
    with campaign(tmp_path, 6) as one:
        done = one.play(serial=[1, 2, "100%"], update_types=["plugins"])
        assert done.code == 2, done.output
        assert one.statuses() == {
            "site-03.example.com": "failed",
            "site-04.example.com": "failed",
            **{f"site-{number:02d}.example.com": "updated" for number in (1, 2, 5, 6)},
        }, done.output
        report = one.report()
        assert report["offers"][0]["slug"] == FAILING
