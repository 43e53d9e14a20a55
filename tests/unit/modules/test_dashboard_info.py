# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_dashboard_info against the simulator: what it finds, and that it names every layer that is in the way."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Client, Tag
from tests.unit.support.bench import Bench

MODULE = "mainwp_dashboard_info"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    bench = Bench(generation=request.param, state="demo", sites=2)
    for child in bench.simulator.children:
        connect(bench.simulator, child, child.url)
    bench.simulator.dashboard.tags.insert(Tag("production"))
    bench.simulator.dashboard.clients.insert(Client("Acme"))
    return bench


@pytest.fixture
def modern() -> Bench:
    return Bench(generation="modern")


def password(bench: Bench, wrong: str = "") -> dict[str, str]:
    pair = bench.simulator.keys["application"]
    return {"application_user": pair["user"], "application_password": wrong or pair["password"]}


def first(result: dict[str, Any]) -> dict[str, Any]:
    problem: dict[str, Any] = result["problems"][0]
    return problem


class TestFound:
    def test_all_of_it(self, bench: Bench) -> None:
        result = bench.run(MODULE, **password(bench))
        modern = bench.simulator.generation == "modern"
        assert result["changed"] is False
        assert result["usable"] is True
        assert result["problems"] == []
        assert result["dashboard"] == {
            "url": "https://dash.test",
            "name": "Site dash",
            "api_version": "v2",
            "generation": bench.simulator.generation,
            "versions": {
                "mainwp": "6.1.2",
                "wordpress": "7.0.4" if modern else None,
                "php": "8.2.36" if modern else None,
            },
            "permissions": ["read", "write", "delete"],
            "counts": {"sites": 2, "tags": 1, "clients": 1},
            "abilities": modern,
            "application_password": "accepted",
            "clock_offset": None,
        }

    def test_its_requests(self, modern: Bench) -> None:
        result = modern.run(MODULE)
        assert modern.asked == [
            "GET ",
            "GET sites/count",
            "POST no-such-route",
            "PUT no-such-route",
            "DELETE no-such-route",
            "GET tags",
            "GET clients/count",
            "GET sites",
        ]
        assert result["api_requests"] == 8

    def test_the_probes_write_nothing(self, bench: Bench) -> None:
        bench.run(MODULE)
        assert {one.status for one in bench.simulator.requests if one.method != "GET"} == {404}

    def test_check_mode_finds_the_same(self, modern: Bench) -> None:
        # Bench.check would take the probes for writes.
        predicted = modern._run(MODULE, {}, check=True)
        assert predicted == modern.run(MODULE)

    def test_without_an_application_password(self, modern: Bench) -> None:
        found = modern.run(MODULE)["dashboard"]
        assert found["application_password"] == "not_given"
        assert set(found["versions"].values()) == {None}

    def test_a_read_key(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE)
        assert result["dashboard"]["permissions"] == ["read"]
        assert result["usable"] is True
        assert result["problems"] == []

    def test_version_1(self, bench: Bench) -> None:
        bench.connection = {"dashboard_url": bench.connection["dashboard_url"], **bench.simulator.keys["v1"]}
        result = bench.run(MODULE)
        assert result["problems"] == []
        assert result["dashboard"]["api_version"] == "v1"
        assert result["dashboard"]["permissions"] == ["read", "write"]
        assert result["dashboard"]["counts"] == {"sites": 2, "tags": 1, "clients": 1}
        assert [child.log for child in bench.simulator.children if child.log] == []

    def test_version_1_without_write(self, bench: Bench) -> None:
        bench.connection = {"dashboard_url": bench.connection["dashboard_url"], **bench.simulator.keys["v1"]}
        bench.simulator.dashboard.legacy_keys[0].permissions = "r"
        assert bench.run(MODULE)["dashboard"]["permissions"] == ["read"]


class TestConnectionFaults:
    @pytest.mark.parametrize(
        ("fault", "layer"),
        [
            ("name_resolution", "name_resolution"),
            ("refused", "tcp"),
            ("connect_timeout", "tcp"),
            ("tls", "tls"),
            ("read_timeout_before", "timeout"),
            ("aborted_before", "tcp"),
        ],
    )
    def test_layer(self, modern: Bench, fault: str, layer: str) -> None:
        modern.adapter.fail(fault)
        result = modern.run(MODULE, request_retries=0)
        assert result["failed"] is True
        assert result["usable"] is False
        assert result["failure"]["layer"] == layer
        assert first(result)["layer"] == layer
        assert first(result)["blocking"] is True

    def test_a_diagnosis_does_not_fail(self, modern: Bench) -> None:
        modern.adapter.fail("name_resolution")
        result = modern.run(MODULE, diagnose=True, request_retries=0)
        assert "failed" not in result
        assert (result["usable"], len(result["problems"])) == (False, 1)
        assert first(result)["hint"]


