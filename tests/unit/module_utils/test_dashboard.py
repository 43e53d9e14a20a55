# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The API as Python: errors, lists that are complete, generations."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._dashboard import NOT_FOUND_CODES
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import (
    AnswerLostError,
    InputError,
    NotFoundError,
    RefusedError,
    UnauthorizedError,
)
from tests.unit.support.scripted import Conversation, Reply


def error(code: str, status: int, message: str = "no") -> Reply:
    return Reply(status, {"code": code, "message": message, "data": {"status": status}})


class TestErrors:
    @pytest.mark.parametrize("code", sorted(NOT_FOUND_CODES))
    def test_no_such_record(self, code: str) -> None:
        with pytest.raises(NotFoundError):
            Conversation(error(code, 404)).dashboard.read("tags/9")

    @pytest.mark.parametrize(
        ("code", "status"),
        [("rest_no_route", 404), ("mainwp_rest_sync_site_error", 404), ("ability_invalid_permissions", 500), ("", 500)],
    )
    def test_other_errors_do_not_mean_that(self, code: str, status: int) -> None:
        with pytest.raises(RefusedError) as caught:
            Conversation(error(code, status)).dashboard.read("sites/9")
        assert not isinstance(caught.value, NotFoundError)

    def test_a_refusal_is_complete(self) -> None:
        reply = error("rest_invalid_param", 400, "Invalid parameter(s): <b>x</b> &quot;y&quot;")
        with pytest.raises(RefusedError) as caught:
            Conversation(reply).dashboard.write("POST", "tags/add")
        assert caught.value.message == 'The dashboard refused: Invalid parameter(s): x "y"'
        assert caught.value.failure() == {
            "code": "rest_invalid_param",
            "status": 400,
            "method": "POST",
            "path": "/wp-json/mainwp/v2/tags/add",
            "layer": "dashboard",
            "hint": None,
        }

    @pytest.mark.parametrize(
        ("code", "message", "layer", "hint"),
        [
            ("mainwp_rest_authentication_disabled_key", "The REST API Key are disabled.", "key", "unknown or disabled"),
            ("mainwp_rest_authentication_missing_parameter", "Invalid OAuth parameter.", "key", "not complete"),
            ("mainwp_rest_authentication_error", "You are not authenticated.", "web_server", "Authorization header"),
            (
                "mainwp_rest_authentication_error",
                "The API key provided does not have write permissions.",
                "key",
                "lacks this permission",
            ),
            ("rest_method_not_allowed", "Sorry, you are not allowed to do the Write method.", "key", "lacks this"),
            ("mainwp_permission_denied", "You must be logged in.", "key", "application password"),
            ("incorrect_password", "no", "key", "application password"),
        ],
    )
    def test_every_401_has_its_cure(self, code: str, message: str, layer: str, hint: str) -> None:
        with pytest.raises(UnauthorizedError) as caught:
            Conversation(error(code, 401, message)).dashboard.read("tags")
        assert (caught.value.layer, caught.value.code) == (layer, code)
        assert hint in (caught.value.hint or "")

    @pytest.mark.parametrize(
        ("code", "status", "hint"),
        [
            ("rest_no_route", 404, "not active"),
            ("mainwp_rest_authentication_bad_request", 400, "https"),
            ("ability_invalid_permissions", 500, "manage options"),
        ],
    )
    def test_what_else_has_a_cure(self, code: str, status: int, hint: str) -> None:
        with pytest.raises(RefusedError) as caught:
            Conversation(error(code, status)).dashboard.read("tags")
        assert hint in (caught.value.hint or "")

    @pytest.mark.parametrize(
        "body",
        [
            {"success": 0},
            {"success": False, "message": "no"},
            {"success": 0, "data": []},
            {"success": 1, "error": "no"},
            {"error": "no"},
            {"ERROR": "no"},
        ],
    )
    def test_a_write_that_failed_with_http_200(self, body: Any) -> None:
        with pytest.raises(RefusedError) as caught:
            Conversation(Reply(200, body)).dashboard.write("POST", "tags/add")
        assert caught.value.status == 200

    @pytest.mark.parametrize("body", [{"success": 1}, {"success": True, "error": ""}, {"total": 0, "data": []}, [], 7])
    def test_a_write_that_worked(self, body: Any) -> None:
        assert Conversation(Reply(200, body)).dashboard.write("POST", "tags/add") == body

    def test_a_lost_answer_passes_through(self) -> None:
        with pytest.raises(AnswerLostError):
            Conversation(Reply(504, "<html>")).dashboard.write("POST", "tags/add")


class TestTimeouts:
    @pytest.mark.parametrize(("option", "expected"), [(30, 300), (900, 900)])
    def test_requests_that_contact_a_child_have_their_own(self, option: float, expected: float) -> None:
        talk = Conversation(Reply(body={"success": 1}), Reply(), Reply(), request_timeout=option)
        talk.dashboard.write("PUT", "sites/1/sync", contacts_child=True)
        talk.dashboard.read("sites/1/security", contacts_child=True)
        talk.dashboard.read("tags")
        assert [sent.settings["timeout"][1] for sent in talk.adapter.sent] == [expected, expected, option]


