# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The inventory plugin against the simulator: hosts, variables, groups, filters, and what costs how many requests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData

from tests.simulator.seeds import demo
from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import ADDRESS, Bench
from tests.unit.support.inventory import Source, row

SHOP, BLOG, NEWS = "shop.example.com", "blog.example.com", "news.example.com"
READ = ["GET sites/count", "GET sites/basic", "GET tags", "GET clients"]


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Three connected sites: shop (production, shops) and blog (production) of Acme Ltd, news of Gone Ltd."""
    return Bench(state="examples", generation=request.param)


def variables(source: Source, host: str) -> dict[str, Any]:
    """The variables of one host."""
    found: dict[str, Any] = source.parse().hosts[host].vars
    return found


def members(source: Source) -> dict[str, list[str]]:
    """The hosts of every group that is not Ansible's own."""
    groups = source.parse().groups
    return {
        name: sorted(host.name for host in group.hosts)
        for name, group in sorted(groups.items())
        if name not in {"all", "ungrouped"}
    }


def connected(bench: Bench, url: str) -> Any:
    """Connect another site and return its row."""
    return connect(
        bench.simulator, bench.simulator.children.add(demo.child(url, "alpha.example.net", "192.0.2.1")), url
    )


def test_every_site_is_a_host_in_four_requests(bench: Bench, tmp_path: Path) -> None:
    source = Source(bench, tmp_path)
    assert sorted(source.parse().hosts) == [BLOG, NEWS, SHOP]
    assert bench.asked == READ
    assert source.warnings == []


def test_host_variables_are_decoded(bench: Bench, tmp_path: Path) -> None:
    site = row(bench, 1)
    site.health_status, site.health_score, site.http_response_code = 1, 87, 200
    found = variables(Source(bench, tmp_path), SHOP)
    shown = {name.removeprefix("mainwp_site_"): value for name, value in found.items() if name.startswith("mainwp_")}
    assert shown.pop("last_sync").endswith("Z")
    assert {one["slug"]: one["version"] for one in shown.pop("plugins")}["hello.php"] == "1.7.2"
    assert [one["slug"] for one in shown.pop("themes") if one["active"]] == ["storefront-lite"]
    offers = {(one["type"], one["slug"]): (one["old_version"], one["new_version"]) for one in shown.pop("updates")}
    assert offers["plugin", "seo-notes/seo-notes.php"] == ("2.9", "3.0")
    assert shown == {
        "id": 1,
        "url": "https://shop.example.com/",
        "name": "Acme shop",
        "tags": ["production", "shops"],
        "client": "Acme Ltd",
        "client_id": 1,
        "status": "connected",
        "connected": True,
        "suspended": False,
        "sync_errors": "",
        "wp_version": "7.0.4",
        "php_version": "8.2.36",
        "child_version": "6.1",
        "mysql_version": "10.11.19-MariaDB",
        "ip": "192.0.2.11",
        "active_theme": "Storefront Lite 1.0",
        "health": "should_be_improved",
        "health_score": 87,
        "http_status": 200,
        "force_ipv4": "never",
        "ssl_version": "auto",
        "ignore_core_updates": False,
        "ignore_plugin_updates": False,
        "ignore_theme_updates": False,
        "mainwp_dashboard_url": ADDRESS,
    }


def test_a_site_that_was_never_synced_has_no_health(bench: Bench, tmp_path: Path) -> None:
    site = row(bench, 3)
    site.last_sync = 0
    site.client_id, site.sync_errors = 0, "<b>No contact</b>"
    found = variables(Source(bench, tmp_path), NEWS)
    for name in ("last_sync", "health", "health_score", "http_status", "client", "client_id"):
        assert found[f"mainwp_site_{name}"] is None, name
    assert (found["mainwp_site_status"], found["mainwp_site_connected"]) == ("disconnected", False)
    assert found["mainwp_site_sync_errors"] == "No contact"


def test_lists_are_left_out_where_they_are_not_wanted(bench: Bench, tmp_path: Path) -> None:
    found = variables(Source(bench, tmp_path, include=["updates"]), SHOP)
    assert "mainwp_site_updates" in found
    assert not {"mainwp_site_plugins", "mainwp_site_themes"} & set(found)
    assert "plugins" not in str(bench.adapter.sent[1].url).split("_fields=")[1].split("%2C")


