# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Records that come along with one of another noun, and cannot be made otherwise: a lamp with the house it lights."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import COLOR, NUMBER
from ansible_collections.mainwp.dashboard.plugins.module_utils._noun import Field, Noun, Step
from ansible_collections.mainwp.dashboard.plugins.module_utils._resource import Engine, Outcome, Wanted
from tests.unit.support.scripted import Conversation, Reply

NAME = Field("name", option={"type": "str"}, read="name", create="name")
URL = Field("url", option={"type": "str"}, read="url", create="url")

HOUSE = Noun(
    name="house",
    plural="houses",
    rank=1,
    keys=("url",),
    key_of=lambda url: str(url).casefold(),
    path="houses",
    needs=("url",),
    create=Step("POST", "houses/add"),
    edit=Step("PUT", "houses/{id}/edit"),
    remove=Step("DELETE", "houses/{id}"),
    unique=True,
    budget="1",
    fields=(URL, NAME),
)
LAMP = Noun(
    name="lamp",
    plural="lamps",
    rank=2,
    keys=("house",),
    key_of=lambda url: str(url).casefold(),
    path="lamps",
    edit=Step("PUT", "lamps/{id}/edit"),
    follows="house",
    made="A house has a lamp if there was power when it was built.",
    budget="1",
    fields=(
        Field("house", option={"type": "str"}, read="house", codec=COLOR),
        Field("watt", option={"type": "int"}, read="watt", edit="watt", codec=NUMBER),
    ),
)

OLD = {"id": 1, "url": "old.example", "name": "Old"}
NEW = {"id": 2, "url": "new.example", "name": "New"}


def rows(*found: dict[str, Any]) -> Reply:
    return Reply(200, list(found))


def made(**data: Any) -> Reply:
    return Reply(200, {"success": 1, "data": data})


def lamp(house: str, watt: int = 9, number: int = 5) -> dict[str, Any]:
    return {"id": number, "house": house, "watt": watt}


def wanted(noun: Noun, **options: Any) -> Wanted:
    return Wanted.from_options(noun, options)


def run(conversation: Conversation, *batch: Wanted, check_mode: bool = False) -> list[Outcome]:
    nouns = {noun.name: noun for noun in (HOUSE, LAMP)}
    return Engine(conversation.dashboard, nouns, conversation.clock, check_mode=check_mode).run(batch)


def lines(conversation: Conversation) -> list[str]:
    return [sent.line.partition("/v2/")[2] for sent in conversation.adapter.sent]


BOTH = (wanted(HOUSE, url="new.example"), wanted(LAMP, house="NEW.example", watt=40))


def test_it_is_found_after_its_leader_was_made_and_then_edited() -> None:
    conversation = Conversation(
        rows(OLD),
        rows(lamp("old.example")),
        made(id=2),
        rows(lamp("old.example"), lamp("new.example", 9, 6)),
        made(),
        rows(NEW),
        rows(lamp("old.example"), lamp("new.example", 40, 6)),
    )
    house, light = run(conversation, *BOTH)
    assert (house.verdict, light.verdict, light.changed) == ("created", "created", True)
    assert light.record == {"id": 6, "house": "new.example", "watt": 40}
    assert lines(conversation)[2:5] == ["houses/add", "lamps", "lamps/6/edit"]


def test_in_check_mode_it_is_predicted_with_its_leader() -> None:
    conversation = Conversation(rows(OLD), rows())
    _house, light = run(conversation, *BOTH, check_mode=True)
    assert (light.verdict, light.after) == ("created", {"house": "NEW.example", "watt": 40})


def test_a_leader_that_brought_none_is_a_failure_that_says_why() -> None:
    conversation = Conversation(rows(OLD), rows(), made(id=2), rows(), rows(NEW))
    house, light = run(conversation, *BOTH)
    assert (house.verdict, light.verdict) == ("created", "failed")
    assert light.error is not None
    assert light.error.message == "The house NEW.example was made without a lamp."
    assert light.error.hint == LAMP.made


def test_it_is_not_tried_where_its_leader_was_not_made() -> None:
    conversation = Conversation(rows(OLD), rows(), Reply(200, {"success": 0, "error": "No ground."}))
    house, light = run(conversation, *BOTH)
    assert (house.verdict, light.verdict) == ("failed", "untried")
    assert light.error is not None
    assert "house new.example was not made" in light.error.message


def test_an_old_leader_without_one_is_refused_before_anything_is_written() -> None:
    conversation = Conversation(rows(), rows(OLD))
    with pytest.raises(InputError, match=r"The house old\.example has no lamp, and the dashboard.s API") as caught:
        run(conversation, wanted(LAMP, house="old.example", watt=40))
    assert caught.value.hint == LAMP.made


def test_a_leader_that_does_not_exist_is_refused_and_in_check_mode_predicted() -> None:
    with pytest.raises(InputError, match=r"There is no house .NEW\.example."):
        run(Conversation(rows(), rows(OLD)), BOTH[1])
    conversation = Conversation(rows(), rows(OLD))
    assert run(conversation, BOTH[1], check_mode=True)[0].changed is True
    assert conversation.warnings == [
        "There is no house 'NEW.example' yet; predicted as if an earlier task had made it, with a lamp."
    ]


@pytest.mark.parametrize("called", ["Old", "1"])
def test_its_leader_can_be_called_by_name_or_id(called: str) -> None:
    conversation = Conversation(rows(OLD), rows(lamp("old.example")))
    outcome = run(conversation, wanted(LAMP, house=called, watt=9))[0]
    assert (outcome.verdict, outcome.key) == ("unchanged", "old.example")


def test_an_address_costs_no_look_at_the_leaders() -> None:
    conversation = Conversation(rows(lamp("old.example")))
    assert run(conversation, wanted(LAMP, house="old.example", watt=9))[0].verdict == "unchanged"
    assert lines(conversation) == ["lamps"]