class TestApplicationFaults:
    @pytest.mark.parametrize(
        ("fault", "layer"),
        [
            ("login_page", "login_page"),
            ("login_redirect", "login_page"),
            ("firewall", "waf"),
            ("plain_permalinks", "plain_permalinks"),
            ("php_fatal", "php"),
            ("bad_gateway", "web_server"),
            ("unavailable", "web_server"),
        ],
    )
    def test_layer(self, modern: Bench, fault: str, layer: str) -> None:
        modern.simulator.faults.add(fault)
        result = modern.run(MODULE, diagnose=True, request_retries=0)
        assert first(result)["layer"] == layer
        assert first(result)["hint"]
        assert result["usable"] is False
        assert len(modern.asked) == 1, "nothing else is asked once the way is blocked"

    def test_http_authentication(self, modern: Bench) -> None:
        modern.simulator.faults.add(
            "replace", status=401, body="<html>Authorization Required</html>", headers={"WWW-Authenticate": "Basic"}
        )
        assert first(modern.run(MODULE, diagnose=True))["layer"] == "http_auth"

    def test_a_redirect_to_another_host(self, modern: Bench) -> None:
        modern.simulator.faults.add("redirect", host="www")
        problem = first(modern.run(MODULE, diagnose=True))
        assert problem["layer"] == "redirect"
        assert "https://www.dash.test" in problem["hint"]

    def test_a_redirect_to_tls_stops_writes_only(self, modern: Bench) -> None:
        modern.connection["dashboard_url"] = "http://dash.test"
        modern.simulator.faults.add("redirect", scheme="https", times=1)
        modern.simulator.faults.add("redirect", method="POST", scheme="https")
        result = modern.run(MODULE, diagnose=True)
        assert result["usable"] is True
        assert first(result)["layer"] == "redirect"
        assert first(result)["cause"].startswith("POST requests do not get through: ")
        assert "write" not in result["dashboard"]["permissions"]

    def test_a_firewall_that_refuses_a_method(self, modern: Bench) -> None:
        modern.simulator.faults.add("firewall", method="PUT")
        result = modern.run(MODULE)
        assert (first(result)["layer"], first(result)["blocking"]) == ("waf", False)
        assert first(result)["cause"].startswith("PUT requests do not get through: ")
        assert result["usable"] is True

    def test_wordpress_without_mainwp(self, modern: Bench) -> None:
        modern.simulator.faults.add(
            "replace", body={"name": "Blog", "url": "https://dash.test", "namespaces": ["wp/v2"]}
        )
        result = modern.run(MODULE, diagnose=True)
        assert first(result)["code"] == "mainwp_missing"
        assert result["dashboard"]["generation"] == "legacy"

    def test_an_index_that_is_closed_to_visitors(self, modern: Bench) -> None:
        body = {"code": "rest_login_required", "message": "REST API restricted.", "data": {"status": 401}}
        modern.simulator.faults.add("replace", path="^$", status=401, body=body)
        result = modern.run(MODULE)
        assert result["usable"] is True
        assert result["dashboard"]["generation"] is None
        assert result["dashboard"]["permissions"] == ["read", "write", "delete"]
        assert "closed to visitors" in first(result)["cause"]

    def test_plain_http(self, modern: Bench) -> None:
        modern.connection["dashboard_url"] = "http://dash.test"
        modern.simulator.dashboard.url = "http://dash.test/"
        result = modern.run(MODULE, diagnose=True)
        assert first(result)["code"] == "mainwp_rest_authentication_bad_request"
        assert "https" in first(result)["hint"]


