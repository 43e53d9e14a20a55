# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The plays of the guides in ``docs``, as they are printed, on a served simulator."""

from __future__ import annotations

import json
import os
import re
import threading
import urllib.error
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import awx, plays
from tests.served import Served, served
from tests.simulator.seeds import keys, recordings

DOCS = Path(__file__).parents[2] / "docs"


def printed(guide: str, folder: Path) -> list[Path]:
    """The plays of a guide as files, in their order, with the file that they share in ``folder``."""
    found = []
    for number, text in enumerate(re.findall(r"```yaml\n(- name.*?)```", (DOCS / guide).read_text("utf-8"), re.DOTALL)):
        path = folder / f"{number}.yml"
        path.write_text(text.replace("access_file: api", f"access_file: {folder}/api"), encoding="utf-8")
        found.append(path)
    return found


# A module of another collection, as far as a guide uses it: takes the options that are named, and notes what it got.
STAND_IN = """#!/usr/bin/python
import json
from ansible.module_utils.basic import AnsibleModule
module = AnsibleModule(argument_spec={options!r})
given = {{key: value for key, value in module.params.items() if value is not None}}
with open({notes!r}, "a") as file:
    file.write(json.dumps([{name!r}, given]) + "\\n")
module.exit_json(changed=True)
"""

# The options of the collection awx.awx 24.6.1 that the guide uses.
AWX: dict[str, dict[str, str]] = {
    "credential_type": {"name": "str", "description": "str", "kind": "str", "inputs": "dict", "injectors": "dict"},
    "credential": {"name": "str", "organization": "str", "credential_type": "str", "inputs": "dict"},
    "execution_environment": {"name": "str", "image": "str"},
    "project": {
        "name": "str",
        "organization": "str",
        "scm_type": "str",
        "scm_url": "str",
        "default_environment": "str",
    },
    "inventory": {"name": "str", "organization": "str"},
    "inventory_source": {
        "name": "str",
        "inventory": "str",
        "source": "str",
        "source_project": "str",
        "source_path": "str",
        "credential": "str",
        "execution_environment": "str",
        "overwrite": "bool",
        "overwrite_vars": "bool",
        "update_on_launch": "bool",
        "update_cache_timeout": "int",
    },
    "job_template": {
        "name": "str",
        "organization": "str",
        "project": "str",
        "playbook": "str",
        "inventory": "str",
        "credentials": "list",
        "execution_environment": "str",
        "ask_limit_on_launch": "bool",
        "ask_job_type_on_launch": "bool",
        "survey_enabled": "bool",
        "survey_spec": "dict",
    },
    "workflow_job_template": {"name": "str", "organization": "str", "inventory": "str", "workflow_nodes": "list"},
}


