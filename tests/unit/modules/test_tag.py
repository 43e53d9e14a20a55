# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_tag against the simulator: every verb, and every trap of the tag routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Tag
from tests.unit.support.bench import Bench
from tests.unit.support.races import meanwhile
from tests.unit.support.verbs import Verb

MODULE = "mainwp_tag"
ONE = "https://site-01.example.com/"
TWO = "https://site-02.example.com/"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with the tag production (1) and three connected sites; the first has the tag and a client."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    bench.run(MODULE, name="production", color="#7fb100")
    bench.run("mainwp_client", name="Acme Ltd")
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    bench.run("mainwp_site", url=ONE, tags=["production"], client="Acme Ltd")
    return bench


def tags(bench: Bench) -> dict[str, str]:
    """The dashboard's tags as they are stored: name and colour."""
    return {tag.name: tag.color for tag in bench.simulator.dashboard.tags}


def tagged(bench: Bench) -> list[int]:
    """Ids of the sites that carry tag 1."""
    return [site.id for site in bench.simulator.dashboard.sites if 1 in site.tag_ids]


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "shops", "color": "#123"}
    DONE: ClassVar[list[str]] = ["GET tags", "POST tags/add", "GET tags"]
    NOTHING: ClassVar[list[str]] = ["GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "tags/add"

    def settled(self, bench: Bench) -> bool:
        return tags(bench).get("shops") == "#123"

    def test_result(self, bench: Bench) -> None:
        result = bench.run(MODULE, **self.TASK)
        assert result["tag"] == {"id": 2, "name": "shops", "color": "#123", "sites_ids": []}

    def test_result_in_check_mode(self, bench: Bench) -> None:
        assert bench.check(MODULE, **self.TASK)["tag"] == {"id": None, "name": "shops", "color": "#123"}


class TestCreateWithSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "shops", "sites": ["site-02.example.com", "1"]}
    DONE: ClassVar[list[str]] = [
        "GET tags", "GET sites/basic", "POST tags/add", "POST sites/batch", "GET sites/basic", "GET tags"
    ]  # fmt: skip
    NOTHING: ClassVar[list[str]] = ["GET tags", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = {"name": "shops", "sites": [ONE, TWO]}
    WRITE = "tags/add"

    def settled(self, bench: Bench) -> bool:
        return sorted(site.id for site in bench.simulator.dashboard.sites if 2 in site.tag_ids) == [1, 2]


class TestRecolor(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "production", "color": "#ff0000"}
    DONE: ClassVar[list[str]] = ["GET tags", "PUT tags/1/edit", "GET tags"]
    NOTHING: ClassVar[list[str]] = ["GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production", "color": "#7fb100"}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "tags/1/edit"

    def settled(self, bench: Bench) -> bool:
        """An edit without the name would have blanked it."""
        return tags(bench) == {"production": "#ff0000"}


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "production", "new_name": "live"}
    DONE: ClassVar[list[str]] = ["GET tags", "PUT tags/1/edit", "GET tags"]
    NOTHING: ClassVar[list[str]] = ["GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "live"}
    WRITE = "tags/1/edit"

    def settled(self, bench: Bench) -> bool:
        return tags(bench) == {"live": "#7fb100"} and tagged(bench) == [1]


class TestRenameById(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": 1, "name": "live"}
    DONE: ClassVar[list[str]] = ["GET tags", "PUT tags/1/edit", "GET tags"]
    NOTHING: ClassVar[list[str]] = ["GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "live"}
    WRITE = "tags/1/edit"

    def settled(self, bench: Bench) -> bool:
        return tags(bench) == {"live": "#7fb100"}


class TestAddSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "production", "sites": ["site-02.example.com"], "sites_mode": "add"}
    DONE: ClassVar[list[str]] = ["GET tags", "GET sites/basic", "PUT sites/2/edit", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET tags", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production", "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"name": "production", "sites": [ONE, TWO]}
    WRITE = "sites/2/edit"

    def settled(self, bench: Bench) -> bool:
        return tagged(bench) == [1, 2]


class TestSetSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "production", "sites": ["site-02.example.com"]}
    DONE: ClassVar[list[str]] = ["GET tags", "GET sites/basic", "POST sites/batch", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET tags", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production", "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"name": "production", "sites": [TWO]}
    WRITE = "sites/batch"

    def settled(self, bench: Bench) -> bool:
        """The site that lost the tag kept its client: an edit without it would have taken it away."""
        site = bench.simulator.dashboard.sites.get(1)
        return tagged(bench) == [2] and site is not None and site.client_id == 1


class TestRemoveSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "production", "sites": ["site-01.example.com"], "sites_mode": "remove"}
    DONE: ClassVar[list[str]] = ["GET tags", "GET sites/basic", "PUT sites/1/edit", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET tags", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production", "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"name": "production", "sites": []}
    WRITE = "sites/1/edit"

    def settled(self, bench: Bench) -> bool:
        return tagged(bench) == []


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Production", "state": "absent"}
    DONE: ClassVar[list[str]] = ["GET tags", "DELETE tags/1/remove", "GET tags"]
    NOTHING: ClassVar[list[str]] = ["GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "production"}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = "tags/1/remove"

    def settled(self, bench: Bench) -> bool:
        return tags(bench) == {}

    def test_result(self, bench: Bench) -> None:
        assert bench.run(MODULE, **self.TASK)["tag"] is None


@pytest.mark.parametrize("name", ["A & B \"q\" 's'", "Rel (2) beta", "Solo (1)", "Ver (12)", "Ünïcode ❤"])
def test_a_name_is_stored_as_it_was_given(bench: Bench, name: str) -> None:
    """An add escapes HTML and cuts " (1)"; the edit that follows does not."""
    result = bench.run(MODULE, name=name)
    assert (result["changed"], result["tag"]["name"]) == (True, name)
    assert bench.run(MODULE, name=name)["changed"] is False


@pytest.mark.parametrize("names", [["Rel", "Rel (2) beta"], ["Rel (2) beta", "Rel"], ["Rel (1)", "Rel (2)", "Rel"]])
def test_names_that_the_dashboard_would_number_can_be_made_together(bench: Bench, names: list[str]) -> None:
    """It cuts each to "Rel" and then numbers them, so that one has the other's name before both are put right."""
    fleet = [{"name": name} for name in names]
    result = bench.run("mainwp_fleet", tags=fleet)
    assert [line["verdict"] for line in result["fleet"]] == ["created"] * len(names), result
    assert set(names) <= set(tags(bench))
    assert bench.run("mainwp_fleet", tags=fleet)["changed"] is False


@pytest.mark.parametrize(("given", "stored"), [("<b>bold</b> tag", "bold tag"), ("a  b\t", "a b")])
def test_what_wordpress_strips_is_no_difference(bench: Bench, given: str, stored: str) -> None:
    assert bench.run(MODULE, name=given)["tag"]["name"] == stored
    assert bench.run(MODULE, name=given)["changed"] is False
    assert stored in tags(bench)


@pytest.mark.parametrize(("given", "kept"), [("50%20off", "50%20off"), ("a &amp;lt; b", "a &lt; b"), ("%3C", "%3C")])
def test_octets_and_entities_are_not_lost(bench: Bench, given: str, kept: str) -> None:
    """WordPress would take out the one, and the other would read as what it stands for."""
    assert bench.run(MODULE, name=given)["tag"]["name"] == kept
    assert bench.run(MODULE, name=given)["changed"] is False


def test_a_duplicate_is_never_made(bench: Bench) -> None:
    """An add of a name that exists would be numbered instead of refused."""
    assert bench.run(MODULE, name="production")["changed"] is False
    assert list(tags(bench)) == ["production"]


def test_another_spelling_is_the_same_tag(bench: Bench) -> None:
    result = bench.run(MODULE, name="PRODUCTION")
    assert result["diff"] == {"before": {"name": "production"}, "after": {"name": "PRODUCTION"}}
    assert tags(bench) == {"PRODUCTION": "#7fb100"}


def test_two_of_one_name_are_refused_with_their_ids(bench: Bench) -> None:
    bench.simulator.dashboard.tags.insert(Tag("Production", ""))
    result = bench.run(MODULE, name="production", color="#000")
    assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
    assert "ids 1, 2" in result["msg"]
    assert bench.run(MODULE, id=2, color="#000")["tag"]["color"] == "#000"


def test_one_that_was_made_meanwhile_is_not_doubled(bench: Bench) -> None:
    """Between our look and our write somebody makes the tag: ours gets a number, and renaming it would make a twin."""
    with meanwhile(bench, "tags/add", lambda: bench.simulator.dashboard.tags.insert(Tag("shops", ""))):
        result = bench.run(MODULE, name="shops")
    assert (result["failure"]["code"], result["changed"]) == ("ambiguous", True)
    assert "made by someone else" in result["msg"]
    assert sorted(tags(bench)) == ["production", "shops", "shops (1)"]


@pytest.mark.parametrize("name", ["a,b", "2024", "<br>", " ", "0"])
def test_names_that_cannot_be_kept_are_refused(bench: Bench, name: str) -> None:
    result = bench.run(MODULE, name=name)
    assert (result["failure"]["layer"], bench.written) == ("options", [])
    assert "name" in result["msg"]


@pytest.mark.parametrize("color", ["red", "#12", "#12345g", "7fb100"])
def test_colours_that_would_be_dropped_are_refused(bench: Bench, color: str) -> None:
    result = bench.run(MODULE, name="production", color=color)
    assert "color" in result["msg"]
    assert bench.written == []


def test_a_colour_cannot_be_taken_away(bench: Bench) -> None:
    result = bench.run(MODULE, name="production", color="")
    assert "color cannot be ''" in result["msg"]
    assert bench.written == []
    assert bench.run(MODULE, name="plain", color="")["changed"] is True


def test_colours_are_compared_without_regard_to_case(bench: Bench) -> None:
    assert bench.run(MODULE, name="production", color="#7FB100")["changed"] is False


def test_no_id_is_ever_in_a_body(bench: Bench) -> None:
    """There it would redirect the write to another tag."""
    for task in (TestRecolor.TASK, TestRemove.TASK):
        bench.run(MODULE, **task)
        assert all("id" not in (body or {}) for _method, _path, body in bench.written)


def test_an_unknown_site_is_refused_before_anything_is_written(bench: Bench) -> None:
    result = bench.run(MODULE, name="new", sites=["nowhere.example.com"])
    assert "sites: there is no site 'nowhere.example.com'" in result["msg"]
    assert bench.written == []


def test_an_unknown_site_is_predicted_in_check_mode(bench: Bench) -> None:
    result = bench.check(MODULE, name="production", sites=["nowhere.example.com"], sites_mode="add")
    assert result["changed"] is True
    assert result["diff"]["after"]["sites"] == ["https://nowhere.example.com/", ONE]


def test_an_unknown_id_is_refused(bench: Bench) -> None:
    result = bench.run(MODULE, id=99, name="x")
    assert "no tag with id 99" in result["msg"]
    assert bench.run(MODULE, id=99, state="absent")["changed"] is False


def test_renaming_what_does_not_exist_is_refused(bench: Bench) -> None:
    assert "to rename" in bench.run(MODULE, name="nope", new_name="nada")["msg"]


def test_renaming_onto_another_is_refused(bench: Bench) -> None:
    bench.run(MODULE, name="live")
    result = bench.run(MODULE, name="production", new_name="live")
    assert "id 2 already has the name 'live'" in result["msg"]
    assert bench.written == []


def test_the_name_of_another_tag_is_refused_by_id_too(bench: Bench) -> None:
    """The edit route would make two tags of one name."""
    bench.run(MODULE, name="live")
    for run in (bench.check, bench.run):
        result = run(MODULE, id=1, name="LIVE")
        assert "tag id 1 cannot get the name 'LIVE': id 2 already has it" in result["msg"]
        assert bench.written == []


def test_a_success_that_stored_nothing_fails(bench: Bench) -> None:
    tag = bench.simulator.dashboard.tags.get(1)

    class Stubborn(type(tag)):  # type: ignore[misc]
        def __setattr__(self, name: str, value: Any) -> None:
            if name != "color":
                super().__setattr__(name, value)

    tag.__class__ = Stubborn
    result = bench.run(MODULE, name="production", color="#000")
    assert (result["failure"]["layer"], result["failure"]["code"]) == ("verification", "not_stored")
    assert "color (wanted '#000', found '#7fb100')" in result["msg"]
