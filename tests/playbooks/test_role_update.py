# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The role update on an inventory, through ansible-playbook against served simulators."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import yaml

from ansible_collections.mainwp.dashboard.plugins.filter import update_fact, update_report
from tests import plays
from tests.playbooks.campaign import Campaign, campaign
from tests.served import Served
from tests.simulator.seeds import keys
from tests.simulator.seeds.demo import FAILING

ONE, TWO, THREE, FOUR, FIVE, SIX = (f"site-{number:02d}.example.com" for number in range(1, 7))


def recap(done: plays.Outcome) -> dict[str, dict[str, int]]:
    """The last recap: what each host is said to have."""
    found = re.findall(r"^(\S+) +: (ok=.*)$", done.output.rpartition("PLAY RECAP")[2], re.MULTILINE)
    return {host: {name: int(number) for name, number in re.findall(r"(\w+)=(\d+)", rest)} for host, rest in found}


def red(done: plays.Outcome) -> set[str]:
    """The hosts that failed, as Ansible counts them."""
    return {host for host, counts in recap(done).items() if counts["failed"] or counts["unreachable"]}


def update_requests(one: Campaign, number: int = 0) -> list[str]:
    """The requests that updated something on a dashboard's sites, by path; all requests are forgotten."""
    asked = one.dashboards[number].asked()
    return [one["path"] for one in asked if re.search(r"/updates/\d+/update/", one["path"])]


def entry(report: dict[str, Any], host: str) -> dict[str, Any]:
    """What a report says of a host."""
    found: dict[str, Any] = next(one for one in report["sites"] if one["host"] == host)
    return found


def test_waves(tmp_path: Path) -> None:
    """Only the site fails on which the plugin failed, and later waves do not try it: it is quarantined, and ignored."""
    with campaign(tmp_path, 6) as one:
        done = one.play(
            serial=[1, 2, "100%"],
            update_types="plugins",
            update_quarantine_after=1,
            update_ignore_quarantined=True,
            update_report_title="Night <b>& day</b>",
            update_report_formats=["json", "markdown", "html"],
        )
        assert done.code == 2
        assert red(done) == {THREE}, done.output
        changed = {host for host, counts in recap(done).items() if counts["changed"]}
        assert changed >= {ONE, TWO, THREE, FOUR, FIVE, SIX}, "what was updated is a change of each host"
        report = one.report()
        assert {one["host"]: one["status"] for one in report["sites"]} == {
            THREE: "failed",
            **dict.fromkeys((ONE, TWO, FOUR, FIVE, SIX), "updated"),
        }
        assert report["sites"][0]["host"] == THREE, "failures come first"
        assert report["offers"][0]["slug"] == FAILING
        assert Counter(report["offers"][0]["summary"]) == Counter(updated=2, failed=1, skipped=3)
        held = [item for item in entry(report, FOUR)["updates"] if item["slug"] == FAILING]
        assert held[0]["reason"] == "Ignored on the dashboard."
        assert report["quarantined"] == [{"type": "plugin", "slug": FAILING, "new_version": "3.1", "failures": 1}]
        # The batch of the failure and the one to come; those of the first batch are not touched.
        assert report["ignored"] == [{"type": "plugin", "slug": FAILING, "sites": 5}]
        assert {path.suffix for path in one.reports.iterdir()} == {".json", ".md", ".html"}
        assert len(list(one.reports.iterdir())) == 3, "all waves write the same report"
        page = next(one.reports.glob("*.html")).read_text(encoding="utf-8")
        assert "Night &lt;b&gt;&amp; day&lt;/b&gt;" in page
        assert "<b>&" not in page
        assert "Report: " in done.output
        assert "Hold the host to its verdict" in done.output

        again = one.play(update_types="plugins", update_report="")
        assert (again.code, red(again)) == (0, set()), again.output
        assert again.changed == 0, again.output


def test_the_canary_stops_the_run_and_a_relaunch_does_the_rest(tmp_path: Path) -> None:
    """A wave with too many failures ends the play; its report is written; the failed hosts can be run again alone."""
    with campaign(tmp_path, 6, generation="legacy") as one:
        done = one.play(
            "--limit",
            f"{THREE},{ONE},{TWO},{SIX}",
            serial=[3, "100%"],
            max_fail_percentage=10,
            update_types=["plugins"],
            update_slugs=[FAILING],
        )
        assert done.code == 2
        assert red(done) == {THREE}, done.output
        assert "NO MORE HOSTS LEFT" in done.output
        assert one.statuses() == {ONE: "updated", TWO: "updated", THREE: "failed", SIX: "not_begun"}
        assert len(update_requests(one)) == 3

        one.dashboards[0].control("child-faults", {"host": THREE, "slug": FAILING})
        again = one.play("--limit", THREE, update_types=["plugins"], update_slugs=[FAILING])
        assert (again.code, red(again)) == (0, set()), again.output
        assert one.statuses() == {THREE: "updated"}
        assert len(update_requests(one)) == 1


