# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_cost against the simulator: every verb, and every trap of the cost routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Client, Cost, Tag
from tests.unit.support.bench import Bench
from tests.unit.support.verbs import Verb

MODULE = "mainwp_cost"
ONE = "https://site-01.example.com/"
TWO = "https://site-02.example.com/"

WHOLE: dict[str, Any] = {
    "name": "Elementor Pro",
    "url": "https://elementor.com",
    "type": "subscription",
    "product_type": "plugin",
    "slug": "elementor-pro",
    "license_type": "multi_site",
    "status": "on_hold",
    "price": 99.5,
    "payment_method": "paypal",
    "renewal": "yearly",
    "last_renewal": "2026-01-15",
    "icon": "deficon:plug",
    "color": "#ff00ff",
    "note": "Two lines\nR&D",
}

SENT = {
    "name": "Elementor Pro",
    "url": "https://elementor.com",
    "payment_type": "subscription",
    "product_type": "plugin",
    "product_slug": "elementor-pro",
    "license_type": "multi_site",
    "cost_tracker_status": "onhold",
    "price": 99.5,
    "payment_method": "paypal",
    "renewal_type": "yearly",
    "last_renewal": "2026-01-15",
    "icon_hidden": "deficon:plug",
    "product_color": "#ff00ff",
    "note": "Two lines\nR&amp;D",
}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with two sites, two tags, a client and two costs: the first whole and for a site, the other small."""
    bench = Bench(generation=request.param, state="demo", sites=2)
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    dashboard = bench.simulator.dashboard
    for name in ("production", "shops"):
        dashboard.tags.insert(Tag(name))
    dashboard.clients.insert(Client("Acme Ltd"))
    bench.run(MODULE, **WHOLE, sites=[ONE])
    dashboard.costs.insert(Cost("Hosting", groups=[1]))
    return bench


def row(bench: Bench, cost: int = 1) -> Any:
    """The dashboard's row of a cost, or None."""
    return bench.simulator.dashboard.costs.get(cost)


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {
        "name": "Backups",
        "price": 10,
        "status": "on_hold",
        "sites": ["site-02.example.com"],
    }
    DONE: ClassVar[list[str]] = ["GET costs", "GET sites/basic", "POST costs/add", "GET costs"]
    NOTHING: ClassVar[list[str]] = ["GET costs", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Backups", "price": 10.0, "status": "on_hold", "sites": [TWO]}
    WRITE = "costs/add"

    def settled(self, bench: Bench) -> bool:
        cost = row(bench, 3)
        return cost is not None and (cost.cost_status, cost.price, cost.sites) == ("onhold", "10.00000000", [2])

    def test_result(self, bench: Bench) -> None:
        cost = bench.run(MODULE, **self.TASK)["cost"]
        assert cost == {
            "id": 3,
            "name": "Backups",
            "url": "",
            "type": "",
            "product_type": None,
            "slug": "",
            "license_type": "",
            "status": "on_hold",
            "price": 10.0,
            "payment_method": None,
            "renewal": "",
            "last_renewal": "",
            "next_renewal": None,
            "sites": [TWO],
            "tags": [],
            "clients": [],
            "note": "",
        }


class TestCreateWhole(Verb):
    """With what only the read of a single cost shows."""

    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {
        **WHOLE,
        "name": "Theme",
        "product_type": "theme",
        "slug": "x",
        "clients": ["Acme Ltd"],
    }
    DONE: ClassVar[list[str]] = ["GET costs", "GET clients", "POST costs/add", "GET costs", "GET costs/3"]
    NOTHING: ClassVar[list[str]] = ["GET costs", "GET clients", "GET costs/3"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "costs/add"

    def settled(self, bench: Bench) -> bool:
        cost = row(bench, 3)
        return cost is not None and (cost.clients, cost.cost_color, cost.last_renewal) == ([1], "#ff00ff", 1768435200)

    def test_sent(self, bench: Bench) -> None:
        bench.run(MODULE, **self.TASK)
        named = {"name": "Theme", "product_type": "theme", "product_slug": "x", "clients": [1]}
        assert bench.written == [("POST", "costs/add", {**SENT, **named})]


class TestChange(Verb):
    """An edit replaces the whole cost, so that everything else is read and sent again."""

    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "elementor pro", "price": 120, "url": ""}
    DONE: ClassVar[list[str]] = ["GET costs", "GET costs/1", "PUT costs/1/edit", "GET costs", "GET costs/1"]
    NOTHING: ClassVar[list[str]] = ["GET costs"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "price": 99.5, "url": "https://elementor.com"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "elementor pro", "price": 120.0, "url": ""}
    WRITE = "costs/1/edit"

    def settled(self, bench: Bench) -> bool:
        cost = row(bench)
        kept = (cost.slug, cost.cost_icon, cost.cost_color, cost.cost_status, cost.last_renewal, cost.sites, cost.note)
        whole = ("elementor-pro", "deficon:plug", "#ff00ff", "onhold", 1768435200, [1], "Two lines\nR&amp;D")
        return (cost.price, cost.url, kept) == ("120.00000000", "", whole)

    def test_sent(self, bench: Bench) -> None:
        bench.run(MODULE, **self.TASK)
        wanted = {**SENT, "name": "elementor pro", "price": 120.0, "url": "", "sites": [1], "groups": "", "clients": ""}
        assert bench.written == [("PUT", "costs/1/edit", wanted)]


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Hosting", "new_name": "Server & co"}
    DONE: ClassVar[list[str]] = ["GET costs", "GET costs/2", "PUT costs/2/edit", "GET costs", "GET costs/2"]
    NOTHING: ClassVar[list[str]] = ["GET costs"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Hosting"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Server & co"}
    WRITE = "costs/2/edit"

    def settled(self, bench: Bench) -> bool:
        return (row(bench, 2).name, row(bench, 2).groups) == ("Server & co", [1])


class TestLook(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": 1, "icon": "solid:font", "color": "", "note": "a < b \\ c <b>d</b>"}
    DONE: ClassVar[list[str]] = ["GET costs", "GET costs/1", "PUT costs/1/edit", "GET costs", "GET costs/1"]
    NOTHING: ClassVar[list[str]] = ["GET costs", "GET costs/1"]
    BEFORE: ClassVar[dict[str, Any]] = {"icon": "deficon:plug", "color": "#ff00ff", "note": "Two lines\nR&D"}
    AFTER: ClassVar[dict[str, Any]] = {"icon": "solid:font", "color": "", "note": "a < b \\ c <b>d</b>"}
    WRITE = "costs/1/edit"

    def settled(self, bench: Bench) -> bool:
        return (row(bench).cost_icon, row(bench).cost_color) == ("solid:font", "")


class TestAnotherTarget(Verb):
    """Of the three lists the first that is one counts, so that the former has to go."""

    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "tags": ["shops"]}
    DONE: ClassVar[list[str]] = ["GET costs", "GET tags", "GET costs/1", "PUT costs/1/edit", "GET costs", "GET costs/1"]
    NOTHING: ClassVar[list[str]] = ["GET costs", "GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "tags": [], "sites": ["1"]}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "tags": ["shops"], "sites": []}
    WRITE = "costs/1/edit"

    def settled(self, bench: Bench) -> bool:
        return (row(bench).sites, row(bench).groups) == ([], [2])

    def test_again(self, bench: Bench) -> None:
        """The second run has nothing left to displace."""
        first = bench.run(self.MODULE, **self.TASK)
        result = bench.run(self.MODULE, **self.TASK)
        assert (result["changed"], result["cost"], bench.asked) == (False, first["cost"], self.NOTHING)


class TestAddSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "sites": ["2"], "sites_mode": "add"}
    DONE: ClassVar[list[str]] = [
        "GET costs", "GET sites/basic", "GET costs/1", "PUT costs/1/edit", "GET costs", "GET costs/1"
    ]  # fmt: skip
    NOTHING: ClassVar[list[str]] = ["GET costs", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Elementor Pro", "sites": [ONE, TWO]}
    WRITE = "costs/1/edit"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench).sites == [1, 2])


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Hosting", "state": "absent"}
    DONE: ClassVar[list[str]] = ["GET costs", "DELETE costs/2/remove", "GET costs"]
    NOTHING: ClassVar[list[str]] = ["GET costs"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Hosting"}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = "costs/2/remove"

    def settled(self, bench: Bench) -> bool:
        return row(bench, 2) is None


@pytest.mark.parametrize(
    "task",
    [
        {"name": "New"},
        {"name": "New", "sites": []},
        {"name": "Hosting", "tags": []},
        {"name": "Hosting", "tags": ["production"], "tags_mode": "remove"},
    ],
)
def test_a_cost_for_nothing_is_refused(bench: Bench, task: dict[str, Any]) -> None:
    for run in (bench.check, bench.run):
        assert "would have none of sites, tags, clients" in run(MODULE, **task)["msg"]
        assert bench.written == []


def test_two_targets_are_refused(bench: Bench) -> None:
    """The dashboard would take the first and lose the other without a word."""
    result = bench.run(MODULE, name="Hosting", sites=["1"], tags=["shops"])
    assert "can have only one of sites, tags" in result["msg"]
    assert bench.written == []


def test_words_that_mean_nothing_are_kept_by_an_edit(bench: Bench) -> None:
    """The dashboard stores any word; an edit of something else must not lose it."""
    row(bench, 2).type, row(bench, 2).cost_status, row(bench, 2).product_type = "nonsense", "paused", "gone"
    cost = bench.run(MODULE, name="Hosting", price=3)["cost"]
    assert [cost[name] for name in ("type", "status", "product_type")] == ["nonsense", "paused", "gone"]
    assert (row(bench, 2).type, row(bench, 2).cost_status, row(bench, 2).product_type) == ("nonsense", "paused", "gone")


@pytest.mark.parametrize("note", ["<strong>x</strong> &lt;b&gt; &amp; y", "<!-- c -->x"])
def test_a_note_with_markup_is_kept_by_an_edit(bench: Bench, note: str) -> None:
    row(bench, 2).note = note
    assert bench.run(MODULE, name="Hosting", price=3)["cost"]["note"] == note
    assert row(bench, 2).note == note


def test_ids_of_what_is_gone_are_kept_by_an_edit(bench: Bench) -> None:
    row(bench, 2).groups = [1, 77]
    assert bench.run(MODULE, name="Hosting", price=3)["cost"]["tags_ids"] == [1, 77]
    assert row(bench, 2).groups == [1, 77]


def test_types_and_methods_of_ones_own(bench: Bench) -> None:
    bench.run("mainwp_cost_type", name="Fonts")
    bench.run("mainwp_payment_method", name="Wise")
    task = {"name": "Hosting", "product_type": "Fonts", "payment_method": "wise"}
    cost = bench.run(MODULE, **task)["cost"]
    assert (cost["product_type"], cost["payment_method"]) == ("fonts", "wise")
    assert (row(bench, 2).product_type, row(bench, 2).payment_method) == ("fonts", "wise")
    again = bench.run(MODULE, **task)
    assert (again["changed"], again["cost"]) == (False, cost)


@pytest.mark.parametrize("task", [{"product_type": "plugins"}, {"payment_method": "cheque"}])
def test_unknown_types_and_methods_are_refused(bench: Bench, task: dict[str, Any]) -> None:
    result = bench.run(MODULE, name="Hosting", **task)
    assert f"there is no {'cost_type' if 'product_type' in task else 'payment_method'}" in result["msg"]
    assert bench.written == []


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ({"last_renewal": "1768435200"}, "is no date"),
        ({"last_renewal": "31/12/2026"}, "is no date"),
        ({"last_renewal": "2026-02-30"}, "is no date"),
        ({"last_renewal": "2045-01-01"}, "is not between 1971 and 2037"),
        ({"price": "1.123456789"}, "has more than 14 digits or 8 decimals"),
        ({"price": "nan"}, "is no price"),
        ({"color": "red"}, "is no colour"),
        ({"icon": "plug"}, "is no icon"),
        ({"url": "elementor.com"}, "is no web address"),
        ({"slug": "x" * 192}, "the dashboard keeps 191"),
        ({"note": "é" * 40000}, "65535 bytes"),
        ({"type": "nonsense"}, "value of type must be one of"),
        ({"status": "onhold"}, "value of status must be one of"),
    ],
)
def test_what_the_dashboard_would_store_otherwise_is_refused(bench: Bench, task: dict[str, Any], message: str) -> None:
    assert message in bench.run(MODULE, name="Hosting", **task)["msg"]
    assert bench.written == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2026-01-15 00:00:00", "2026-01-15"),
        ("2026-01-15T01:00:00+01:00", "2026-01-15"),
        ("2026-01-15T10:30:00Z", "2026-01-15T10:30:00Z"),
    ],
)
def test_dates_in_other_words(bench: Bench, given: str, shown: str) -> None:
    assert bench.run(MODULE, name="Hosting", last_renewal=given)["cost"]["last_renewal"] == shown
    assert bench.run(MODULE, name="Hosting", last_renewal=given)["changed"] is False
    assert bench.run(MODULE, name="Hosting", last_renewal="")["cost"]["last_renewal"] == ""


