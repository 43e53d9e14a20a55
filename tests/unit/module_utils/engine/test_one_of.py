# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A record that has exactly one of several lists of references, and references whose ids are texts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import Codec
from ansible_collections.mainwp.dashboard.plugins.module_utils._noun import Field, Noun, Reference, Step, View
from ansible_collections.mainwp.dashboard.plugins.module_utils._resource import Engine, Outcome, Wanted
from tests.unit.support.scripted import Conversation, Reply

NAME = Field("name", option={"type": "str"}, read="name", create="name", edit="name", resend=True)


def _noun(name: str, plural: str, *fields: Field, **more: Any) -> Noun:
    return Noun(
        name=name,
        plural=plural,
        rank=2,
        keys=("name",),
        key_of=str,
        path=plural,
        create=Step("POST", f"{plural}/add"),
        edit=Step("PUT", f"{plural}/{{id}}/edit"),
        remove=Step("DELETE", f"{plural}/{{id}}"),
        unique=True,
        budget="1",
        fields=(NAME, *fields),
        **more,
    )


def _lists(name: str, noun: str) -> Field:
    return Field(
        name,
        option={"type": "list", "elements": "str"},
        read=name,
        create=name,
        edit=name,
        codec=Codec(decode=frozenset, encode=sorted),
        resend=True,
        clear="",
        reference=Reference(noun, many=True),
    )


BOX = _noun("box", "boxes")
JAR = _noun("jar", "jars")
WOOD = _noun("wood", "woods", read_id=str, text_id=True)
SHELF = _noun(
    "shelf",
    "shelves",
    _lists("boxes", "box"),
    _lists("jars", "jar"),
    Field(
        "wood",
        option={"type": "str"},
        read="wood",
        create="wood",
        edit="wood",
        codec=Codec(decode=lambda value: value or None),
        resend=True,
        clear="",
        reference=Reference("wood", known=("oak",)),
    ),
    Field("color", option={"type": "str"}, read="color", edit="color", create="color", resend=True, view="look"),
    views={"look": View("shelves/{id}", {})},
    one_of=("boxes", "jars"),
)
NOUNS = {noun.name: noun for noun in (BOX, JAR, WOOD, SHELF)}

TOP = {"id": "1", "name": "top", "boxes": [1], "jars": [], "wood": "oak"}
LOOK = Reply(200, {"success": 1, "data": {"color": "red"}})
DONE = Reply(200, {"success": 1})


def listed(*rows: dict[str, Any]) -> Reply:
    return Reply(200, list(rows))


def run(conversation: Conversation, **options: Any) -> Outcome:
    engine = Engine(conversation.dashboard, NOUNS, conversation.clock, check_mode=False)
    return engine.run([Wanted.from_options(SHELF, options)])[0]


def body(conversation: Conversation, position: int) -> Any:
    return json.loads(conversation.adapter.sent[position].request.body or "null")


def test_one_displaces_the_other_and_the_rest_is_sent_again() -> None:
    after = {**TOP, "boxes": [], "jars": [7]}
    conversation = Conversation(listed(TOP), listed({"id": "7", "name": "jam"}), LOOK, DONE, listed(after), LOOK)
    outcome = run(conversation, name="top", jars=["jam"])
    assert body(conversation, 3) == {"name": "top", "boxes": "", "jars": [7], "wood": "oak", "color": "red"}
    assert (outcome.before["boxes"], outcome.after["boxes"], outcome.after["jars"]) == (["1"], [], ["jam"])
    # What only an edit had to read is not shown, else the next run would show another record.
    assert outcome.record == {"id": 1, "name": "top", "boxes": [], "jars": ["jam"], "wood": "oak"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"name": "top", "boxes": []}, "none of boxes, jars"),
        ({"name": "new"}, "none of boxes, jars"),
        ({"name": "top", "boxes": ["1"], "jars": ["1"]}, "only one of boxes, jars"),
    ],
)
def test_none_and_both_are_refused(options: dict[str, Any], message: str) -> None:
    conversation = Conversation(listed(TOP), listed({"id": "1", "name": "b"}), listed({"id": "1", "name": "j"}))
    with pytest.raises(InputError, match=message):
        run(conversation, **options)


def test_what_is_always_there_takes_no_list_and_ids_that_no_read_named_are_shown() -> None:
    conversation = Conversation(listed(TOP))
    outcome = run(conversation, name="top", wood="oak")
    assert outcome.verdict == "unchanged"
    assert outcome.record == {"id": 1, "name": "top", "boxes_ids": [1], "jars": [], "wood": "oak"}


def test_a_name_becomes_the_text_that_is_its_id() -> None:
    after = {**TOP, "wood": "ash-2"}
    conversation = Conversation(listed(TOP), listed({"id": "ash-2", "name": "Ash"}), LOOK, DONE, listed(after), LOOK)
    outcome = run(conversation, name="top", wood="Ash")
    assert body(conversation, 3)["wood"] == "ash-2"
    assert (outcome.after["wood"], outcome.record and outcome.record["wood"]) == ("ash-2", "ash-2")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(InputError, match="there is no wood 'elm'"):
        run(Conversation(listed(TOP), listed()), name="top", wood="elm")
