# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Recording, with the simulator in the place of a real dashboard: what is written, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.contract.record import __main__ as command
from tests.contract.record.names import DASHBOARD
from tests.contract.record.outside import Outside
from tests.contract.records import GENERATIONS, STORED, load, read_entries
from tests.contract.replay import RECORDED_AT, replay
from tests.simulator import Simulator
from tests.simulator.clock import Clock
from tests.unit.support.wsgi_adapter import WSGIAdapter


class Bench:
    """A simulator in the recordings' starting state that the command takes for a real dashboard."""

    def __init__(self, folder: Path, generation: str = "modern") -> None:
        self.folder, self.generation = folder, generation
        self.simulator = Simulator(generation=generation, state="recordings", clock=Clock(start=RECORDED_AT))
        self.adapter = WSGIAdapter(self.simulator)
        self.keys = folder / "keys.json"
        self.write_keys()

    @property
    def target(self) -> Path:
        """Where the new recordings are."""
        return self.folder / "new" / self.generation

    def write_keys(self, **changed: Any) -> None:
        """Write the file of keys, with some of them changed."""
        self.keys.write_text(json.dumps({**load("keys.json"), **changed}), encoding="utf-8")

    def run(self, *options: str, cron: str = "true") -> int:
        """Run the command and return its exit code."""
        with requests.Session() as session:
            session.mount("https://", self.adapter)
            session.mount("http://", self.adapter)
            arguments = [
                self.generation,
                "--dashboard",
                f"https://{DASHBOARD[self.generation]}",
                "--keys",
                str(self.keys),
            ]
            arguments += ["--output", str(self.folder / "new"), "--away", "true {host}", "--back", "true {host}"]
            arguments += ["--cron", cron] if cron else []
            return command.main([*arguments, *options], session=session, clock=self.simulator.clock)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[Simulator]:
    """Let the event lines happen in the simulator that is in the list, instead of by commands."""
    simulators: list[Simulator] = []
    monkeypatch.setattr(Outside, "perform", lambda _self, event: simulators[0].event(event))
    return simulators


@pytest.mark.parametrize("generation", GENERATIONS)
def test_what_the_simulator_is_recorded_to_answer_is_what_it_answers_in_the_contract_test(
    generation: str, outside: list[Simulator], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = Bench(tmp_path, generation)
    outside.append(bench.simulator)
    code = bench.run("--compare")
    told = capsys.readouterr().out
    outcomes = replay(generation)[1]
    expected = [outcome.entry.seq for outcome in outcomes if outcome.differences]
    compared = {outcome.entry.seq for outcome in outcomes}
    differing = [int(found) for found in re.findall(rf"^{generation}/\S+ (\d+) ", told, re.MULTILINE)]
    assert [seq for seq in differing if seq in compared] == expected
    assert code == (1 if differing else 0)

    old, new = read_entries(STORED / generation), read_entries(bench.target)
    assert [entry.seq for entry in new] == [entry.seq for entry in old]
    assert [path.name for path in sorted(bench.target.iterdir())] == [
        path.name for path in sorted((STORED / generation).iterdir())
    ]
    for before, after in zip(old, new, strict=True):
        assert set(after.record) - {"headers"} == set(before.record) - {"headers"}, after.label
        assert after.record["at"] >= before.record["at"], "faster than the recorded pace"


def test_the_recordings_hold_no_fresh_secret(outside: list[Simulator], tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    outside.append(bench.simulator)
    bench.run()
    tokens = re.findall(r"[0-9a-f]{40}==[0-9a-f]{40}", (bench.target / "api-keys.json").read_text(encoding="utf-8"))
    assert tokens
    assert set(tokens) == {"0" * 40 + "==" + "0" * 40}


def test_an_event_without_a_command_is_told_before_anything_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = Bench(tmp_path)
    assert bench.run(cron="") == 2
    assert "needs the option --cron" in capsys.readouterr().err
    assert bench.simulator.requests == []


def test_existing_recordings_are_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench = Bench(tmp_path)
    bench.target.mkdir(parents=True)
    kept = bench.target / "tags.json"
    kept.write_text("[]", encoding="utf-8")
    assert bench.run() == 2
    assert "--force" in capsys.readouterr().err
    assert bench.simulator.requests == []
    assert kept.read_text(encoding="utf-8") == "[]"


@pytest.mark.parametrize("name", ["rw", "ro", "wo"])
def test_a_wrong_key_is_told_before_the_first_record(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = Bench(tmp_path)
    bench.write_keys(**{name: "1" * 40 + "==" + "2" * 40})
    assert bench.run() == 2
    assert f"The key {name} is answered 401" in capsys.readouterr().err
    assert not bench.target.exists()
    assert {request.method for request in bench.simulator.requests} == {"GET"}


def test_a_key_of_another_form_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench = Bench(tmp_path)
    bench.write_keys(wo="ck_123")
    assert bench.run() == 2
    assert "wo is missing or no bearer token" in capsys.readouterr().err


def test_a_dashboard_with_sites_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench = Bench(tmp_path)
    added = {"url": "https://c1.test/", "name": "One", "admin": "admin", "adminpassword": "adminpass"}
    with requests.Session() as session:
        session.mount("https://", bench.adapter)
        headers = {"Authorization": f"Bearer {load('keys.json')['rw']}"}
        assert session.post("https://dash.test/wp-json/mainwp/v2/sites/add", json=added, headers=headers).ok
    assert bench.run() == 2
    assert "must have no sites" in capsys.readouterr().err


def test_a_command_that_fails_ends_the_recording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench = Bench(tmp_path)
    assert bench.run(cron="echo out of order; exit 3") == 2
    told = capsys.readouterr().err
    assert "--cron ended with 3" in told
    assert "out of order" in told
    assert not bench.target.exists()
