# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_site_info against the simulator: filters, what is decoded, what each word of include costs, and failures."""

from __future__ import annotations

import json
import threading
from collections import Counter
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils import _site_details
from tests.meta import collection
from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Change
from tests.unit.support.bench import Bench

MODULE = "mainwp_site_info"
SHOP, BLOG, OLD = (f"https://site-0{number}.example.com/" for number in (1, 2, 3))


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Three sites: Shop (connected, tagged, with a client), Blog (disconnected), Old (suspended, with an error)."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    for name, child in zip(("Shop", "Blog", "Old"), bench.simulator.children, strict=True):
        connect(bench.simulator, child, name)
    bench.run("mainwp_fleet", tags=[{"name": "production"}, {"name": "empty"}], clients=[{"name": "Acme Ltd"}])
    sites = bench.simulator.dashboard.sites
    shop, blog, old = sites
    shop.tag_ids, shop.client_id = [1], 1
    blog.sync_errors = 'HTTP error - <a href="x">away</a>'
    old.sync_errors, old.suspended = "HTTP error", 1
    return bench


def row(bench: Bench, site: int) -> Any:
    """The dashboard's row of a site."""
    return bench.simulator.dashboard.sites.get(site)


def child(bench: Bench, url: str) -> Any:
    """The child at an address, as it really is."""
    return bench.simulator.children.at(url)


def names(result: dict[str, Any]) -> list[str]:
    assert "failed" not in result, result
    assert result["changed"] is False
    return [site["name"] for site in result["sites"]]


class TestFilters:
    def test_without_a_filter_all_sites_are_listed(self, bench: Bench) -> None:
        result = bench.run(MODULE)
        assert names(result) == ["Shop", "Blog", "Old"]
        # The second request names the client.
        assert bench.asked == ["GET sites/basic", "GET clients"]
        assert result["api_requests"] == 2
        assert bench.check(MODULE)["sites"] == result["sites"]

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"sites": ["site-01.example.com", "3"]}, ["Shop", "Old"]),
            ({"sites": ["all"]}, ["Shop", "Blog", "Old"]),
            ({"sites": ["blog"]}, ["Blog"]),
            ({"tags": ["Production"]}, ["Shop"]),
            ({"tags": ["empty"]}, []),
            ({"clients": ["Acme Ltd"]}, ["Shop"]),
            ({"status": "connected"}, ["Shop"]),
            ({"status": "disconnected"}, ["Blog"]),
            # Suspended wins over disconnected, in both generations.
            ({"status": "suspended"}, ["Old"]),
            ({"search": "LO"}, ["Blog"]),
            ({"search": "site-03"}, ["Old"]),
            ({"search": "example", "status": "connected"}, ["Shop"]),
            ({"tags": ["production"], "status": "disconnected"}, []),
        ],
    )
    def test_filters(self, bench: Bench, filters: dict[str, Any], found: list[str]) -> None:
        assert names(bench.run(MODULE, **filters)) == found

    @pytest.mark.parametrize(
        ("filters", "problem"),
        [
            ({"sites": ["nowhere.example.com"]}, "there is no site 'nowhere.example.com'"),
            ({"tags": ["nobody"]}, "there is no tag 'nobody'"),
            ({"sites": ["all", "1"]}, "beside other sites"),
        ],
    )
    def test_what_does_not_exist_is_no_empty_list(self, bench: Bench, filters: dict[str, Any], problem: str) -> None:
        result = bench.run(MODULE, **filters)
        assert result["failed"] is True
        assert problem in result["msg"]

    def test_all_sites_come_in_one_answer(self) -> None:
        """More than the 20 of a page, and whatever ``total`` says."""
        bench = Bench(state="demo", sites=130)
        for child in bench.simulator.children:
            connect(bench.simulator, child, "")
        result = bench.run(MODULE, include=["plugins"])
        assert len(result["sites"]) == 130
        assert all(site["plugins"] for site in result["sites"])
        assert bench.asked == ["GET sites/basic", "GET sites/basic"]


