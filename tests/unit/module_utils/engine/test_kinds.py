# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Nouns of other kinds than a table of records: a single one, texts for ids, no creation, a scope, odd answers."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError, RefusedError
from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import NUMBER, Codec
from ansible_collections.mainwp.dashboard.plugins.module_utils._noun import Field, Inherited, Noun, Record, Step, View
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


DIMMER = Noun(
    name="dimmer",
    plural="dimmers",
    rank=2,
    keys=("name",),
    key_of=str,
    path="dimmers",
    read_id=str,
    text_id=True,
    includes=False,
    create=Step("POST", "dimmers/add"),
    edit=Step("PUT", "dimmers/{id}/edit"),
    remove=Step("DELETE", "dimmers/{id}"),
    claims=lambda answer, record: record["level"] == answer["level"],
    protect=lambda dashboard, record, target, options: (
        _refuse(record) if target is None or target.get("level") == 0 else None
    ),
    budget="1",
    fields=(
        NAME,
        Field(
            "level",
            option={"type": "int"},
            read="level",
            create="level",
            edit="level",
            codec=Codec(decode=int, encode=lambda value: value if value == "house" else int(value)),
            initial=3,
            inherited=Inherited("house", "panel", "size", int),
        ),
    ),
)


def _refuse(record: Record) -> None:
    raise InputError(f"{record['name']} lights the way out.")


def run(conversation: Conversation, noun: Noun, *, check_mode: bool = False, **options: Any) -> Outcome:
    engine = Engine(conversation.dashboard, {noun.name: noun}, conversation.clock, check_mode=check_mode)
    return engine.run([Wanted.from_options(noun, options)])[0]


def page(**data: Any) -> Reply:
    return Reply(200, {"success": 1, "data": data})


def lines(conversation: Conversation) -> list[str]:
    return [sent.line.partition("/v2/")[2] for sent in conversation.adapter.sent]


def body(conversation: Conversation, position: int) -> Any:
    return json.loads(conversation.adapter.sent[position].request.body or "null")


class TestSingle:
    def test_it_has_neither_id_nor_state(self) -> None:
        assert list(PANEL.options) == ["size", "token", "update_token"]
        assert PANEL.named_by == ()

    def test_it_is_always_there_and_edited(self) -> None:
        conversation = Conversation(page(size="1"), page(), page(size="2"))
        outcome = run(conversation, PANEL, size=2)
        assert (outcome.verdict, outcome.key) == ("changed", "wall_panels")
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

    def test_what_a_creation_sends_at_first_is_inside_of_it(self) -> None:
        panel = Field("panel", create="panel", initial="{panel}")
        knob = dataclasses.replace(KNOB, fields=(*KNOB.fields, panel)).at(panel=7)
        assert knob.field("panel").initial == "7"


class TestOddAnswers:
    def test_a_failure_inside_of_a_success_is_one(self) -> None:
        conversation = Conversation(Reply(200, []), Reply(200, {"success": 1, "failed": "The knob is loose."}))
        outcome = run(conversation, KNOB.at(panel=7), state="present", name="a")
        assert outcome.verdict == "failed"
        assert outcome.error is not None
        assert outcome.error.message == "The dashboard refused: The knob is loose."


class TestTextIdsOfUsers:
    """Ids that are text, and that users may write."""

    def test_the_option_takes_it(self) -> None:
        assert DIMMER.options["id"] == {"type": "str"}
        conversation = Conversation(Reply(200, [{"id": "d7", "name": "a", "level": 1}]))
        assert run(conversation, DIMMER, id="d7", level=1).verdict == "unchanged"

    def test_a_reference_takes_it(self) -> None:
        found = [{"id": "d7", "name": "a", "level": 1}, {"id": "8", "name": "b", "level": 1}]
        conversation = Conversation(Reply(200, found))
        engine = Engine(conversation.dashboard, {"dimmer": DIMMER}, conversation.clock, check_mode=False)
        assert [engine.references.existing("dimmer", one, "x") for one in ("d7", "8", "b")] == ["d7", "8", "8"]


