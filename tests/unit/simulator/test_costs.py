# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Traps of costs that the recordings do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.dates import time_of
from tests.simulator.routes.costs import next_renewal
from tests.simulator.state.records import Client, Site, Tag

from .client import Caller

WHOLE = {
    "name": "Elementor Pro",
    "price": 99.5,
    "payment_type": "subscription",
    "product_type": "plugin",
    "product_slug": "elementor-pro",
    "icon_hidden": "deficon:plug",
    "product_color": "#FF00ff",
    "sites": [1],
}


def add(call: Caller, **values: Any) -> Any:
    return call("POST", "/costs/add", {**WHOLE, **values})[1]


def stored(call: Caller, number: int) -> dict[str, Any]:
    return call("GET", f"/costs/{number}")[1]["data"]


@pytest.fixture
def costs(modern: Caller) -> Caller:
    assert add(modern)["success"] == 1
    return modern


def test_an_edit_resets_what_is_left_out_and_answers_with_the_old_row(costs: Caller) -> None:
    answer = costs("PUT", "/costs/1/edit", {"name": "Short", "sites": [1]})[1]
    assert answer["data"]["name"] == "Elementor Pro"
    row = stored(costs, 1)
    assert (row["name"], row["price"], row["type"], row["slug"]) == ("Short", "0.00000000", "", "")
    assert (row["cost_icon"], row["cost_color"]) == ("", "")


def test_an_edit_without_a_target_is_refused(costs: Caller) -> None:
    for target in ({}, {"sites": "1"}, {"sites": [], "groups": [1]}):
        status, body = costs("PUT", "/costs/1/edit", {"name": "x", **target})
        assert (status, body["code"]) == (400, "mainwp_rest_create_costs_invalid_data")


def test_only_the_first_target_counts_and_entries_are_cast(costs: Caller) -> None:
    row = add(costs, product_slug="", groups=[7], clients=[8], sites=["1", "x", 3.7])["data"]
    assert (row["sites"], row["groups"], row["clients"]) == ("[1,0,3]", "", "")


def test_read_names_write_nothing(costs: Caller) -> None:
    costs("PUT", "/costs/1/edit", {"sites": [1], "type": "lifetime", "slug": "s", "cost_status": "active"})
    row = stored(costs, 1)
    assert (row["type"], row["slug"], row["cost_status"]) == ("", "", "")


@pytest.mark.parametrize("where", ["body", "query"])
def test_an_id_beats_the_path(costs: Caller, where: str) -> None:
    add(costs, name="Second", product_slug="")
    values = {"name": "hit", "sites": [1]}
    if where == "body":
        costs("PUT", "/costs/1/edit", {**values, "id": 2})
    else:
        costs("PUT", "/costs/1/edit?id=2", values)
    assert (stored(costs, 1)["name"], stored(costs, 2)["name"]) == ("Elementor Pro", "hit")


def test_add_with_an_id_overwrites_that_cost(costs: Caller) -> None:
    assert add(costs, id=1, name="over")["data"]["name"] == "Elementor Pro"
    assert stored(costs, 1)["name"] == "over"
    assert add(costs, id=9, product_slug="")["error"] == "Add cost failed. Please try again."


def test_a_slug_must_be_free_in_every_type(costs: Caller) -> None:
    assert add(costs, product_type="hosting")["success"] == 1
    assert add(costs, product_type="theme")["error"] == "A cost tracker for this theme already exists."
    # The hosting cost took the slug, so that the plugin's own cost can no longer be edited.
    assert costs("PUT", "/costs/1/edit", WHOLE)[1]["error"] == "A cost tracker for this plugin already exists."


def test_a_value_too_long_fails_an_add_and_is_silent_on_edit(costs: Caller) -> None:
    long = "x" * 21
    assert add(costs, product_slug="", payment_type=long)["error"] == "Add cost failed. Please try again."
    assert costs("PUT", "/costs/1/edit", {**WHOLE, "name": "new", "payment_type": long})[1]["success"] == 1
    assert stored(costs, 1)["name"] == "Elementor Pro"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("1,234.50", "1.00000000"),
        ("$5", "0.00000000"),
        (-3, "-3.00000000"),
        ("7.123456789", "7.12345679"),
        (1.005, "1.00500000"),
        ([5], "1.00000000"),
    ],
)
def test_what_becomes_of_a_price(costs: Caller, sent: Any, kept: str) -> None:
    assert add(costs, product_slug="", price=sent)["data"]["price"] == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-01-31", "1769817600"),
        ("2026-01-31 00:00:00", "1769817600"),
        ("2026-01-31T01:00:00+01:00", "1769817600"),
        ("2026-02-30", "1772409600"),
        (1769817600, "0"),
        ("1769817600", "0"),
        ("31/12/2026", "0"),
        ("", "0"),
        (None, "0"),
    ],
)
def test_what_becomes_of_a_date(costs: Caller, sent: Any, kept: str) -> None:
    assert add(costs, product_slug="", last_renewal=sent)["data"]["last_renewal"] == kept


@pytest.mark.parametrize(
    ("renewal_type", "now", "found"),
    [
        ("monthly", "2026-02-10", "2026-03-03"),
        ("monthly", "2026-04-10", "2026-05-03"),
        ("weekly", "2026-02-10", "2026-02-14"),
        ("quarterly", "2026-02-10", "2026-05-01"),
        ("yearly", "2026-02-10", "2027-01-31"),
    ],
)
def test_the_next_renewal_counts_from_the_last(renewal_type: str, now: str, found: str) -> None:
    assert next_renewal(time_of("2026-01-31"), renewal_type, time_of(now)) == time_of(found)


