# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The dashboard's tools: what is done once, at once or as a background job over all sites that is followed to its end.

Their jobs have routes of their own, which MainWP's keys open. The status says "pending" until all sites are worked, so
a job that never begins looks like one that is at work. What tells them apart is time alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._children import TOKENS
from ._dashboard import Dashboard
from ._decoding import plain_text
from ._errors import AnswerLostError, InputError, MainwpError, NotFoundError, RefusedError, unreadable
from ._fields import from_seconds, number
from ._jobs import BackgroundJob, Followed, JobError, follow, is_ability_job, kind_of, stalled
from ._module import Result, Run
from ._resource import Engine
from ._resources._all import NOUNS
from ._site_work import FAILED, PLANNED, SKIPPED, UNKNOWN
from ._updates._wait import DONE, WAIT_OPTIONS, Waiter

# Seconds after which a job of no sites at all would have been seen to end, and what each site may add to them.
_BEGINS_WITHIN = 180.0
_A_SITE = 10.0

_JOB_ID = re.compile(r"[a-z]+_\w[\w.-]*")


@dataclass(frozen=True)
class Tool:
    """One tool.

    Args:
        path: of what starts it.
        status: where the job's status is; empty for what is done at once. The address that the dashboard itself names
            leads nowhere for one of them.
        kind: the first word of the ids of its jobs; where the answer to the start holds the id, is named after it.
        dangerous: it cannot be taken back, or puts the connection of every site at risk.
        idle: why it does nothing although the dashboard says that it did.
    """

    path: str
    status: str = ""
    kind: str = ""
    dangerous: bool = False
    idle: str = ""


TOOLS = {
    "destroy_sessions": Tool(
        "settings/tools/destroy-sessions",
        "settings/tools/destroy-sessions-status/{job_id}",
        "destroy",
        idle="MainWP counts the sites and contacts none of them, so nobody was logged out.",
    ),
    "renew_connections": Tool(
        "settings/tools/renew-connections",
        "settings/tools/renew-connections-status/{job_id}",
        "renew",
        dangerous=True,
    ),
    "disconnect_all_sites": Tool(
        "settings/tools/disconnect-all-sites",
        "settings/tools/disconnect-all-sites-status/{job_id}",
        "disconnect",
        dangerous=True,
    ),
    "clear_activation_data": Tool("settings/tools/clear-activation-data", dangerous=True),
    "restore_info_messages": Tool("settings/tools/restore-info-messages"),
}

_NO_SITES = "The dashboard has no sites."

_BY_KIND = {tool.kind: tool for tool in TOOLS.values() if tool.kind}

TOOL_OPTIONS: dict[str, dict[str, Any]] = {
    "tool": {"type": "str", "choices": list(TOOLS), "required": True},
    "confirm": {"type": "bool", "default": False},
    "job_id": {"type": "str"},
    **WAIT_OPTIONS,
}


@dataclass
class _Outcome:
    """What became of a tool, for the result."""

    name: str
    verdict: str
    reason: str = ""
    job_id: str | None = None
    total: int | None = None
    processed: int | None = None
    failed: int | None = None
    sites: list[dict[str, Any]] = field(default_factory=list)


def run_tool(run: Run) -> Result:
    """Use a tool, or follow a job that was started before.

    Raises:
        MainwpError: it was not started. Later failures are in the result.
    """
    name, job_id = run.params["tool"], run.params["job_id"]
    tool = TOOLS[name]
    waiter = Waiter(run.clock, run.params["wait_timeout"], run.params["wait_interval"])
    if job_id and not tool.status:
        raise InputError(f"{name} is done at once and has no job.", hint="Leave out job_id.")
    if job_id and (not is_tool_job(job_id) or kind_of(job_id) != tool.kind):
        raise InputError(
            f"job_id {job_id!r} is no id of a job of {name}.",
            hint=f"It looks like {tool.kind}_6b0475b11a9ea3.48041371.",
        )
    if tool.dangerous and not run.params["confirm"] and not job_id:
        raise InputError(
            f"{name} cannot be taken back, and was not confirmed.", hint="Add confirm: true if it is what you want."
        )
    if tool.idle:
        run.warn(f"{name}: {tool.idle}")
    if run.check_mode:
        if tool.status and not job_id and number(run.dashboard.read("sites/count").get("count")) == 0:
            return _result(_Outcome(name, SKIPPED, _NO_SITES))
        return _result(_Outcome(name, PLANNED, job_id=job_id), changed=not tool.idle and not job_id)
    started = not job_id
    if started:
        try:
            job_id = _start(run, tool)
        except RefusedError as refusal:
            if refusal.code != "no_website_found":
                raise
            return _result(_Outcome(name, SKIPPED, _NO_SITES))
    outcome = _Outcome(name, DONE, job_id=job_id)
    error = _follow(run, waiter if run.params["wait"] else None, outcome, job_id) if job_id else None
    if tool.idle and outcome.verdict == DONE:
        outcome.verdict, outcome.reason = SKIPPED, tool.idle
    # A job in which every site failed changed nothing; one that cannot be seen may have.
    worked = outcome.verdict in (DONE, UNKNOWN) or (outcome.processed or 0) > (outcome.failed or 0)
    return _result(outcome, changed=started and worked and not tool.idle, error=error)