class TestInherited:
    """The word for "as the house is set" is compared as what the house is set to, and written as the word."""

    def test_equal_in_effect_is_no_change(self) -> None:
        conversation = Conversation(Reply(200, [{"id": "1", "name": "a", "level": 5}]), page(size="5"))
        assert run(conversation, DIMMER, name="a", level="house").verdict == "unchanged"
        assert lines(conversation) == ["dimmers", "panel"]

    def test_the_word_is_written_and_its_effect_is_proved(self) -> None:
        before, after = ([{"id": "1", "name": "a", "level": level}] for level in (2, 5))
        conversation = Conversation(Reply(200, before), page(size="5"), page(), Reply(200, after))
        outcome = run(conversation, DIMMER, name="a", level="house")
        assert (outcome.before, outcome.after) == ({"name": "a", "level": 2}, {"name": "a", "level": 5})
        assert body(conversation, 2) == {"level": "house"}

    def test_settings_without_it_are_an_error(self) -> None:
        conversation = Conversation(Reply(200, [{"id": "1", "name": "a", "level": 5}]), page(other=1))
        with pytest.raises(RefusedError, match="settings lack size"):
            run(conversation, DIMMER, name="a", level="house")


class TestInheritedInABatch:
    """The batch changes the setting that a record follows, or had only by following it."""

    def run(self, conversation: Conversation, size: int, level: Any) -> list[Outcome]:
        nouns = {noun.name: noun for noun in (PANEL, DIMMER)}
        engine = Engine(conversation.dashboard, nouns, conversation.clock, check_mode=False)
        batch = [Wanted.from_options(PANEL, {"size": size}), Wanted.from_options(DIMMER, {"name": "a", "level": level})]
        return engine.run(batch)

    def at(self, level: int) -> Reply:
        return Reply(200, [{"id": "1", "name": "a", "level": level}])

    def test_it_follows_to_the_new_setting(self) -> None:
        conversation = Conversation(page(size=5), self.at(2), page(), page(), self.at(7), page(size=7))
        setting, dimmer = self.run(conversation, 7, "house")
        assert (setting.verdict, dimmer.verdict, dimmer.after["level"]) == ("changed", "changed", 7)
        assert body(conversation, 3) == {"level": "house"}

    def test_what_it_may_have_only_from_the_setting_is_made_its_own(self) -> None:
        conversation = Conversation(page(size=5), self.at(5), page(), page(), self.at(5), page(size=7))
        dimmer = self.run(conversation, 7, 5)[1]
        assert (dimmer.verdict, dimmer.before, dimmer.after) == ("changed", dimmer.after, dimmer.after)
        assert body(conversation, 3) == {"level": 5}

    def test_a_setting_that_stays_is_no_reason_to_write(self) -> None:
        conversation = Conversation(page(size=5), self.at(5))
        assert [one.verdict for one in self.run(conversation, 5, 5)] == ["unchanged", "unchanged"]
        conversation = Conversation(page(size=5), self.at(5))
        assert [one.verdict for one in self.run(conversation, 5, "house")] == ["unchanged", "unchanged"]


class TestCreationWithoutAnId:
    def test_the_record_that_the_answer_is_about_is_ours(self) -> None:
        """Somebody else made one of the same name meanwhile."""
        both = [{"id": "9", "name": "a", "level": 7}, {"id": "8", "name": "a", "level": 3}]
        made = Reply(200, {"success": 1, "level": 3})
        conversation = Conversation(Reply(200, []), made, Reply(200, both), Reply(200, both))
        outcome = run(conversation, DIMMER, state="present", name="a")
        assert outcome.error is not None
        assert "made by someone else meanwhile (id 9); ours has id 8" in outcome.error.message

    def test_what_a_creation_has_to_send_is_sent_unasked(self) -> None:
        one = Reply(200, [{"id": "8", "name": "a", "level": 3}])
        conversation = Conversation(Reply(200, []), Reply(200, {"success": 1, "level": 3}), one, one)
        outcome = run(conversation, DIMMER, state="present", name="a")
        assert (outcome.verdict, outcome.after) == ("created", {"name": "a"})
        assert body(conversation, 1) == {"name": "a", "level": 3}