def test_two_dashboards_in_one_batch(tmp_path: Path) -> None:
    """One call for each; what fails on one concerns its hosts alone; failures are added up for the next batch."""
    with campaign(tmp_path, 3, 3) as one:
        second = {f"d1.{host}" for host in (ONE, TWO, THREE)}
        # The third site is the one that fails, on both: two failures together, before the others are begun.
        order = {"hosts": f"{THREE},d1.{THREE},{ONE},{TWO},d1.{ONE},d1.{TWO}", "serial": [3, "100%"]}
        one.dashboards[0].control("child-faults", {"host": ONE, "slug": FAILING})
        done = one.play(**order, update_types=["plugins"], update_slugs=[FAILING], update_quarantine_after=2)
        report = one.report()
        assert red(done) == {THREE, f"d1.{THREE}"}, done.output
        assert {host for host, status in one.statuses().items() if status == "skipped"} == {
            TWO, f"d1.{ONE}", f"d1.{TWO}"
        }, done.output  # fmt: skip
        assert [offer["failures"] for offer in report["quarantined"]] == [2]
        assert report["dashboards"] == sorted(dashboard.url for dashboard in one.dashboards)

        # The key of the second dashboard is refused for everything that writes; all of its hosts fail, and only they.
        one.dashboards[1].control("faults", {"kind": "firewall", "method": "PUT", "path": "/update/"})
        done = one.play(update_types=["themes"])
        assert red(done) == second, done.output
        assert {host for host, status in one.statuses().items() if status == "updated"} == {ONE, TWO, THREE}
        for host in second:
            assert "firewall" in entry(one.report(), host)["reason"], entry(one.report(), host)


def test_another_dashboard_than_the_inventory_thinks(tmp_path: Path) -> None:
    """A connection that is the same for all would work on strangers with the same ids; nothing is done to them."""
    with campaign(tmp_path, 2, 1) as one:
        fixed = {"dashboard_url": one.dashboards[0].url, "api_key": one.dashboards[0].api_key}
        one.dashboards[0].control("requests", method="DELETE")
        # The site of the second dashboard has the number and, in this demo, the address of the first of the other.
        done = one.play(
            "--extra-vars",
            json.dumps({"mainwp_site_url": "https://elsewhere.example.com/"}),
            module_defaults={"group/mainwp.dashboard.all": fixed},
        )
        assert red(done) == {ONE, TWO, f"d1.{ONE}"}, done.output
        assert "in the inventory" in entry(one.report(), ONE)["reason"]
        assert update_requests(one) == []


def test_check_mode_and_tags(tmp_path: Path) -> None:
    """A check writes nothing and foretells; steps can be left out, and what was left out is not called done."""
    with campaign(tmp_path, 2) as one:
        wanted = {"update_types": ["plugins"], "update_exclude_slugs": [FAILING]}
        one.dashboards[0].control("requests", method="DELETE")
        done = one.play("--check", **wanted)
        assert (done.code, red(done)) == (0, set()), done.output
        assert "2 planned" in done.output
        assert not one.reports.exists(), "a check writes no report"
        asked = one.dashboards[0].control("requests")["requests"]
        assert not [item for item in asked if item["method"] != "GET" and not item["path"].endswith("no-such-route")]

        done = one.play("--tags", "before,report", **wanted)
        assert (done.code, red(done)) == (0, set()), done.output
        assert one.statuses() == {ONE: "checked", TWO: "checked"}
        assert update_requests(one) == []

        done = one.play("--tags", "apply", update_report="", **wanted)
        assert (done.code, red(done)) == (0, set()), done.output
        assert len(update_requests(one)) == 2


