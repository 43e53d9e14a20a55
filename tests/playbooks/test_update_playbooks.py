# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The playbooks update and report on served simulators: their waves, plans for several dashboards, and the reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import plays
from tests.served import Served, served

PLAYBOOKS = Path(__file__).parents[2] / "playbooks"
SHOP, BLOG, NEWS = "shop.example.com", "blog.example.com", "news.example.com"
BAD, GOOD = "seo-notes/seo-notes.php", "contact-desk/contact-desk.php"


@pytest.fixture
def dashboard() -> Iterator[Served]:
    with served("--state", "examples") as one:
        yield one


def inventory(folder: Path, name: str = "fleet", **options: Any) -> tuple[str, str]:
    """The flags that name an inventory of the plugin with these options."""
    path = folder / f"{name}.mainwp.yml"
    path.write_text(json.dumps({"plugin": "mainwp.dashboard.mainwp", **options}), encoding="utf-8")
    return "-i", str(path)


def run(playbook: str, dashboard: Served, *flags: str, **variables: Any) -> plays.Outcome:
    return plays.run([PLAYBOOKS / f"{playbook}.yml"], dashboard, *flags, "-e", json.dumps(variables))


def versions(dashboard: Served, slug: str) -> dict[str, str]:
    """The version of a plugin on every child that has it, by host."""
    found = dashboard.control("children")
    return {url.split("/")[2]: str(one["plugins"][slug]) for url, one in found.items() if slug in one["plugins"]}


def spoil(dashboard: Served, host: str) -> None:
    """Let the update of the bad plugin fail on a child."""
    dashboard.control("child-faults", {"host": host, "slug": BAD, "kind": "fails"})


def report(folder: Path, name: str = "update-*.json") -> dict[str, Any]:
    (path,) = folder.glob(name)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {one["host"]: one["status"] for one in found["sites"]}


def test_the_first_wave_stops_the_run_and_the_rest_of_it_is_reported_with_it(dashboard: Served, tmp_path: Path) -> None:
    """By default the first wave is one site; then the run goes on without it, and one report tells of both."""
    flags = inventory(tmp_path)
    reports, whole = tmp_path / "reports", tmp_path / "whole"
    spoil(dashboard, BLOG)
    before = versions(dashboard, GOOD)
    stopped = run("update", dashboard, *flags, update_slugs=f"{BAD}\n{GOOD}", update_report=str(reports))
    assert stopped.code != 0
    assert statuses(report(reports)) == {BLOG: "failed", NEWS: "not_begun", SHOP: "not_begun"}
    after = versions(dashboard, GOOD)
    assert [host for host, version in after.items() if version != before[host]] == [BLOG]

    rest = run("update", dashboard, *flags, "--limit", f"!{BLOG}", update_slugs=GOOD, update_report=str(reports))
    assert rest.code == 0, rest.output
    both = run("report", dashboard, report_src=str(reports), report_dest=str(whole), report_title="The night")
    assert both.code == 0, both.output
    assert both.changed == 0
    assert statuses(report(whole, "report.json")) == {BLOG: "failed", NEWS: "updated", SHOP: "updated"}
    assert "# The night" in (whole / "report.md").read_text(encoding="utf-8")
    assert "<title>The night</title>" in (whole / "report.html").read_text(encoding="utf-8")
    assert "The night, begun" in both.output
    assert f"Report: {whole}/report.html" in both.output


def test_a_check_foretells_and_changes_nothing(dashboard: Served, tmp_path: Path) -> None:
    before = dashboard.control("children")
    done = run("update", dashboard, *inventory(tmp_path), "--check", update_waves="100%", update_types="plugins")
    assert done.code == 0, done.output
    assert "3 planned" in done.output
    assert dashboard.control("children") == before


