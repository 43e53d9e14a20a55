# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_payment_method against the simulator: every verb, and every trap of its routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.unit.support.bench import Bench
from tests.unit.support.verbs import Verb

MODULE = "mainwp_payment_method"
LIST = "GET settings/cost-tracker"
ROUTE = "settings/cost-tracker/payment-methods"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with one method of its own."""
    bench = Bench(generation=request.param)
    bench.run(MODULE, name="Wise")
    return bench


def stored(bench: Bench) -> dict[str, str]:
    """The methods that were added, by their slugs."""
    found: dict[str, str] = bench.simulator.dashboard.options["payment_methods"]
    return found


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Bank & Co"}
    DONE: ClassVar[list[str]] = [LIST, f"POST {ROUTE}/add", LIST, LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = f"{ROUTE}/add"

    def settled(self, bench: Bench) -> bool:
        return stored(bench).get("bank-co") == "Bank & Co"


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Wise", "new_name": "Wise Business"}
    DONE: ClassVar[list[str]] = [LIST, f"PUT {ROUTE}/wise/edit", LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Wise"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Wise Business"}
    WRITE = f"{ROUTE}/wise/edit"

    def settled(self, bench: Bench) -> bool:
        return stored(bench) == {"wise": "Wise Business"}


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "wise", "state": "absent"}
    DONE: ClassVar[list[str]] = [LIST, f"DELETE {ROUTE}/wise/delete", LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Wise"}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = f"{ROUTE}/wise/delete"

    def settled(self, bench: Bench) -> bool:
        """The list is empty then, which travels as a list instead of an object."""
        return stored(bench) == {}


@pytest.mark.parametrize("name", ["PayPal", "stripe", "CASH", "PayPal!", "credit_debit", "Cash."])
def test_one_that_is_built_in_is_not_made_again(bench: Bench, name: str) -> None:
    """The dashboard would make one of its own that stands in for it, and never lists the built-in ones."""
    result = bench.run(MODULE, name=name)
    assert "is built in" in result["msg"]
    assert (result["failure"]["layer"], bench.written) == ("options", [])


@pytest.mark.parametrize("name", ["0", "12", "日本", "-"])
def test_names_that_could_not_be_addressed_again_are_refused(bench: Bench, name: str) -> None:
    assert (bench.run(MODULE, name=name)["failure"]["layer"], bench.written) == ("options", [])


def test_a_list_that_php_made_of_the_id_0_is_read(bench: Bench) -> None:
    stored(bench).clear()
    stored(bench)["0"] = "0"
    assert bench.run(MODULE, name="Wise")["changed"] is True
    shown = bench.run("mainwp_settings_info", sections=["payment_methods"])["settings"]["payment_methods"]
    assert shown == [{"id": "0", "name": "0"}, {"id": "wise", "name": "Wise"}]


def test_it_is_named_by_its_id(bench: Bench) -> None:
    bench.run(MODULE, name="Wise", new_name="Wise B")
    assert bench.run(MODULE, id="wise", name="Wise C")["payment_method"] == {"id": "wise", "name": "Wise C"}
    assert bench.run(MODULE, id="wise", state="absent")["changed"] is True
