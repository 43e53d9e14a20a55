# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The playbook rotate_key on a served simulator: from one key to the next, also when it ends early, at each place."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import plays
from tests.served import Served, served
from tests.simulator.seeds import keys

PLAYBOOK = Path(__file__).parents[2] / "playbooks" / "rotate_key.yml"


@dataclass
class Rotation:
    """A dashboard, and a file with the token of its key ``rw``."""

    dashboard: Served
    file: Path

    @property
    def token(self) -> str:
        """What the file holds now."""
        return self.file.read_text(encoding="utf-8").strip()

    def run(self, *flags: str, **variables: Any) -> plays.Outcome:
        """Run the playbook."""
        variables = {"rotate_token_file": str(self.file), "mainwp_dashboard_url": self.dashboard.url, **variables}
        return plays.run([PLAYBOOK], self.dashboard, "-e", json.dumps(variables), *flags)

    def spoil(self, **fault: Any) -> None:
        """Have the dashboard fail once."""
        self.dashboard.control("faults", {"times": 1, **fault})

    def keys(self, token: str) -> dict[str, list[str]]:
        """Ids of the v2 keys by description, as the key with this token is shown them; empty when it is refused."""
        try:
            rows = self.dashboard.ask("GET", "rest-api/keys?per_page=100", api_key=token)["data"]
        except urllib.error.HTTPError:
            return {}
        found: dict[str, list[str]] = {}
        for row in rows:
            if row["version"] == "v2":
                found.setdefault(row["description"], []).append(row["id"])
        return found


@pytest.fixture
def rotation(tmp_path: Path) -> Iterator[Rotation]:
    with served("--state", "examples") as dashboard:
        file = tmp_path / "rw.token"
        file.write_text(f"{dashboard.api_key}\n", encoding="utf-8")
        yield Rotation(dashboard, file)


def test_a_key_rotates_itself(rotation: Rotation, tmp_path: Path) -> None:
    old = rotation.token
    before = rotation.keys(old)
    foretold = rotation.run("--check", "--diff")
    assert foretold.code == 0, foretold.output
    assert (rotation.token, rotation.keys(old)) == (old, before)
    handed = tmp_path / "handed"
    tasks = tmp_path / "handover.yml"
    tasks.write_text(
        f'- ansible.builtin.copy:\n    content: "{{{{ rotate_new_token }}}}"\n    dest: "{handed}"\n    mode: "0600"\n'
        "  diff: false\n  no_log: true\n",
        encoding="utf-8",
    )
    done = rotation.run("--diff", "-vvv", rotate_handover=str(tasks))
    assert done.code == 0, done.output
    assert rotation.token != old
    assert rotation.keys(old) == {}
    now = rotation.keys(rotation.token)
    assert {name: ids for name, ids in now.items() if name != "rw"} == {
        name: ids for name, ids in before.items() if name != "rw"
    }
    assert len(now["rw"]) == 1
    assert handed.read_text(encoding="utf-8") == rotation.token
    assert rotation.file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["handed", "handover.yml", "rw.token"]
    for secret in (old, rotation.token):
        assert all(half not in done.output for half in secret.split("=="))


def test_a_run_that_ends_early_is_finished_by_the_next(rotation: Rotation) -> None:
    """The new key's token is lost; it proves to be weaker; the old key cannot be removed; the new one not renamed."""
    old = rotation.token
    rotation.spoil(kind="lost_504", method="POST", path="rest-api/add-key")
    assert rotation.run().code != 0
    assert rotation.token == old
    assert len(rotation.keys(old)["rw (next)"]) == 1

    rotation.spoil(kind="firewall", method="DELETE", path="no-such-route")
    weaker = rotation.run()
    assert weaker.code != 0
    assert "The new key may read, write, the old one may read, write, delete." in weaker.output
    assert rotation.token == old

    rotation.spoil(kind="unavailable", method="DELETE", path="rest-api/delete-key")
    assert rotation.run().code != 0
    new = rotation.token
    assert new != old
    found = rotation.keys(new)
    assert (len(found["rw"]), len(found["rw (next)"])) == (1, 1)

    rotation.spoil(kind="unavailable", method="PUT", path="rest-api/edit-key")
    assert rotation.run().code != 0
    assert (rotation.token, rotation.keys(old)) == (new, {})
    assert "rw" not in rotation.keys(new)

    done = rotation.run()
    assert done.code == 0, done.output
    assert rotation.token == new
    found = rotation.keys(new)
    assert (len(found["rw"]), "rw (next)" in found) == (1, False)


def test_another_key_rotates_one_that_only_reads(rotation: Rotation) -> None:
    admin, old = rotation.token, keys.made_up()["ro"]
    rotation.file.write_text(old, encoding="utf-8")
    done = rotation.run(mainwp_api_key=admin)
    assert done.code == 0, done.output
    assert (rotation.keys(old), len(rotation.keys(rotation.token)["ro"])) == ({}, 1)


def test_a_token_of_no_key_is_told(rotation: Rotation) -> None:
    admin = rotation.token
    rotation.file.write_text("not==here", encoding="utf-8")
    done = rotation.run(mainwp_api_key=admin)
    assert done.code != 0
    assert "0 keys of the dashboard fit the token" in done.output
