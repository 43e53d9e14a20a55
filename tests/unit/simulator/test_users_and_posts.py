# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Traps of users, posts and pages that the recordings do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.child_posts import Post
from tests.simulator.child_users import User

from .client import Caller
from .conftest import caller

ONE, TWO = "site-01.example.com", "site-02.example.com"
BODY: dict[str, Any] = {"post_title": "T", "post_content": "", "post_name": "", "post_status": "publish"}
BOB = {"username": "bob", "email": "bob@agency.example", "websites": "1"}


@pytest.fixture
def fleet(call: Caller) -> Caller:
    """Two connected sites."""
    call.connect(1, 2)
    return call


def bob(fleet: Caller) -> User:
    row = fleet.simulator.children[ONE].users.get(2)
    assert row is not None
    return row


def post(fleet: Caller, number: int) -> Post:
    row = fleet.simulator.children[ONE].posts.get(number)
    assert row is not None
    return row


class TestTargets:
    @pytest.mark.parametrize("query", ["websites[]=1", "groups[]=a"])
    def test_a_list_crashes(self, fleet: Caller, query: str) -> None:
        assert fleet.raw("GET", f"/users?{query}").status_code == 500

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("websites=1,", "Invalid site ID: ."),
            ("websites=site-01.example.com", "Invalid site ID: site-01.example.com."),
            ("clients=9", "Invalid client ID: 9."),
            ("groups=nosuch", "Invalid Group: nosuch."),
        ],
    )
    def test_what_does_not_exist(self, fleet: Caller, query: str, message: str) -> None:
        status, body = fleet("GET", f"/users?{query}")
        assert (status, list(body["data"]["params"].values())) == (400, [message])

    def test_two_ways_at_once(self, fleet: Caller) -> None:
        tag = fleet("POST", "/tags/add", {"name": "shops"})[1]["data"]["id"]
        fleet("PUT", "/sites/2/edit", {"groupids": tag})
        assert fleet("GET", "/users?websites=1&groups=shops")[1]["code"] == "invalid_filter_params"
        assert list(fleet("GET", "/users?groups=SHOPS")[1]["data"]) == [f"https://{TWO}/"]

    def test_suspended_sites_are_left_out(self, fleet: Caller) -> None:
        fleet("POST", "/sites/1/suspend")
        assert list(fleet("GET", "/users?websites=1,2")[1]["data"]) == [f"https://{TWO}/"]
        assert fleet("GET", "/users?websites=1")[1]["code"] == "no_website_found"

    def test_many_sites_are_asked_in_chunks_with_a_rest(self) -> None:
        many = caller("modern", sites=12)
        many.connect(*range(1, 13))
        many.simulator.latency = "recorded"
        before = many.simulator.clock.now()
        many("GET", "/users?websites=" + ",".join(str(number) for number in range(1, 13)))
        assert 10 < many.simulator.clock.now() - before < 12


class TestUsers:
    def test_a_lone_site_that_is_away_is_in_neither_list(self, fleet: Caller) -> None:
        fleet.simulator.event(f"child: {ONE} refuses connections")
        body = fleet("POST", "/users/create", BOB)[1]
        assert (body["success"], body["message"]) == (1, "User created successfully on all 0 website(s).")
        assert (body["data"]["total_failed"], body["data"]["failed_sites"]) == (0, [])
        answer = fleet("PUT", "/users/update-admin-password", {"password": "x", "websites": "1"})[1]
        assert answer["failed_websites"][0]["message"] == "Unknown error occurred."

    def test_an_address_that_is_none_makes_a_user_who_cannot_be_edited(self, fleet: Caller) -> None:
        assert fleet("POST", "/users/create", {**BOB, "email": "nobody"})[1]["data"]["user_info"]["user_email"] == ""
        status, body = fleet("PUT", "/users/1/2/edit", {"first_name": "B"})
        assert (status, "Please enter an email address." in body["message"]) == (500, True)
        assert fleet("PUT", "/users/1/2/edit", {"first_name": "B", "email": BOB["email"]})[0] == 200

    def test_a_body_redirects_an_edit(self, fleet: Caller) -> None:
        fleet("POST", "/users/create", BOB)
        fleet("POST", "/users/create", {**BOB, "username": "al", "email": "al@agency.example"})
        fleet("PUT", "/users/1/2/edit", {"user_id": 3, "role": "author"})
        assert bob(fleet).role == "subscriber"

    def test_letters_beyond_latin_1_are_lost_on_an_edit(self, fleet: Caller) -> None:
        fleet("POST", "/users/create", BOB)
        fleet("PUT", "/users/1/2/edit", {"password": "a\u20acb"})
        assert bob(fleet).password == "a?b"

    def test_zero_and_nothing_are_dropped(self, fleet: Caller) -> None:
        fleet("POST", "/users/create", {**BOB, "first_name": "Bob"})
        fleet("PUT", "/users/1/2/edit", {"first_name": "0", "last_name": ""})
        assert (bob(fleet).first_name, bob(fleet).last_name) == ("Bob", "")

    def test_the_refusals_of_a_child_look_like_an_absent_user(self, fleet: Caller) -> None:
        fleet("POST", "/users/create", BOB)
        fleet.simulator.event(f"child: {ONE} reactivates MainWP Child")
        assert fleet("DELETE", "/users/1/2/delete")[1]["code"] == "user_not_found"
        assert fleet("GET", "/users?websites=1")[1]["code"] == "users_fetch_error"

    def test_posts_of_a_deleted_user_go_to_the_administrator(self, fleet: Caller) -> None:
        fleet("POST", "/users/create", BOB)
        post(fleet, 1).author = 2
        fleet("DELETE", "/users/1/2/delete")
        assert post(fleet, 1).author == 1

    def test_the_import_tells_of_rows_in_two_forms(self, fleet: Caller) -> None:
        row = "{},{}@x.test,F,L,u.test,pw,0,{},https://site-01.example.com,\n"
        text = row.format("im", "im", "editor") + "\n" + row.format("im", "im2", "") + row.format("", "", "")
        body = fleet.raw("POST", "/users/import", files={"csv_file": ("u.csv", text)}, data={"has_header": "0"}).json()
        assert (body["total"], body["success_count"], body["failed_count"]) == (3, 1, 2)
        assert [one["line_number"] for one in body["failed_users"]] == [2, 3]
        assert "already exists" in body["failed_users"][0]["failed_sites"][0]["message"]
        assert body["failed_users"][1]["error"] == "Username is required."
        assert bob(fleet).email == ""