def test_plans_for_several_dashboards_are_carried_out_on_their_own(dashboard: Served, tmp_path: Path) -> None:
    """As a workflow hands them on: both plans, both hashes; a hash that is missing was not approved."""
    with served("--state", "examples") as other:
        first = inventory(tmp_path, filters={"sites": [SHOP]})
        # An address with a slash at its end, as people write it, is that of the same dashboard.
        spelled = {"mainwp_dashboard_url": f"'{other.url}/'"}
        second = inventory(
            tmp_path,
            "west",
            dashboard_url=other.url,
            host_prefix="west.",
            filters={"sites": [BLOG]},
            compose=spelled,
        )
        flags = (*first, *second)
        planned = run("plan", dashboard, *flags, update_types="plugins", plan_dest=str(tmp_path))
        assert planned.code == 0, planned.output
        plans = [json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.glob("127.0.0.1-*.json")]
        hashes = {plan["dashboard"]: plan["hash"] for plan in plans}
        answers = {"mainwp_update_plan": plans, "update_waves": "100%", "update_max_fail_percentage": 100}

        half = run("update", dashboard, *flags, **answers, mainwp_update_plan_hash=hashes[other.url])
        assert half.code != 0
        assert "it is not the plan that was approved" in half.output
        assert len(set(versions(dashboard, GOOD).values())) == 1
        assert versions(other, GOOD)[BLOG] != versions(other, GOOD)[SHOP]

        whole = run("update", dashboard, *flags, **answers, mainwp_update_plan_hash="\n".join(hashes.values()))
        assert whole.code == 0, whole.output
        assert versions(dashboard, GOOD)[SHOP] == versions(other, GOOD)[BLOG]
        assert versions(dashboard, GOOD)[BLOG] != versions(dashboard, GOOD)[SHOP]


def test_a_hash_without_its_plan_updates_nothing(dashboard: Served, tmp_path: Path) -> None:
    """A plan that was lost on the way is not everything on offer."""
    before = versions(dashboard, GOOD)
    done = run("update", dashboard, *inventory(tmp_path), update_waves="100%", mainwp_update_plan_hash="0" * 64)
    assert done.code != 0
    assert "A plan was handed on, and none of it is carried out here." in " ".join(done.output.split())
    assert versions(dashboard, GOOD) == before


def test_a_hash_that_was_handed_on_holds_for_a_plan_in_a_file_too(dashboard: Served, tmp_path: Path) -> None:
    flags, path = inventory(tmp_path), str(tmp_path / "plan.json")
    assert run("plan", dashboard, *flags, update_slugs=GOOD, plan_dest=path).code == 0
    done = run("update", dashboard, *flags, "--check", update_plan_src=path, mainwp_update_plan_hash="0" * 64)
    assert done.code != 0
    assert "it is not the plan that was approved" in " ".join(done.output.split())

    # Neither a file nor a plan gets by without it where a survey leaves the question for the hash empty.
    plan = json.loads(Path(path).read_text(encoding="utf-8"))
    for handed_on in ({"update_plan_src": path}, {"mainwp_update_plan": plan}):
        passed = {**handed_on, "mainwp_update_plan_hash": "0" * 64, "update_plan_hash": ""}
        done = run("update", dashboard, *flags, "--check", **passed)
        assert done.code != 0
        assert "The plan is not one of those whose hashes were handed on" in " ".join(done.output.split())
    passed = {"mainwp_update_plan": plan, "mainwp_update_plan_hash": plan["hash"], "update_plan_hash": ""}
    done = run("update", dashboard, *flags, "--check", update_waves="100%", **passed)
    assert done.code == 0, done.output


def test_what_was_handed_on_is_shown(dashboard: Served) -> None:
    counts = {"total": 2, "failed": 1, "updated": 1}
    failure = {"host": SHOP, "site": f"https://{SHOP}/", "status": "failed", "reason": "Download failed."}
    handed_on = {"run": "2026-11-24T22:00:00Z", "sites": counts, "updates": {"total": 0}}
    done = run("report", dashboard, mainwp_update_report={**handed_on, "failures": [failure], "quarantined": []})
    assert done.code == 0, done.output
    assert "2 sites:   1 failed, 1 updated" in done.output
    assert "0 updates: none" in done.output
    assert "Download failed." in done.output
    nothing = run("report", dashboard)
    assert nothing.code != 0
    assert "Set report_src" in nothing.output
