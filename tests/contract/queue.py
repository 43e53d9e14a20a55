# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Replaying ``queued.json``: a job that is followed to its end on the simulator's clock.

The recorded polls came about every 8 s, and those with nothing new were left out. So a recorded poll after the first is
replayed as the next poll, 8 s apart and after a run of cron each, whose answer differs from the last one.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from tests.simulator import Simulator

from .exchange import Answer
from .records import entries
from .replay import Outcome, Replay

#: Seconds between two polls, and how many of them may bring nothing new: a chunk is due every 30 s.
POLL_EVERY, PATIENCE = 8, 10

CRON = "cron: every event that is due on the dashboard runs now"


def replay_queued() -> list[Outcome]:
    """Take a new simulator with 208 sites through the records and return the outcome of each, in their order."""
    run = Replay(Simulator(generation="modern", state="queued"))
    outcomes, last = [], ""
    for entry in entries("queued"):
        record = entry.record
        poll = re.match(r"job, poll (\d+)$", record["name"])
        answer = _next_poll(run, record, last) if poll and poll[1] != "1" else run.send(record)
        last = answer.text if poll else last
        comparable = replace(answer, text=_comparable(record, answer.text))
        outcomes.append(Outcome(entry, run.judge(record, comparable)))
    return outcomes


def _next_poll(run: Replay, record: dict[str, Any], last: str) -> Answer:
    """Poll until the answer is another one than ``last``; after ``PATIENCE`` polls, return what there is."""
    for _turn in range(PATIENCE):
        run.simulator.clock.advance(POLL_EVERY)
        run.simulator.event(CRON)
        answer = run.send(record)
        if answer.text != last:
            break
    return answer


def _comparable(record: dict[str, Any], text: str) -> str:
    """Return an answer cut as the record was: the list of errors, and the keys of the index."""
    body = json.loads(text)
    if record.get("errors_cut_to"):
        body["errors"] = body["errors"][: record["errors_cut_to"]]
    if record["path"] == "/":
        body = {key: body[key] for key in record["response"]}
    return json.dumps(body)