def test_awx_is_set_up_from_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What AWX gets is what the files hold, its templates too, and every name that is used is one that is made."""
    notes = tmp_path / "notes"
    modules = tmp_path / "ansible_collections" / "awx" / "awx" / "plugins" / "modules"
    modules.mkdir(parents=True)
    for name, types in AWX.items():
        options = {option: {"type": type} for option, type in types.items()}
        text = STAND_IN.format(options=options, notes=str(notes), name=name)
        (modules / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", f"{tmp_path}:{os.environ['ANSIBLE_COLLECTIONS_PATH']}")
    (play,) = (path for path in printed("awx.md", tmp_path) if "awx.awx" in path.read_text(encoding="utf-8"))
    secrets = {"vault_mainwp_api_key": "key", "vault_mainwp_application_password": "password"}
    with served("--state", "empty") as dashboard:
        done = plays.run([play], dashboard, "-e", json.dumps({"files": str(awx.FOLDER), **secrets}))
    assert done.code == 0, done.output
    made: dict[str, list[dict[str, Any]]] = {}
    for line in notes.read_text(encoding="utf-8").splitlines():
        name, options = json.loads(line)
        made.setdefault(name, []).append(options)
    assert made["credential_type"] == [awx.load("credential_type.yml")]
    (credential,) = made["credential"]
    assert credential["credential_type"] == made["credential_type"][0]["name"]
    assert set(credential["inputs"]) <= {field["id"] for field in made["credential_type"][0]["inputs"]["fields"]}
    surveys = {one["playbook"]: one["survey_spec"] for one in made["job_template"]}
    assert surveys == {f"{name}.yml": awx.load(f"surveys/{name}.yml") for name in ("plan", "update", "report")}
    (workflow,) = made["workflow_job_template"]
    nodes = {node["identifier"]: node for node in workflow["workflow_nodes"]}
    started = {node["unified_job_template"]["name"] for node in nodes.values()} - {"Approve the plan"}
    assert started == {one["name"] for one in made["job_template"]}
    followed = re.findall(r"'identifier': '(\w+)'", str([node.get("related") for node in nodes.values()]))
    assert sorted(["plan", *followed]) == sorted(nodes)
    (source,) = made["inventory_source"]
    assert f"```yaml\n# {source['source_path']}\n" in (DOCS / "awx.md").read_text("utf-8")


def answers(dashboard: Served, token: str) -> bool:
    """Whether the dashboard answers to a token."""
    try:
        dashboard.ask("GET", "rest-api/keys", api_key=token)
    except urllib.error.HTTPError as error:
        return bool(json.load(error)["code"] != "mainwp_rest_authentication_disabled_key")
    return True


def test_api_access_is_switched_off_and_on(tmp_path: Path) -> None:
    off, on, last = printed("api-access.md", tmp_path)
    tokens = keys.made_up()
    with served("--state", "examples") as dashboard:

        def play(path: Path, *options: str) -> int:
            done = plays.run([path], dashboard, *options)
            assert done.code == 0, done.output
            return done.changed

        # The file, and the loop over ro, wo and v1; off was off before.
        assert play(off, "--check") == 2
        assert answers(dashboard, tokens["ro"])
        assert play(off) == 2
        assert json.loads((tmp_path / "api-access.json").read_text("utf-8")) == ["2", tokens["v1"]["consumer_key"], "3"]
        assert play(off) == 0
        assert (answers(dashboard, tokens["rw"]), answers(dashboard, tokens["ro"])) == (True, False)
        assert play(on) == 2
        assert play(on) == 0
        assert (answers(dashboard, tokens["ro"]), answers(dashboard, tokens["off"])) == (True, False)
        assert play(last) == 1
        assert not answers(dashboard, tokens["rw"])


@pytest.mark.parametrize("number", range(4))
def test_an_extension_that_is_missing_is_named(number: int, tmp_path: Path) -> None:
    """The simulator has no extensions: every play stops at its first task and says which one it needs."""
    guide = (DOCS / "extensions.md").read_text("utf-8")
    extension = re.findall(r"^## .*\((.*)\)$", guide, re.MULTILINE)[number]
    with served("--state", "examples") as dashboard:
        done = plays.run([printed("extensions.md", tmp_path)[number]], dashboard)
    assert done.code != 0
    assert f"The extension {extension} is not active on this dashboard" in done.output


def test_every_play_about_extensions_is_one_of_them(tmp_path: Path) -> None:
    assert len(printed("extensions.md", tmp_path)) == 4


def pass_time(dashboard: Served, over: threading.Event) -> None:
    """Let a minute and more pass on a dashboard's clock again and again, and its cron run, until it is over."""
    while not over.wait(0.2):
        dashboard.control("clock", {"advance": 70})


def test_a_job_in_the_background_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 208 sites three answer; the job over them is completed, and the sites have their verdicts."""
    (play,) = printed("background-jobs.md", tmp_path)
    text = play.read_text(encoding="utf-8")
    assert "wait_interval: 30\n" in text
    play.write_text(text.replace("wait_interval: 30\n", "wait_interval: 1\n"), encoding="utf-8")
    for name, value in keys.application().items():
        monkeypatch.setenv(f"MAINWP_APPLICATION_{name.upper()}", value)
    over = threading.Event()
    with served("--state", "queued") as dashboard:
        dashboard = replace(dashboard, api_key=recordings.read("keys.json")["rw"])
        clock = threading.Thread(target=pass_time, args=(dashboard, over))
        clock.start()
        try:
            done = plays.run([play], dashboard, "-v")
        finally:
            over.set()
            clock.join()
    assert "reason: 205 of 208 sites failed." in done.output, done.output
    assert "skipping: " not in done.output
    assert "205 of 208 sites could not be synced" in done.output, done.output
    assert done.code == 2