@contextmanager
def pages(bodies: dict[str, list[str]]) -> Iterator[str]:
    """Serve these texts by path, one after the other and the last one for ever; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            texts = bodies[self.path.strip("/")]
            body = (texts.pop(0) if len(texts) > 1 else texts[0]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_checks_and_tasks_of_your_own(tmp_path: Path) -> None:
    """A site that is not well before is left alone, one that is not after fails though all its items are updated."""
    bodies = {
        ONE: ["Open. Welcome"], TWO: ["Open. Welcome", "Fatal error"], THREE: ["Closed"], FOUR: ["Open. Welcome"],
        FIVE: ["Open. Welcome"], SIX: ["Open. Welcome"],
    }  # fmt: skip
    with campaign(tmp_path, 6) as one, pages(bodies) as address:
        one.dashboards[0].control("event", {"event": f"child: {FOUR} answers 503 to everything"})
        before = one.file(
            "before.yml",
            [
                # The first host, which would make the calls for all others, is one of those that fail.
                {
                    "name": "Back up",
                    "ansible.builtin.fail": {"msg": "The disk is full."},
                    "when": f"inventory_hostname == '{ONE}'",
                },
                {
                    "name": "Note a backup",
                    "ansible.builtin.copy": {"dest": f"{tmp_path}/{{{{ inventory_hostname }}}}.backup", "content": "x"},
                },
            ],
        )
        after = one.file(
            "after.yml",
            [
                {
                    "name": "Note what became of it",
                    "ansible.builtin.copy": {
                        "dest": f"{tmp_path}/{{{{ inventory_hostname }}}}.after",
                        "content": "{{ mainwp_update.status }}",
                    },
                },
                {
                    "name": "Let it fail for a reason of one's own",
                    "ansible.builtin.set_fact": {
                        "mainwp_update": "{{ mainwp_update | mainwp.dashboard.update_fact(problem='No orders.') }}"
                    },
                    "when": f"inventory_hostname == '{SIX}'",
                },
            ],
        )
        done = one.play(
            update_types=["plugins"],
            update_exclude_slugs=[FAILING],
            update_checks="http\nmonitor\ncontent\nplugins_active\nwp_version\nsync\n",
            update_content="Open\nWelcome",
            update_content_url=f"{address}/{{{{ inventory_hostname }}}}",
            update_before_tasks=before,
            update_after_tasks=after,
            update_soak="1",
        )
        assert red(done) == {ONE, TWO, THREE, FOUR, SIX}, done.output
        assert "Pausing for 1 seconds" in done.output
        report = one.report()
        assert one.statuses() == {**dict.fromkeys((ONE, TWO, THREE, FOUR, SIX), "failed"), FIVE: "updated"}
        missing = "The page does not hold 'Open', 'Welcome'."
        assert "The disk is full." in entry(report, ONE)["reason"]
        assert entry(report, TWO)["reason"] == f"Check content after the update: {missing}"
        assert {item["verdict"] for item in entry(report, TWO)["updates"]} == {"updated"}
        assert "does not hold" in entry(report, THREE)["reason"]
        assert "503" in entry(report, FOUR)["reason"]
        assert "Check monitor before the update: The monitor says down." in entry(report, FOUR)["reason"]
        made = {(one["check"], one["step"]): one["ok"] for one in entry(report, FIVE)["checks"]}
        assert made == {
            **{(check, step): True for check in ("sync", "http", "monitor", "content") for step in ("before", "after")},
            ("plugins_active", "after"): True,
            ("wp_version", "after"): True,
        }
        assert entry(report, SIX)["reason"].endswith("No orders.")
        assert [entry(report, host)["updates"] for host in (ONE, THREE, FOUR)] == [[], [], []]
        touched = {path.split("/")[-3] for path in update_requests(one)}
        assert len(touched) == 3, touched
        assert {path.stem for path in tmp_path.glob("*.backup")} == {TWO, FIVE, SIX}
        assert (tmp_path / f"{TWO}.after").read_text(encoding="utf-8") == "failed"
        assert (tmp_path / f"{FIVE}.after").read_text(encoding="utf-8") == "updated"
        assert not (tmp_path / f"{ONE}.after").exists()
        secrets = [dashboard.api_key for dashboard in one.dashboards]
        written = "".join(path.read_text(encoding="utf-8") for path in one.reports.iterdir())
        assert not [secret for secret in secrets if secret in written or secret in done.output]


def test_without_a_report_nobody_is_green(tmp_path: Path) -> None:
    """Ansible counts one host as failed where a task that is done once fails; each of them has to be."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with campaign(tmp_path, 2) as one:
        done = one.play("--tags", "before,report", update_report=f"{tmp_path}/file/reports")
        assert red(done) == {ONE, TWO}, done.output
        assert "Have a folder for the reports" in done.output


def test_the_queue_works_on_all_sites_or_on_none(tmp_path: Path) -> None:
    """The dashboard's own run knows no choice, so a batch that is not the whole dashboard is refused."""
    with campaign(tmp_path, 2) as one:
        part = one.play("--limit", ONE, "--tags", "apply,report", update_strategy="queue")
        assert red(part) == {ONE}, part.output
        assert "1 of them are not among the hosts" in entry(one.report(), ONE)["reason"]
        assert update_requests(one) == []
        narrowed = one.play(update_strategy="queue", update_types=["plugins"])
        assert red(narrowed) == {ONE, TWO}, narrowed.output
        assert "The strategy queue updates everything" in " ".join(narrowed.output.split())

        whole = one.play(update_strategy="queue", update_fail_on="none")
        assert (whole.code, red(whole)) == (0, set()), whole.output
        assert set(one.statuses().values()) == {"updated"}
        assert one.report()["summary"]["updates"]["failed"] == 2


