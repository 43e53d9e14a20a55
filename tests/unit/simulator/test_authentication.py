# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Credentials and the order of checks, as far as the recordings do not show them."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from .client import ROOT, Caller

COUNT = "/sites/count"


def pair(call: Caller, name: str = "rw") -> tuple[str, str]:
    secret, _separator, key = call.simulator.keys[name].partition("==")
    return f"ck_{key}", f"cs_{secret}"


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        ("Bearer ", 401, "mainwp_rest_authentication_error"),
        ("bearer {rw}", 401, "mainwp_rest_authentication_error"),
        ("Bearer {key}=={secret}", 401, "mainwp_rest_authentication_disabled_key"),
        ("Bearer ck_{key}", 401, "mainwp_rest_authentication_missing_parameter"),
        ("Bearer {rw}==more", 200, None),
    ],
)
def test_forms_of_a_bearer_token(modern: Caller, header: str, status: int, code: str | None) -> None:
    token = modern.simulator.keys["rw"]
    secret, _separator, key = token.partition("==")
    sent = header.format(rw=token, key=key, secret=secret)
    answer = modern("GET", COUNT, headers={"Authorization": sent})
    assert answer[0] == status
    assert answer[1].get("code") == code


def test_a_wrong_pair_in_the_query_spoils_a_good_token(modern: Caller) -> None:
    query = {"consumer_key": "ck_wrong", "consumer_secret": "cs_wrong"}
    status, body = modern("GET", COUNT, params=query)
    assert (status, body["code"]) == (401, "mainwp_rest_authentication_disabled_key")


def test_a_good_pair_in_the_query_works_beside_a_foreign_basic_header(modern: Caller) -> None:
    key, secret = pair(modern)
    query = {"consumer_key": key, "consumer_secret": secret}
    assert modern("GET", COUNT, params=query, headers=basic("proxy", "password"))[0] == 200


def test_half_a_pair_in_the_query_is_no_pair(modern: Caller) -> None:
    status, body = modern("GET", COUNT, params={"consumer_key": pair(modern)[0]}, headers={"Authorization": ""})
    assert (status, body["message"]) == (401, "You are not authenticated.")


@pytest.mark.parametrize("where", ["params", "data"])
def test_a_token_as_parameters(modern: Caller, where: str) -> None:
    key, secret = pair(modern)
    values: dict[str, Any] = {where: {"oauth_mainwp_ck": key, "oauth_mainwp_cs": secret, "name": "by parameters"}}
    response = modern.raw("POST", "/tags/add", headers={"Authorization": ""}, **values)
    assert response.json()["data"]["name"] == "by parameters"


def test_oauth_is_refused_for_every_current_key(modern: Caller) -> None:
    names = ("oauth_timestamp", "oauth_nonce", "oauth_signature")
    query = {**dict.fromkeys(names, "1"), "oauth_consumer_key": pair(modern)[0]}
    headers = {"Authorization": ""}
    assert modern("GET", COUNT, params=query, headers=headers)[1]["code"].endswith("missing_parameter")
    query["oauth_signature_method"] = "HMAC-SHA1"
    assert modern("GET", COUNT, params=query, headers=headers)[1]["code"].endswith("oauth1_unsupported")


def test_plain_http_is_refused_when_the_dashboard_is_not_configured_for_https(modern: Caller) -> None:
    plain = ROOT.replace("https", "http") + COUNT
    assert modern("GET", plain)[0] == 200
    modern.simulator.dashboard.url = "http://dash.test/"
    status, body = modern("GET", plain)
    assert (status, body["code"]) == (400, "mainwp_rest_authentication_bad_request")


def test_scope_comes_before_the_route_and_arguments_come_before_the_key(modern: Caller) -> None:
    reader = {"Authorization": f"Bearer {modern.simulator.keys['ro']}"}
    assert modern("POST", "/no-such-route", {}, headers=reader)[0] == 401
    anonymous = {"Authorization": ""}
    assert modern("POST", "/clients/fields/add", {}, headers=anonymous)[1]["code"] == "rest_missing_callback_param"
    assert modern("POST", "/tags/add", {"name": "x"}, headers=anonymous)[0] == 401


def test_the_namespace_and_options_need_no_key(modern: Caller) -> None:
    anonymous = {"Authorization": ""}
    status, body = modern("GET", "", headers=anonymous)
    assert status == 200
    assert "/mainwp/v2/tags/add" in body["routes"]
    status, body = modern("OPTIONS", "/tags/add", headers=anonymous)
    assert (status, body["methods"]) == (200, ["POST"])