def test_the_slug_of_another_cost_is_refused_by_the_dashboard(bench: Bench) -> None:
    result = bench.run(MODULE, name="Hosting", product_type="theme", slug="elementor-pro")
    assert "A cost tracker for this theme already exists." in result["msg"]
    assert (result["failure"]["status"], result["changed"]) == (200, False)


def test_a_name_with_two_costs_is_refused_with_their_ids(bench: Bench) -> None:
    bench.simulator.dashboard.costs.insert(Cost("hosting", groups=[1]))
    result = bench.run(MODULE, name="Hosting", price=1)
    assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
    assert "ids 2, 3" in result["msg"]


def test_the_id_is_only_in_the_path(bench: Bench) -> None:
    """In a body it would redirect the write to another cost."""
    bench.run(MODULE, name="Hosting", price=1)
    assert [body.get("id") for _method, _path, body in bench.written] == [None]


def test_a_fleet_makes_costs_for_what_it_makes(bench: Bench) -> None:
    costs = [
        {"name": "Elementor Pro", "price": 120},
        {"name": "Hosting", "price": 5},
        {"name": "News", "tags": ["news"], "product_type": "Fonts"},
        {"name": "More", "tags": ["news"]},
    ]
    task = {"tags": [{"name": "news"}], "cost_types": [{"name": "Fonts"}], "costs": costs}
    result = bench.run("mainwp_fleet", **task)
    assert "failed" not in result, result
    assert [line["verdict"] for line in result["fleet"] if line["noun"] == "cost"] == [
        "changed", "changed", "created", "created"
    ]  # fmt: skip
    assert [path for _method, path, _body in bench.written].count("costs/batch") == 2
    assert (row(bench, 1).price, row(bench, 1).slug, row(bench, 2).groups) == ("120.00000000", "elementor-pro", [1])
    assert (row(bench, 3).groups, row(bench, 3).product_type) == ([3], "fonts")
    assert bench.run("mainwp_fleet", **task)["changed"] is False