def test_groups(bench: Bench, tmp_path: Path) -> None:
    row(bench, 3).suspended = 1
    assert members(Source(bench, tmp_path)) == {
        "mainwp": [BLOG, NEWS, SHOP],
        "mainwp_client_acme_ltd": [BLOG, SHOP],
        "mainwp_client_gone_ltd": [NEWS],
        "mainwp_production": [BLOG, SHOP],
        "mainwp_shops": [SHOP],
        "mainwp_status_connected": [BLOG, SHOP],
        "mainwp_status_suspended": [NEWS],
    }


def test_the_group_of_all_is_there_without_any_site(tmp_path: Path) -> None:
    source = Source(Bench(), tmp_path)
    assert members(source) == {"mainwp": []}


def test_groups_that_are_not_wanted(bench: Bench, tmp_path: Path) -> None:
    assert set(members(Source(bench, tmp_path, groups_from=["status"]))) == {"mainwp", "mainwp_status_connected"}


def test_things_that_come_to_share_a_group_are_told(bench: Bench, tmp_path: Path) -> None:
    bench.run("mainwp_tag", name="Big & new", sites=[SHOP])
    bench.run("mainwp_tag", name="big___new", sites=[BLOG])
    source = Source(bench, tmp_path)
    assert members(source)["mainwp_big___new"] == [BLOG, SHOP]
    assert source.warnings == [
        "The group mainwp_big___new holds the sites of two things: tag 'big___new' and tag 'Big & new'."
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"tags": "production"}, [BLOG, SHOP]),
        ({"tags": ["SHOPS", "campaign"]}, [SHOP]),
        ({"tags": ["campaign"]}, []),
        ({"clients": ["ops@acme.example"]}, [BLOG, SHOP]),
        ({"clients": ["2", "Acme Ltd"]}, [BLOG, NEWS, SHOP]),
        ({"status": "connected"}, [BLOG]),
        ({"status": ["suspended", "disconnected"]}, [NEWS, SHOP]),
        ({"status": "disconnected"}, [SHOP]),
        ({"search": "ACME"}, [BLOG, SHOP]),
        ({"search": "1"}, []),
        ({"sites": [NEWS, "https://shop.example.com"]}, [NEWS, SHOP]),
        ({"sites": "all", "tags": ["production"], "clients": ["Acme Ltd"], "search": "blog"}, [BLOG]),
    ],
)
def test_filters(bench: Bench, tmp_path: Path, filters: dict[str, Any], found: list[str]) -> None:
    """A suspended site with an error counts as connected and as disconnected for the dashboard's own filters."""
    shop, news = (row(bench, one) for one in (1, 3))
    shop.sync_errors = news.sync_errors = "gone"
    news.suspended = 1
    assert sorted(Source(bench, tmp_path, filters=filters).parse().hosts) == found
    assert bench.asked == READ


def test_states_are_asked_for_so_that_less_is_read(bench: Bench, tmp_path: Path) -> None:
    row(bench, 3).suspended = 1
    Source(bench, tmp_path, filters={"status": ["suspended"]}).parse()
    assert ["status=suspended" in sent.url for sent in bench.adapter.sent] == [True, True, False, False]


@pytest.mark.parametrize(
    ("filters", "cause"),
    [
        ({"tags": ["nope"]}, "tags: there is no tag 'nope'"),
        ({"clients": ["77"]}, "clients: there is no client with id 77"),
        ({"sites": ["nope.example.com"]}, "sites: there is no site 'nope.example.com'"),
        ({"tags": []}, "tags names nothing"),
        ({"search": ""}, "search names nothing"),
        ({"status": "broken"}, "status must be one or more of: connected, disconnected, suspended"),
        ({"tag": ["production"]}, "tag. Supported parameters include: clients, search, sites, status, tags"),
    ],
)
def test_a_filter_that_names_nothing_never_means_everything(
    bench: Bench, tmp_path: Path, filters: dict[str, Any], cause: str
) -> None:
    with pytest.raises(AnsibleParserError, match=cause):
        Source(bench, tmp_path, filters=filters).parse()