class TestRecord:
    def test_settings(self, bench: Bench) -> None:
        shop, blog, old = bench.run(MODULE)["sites"]
        assert shop == {
            "id": 1,
            "url": SHOP,
            "name": "Shop",
            "tags": ["production"],
            "client_id": 1,
            "client": "Acme Ltd",
            "suspended": False,
            "connected": True,
            "status": "connected",
            "sync_errors": "",
            "force_ipv4": "never",
            "ssl_version": "auto",
            "ignore_core_updates": False,
            "ignore_plugin_updates": False,
            "ignore_theme_updates": False,
            "ip": "192.0.2.11",
            "wp_version": "7.0.4",
            "php_version": "8.2.36",
            "child_version": "6.1",
            "last_sync": shop["last_sync"],
        }
        assert shop["last_sync"].endswith("Z")
        assert (blog["status"], blog["connected"], blog["sync_errors"]) == ("disconnected", False, "HTTP error - away")
        assert (old["status"], old["suspended"], old["client"]) == ("suspended", True, None)

    def test_the_result_is_documented(self, bench: Bench) -> None:
        described = collection.all_documentation()[MODULE]["return"]["sites"]["contains"]
        words = [*_site_details.LISTED, *_site_details.SINGLE]
        site = bench.run(MODULE, sites=["1"], include=words)["sites"][0]
        assert set(site) == set(described)


class TestInclude:
    def test_plugins_themes_and_updates_are_one_request_for_all_sites(self, bench: Bench) -> None:
        result = bench.run(MODULE, include=["plugins", "themes", "updates"])
        assert bench.asked == ["GET sites/basic", "GET clients", "GET sites/basic"]
        shop = result["sites"][0]
        assert shop["plugins"][2] == {
            "slug": "hello.php", "name": "Hello Dolly", "version": "1.7.2", "active": False, "must_use": False
        }  # fmt: skip
        assert shop["themes"][0] == {
            "slug": "storefront-lite",
            "name": "Storefront Lite",
            "version": "1.0",
            "active": True,
            "parent_active": False,
        }
        assert shop["updates"][0] == {
            "type": "plugin",
            "slug": "backup-suite/backup-suite.php",
            "name": "Backup Suite",
            "old_version": "3.0",
            "new_version": "3.1",
            "blocked": "",
        }
        assert {update["type"] for update in shop["updates"]} == {"plugin", "theme", "translation"}

    def test_an_update_without_a_package_says_so(self, bench: Bench) -> None:
        offers = row(bench, 1).plugin_upgrades
        offers["seo-notes/seo-notes.php"]["update"]["package"] = ""
        updates = bench.run(MODULE, sites=["1"], include=["updates"])["sites"][0]["updates"]
        blocked = {update["slug"]: update["blocked"] for update in updates if update["blocked"]}
        assert list(blocked) == ["seo-notes/seo-notes.php"]
        assert blocked["seo-notes/seo-notes.php"].startswith("No package")

    def test_of_a_site_that_never_synced_nothing_is_known(self, bench: Bench) -> None:
        site = row(bench, 2)
        site.plugins, site.themes, site.plugin_upgrades, site.theme_upgrades = [], [], {}, {}
        site.translation_upgrades, site.wp_upgrades, site.last_sync = [], {}, 0
        found = bench.run(MODULE, sites=["2"], include=["plugins", "themes", "updates"])["sites"][0]
        assert (found["plugins"], found["themes"], found["updates"], found["last_sync"]) == (None, None, None, None)

    def test_changes_and_abandoned(self, bench: Bench) -> None:
        dashboard = bench.simulator.dashboard
        for number in range(3):
            dashboard.changes.insert(Change(1, f"Plugin {number}", "activate", "plugin", 1_790_000_000 + number))
        row(bench, 1).abandoned_themes = {
            "old-theme": {"Name": "Old &amp; grey", "Version": "0.9", "last_updated": 1_551_398_400}
        }
        result = bench.run(MODULE, sites=["1"], include=["changes", "abandoned"])
        site = result["sites"][0]
        assert [change["name"] for change in site["changes"]] == ["Plugin 2", "Plugin 1", "Plugin 0"]
        assert site["changes"][2] == {
            "id": 1,
            "created": "2026-09-21T14:13:20Z",
            "user": "admin",
            "action": "activate",
            "context": "plugin",
            "name": "Plugin 0",
        }
        assert site["abandoned"] == [
            {
                "type": "theme",
                "slug": "old-theme",
                "name": "Old & grey",
                "version": "0.9",
                "last_updated": "2019-03-01T00:00:00Z",
            }
        ]
        assert bench.asked == [
            "GET sites/basic",
            "GET clients",
            "GET sites/1/non-mainwp-changes",
            "GET sites/1/plugins/abandoned",
            "GET sites/1/themes/abandoned",
        ]

    def test_security_contacts_the_child(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["1"], include=["security"])
        checks = result["sites"][0]["security"]
        assert (checks["ssl_in_use"], checks["plugins_up_to_date"]) == (True, False)
        assert set(checks) == set(_site_details.CHECKS.values())
        assert bench.asked == ["GET sites/basic", "GET clients", "GET sites/1/security"]
        assert result["errors"] == []

    def test_no_costs(self, bench: Bench) -> None:
        """The dashboard says ``success: 1`` with a message and an empty list."""
        assert bench.run(MODULE, sites=["1"], include=["costs"])["sites"][0]["costs"] == []

    def test_costs_as_they_were_recorded(self, bench: Bench) -> None:
        folder = collection.ROOT / "tests" / "contract" / "recordings" / bench.simulator.generation
        records = json.loads((folder / "costs.json").read_text(encoding="utf-8"))
        recorded = next(one for one in records if one["path"] == "/sites/1/costs" and one["response"].get("data"))
        found = _site_details._costs(Answering(recorded["response"]), 1)  # type: ignore[arg-type]
        assert next(cost for cost in found if cost["id"] == 1) == {
            "id": 1,
            "name": "Elementor Pro",
            "type": "subscription",
            "product_type": "plugin",
            "license_type": "multi_site",
            "status": "active",
            "payment_method": "paypal",
            "price": 130.0,
            "renewal": "yearly",
            "last_renewal": "2026-01-15",
            "next_renewal": "2027-01-15",
        }
        assert len(found) == len(recorded["response"]["data"])


