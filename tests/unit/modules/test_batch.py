# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_batch against the simulator: which route is used, a verdict for every item, and what is refused unsent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Cost, Tag
from tests.unit.support.bench import Bench

MODULE = "mainwp_batch"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with three sites, two tags and a cost."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    dashboard = bench.simulator.dashboard
    for name in ("one", "two"):
        dashboard.tags.insert(Tag(name))
    dashboard.costs.insert(Cost("Hosting", sites=[1]))
    return bench


def verdicts(result: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(line["group"], line["verb"], line["item"], line["verdict"]) for line in result["batch"]]


def spoil(bench: Bench, path: str, old: bytes, new: bytes) -> None:
    """Change what is sent to a path on its way."""
    send = bench.adapter.send

    def spoiling(request: Any, **options: Any) -> Any:
        if request.url.endswith(path) and request.body:
            request.body = request.body.replace(old, new)
            request.headers["Content-Length"] = str(len(request.body))
        return send(request, **options)

    bench.adapter.send = spoiling  # type: ignore[assignment, method-assign]


def test_groups_whose_items_the_shared_route_works_go_together(bench: Bench) -> None:
    task = {"tags": {"add": [{"name": "x"}]}, "sites": {"suspend": ["1"], "check": ["site-02.example.com"]}}
    result = bench.run(MODULE, **task)
    assert bench.asked == ["GET sites/basic", "POST batch"]
    assert bench.written[0][2] == {"tags": {"create": [{"name": "x"}]}, "sites": {"suspend": [1], "check": [2]}}
    assert verdicts(result) == [
        ("tags", "add", "x", "done"),
        ("sites", "suspend", "1", "done"),
        ("sites", "check", "site-02.example.com", "done"),
    ]
    assert (result["changed"], result["batch"][0]["answer"]["data"]["id"]) == (True, "3")
    site = bench.simulator.dashboard.sites.get(1)
    assert site is not None
    assert site.suspended == 1


def test_what_the_shared_route_ignores_goes_by_the_routes_of_its_group(bench: Bench) -> None:
    """It would answer with success and say nothing of updates, removals and costs."""
    task: dict[str, Any] = {
        "tags": {"add": [{"name": "x"}], "edit": [{"id": 1, "name": "uno"}], "remove": ["two"]},
        "clients": {"add": [{"name": "Acme"}]},
        "sites": {"check": ["3"]},
        "costs": {"add": [{"name": "c", "sites": [1]}], "remove": ["hosting"]},
    }
    result = bench.run(MODULE, **task)
    assert "failed" not in result, result
    written = [path for _method, path, _body in bench.written]
    assert written == ["tags/batch", "clients/batch", "sites/batch", "costs/batch"]
    assert {line["verdict"] for line in result["batch"]} == {"done"}
    dashboard = bench.simulator.dashboard
    assert [tag.name for tag in dashboard.tags] == ["uno", "x"]
    assert [cost.name for cost in dashboard.costs] == ["c"]
    assert result["summary"] == {"done": 7, "failed": 0, "unknown": 0, "untried": 0, "planned": 0}


def test_more_than_a_hundred_items_take_more_requests(bench: Bench) -> None:
    result = bench.run(MODULE, tags={"add": [{"name": f"t{number}"} for number in range(205)]})
    assert bench.asked == ["POST tags/batch"] * 3
    assert [len(body["create"]) for _method, _path, body in bench.written] == [100, 100, 5]
    assert (result["summary"]["done"], len(list(bench.simulator.dashboard.tags))) == (205, 207)


def test_it_is_not_idempotent(bench: Bench) -> None:
    for _turn in range(2):
        assert bench.run(MODULE, tags={"add": [{"name": "x"}]})["changed"] is True
    assert [tag.name for tag in bench.simulator.dashboard.tags] == ["one", "two", "x", "x (1)"]


def test_an_item_that_fails_does_not_stop_the_others(bench: Bench) -> None:
    result = bench.run(MODULE, tags={"edit": [{"id": 9, "name": "x"}, {"id": 1, "name": "uno"}], "remove": ["2"]})
    assert verdicts(result) == [
        ("tags", "edit", "9", "failed"),
        ("tags", "edit", "1", "done"),
        ("tags", "remove", "2", "done"),
    ]
    assert (result["failed"], result["changed"], result["failure"]["code"]) == (
        True,
        True,
        "mainwp_rest_invalid_tag_id",
    )
    assert result["msg"].startswith("1 of 3 items were not done or are unknown. tags.edit 9:")


