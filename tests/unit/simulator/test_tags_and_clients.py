# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Traps of tags, clients, client fields and batches that the recordings do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from .client import Caller


@pytest.fixture
def tags(modern: Caller) -> Caller:
    for name in ("Alpha", "Beta"):
        modern("POST", "/tags/add", {"name": name, "color": "#112233"})
    return modern


def names(call: Caller) -> dict[str, str]:
    data = call("GET", "/tags")[1]["data"]
    return {key: tag["name"] for key, tag in data.items()}


def test_an_id_in_the_body_beats_the_path(tags: Caller) -> None:
    tags("PATCH", "/tags/2/edit", {"id": 1, "name": "changed"})
    assert names(tags) == {"1": "changed", "2": "Beta"}
    tags("DELETE", "/tags/2/remove", {"id": 1})
    assert names(tags) == {"2": "Beta"}


def test_add_with_an_id_changes_that_tag(tags: Caller) -> None:
    assert tags("POST", "/tags/add", {"id": 2, "name": "Gamma & co"})[1]["data"]["name"] == "Gamma & co"
    assert tags("POST", "/tags/add", {"id": 99, "name": "x"})[1]["success"] == 0


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("alpha", "alpha (1)"),
        ("Rel (2) beta", "Rel"),
        ("Ver (12)", "Ver (12)"),
        ("A & B", "A &amp; B"),
        (7, "7"),
        ("back\\slash", "backslash"),
    ],
)
def test_what_add_makes_of_a_name(tags: Caller, sent: Any, stored: str) -> None:
    assert tags("POST", "/tags/add", {"name": sent})[1]["data"]["name"] == stored


@pytest.mark.parametrize("name", ["0", " ", "<b></b>", ["x"], None, ""])
def test_names_that_cannot_be_added(tags: Caller, name: Any) -> None:
    assert tags("POST", "/tags/add", {"name": name})[1] == {
        "success": 0,
        "error": "Add tag failed. Please try again.",
    }


def test_edit_stores_text_as_it_is_and_allows_doubles(tags: Caller) -> None:
    assert tags("PUT", "/tags/1/edit", {"name": 'Beta (2) & "x"'})[1]["data"]["name"] == 'Beta (2) & "x"'
    tags("PUT", "/tags/1/edit", {"name": "Beta", "color": "none"})
    assert names(tags) == {"1": "Beta", "2": "Beta"}
    assert tags("GET", "/tags/1")[1]["data"]["color"] == "#112233"


def test_searching_looks_at_ids_too_and_a_list_crashes_it(tags: Caller) -> None:
    assert list(tags("GET", "/tags", params={"search": "1"})[1]["data"]) == ["1"]
    crashed = tags.raw("GET", "/tags", params={"search[]": "x"})
    assert crashed.status_code == 500
    assert "critical error" in crashed.text


def test_a_doubled_link_shows_twice_and_counts_once(tags: Caller) -> None:
    tags.connect(1)
    tags("PUT", "/sites/1/edit", {"groupids": "1,1"})
    tag = tags("GET", "/tags/1")[1]["data"]
    assert (tag["count_sites"], tag["sites_ids"]) == ("1", "1,1")


def test_removing_a_tag_removes_its_links(tags: Caller) -> None:
    tags.connect(1, groupids="1,2")
    tags("DELETE", "/tags/1/remove")
    assert tags("GET", "/sites/1")[1]["data"]["tags"] == {"2": "Beta"}


def test_batch_items_fail_alone_and_zero_ids_leave_no_trace(tags: Caller) -> None:
    body = {"create": [{"name": "C"}], "update": [{"name": "no id"}, {"id": 1, "color": "#aabbcc"}], "delete": ["x", 2]}
    answer = tags("POST", "/tags/batch", body, params={"color": "#abcdef"})[1]
    assert answer["create"][0]["data"]["color"] == "#abcdef"
    assert answer["update"][0]["id"] is None
    assert answer["update"][1]["data"]["name"] == ""
    assert len(answer["delete"]) == 1
    assert names(tags) == {"1": "", "3": "C"}


def test_a_batch_takes_a_hundred_items_of_all_kinds(tags: Caller) -> None:
    full = {"create": [{"name": "x"}] * 60, "sync": [1] * 41}
    assert tags("POST", "/tags/batch", full)[0] == 413
    assert len(names(tags)) == 2
    assert tags("POST", "/tags/batch", {"create": "text"})[1] == []
    status, body = tags("POST", "/batch", {"tags": {"create": [{"name": "x"}] * 60}, "sites": {"update": [{}] * 41}})
    assert (status, body["code"]) == (413, "mainwp_rest_request_entity_too_large")


def test_a_batch_with_fields_works_and_says_nothing(tags: Caller) -> None:
    assert tags("POST", "/tags/batch", {"create": [{"name": "C"}]}, params={"_fields": "id"})[1] == []
    assert "C" in names(tags).values()


def test_the_global_batch_ignores_updates_and_deletes(tags: Caller) -> None:
    body = {"tags": {"delete": [1]}, "clients": {"create": [{"name": "X"}]}, "updates": {"create": [{}]}}
    answer = tags("POST", "/batch", body)[1]
    assert "tags" not in answer
    assert answer["clients"]["create"][0]["success"] == 1
    assert answer["updates"]["create"][0]["error"]["data"] == {"status": 405}
    assert len(names(tags)) == 2


