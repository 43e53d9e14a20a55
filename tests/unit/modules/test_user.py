# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_user against the simulator: every verb on every site, what the API only says, and what it cannot see."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.child_users import User
from tests.unit.support.bench import Bench, connected

MODULE = "mainwp_user"
FIRST, SECOND = "site-01.example.com", "site-02.example.com"
ANNA = {"username": "anna", "email": "anna@agency.example", "role": "editor"}
LIST = "GET users"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, sites=3)


def user(bench: Bench, name: str = "anna", host: str = FIRST) -> User | None:
    return next((one for one in bench.simulator.children[host].users if one.login == name), None)


def made(bench: Bench, **changes: Any) -> dict[str, Any]:
    """A user who is on the first site already, and the task that asks for the same."""
    entry = {**ANNA, **changes}
    result = bench.run(MODULE, sites=[FIRST], users=[ANNA])
    assert "failed" not in result, result
    return entry


def words(result: dict[str, Any]) -> list[str]:
    return [one["verdict"] for one in result["sites"]]


VERBS = [
    pytest.param(None, ANNA, "POST users/create", "created", id="create"),
    pytest.param(ANNA, {**ANNA, "role": "author"}, "PUT users/1/2/edit", "changed", id="edit"),
    pytest.param(ANNA, {"username": "anna", "state": "absent"}, "DELETE users/1/2/delete", "removed", id="remove"),
]


@pytest.mark.parametrize(("there", "entry", "route", "verdict"), VERBS)
class TestVerbs:
    """Each verb: do, again, check, check again, refused, answer lost."""

    @pytest.fixture(autouse=True)
    def begin(self, bench: Bench, there: dict[str, Any] | None) -> None:
        if there:
            bench.run(MODULE, sites=[FIRST], users=[there])

    def test_do(self, bench: Bench, entry: dict[str, Any], route: str, verdict: str) -> None:
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        (one,) = result["sites"]
        assert (words(result), one["users"][0]["verdict"], result["changed"]) == (["changed"], verdict, True)
        assert bench.asked == ["GET sites/basic", LIST, route, *[LIST] * (2 if verdict == "created" else 1)]
        found = user(bench)
        assert (found.role if found else None) == entry.get("role")

    def test_again(self, bench: Bench, entry: dict[str, Any], route: str, verdict: str) -> None:
        bench.run(MODULE, sites=[FIRST], users=[entry])
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (words(result), result["changed"], result["diff"]) == (["unchanged"], False, {"before": {}, "after": {}})
        assert bench.asked == ["GET sites/basic", LIST]

    def test_check(self, bench: Bench, entry: dict[str, Any], route: str, verdict: str) -> None:
        planned = bench.check(MODULE, sites=[FIRST], users=[entry])
        assert (words(planned), planned["changed"]) == (["planned"], True)
        done = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert planned["diff"] == done["diff"]
        assert bench.check(MODULE, sites=[FIRST], users=[entry])["changed"] is False

    def test_refused(self, bench: Bench, entry: dict[str, Any], route: str, verdict: str) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"])
        assert "The key lacks this permission" in result["sites"][0]["reason"]

    def test_answer_lost(self, bench: Bench, entry: dict[str, Any], route: str, verdict: str) -> None:
        bench.adapter.fail("read_timeout_after", path=route.split(" ")[1])
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (words(result), result["changed"]) == (["changed"], True)
        assert len(bench.written) == 1

    def test_request_lost(self, bench: Bench, entry: dict[str, Any], route: str, verdict: str) -> None:
        bench.adapter.fail("read_timeout_before", path=route.split(" ")[1], times=9)
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"])


class TestFleet:
    def test_many_users_on_many_sites(self, bench: Bench) -> None:
        berta = {"username": "berta", "email": "berta@agency.example"}
        result = bench.run(MODULE, sites=["all"], users=[ANNA, berta])
        assert result["summary"] == {"changed": 3, "unchanged": 0, "failed": 0, "skipped": 0}
        assert [one["username"] for one in result["sites"][0]["users"]] == ["anna", "berta"]
        assert {body["websites"] for _method, _path, body in bench.written} == {"1", "2", "3"}
        assert user(bench, "berta", SECOND).role == "subscriber"  # type: ignore[union-attr]

    def test_an_unreachable_site_fails_and_is_not_without_the_user(self, bench: Bench) -> None:
        bench.run(MODULE, sites=["all"], users=[ANNA])
        bench.simulator.event(f"child: {FIRST} refuses connections")
        gone = {"username": "anna", "state": "absent"}
        result = bench.run(MODULE, sites=["all"], users=[gone])
        assert (words(result), result["failed"], result["changed"]) == (["failed", "changed", "changed"], True, True)
        assert "cannot be reached" in result["sites"][0]["reason"]
        assert user(bench) is not None
        assert "failed" not in bench.run(MODULE, sites=["all"], users=[gone], fail_on="none")

    def test_a_refused_connection_is_not_an_absent_user(self, bench: Bench) -> None:
        bench.run(MODULE, sites=[FIRST], users=[ANNA])
        bench.simulator.event(f"child: {FIRST} reactivates MainWP Child")
        result = bench.run(MODULE, sites=[FIRST], users=[{"username": "anna", "state": "absent"}])
        assert (words(result), result["failed"]) == (["failed"], True)
        assert "does not accept the dashboard's connection" in result["sites"][0]["reason"]

    def test_a_site_whose_sync_failed_is_named(self, bench: Bench) -> None:
        bench.simulator.dashboard.sites.get(1).sync_errors = "HTTP error - gone"  # type: ignore[union-attr]
        result = bench.run(MODULE, sites=[FIRST], users=[ANNA])
        assert "The last sync of the site failed" in result["sites"][0]["reason"]

    def test_a_slow_site_has_its_time(self, bench: Bench) -> None:
        """The list is asked of the child, which may take longer than what the dashboard answers by itself."""
        bench.simulator.faults.add("slow", path="users", seconds=60.0)
        assert words(bench.run(MODULE, sites=[FIRST], users=[ANNA])) == ["changed"]

    def test_a_suspended_site_is_left_alone(self, bench: Bench) -> None:
        bench.run("mainwp_site", url=FIRST, suspended=True)
        result = bench.run(MODULE, sites=[FIRST], users=[ANNA])
        assert (words(result), result["changed"], bench.asked) == (["skipped"], False, ["GET sites/basic"])


