# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/tools/...``: what is done once, at once or as a background job over all sites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...call import Call
from ...errors import failed
from ...router import Router
from ...tool_jobs import ToolJob


@dataclass(frozen=True)
class Tool:
    """A tool that works as a job.

    ``name`` is its path, ``kind`` the word in its id, ``started`` what it says, ``named`` how the job is called in the
    error for an unknown id, ``status_path`` where the answer says that the status is, ``pending`` what is shown for a
    time that is not there yet.
    """

    name: str
    kind: str
    started: str
    named: str
    message: str
    status_path: str
    pending: Any = ""


TOOLS = (
    Tool(
        "destroy-sessions",
        "destroy",
        "Destroy sessions process started in background.",
        "destroy_session",
        "Destroy session job not found.",
        "destroy-sessions-status",
    ),
    Tool(
        "renew-connections",
        "renew",
        "Renew connection process started in background.",
        "renew_connection",
        "Renew connection job not found.",
        "renew-connections-status",
    ),
    # The route that it names does not exist.
    Tool(
        "disconnect-all-sites",
        "disconnect",
        "Disconnect process started in background.",
        "disconnect",
        "Job not found.",
        "disconnect-status",
        None,
    ),
)


def register(router: Router) -> None:
    """Register the one-shot tools, which look at no parameter."""
    router.add("POST", "/settings/tools/clear-activation-data", clear_activation_data)
    router.add("POST", "/settings/tools/restore-info-messages", restore_info_messages)
    for tool in TOOLS:
        router.add("POST", f"/settings/tools/{tool.name}", _starter(tool))
        status = rf"/settings/tools/{tool.name}-status/(?P<{tool.kind}_id>[a-zA-Z0-9_.\-]+)"
        router.add("GET", status, _status(tool))


def clear_activation_data(call: Call) -> dict[str, Any]:
    """Answer ``POST .../clear-activation-data``; nothing shows what it did."""
    call.dashboard.options["activation data"] = ""
    return {"success": 1, "message": "Activation data cleared successfully."}


def restore_info_messages(call: Call) -> dict[str, Any]:
    """Answer ``POST .../restore-info-messages``; nothing shows what it did."""
    call.dashboard.options["dismissed notices"] = []
    return {"success": 1, "message": "Info messages restored successfully."}


def _starter(tool: Tool) -> Callable[[Call], dict[str, Any]]:
    def start(call: Call) -> dict[str, Any]:
        if not len(call.dashboard.sites):
            raise failed("no_website_found", "No website found.")
        job = call.simulator.tool_jobs.create(tool.kind)
        where = f"{call.dashboard.url}wp-json/mainwp/v2/settings/tools/{tool.status_path}/{job.id}"
        return {"success": 1, "message": tool.started, f"{tool.kind}_id": job.id, "status_url": where}

    return start


def _status(tool: Tool) -> Callable[[Call], dict[str, Any]]:
    def show(call: Call) -> dict[str, Any]:
        job = call.simulator.tool_jobs.get(tool.kind, call.params.text(f"{tool.kind}_id"))
        if job is None:
            raise failed(f"{tool.named}_job_not_found", tool.message)
        return _view(job, job.ended_at(call.clock.now()), tool)

    return show


def _view(job: ToolJob, ended: bool, tool: Tool) -> dict[str, Any]:
    """Return a job as its status route shows it: all sites are worked before anything of it can be seen."""
    total = len(job.sites)
    return {
        "success": ended and not job.errors,
        "status": "completed" if ended else "pending",
        "total": total,
        "processed": total if ended else 0,
        "failed": len(job.errors) if ended else 0,
        "progress": 100 if ended else 0,
        "errors": job.errors[:10] if ended else [],
        "started_at": tool.pending,
        "completed_at": int(job.ends) if ended else tool.pending,
    }
