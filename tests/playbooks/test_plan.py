# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The playbook plan on served simulators: what it shows, what it hands on, and what it writes down."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import awx, plays
from tests.served import Served, served

PLAYBOOK = Path(__file__).parents[2] / "playbooks" / "plan.yml"


@pytest.fixture(scope="module")
def dashboard() -> Iterator[Served]:
    with served("--state", "examples") as one:
        yield one


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "fleet.mainwp.yml"
    path.write_text("plugin: mainwp.dashboard.mainwp\n", encoding="utf-8")
    return path


def run(dashboard: Served, *flags: str, **variables: Any) -> plays.Outcome:
    return plays.run([PLAYBOOK], dashboard, "-v", "-e", json.dumps(variables), *flags)


def handed_on(done: plays.Outcome) -> dict[str, Any]:
    """What the playbook says with set_stats."""
    assert done.code == 0, done.output
    (result,) = re.findall(r"^TASK \[Hand it on\].*\nok: .* =>.*\n((?: +.*\n)+)", done.output, re.MULTILINE)
    found: dict[str, Any] = yaml.safe_load(result)["ansible_stats"]["data"]
    return found


def offers(plan: dict[str, Any]) -> set[tuple[str, int]]:
    return {(offer["slug"], site) for offer in plan["offers"] for site in offer["sites"]}


def test_a_plan_is_shown_written_and_handed_on(dashboard: Served, source: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    foretold = run(dashboard, "-i", str(source), "--check", plan_dest=str(file))
    assert not file.exists()
    done = run(dashboard, "-i", str(source), plan_dest=str(file))
    assert done.changed == 0
    plan = handed_on(done)["mainwp_update_plan"]
    assert plan == json.loads(file.read_text(encoding="utf-8"))
    assert handed_on(done)["mainwp_update_plan_hash"] == plan["hash"]
    assert handed_on(foretold)["mainwp_update_plan_hash"] == plan["hash"]
    assert {site for dummy, site in offers(plan)} == {1, 2, 3}
    assert f"Hash of the plan: {plan['hash']}" in done.output
    assert re.search(r"plugin +seo-notes/seo-notes.php +2.9 -> 3.0 +3 sites", done.output)
    assert f"{dashboard.url}: {len(offers(plan))} updates on 3 sites" in done.output


def test_the_hosts_and_the_limit_say_which_sites(dashboard: Served, source: Path) -> None:
    flags = ("-i", str(source), "--limit", "*.com:!blog.*")
    done = run(dashboard, *flags, update_hosts="mainwp_production")
    assert {site for dummy, site in offers(handed_on(done)["mainwp_update_plan"])} == {1}


def test_sites_of_any_inventory_go_by_address_id_or_name(dashboard: Served, tmp_path: Path) -> None:
    hosts = tmp_path / "hosts.yml"
    one = {
        "first": {"mainwp_site_url": "https://shop.example.com/"},
        "second": {"mainwp_site_id": 2},
        "news.example.com": {},
    }
    hosts.write_text(json.dumps({"sites": {"hosts": one}}), encoding="utf-8")
    plan = handed_on(run(dashboard, "-i", str(hosts), update_hosts="sites"))["mainwp_update_plan"]
    assert {site for dummy, site in offers(plan)} == {1, 2, 3}
    one["third"] = {"mainwp_site_url": "https://nowhere.example.com/"}
    hosts.write_text(json.dumps({"sites": {"hosts": one}}), encoding="utf-8")
    refused = run(dashboard, "-i", str(hosts), update_hosts="sites")
    assert refused.code != 0
    assert "nowhere.example.com" in refused.output


def test_without_an_inventory_the_dashboard_is_asked(dashboard: Served) -> None:
    chosen = {
        "plan_tags": "shops\ncampaign\n",
        "plan_sites": "",
        "update_types": "plugins\nthemes",
        "update_slugs": "*-*",
    }
    plan = handed_on(run(dashboard, update_hosts="localhost", **chosen))["mainwp_update_plan"]
    assert {site for dummy, site in offers(plan)} == {1}
    assert {offer["type"] for offer in plan["offers"]} == {"plugin", "theme"}
    everything = handed_on(run(dashboard, update_hosts="localhost"))["mainwp_update_plan"]
    assert {site for dummy, site in offers(everything)} == {1, 2, 3}
    nothing = handed_on(run(dashboard, update_hosts="localhost", update_exclude_slugs="*"))["mainwp_update_plan"]
    assert nothing["offers"] == []


def test_each_dashboard_has_its_plan(dashboard: Served, source: Path, tmp_path: Path) -> None:
    west = tmp_path / "west.mainwp.yml"
    with served("--state", "examples") as other:
        options = f"dashboard_url: {other.url}\nhost_prefix: west.\nfilters: {{sites: [1]}}\n"
        west.write_text(f"{source.read_text(encoding='utf-8')}{options}", encoding="utf-8")
        done = run(dashboard, "-i", str(source), "-i", str(west), plan_dest=str(tmp_path))
        plans = {plan["dashboard"]: plan for plan in handed_on(done)["mainwp_update_plan"]}
        assert set(plans) == {dashboard.url, other.url}
        assert {site for dummy, site in offers(plans[other.url])} == {1}
        assert {site for dummy, site in offers(plans[dashboard.url])} == {1, 2, 3}
        hashes = handed_on(done)["mainwp_update_plan_hash"].split("\n")
        assert sorted(hashes) == sorted(plan["hash"] for plan in plans.values())
        written = [json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.glob("127.0.0.1-*.json")]
        assert sorted(plan["hash"] for plan in written) == sorted(hashes)


def test_the_key_may_be_that_of_the_hosts(dashboard: Served, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = json.dumps({"sites": {"hosts": {"shop.example.com": {"mainwp_dashboard_url": dashboard.url}}}})
    source.with_name("hosts.yml").write_text(hosts, encoding="utf-8")
    bad = Served(dashboard.url, f"{'0' * 40}=={'1' * 40}", dashboard.process)
    flags = ("-i", str(source.with_name("hosts.yml")))
    assert run(bad, *flags, update_hosts="sites").code != 0
    done = run(bad, *flags, update_hosts="sites", mainwp_api_key=dashboard.api_key)
    assert offers(handed_on(done)["mainwp_update_plan"])
    assert dashboard.api_key not in done.output


def test_all_that_the_survey_leaves_empty_is_as_good_as_nothing(dashboard: Served) -> None:
    answers = awx.extra_variables(awx.load("surveys/plan.yml"), {"update_hosts": "localhost"})
    assert "" in answers.values()
    plan = handed_on(run(dashboard, **answers))["mainwp_update_plan"]
    assert plan["hash"] == handed_on(run(dashboard, update_hosts="localhost"))["mainwp_update_plan_hash"]
