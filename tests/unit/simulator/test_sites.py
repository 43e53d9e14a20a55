# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Traps of the sites routes that the recordings do not reach, in both generations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.state.records import Change, Site

from .client import Caller
from .conftest import caller


def listed(call: Caller, path: str = "/sites/basic", **query: Any) -> list[str]:
    return [row["id"] for row in call("GET", path, params=query)[1]["data"]]


def site(call: Caller, number: int = 1) -> Site:
    row = call.simulator.dashboard.sites.get(number)
    assert row is not None
    return row


@pytest.mark.parametrize("path", ["/sites/1/suspend", "/sites/001/suspend", "/sites/1.0/suspend", "/sites/1e0/suspend"])
def test_whatever_php_calls_numeric_is_an_id(call: Caller, path: str) -> None:
    call.connect(1)
    assert call("POST", path)[1]["data"]["id"] == "1"


def test_a_domain_finds_sites_at_the_root_of_a_host_only(call: Caller) -> None:
    call.connect(1)
    assert call("POST", "/sites/SITE-01.example.com/suspend")[1]["suspended"] == 1
    site(call).url = "https://site-01.example.com/blog/"
    status, body = call("POST", "/sites/site-01.example.com/suspend")
    assert (status, body["code"]) == (404, "mainwp_rest_invalid_site_data")


def test_the_detail_route_knows_short_top_level_domains_only(call: Caller) -> None:
    assert call("GET", "/sites/a.technology")[1]["code"] == "rest_no_route"
    assert call("POST", "/sites/a.technology/suspend")[1]["code"] == "mainwp_rest_invalid_site_data"


def test_the_body_beats_the_path(call: Caller) -> None:
    call.connect(1, 2)
    assert call("GET", "/sites/1", {"id_domain": "2"})[1]["data"]["id"] == "2"


def test_a_list_has_twenty_rows_unless_asked_for_more_on_a_modern_dashboard() -> None:
    modern, legacy = caller("modern", sites=22), caller("legacy", sites=22)
    for call in (modern, legacy):
        call.connect(*range(1, 23))
    assert len(listed(modern, "/sites")) == 20
    assert len(listed(modern, "/sites", page=2)) == 2
    assert modern("GET", "/sites", params={"page": 2})[1]["total"] == 22
    assert len(listed(legacy, "/sites")) == 22
    assert len(listed(legacy, "/sites", page=2)) == 22
    assert legacy("GET", "/sites", params={"page": 2, "per_page": 20})[1]["total"] == 2


@pytest.mark.parametrize(
    "query", [{"per_page": 101}, {"per_page": -1}, {"page": "x"}, {"page": -1}, {"status[]": "any"}, {"search[]": "x"}]
)
def test_the_ability_refuses_what_the_older_list_takes(query: dict[str, Any]) -> None:
    modern, legacy = caller("modern", sites=2), caller("legacy", sites=2)
    status, body = modern("GET", "/sites", params=query)
    assert (status, body["code"]) == (500, "ability_invalid_input")
    assert legacy("GET", "/sites", params=query)[0] == 200
    assert modern("GET", "/sites", params={**query, "include": "1"})[0] == 200


def test_statuses_mean_different_things(modern: Caller, legacy: Caller) -> None:
    for call in (modern, legacy):
        call.connect(1, 2, 3)
        site(call, 1).suspended = 1
        site(call, 2).sync_errors = "HTTP error"
        site(call, 3).plugin_upgrades = site(call, 3).theme_upgrades = {}
        site(call, 3).translation_upgrades = []
        assert listed(call, "/sites", status="disconnected") == ["2"]
        assert listed(call, "/sites", status="suspended") == ["1"]
        assert listed(call, "/sites/basic", status="connected") == ["1", "3"]
        assert call("GET", "/sites/count", params={"status": "suspended,disconnected"})[1] == {"count": 2}
        assert listed(call, "/sites", status="available_update") == ["1", "2"]
    assert listed(modern, "/sites", status="connected") == ["3"]
    assert listed(legacy, "/sites", status="connected") == ["1", "3"]
    assert modern("GET", "/sites", params={"status": "available_update"})[1]["total"] == 3
    assert legacy("GET", "/sites", params={"status": "available_update"})[1]["total"] == 2


