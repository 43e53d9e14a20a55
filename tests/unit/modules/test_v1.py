# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The modules that work with a key pair of version 1 of the API alone: do, again, check; and the refusals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Child
from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Client, Cost, Tag
from tests.unit.support.bench import Bench

HOST = "site-01.example.com"
NEW = "site-03.example.com"
HELLO = "hello.php"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Two connected sites and a child to connect; the first has a tag and a client, and only v1 keys are given."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    dashboard = bench.simulator.dashboard
    first, _second = [
        connect(bench.simulator, child, f"Site {number}")
        for number, child in enumerate(list(bench.simulator.children)[:2], start=1)
    ]
    tag = dashboard.tags.insert(Tag("production", "#112233"))
    client = dashboard.clients.insert(Client("Acme", {"client_email": "ops@acme.example"}))
    first.tag_ids, first.client_id = [tag.id], client.id
    dashboard.costs.insert(Cost(name="Hosting", price="11.00000000", cost_status="active", sites=[1]))
    bench.connection = {"dashboard_url": bench.connection["dashboard_url"], **bench.simulator.keys["v1"]}
    return bench


def child(bench: Bench, host: str = HOST) -> Child:
    return bench.simulator.children[host]


def routes(bench: Bench) -> set[str]:
    return {request.path.split("/")[1] for request in bench.simulator.requests}


class TestLists:
    def test_sites(self, bench: Bench) -> None:
        result = bench.run("mainwp_site_info")
        assert not result.get("failed"), result
        first = result["sites"][0]
        assert (first["name"], first["tags"], first["client"], first["status"]) == (
            "Site 1",
            ["production"],
            "Acme",
            "connected",
        )
        assert routes(bench) == {"v1"}

    def test_what_is_not_shown_is_absent(self, bench: Bench) -> None:
        site = bench.run("mainwp_site_info")["sites"][0]
        assert not {"ip", "wp_version", "child_version", "force_ipv4", "ignore_core_updates"} & set(site)
        tag = bench.run("mainwp_tag_info")["tags"][0]
        assert "color" not in tag

    def test_extensions_and_updates_of_a_site(self, bench: Bench) -> None:
        details = ["plugins", "themes", "updates", "security", "changes", "abandoned", "costs"]
        result = bench.run("mainwp_site_info", sites=[HOST], include=details)
        assert not result.get("failed"), result
        assert result["errors"] == []
        site = result["sites"][0]
        assert HELLO in [plugin["slug"] for plugin in site["plugins"]]
        assert site["security"]["ssl_in_use"] is True
        assert [cost["name"] for cost in site["costs"]] == ["Hosting"]

    def test_tags_with_their_sites(self, bench: Bench) -> None:
        result = bench.run("mainwp_tag_info", include=["sites"])
        assert [(tag["name"], tag["sites"]) for tag in result["tags"]] == [("production", [f"https://{HOST}/"])]
        assert bench.run("mainwp_tag_info")["api_requests"] == 1

    def test_clients_of_a_tag_need_version_2(self, bench: Bench) -> None:
        result = bench.run("mainwp_tag_info", include=["clients"])
        assert result["failed"]
        assert "needs version 2 of the API" in result["msg"]

    def test_clients(self, bench: Bench) -> None:
        result = bench.run("mainwp_client_info", include=["sites"])
        client = result["clients"][0]
        assert (client["name"], client["email"]) == ("Acme", "ops@acme.example")
        assert client["sites"] == [f"https://{HOST}/"]

    def test_costs(self, bench: Bench) -> None:
        result = bench.run("mainwp_cost_info")
        assert not result.get("failed"), result
        cost = result["costs"][0]
        assert (cost["name"], cost["price"], cost["status"]) == ("Hosting", 11.0, "active")

    @pytest.mark.parametrize("word", ["reached_sites", "reached_clients"])
    def test_what_a_cost_reaches_needs_version_2(self, bench: Bench, word: str) -> None:
        result = bench.run("mainwp_cost_info", include=[word])
        assert result["failed"]
        assert "needs version 2 of the API" in result["msg"]


