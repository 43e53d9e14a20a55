# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The defects of the update routes that the recordings do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.state.records import Site

from .client import Caller, connected

WIDGET, BROKEN, SEO = "demo-widget/demo-widget.php", "demo-broken/demo-broken.php", "demo-seo/demo-seo.php"


def offered(call: Caller, site: int = 1) -> Any:
    return call.body("GET", f"/updates/{site}")["data"]


def test_the_fleets_list_is_cut_at_fifty() -> None:
    call = connected("demo", sites=12)
    assert sum(len(offered(call, site)["plugins"]) for site in range(1, 13)) > 45
    assert len(call.body("GET", "/updates")["data"]) == 50


def test_ids_to_exclude_are_taken_for_positions() -> None:
    call = connected()
    everything = call.body("GET", "/updates")["data"]
    left = call.body("GET", "/updates", exclude="2")["data"]
    assert isinstance(left, dict)
    assert [int(place) for place in left] == [number for number in range(15) if number != 2]
    assert left["3"] == everything[3]
    assert call.body("GET", "/updates", exclude="14")["data"] == everything[:14]


def test_an_older_dashboard_excludes_the_sites() -> None:
    call = connected(generation="legacy")
    assert list(call.body("GET", "/updates", exclude="2")["data"]) == ["1", "3"]


@pytest.mark.parametrize("word", ["wp", "all"])
def test_the_older_words_for_types_are_refused_by_the_ability(word: str) -> None:
    status, answer = connected()("GET", "/updates", params={"type": word})
    assert (status, answer["code"]) == (500, "ability_invalid_input")
    older = connected(generation="legacy").body("GET", "/updates", type=word)["data"]["1"]
    assert "wp" in older


def test_without_a_known_type_a_site_has_null_and_an_older_fleet_an_empty_list() -> None:
    call = connected(generation="legacy")
    assert call.body("GET", "/updates/1", type="nonsense") == {"success": 1, "data": None}
    assert call.body("GET", "/updates", type="nonsense") == {"success": 1, "data": []}


def test_an_older_fleet_shows_null_for_a_site_that_never_synced() -> None:
    call = connected(generation="legacy")
    call.simulator.dashboard.sites.insert(Site("https://new.example.org/", "new"))
    assert call.body("GET", "/updates")["data"]["4"] == {"wp": [], "plugins": None, "themes": None, "translations": []}
    assert offered(call, 4)["plugins"] == []


def test_search_looks_at_slugs_and_names() -> None:
    call = connected()
    assert list(call.body("GET", "/updates/1", search="WIDGET")["data"]["plugins"]) == [WIDGET]
    assert list(call.body("GET", "/updates/1", search="demo s")["data"]["plugins"]) == [SEO]
    assert call.body("GET", "/updates/1", search="widget")["data"]["themes"] == []


def test_a_suspended_site_is_refused_alone_but_updated_with_the_fleet() -> None:
    call = connected()
    call.body("POST", "/sites/1/suspend")
    status, answer = call("POST", "/updates/1/update")
    assert (status, answer["code"]) == (400, "mainwp_rest_updates_site_error")
    assert call.body("POST", "/updates/update")["summary"] == {
        "total_updated": 12,
        "total_errors": 3,
        "sites_updated": 3,
    }


def test_a_site_that_the_guards_refuse_is_one_error_and_no_contact() -> None:
    call = connected()
    call.simulator.event("child: c1.test answers 404 to everything")
    call.body("POST", "/sites/1/sync")
    call.simulator.event("child: c1.test is back")
    assert call.body("POST", "/updates/update")["summary"] == {
        "total_updated": 8,
        "total_errors": 3,
        "sites_updated": 2,
    }
    assert call.simulator.children["c1.test"].plugins[WIDGET].version == "1.0"
    call.body("POST", "/updates/1/update/themes", {"slug": "demo-theme"})
    assert call.body("POST", "/sites/1/sync")["success"] == 1


def test_the_answer_for_one_site_is_the_same_whether_it_worked_or_not() -> None:
    call = connected()
    worked = call.body("POST", "/updates/1/update")
    call.simulator.event("child: c1.test answers 404 to everything")
    failed = call.body("POST", "/updates/1/update")
    assert failed == worked
    assert worked["summary"] == []


def test_ignoring_without_a_slug_ignores_the_type() -> None:
    call = connected()
    assert "data" not in call.body("POST", "/updates/1/ignore/plugins")
    assert offered(call)["plugins"] == []
    answer = call.body("POST", "/updates/1/update/plugins", {"slug": WIDGET})
    assert answer == {"success": 0, "message": "Plugins ignored updates per site."}


def test_the_flag_that_ignores_core_does_not_keep_anybody_from_updating_it() -> None:
    call = connected()
    child = call.simulator.children["c2.test"]
    child.wordpress_org, child.core_offer = True, "7.0.4"
    call.body("POST", "/sites/2/sync")
    call.body("POST", "/updates/2/ignore/wp")
    assert offered(call, 2)["wp"] == []
    assert call.body("POST", "/updates/2/update/wp")["data"]["version"] == "7.0.4"


def test_a_slug_with_a_blank_needs_a_list() -> None:
    call = connected()
    child = call.simulator.children["c1.test"]
    slug = "my plugin/my plugin.php"
    child.plugins[slug], child.plugin_offers[slug] = child.plugins.pop(WIDGET), child.plugin_offers.pop(WIDGET)
    child.plugins[slug].slug = slug
    call.body("POST", "/sites/1/sync")
    assert call.body("POST", "/updates/1/update/plugins", {"slug": slug})["success"] == 0
    assert call.body("POST", "/updates/1/update/plugins", {"slug": [slug]})["data"][slug]["version"] == "1.1"


def test_a_host_that_forbids_core_updates_looks_like_a_crash() -> None:
    call = connected()
    call.simulator.children["c1.test"].core_forbidden = True
    status, page = call("POST", "/updates/1/update/wp")
    assert status == 500
    assert "critical error" in page


def test_a_global_ignore_hides_an_offer_everywhere() -> None:
    call = connected(generation="legacy")
    call.simulator.dashboard.options["ignored_plugins"] = {
        WIDGET: {"Name": "Demo Widget", "ignored_versions": ["all_versions"]}
    }
    assert WIDGET not in offered(call, 1)["plugins"]
    assert list(call.body("GET", "/updates/ignored")["data"]["plugins"]) == [WIDGET]
    call.body("POST", "/updates/1/ignore/plugins", {"slug": {SEO: "Demo Seo"}})
    assert sorted(call.body("GET", "/updates/1/ignored")["data"]["plugins"]) == [SEO, WIDGET]
    assert sorted(call.body("GET", "/updates/1/ignored", search="seo")["data"]["plugins"]) == [SEO]


@pytest.mark.parametrize(
    "path", ["/updates/9", "/updates/9/update", "/updates/9/update/wp", "/updates/9/ignore/plugins"]
)
def test_an_unknown_site_is_not_found(path: str) -> None:
    method = "GET" if path == "/updates/9" else "PUT"
    status, answer = connected()(method, path)
    assert (status, answer["code"]) == (404, "mainwp_rest_invalid_site_id")
