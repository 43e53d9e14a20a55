# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The one request that makes the dashboard update everything everywhere, and what its answer means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._dashboard import Dashboard
from .._errors import MainwpError, may_have_worked
from .._fields import mapping

# The shapes of the answer.
FINISHED = "finished"
JOB = "job"
LEGACY = "legacy"
RUNNING = "running"

# A dashboard with abilities works so many sites within the request, and makes a job of more. A filter of WordPress can
# change it, so the number only foretells.
THRESHOLD = 200


@dataclass(frozen=True)
class Manner:
    """What a run of one shape does, and what it does not look at.

    Args:
        translations: whether it updates them.
        ignored: whether it updates what is ignored on the dashboard.
        suspended: whether it updates suspended sites.
    """

    translations: bool
    ignored: bool
    suspended: bool


MANNERS = {
    FINISHED: Manner(translations=True, ignored=False, suspended=True),
    JOB: Manner(translations=False, ignored=True, suspended=True),
    LEGACY: Manner(translations=False, ignored=False, suspended=False),
    RUNNING: Manner(translations=False, ignored=False, suspended=False),
}


@dataclass(frozen=True)
class Started:
    """What came of the request.

    Args:
        shape: one of the four; None where the answer was lost, so that nobody knows whether anything began.
        reason: why it was lost.
    """

    shape: str | None
    job_id: str | None = None
    reason: str = ""


def foretell(dashboard: Dashboard, sites: int) -> str:
    """The shape that a run over so many sites will have, as long as no filter changes the threshold."""
    if not dashboard.has_abilities:
        return LEGACY
    return JOB if sites > THRESHOLD else FINISHED


def start(dashboard: Dashboard) -> Started:
    """Start the run. Two requests are two jobs over the same sites, so it is never sent again.

    Raises:
        MainwpError: the dashboard did not get the request, or refused it: nothing began.
    """
    try:
        answer = dashboard.write("POST", "updates/update", contacts_child=True)
    except MainwpError as error:
        if may_have_worked(error):
            return Started(None, reason=error.message)
        raise
    return decode(answer)


def decode(answer: Any) -> Started:
    """Which of the shapes an answer has.

    Its ``queued_count`` is always 0, and its ``success`` always 1. The older dashboard tells a run that it began from
    one that was going on by a sentence in the dashboard's language; where that is not English, the latter looks like
    the former.
    """
    found = mapping(answer)
    if found.get("job_id"):
        return Started(JOB, str(found["job_id"]))
    if "summary" in found:
        return Started(FINISHED)
    if not found.get("message"):
        return Started(None, reason="The dashboard confirmed the run in an unknown form.")
    return Started(RUNNING if "are running" in str(found["message"]) else LEGACY)
