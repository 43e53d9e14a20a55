# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The dashboard's tools: what is done once, at once or as a background job over all sites that is followed to its end.

The status of a job says "pending" until all sites are worked, so a job that never begins looks like one that is at
work. What tells them apart is time alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ._decoding import plain_text
from ._errors import AnswerLostError, InputError, MainwpError, RefusedError, UnprovedError
from ._module import Result, Run
from ._resource import Engine
from ._resources._all import NOUNS
from ._site_work import FAILED, PLANNED, SKIPPED, UNKNOWN
from ._updates._wait import DONE, TIMEOUT, WAIT_OPTIONS, Waiter

# Seconds after which a job of no sites at all would have been seen to end, and what each site may add to them.
_BEGINS_WITHIN = 180.0
_A_SITE = 10.0

_JOB_ID = re.compile(r"\w[\w.-]*")

# The dashboard's words for a site that did not answer.
_REASONS = {
    "NOMAINWP": "MainWP Child did not answer.",
    "HTTPERROR": "The site could not be reached.",
}


@dataclass(frozen=True)
class Tool:
    """One tool.

    Args:
        path: of what starts it.
        status: where the job's status is; empty for what is done at once. The address that the dashboard itself names
            leads nowhere for one of them.
        id_key: where the answer holds the id of the job.
        dangerous: it cannot be taken back, or puts the connection of every site at risk.
        idle: why it does nothing although the dashboard says that it did.
    """

    path: str
    status: str = ""
    id_key: str = ""
    dangerous: bool = False
    idle: str = ""


TOOLS = {
    "destroy_sessions": Tool(
        "settings/tools/destroy-sessions",
        "settings/tools/destroy-sessions-status/{job_id}",
        "destroy_id",
        idle="MainWP counts the sites and contacts none of them, so nobody was logged out.",
    ),
    "renew_connections": Tool(
        "settings/tools/renew-connections",
        "settings/tools/renew-connections-status/{job_id}",
        "renew_id",
        dangerous=True,
    ),
    "disconnect_all_sites": Tool(
        "settings/tools/disconnect-all-sites",
        "settings/tools/disconnect-all-sites-status/{job_id}",
        "disconnect_id",
        dangerous=True,
    ),
    "clear_activation_data": Tool("settings/tools/clear-activation-data", dangerous=True),
    "restore_info_messages": Tool("settings/tools/restore-info-messages"),
}

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
    if job_id and not _JOB_ID.fullmatch(job_id):
        raise InputError(f"job_id {job_id!r} is no id of a job.", hint="It looks like renew_6b0475b11a9ea3.48041371.")
    if tool.dangerous and not run.params["confirm"] and not job_id:
        raise InputError(
            f"{name} cannot be taken back, and was not confirmed.", hint="Add confirm: true if it is what you want."
        )
    if tool.idle:
        run.warn(f"{name}: {tool.idle}")
    if run.check_mode:
        return _result(_Outcome(name, PLANNED, job_id=job_id), changed=not tool.idle and not job_id)
    started = not job_id
    if started:
        try:
            job_id = _start(run, tool)
        except RefusedError as refusal:
            if refusal.code != "no_website_found":
                raise
            return _result(_Outcome(name, SKIPPED, "The dashboard has no sites."))
    outcome = _Outcome(name, DONE, job_id=job_id)
    error = _follow(run, waiter, tool, outcome) if job_id else None
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
    job_id = answer.get(tool.id_key) if isinstance(answer, dict) else None
    if not job_id:
        raise RefusedError("The dashboard started a job and did not say which.", code="unknown_form")
    return str(job_id)


def _follow(run: Run, waiter: Waiter, tool: Tool, outcome: _Outcome) -> MainwpError | None:
    """Look at a job until it is over, note what became of it, and return why the task fails, if it does."""
    path = tool.status.format(job_id=outcome.job_id)

    def look() -> dict[str, Any]:
        return _job(run.dashboard.read(path))

    try:
        seen, ended = look(), TIMEOUT
        if run.params["wait"] and not _over(seen):
            quiet = _BEGINS_WITHIN + _A_SITE * seen["total"]
            watched = waiter.watch(look, _over, quiet_after=quiet)
            seen, ended = watched.seen or seen, watched.ended
    except MainwpError as error:
        outcome.verdict, outcome.reason = UNKNOWN, error.sentence()
        return error.restated(
            type(error),
            f"{error.message} What became of the job {outcome.job_id} is not known.",
            hint=f"Look again with job_id: {outcome.job_id}. The dashboard forgets a job after a day.",
        )
    outcome.total, outcome.processed, outcome.failed = seen["total"], seen["processed"], seen["failed"]
    if not _over(seen):
        outcome.verdict = UNKNOWN
        outcome.reason = "The job is pending: it has not begun, or is at work; the dashboard does not tell which."
        return _stalled(outcome, ended) if run.params["wait"] else None
    if seen["failed"]:
        outcome.verdict, outcome.sites = FAILED, _failures(run, seen["errors"])
        outcome.reason = f"{seen['failed']} of {seen['total']} sites failed."
        return RefusedError(
            f"{outcome.name}: {outcome.reason}",
            code="tool_failed",
            layer="child",
            hint="The list sites of the result holds the first ten with their reasons.",
        )
    return None


def _job(answer: Any) -> dict[str, Any]:
    """The status of a job; ``success`` in it is false as long as the job is pending.

    Raises:
        RefusedError: it has an unknown form.
    """
    try:
        numbers = {name: int(answer[name]) for name in ("total", "processed", "failed")}
        return {"status": str(answer["status"]), "errors": list(answer["errors"]), **numbers}
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedError("The status of the job has an unknown form.", code="unknown_form") from error


def _over(job: Mapping[str, Any]) -> bool:
    return bool(job["status"] == "completed")


def _stalled(outcome: _Outcome, ended: str) -> MainwpError:
    """The failure of a job that did not end while we waited."""
    never = "" if ended == TIMEOUT else " It looks as if it never began, or its worker died."
    return UnprovedError(
        f"{outcome.name}: the job {outcome.job_id} did not end while we waited.{never}",
        code="job_timeout" if ended == TIMEOUT else "job_stalled",
        hint="See that the dashboard's cron runs and that its server reaches its own address. Then look again with "
        f"job_id: {outcome.job_id}; do not start a second one.",
    )


def _failures(run: Run, errors: list[Any]) -> list[dict[str, Any]]:
    """The sites that failed, of which the dashboard names ten, by address; one that is gone has its id alone."""
    sites = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode).reads.records("site")
    found = []
    for entry in errors:
        site_id, text = int(entry["site_id"]), str(entry["error"])
        site = sites.get(site_id, {})
        reason = _REASONS.get(text) or plain_text(text)
        found.append({"id": site_id, "url": site.get("url"), "name": site.get("name"), "reason": reason})
    return found


def _result(outcome: _Outcome, *, changed: bool = False, error: MainwpError | None = None) -> Result:
    return Result({"tool": vars(outcome)}, changed=changed, error=error)