class Answering:
    """A dashboard that has one answer."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def rows(self, path: str) -> list[Any]:
        """The records of the answer."""
        return list(self._answer["data"].values())


class TestFailures:
    @pytest.mark.parametrize(
        ("reachability", "reason"),
        [
            ("404", "No active MainWP Child answers at the site's address."),
            ("refused", "The dashboard got no answer from the child."),
        ],
    )
    def test_a_child_that_does_not_answer_is_an_entry(self, bench: Bench, reachability: str, reason: str) -> None:
        child(bench, BLOG).reachability = reachability
        result = bench.run(MODULE, include=["security", "changes"])
        assert names(result) == ["Shop", "Blog", "Old"]
        assert result["errors"] == [
            {"site": {"id": 2, "url": BLOG, "name": "Blog"}, "include": "security", "reason": reason}
        ]
        shop, blog, _old = result["sites"]
        assert shop["security"]
        assert (blog["security"], blog["changes"]) == (None, [])
        assert "1 of the details" in str(result["warnings"])

    def test_a_child_that_refuses_the_dashboard_is_an_entry(self, bench: Bench) -> None:
        """It says so with HTTP 200 and an error inside the data."""
        child(bench, SHOP).public_key = "another"
        result = bench.run(MODULE, sites=["1"], include=["security"])
        assert result["sites"][0]["security"] is None
        assert "Authentication failed!" in result["errors"][0]["reason"]

    def test_a_dashboard_that_breaks_down_is_a_failure(self, bench: Bench) -> None:
        bench.adapter.fail("refused", path="security")
        result = bench.run(MODULE, include=["security"])
        assert result["failed"] is True
        assert result["failure"]["layer"] == "tcp"

    def test_a_key_that_may_only_write_is_a_failure(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["wo"]
        result = bench.run(MODULE)
        assert result["failed"] is True
        assert result["failure"]["layer"] == "key"

    def test_children_are_contacted_side_by_side_but_one_at_a_time_on_a_server(self) -> None:
        bench = Bench(state="demo", sites=30)  # on five servers
        for child in bench.simulator.children:
            connect(bench.simulator, child, "")
        servers = {str(site.id): site.ip for site in bench.simulator.dashboard.sites}
        running: Counter[str] = Counter()
        most: Counter[str] = Counter()
        others = threading.Barrier(2, timeout=30)
        met = threading.Event()
        send = bench.adapter.send

        def watching(request: Any, **options: Any) -> Any:
            if "/security" not in request.url:
                return send(request, **options)
            server = servers[request.url.split("/")[-2]]
            running[server] += 1
            most[server] = max(most[server], running[server])
            if not met.is_set():
                others.wait()  # passes only when a second child is contacted at the same time
                met.set()
            answer = send(request, **options)
            running[server] -= 1
            return answer

        bench.adapter.send = watching  # type: ignore[assignment, method-assign]
        bench.connection["max_concurrency"] = 2
        result = bench.run(MODULE, include=["security"])
        assert all(site["security"] for site in result["sites"])
        assert met.is_set()
        assert set(most.values()) == {1}