class TestTraps:
    def test_success_that_is_none(self, bench: Bench) -> None:
        """The dashboard says success, and the site that the e-mail address is taken."""
        taken = {**ANNA, "email": f"admin@{FIRST}"}
        result = bench.run(MODULE, sites=[FIRST], users=[taken])
        assert (words(result), result["changed"]) == (["failed"], False)
        assert "that email address is already used" in result["sites"][0]["users"][0]["reason"]

    def test_a_site_that_goes_away_before_the_creation(self, bench: Bench) -> None:
        """Then it is in neither list of an answer that says success."""
        body = {"success": 1, "data": {"total_success": 0, "created_sites": [], "failed_sites": []}}
        bench.simulator.faults.add("replace", path="users/create", body=body)
        result = bench.run(MODULE, sites=[FIRST], users=[ANNA])
        assert (words(result), result["changed"]) == (["failed"], False)
        assert "The site gave no answer" in result["sites"][0]["users"][0]["reason"]

    @pytest.mark.parametrize("change", [{"role": "author"}, {"state": "absent"}])
    def test_the_administrator_of_the_connection(self, bench: Bench, change: dict[str, str]) -> None:
        result = bench.run(MODULE, sites=[FIRST], users=[{"username": "admin", **change}])
        assert (words(result), result["changed"]) == (["failed"], False)
        assert "used for our secure link" in result["sites"][0]["users"][0]["reason"]

    def test_case_of_names_and_addresses_does_not_count(self, bench: Bench) -> None:
        entry = made(bench, username="Anna", email="ANNA@agency.example")
        assert bench.run(MODULE, sites=[FIRST], users=[entry])["changed"] is False

    def test_a_user_whose_name_only_resembles(self, bench: Bench) -> None:
        """The search of the API looks into other fields too."""
        bench.run(MODULE, sites=[FIRST], users=[{"username": "joanna", "email": "joanna@agency.example"}])
        assert bench.run(MODULE, sites=[FIRST], users=[{"username": "anna", "state": "absent"}])["changed"] is False
        assert user(bench, "joanna") is not None

    def test_an_address_that_is_none_is_refused(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], users=[{**ANNA, "email": "nobody"}])
        assert ("is no e-mail address" in result["msg"], bench.written) == (True, [])

    def test_letters_that_wordpress_drops_are_refused(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], users=[{**ANNA, "username": "anna!"}])
        assert ("does not allow in a username" in result["msg"], bench.written) == (True, [])

    @pytest.mark.parametrize("name", [" anna", "anna ", "anna  b", " "])
    def test_blanks_that_wordpress_drops_are_refused(self, bench: Bench, name: str) -> None:
        result = bench.run(MODULE, sites=[FIRST], users=[{**ANNA, "username": name}])
        assert ("which WordPress drops from a username" in result["msg"], bench.written) == (True, [])

    @pytest.mark.parametrize("name", ["anna b", "anna@agency.example", "a.b-c_d"])
    def test_other_names_are_made_and_found_again(self, bench: Bench, name: str) -> None:
        entry = {**ANNA, "username": name}
        assert bench.run(MODULE, sites=[FIRST], users=[entry])["changed"] is True
        assert bench.run(MODULE, sites=[FIRST], users=[entry])["changed"] is False
        assert bench.run(MODULE, sites=[FIRST], users=[{"username": name, "state": "absent"}])["changed"] is True

    def test_a_new_user_needs_an_address(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], users=[{"username": "anna"}])
        assert ("email" in result["msg"], bench.written) == (True, [])


