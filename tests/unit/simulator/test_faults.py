# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Faults of the application, and of the connection that carries requests to it."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.unit.support.wsgi_adapter import AFTER, BEFORE

from .client import ROOT, Caller


def add(call: Caller, **options: Any) -> requests.Response:
    return call.raw("POST", "/tags/add", json={"name": "x"}, allow_redirects=False, timeout=(5, 30), **options)


def tags(call: Caller) -> int:
    return len(call.simulator.dashboard.tags)


@pytest.mark.parametrize(
    ("kind", "status", "text"),
    [
        ("bad_gateway", 502, "Bad Gateway"),
        ("unavailable", 503, "Unavailable"),
        ("gateway_timeout", 504, "Time-out"),
        ("too_many_requests", 429, "Too Many"),
        ("firewall", 403, "blocked"),
        ("login_page", 200, "loginform"),
        ("plain_permalinks", 200, "Welcome"),
        ("php_fatal", 500, "critical error"),
        ("empty", 200, ""),
    ],
)
def test_pages_instead_of_an_answer(modern: Caller, kind: str, status: int, text: str) -> None:
    modern.simulator.faults.add(kind, path="tags/add", times=1)
    response = add(modern)
    assert response.status_code == status
    assert text in response.text
    assert tags(modern) == 0
    assert add(modern).json()["success"] == 1


def test_retry_after(modern: Caller) -> None:
    modern.simulator.faults.add("too_many_requests", retry_after=7)
    assert add(modern).headers["Retry-After"] == "7"
    modern.simulator.faults.clear()
    modern.simulator.faults.add("unavailable")
    assert "Retry-After" not in add(modern).headers


def test_redirects(modern: Caller) -> None:
    faults = modern.simulator.faults
    fault = faults.add("redirect", host="www", status=308)
    assert add(modern, params={"a": "b"}).headers["Location"] == "https://www.dash.test/wp-json/mainwp/v2/tags/add?a=b"
    faults.remove(fault)
    faults.add("redirect", scheme="http")
    assert add(modern).headers["Location"] == f"{ROOT}/tags/add".replace("https", "http")
    faults.clear()
    faults.add("login_redirect")
    response = add(modern)
    assert (response.status_code, "wp-login.php" in response.headers["Location"]) == (302, True)


def test_a_stripped_header_leaves_the_query_pair(modern: Caller) -> None:
    modern.simulator.faults.add("stripped_authorization")
    assert add(modern).json()["message"] == "You are not authenticated."
    secret, _separator, key = modern.simulator.keys["rw"].partition("==")
    query = {"consumer_key": f"ck_{key}", "consumer_secret": f"cs_{secret}"}
    assert add(modern, params=query).json()["success"] == 1


def test_spoiled_answers_are_worked(modern: Caller) -> None:
    faults = modern.simulator.faults
    faults.add("php_notice", times=1)
    response = add(modern)
    assert response.text.startswith("<br />\n<b>Notice</b>")
    assert response.text.endswith("}}")
    faults.add("truncated", times=1)
    with pytest.raises(requests.exceptions.JSONDecodeError):
        add(modern).json()
    assert tags(modern) == 2


@pytest.mark.parametrize("kind", ["lost", "lost_504", "slow"])
def test_answers_that_are_lost_after_the_work(modern: Caller, kind: str) -> None:
    modern.simulator.faults.add(kind, times=1)
    if kind == "lost_504":
        assert add(modern).status_code == 504
    else:
        with pytest.raises(requests.ReadTimeout):
            add(modern)
    assert tags(modern) == 1


def test_a_slow_answer_comes_when_the_client_waits(modern: Caller) -> None:
    modern.simulator.faults.add("slow", seconds=20)
    before = modern.simulator.clock.now()
    assert add(modern).json()["success"] == 1
    assert modern.simulator.clock.now() - before == 20


def test_a_fault_hits_what_it_is_meant_for(modern: Caller) -> None:
    fault = modern.simulator.faults.add("bad_gateway", method="POST", path=r"v2/tags/add$", skip=1, times=2)
    assert [add(modern).status_code for _turn in range(4)] == [200, 502, 502, 200]
    assert modern("GET", "/tags")[0] == 200
    assert fault.hits == 2


def test_unknown_faults_are_refused(modern: Caller) -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        modern.simulator.faults.add("nonsense")
    with pytest.raises(ValueError, match="no option"):
        modern.simulator.faults.add("empty", seconds=3)
    with pytest.raises(ValueError, match="unknown fault"):
        modern.adapter.fail("nonsense")


EXCEPTIONS = {
    "name_resolution": requests.ConnectionError,
    "refused": requests.ConnectionError,
    "tls": requests.exceptions.SSLError,
    "connect_timeout": requests.ConnectTimeout,
    "read_timeout_before": requests.ReadTimeout,
    "aborted_before": requests.ConnectionError,
    "read_timeout_after": requests.ReadTimeout,
    "aborted_after": requests.ConnectionError,
    "dropped": requests.exceptions.ChunkedEncodingError,
}


@pytest.mark.parametrize("kind", [*BEFORE, *AFTER])
def test_faults_of_the_connection(modern: Caller, kind: str) -> None:
    modern.adapter.fail(kind, method="POST", path="/tags/add", times=1)
    assert modern("GET", "/tags")[0] == 200
    with pytest.raises(EXCEPTIONS[kind]):
        add(modern)
    assert tags(modern) == (0 if kind in BEFORE else 1)
    assert add(modern).status_code == 200


def test_a_certificate_that_is_not_trusted(modern: Caller) -> None:
    modern.adapter.trusted, modern.adapter.ca_path = False, "/authority.pem"
    with pytest.raises(requests.exceptions.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        add(modern)
    assert add(modern, verify=False).status_code == 200
    assert add(modern, verify="/authority.pem").status_code == 200
    assert [sent.verify for sent in modern.adapter.sent] == [True, False, "/authority.pem"]


def test_requests_follows_redirects_without_the_key_to_another_host(modern: Caller) -> None:
    modern.simulator.faults.add("redirect", host="www", times=1)
    assert modern("GET", "/sites/count")[1]["message"] == "You are not authenticated."
    assert [sent.url for sent in modern.adapter.sent][1].startswith("https://www.dash.test/")
    assert "Authorization" not in modern.adapter.sent[1].headers