@pytest.mark.parametrize("renewal_type", ["", "disabled", "daily"])
def test_nothing_renews_without_a_known_period(renewal_type: str) -> None:
    assert next_renewal(1769817600, renewal_type, 1769817600) == 0


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a & b < c", "a &amp; b &lt; c"),
        ("<script>x</script>y\nz", "xy\nz"),
        ('<a href="https://x.test" onclick="y">t</a>', '<a href="https://x.test">t</a>'),
        ("<strong>s</strong><br />", "<strong>s</strong><br />"),
        ("<a href='javascript:y' title=z>t</a>", '<a href="y" title="z">t</a>'),
        ("<!-- c -->x > y", "<!-- c -->x &gt; y"),
        ("&#92; &lt; &copy; &foo;", "&#092; &lt; &copy; &amp;foo;"),
        ("back\\slash", "backslash"),
    ],
)
def test_what_becomes_of_a_note(costs: Caller, sent: str, kept: str) -> None:
    assert add(costs, product_slug="", note=sent)["data"]["note"] == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("elementor.com/a b", "http://elementor.com/a%20b"),
        ("https://x.test/<y>", "https://x.test/y"),
        ("javascript:alert(1)", ""),
    ],
)
def test_what_becomes_of_an_address(costs: Caller, sent: str, kept: str) -> None:
    assert add(costs, product_slug="", url=sent)["data"]["url"] == kept


def test_lists_escape_and_single_reads_do_not(costs: Caller) -> None:
    add(costs, name="A & B", product_slug="")
    item = costs("GET", "/costs?include=2")[1]["data"]["2"]
    assert (item["id"], item["name"], item["last_renewal"]) == (2, "A &amp; B", 0)
    assert (stored(costs, 2)["name"], stored(costs, 2)["last_renewal"]) == ("A & B", "0")


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("type=lifetime", ["2"]),
        ("type=any", ["1", "2"]),
        ("type=lifetime,bogus", ["2"]),
        ("status=active", ["2"]),
        ("status=bogus", ["1", "2"]),
        ("category=hosting", ["2"]),
        ("category=bogus", ["1", "2"]),
        ("search=h_st", ["2"]),
        ("page=2", ["1", "2"]),
        ("page=2&per_page=1", ["2"]),
        ("exclude=2", ["1"]),
    ],
)
def test_filters_of_the_list(costs: Caller, query: str, ids: list[str]) -> None:
    add(
        costs,
        name="Host",
        product_type="hosting",
        product_slug="",
        payment_type="lifetime",
        cost_tracker_status="active",
    )
    assert list(costs("GET", f"/costs?{query}")[1]["data"]) == ids


def test_a_type_that_no_word_fits_is_an_error(costs: Caller) -> None:
    status, body = costs("GET", "/costs?type=bogus")
    assert (status, body["code"]) == (400, "mainwp_rest_invalid_param")


def test_the_global_batch_does_not_know_costs(costs: Caller) -> None:
    assert costs("POST", "/batch", {"costs": {"create": [WHOLE], "delete": [1]}})[1] == []
    assert stored(costs, 1)["name"] == "Elementor Pro"


def test_costs_of_tags_and_clients_reach_their_sites(modern: Caller) -> None:
    dashboard = modern.simulator.dashboard
    tag, client = dashboard.tags.insert(Tag("t")), dashboard.clients.insert(Client("c"))
    alone = dashboard.clients.insert(Client("without sites"))
    site = dashboard.insert_site(Site("https://s.test/", "s", client_id=client.id, tag_ids=[tag.id]))
    add(modern, sites=None, groups=[tag.id], product_slug="")
    add(modern, sites=None, clients=[client.id], product_slug="")
    add(modern, sites=None, clients=[alone.id], product_slug="")
    for number in (1, 2):
        assert [row["id"] for row in modern("GET", f"/costs/{number}/sites")[1]["data"]] == [str(site.id)]
        assert [row["name"] for row in modern("GET", f"/costs/{number}/clients")[1]["data"]] == ["c"]
    assert modern("GET", "/costs/3/clients")[1]["data"] == []
    assert list(modern("GET", f"/clients/{client.id}/costs")[1]["data"]) == ["1", "2"]
    assert modern("GET", f"/clients/{alone.id}/costs")[1] == {"success": 1, "message": "Costs not found."}
    # A site's own list knows only the costs that name it.
    assert modern("GET", f"/sites/{site.id}/costs")[1] == {"success": 1, "message": "Cost not found.", "data": []}


def test_a_persistent_object_cache_keeps_showing_the_row_of_the_first_read(costs: Caller) -> None:
    costs.simulator.dashboard.cached_costs = {}
    assert stored(costs, 1)["name"] == "Elementor Pro"
    costs("PUT", "/costs/1/edit", {"name": "new", "sites": [1]})
    assert stored(costs, 1)["name"] == "Elementor Pro"
    assert costs("GET", "/costs?include=1")[1]["data"]["1"]["name"] == "new"
    costs("DELETE", "/costs/1/remove")
    assert stored(costs, 1)["name"] == "Elementor Pro"
    assert costs("DELETE", "/costs/1/remove")[1]["success"] == 0
    assert costs("GET", "/costs")[1]["data"] == []