class TestProtected:
    @pytest.mark.parametrize("check_mode", [False, True])
    @pytest.mark.parametrize("options", [{"state": "absent"}, {"level": 0}])
    def test_it_is_refused_before_anything_is_written(self, options: dict[str, Any], check_mode: bool) -> None:
        conversation = Conversation(Reply(200, [{"id": "1", "name": "a", "level": 5}]))
        with pytest.raises(InputError, match="a lights the way out"):
            run(conversation, DIMMER, check_mode=check_mode, name="a", **options)
        assert lines(conversation) == ["dimmers"]

    def test_other_changes_and_none_at_all_are_not(self) -> None:
        for level, answers in ((5, []), (6, [page(), Reply(200, [{"id": "1", "name": "a", "level": 6}])])):
            conversation = Conversation(Reply(200, [{"id": "1", "name": "a", "level": 5}]), *answers)
            assert run(conversation, DIMMER, name="a", level=level).error is None


SHELF = Noun(
    name="shelf",
    plural="shelves",
    rank=1,
    keys=("name",),
    key_of=str,
    path="shelves",
    edit=Step("PUT", "shelves/{id}/edit"),
    budget="1",
    fields=(
        Field("name", option={"type": "str"}, read="name"),
        SIZE,
        Field(
            "lamps",
            option={"type": "dict"},
            read="lamps",
            edit="lamps",
            codec=Codec(decode=dict),
            merged=True,
            forbids=lambda stored, wanted: "has an unknown lamp" if set(wanted) - set(stored) else None,
        ),
        Field(
            "label",
            option={"type": "str"},
            read="label",
            edit="label",
            resend=True,
            forbids=lambda stored, wanted: "has a comma" if "," in wanted else None,
        ),
    ),
)


def shelves(**more: Any) -> Reply:
    return Reply(200, [{"id": 1, "name": "a", "size": 1, "lamps": {"left": True, "right": True}, "label": "x", **more}])


class TestMaps:
    def test_what_is_not_named_stays(self) -> None:
        after = {"left": False, "right": True}
        conversation = Conversation(shelves(), page(), shelves(lamps=after))
        outcome = run(conversation, SHELF, name="a", lamps={"left": False})
        assert (outcome.before["lamps"], outcome.after["lamps"]) == ({"left": True, "right": True}, after)
        assert body(conversation, 1) == {"lamps": after, "label": "x"}

    @pytest.mark.parametrize("lamps", [{}, {"right": True}])
    def test_a_part_that_is_equal_is_no_change(self, lamps: dict[str, bool]) -> None:
        assert run(Conversation(shelves()), SHELF, name="a", lamps=lamps).verdict == "unchanged"

    def test_an_unknown_key_is_refused(self) -> None:
        with pytest.raises(InputError, match="has an unknown lamp"):
            run(Conversation(shelves()), SHELF, name="a", lamps={"middle": True})


class TestSentAgain:
    @pytest.mark.parametrize("check_mode", [False, True])
    def test_a_value_that_cannot_be_sent_again_is_refused(self, check_mode: bool) -> None:
        with pytest.raises(InputError, match=r"shelf a: label 'x,y' has a comma"):
            run(Conversation(shelves(label="x,y")), SHELF, check_mode=check_mode, name="a", size=2)

    def test_a_task_that_gives_another_value_is_not(self) -> None:
        after = shelves(size=2, label="z")
        conversation = Conversation(shelves(label="x,y"), page(), after)
        assert run(conversation, SHELF, name="a", size=2, label="z").verdict == "changed"

    def test_nor_one_that_changes_nothing(self) -> None:
        assert run(Conversation(shelves(label="x,y")), SHELF, name="a", size=1).verdict == "unchanged"


def test_a_key_that_cannot_be_edited_cannot_be_renamed() -> None:
    assert "new_name" not in SHELF.options
    assert "new_name" in DIAL.options
