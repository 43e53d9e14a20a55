# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_client_field against the simulator: every verb, and every trap of its routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.state.records import ClientField
from tests.unit.support.bench import Bench
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


@pytest.mark.parametrize("name", ["[x]", "123", "<i></i>", "0"])
def test_names_that_cannot_be_found_again_are_refused(bench: Bench, name: str) -> None:
    result = bench.run(MODULE, name=name, description="x")
    assert (result["failure"]["layer"], bench.written) == ("options", [])


def test_one_that_vanished_meanwhile_is_absent(bench: Bench) -> None:
    """Somebody else removed it between our look and our write: the route's 500 `invalid_field_id` means absent."""
    original = bench.simulator.dashboard.client_fields.delete
    look = bench.simulator.dashboard.client_fields.get

    def get(number: int) -> Any:
        original(number)
        return look(number)

    bench.simulator.dashboard.client_fields.get = get  # type: ignore[method-assign]
    result = bench.run(MODULE, name="contract.number", state="absent")
    assert ("failed" in result, stored(bench)) == (False, {})