def test_a_batch_checks_item_names_at_its_top(modern: Caller) -> None:
    status, body = modern("POST", "/sites/batch", {"suspended": 7})
    assert (status, body["code"]) == (400, "rest_invalid_param")
    assert modern("POST", "/clients/batch", {"name": 123})[1]["code"] == "rest_invalid_param"


@pytest.fixture
def clients(modern: Caller) -> Caller:
    modern("POST", "/clients/add", {"name": "Acme", "client_email": "Ops+x@acme.example", "zip": "1"})
    modern("POST", "/clients/add", {"name": "Beta"})
    return modern


def test_a_plus_in_an_address_can_be_read_but_not_edited(clients: Caller) -> None:
    assert clients("GET", "/clients/ops+x@acme.example")[1]["data"]["id"] == "1"
    assert clients("PUT", "/clients/ops+x@acme.example/edit", {"city": "x"})[1]["code"] == "rest_no_route"
    assert clients("GET", "/clients/ops%2Bx@acme.example")[1]["code"] == "mainwp_rest_invalid_client_data"


def test_falsy_values_are_dropped_and_a_blank_clears(clients: Caller) -> None:
    assert clients("PUT", "/clients/1/edit", {"zip": "0", "city": ""})[1]["data"]["zip"] == "1"
    assert clients("PUT", "/clients/1/edit", {"zip": " "})[1]["data"]["zip"] == ""


def test_a_value_that_is_too_long_loses_the_whole_write(clients: Caller) -> None:
    answer = clients("PUT", "/clients/1/edit", {"city": "x", "zip": "9" * 33})[1]
    assert (answer["success"], answer["data"]["city"], answer["data"]["zip"]) == (1, "", "1")
    answer = clients("POST", "/clients/add", {"name": "New", "zip": "9" * 33})[1]
    assert answer == {"success": 0, "error": "Undefined error. Please try again."}


def test_addresses_are_unique_whatever_their_case(clients: Caller) -> None:
    answer = clients("PUT", "/clients/2/edit", {"client_email": "OPS+X@acme.example"})[1]
    assert answer == {"success": 0, "error": "Client email exists. Please try again."}
    assert clients("PUT", "/clients/1/edit", {"client_email": "OPS+X@acme.example"})[1]["success"] == 1


def test_assigning_sites_takes_them_away_from_others(clients: Caller) -> None:
    clients.connect(1, 2, client_id=1)
    assert clients("PUT", "/clients/2/edit", {"selected_sites": "2,999,x"})[1]["data"]["selected_sites"] == "2"
    assert clients("GET", "/clients/1/sites")[1]["total"] == 1
    assert clients("GET", "/sites/basic", params={"include": "2"})[1]["data"][0]["client_id"] == "2"


def test_removing_a_client_leaves_its_sites(clients: Caller) -> None:
    clients.connect(1, client_id=1)
    clients("DELETE", "/clients/1/remove")
    assert clients("GET", "/sites/basic")[1]["data"][0]["client_id"] == "0"


def test_statuses_of_clients(clients: Caller) -> None:
    clients("POST", "/clients/2/suspend")
    for status, total in (("suspended", 1), ("active", 1), ("suspended,active", 2), ("nonsense", 2), ("lead", 0)):
        assert clients("GET", "/clients", params={"status": status})[1]["total"] == total


def test_client_fields(clients: Caller) -> None:
    for name in ("one", "two", "th_ree"):
        clients.raw("POST", "/clients/fields/add", data={"name": name, "description": "d"})
    listed = clients("GET", "/clients/fields", params={"per_page": 2, "page": 9})[1]
    assert (listed["total"], listed["pages"], [row["name"] for row in listed["data"]]) == (3, 2, ["one"])
    assert clients("GET", "/clients/fields", params={"search": "t_"})[1]["total"] == 2
    assert clients("GET", "/clients/fields", params={"include": "1,one"})[1]["total"] == 1
    form = clients.raw("PUT", "/clients/fields/one/edit", data={"description": "new"})
    assert form.json()["code"] == "empty_body"
    assert clients("PUT", "/clients/fields/two/edit", {"name": "ONE"})[1]["code"] == "update_field_failed"
    assert clients("POST", "/clients/fields/1/edit", {"description": "new"})[1]["code"] == "rest_no_route"
    assert clients("PUT", "/clients/fields/1/edit", {"description": "new"})[1]["success"] == 1
    empty = clients.raw("POST", "/clients/fields/add", data={"name": "0", "description": "d"})
    assert (empty.status_code, empty.json()) == (
        500,
        {"code": "empty_name", "message": "Name and description are required.", "data": None},
    )


def test_field_values_are_stored_for_known_fields_only(clients: Caller) -> None:
    clients.raw("POST", "/clients/fields/add", data={"name": "sla", "description": "d"})
    entries = [{"field_name": "sla", "field_value": "gold"}, {"field_name": "other", "field_value": "x"}]
    clients("PUT", "/clients/1/edit", {"custom_fields": [*entries, {"field_name": "sla", "field_value": ""}]})
    client = clients.simulator.dashboard.clients.get(1)
    assert client is not None
    assert client.custom == {1: "gold"}
