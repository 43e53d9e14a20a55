# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Traps of the API's own keys that the recordings do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from .client import Caller

FORM = {"description": "ci", "permissions": "read", "active": "1"}


def add(call: Caller, **form: Any) -> str:
    """Add a key and return its token."""
    token: str = call.raw("POST", "/rest-api/add-key", data={**FORM, **form}).json()["token"]
    return token


def listed(call: Caller, version: str = "v2") -> list[dict[str, Any]]:
    rows = call("GET", "/rest-api/keys?per_page=100")[1]["data"]
    return [row for row in rows if row["version"] == version]


def test_a_new_key_can_be_used_at_once(modern: Caller) -> None:
    modern.session.headers["Authorization"] = f"Bearer {add(modern)}"
    assert listed(modern)[0]["permissions"] == ["Read"]
    assert modern("POST", "/tags/add", {"name": "x"})[0] == 401


@pytest.mark.parametrize(("sent", "active"), [("0", False), ("false", False), ("maybe", True), ("1", True)])
def test_any_word_is_active(modern: Caller, sent: str, active: bool) -> None:
    add(modern, active=sent)
    assert listed(modern)[0]["active"] is active


@pytest.mark.parametrize(
    ("permissions", "status", "code"),
    [
        ("delete", 400, "rest_invalid_param"),
        ("read, write", 400, "rest_invalid_param"),
        ("READ", 400, "rest_invalid_param"),
        ("", 400, "rest_invalid_param"),
        (["read"], 500, "internal_server_error"),
    ],
)
def test_permissions_that_are_refused(modern: Caller, permissions: Any, status: int, code: str) -> None:
    answer = modern("PUT", "/rest-api/edit-key/2", {"permissions": permissions})
    assert (answer[0], answer[1]["code"]) == (status, code)


def test_only_a_form_adds_and_only_json_changes(modern: Caller) -> None:
    assert modern("POST", "/rest-api/add-key", FORM)[1]["code"] == "empty_body"
    answer = modern.raw("PUT", "/rest-api/edit-key/2", data={"description": "x"})
    assert (answer.status_code, answer.json()["code"]) == (500, "empty_body")
    # The query passes the check, and the handler reads the form.
    answer = modern.raw("POST", "/rest-api/add-key?active=1&permissions=read,write", data={"x": "1"})
    assert answer.status_code == 200
    newest = listed(modern)[0]
    assert (newest["description"], newest["permissions"], newest["active"]) == ("", ["Read"], False)


def test_null_disables_and_nothing_can_be_emptied(modern: Caller) -> None:
    modern("PUT", "/rest-api/edit-key/2", {"active": None, "description": "", "permissions": None})
    key = next(row for row in listed(modern) if row["id"] == "2")
    assert (key["active"], key["description"], key["permissions"]) == (False, "ro", ["Read"])


def test_a_description_that_is_too_long_is_refused(modern: Caller) -> None:
    answer = modern.raw("POST", "/rest-api/add-key", data={**FORM, "description": "x" * 201})
    assert answer.json()["code"] == "create_key_failed"
    assert modern("PUT", "/rest-api/edit-key/2", {"description": "x" * 201})[1]["code"] == "update_key_failed"


def test_an_id_in_the_body_beats_the_path(modern: Caller) -> None:
    modern("PUT", "/rest-api/edit-key/2", {"key_identifier": "3", "description": "hit"})
    assert {row["id"]: row["description"] for row in listed(modern)}["3"] == "hit"


@pytest.mark.parametrize("identifier", ["0", "abc", "ck_123"])
def test_what_is_no_identifier_is_no_route(modern: Caller, identifier: str) -> None:
    assert modern("DELETE", f"/rest-api/delete-key/{identifier}")[1]["code"] == "rest_no_route"


def test_a_key_of_version_1_is_changed_and_removed(modern: Caller) -> None:
    identifier = listed(modern, "v1")[0]["id"]
    modern("PUT", f"/rest-api/edit-key/{identifier}", {"permissions": "write", "active": False})
    assert modern.simulator.dashboard.legacy_keys[0].permissions == "w,d"
    assert listed(modern, "v1")[0]["permissions"] == ["Write &amp; Delete"]
    assert modern("DELETE", f"/rest-api/delete-key/{identifier}")[0] == 200
    assert listed(modern, "v1") == []


@pytest.mark.parametrize(
    "end", [("PUT", "/rest-api/edit-key/1", {"active": False}), ("DELETE", "/rest-api/delete-key/1")]
)
def test_a_key_may_lock_itself_out(modern: Caller, end: tuple[Any, ...]) -> None:
    assert modern(*end)[0] == 200
    status, body = modern("GET", "/rest-api/keys")
    assert (status, body["code"]) == (401, "mainwp_rest_authentication_disabled_key")
