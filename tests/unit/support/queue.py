# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A dashboard whose own run of all sites can be begun, for the tests of the strategy queue."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .bench import Bench
from .updates import connected

MODULE = "mainwp_update"
TASK: dict[str, Any] = {"sites": ["all"], "strategy": "queue"}
START = "POST updates/update"
JOB = "abilities/mainwp/get-batch-job-status-v1/run"


def queueing(shape: str, sites: int = 3, *, password: bool = True) -> Bench:
    """The recordings' children, on a dashboard whose run has one of the shapes: finished, job or legacy.

    Cron runs as on a real dashboard, at a visit and once a minute at most.

    Args:
        password: whether the task has an application password.
    """
    bench = connected("legacy" if shape == "legacy" else "modern", sites)
    prepare(bench, shape, password=password)
    return bench


def prepare(bench: Bench, shape: str, *, password: bool = True) -> None:
    """Make the run of a dashboard have a shape: a job of chunks of two sites, where it is one."""
    bench.simulator.cron.automatic = True
    if shape == "job":
        bench.simulator.jobs.threshold = 0
        bench.simulator.jobs.chunk = 2
    if password:
        pair = bench.simulator.keys["application"]
        bench.connection |= {"application_user": pair["user"], "application_password": pair["password"]}


def counted(bench: Bench) -> dict[str, int]:
    """How often each request was made, with the ids taken out of the addresses."""
    kinds: Counter[str] = Counter()
    for asked in bench.asked:
        kinds["/".join("#" if part.isdigit() else part for part in asked.split("/"))] += 1
    return dict(kinds)


def warnings(result: dict[str, Any]) -> list[str]:
    """The texts of a result's warnings, in whichever form this version of Ansible prints them."""
    return [one if isinstance(one, str) else one["event"]["msg"] for one in result.get("warnings", [])]
