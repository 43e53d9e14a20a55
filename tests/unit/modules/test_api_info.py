# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_api_info against the simulator: reads, pages, the other namespaces."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.state.records import Tag
from tests.unit.support.bench import Bench

MODULE = "mainwp_api_info"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    bench = Bench(generation=request.param)
    for number in range(5):
        bench.simulator.dashboard.tags.insert(Tag(f"tag {number}"))
    return bench


class TestRead:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/1")
        assert result["changed"] is False
        assert result["response"]["data"]["name"] == "tag 0"
        assert result["request"] == {"method": "GET", "path": "/wp-json/mainwp/v2/tags/1"}
        assert bench.asked == ["GET tags/1"]
        assert bench.written == []

    def test_it_runs_in_check_mode(self, bench: Bench) -> None:
        assert bench.check(MODULE, path="tags/1") == bench.run(MODULE, path="tags/1")

    def test_a_query(self, bench: Bench) -> None:
        rows = bench.run(MODULE, path="tags", query={"include": [2, 3]})["response"]["data"]
        assert len(rows) == 2

    def test_an_empty_answer(self, bench: Bench) -> None:
        result = bench.run(MODULE, namespace="v1", path="site/site", query={"site_id": 9}, **bench.simulator.keys["v1"])
        assert (result["status"], result["response"]) == (200, None)

    def test_a_secret_body(self, bench: Bench) -> None:
        bench.run(MODULE, path="tags", secret_body={"search": "canary-77"})
        assert bench.simulator.requests[0].body == {"search": "canary-77"}
        assert "canary-77" not in bench.printed

    def test_an_error(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/77")
        assert result["failure"]["code"] == "mainwp_rest_invalid_tag_id"

    def test_no_such_route(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="nosuch")
        assert result["failure"]["code"] == "rest_no_route"
        assert result["failure"]["hint"]

    def test_no_method_can_be_chosen(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/1", method="DELETE")
        assert result["failed"] is True
        assert bench.asked == []


class TestPages:
    @pytest.mark.parametrize(("size", "requests"), [(2, 3), (5, 2), (100, 1)])
    def test_all_pages(self, bench: Bench, size: int, requests: int) -> None:
        result = bench.run(MODULE, path="tags", all_pages=True, page_size=size)
        assert [row["name"] for row in result["response"].values()] == [f"tag {number}" for number in range(5)]
        assert all(key == str(row["id"]) for key, row in result["response"].items())
        assert result["api_requests"] == requests

    def test_a_total_that_lies_changes_nothing(self, bench: Bench) -> None:
        bench.simulator.faults.add(
            "replace", times=1, body={"success": 1, "total": 1, "data": [{"id": "1"}, {"id": "2"}]}
        )
        bench.simulator.faults.add("replace", times=1, body={"success": 1, "total": 1, "data": [{"id": "3"}]})
        result = bench.run(MODULE, path="tags", all_pages=True, page_size=2)
        assert [row["id"] for row in result["response"]] == ["1", "2", "3"]

    def test_a_page_that_repeats_ends_it(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", body={"success": 1, "data": [{"id": "1"}, {"id": "2"}]})
        result = bench.run(MODULE, path="tags", all_pages=True, page_size=2)
        assert (len(result["response"]), result["api_requests"]) == (2, 2)

    def test_an_empty_list(self, bench: Bench) -> None:
        assert bench.run(MODULE, path="clients", all_pages=True)["response"] == []

    def test_the_keys_of_a_list_stay(self, bench: Bench) -> None:
        """The records themselves need not say which site they are about."""
        pages: list[Any] = [{"7": {"new": "1.1"}, "9": {"new": "2.0"}}, {"12": {"new": "3.0"}}]
        for page in pages:
            bench.simulator.faults.add("replace", times=1, body={"success": 1, "data": page})
        result = bench.run(MODULE, path="updates", all_pages=True, page_size=2)
        assert (result["response"], result["api_requests"]) == ({**pages[0], **pages[1]}, 2)

    def test_keys_that_are_places_are_no_keys(self, bench: Bench) -> None:
        """Nothing may be lost of what stands under one number on several pages."""
        for page in ({"1": {"id": "4"}, "2": {"id": "5"}}, {"1": {"id": "6"}}):
            bench.simulator.faults.add("replace", times=1, body={"success": 1, "data": page})
        result = bench.run(MODULE, path="tags", all_pages=True, page_size=2)
        assert (result["failure"]["code"], result["failed"]) == ("unknown_form", True)
        assert "stands for several records" in result["msg"]

    def test_what_is_no_list_is_no_empty_list(self, bench: Bench) -> None:
        assert bench.run(MODULE, path="sites/count", all_pages=True)["failure"]["code"] == "unknown_form"

    def test_it_counts_from_1(self, bench: Bench) -> None:
        assert "page_size" in bench.run(MODULE, path="tags", all_pages=True, page_size=0)["msg"]

    def test_version_1_has_no_pages(self, bench: Bench) -> None:
        keys = bench.simulator.keys["v1"]
        result = bench.run(MODULE, namespace="v1", path="sites/all-sites", all_pages=True, **keys)
        assert result["failure"]["code"] == "invalid_input"

    def test_pages_and_a_body_exclude_each_other(self, bench: Bench) -> None:
        assert bench.run(MODULE, path="tags", all_pages=True, secret_body={"a": "b"})["failed"] is True


class TestNamespaces:
    def test_version_1(self, bench: Bench) -> None:
        bench.connection = {"dashboard_url": bench.connection["dashboard_url"], **bench.simulator.keys["v1"]}
        assert bench.run(MODULE, path="sites/all-sites-count")["response"] == {"count": 0}

    def test_abilities(self) -> None:
        bench = Bench(generation="modern")
        pair = bench.simulator.keys["application"]
        result = bench.run(
            MODULE,
            namespace="abilities",
            path="abilities/mainwp/list-updates-v1/run",
            query={"input": {"types": ["plugins"], "per_page": 200}},
            application_user=pair["user"],
            application_password=pair["password"],
        )
        assert result["response"]["per_page"] == 200


@pytest.mark.parametrize(
    ("path", "extension"),
    [("ssl-monitor/info", "MainWP SSL Monitor"), ("time-tracker/tasks/7", "MainWP Time Tracker")],
)
def test_a_route_of_a_missing_extension(bench: Bench, path: str, extension: str) -> None:
    result = bench.run("mainwp_api_info", path=path)
    assert f"The extension {extension} is not active on this dashboard" in result["msg"]
    assert result["failure"]["code"] == "rest_no_route"
    assert "extension" not in bench.run("mainwp_api_info", path="nothing/here")["msg"].split(".")[0]
