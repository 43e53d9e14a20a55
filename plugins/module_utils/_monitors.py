# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_monitor: the settings of a monitor, and a check of its site at once."""

from __future__ import annotations

from ._engine._items import Wanted
from ._errors import AnswerLostError, MainwpError, UnprovedError
from ._module import Result, Run
from ._noun_module import result_of
from ._resource import Engine
from ._resources._all import NOUNS
from ._resources._monitor import MONITOR, NEVER_CHECKED

# The fleet does not check sites, so that this is no option of the noun.
MONITOR_OPTIONS = {**MONITOR.options, "check": {"type": "bool", "default": False}}


def run_monitor(run: Run) -> Result:
    """Bring a monitor's settings into their state, then check its site if that is asked for.

    Raises:
        MainwpError: while reading and planning; then nothing was written. Later failures are in the result.
    """
    options = {name: value for name, value in run.params.items() if name != "check"}
    engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode)
    outcome = engine.run([Wanted.from_options(MONITOR, options)])[0]
    result = result_of(outcome)
    if not run.params["check"] or outcome.error is not None or not outcome.record:
        return result
    if run.check_mode:
        # Whatever a first check finds, it is another status; what a later one finds, nobody knows.
        result.changed = result.changed or outcome.record.get("status") == NEVER_CHECKED
    else:
        try:
            _check(run, engine, int(outcome.record["id"]), result)
        except MainwpError as error:
            result.error = error
    return result


def _check(run: Run, engine: Engine, monitor: int, result: Result) -> None:
    """Have the dashboard ask for the page now, and show what it stored of it.

    The answer of the route calls everything "up" but an outage that is confirmed, so that it is not looked at.

    Raises:
        MainwpError: the check was refused, or what it found cannot be read.
    """
    doubt: AnswerLostError | None = None
    try:
        run.dashboard.write("POST", f"monitors/{monitor}/check", contacts_child=True)
    except AnswerLostError as error:
        doubt = error
    before = result.data[MONITOR.name]
    record = engine.reads.refresh(MONITOR.name, {monitor}).get(monitor)
    if record is None or (doubt and record["last_check"] == before["last_check"]):
        cause = doubt or UnprovedError("The dashboard confirmed the check.")
        raise cause.restated(UnprovedError, f"{cause.message} Its outcome is not there.", hint="Run the task again.")
    after = engine.shown(MONITOR, record)
    result.changed = result.changed or after["status"] != before["status"]
    result.data[MONITOR.name] = after