def test_basic_pages_with_both_numbers_only(call: Caller) -> None:
    call.connect(1, 2, 3)
    assert listed(call, per_page=1) == ["1", "2", "3"]
    assert listed(call, per_page=2, page=2) == ["3"]
    assert listed(call, include="2,9") == ["2"]
    assert listed(call, exclude="2", search="site-0") == ["1", "3"]


def test_fields_trim_items_and_always_keep_the_id(call: Caller) -> None:
    call.connect(1)
    row = call("GET", "/sites/basic", params={"_fields": "name,nonsense,automatic_update"})[1]["data"][0]
    assert sorted(row) == ["id", "name"]
    query = {"_fields": "automatic_update,health_threshold,url,wp_version", "context": "edit"}
    row = call("GET", "/sites/1", params=query)[1]["data"]
    assert row == {
        "id": "1",
        "url": "https://site-01.example.com/",
        "automatic_update": "0",
        "health_threshold": "0",
    }


def test_another_context_blanks_the_view(call: Caller) -> None:
    call.connect(1)
    edit = call("GET", "/sites/1", params={"context": "edit"})[1]["data"]
    assert (len(edit), edit["name"], edit["wp_version"]) == (43, "site-01.example.com", "")
    assert set(call("GET", "/sites/1", params={"context": "other"})[1]["data"].values()) == {""}


def test_data_that_was_not_asked_for_is_blank_and_the_last_sync_is_now(call: Caller) -> None:
    call.connect(1)
    call.simulator.clock.advance(3600)
    fields = "database_size,last_sync,tags"
    full = call("GET", "/sites/basic", params={"_fields": fields, "full_data": 1, "with_tags": 1})[1]["data"][0]
    bare = call("GET", "/sites/basic", params={"_fields": fields})[1]["data"][0]
    assert (full["database_size"], full["tags"]) == ("376832", [])
    assert (bare["database_size"], bare["tags"]) == ("", "")
    assert bare["last_sync"] > full["last_sync"]


def test_custom_fields_show_options_and_hide_secrets(call: Caller) -> None:
    call.connect(1)
    call("PUT", "/sites/1/edit", {"monitoring_emails": " a@x.example , b@x.example,a@x.example"})
    query = {"custom_fields": "monitoring_notification_emails,http_user,plugins"}
    row = call("GET", "/sites/1", params=query)[1]["data"]
    assert row["monitoring_notification_emails"] == "a@x.example,b@x.example"
    assert "http_user" not in row
    assert row["plugins"] == "[]"


def test_every_edit_resets_the_client_that_is_not_sent(call: Caller) -> None:
    call.connect(1, client_id=7)
    call("PUT", "/sites/1/edit", {"name": "new"})
    assert site(call).client_id == 0
    call("PUT", "/sites/1/edit", {"client_id": -3})
    assert site(call).client_id == 0


@pytest.mark.parametrize(
    ("groupids", "links"),
    [
        ("1,2", [1, 2]),
        ("", [2]),
        ("0", [2]),
        (" ", [0]),
        (",", [0, 0]),
        ("9,9", [9, 9]),
        ("Beta", [0]),
        ([1], [0]),
        ([], [2]),
    ],
)
def test_forms_of_groupids(call: Caller, groupids: Any, links: list[int]) -> None:
    for name in ("Alpha", "Beta"):
        call("POST", "/tags/add", {"name": name})
    call.connect(1, groupids="2")
    shown = call("PUT", "/sites/1/edit", {"groupids": groupids})[1]["data"]["tags"]
    assert site(call).tag_ids == links
    assert shown == ({str(link): {1: "Alpha", 2: "Beta"}[link] for link in links if link in (1, 2)} or [])


def test_a_comma_in_a_tag_name_shifts_the_names(call: Caller) -> None:
    for name in ("A, b", "C"):
        call("POST", "/tags/add", {"name": name})
    call.connect(1, groupids="1,2")
    assert call("GET", "/sites/1")[1]["data"]["tags"] == {"1": "A", "2": " b"}