SITE_CHANGES: list[dict[str, Any]] = [
    {"name": "Other"},
    {"suspended": True},
    {"tags": ["production"]},
    {"tags": [], "url": HOST},
    {"client": "Acme"},
    {"client": "", "url": HOST},
    {"health_threshold": 70},
    {"automatic_update": True},
    {"connected": False},
]


class TestSite:
    @pytest.mark.parametrize("change", SITE_CHANGES, ids=str)
    def test_change(self, bench: Bench, change: dict[str, Any]) -> None:
        task = {"url": "site-02.example.com", **change}
        foreseen = bench.check("mainwp_site", **task)
        result = bench.run("mainwp_site", **task)
        assert not result.get("failed"), result
        assert result["changed"]
        assert foreseen["changed"]
        assert foreseen["diff"] == result["diff"]
        assert routes(bench) == {"v1"}
        again = bench.run("mainwp_site", **task)
        assert not again["changed"]
        assert bench.written == []

    def test_edit_keeps_the_client(self, bench: Bench) -> None:
        bench.run("mainwp_site", url=HOST, name="Other")
        assert [site.client_id for site in bench.simulator.dashboard.sites][:1] == [1]

    def test_connect_and_remove(self, bench: Bench) -> None:
        administrator = child(bench, NEW).administrator
        task = {
            "url": NEW,
            "name": "New",
            "admin_user": administrator.login,
            "admin_password": administrator.password,
            "client": "Acme",
            "tags": ["production"],
        }
        assert bench.check("mainwp_site", **task)["changed"]
        made = bench.run("mainwp_site", **task)
        assert not made.get("failed"), made
        assert (made["site"]["client"], made["site"]["tags"]) == ("Acme", ["production"])
        assert not bench.run("mainwp_site", **task)["changed"]
        assert bench.run("mainwp_site", url=NEW, state="absent")["changed"]
        assert not bench.run("mainwp_site", url=NEW, state="absent")["changed"]

    def test_refused_connection(self, bench: Bench) -> None:
        result = bench.run("mainwp_site", url=NEW, admin_user="admin", admin_password="wrong")
        assert result["failed"]
        assert len(list(bench.simulator.dashboard.sites)) == 2

    @pytest.mark.parametrize("option", ["force_ipv4", "ignore_core_updates", "monitoring_emails"])
    def test_what_cannot_be_compared_is_refused_by_name(self, bench: Bench, option: str) -> None:
        value = {"force_ipv4": "always", "ignore_core_updates": True, "monitoring_emails": ["a@b.example"]}[option]
        result = bench.run("mainwp_site", url=HOST, **{option: value})
        assert result["failed"]
        assert result["msg"].startswith(f"{option}: version 1")
        assert bench.asked == []


class TestSync:
    def test_do(self, bench: Bench) -> None:
        bench.simulator.clock.advance(60)
        assert bench.check("mainwp_sync", sites=["all"])["changed"]
        result = bench.run("mainwp_sync", sites=["all"])
        assert [site["verdict"] for site in result["sites"]] == ["done", "done"]
        assert not bench.run("mainwp_sync", sites=["all"], max_age=3600)["changed"]

    def test_process_ran_is_no_success(self, bench: Bench) -> None:
        child(bench).reachability = "404"
        result = bench.run("mainwp_sync", sites=["all"], fail_on="none")
        assert [site["verdict"] for site in result["sites"]] == ["failed", "done"]
        assert "could not be reached" in result["sites"][0]["reason"]

    def test_a_child_that_works_again_is_synced(self, bench: Bench) -> None:
        child(bench).reachability = "404"
        bench.run("mainwp_sync", sites=[HOST])
        child(bench).reachability = "up"
        assert not bench.run("mainwp_sync", sites=[HOST]).get("failed")


