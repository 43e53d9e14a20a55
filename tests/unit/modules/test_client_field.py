# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_client_field against the simulator: every verb, and every trap of its routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.state.records import ClientField
from tests.unit.support.bench import Bench
from tests.unit.support.races import meanwhile
from tests.unit.support.verbs import Verb

MODULE = "mainwp_client_field"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with one client field."""
    bench = Bench(generation=request.param)
    bench.run(MODULE, name="contract.number", description="Contract")
    return bench


def stored(bench: Bench) -> dict[str, str]:
    """Names and descriptions of the fields on the dashboard."""
    return {field.name: field.description for field in bench.simulator.dashboard.client_fields}


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "vat", "description": "VAT number"}
    DONE: ClassVar[list[str]] = ["GET clients/fields", "POST clients/fields/add", "GET clients/fields"]
    NOTHING: ClassVar[list[str]] = ["GET clients/fields"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "clients/fields/add"

    def settled(self, bench: Bench) -> bool:
        return stored(bench).get("vat") == "VAT number"

    def test_it_is_sent_as_a_form(self, bench: Bench) -> None:
        """The route reads nothing else; the edit route reads JSON only."""
        bench.run(MODULE, **self.TASK)
        kinds = {one.path: one.headers["Content-Type"] for one in bench.simulator.requests if one.method != "GET"}
        assert kinds == {"mainwp/v2/clients/fields/add": "application/x-www-form-urlencoded"}


class TestChange(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "contract.number", "description": "Number of the contract"}
    DONE: ClassVar[list[str]] = ["GET clients/fields", "PUT clients/fields/1/edit", "GET clients/fields"]
    NOTHING: ClassVar[list[str]] = ["GET clients/fields"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "contract.number", "description": "Contract"}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "clients/fields/1/edit"

    def settled(self, bench: Bench) -> bool:
        return stored(bench) == {"contract.number": "Number of the contract"}


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "contract.number", "new_name": "contract.id"}
    DONE: ClassVar[list[str]] = ["GET clients/fields", "PUT clients/fields/1/edit", "GET clients/fields"]
    NOTHING: ClassVar[list[str]] = ["GET clients/fields"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "contract.number"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "contract.id"}
    WRITE = "clients/fields/1/edit"

    def settled(self, bench: Bench) -> bool:
        return stored(bench) == {"contract.id": "Contract"}


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Contract.Number", "state": "absent"}
    DONE: ClassVar[list[str]] = ["GET clients/fields", "DELETE clients/fields/1/delete", "GET clients/fields"]
    NOTHING: ClassVar[list[str]] = ["GET clients/fields"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "contract.number"}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = "clients/fields/1/delete"

    def settled(self, bench: Bench) -> bool:
        """The list is empty then, which the dashboard says with `success: 0`."""
        return stored(bench) == {}


def test_the_last_page_that_comes_again_and_again_ends_the_list(bench: Bench) -> None:
    """A page beyond the end is the last page: with exactly one full page the second one brings nothing new."""
    for number in range(2, 201):
        bench.simulator.dashboard.client_fields.insert(ClientField(f"field {number}", "x"))
    result = bench.run(MODULE, name="field 200", description="x")
    assert result["changed"] is False
    assert bench.asked == ["GET clients/fields", "GET clients/fields"]


def test_a_second_run_does_not_meet_the_500_of_an_edit_without_change(bench: Bench) -> None:
    assert bench.run(MODULE, name="contract.number", description="Contract")["changed"] is False
    assert bench.written == []


def test_a_field_without_description_cannot_be_created(bench: Bench) -> None:
    result = bench.run(MODULE, name="vat")
    assert "cannot be created without description" in result["msg"]
    assert bench.written == []


def test_a_description_cannot_be_emptied(bench: Bench) -> None:
    result = bench.run(MODULE, name="contract.number", description="")
    assert "description" in result["msg"]
    assert bench.written == []


@pytest.mark.parametrize("name", ["[x]", "123", "<i></i>", "0", "a < b"])
def test_names_that_cannot_be_found_again_are_refused(bench: Bench, name: str) -> None:
    result = bench.run(MODULE, name=name, description="x")
    assert (result["failure"]["layer"], bench.written) == ("options", [])


@pytest.mark.parametrize(("option", "length"), [("name", 191), ("description", 255)])
def test_values_that_are_too_long_are_refused(bench: Bench, option: str, length: int) -> None:
    """The dashboard would say that the field exists already."""
    task = {"name": "vat", "description": "x"}
    result = bench.run(MODULE, **{**task, option: "x" * (length + 1)})
    assert f"the dashboard keeps {length}" in result["msg"]
    assert bench.written == []
    assert bench.run(MODULE, **{**task, option: "x" * length})["changed"] is True


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("one\ntwo", "one two"),
        ("<b>VAT</b> & co", "VAT & co"),
        ("50%20off", "50%20off"),
        ("a < b", "a < b"),
        ("\\x", "x"),
    ],
)
def test_what_wordpress_strips_is_no_difference(bench: Bench, given: str, kept: str) -> None:
    """A second run that sent it again would meet a 500."""
    assert bench.run(MODULE, name="contract.number", description=given)["client_field"]["description"] == kept
    assert bench.run(MODULE, name="contract.number", description=given)["changed"] is False


def test_two_of_one_name_are_refused_with_their_ids(bench: Bench) -> None:
    """The list also shows fields that belong to one client alone, and nothing in it tells them apart."""
    bench.simulator.dashboard.client_fields.insert(ClientField("Contract.Number", "of one client"))
    result = bench.run(MODULE, name="contract.number", description="x")
    assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
    # The list is in the order of the dashboard: the newest comes first.
    assert "ids 2, 1" in result["msg"]
    assert bench.run(MODULE, id=1, description="x")["changed"] is True
    assert stored(bench) == {"contract.number": "x", "Contract.Number": "of one client"}


def test_renaming_onto_another_is_refused(bench: Bench) -> None:
    bench.run(MODULE, name="vat", description="x")
    result = bench.run(MODULE, name="vat", new_name="Contract.Number")
    assert "id 1 already has the name" in result["msg"]
    assert bench.written == []


def test_another_spelling_is_the_same_field(bench: Bench) -> None:
    assert bench.run(MODULE, name="CONTRACT.number", description="Contract")["changed"] is True
    assert stored(bench) == {"CONTRACT.number": "Contract"}


def test_one_that_was_made_meanwhile_is_not_doubled(bench: Bench) -> None:
    """The route refuses a name that exists, with a 500; the next run finds it."""
    fields = bench.simulator.dashboard.client_fields
    with meanwhile(bench, "fields/add", lambda: fields.insert(ClientField("vat", "theirs"))):
        result = bench.run(MODULE, name="vat", description="ours")
    assert (result["failure"]["code"], result["failure"]["status"]) == ("create_field_failed", 500)
    assert (result["changed"], stored(bench)["vat"]) == (False, "theirs")
    assert bench.run(MODULE, name="vat", description="ours")["changed"] is True
    assert stored(bench) == {"contract.number": "Contract", "vat": "ours"}


def test_one_that_vanished_before_its_edit_is_told(bench: Bench) -> None:
    """The route's 500 `invalid_field_id` means absent; it is not tried again."""
    with meanwhile(bench, "fields/1/edit", lambda: bench.simulator.dashboard.client_fields.delete(1)):
        result = bench.run(MODULE, name="contract.number", description="x")
    assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, False, "invalid_field_id")
    assert [path for _method, path, _body in bench.written] == ["clients/fields/1/edit"]


def test_one_that_vanished_meanwhile_is_absent(bench: Bench) -> None:
    """Somebody else removed it between our look and our write: the route's 500 `invalid_field_id` means absent."""
    with meanwhile(bench, "fields/1/delete", lambda: bench.simulator.dashboard.client_fields.delete(1)):
        result = bench.run(MODULE, name="contract.number", state="absent")
    assert ("failed" in result, stored(bench)) == (False, {})
