# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_cost_type against the simulator: every verb, and every trap of its routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.unit.support.bench import Bench
from tests.unit.support.races import meanwhile
from tests.unit.support.verbs import Verb

MODULE = "mainwp_cost_type"
LIST = "GET settings/cost-tracker"
ROUTE = "settings/cost-tracker/product-types"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with one type of its own."""
    bench = Bench(generation=request.param)
    bench.run(MODULE, name="Fonts", color="#00ff00", icon="solid:font")
    return bench


def stored(bench: Bench) -> dict[str, dict[str, str]]:
    """The types that are not as they were built in, by their slugs."""
    found: dict[str, dict[str, str]] = bench.simulator.dashboard.options["product_types"]
    return found


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Backups & more", "color": "#112233"}
    DONE: ClassVar[list[str]] = [LIST, f"POST {ROUTE}/add", LIST, LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = f"{ROUTE}/add"

    def settled(self, bench: Bench) -> bool:
        return stored(bench).get("backups-more", {}).get("color") == "#112233"


class TestChange(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Fonts", "color": "#445566"}
    DONE: ClassVar[list[str]] = [LIST, f"PUT {ROUTE}/fonts/edit", LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Fonts", "color": "#00ff00"}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = f"{ROUTE}/fonts/edit"

    def settled(self, bench: Bench) -> bool:
        """The icon, which an edit would reset, is as it was."""
        return stored(bench)["fonts"] == {"title": "Fonts", "color": "#445566", "icon": "solid:font"}


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "fonts", "new_name": "Typefaces"}
    DONE: ClassVar[list[str]] = [LIST, f"PUT {ROUTE}/fonts/edit", LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Fonts"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Typefaces"}
    WRITE = f"{ROUTE}/fonts/edit"

    def settled(self, bench: Bench) -> bool:
        return stored(bench)["fonts"] == {"title": "Typefaces", "color": "#00ff00", "icon": "solid:font"}


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "FONTS", "state": "absent"}
    DONE: ClassVar[list[str]] = [LIST, f"DELETE {ROUTE}/fonts/delete", LIST]
    NOTHING: ClassVar[list[str]] = [LIST]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Fonts"}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = f"{ROUTE}/fonts/delete"

    def settled(self, bench: Bench) -> bool:
        return stored(bench) == {}


def test_the_id_stays_when_the_name_changes(bench: Bench) -> None:
    bench.run(MODULE, name="Fonts", new_name="Typefaces")
    assert bench.run(MODULE, id="fonts", name="Letters")["cost_type"]["id"] == "fonts"
    assert stored(bench)["fonts"]["title"] == "Letters"


def test_two_of_one_name_are_told_apart_by_their_ids(bench: Bench) -> None:
    """A rename can make them."""
    stored(bench)["letters"] = {"title": "Fonts", "color": "#000000", "icon": "solid:a"}
    result = bench.run(MODULE, name="Fonts", color="#123456")
    assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
    assert bench.run(MODULE, id="letters", color="#123456")["changed"] is True
    assert (stored(bench)["letters"]["color"], stored(bench)["fonts"]["color"]) == ("#123456", "#00ff00")


@pytest.mark.parametrize("name", ["123", "日本語", "<i></i>", "&&"])
def test_names_that_could_not_be_addressed_again_are_refused(bench: Bench, name: str) -> None:
    result = bench.run(MODULE, name=name)
    assert (result["failure"]["layer"], bench.written) == ("options", [])


@pytest.mark.parametrize("name", ["Été", "Größe 2", "a < b", "Foo/Bar"])
def test_names_that_can_are_not(bench: Bench, name: str) -> None:
    """Made, found again, changed and removed."""
    assert bench.run(MODULE, name=name)["cost_type"]["name"] == name
    assert bench.run(MODULE, name=name)["changed"] is False
    assert bench.run(MODULE, name=name, color="#123456")["changed"] is True
    assert bench.run(MODULE, name=name, state="absent")["changed"] is True


@pytest.mark.parametrize(("option", "value"), [("color", "red"), ("color", "#123"), ("icon", "font"), ("icon", "")])
def test_what_the_dashboard_refuses_is_refused_first(bench: Bench, option: str, value: str) -> None:
    result = bench.run(MODULE, name="Fonts", **{option: value})
    assert (result["failure"]["layer"], bench.written) == ("options", [])


class TestBuiltIn:
    def test_its_icon_would_be_lost_and_is_asked_for(self, bench: Bench) -> None:
        for result in (
            bench.check(MODULE, name="Hosting", color="#123456"),
            bench.run(MODULE, name="Hosting", color="#123456"),
        ):
            assert "icon 'server' is the icon that the type was built with" in result["msg"]
            assert bench.written == []
        task = {"name": "Hosting", "color": "#123456", "icon": "solid:server"}
        assert bench.run(MODULE, **task)["changed"] is True
        assert bench.run(MODULE, **task)["changed"] is False

    @pytest.mark.parametrize("task", [{"state": "absent"}, {"new_name": "Boxes", "icon": "solid:server"}])
    def test_it_can_neither_go_nor_get_another_name(self, bench: Bench, task: dict[str, Any]) -> None:
        for result in (bench.check(MODULE, name="Hosting", **task), bench.run(MODULE, name="Hosting", **task)):
            assert "is built in and cannot be" in result["msg"]
            assert bench.written == []

    @pytest.mark.parametrize("name", ["Plugin!", "Thème", "  hosting. "])
    def test_no_other_name_takes_its_place(self, bench: Bench, name: str) -> None:
        """The dashboard makes the same id of it, and the colour, icon and title of the built-in type were gone."""
        for result in (bench.check(MODULE, name=name, color="#000000"), bench.run(MODULE, name=name, color="#000000")):
            assert "which is built in" in result["msg"]
            assert (result["failure"]["layer"], bench.written) == ("options", [])

    def test_one_whose_place_was_taken_can_still_be_named(self, bench: Bench) -> None:
        stored(bench)["plugin"] = {"title": "Plugin!", "color": "#000000", "icon": "solid:plug"}
        assert bench.run(MODULE, name="Plugin!", color="#000000")["changed"] is False


def test_one_that_was_made_meanwhile_is_not_doubled(bench: Bench) -> None:
    theirs = {"title": "Domains", "color": "#000000", "icon": "solid:a"}
    with meanwhile(bench, "product-types/add", lambda: stored(bench).update(domains=theirs)):
        result = bench.run(MODULE, name="Domains", color="#123456")
    assert (result["failure"]["code"], result["changed"]) == ("duplicate_title", False)
    assert bench.run(MODULE, name="Domains", color="#123456")["changed"] is True
    assert list(stored(bench)) == ["fonts", "domains"]