def test_the_index_tells_the_generation(modern: Caller, legacy: Caller) -> None:
    index = "https://dash.test/wp-json/"
    assert "wp-abilities/v1" in modern("GET", index)[1]["namespaces"]
    assert "wp-abilities/v1" not in legacy("GET", index)[1]["namespaces"]


def test_rest_route_skips_authentication_unless_the_address_names_the_namespace(modern: Caller) -> None:
    address = "https://dash.test/?rest_route=/mainwp/v2/sites/count"
    assert modern("GET", address)[1]["message"] == "You are not authenticated."
    assert modern("GET", address + "&x=/wp-json/mainwp/")[1] == {"count": 0}


@pytest.mark.parametrize("path", ["/SITES/count", "/sites/count/"])
def test_letter_case_and_one_trailing_slash_do_not_matter(modern: Caller, path: str) -> None:
    assert modern("GET", path)[0] == 200


def test_a_double_slash_matters(modern: Caller) -> None:
    assert modern("GET", "//sites/count")[1]["code"] == "rest_no_route"


def test_methods_can_be_overridden_on_post_only(modern: Caller) -> None:
    reader = {"Authorization": f"Bearer {modern.simulator.keys['ro']}"}
    assert modern("POST", COUNT, params={"_method": "GET"}, headers=reader)[0] == 200
    overridden = {**reader, "X-HTTP-Method-Override": "DELETE"}
    assert modern("GET", COUNT, headers=overridden)[0] == 200


def test_head_is_served_like_get(modern: Caller) -> None:
    response = modern.raw("HEAD", COUNT)
    assert (response.status_code, response.text) == (200, "")


V1 = "https://dash.test/wp-json/mainwp/v1/sites/all-sites-count"


def test_v1_takes_its_pair_from_header_and_body_but_not_as_basic(modern: Caller) -> None:
    keys = modern.simulator.keys["v1"]
    anonymous = {"Authorization": ""}
    assert modern("GET", V1, headers={**anonymous, "X-Api-Key": json.dumps(keys)}) == (200, {"count": 0})
    assert modern("GET", V1, keys, headers=anonymous)[0] == 200
    status, body = modern("GET", V1, headers=basic(keys["consumer_key"], keys["consumer_secret"]))
    assert (status, body["code"]) == (401, "mainwp_rest_authentication_disabled_key")
    status, body = modern("GET", V1, headers={**anonymous, "X-Api-Key": "no JSON"})
    assert status == 401
    assert body["ERROR"].startswith("Incorrect or missing consumer key")


def test_v1_letters_limit_the_methods(modern: Caller) -> None:
    modern.simulator.dashboard.legacy_keys[0].permissions = "r"
    headers = {"Authorization": "", "X-Api-Key": json.dumps(modern.simulator.keys["v1"])}
    assert modern("GET", V1, headers=headers)[0] == 200
    address = "https://dash.test/wp-json/mainwp/v1/client/add-client"
    status, body = modern("POST", address, {"name": "x"}, headers=headers)
    assert (status, body["code"]) == (401, "rest_method_not_allowed")


def test_requests_are_recorded_with_their_way_of_authentication(modern: Caller) -> None:
    modern("POST", "/tags/add", {"name": "x"}, params={"a": "b"})
    record = modern.simulator.requests[-1]
    assert (record.method, record.path, record.query, record.body, record.auth, record.status) == (
        "POST",
        "mainwp/v2/tags/add",
        {"a": "b"},
        {"name": "x"},
        "bearer",
        200,
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sites"),
        ("GET", "/sites/1"),
        ("POST", "/sites/sync"),
        ("POST", "/sites/1/sync"),
        ("GET", "/sites/1/plugins"),
        ("GET", "/sites/1/themes"),
    ],
)
def test_abilities_also_want_an_owner_who_manages_options(
    modern: Caller, legacy: Caller, method: str, path: str
) -> None:
    for call, expected in ((modern, 500), (legacy, 200)):
        call.connect(1)
        for key in call.simulator.dashboard.keys:
            key.owner_manages = False
        assert call(method, path)[0] == expected
        assert call("GET", "/sites/basic")[0] == 200
    assert modern(method, path)[1]["code"] == "ability_invalid_permissions"