def test_a_handler_that_says_no_within_success_is_a_failure(bench: Bench) -> None:
    same = {"product_type": "plugin", "product_slug": "x", "sites": [1]}
    result = bench.run(MODULE, costs={"add": [{"name": "a", **same}, {"name": "b", **same}]})
    assert [line["verdict"] for line in result["batch"]] == ["done", "failed"]
    assert "already exists" in result["batch"][1]["reason"]


def test_an_item_without_an_answer_is_a_failure(bench: Bench) -> None:
    """The dashboard skips an id that is 0 without a word, so that nobody knows whose answers there are."""
    spoil(bench, "tags/batch", b'"delete": [1', b'"delete": [0')
    result = bench.run(MODULE, tags={"remove": ["1", "2"], "add": [{"name": "x"}]})
    assert [line["verdict"] for line in result["batch"]] == ["done", "unknown", "unknown"]
    assert "answered 1 of 2 items of tags.remove" in result["msg"]
    assert (result["failed"], result["changed"]) == (True, True)


def test_a_verb_that_is_ignored_is_a_failure(bench: Bench) -> None:
    spoil(bench, "sites/batch", b'"suspend"', b'"unsuspend"')
    result = bench.run(MODULE, sites={"suspend": ["1"]})
    assert result["batch"][0]["verdict"] == "unknown"
    assert "answered 0 of 1 items of sites.suspend" in result["msg"]


def test_a_refused_key_stops_the_rest(bench: Bench) -> None:
    bench.connection["api_key"] = bench.simulator.keys["ro"]
    result = bench.run(MODULE, tags={"edit": [{"id": 1, "name": "x"}]}, sites={"check": ["1"]})
    assert [line["verdict"] for line in result["batch"]] == ["failed", "untried"]
    assert (result["failure"]["layer"], result["changed"], len(bench.written)) == ("key", False, 1)
    assert "1 were not tried" in result["msg"]


def test_a_lost_answer_is_not_sent_again(bench: Bench) -> None:
    bench.adapter.fail("read_timeout_after", path="tags/batch", times=1)
    result = bench.run(MODULE, tags={"add": [{"name": "x"}]})
    assert (result["batch"][0]["verdict"], result["changed"], len(bench.written)) == ("unknown", True, 1)
    assert [tag.name for tag in bench.simulator.dashboard.tags] == ["one", "two", "x"]


def test_check_mode_sends_nothing(bench: Bench) -> None:
    result = bench.check(MODULE, tags={"add": [{"name": "x"}]}, sites={"check": ["1"]})
    assert (result["changed"], bench.written, result["summary"]["planned"]) == (True, [], 2)


def test_reading_is_no_change(bench: Bench) -> None:
    for run in (bench.check, bench.run):
        assert run(MODULE, sites={"plugins": ["1"], "non_mainwp_changes": ["1"]})["changed"] is False
    result = bench.run(MODULE, sites={"plugins": ["1"]})
    assert result["batch"][0]["answer"]["success"] == 1


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ({"tags": {"add": [{"id": 1, "name": "x"}]}}, "would change the record of that id instead"),
        ({"clients": {"edit": [{"name": "x"}]}}, "has no id that is a number"),
        ({"clients": {"edit": [{"id": "a@b.example", "name": "x"}]}}, "has no id that is a number"),
        ({"clients": {"edit": [{"id": 0, "name": "x"}]}}, "has no id that is a number"),
        ({"tags": {"edit": [{"id": 1, "color": "#112233"}]}}, "an update without it blanks the name"),
        ({"sites": {"edit": [{"id": 1, "name": "x"}]}}, "the site would lose its client"),
        ({"sites": {"edit": [{"id": 1, "client_id": 0, "http_pass": "x"}]}}, "which would be shown"),
        ({"costs": {"edit": [{"id": 1, "name": "x", "sites": "1"}]}}, "none of the lists sites, groups and clients"),
        ({"tags": {"remove": ["0"]}}, "there is no tag with id 0"),
        ({"sites": {"check": ["nobody.example.com"]}}, "there is no site 'nobody.example.com'"),
        ({"tags": {"add": []}}, "There is nothing to do"),
        ({"sites": {"add": [{"url": "x"}]}}, "Unsupported parameters"),
        ({"sites": {"unsuspend": ["1"]}}, "Unsupported parameters"),
        ({}, "one of the following is required"),
    ],
)
def test_what_would_be_skipped_or_lose_data_is_refused(bench: Bench, task: dict[str, Any], message: str) -> None:
    result = bench.run(MODULE, **task)
    assert message in result["msg"]
    assert bench.written == []