class TestPosts:
    def test_a_lone_local_date_is_lost(self, fleet: Caller) -> None:
        body = {**BODY, "post_status": "future", "post_date": "2035-01-01 00:00:00"}
        number = fleet("POST", "/posts/1/create", body)[1]["data"]["post_id"]
        assert post(fleet, number).status == "publish"
        number = fleet("POST", "/posts/1/create", {**body, "post_date_gmt": "2035-01-01 00:00:00"})[1]["data"][
            "post_id"
        ]
        assert post(fleet, number).status == "future"

    def test_an_edit_through_the_other_route_changes_the_type(self, fleet: Caller) -> None:
        fleet("PUT", "/pages/1/1/edit", BODY)
        assert post(fleet, 1).type == "page"

    def test_an_edit_of_nothing_is_refused(self, fleet: Caller) -> None:
        assert fleet("PUT", "/posts/1/1/edit", {})[1]["code"] == "edit_post_failed"
        assert fleet("POST", "/posts/1/create", {**BODY, "post_title": ""})[1]["success"] == 0
        assert fleet("POST", "/pages/1/create", {**BODY, "post_title": ""})[1]["success"] == 1

    def test_custom_fields(self, fleet: Caller) -> None:
        post(fleet, 1).custom["many"] = ["a", "b\\c"]
        fleet("PUT", "/posts/1/1/edit", {**BODY, "post_custom": {"color": ["red"], "bare": "x"}})
        custom = post(fleet, 1).custom
        assert (custom["many"], custom["color"], "bare" in custom) == (["bc"], ["red"], False)

    def test_a_new_category_keeps_the_quotation_marks(self, fleet: Caller) -> None:
        number = fleet("POST", "/posts/1/create", {**BODY, "post_category": "A,B"})[1]["data"]["post_id"]
        assert fleet("GET", f"/posts/1/{number}")[1]["data"]["post_category"] == '"A,B"'
        assert post(fleet, number).categories == ['"A', 'B"']

    def test_the_list_ends_at_ten(self, fleet: Caller) -> None:
        for _number in range(11):
            fleet("POST", "/pages/1/create", BODY)
        url = f"https://{ONE}/"
        assert len(fleet("GET", "/pages?websites=1")[1]["data"][url]) == 10
        assert len(fleet("GET", "/pages?websites=1&maximum=500")[1]["data"][url]) == 12

    def test_an_unknown_site_is_contacted(self, fleet: Caller) -> None:
        status, body = fleet("GET", "/posts/99/1")
        assert (status, body["code"]) == (500, "get_post_error")
        assert fleet("POST", "/pages/99/create", BODY)[1]["code"] == "create_page_error"

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("dtsstart=2026-01-01", "incomplete_date_range"),
            ("dtsstart=2026-02-01&dtsstop=2026-01-01", "invalid_date_range"),
            ("dtsstart=2026-02-30", "rest_invalid_param"),
            ("search_on=title", "incomplete_search"),
        ],
    )
    def test_the_list_of_posts_checks_what_it_never_uses(self, fleet: Caller, query: str, code: str) -> None:
        assert fleet("GET", f"/posts?websites=1&{query}")[1]["code"] == code