class TestPlugin:
    @pytest.mark.parametrize("state", ["active", "absent"])
    def test_do(self, bench: Bench, state: str) -> None:
        task = {"sites": [HOST], "plugins": [HELLO], "state": state}
        assert bench.check("mainwp_plugin", **task)["changed"]
        result = bench.run("mainwp_plugin", **task)
        assert [one["verdict"] for one in result["plugins"]] == ["changed"], result
        assert routes(bench) == {"v1"}
        assert not bench.run("mainwp_plugin", **task)["changed"]

    def test_deactivate(self, bench: Bench) -> None:
        slug = next(one.slug for one in child(bench).plugins.values() if one.active and "mainwp" not in one.slug)
        result = bench.run("mainwp_plugin", sites=[HOST], plugins=[slug], state="inactive")
        assert result["changed"]
        assert not child(bench).plugins[slug].active


class TestUpdate:
    def offers(self, bench: Bench) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = bench.run("mainwp_site_info", sites=[HOST], include=["updates"])["sites"][0][
            "updates"
        ]
        return found

    def test_do(self, bench: Bench) -> None:
        wanted = {offer["slug"] for offer in self.offers(bench) if offer["type"] == "plugin" and not offer["blocked"]}
        task = {"sites": [HOST], "types": ["plugins"], "fail_on": "none"}
        assert bench.check("mainwp_update", **task)["changed"]
        result = bench.run("mainwp_update", **task)
        verdicts = {one["slug"]: one["verdict"] for one in result["updates"]}
        assert verdicts.keys() == wanted
        assert sorted(set(verdicts.values())) == ["failed", "updated"], "one of them cannot be downloaded"
        assert not bench.run("mainwp_update", **task)["changed"]

    def test_wordpress_itself(self, bench: Bench) -> None:
        child(bench).wp_version, child(bench).core_offer = "7.0.2", "7.0.4"
        bench.run("mainwp_sync", sites=[HOST])
        task = {"sites": [HOST], "types": ["core"]}
        assert bench.check("mainwp_update", **task)["changed"]
        result = bench.run("mainwp_update", **task)
        assert not result.get("failed"), result
        assert [(one["verdict"], one["installed_version"]) for one in result["updates"]] == [("updated", "7.0.4")]
        assert routes(bench) == {"v1"}
        assert not bench.run("mainwp_update", **task)["changed"]

    def test_ignored_updates_stay(self, bench: Bench) -> None:
        slug = next(offer["slug"] for offer in self.offers(bench) if offer["type"] == "plugin")
        bench.simulator.dashboard.options["ignored_plugins"] = {
            slug: {"Name": "x", "ignored_versions": ["all_versions"]}
        }
        result = bench.run("mainwp_update", sites=[HOST], types=["plugins"], fail_on="none")
        assert result["changed"]
        assert slug not in [one["slug"] for one in result["updates"] if one["verdict"] == "updated"]

    def test_info(self, bench: Bench) -> None:
        result = bench.run("mainwp_update_info", sites=["all"])
        assert not result.get("failed"), result
        assert routes(bench) == {"v1"}


@pytest.mark.parametrize("module", ["mainwp_tag", "mainwp_client", "mainwp_theme", "mainwp_site_check", "mainwp_fleet"])
def test_other_modules_need_version_2(bench: Bench, module: str) -> None:
    needed: dict[str, dict[str, Any]] = {
        "mainwp_tag": {"name": "x"},
        "mainwp_client": {"name": "x"},
        "mainwp_theme": {"sites": ["all"], "themes": ["x"]},
        "mainwp_site_check": {"sites": ["all"]},
        "mainwp_fleet": {"tags": [{"name": "x"}]},
    }
    result = bench.run(module, **needed[module])
    assert result["failed"]
    assert f"{module} needs version 2 of the API." in result["msg"]
    assert bench.asked == []
