# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_tag_info and mainwp_client_info against the simulator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

ONE = "https://site-01.example.com/"
TWO = "https://site-02.example.com/"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Two tags, three clients (one suspended, one lead) and two sites of the first client with the first tag."""
    bench = Bench(generation=request.param, state="demo", sites=2)
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    bench.run("mainwp_tag", name="production", color="#7fb100", sites=["1", "2"])
    bench.run("mainwp_tag", name="Archive & co")
    bench.run("mainwp_client", name="Zed Ltd", email="ops@zed.example", sites=["2"])
    bench.run("mainwp_client", name="acme Ltd", email="ops@acme.example", suspended=True)
    bench.run("mainwp_client", name="Lead Ltd")
    next(one for one in bench.simulator.dashboard.clients if one.name == "Lead Ltd").suspended = 2
    return bench


def named(result: dict[str, Any], plural: str) -> list[str]:
    """The names in a result."""
    assert result["changed"] is False
    return [one["name"] for one in result[plural]]


def test_all_tags_sorted_by_name_in_one_request(bench: Bench) -> None:
    result = bench.run("mainwp_tag_info")
    assert result["tags"] == [
        {"id": 2, "name": "Archive & co", "color": "", "sites_ids": []},
        {"id": 1, "name": "production", "color": "#7fb100", "sites_ids": [1, 2]},
    ]
    assert bench.asked == ["GET tags"]


def test_sites_of_tags_cost_one_request_more(bench: Bench) -> None:
    result = bench.check("mainwp_tag_info", include=["sites"])
    assert [one["sites"] for one in result["tags"]] == [[], [ONE, TWO]]
    assert bench.asked == ["GET tags", "GET sites/basic"]


def test_clients_of_tags_cost_one_request_a_tag(bench: Bench) -> None:
    result = bench.check("mainwp_tag_info", tags=["production"], include=["clients"])
    zed = {"id": 1, "name": "Zed Ltd", "email": "ops@zed.example"}
    assert [one["clients"] for one in result["tags"]] == [[zed]]
    assert bench.asked == ["GET tags", "GET tags/1/clients"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"tags": ["PRODUCTION"]}, ["production"]),
        ({"tags": ["2", "production"]}, ["Archive & co", "production"]),
        ({"search": "& C"}, ["Archive & co"]),
        ({"search": "1"}, []),
        ({"tags": ["2"], "search": "prod"}, []),
        ({"tags": []}, []),
    ],
)
def test_filters_of_tags(bench: Bench, filters: dict[str, Any], found: list[str]) -> None:
    """The dashboard's own search would find id 1 for the text 1."""
    assert named(bench.run("mainwp_tag_info", **filters), "tags") == found


def test_a_tag_that_does_not_exist_is_an_error(bench: Bench) -> None:
    assert "tags: there is no tag 'nope'" in bench.run("mainwp_tag_info", tags=["nope"])["msg"]


def test_an_empty_list_is_no_error() -> None:
    bench = Bench()
    assert (bench.run("mainwp_tag_info")["tags"], bench.run("mainwp_client_info")["clients"]) == ([], [])


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["acme Ltd", "Lead Ltd", "Zed Ltd"]),
        ({"clients": ["OPS@acme.example", "Zed Ltd"]}, ["acme Ltd", "Zed Ltd"]),
        ({"status": "suspended"}, ["acme Ltd"]),
        ({"status": "lead"}, ["Lead Ltd"]),
        ({"status": "lost"}, []),
        ({"search": "zed.example"}, ["Zed Ltd"]),
    ],
)
def test_filters_of_clients(bench: Bench, filters: dict[str, Any], found: list[str]) -> None:
    assert named(bench.run("mainwp_client_info", **filters), "clients") == found
    assert bench.asked == ["GET clients"]


def test_sites_of_clients_cost_one_request_more(bench: Bench) -> None:
    result = bench.run("mainwp_client_info", clients=["1"], include=["sites"])
    assert [(one["email"], one["sites"]) for one in result["clients"]] == [("ops@zed.example", [TWO])]
    assert bench.asked == ["GET clients", "GET sites/basic"]


@pytest.mark.parametrize("module", ["mainwp_tag_info", "mainwp_client_info"])
def test_half_a_list_is_an_error(bench: Bench, module: str) -> None:
    bench.adapter.fail("dropped", method="GET")
    result = bench.run(module)
    assert result["failed"] is True
    assert result["failure"]["code"] in ("unreachable", "not_json")
