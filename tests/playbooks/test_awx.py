# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A campaign as AWX runs it: ansible-runner, an inventory from the plugin, and credentials in the environment alone.

AWX makes the same calls of ansible-runner in a container: an inventory source first, then one job after the other, each
with the survey's answers and with what the jobs before it handed on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ansible_runner
import pytest

from tests import awx
from tests.served import Served, served

SHOP, BLOG, NEWS = "shop.example.com", "blog.example.com", "news.example.com"
BAD = "seo-notes/seo-notes.php"

# The settings of AWX that concern a job.
SETTINGS = {
    "ANSIBLE_FORCE_COLOR": "True",
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
    "ANSIBLE_RETRY_FILES_ENABLED": "False",
    "MAX_EVENT_RES": "700000",
}
# Seconds after which ansible-runner ends a job, whatever it hangs on. It takes ten, and more on a busy machine.
LONGEST = 240


@dataclass
class Job:
    """A job that has ended."""

    folder: Path
    status: str
    stats: dict[str, dict[str, int]]
    events: list[dict[str, Any]]

    @property
    def handed_on(self) -> dict[str, Any]:
        """Its artifacts: what AWX keeps of set_stats, and gives to the nodes after it."""
        (last,) = (event for event in self.events if event["event"] == "playbook_on_stats")
        found: dict[str, Any] = last["event_data"]["artifact_data"]
        return found

    def tasks(self, name: str) -> list[dict[str, Any]]:
        """What the events say of the hosts' results of a task."""
        results = ("runner_on_ok", "runner_on_failed", "runner_on_skipped")
        return [
            event["event_data"]
            for event in self.events
            if event["event"] in results and event["event_data"]["task"].rpartition(" : ")[2] == name
        ]


@dataclass
class Controller:
    """The part of AWX: a project, an inventory and a credential."""

    dashboard: Served
    folder: Path
    environment: dict[str, str]
    secrets: list[str]

    def sync_inventory(self) -> dict[str, Any]:
        """Have the inventory source read, and keep what it says as the inventory of all jobs."""
        source = self.folder / "project" / "fleet.mainwp.yml"
        found, errors = ansible_runner.get_inventory(
            "list",
            [str(source)],
            response_format="json",
            export=True,
            quiet=True,
            envvars={**SETTINGS, **self.environment},
        )
        assert not errors, errors
        script = self.folder / "inventory" / "hosts"
        script.parent.mkdir()
        script.write_text(f"#!/usr/bin/env python3\nprint({json.dumps(found)!r})\n", encoding="utf-8")
        script.chmod(0o700)
        inventory: dict[str, Any] = found
        return inventory

    def launch(self, name: str, *handed_on: dict[str, Any], limit: str = "", **answers: Any) -> Job:
        """Run the job template of a playbook, with the answers to its survey, and what jobs before it handed on."""
        variables = awx.extra_variables(awx.load(f"surveys/{name}.yml"), answers)
        for earlier in handed_on:
            variables |= earlier
        number = str(len(list((self.folder / "artifacts").glob("*"))) + 1)
        events: list[dict[str, Any]] = []

        def keep(event: dict[str, Any]) -> bool:
            events.append(event)
            return True

        runner = ansible_runner.run(
            private_data_dir=str(self.folder),
            ident=number,
            playbook=f"{name}.yml",
            inventory=str(self.folder / "inventory" / "hosts"),
            envvars={**SETTINGS, **self.environment},
            extravars=variables,
            limit=limit or None,
            suppress_env_files=True,
            settings={"suppress_ansible_output": True, "job_timeout": LONGEST},
            event_handler=keep,
            quiet=True,
        )
        return Job(self.folder / "artifacts" / number, runner.status, runner.stats, events)

    def faults(self, host: str, **fault: Any) -> None:
        """Let the update of the bad plugin go wrong on a child, or right again."""
        self.dashboard.control("child-faults", {"host": host, "slug": BAD, **fault})


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[Controller]:
    project = tmp_path / "runner" / "project"
    project.mkdir(parents=True)
    (project / "fleet.mainwp.yml").write_text("plugin: mainwp.dashboard.mainwp\n", encoding="utf-8")
    for name in ("plan", "update"):
        playbook = f"- name: From the collection\n  ansible.builtin.import_playbook: mainwp.dashboard.{name}\n"
        (project / f"{name}.yml").write_text(playbook, encoding="utf-8")
    with served("--state", "examples") as dashboard:
        application = dashboard.control("keys")["application"]
        credential = {
            "dashboard_url": dashboard.url,
            "api_key": dashboard.api_key,
            "application_user": application["user"],
            "application_password": application["password"],
        }
        environment = awx.injected(awx.load("credential_type.yml"), credential, tmp_path)
        secrets = [*dashboard.api_key.split("=="), application["password"]]
        yield Controller(dashboard, project.parent, environment, secrets)