def _start(run: Run, tool: Tool) -> str | None:
    """Send what starts a tool, and return the id of its job, ``None`` for one that is done at once.

    Raises:
        RefusedError: also where the answer has no id.
        AnswerLostError: it may have been started; nothing lists jobs.
    """
    try:
        answer = run.dashboard.write("POST", tool.path)
    except AnswerLostError as error:
        raise error.restated(
            AnswerLostError,
            f"{error.message} Whether it was started cannot be seen.",
            hint="Nothing lists what was started. Look at the sites before you start it again.",
        ) from error
    if not tool.status:
        return None
    job_id = answer.get(f"{tool.kind}_id") if isinstance(answer, dict) else None
    if not job_id:
        raise RefusedError("The dashboard started a job and did not say which.", code="unknown_form")
    return str(job_id)


def is_tool_job(job_id: str) -> bool:
    """Whether an id has the form of a job of a tool: its word and a number, where abilities have a UUID."""
    known = _JOB_ID.fullmatch(job_id) is not None and kind_of(job_id) in _BY_KIND
    return known and not is_ability_job(job_id)


def read_tool_job(dashboard: Dashboard, job_id: str) -> BackgroundJob:
    """One job of a tool, by an id of its form; one request.

    Raises:
        NotFoundError: the dashboard has no such job, which it says with HTTP 500 and one code for each tool.
        RefusedError: the status has an unknown form.
        MainwpError: see :meth:`Dashboard.call`.
    """
    path = _BY_KIND[kind_of(job_id)].status.format(job_id=job_id)
    try:
        return _decoded(job_id, dashboard.read(path))
    except RefusedError as error:
        if not error.code.endswith("_job_not_found"):
            raise
        raise error.restated(
            NotFoundError,
            f"The dashboard has no job {job_id}.",
            hint="It forgets a job after a day, or at any time where it keeps them in a cache.",
        ) from error


def _decoded(job_id: str, answer: Any) -> BackgroundJob:
    """The job in an answer; ``success`` in it is false as long as the job is pending.

    Raises:
        RefusedError: it has an unknown form.
    """
    try:
        processed, failed = int(answer["processed"]), int(answer["failed"])
        ended = from_seconds(answer["completed_at"])
        return BackgroundJob(
            id=job_id,
            kind=kind_of(job_id),
            status=str(answer["status"]),
            processed=processed,
            total=int(answer["total"]),
            succeeded=processed - failed,
            failed=failed,
            progress=float(answer["progress"]),
            completed_at=f"{ended}Z" if ended else None,
            errors=tuple(_error(entry) for entry in answer["errors"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable("The status of the job has an unknown form.") from error


def _error(entry: Mapping[str, Any]) -> JobError:
    text = str(entry["error"])
    return JobError(int(entry["site_id"]), "", TOKENS.get(text) or plain_text(text))


def follow_tool_job(dashboard: Dashboard, waiter: Waiter | None, job_id: str) -> Followed:
    """Look at a job of a tool until it ends, as :func:`follow` does.

    Raises:
        MainwpError: see :func:`read_tool_job`.
    """
    return follow(lambda: read_tool_job(dashboard, job_id), waiter, lambda job: _BEGINS_WITHIN + _A_SITE * job.total)


def _follow(run: Run, waiter: Waiter | None, outcome: _Outcome, job_id: str) -> MainwpError | None:
    """Look at a job until it is over, note what became of it, and return why the task fails, if it does."""
    try:
        watched = follow_tool_job(run.dashboard, waiter, job_id)
    except MainwpError as error:
        outcome.verdict, outcome.reason = UNKNOWN, error.sentence()
        return error.restated(
            type(error),
            f"{error.message} What became of the job {job_id} is not known.",
            hint=f"Look again with job_id: {job_id}. The dashboard forgets a job after a day.",
        )
    job = watched.seen
    outcome.total, outcome.processed, outcome.failed = job.total, job.processed, job.failed
    if not job.over:
        outcome.verdict = UNKNOWN
        outcome.reason = "The job is pending: it has not begun, or is at work; the dashboard does not tell which."
        return stalled(job, watched.ended) if waiter else None
    if job.failed:
        outcome.verdict, outcome.sites = FAILED, _failures(run, job.errors)
        outcome.reason = job.reason
        return RefusedError(
            f"{outcome.name}: {outcome.reason}",
            code="tool_failed",
            layer="child",
            hint="The list sites of the result holds the first ten with their reasons.",
        )
    return None


def _failures(run: Run, errors: Sequence[JobError]) -> list[dict[str, Any]]:
    """The sites that failed, of which the dashboard names ten, by address; one that is gone has its id alone."""
    sites = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode).reads.records("site")
    found = []
    for error in errors:
        site = sites.get(error.site_id, {})
        found.append({"id": error.site_id, "url": site.get("url"), "name": site.get("name"), "reason": error.message})
    return found


def _result(outcome: _Outcome, *, changed: bool = False, error: MainwpError | None = None) -> Result:
    return Result({"tool": vars(outcome)}, changed=changed, error=error)
