# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The role update where one thing looks like another: answers of surveys like nothing, a play like an earlier one."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests import plays
from tests.playbooks.campaign import MODULE_DEFAULTS, campaign
from tests.simulator.seeds.demo import FAILING


def test_answers_that_look_like_nothing(tmp_path: Path) -> None:
    """Empty text means what an unset variable means; an empty list takes nothing, and zero is a number."""
    with campaign(tmp_path, 1) as one:
        unset = one.play("--check", update_checks="", update_report="")
        empty = one.play("--check", update_checks="", update_report="", update_types="", update_slugs=" ")
        assert unset.code == empty.code == 0, empty.output
        assert "1 planned" in unset.output
        assert [line for line in empty.output.splitlines() if "planned" in line] == [
            line for line in unset.output.splitlines() if "planned" in line
        ]

        for name in ("update_types", "update_slugs"):
            refused = one.play("--check", update_checks="", update_report="", **{name: []})
            assert refused.code != 0
            assert "update_types and update_slugs must not be empty lists" in " ".join(refused.output.split())
        late = one.play(update_checks="", update_stop_starting_after=0, update_fail_on="any")
        assert late.code == 0, late.output
        assert set(one.statuses().values()) == {"skipped"}
        assert one.report()["summary"]["updates"]["skipped"] == one.report()["summary"]["updates"]["total"] > 0
        assert one.updates_sent() == []


def test_a_run_is_not_taken_for_that_of_an_earlier_play(tmp_path: Path) -> None:
    """The second play meets hosts of the first one in its second wave; both waves are one run all the same."""
    role = {"name": "Update", "ansible.builtin.import_role": {"name": "mainwp.dashboard.update"}}
    with campaign(tmp_path, 4) as one:
        play = {
            "gather_facts": False,
            "connection": "local",
            "module_defaults": MODULE_DEFAULTS,
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}", "update_report": str(one.reports)},
            "tasks": [role],
        }
        path = tmp_path / "two.yml"
        two = [
            {"name": "Canaries", "hosts": "mainwp[2:3]", **play},
            {"name": "All", "hosts": "mainwp", "serial": 2, **play},
        ]
        path.write_text(yaml.safe_dump(two, sort_keys=False), encoding="utf-8")
        done = plays.run([path], one.dashboards[0], "-i", str(tmp_path / "inventory"), "--tags", "report")
        assert done.code == 0, done.output
        reports = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(one.reports.glob("*.json"))]
        statuses = [[site["status"] for site in report["sites"]] for report in reports]
        assert statuses == [["checked"] * 2, ["checked"] * 4]


def test_an_id_that_is_old_ignores_nothing_on_the_site_of_somebody_else(tmp_path: Path) -> None:
    """A host of a later wave has an id that belongs to a site outside of the play by now."""
    with campaign(tmp_path, 6) as one:
        listed = one.dashboards[0].ask("GET", "sites/basic")["data"]
        ids = {site["url"].split("/")[2]: str(site["id"]) for site in listed}
        stranger = ids.pop("site-05.example.com")
        old = tmp_path / "inventory" / "host_vars"
        old.mkdir()
        (old / "site-06.example.com.yml").write_text(f"mainwp_site_id: '{stranger}'\n", encoding="utf-8")
        one.updates_sent()
        done = one.play(
            "--limit", "!site-05.example.com", serial=[4, 1], update_types="plugins", update_slugs=FAILING,
            update_checks="", update_quarantine_after=1, update_ignore_quarantined=True,
        )  # fmt: skip
        ignored = sorted(path.split("/")[-3] for path in one.updates_sent() if path.endswith("/ignore/plugins"))
        assert ignored == sorted(ids.values()), done.output
        assert "is https://site-05.example.com/ on the dashboard that was reached" in " ".join(done.output.split())


def test_the_queue_holds_nothing_back_and_nobody_says_so(tmp_path: Path) -> None:
    """The dashboard's own run tries what fails on every site, so that nothing is quarantined, and nothing ignored."""
    with campaign(tmp_path, 2) as one:
        refused = one.play("--check", update_strategy="queue", update_ignore_quarantined=True)
        assert refused.code != 0
        assert "update_ignore_quarantined must be as they are" in " ".join(refused.output.split())
        # A job counts failures of an offer, and three of them would be called a quarantine in the report.
        show = {
            "name": "Show",
            "ansible.builtin.debug": {"msg": "Held back after {{ mainwp_update.quarantine_after }}."},
        }
        tasks = one.file("after.yml", [show])
        done = one.play(update_strategy="queue", update_fail_on="none", update_checks="", update_after_tasks=tasks)
        assert done.code == 0, done.output
        assert done.output.count("Held back after 0.") == 2
