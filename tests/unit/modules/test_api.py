# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_api against the simulator: what is sent where, and how it fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

MODULE = "mainwp_api"
TAG: dict[str, Any] = {"path": "tags/add", "body": {"name": "production"}}
CANARY = "canary-5f0c"


@pytest.fixture
def bench() -> Bench:
    bench = Bench(state="demo", sites=1)
    connect(bench.simulator, next(iter(bench.simulator.children)), "Site 1")
    return bench


@pytest.fixture
def v1(bench: Bench) -> Bench:
    bench.connection = {"dashboard_url": bench.connection["dashboard_url"], **bench.simulator.keys["v1"]}
    return bench


def application(bench: Bench) -> dict[str, str]:
    pair = bench.simulator.keys["application"]
    return {"application_user": pair["user"], "application_password": pair["password"]}


class TestWrite:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, **TAG)
        assert result["changed"] is True
        assert result["status"] == 200
        assert result["response"]["data"]["name"] == "production"
        assert result["request"] == {"method": "POST", "path": "/wp-json/mainwp/v2/tags/add"}
        assert bench.written == [("POST", "tags/add", {"name": "production"})]
        assert result["api_requests"] == 1

    def test_again_writes_again(self, bench: Bench) -> None:
        bench.run(MODULE, **TAG)
        assert bench.run(MODULE, **TAG)["changed"] is True
        assert len(bench.written) == 1

    def test_check(self, bench: Bench) -> None:
        result = bench.check(MODULE, **TAG)
        assert (result["changed"], result["status"], result["response"]) == (True, None, None)
        assert result["request"] == {"method": "POST", "path": "/wp-json/mainwp/v2/tags/add"}
        assert bench.asked == []
        assert result["api_requests"] == 0

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    def test_method(self, bench: Bench, method: str) -> None:
        bench.run(MODULE, **TAG)
        route = "tags/1/remove" if method == "DELETE" else "tags/1/edit"
        result = bench.run(MODULE, path=route, method=method, body={"name": "live"})
        assert "failed" not in result
        assert bench.written[0][:2] == (method, route)

    def test_a_form(self, bench: Bench) -> None:
        bench.run(MODULE, path="tags/add", form={"name": "staging", "nested": {"a": [1, True, None]}})
        assert bench.written[0][2] == {"name": "staging", "nested[a][0]": "1", "nested[a][1]": "1"}
        assert [tag.name for tag in bench.simulator.dashboard.tags] == ["staging"]

    def test_a_query(self, bench: Bench) -> None:
        bench.run(MODULE, path="tags/add", query={"name": "by query", "flag": False, "list": ["a", "b"]})
        recorded = bench.simulator.requests[0]
        assert recorded.query == {"name": "by query", "flag": "0", "list[0]": "a", "list[1]": "b"}

    def test_without_any_body(self, bench: Bench) -> None:
        assert bench.run(MODULE, path="sites/1/suspend")["response"]["suspended"] == 1

    def test_writes_may_take_as_long_as_a_child(self, bench: Bench) -> None:
        bench.run(MODULE, **TAG)
        assert bench.adapter.sent[-1].timeout[1] == 300
        bench.run(MODULE, **TAG, request_timeout=900)
        assert bench.adapter.sent[-1].timeout[1] == 900