def test_the_constructed_options(bench: Bench, tmp_path: Path) -> None:
    source = Source(
        bench,
        tmp_path,
        compose={"ansible_host": "mainwp_site_url | urlsplit('hostname')"},
        groups={"outdated": "mainwp_site_updates | length > 0", "never": "mainwp_site_suspended"},
        keyed_groups=[{"key": "mainwp_site_wp_version", "prefix": "wp"}],
        strict=True,
        groups_from=[],
    )
    assert members(source) == {name: [BLOG, NEWS, SHOP] for name in ("mainwp", "outdated", "wp_7_0_4")}
    assert variables(source, NEWS)["ansible_host"] == NEWS


def test_strict_insists_on_expressions(bench: Bench, tmp_path: Path) -> None:
    wrong = {"wrong": "mainwp_site_nothing"}
    assert "wrong" not in variables(Source(bench, tmp_path, compose=wrong, strict=False), SHOP)
    with pytest.raises(AnsibleError, match="wrong"):
        Source(bench, tmp_path, compose=wrong, strict=True).parse()


def test_text_of_the_dashboard_is_never_a_template(bench: Bench, tmp_path: Path) -> None:
    row(bench, 1).name = "{{ 6 * 7 }}"
    source = Source(bench, tmp_path, compose={"title": "mainwp_site_name", "answer": "'x' ~ mainwp_site_name"})
    found = variables(source, SHOP)
    assert (found["title"], found["answer"]) == ("{{ 6 * 7 }}", "x{{ 6 * 7 }}")


def test_names_of_hosts_tell_sites_apart_as_the_dashboard_does(bench: Bench, tmp_path: Path) -> None:
    connected(bench, "https://www.Example.com/Blog/")
    connected(bench, "http://example.com:8080/")
    hosts = set(Source(bench, tmp_path).parse().hosts)
    assert hosts == {SHOP, BLOG, NEWS, "example.com/blog", "example.com:8080"}


def test_two_sites_never_become_one_host(bench: Bench, tmp_path: Path) -> None:
    row(bench, 2).url = "http://www.shop.example.com/"
    with pytest.raises(AnsibleParserError, match=r"The sites \d and \d would both be the host shop.example.com"):
        Source(bench, tmp_path).parse()
    assert sorted(Source(bench, tmp_path, filters={"sites": ["1"]}).parse().hosts) == [SHOP]


def test_dashboards_are_kept_apart(bench: Bench, tmp_path: Path) -> None:
    """The second dashboard lists the same addresses; nothing of it is added."""
    other = Bench(state="examples")
    other.connection["dashboard_url"] = "https://west.test"
    inventory = Source(bench, tmp_path).parse()
    with pytest.raises(
        AnsibleParserError, match=r"is a site of https://dash.test already, and one of https://west.test"
    ):
        Source(other, tmp_path, "west.mainwp.yml").parse(inventory)
    assert {host.vars["mainwp_dashboard_url"] for host in inventory.hosts.values()} == {ADDRESS}
    Source(other, tmp_path, "west.mainwp.yml", host_prefix="west.").parse(inventory)
    assert sorted(inventory.hosts) == sorted([SHOP, BLOG, NEWS, *(f"west.{one}" for one in (SHOP, BLOG, NEWS))])
    assert len(inventory.groups["mainwp_production"].hosts) == 4


def test_one_dashboard_may_have_several_sources(bench: Bench, tmp_path: Path) -> None:
    inventory = Source(bench, tmp_path, filters={"tags": ["production"]}).parse()
    Source(bench, tmp_path, "all.mainwp.yml").parse(inventory)
    assert sorted(inventory.hosts) == [BLOG, NEWS, SHOP]


def test_a_host_of_another_kind_of_source_gets_the_variables_in_addition(bench: Bench, tmp_path: Path) -> None:
    inventory = InventoryData()
    inventory.add_host(SHOP)
    inventory.set_variable(SHOP, "ansible_user", "deploy")
    found = Source(bench, tmp_path).parse(inventory).hosts[SHOP].vars
    assert (found["ansible_user"], found["mainwp_site_id"]) == ("deploy", 1)


def test_several_pages_are_one_fleet(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._fleet.PAGE", 2)
    assert sorted(Source(bench, tmp_path).parse().hosts) == [BLOG, NEWS, SHOP]
    assert bench.asked == [READ[0], READ[1], READ[1], *READ[2:]]