class TestWriteOnly:
    def test_names_are_written_once(self, bench: Bench) -> None:
        entry = {**ANNA, "first_name": "Anna", "display_name": "Anna B.", "password": "p%41\\x' <b>"}
        bench.run(MODULE, sites=[FIRST], users=[entry])
        found = user(bench)
        assert found
        assert (found.first_name, found.display_name) == ("Anna", "Anna B.")
        assert found.password == entry["password"]
        assert [path for _method, path, _body in bench.written] == ["users/create", "users/1/2/edit"]
        result = bench.run(MODULE, sites=[FIRST], users=[{**entry, "first_name": "Other"}])
        assert (result["changed"], bench.written) == (False, [])

    def test_they_are_written_always_on_request(self, bench: Bench) -> None:
        entry = made(bench, first_name="Other", update_profile="always")
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (result["changed"], user(bench).first_name) == (True, "Other")  # type: ignore[union-attr]

    def test_a_password_is_changed_on_request_and_never_shown(self, bench: Bench) -> None:
        entry = made(bench, password="S3cret-of-anna", update_password="always")
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (result["changed"], user(bench).password) == (True, "S3cret-of-anna")  # type: ignore[union-attr]
        assert "S3cret-of-anna" not in bench.printed.replace("VALUE_SPECIFIED", "")

    def test_a_password_that_an_edit_would_spoil(self, bench: Bench) -> None:
        entry = made(bench, password="pässword", update_password="always")
        result = bench.run(MODULE, sites=[FIRST], users=[entry])
        assert (result["failed"], bench.asked) == (True, [])
        fresh = {"username": "bert", "email": "bert@agency.example", "password": "pässword"}
        assert bench.run(MODULE, sites=[FIRST], users=[fresh])["changed"]
        assert user(bench, "bert").password == "pässword"  # type: ignore[union-attr]


class TestInfo:
    def test_users_of_sites(self, bench: Bench) -> None:
        bench.run(MODULE, sites=[FIRST], users=[ANNA])
        result = bench.run("mainwp_user_info", sites=["all"], search="agency")
        (one,) = result["users"]
        assert (one["username"], one["role"], one["posts"], one["site"]["id"]) == ("anna", "editor", 0, 1)
        assert (result["changed"], result["summary"]) == (False, {"read": 3, "failed": 0, "skipped": 0})
        assert bench.asked == ["GET sites/basic", *[LIST] * 3]

    def test_roles(self, bench: Bench) -> None:
        bench.run(MODULE, sites=[FIRST], users=[ANNA])
        result = bench.run("mainwp_user_info", sites=["all"], roles=["administrator"])
        assert [one["username"] for one in result["users"]] == ["admin"] * 3

    def test_an_unreachable_site_is_named(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {SECOND} answers 404 to everything")
        result = bench.run("mainwp_user_info", sites=["all"])
        assert (words(result), result["failed"], len(result["users"])) == (["read", "failed", "read"], True, 2)


class TestAdministratorsPassword:
    MODULE = "mainwp_admin_password"

    def test_do(self, bench: Bench) -> None:
        secret = "ü '\"<\\ 9"
        result = bench.run(self.MODULE, sites=["all"], password=secret)
        assert (result["changed"], words(result)) == (True, ["changed"] * 3)
        assert {child.administrator.password for child in bench.simulator.children} == {secret}
        assert bench.asked == ["GET sites/basic", *["PUT users/update-admin-password"] * 3]

    def test_check(self, bench: Bench) -> None:
        result = bench.check(self.MODULE, sites=[FIRST], password="new")
        assert (result["changed"], words(result)) == (True, ["planned"])
        assert bench.asked == ["GET sites/basic"]

    def test_an_unconfirmed_change_is_unknown(self, bench: Bench) -> None:
        bench.simulator.children[FIRST].confirms_passwords = False
        result = bench.run(self.MODULE, sites=[FIRST], password="brand-new")
        assert (result["failed"], result["changed"], words(result)) == (True, True, ["unknown"])
        assert bench.simulator.children[FIRST].administrator.password == "brand-new"

    def test_a_site_that_is_away_has_the_old_one(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {FIRST} refuses connections")
        result = bench.run(self.MODULE, sites=[FIRST], password="new")
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"])
        assert "cannot be reached" in result["msg"]

    def test_a_refused_connection(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {FIRST} reactivates MainWP Child")
        result = bench.run(self.MODULE, sites=[FIRST], password="new")
        assert (result["failed"], result["changed"], words(result)) == (True, False, ["failed"])

    def test_a_lost_answer(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", path="update-admin-password")
        result = bench.run(self.MODULE, sites=[FIRST], password="new")
        assert (words(result), len(bench.written)) == (["unknown"], 1)

    def test_php_that_dies_after_the_change(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="update-admin-password", status=500, body="<html>critical error")
        result = bench.run(self.MODULE, sites=[FIRST], password="new-password-1", fail_on="none")
        assert (words(result), result["changed"]) == (["unknown"], True)

    def test_an_empty_one_is_refused(self, bench: Bench) -> None:
        result = bench.run(self.MODULE, sites=[FIRST], password="")
        assert (result["failed"], bench.asked) == (True, [])