class TestRows:
    def row(self, *numbers: int, key: str = "id") -> Reply:
        return Reply(body={"success": 1, "total": 1, "data": [{key: str(number)} for number in numbers]})

    def test_pages_until_one_is_short(self) -> None:
        talk = Conversation(self.row(1, 2), self.row(3))
        assert [row["id"] for row in talk.dashboard.rows("tags", {"a": 1}, page_size=2)] == ["1", "2", "3"]
        assert [line.partition("?")[2] for line in talk.lines] == ["a=1&page=1&per_page=2", "a=1&page=2&per_page=2"]

    def test_pages_until_one_is_empty(self) -> None:
        assert len(Conversation(self.row(1, 2), self.row()).dashboard.rows("tags", page_size=2)) == 2

    @pytest.mark.parametrize("key", ["id", "field_id", "client_id", "key_id"])
    def test_pages_until_one_brings_nothing_new(self, key: str) -> None:
        talk = Conversation(self.row(1, 2, key=key), self.row(1, 2, key=key))
        assert len(talk.dashboard.rows("clients/fields", page_size=2)) == 2

    def test_a_page_of_which_nothing_is_wanted_is_not_the_end(self) -> None:
        talk = Conversation(self.row(1, 2), self.row(3, 4), self.row(5))
        rows = talk.dashboard.rows("keys", page_size=2, unwrap=lambda data: [row for row in data if int(row["id"]) > 3])
        assert [row["id"] for row in rows] == ["4", "5"]

    def test_a_page_that_comes_again_is_the_end_also_when_nothing_of_it_is_wanted(self) -> None:
        talk = Conversation(self.row(1, 2), self.row(1, 2))
        assert talk.dashboard.rows("keys", page_size=2, unwrap=lambda data: []) == []

    def test_a_record_that_moves_to_the_next_page_is_there_once(self) -> None:
        talk = Conversation(self.row(1, 2), self.row(2, 3), self.row())
        assert [row["id"] for row in talk.dashboard.rows("tags", page_size=2)] == ["1", "2", "3"]

    def test_a_server_that_ignores_pages(self) -> None:
        talk = Conversation(self.row(1, 2, 3), self.row(1, 2, 3))
        assert len(talk.dashboard.rows("tags", page_size=2)) == 3

    @pytest.mark.parametrize(
        ("body", "count"),
        [
            ({"success": 1, "data": []}, 0),
            ({"success": 1, "data": {"3": {"id": "3"}, "4": {"id": "4"}}}, 2),
            ([{"id": 1}], 1),
            ([], 0),
        ],
    )
    def test_forms(self, body: Any, count: int) -> None:
        assert len(Conversation(Reply(body=body)).dashboard.rows("tags")) == count

    def test_only_a_route_that_says_so_is_empty_without_success(self) -> None:
        body = {"success": 0, "message": "No client fields found."}
        assert Conversation(Reply(body=body)).dashboard.rows("clients/fields", empty_fails=True) == []
        with pytest.raises(RefusedError, match="No client fields found"):
            Conversation(Reply(body=body)).dashboard.rows("tags")

    @pytest.mark.parametrize("body", [{"count": 3}, {"data": [1, 2]}, {"data": "x"}, {"data": None}, None, 3])
    def test_what_is_no_list_is_no_empty_list(self, body: Any) -> None:
        with pytest.raises(RefusedError) as caught:
            Conversation(Reply(body=body)).dashboard.rows("tags")
        assert caught.value.code == "unknown_form"

    @pytest.mark.parametrize("reply", [error("", 500), Reply(body={"success": 0, "error": "no"})])
    def test_an_error_is_no_empty_list(self, reply: Reply) -> None:
        with pytest.raises(RefusedError, match="refused: no"):
            Conversation(reply).dashboard.rows("tags")


class TestGenerations:
    @pytest.mark.parametrize(
        ("namespaces", "generation"), [(["wp/v2", "wp-abilities/v1"], "modern"), (["wp/v2"], "legacy")]
    )
    def test_the_index_tells(self, namespaces: list[str], generation: str) -> None:
        talk = Conversation(Reply(body={"name": "x", "namespaces": namespaces}))
        assert talk.dashboard.generation == generation
        assert talk.dashboard.has_abilities is (generation == "modern")
        assert talk.dashboard.requests_sent == 1
        assert talk.lines == ["GET https://dash.test/wp-json?_fields=name%2Curl%2Cnamespaces"]

    def test_nothing_is_asked_before_it_matters(self) -> None:
        assert Conversation().dashboard.requests_sent == 0


class TestVersions:
    def test_a_module_that_needs_version_2(self) -> None:
        talk = Conversation(api_key=None, consumer_key="ck_1", consumer_secret="cs_1")
        with pytest.raises(InputError, match="mainwp_tag needs version 2"):
            talk.dashboard.require_v2("mainwp_tag")

    def test_it_is_happy_with_it(self) -> None:
        Conversation().dashboard.require_v2("mainwp_tag")