@pytest.mark.parametrize(
    ("sent", "column", "stored"),
    [
        ({"suspended": "yes"}, "suspended", 0),
        ({"suspended": True}, "suspended", 1),
        ({"ignore_plugin_updates": "false"}, "ignore_plugin_updates", 1),
        ({"force_use_ipv4": 3}, "force_use_ipv4", 0),
        ({"force_use_ipv4": 2}, "force_use_ipv4", 2),
        ({"protocol": "http"}, "url", "http://site-01.example.com/"),
        ({"protocol": "ftp"}, "url", "https://site-01.example.com/"),
        ({"name": "0"}, "name", "site-01.example.com"),
        ({"name": " <b>x</b> "}, "name", " <b>x</b> "),
        ({"sslversion": 0}, "ssl_version", 0),
        ({"sslversion": "6"}, "ssl_version", 6),
        ({"http_user": ""}, "http_user", ""),
        ({"note": "hidden"}, "note", ""),
        ({"verify_certificate": 1}, "verify_certificate", 2),
        ({"healththreshold": "70 %"}, "health_threshold", 70),
    ],
)
def test_what_an_edit_stores(call: Caller, sent: dict[str, Any], column: str, stored: Any) -> None:
    call.connect(1)
    assert call("PUT", "/sites/1/edit", sent)[1]["success"] == 1
    assert getattr(site(call), column) == stored


def test_staging_sites_are_in_no_list_but_can_be_addressed(modern: Caller, legacy: Caller) -> None:
    for call in (modern, legacy):
        call.connect(1, 2)
        site(call, 2).is_staging = 1
        assert listed(call, "/sites") == listed(call) == ["1"]
        assert call("GET", "/sites/count")[1] == {"count": 1}
        assert set(call("PUT", "/sites/2/edit", {"name": "new"})[1]["data"].values()) == {""}
        assert site(call, 2).name == "new"
    assert modern("GET", "/sites/2")[1]["data"]["id"] == 2
    assert legacy("GET", "/sites/2")[1] == {"data": []}


def test_filters_of_plugins_differ_by_generation(modern: Caller, legacy: Caller) -> None:
    for call in (modern, legacy):
        call.connect(1)

    def count(call: Caller, kind: str = "plugins", **query: Any) -> int:
        return int(call("GET", f"/sites/1/{kind}", params=query)[1]["total"])

    installed, inactive = 6, 1
    assert count(modern, status="inactive") == inactive
    assert count(legacy, status="inactive") == installed
    assert count(modern, **{"status[]": "inactive"}) == installed
    assert count(legacy, **{"status[]": "inactive"}) == inactive
    assert count(modern, "themes", status="inactive") == 2
    assert count(legacy, "themes", status="inactive") == 1
    assert count(modern, search="desk") == count(legacy, search="desk") == 1
    assert modern("GET", "/sites/1/plugins")[1]["data"][0]["active"] is True
    assert modern("GET", "/sites/1/plugins", params={"search": "desk"})[1]["data"][0]["active"] == 1
    status, body = modern("GET", "/sites/1/plugins", params={"status": "nonsense"})
    assert (status, body["code"]) == (400, "mainwp_rest_invalid_param")


def test_the_log_of_changes(call: Caller) -> None:
    call.connect(1)
    changes = call.simulator.dashboard.changes
    for number, (source, action) in enumerate(
        [("wpadmin", "activate"), ("dashboard", "update"), ("wpadmin", "delete")]
    ):
        changes.insert(Change(1, f"item {number}", action, "plugin", 1000.0 + number, source=source))

    def items(**query: Any) -> list[str]:
        return [line["item"] for line in call("GET", "/sites/1/non-mainwp-changes", params=query)[1]["data"]]

    assert items() == ["item 2", "item 0"]
    assert items(order="ASC") == ["item 0", "item 2"]
    assert items(source="all", limit=1) == ["item 2"]
    assert items(actions="activate") == ["item 0"]
    assert items(source="nonsense") == []
    assert call("GET", "/sites/1/non-mainwp-changes", params={"total_count": 1})[1]["data"] == {"total": 2}