def test_a_job_is_followed_before_everybody(tmp_path: Path) -> None:
    """Of many sites the dashboard makes a job; each look is a task with its counts, and each host has its verdict."""
    count = 24
    with campaign(tmp_path, count) as one:
        one.dashboards[0].control("jobs", {"threshold": count - 1})
        stop = threading.Event()

        def hurry() -> None:
            # Not before: data that have grown old would have to be synced first.
            begun = False
            while not stop.wait(1):
                asked = [] if begun else one.dashboards[0].control("requests")["requests"]
                begun = begun or any(item["path"].endswith("updates/update") for item in asked)
                if begun:
                    one.dashboards[0].control("clock", {"advance": 20})

        clock = threading.Thread(target=hurry)
        clock.start()
        try:
            done = one.play(
                "--forks",
                "20",
                "--tags",
                "apply,report",
                "--extra-vars",
                json.dumps({f"mainwp_application_{name}": value for name, value in keys.application().items()}),
                update_strategy="queue",
                update_job_threshold=count - 1,
                update_wait_interval=2,
                update_fail_on="none",
            )
        finally:
            stop.set()
            clock.join()
        looks = re.findall(r"TASK \[.* : Job update_\S+: (\d+) of (\d+) sites, (\d+) failed\]", done.output)
        assert done.code == 0, done.output[-5000:]
        assert len(looks) > 2, looks
        # Two sites whose plugin fails, and one whose licence is missing, which the dashboard's own run tries.
        assert looks[-1] == (str(count), str(count), "3")
        assert int(looks[1][0]) < count
        assert set(one.statuses().values()) == {"updated"}


def test_no_text_of_a_site_becomes_markup(tmp_path: Path) -> None:
    """What a site or a child says is text in every form of the report, whatever is in it."""
    evil = "<script>alert('x')</script> | `**bold**` [a](http://b) {{ 7 }}\n# Head"
    site = {"id": 1, "url": "https://shop.example.com/", "name": evil}
    updates = [
        {
            "site": site, "type": "plugin", "slug": evil, "name": evil, "old_version": evil, "new_version": evil,
            "verdict": "failed", "reason": evil,
        }
    ]  # fmt: skip
    fact = {
        "host": evil, "dashboard": evil, "asked": {}, "run": evil, "begun": evil, "fail_on": "any",
        "quarantine_after": 1, "site": site, "applied": True, "updates": updates,
        "checks": [{"check": evil, "step": "after", "ok": False, "reason": evil}],
        "offer_failures": [{"type": "plugin", "slug": evil, "new_version": evil, "failures": 1}],
        "ignored": [{"site": site, "type": "plugin", "slug": evil}],
    }  # fmt: skip
    report = update_report.FilterModule().filters()["update_report"]
    complete = update_fact.FilterModule().filters()["update_fact"]
    made = report([complete(fact)], [evil, f"{evil}2"], title=evil, made_at=evil)
    files = [str(tmp_path / name) for name in ("report.html", "report.md", "report.json")]
    (tmp_path / "made.json").write_text(json.dumps(made), encoding="utf-8")
    task = {
        "name": "Write",
        "ansible.builtin.include_role": {"name": "mainwp.dashboard.update", "tasks_from": "write.yml"},
        "vars": {
            "__update_report": f"{{{{ lookup('ansible.builtin.file', '{tmp_path}/made.json') | from_json }}}}",
            "__update_report_hosts": [],
            "__update_report_files": files,
        },
    }
    play = [{"name": "Write", "hosts": "localhost", "gather_facts": False, "tasks": [task]}]
    path = tmp_path / "write.yml"
    path.write_text(yaml.safe_dump(play), encoding="utf-8")
    done = plays.run([path], Served("http://127.0.0.1:9", "none", cast(Any, None)))
    assert done.code == 0, done.output
    page, markdown, data = (Path(name).read_text(encoding="utf-8") for name in files)
    assert json.loads(data) == made
    for text in (page, markdown):
        assert "<script" not in text
        assert "{{ 7 }}" in text, "a text is no template either"
    assert "\n# Head" not in markdown
    assert page.count("<b>") == len(re.findall(r"<b>(?:\d+|failed|passed|not made)</b>", page))
    assert "`" not in markdown.replace("\\`", "")
    for table in re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table
