# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""strategy: queue on many sites, beyond the dashboard's threshold as it is, followed in every way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.demo import FAILING, REASON
from tests.unit.support.bench import Bench
from tests.unit.support.queue import MODULE, START, TASK, counted
from tests.unit.support.updates import fleet

SITES = {"modern": 250, "legacy": 40}
FOLLOWED = "GET wp-abilities/v1/abilities/mainwp/get-batch-job-status-v1/run"


def campaign(generation: str, *, password: bool) -> tuple[Bench, dict[str, Any]]:
    """A run over the whole fleet, on a dashboard whose requests set cron off."""
    bench = fleet(SITES[generation], generation)
    bench.simulator.cron.automatic = True
    if password:
        pair = bench.simulator.keys["application"]
        bench.connection |= {"application_user": pair["user"], "application_password": pair["password"]}
    return bench, bench.run(MODULE, wait_timeout=4 * 3600, wait_interval=30, fail_on="none", **TASK)


@pytest.mark.parametrize(("generation", "password"), [("modern", True), ("modern", False), ("legacy", False)])
def test_a_fleet_beyond_the_threshold(generation: str, password: bool) -> None:
    bench, result = campaign(generation, password=password)
    sites = SITES[generation]
    failed = [entry for entry in result["updates"] if entry["verdict"] == "failed"]
    assert {entry["slug"] for entry in failed} == {FAILING}
    assert len({entry["reason"] for entry in failed}) == 1
    assert (failed[0]["reason"] == f"{REASON}.") is password
    # The run leaves two translations of each site alone. One offer has no package.
    updated = 5 * sites + sites // 5 - 2
    assert result["summary"] == {"updated": updated, "failed": 2, "skipped": 2 * sites + 1, "unknown": 0}
    job = result["job"]
    # The job itself counts the offer without a package, too.
    assert (job["total"], job["failed"]) == (sites, 3 if password else 2)
    assert job["shape"] == ("job" if generation == "modern" else "legacy")
    asked = counted(bench)
    assert asked[START] == 1
    assert asked["GET updates/#"] == sites
    assert (FOLLOWED in asked) is password
    if generation == "modern":
        # Only the sites that lack something are synced; the records of the others prove it.
        assert asked["PUT sites/#/sync"] == 2
        assert sum(asked.values()) < sites + 50
    else:
        # No more than twenty syncs a minute, for each of the passes that the run needs.
        assert asked["PUT sites/#/sync"] < 20 * (sites + 20)


def test_beneath_the_threshold_it_all_happens_within_the_request() -> None:
    bench = fleet(200)
    result = bench.run(MODULE, fail_on="none", **TASK)
    assert result["job"]["shape"] == "finished"
    assert result["summary"]["unknown"] == 0