def test_a_workflow_from_the_plan_to_the_relaunch_on_failed_hosts(controller: Controller) -> None:
    inventory = controller.sync_inventory()
    assert set(inventory["_meta"]["hostvars"]) == {SHOP, BLOG, NEWS}

    planned = controller.launch("plan", update_types=["plugins"], update_exclude_slugs="backup-suite\npage-cache")
    assert planned.status == "successful"
    plan = planned.handed_on["mainwp_update_plan"]
    assert {offer["slug"] for offer in plan["offers"]} == {"contact-desk/contact-desk.php", BAD}
    shown = planned.tasks("Show the plan")[0]["res"]["msg"]
    assert shown[-1] == f"Hash of the plan: {planned.handed_on['mainwp_update_plan_hash']}"

    controller.faults(SHOP, kind="fails")
    answers: dict[str, Any] = {"update_waves": "1\n100%", "update_max_fail_percentage": 60}
    updated = controller.launch("update", planned.handed_on, **answers)
    assert updated.status == "failed"
    assert updated.stats["failures"] == {SHOP: 1}
    assert set(updated.stats["ok"]) == {SHOP, BLOG, NEWS}
    report = updated.handed_on["mainwp_update_report"]
    assert [(one["host"], one["status"]) for one in report["failures"]] == [(SHOP, "failed")]
    assert "SEO Notes: Download failed." in report["failures"][0]["reason"]
    assert (report["sites"]["updated"], report["sites"]["failed"]) == (2, 1)
    assert (report["updates"]["updated"], report["updates"]["failed"]) == (5, 1)
    (verdict,) = (one for one in updated.tasks("Hold the host to its verdict") if one["host"] == SHOP)
    assert "Download failed." in verdict["res"]["msg"]

    controller.faults(SHOP)
    failed = ",".join(updated.stats["failures"])
    again = controller.launch("update", planned.handed_on, limit=failed, **answers)
    assert again.status == "successful"
    assert set(again.stats["ok"]) == {SHOP}
    assert again.handed_on["mainwp_update_report"]["updates"]["updated"] == 1

    for job in (planned, updated, again):
        assert_no_secret(job, controller.secrets)
    script = (controller.folder / "inventory" / "hosts").read_text(encoding="utf-8")
    assert not [secret for secret in controller.secrets if secret in script]


def assert_no_secret(job: Job, secrets: list[str]) -> None:
    """No file that ansible-runner left and no event holds a secret.

    The one exception is ansible-runner's own: its file ``command`` repeats the environment that it was given.
    """
    files = [path for path in job.folder.rglob("*") if path.is_file()]
    assert {"command", "stdout", "rc", "status"} <= {path.name for path in files}
    assert len([path for path in files if path.parent.name == "job_events"]) == len(job.events)
    texts = {str(path): path.read_text(encoding="utf-8") for path in files if path.name != "command"}
    command = json.loads((job.folder / "command").read_text(encoding="utf-8"))
    texts["command"] = json.dumps([command["command"], command["cwd"]])
    texts["events"] = json.dumps(job.events)
    for name, text in texts.items():
        assert not [secret for secret in secrets if secret in text], name


def test_another_plan_than_the_approved_one_is_refused(controller: Controller) -> None:
    controller.sync_inventory()
    planned = controller.launch("plan", update_hosts=SHOP)
    refused = controller.launch("update", planned.handed_on, update_hosts=SHOP, update_plan_hash="0" * 64)
    assert refused.status == "failed"
    assert "it is not the plan that was approved" in str(refused.tasks("Hold the host to its verdict"))
    assert refused.handed_on["mainwp_update_report"]["updates"]["total"] == 0
    emptied = controller.launch("update", planned.handed_on | {"update_plan": ""}, update_hosts=SHOP)
    assert emptied.status == "failed"
    assert "A plan was handed on, and none of it is carried out here" in str(emptied.events)