class TestKeyFaults:
    def test_a_disabled_key(self, modern: Bench) -> None:
        modern.connection["api_key"] = modern.simulator.keys["off"]
        result = modern.run(MODULE)
        assert result["failure"]["layer"] == "key"
        assert "unknown or disabled" in result["failure"]["hint"]

    def test_swapped_halves(self, modern: Bench) -> None:
        secret, _separator, key = modern.simulator.keys["rw"].partition("==")
        modern.connection["api_key"] = f"{key}=={secret}"
        assert "halves are swapped" in first(modern.run(MODULE, diagnose=True))["hint"]

    def test_a_wrong_secret(self, modern: Bench) -> None:
        key = modern.simulator.keys["rw"].partition("==")[2]
        modern.connection["api_key"] = f"{'0' * 40}=={key}"
        problem = first(modern.run(MODULE, diagnose=True))
        assert problem["cause"] == "The dashboard knows the key, and its secret is wrong."

    def test_a_write_key(self, modern: Bench) -> None:
        modern.connection["api_key"] = modern.simulator.keys["wo"]
        result = modern.run(MODULE, diagnose=True)
        assert result["usable"] is False
        assert "may write and not read" in first(result)["cause"]
        assert result["dashboard"]["permissions"] == ["write", "delete"]

    def test_a_stripped_header(self, modern: Bench) -> None:
        modern.simulator.faults.add("stripped_authorization")
        result = modern.run(MODULE, **password(modern))
        assert result["failure"]["layer"] == "web_server"
        assert "strips the Authorization header" in result["failure"]["hint"]
        assert result["dashboard"]["application_password"] == "refused"

    @pytest.mark.parametrize(
        ("key", "stripped", "cause"),
        [
            ("rw", True, "The key was sent and did not reach the dashboard."),
            ("wo", False, "The key may write and not read, and every module reads before it writes."),
        ],
    )
    def test_in_another_language(self, modern: Bench, key: str, stripped: bool, cause: str) -> None:
        """The code is the same for three faults, and the text is translated: what gets how far tells them apart."""
        modern.connection["api_key"] = modern.simulator.keys[key]
        body = {"code": "mainwp_rest_authentication_error", "message": "Nein.", "data": {"status": 401}}
        modern.simulator.faults.add("replace", path="sites/count", status=401, body=body)
        if stripped:
            modern.simulator.faults.add("stripped_authorization")
        assert first(modern.run(MODULE, diagnose=True))["cause"] == cause

    def test_an_owner_who_may_not_manage_options(self, modern: Bench) -> None:
        body = {"code": "ability_invalid_permissions", "message": "no", "data": {"status": 500}}
        modern.simulator.faults.add("replace", path="v2/sites$", status=500, body=body)
        result = modern.run(MODULE)
        assert (first(result)["layer"], first(result)["blocking"]) == ("key", False)
        assert "administrator" in first(result)["hint"]

    def test_version_1_closed(self, modern: Bench) -> None:
        modern.connection = {"dashboard_url": "https://dash.test", **modern.simulator.keys["v1"]}
        body = {"code": "rest_no_route", "message": "No route", "data": {"status": 404}}
        modern.simulator.faults.add("replace", path="mainwp/v1/", status=404, body=body)
        assert first(modern.run(MODULE, diagnose=True))["cause"] == "Version 1 of the API is closed."

    def test_version_1_with_an_unknown_pair(self, modern: Bench) -> None:
        modern.connection = {"dashboard_url": "https://dash.test", "consumer_key": "ck_1", "consumer_secret": "cs_1"}
        assert first(modern.run(MODULE, diagnose=True))["layer"] == "key"

    def test_a_wrong_application_password(self, modern: Bench) -> None:
        result = modern.run(MODULE, **password(modern, wrong="nonsense"))
        assert result["usable"] is True
        assert result["dashboard"]["application_password"] == "refused"
        assert "revoked" in first(result)["hint"]

    def test_no_secret_is_printed(self, modern: Bench) -> None:
        modern.simulator.faults.add("stripped_authorization")
        secrets = password(modern)
        modern.run(MODULE, diagnose=True, **secrets)
        assert modern.simulator.keys["rw"] not in modern.printed
        assert secrets["application_password"] not in modern.printed


class TestClock:
    @pytest.mark.parametrize(("seconds", "noted"), [(0, False), (59, False), (-3600, True), (90, True)])
    def test_offset(self, modern: Bench, seconds: int, noted: bool) -> None:
        clock = modern.simulator.clock
        date = format_datetime(clock.datetime() + timedelta(seconds=seconds), usegmt=True)
        modern.simulator.faults.add("replace", path="sites/count", body={"count": 0}, headers={"Date": date})
        result = modern.run(MODULE)
        assert abs(result["dashboard"]["clock_offset"] - seconds) <= 1
        assert [problem["layer"] for problem in result["problems"]] == (["clock"] if noted else [])
        assert result["usable"] is True
