# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Replaying the recordings, in order, against a simulator in the recordings' starting state."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import Client, EnvironBuilder

from tests.simulator import Simulator
from tests.simulator.clock import Clock

from . import areas
from .compare import differences
from .records import Entry, entries, load

#: Ids that the dashboard makes up and that come back in later requests.
_MADE_UP = re.compile(r"^(?:(?:destroy|renew|disconnect)_[\w.]+|(?:update|sync)_[0-9a-f-]{36})$")

#: When the recording of a folder began, in seconds since 1970: a time zone's offset depends on the season.
RECORDED_AT = 1_795_454_283.0


@dataclass
class Outcome:
    """What became of one record: the lines that differ (none: it agrees)."""

    entry: Entry
    differences: list[str] = field(default_factory=list)


@dataclass
class Replay:
    """A simulator that is taken through a folder of recordings, with the ids that it made up meanwhile."""

    simulator: Simulator
    made_up: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = Client(self.simulator.wsgi, use_cookies=False)
        self._start = self.simulator.clock.now()
        self._keys = load("keys.json")

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
            status, content_type, text = self.send(record)
            if areas.is_compared(entry.area, record):
                outcomes.append(Outcome(entry, self.judge(record, status, content_type, text)))
            elif status == 599:
                outcomes.append(Outcome(entry, [text]))
        return outcomes

    def send(self, record: dict[str, Any]) -> tuple[int, str, str]:
        """Send a record's request and return status, content type and body of the answer."""
        namespace = record.get("namespace", "mainwp/v2")
        path = "/wp-json/" + namespace + self._substituted(record["path"])
        if namespace == "":
            path = "/wp-json" + record["path"]
        query = {name: self._substituted(value) for name, value in (record.get("query") or {}).items()}
        headers = dict(record.get("headers_sent") or {})
        self._authenticate(record["auth"], headers, query)
        options: dict[str, Any] = {}
        if record.get("multipart"):
            options["data"] = {**(record.get("form") or {}), **_files(record["multipart"])}
        elif "json" in record:
            options["data"] = json.dumps(self._substituted(record["json"]))
            headers.setdefault("Content-Type", "application/json")
        elif isinstance(record.get("form"), dict):
            options["data"] = urlencode(_php_pairs(self._substituted(record["form"])))
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        elif isinstance(record.get("form"), str):
            options["data"] = record["form"]
        builder = EnvironBuilder(
            path=path,
            base_url=f"{record.get('scheme', 'https')}://dash.test/",
            method=record["method"],
            query_string=urlencode(_php_pairs(query)),
            headers=headers,
            environ_base={"REMOTE_ADDR": "127.0.0.1"},
            **options,
        )
        response = self._client.open(builder)
        return response.status_code, response.headers.get("Content-Type", ""), response.get_data(as_text=True)

    def judge(self, record: dict[str, Any], status: int, content_type: str, text: str) -> list[str]:
        """Return what differs between an answer and the recorded one, and learn the ids that were made up."""
        found = [] if status == record["status"] else [f"status: recorded {record['status']}, got {status}"]
        expected = record["response"]
        raw = expected.get("_raw") if isinstance(expected, dict) else (expected if expected == "" else None)
        if raw is not None:
            return found + _raw_differences(raw, record, content_type, text)
        try:
            actual = json.loads(text)
        except ValueError:
            return [*found, f"body: no JSON but {text[-2000:]!r}"]
        self._learn(expected, actual)
        return found + differences(expected, actual)

    def _authenticate(self, kind: str, headers: dict[str, str], query: dict[str, Any]) -> None:
        """Add the credentials that a record's ``auth`` names."""
        secret, _separator, key = self._keys["rw"].partition("==")
        pair = {"consumer_key": f"ck_{key}", "consumer_secret": f"cs_{secret}"}
        if kind in ("rw", "ro", "wo", "off"):
            headers["Authorization"] = f"Bearer {self._keys[kind]}"
        elif kind == "v1hdr":
            headers["X-Api-Key"] = json.dumps(self._keys["v1"])
        elif kind == "v2hdr":
            headers["X-Api-Key"] = json.dumps(pair)
        elif kind == "v1query":
            query.update(self._keys["v1"])
        elif kind == "v2query":
            query.update(pair)
        elif kind == "v2basic":
            headers["Authorization"] = _basic(pair["consumer_key"], pair["consumer_secret"])
        elif kind == "application password":
            application = self.simulator.keys["application"]
            headers["Authorization"] = _basic(application["user"], application["password"])
        elif kind != "none":
            raise ValueError(f"unknown auth {kind!r}")

    def _substituted(self, value: Any) -> Any:
        """Return a value with the recorded made-up ids replaced by those of this replay."""
        if isinstance(value, dict):
            return {key: self._substituted(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [self._substituted(entry) for entry in value]
        if isinstance(value, str):
            for recorded, own in self.made_up.items():
                value = value.replace(recorded, own)
        return value

    def _learn(self, expected: Any, actual: Any) -> None:
        """Pair the made-up ids of a recorded body with those of the answer, at the same place."""
        if isinstance(expected, dict) and isinstance(actual, dict):
            for key in expected.keys() & actual.keys():
                self._learn(expected[key], actual[key])
        elif isinstance(expected, list) and isinstance(actual, list):
            for one, other in zip(expected, actual, strict=False):
                self._learn(one, other)
        elif isinstance(expected, str) and isinstance(actual, str) and _MADE_UP.match(expected):
            self.made_up.setdefault(expected, actual)


def replay(folder: str) -> tuple[Replay, list[Outcome]]:
    """Take a new simulator through a folder (modern, legacy) and return it with the outcomes."""
    run = Replay(Simulator(generation=folder, state="recordings", clock=Clock(start=RECORDED_AT)))
    return run, run.run(entries(folder))


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _php_pairs(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return form or query values as pairs, nested ones the way PHP writes them."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, dict):
            pairs += _php_pairs({f"{name}[{key}]": entry for key, entry in value.items()})
        elif isinstance(value, list):
            pairs += _php_pairs({f"{name}[{number}]": entry for number, entry in enumerate(value)})
        else:
            pairs.append((name, str(value)))
    return pairs


def _files(multipart: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a multipart record as werkzeug's client takes them."""
    from io import BytesIO

    return {
        name: (BytesIO(part[1].encode()), part[0], part[2]) if isinstance(part, list) else part
        for name, part in multipart.items()
    }


def _raw_differences(raw: str, record: dict[str, Any], content_type: str, text: str) -> list[str]:
    """Compare an answer that was not JSON: an empty body must be empty, a page must be of the same kind."""
    if raw == "":
        return [] if text == "" else [f"body: recorded nothing, got {text[:300]!r}"]
    found = []
    wanted = (record.get("headers") or {}).get("Content-Type", "").split(";")[0]
    if wanted and content_type.split(";")[0] != wanted:
        found.append(f"Content-Type: recorded {wanted}, got {content_type}")
    try:
        json.loads(text)
        found.append(f"body: recorded a page, got JSON {text[:300]}")
    except ValueError:
        pass
    return found
