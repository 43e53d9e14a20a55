# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Replaying the recordings, in order, against a simulator in the recordings' starting state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import Client, EnvironBuilder

from tests.simulator import Simulator
from tests.simulator.clock import Clock

from . import areas
from .exchange import Answer, prepare
from .judge import judge
from .made_up import MadeUp
from .records import Entry, entries, load
from .texts import with_request_changed

#: When the recording of a folder began, in seconds since 1970: a time zone's offset depends on the season.
RECORDED_AT = 1_795_454_283.0


@dataclass
class Outcome:
    """What became of one record: the lines that differ (none: it agrees)."""

    entry: Entry
    differences: list[str] = field(default_factory=list)


class Replay:
    """A simulator that is taken through a folder of recordings, with the ids that it made up meanwhile."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self._made_up = MadeUp()
        self._client = Client(simulator.wsgi, use_cookies=False)
        self._start = simulator.clock.now()
        self._keys = {**load("keys.json"), "application": simulator.keys["application"]}

    def run(self, wanted: tuple[Entry, ...]) -> list[Outcome]:
        """Perform all entries and return the outcome of those that are compared, and of events."""
        outcomes = []
        for entry in wanted:
            record = entry.record
            behind = self._start + record.get("at", 0) - self.simulator.clock.now()
            self.simulator.clock.advance(max(behind, 0))
            if "event" in record:
                self.simulator.event(record["event"])
                continue
            answer = self.send(record)
            if areas.is_compared(entry.area, record):
                outcomes.append(Outcome(entry, self.judge(record, answer)))
            elif answer.status == 599:
                outcomes.append(Outcome(entry, [answer.text]))
        return outcomes

    def send(self, record: dict[str, Any]) -> Answer:
        """Send a record's request and return the answer."""
        request = prepare(with_request_changed(record, self._made_up.replaced), self._keys)
        builder = EnvironBuilder(
            path=request.path,
            base_url=f"{request.scheme}://dash.test/",
            method=request.method,
            query_string=request.query,
            headers=list(request.headers.items()),
            data=request.body,
            environ_base={"REMOTE_ADDR": "127.0.0.1"},
        )
        response = self._client.open(builder)
        return Answer(response.status_code, response.get_data(as_text=True), dict(response.headers))

    def judge(self, record: dict[str, Any], answer: Answer) -> list[str]:
        """Return what differs between an answer and the recorded one, and learn the ids that were made up."""
        self._made_up.learn(record["response"], answer.response)
        return judge(record, answer)


def replay(folder: str) -> tuple[Replay, list[Outcome]]:
    """Take a new simulator through a folder (modern, legacy) and return it with the outcomes."""
    run = Replay(Simulator(generation=folder, state="recordings", clock=Clock(start=RECORDED_AT)))
    return run, run.run(entries(folder))
