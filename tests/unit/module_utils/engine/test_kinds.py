# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Nouns of other kinds than a table of records: a single one, texts for ids, no creation, a scope, odd answers."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError, RefusedError
from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import NUMBER
from ansible_collections.mainwp.dashboard.plugins.module_utils._noun import Field, Noun, Step, View
from ansible_collections.mainwp.dashboard.plugins.module_utils._resource import Engine, Outcome, Wanted
from tests.unit.support.scripted import Conversation, Reply

NAME = Field("name", option={"type": "str"}, read="name", create="name", edit="name")
SIZE = Field("size", option={"type": "int"}, read="size", create="size", edit="size", codec=NUMBER)
TOKEN = Field("token", option={"type": "str", "no_log": True}, edit="token", policy="update_token")

PANEL = Noun(
    name="wall_panel",
    plural="wall_panels",
    rank=1,
    keys=(),
    key_of=str,
    path="panel",
    unwrap=lambda data: [{**data, "id": "panel"}],
    read_id=str,
    includes=False,
    edit=Step("PUT", "panel/edit"),
    budget="1",
    fields=(SIZE, TOKEN),
)
DIAL = Noun(
    name="dial",
    plural="dials",
    rank=1,
    keys=("name",),
    key_of=str,
    path="dials",
    unwrap=lambda data: data["dials"],
    id_key="name",
    read_id=str,
    includes=False,
    edit=Step("PUT", "dials/{id}/edit"),
    made="It comes with its panel.",
    budget="1",
    fields=(NAME, SIZE),
)
KNOB = Noun(
    name="knob",
    plural="knobs",
    rank=1,
    keys=("name",),
    key_of=str,
    path="knobs",
    query={"panel": "{panel}", "all": 1},
    create=Step("POST", "knobs/{panel}/add", problem=lambda data: data.get("failed")),
    edit=Step("PUT", "knobs/{panel}/{id}/edit"),
    remove=Step("DELETE", "knobs/{panel}/{id}"),
    views={"color": View("knobs/{panel}/{id}/color", {})},
    budget="1",
    fields=(NAME,),
)


def run(conversation: Conversation, noun: Noun, *, check_mode: bool = False, **options: Any) -> Outcome:
    engine = Engine(conversation.dashboard, {noun.name: noun}, conversation.clock, check_mode=check_mode)
    return engine.run([Wanted.from_options(noun, options)])[0]


def page(**data: Any) -> Reply:
    return Reply(200, {"success": 1, "data": data})


def lines(conversation: Conversation) -> list[str]:
    return [sent.line.partition("/v2/")[2] for sent in conversation.adapter.sent]


class TestSingle:
    def test_it_has_neither_id_nor_state(self) -> None:
        assert list(PANEL.options) == ["size", "token", "update_token"]
        assert PANEL.named_by == ()

    def test_it_is_always_there_and_edited(self) -> None:
        conversation = Conversation(page(size="1"), page(), page(size="2"))
        outcome = run(conversation, PANEL, size=2)
        assert (outcome.verdict, outcome.key) == ("changed", "wall panel")
        assert (outcome.before, outcome.after) == ({"size": 1}, {"size": 2})
        assert lines(conversation) == ["panel", "panel/edit", "panel"]

    def test_equal_costs_one_read(self) -> None:
        conversation = Conversation(page(size=2))
        assert run(conversation, PANEL, size=2).verdict == "unchanged"

    def test_what_it_never_shows_is_written_unless_it_shall_not_be(self) -> None:
        assert PANEL.options["update_token"] == {"type": "str", "choices": ["always", "never"], "default": "always"}
        conversation = Conversation(page(size=2), page(), page(size=2))
        assert run(conversation, PANEL, token="x", update_token="always").verdict == "changed"
        assert run(Conversation(page(size=2)), PANEL, token="x", update_token="never").verdict == "unchanged"


class TestTextIds:
    def test_the_text_stands_in_the_path(self) -> None:
        one = {"name": "left", "size": 1}
        conversation = Conversation(page(dials=[one]), page(), page(dials=[{**one, "size": 3}]))
        outcome = run(conversation, DIAL, name="left", size=3)
        assert (outcome.verdict, outcome.record) == ("changed", {"id": "left", "name": "left", "size": 3})
        assert lines(conversation) == ["dials", "dials/left/edit", "dials"]

    def test_what_cannot_be_created_says_where_it_comes_from(self) -> None:
        conversation = Conversation(page(dials=[]))
        with pytest.raises(InputError, match="no dial right, and the dashboard's API cannot create one") as caught:
            run(conversation, DIAL, name="right", size=3)
        assert caught.value.hint == "It comes with its panel."

    def test_it_is_named_by_its_key_alone(self) -> None:
        assert "id" not in DIAL.options
        with pytest.raises(InputError, match="A dial is named by name, and none of them is given"):
            Wanted.from_options(DIAL, {"size": 1})

    def test_an_answer_without_the_rows_is_not_an_empty_list(self) -> None:
        with pytest.raises(RefusedError, match="unknown form"):
            run(Conversation(page(other=[])), DIAL, name="left", size=3)


class TestScope:
    def test_paths_and_queries_are_inside_of_it(self) -> None:
        knob = KNOB.at(panel=7)
        after = Reply(200, [{"id": 4, "name": "a"}])
        conversation = Conversation(Reply(200, []), Reply(200, {"data": {"id": "4"}}), after)
        outcome = run(conversation, knob, state="present", name="a")
        assert (outcome.verdict, outcome.answer) == ("created", {"data": {"id": "4"}})
        assert lines(conversation) == ["knobs?panel=7&all=1", "knobs/7/add", "knobs?panel=7&all=1"]
        assert knob.views["color"].path == "knobs/7/{id}/color"
        assert (knob.edit.path, knob.remove and knob.remove.path) == ("knobs/7/{id}/edit", "knobs/7/{id}")


class TestOddAnswers:
    def test_a_failure_inside_of_a_success_is_one(self) -> None:
        conversation = Conversation(Reply(200, []), Reply(200, {"success": 1, "failed": "The knob is loose."}))
        outcome = run(conversation, KNOB.at(panel=7), state="present", name="a")
        assert outcome.verdict == "failed"
        assert outcome.error is not None
        assert outcome.error.message == "The dashboard refused: The knob is loose."
