# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Sending a folder's requests in their order, and holding what came back in the same form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from tests.contract.exchange import Answer, Outgoing, prepare
from tests.contract.made_up import MadeUp
from tests.contract.records import Entry
from tests.contract.texts import changed, with_request_changed

from .names import Names
from .refusal import Refusal

#: Headers that a record holds; of the content type, only one that is not JSON.
KEPT_HEADERS = ("Content-Type", "Location", "Retry-After")
#: What a request leaves behind in the record: everything else is the request.
_ANSWERED = ("status", "headers", "response", "ms")


class Clock(Protocol):
    """A clock that can be waited on (:class:`tests.simulator.clock.Clock`)."""

    def now(self) -> float:
        """Return the time in seconds."""

    def wait(self, seconds: float) -> None:
        """Let seconds pass."""


@dataclass(frozen=True)
class Recorder:
    """What a recording needs: who is asked, with which keys and names, what happens outside, what is hidden."""

    send: Callable[[Outgoing], Answer]
    keys: dict[str, Any]
    names: Names
    perform: Callable[[str], None]
    mask: Callable[[str], str]
    clock: Clock

    def check(self, entries: tuple[Entry, ...]) -> None:
        """Raise Refusal unless each kind of credentials is answered as its first recorded look was, on no sites.

        A key that is unknown and one that is switched off are answered alike, so ``off`` cannot be told from a typing
        error.
        """
        looks: dict[str, dict[str, Any]] = {}
        for entry in entries:
            if "event" not in entry.record and entry.record["method"] == "GET":
                looks.setdefault(entry.record["auth"], entry.record)
        for auth, record in looks.items():
            if auth == "none":
                continue
            answer = self._ask(record)
            code, wanted = (
                body.get("code") if isinstance(body, dict) else None for body in (answer.response, record["response"])
            )
            if (answer.status, code) != (record["status"], wanted):
                raise Refusal(
                    f"The key {auth} is answered {answer.status} {code or ''} to GET {record['path']}, "
                    f"and was answered {record['status']} {wanted or ''}: is it the right one?"
                )
        count = self._ask({"auth": "rw", "method": "GET", "path": "/sites/count"}).response
        if count != {"count": 0}:
            raise Refusal(f"The dashboard must have no sites when a recording begins: {count}")

    def record(self, entries: tuple[Entry, ...], told: Callable[[Entry], None]) -> list[Entry]:
        """Send everything, at the recorded pace or slower, and return the new entries. ``told`` hears of each."""
        made_up, start, found = MadeUp(), self.clock.now(), []
        for entry in entries:
            self.clock.wait(start + entry.record["at"] - self.clock.now())
            told(entry)
            at = int(self.clock.now() - start)
            if "event" in entry.record:
                self.perform(entry.record["event"])
                found.append(Entry(entry.area, {**entry.record, "at": at}))
                continue
            request = with_request_changed(entry.record, made_up.replaced)
            before = self.clock.now()
            answer = self._ask(request)
            milliseconds = round((self.clock.now() - before) * 1000)
            new = self._written(request, answer, milliseconds)
            made_up.learn(entry.record["response"], new["response"])
            found.append(Entry(entry.area, {**new, "at": at}))
        return found

    def _ask(self, record: dict[str, Any]) -> Answer:
        return self.send(prepare(with_request_changed(record, self.names.out), self.keys))

    def _written(self, request: dict[str, Any], answer: Answer, milliseconds: int) -> dict[str, Any]:
        """Return the record of an answer, with the recordings' names and without fresh secrets."""

        def clean(text: str) -> str:
            return self.mask(self.names.back(text))

        headers = {name: clean(answer.headers[name]) for name in KEPT_HEADERS if answer.headers.get(name)}
        if headers.get("Content-Type", "").startswith("application/json"):
            del headers["Content-Type"]
        return {
            **{key: value for key, value in request.items() if key not in _ANSWERED},
            "status": answer.status,
            **({"headers": headers} if headers else {}),
            "response": changed(answer.response, clean),
            "ms": milliseconds,
        }
