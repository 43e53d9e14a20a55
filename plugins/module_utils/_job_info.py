# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_job_info: look at one background job of the dashboard, whatever made it, or wait for its end."""

from __future__ import annotations

from typing import Any

from ._errors import InputError, MainwpError
from ._jobs import GONE, Followed, follow_job, is_ability_job, stalled
from ._module import Result, Run
from ._site_work import UNKNOWN
from ._tools import follow_tool_job, is_tool_job
from ._updates._wait import QUIET, WAIT_OPTIONS, Waiter

JOB_INFO_OPTIONS: dict[str, dict[str, Any]] = {
    "job_id": {"type": "str", "required": True},
    **WAIT_OPTIONS,
    "wait": {"type": "bool", "default": False},
}


def run_job_info(run: Run) -> Result:
    """Look at a job, and go on until it is over where that is asked for.

    Raises:
        MainwpError: the job cannot be read, or there is none. A job that does not end is in the result.
    """
    waiter = Waiter(run.clock, run.params["wait_timeout"], run.params["wait_interval"])
    followed = _followed(run, waiter if run.params["wait"] else None)
    job = followed.seen
    error = None if job.over or not run.params["wait"] else stalled(job, followed.ended)
    verdict, reason = _verdict(followed, error)
    return Result({"job": {**job.shown(), "verdict": verdict, "reason": reason or None}}, error=error)


def _followed(run: Run, waiter: Waiter | None) -> Followed:
    """The job, by whichever way its id belongs to."""
    job_id = run.params["job_id"]
    if is_tool_job(job_id):
        return follow_tool_job(run.dashboard, waiter, job_id)
    if is_ability_job(job_id):
        return follow_job(run.dashboard, waiter, job_id)
    raise InputError(
        f"job_id {job_id!r} is no id of a job.",
        hint="It looks like sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de or renew_6b0475b11a9ea3.48041371.",
    )


def _verdict(followed: Followed, error: MainwpError | None) -> tuple[str, str]:
    """The verdict on a job, and why: of one that stands still or is forgotten, nothing is known."""
    if error and followed.ended in (QUIET, GONE):
        return UNKNOWN, error.message
    return followed.seen.verdict, followed.seen.reason