class TestObjectCache:
    """With a persistent object cache the read of a single cost shows what was there at the first read, for ever."""

    @pytest.fixture
    def cached(self, bench: Bench) -> Bench:
        bench.simulator.dashboard.cached_costs = {}
        bench.run(MODULE, name="Elementor Pro", color="#ff00ff")
        return bench

    def test_all_but_icon_and_color_is_read_from_the_list(self, cached: Bench) -> None:
        assert cached.run(MODULE, name="Elementor Pro", price=1)["cost"]["price"] == 1
        assert cached.run(MODULE, name="Elementor Pro", price=1)["changed"] is False
        assert cached.run(MODULE, name="Elementor Pro", state="absent")["changed"] is True
        assert cached.run(MODULE, name="Elementor Pro", state="absent")["changed"] is False

    def test_a_change_of_the_color_cannot_be_proved(self, cached: Bench) -> None:
        result = cached.run(MODULE, name="Elementor Pro", color="#112233")
        assert "did not store color (wanted '#112233', found '#ff00ff')" in result["msg"]
        assert (result["changed"], row(cached).cost_color) == (True, "#112233")


class TestInfo:
    def test_all(self, bench: Bench) -> None:
        result = bench.run("mainwp_cost_info")
        assert [cost["name"] for cost in result["costs"]] == ["Elementor Pro", "Hosting"]
        assert (result["costs"][0]["sites_ids"], result["costs"][0]["next_renewal"]) == ([1], "2027-01-15")
        assert bench.asked == ["GET costs"]

    @pytest.mark.parametrize(
        ("task", "names"),
        [
            ({"type": "lifetime"}, []),
            ({"status": "on_hold"}, ["Elementor Pro"]),
            ({"renewal": "yearly"}, ["Elementor Pro"]),
            ({"search": "host"}, ["Hosting"]),
            ({"costs": ["2"]}, ["Hosting"]),
            ({"costs": ["elementor pro"]}, ["Elementor Pro"]),
        ],
    )
    def test_filters(self, bench: Bench, task: dict[str, Any], names: list[str]) -> None:
        assert [cost["name"] for cost in bench.run("mainwp_cost_info", **task)["costs"]] == names

    def test_include(self, bench: Bench) -> None:
        site = bench.simulator.dashboard.sites.get(2)
        assert site is not None
        site.tag_ids, site.client_id = [1], 1
        words = ["sites", "tags", "clients", "reached_sites", "reached_clients"]
        first, second = bench.run("mainwp_cost_info", include=words)["costs"]
        assert (first["sites"], first["tags"], second["tags"]) == ([ONE], [], ["production"])
        assert [one["url"] for one in second["reached_sites"]] == [TWO]
        assert second["reached_clients"] == [{"id": 1, "name": "Acme Ltd"}]

    def test_of_a_client(self, bench: Bench) -> None:
        site = bench.simulator.dashboard.sites.get(1)
        assert site is not None
        assert bench.run("mainwp_client_info", include=["costs"])["clients"][0]["costs"] == []
        site.client_id = 1
        found = bench.run("mainwp_client_info", include=["costs"])["clients"][0]["costs"]
        assert [(one["name"], one["status"], one["price"]) for one in found] == [("Elementor Pro", "on_hold", 99.5)]