class TestSecretBody:
    def test_it_is_sent_and_never_shown(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/add", body={"color": "#123456"}, secret_body={"name": CANARY})
        assert bench.written[0][2] == {"color": "#123456", "name": CANARY}
        assert result["response"]["data"]["color"] == "#123456"
        assert CANARY not in bench.printed

    def test_in_a_form(self, bench: Bench) -> None:
        bench.run(MODULE, path="tags/add", form={"color": "#123456"}, secret_body={"name": CANARY})
        assert bench.written[0][2] == {"color": "#123456", "name": CANARY}

    def test_alone_it_is_json(self, bench: Bench) -> None:
        bench.run(MODULE, path="tags/add", secret_body={"name": CANARY})
        assert bench.written[0][2] == {"name": CANARY}

    def test_in_check_mode_and_in_failures(self, bench: Bench) -> None:
        bench.check(MODULE, path="tags/add", secret_body={"name": CANARY})
        assert CANARY not in bench.printed
        bench.run(MODULE, path="tags/77/edit", secret_body={"name": CANARY})
        assert CANARY not in bench.printed

    def test_the_same_name_twice_is_refused(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/add", body={"name": "a"}, secret_body={"name": CANARY})
        assert result["failure"]["code"] == "invalid_input"
        assert CANARY not in bench.printed
        assert bench.asked == []


class TestTargets:
    @pytest.mark.parametrize(
        "path", ["/tags/add", "tags/add/", "mainwp/v2/tags/add", "/wp-json/mainwp/v2/tags/add", " tags/add "]
    )
    def test_spellings(self, bench: Bench, path: str) -> None:
        assert bench.run(MODULE, path=path, body={"name": "x"})["request"]["path"] == "/wp-json/mainwp/v2/tags/add"
        assert bench.asked == ["POST tags/add"]

    @pytest.mark.parametrize(
        "path", ["", "/", "tags/add?name=x", "https://other.example/tags/add", "../wp/v2/users", "a//b", "tags/add#x"]
    )
    def test_what_is_no_route(self, bench: Bench, path: str) -> None:
        assert bench.run(MODULE, path=path)["failure"]["code"] == "invalid_input"
        assert bench.asked == []

    def test_a_contradiction(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="mainwp/v2/tags/add", namespace="v1")
        assert "path begins with mainwp/v2, and namespace is v1" in result["msg"]

    def test_version_1_by_the_connection(self, v1: Bench) -> None:
        result = v1.run(MODULE, path="site/sync-site", body={"site_id": 1})
        assert result["response"] == {"SUCCESS": "Process ran."}
        assert v1.asked == ["POST mainwp/v1/site/sync-site"]
        assert v1.simulator.requests[0].auth == "v1"

    def test_version_1_of_a_site_that_is_not_there(self, v1: Bench) -> None:
        result = v1.run(MODULE, method="PUT", path="site/edit-site", body={"site_id": 99, "name": "x"})
        assert result["failed"]
        assert result["failure"]["path"] == "/wp-json/mainwp/v1/site/edit-site"

    def test_version_1_beside_a_token(self, bench: Bench) -> None:
        result = bench.run(
            MODULE, namespace="v1", path="site/sync-site", body={"site_id": 1}, **bench.simulator.keys["v1"]
        )
        assert result["changed"] is True

    def test_version_1_without_a_pair(self, bench: Bench) -> None:
        result = bench.run(MODULE, namespace="v1", path="site/sync-site")
        assert result["failure"]["code"] == "invalid_input"
        assert "consumer_key" in result["failure"]["hint"]

    def test_abilities(self, bench: Bench) -> None:
        result = bench.run(
            MODULE,
            namespace="abilities",
            path="abilities/mainwp/run-updates-v1/run",
            body={"input": {"site_ids_or_domains": [1], "types": ["themes"]}},
            **application(bench),
        )
        assert "summary" in result["response"]
        assert bench.simulator.requests[0].auth == "application password"

    def test_abilities_without_an_application_password(self, bench: Bench) -> None:
        result = bench.run(MODULE, namespace="abilities", path="abilities/mainwp/run-updates-v1/run")
        assert "application_password" in result["failure"]["hint"]


class TestFailures:
    def test_an_error_object(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/77/edit", body={"name": "x"})
        assert result["failed"] is True
        assert result["changed"] is False
        assert result["failure"] == {
            "code": "mainwp_rest_invalid_tag_id",
            "status": 404,
            "method": "POST",
            "path": "/wp-json/mainwp/v2/tags/77/edit",
            "layer": "dashboard",
            "hint": None,
        }

    def test_success_0_with_http_200(self, bench: Bench) -> None:
        result = bench.run(MODULE, path="tags/add", body={"name": ""})
        assert result["failed"] is True

    def test_an_error_of_version_1(self, v1: Bench) -> None:
        result = v1.run(MODULE, path="site/sync-site")
        assert result["failure"]["status"] == 400
        assert "Required parameter is missing." in result["msg"]

    def test_wrong_scope(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, **TAG)
        assert (result["failure"]["layer"], result["failure"]["status"]) == ("key", 401)

    def test_a_lost_answer_is_not_sent_again(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", method="POST")
        result = bench.run(MODULE, **TAG)
        assert result["failure"]["code"] == "answer_lost"
        assert len(bench.written) == 1

    def test_nothing_of_the_key_is_printed(self, bench: Bench) -> None:
        bench.adapter.fail("refused")
        bench.run(MODULE, **TAG, request_retries=0)
        assert bench.simulator.keys["rw"] not in bench.printed
        assert json.loads(bench.printed)["failure"]["layer"] == "tcp"
