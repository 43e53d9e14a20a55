# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The engine on a made-up noun: comparing, batches, work side by side, verifying, and what is lost on the way."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import (
    AmbiguousError,
    InputError,
    UnreachableError,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._transport import Call
from tests.unit.support.widgets import BOX, World, losing, refusing, wanted


def verdicts(outcomes: list[Any]) -> list[str]:
    return [outcome.verdict for outcome in outcomes]


class TestComparing:
    def test_omitted_is_untouched_and_what_an_edit_would_reset_is_sent_along(self) -> None:
        world = World({"name": "one", "size": 7, "note": "x"})
        (outcome,) = world.run(wanted(name="one", note="y"))
        assert world.bodies == [{"size": 7, "note": "y"}]
        assert (outcome.before, outcome.after) == ({"name": "one", "note": "x"}, {"name": "one", "note": "y"})
        assert world.widget("one")["size"] == 7

    def test_equal_costs_one_read(self) -> None:
        world = World({"name": "one", "size": "7"})
        assert verdicts(world.run(wanted(name="ONE", size=7))) == ["changed"]  # the name is spelled otherwise
        assert verdicts(world.run(wanted(name="ONE", size=7))) == ["unchanged"]
        assert world.asked == ["GET widgets"]

    def test_empty_is_sent_as_the_route_wants_it(self) -> None:
        world = World({"name": "one", "size": 1, "note": "x"})
        world.run(wanted(name="one", note=""))
        assert world.bodies == [{"size": 1, "note": " "}]
        assert world.widget("one")["note"] == ""

    def test_what_cannot_be_emptied_is_refused(self) -> None:
        world = World({"name": "one", "color": "red"})
        with pytest.raises(InputError, match="no way to empty it"):
            world.run(wanted(name="one", color=""))
        assert world.written == []

    def test_a_change_that_the_noun_forbids_is_refused(self) -> None:
        world = World({"name": "stone"})
        with pytest.raises(InputError, match="name 'sand' is carved in stone"):
            world.run(wanted(id=1, name="sand"))
        assert world.written == []

    def test_a_name_of_two_records_is_ambiguous(self) -> None:
        world = World({"name": "one"}, {"name": "One"})
        with pytest.raises(AmbiguousError, match="ids 1, 2"):
            world.run(wanted(name="one", size=1))

    def test_an_id_never_travels_in_the_body_of_an_edit(self) -> None:
        world = World({"name": "one"})
        world.run(wanted(id=1, size=3))
        assert "id" not in world.bodies[0]

    def test_check_mode_writes_nothing_and_tells_the_same(self) -> None:
        batch = (wanted(name="one", size=2), wanted(name="two", size=3), wanted(name="three", state="absent"))
        world = World({"name": "one"}, {"name": "three"})
        predicted = world.run(*batch, check_mode=True)
        assert world.written == []
        real = world.run(*batch)
        assert [(one.verdict, one.before, one.after) for one in predicted] == [
            (one.verdict, one.before, one.after) for one in real
        ]


class TestViews:
    def test_a_view_of_all_is_read_once_for_all_that_name_it(self) -> None:
        world = World(*({"name": f"w-{number}", "color": "red"} for number in range(3)))
        batch = [wanted(name=f"w-{number}", color="red") for number in range(3)]
        assert verdicts(world.run(*batch)) == ["unchanged"] * 3
        assert world.asked == ["GET widgets", "GET widgets/colors"]

    def test_a_view_of_one_is_read_for_those_that_name_it(self) -> None:
        world = World(*({"name": f"w-{number}", "smell": "rose"} for number in range(60)))
        batch = [
            wanted(name=f"w-{number}", **({"smell": "mint"} if number < 2 else {"size": 1})) for number in range(60)
        ]
        assert verdicts(world.run(*batch)) == ["changed"] * 60
        smells = [line for line in world.asked if "smell" in line]
        assert smells == ["GET widgets/1/smell", "GET widgets/2/smell"] * 2  # compared, and read back

    def test_a_new_record_is_read_back_with_its_views(self) -> None:
        world = World()
        (outcome,) = world.run(wanted(name="new", color="red"))
        assert outcome.verdict == "created"
        assert outcome.record is not None
        assert outcome.record["color"] == "red"


class TestBatches:
    def test_edits_go_by_the_hundred(self) -> None:
        world = World(*({"name": f"w-{number}"} for number in range(250)))
        outcomes = world.run(*(wanted(name=f"w-{number}", size=1) for number in range(250)))
        assert world.asked == ["GET widgets", *["POST widgets/batch"] * 3, "GET widgets"]
        assert [len(body["update"]) for body in world.bodies] == [100, 100, 50]
        assert verdicts(outcomes) == ["changed"] * 250

    def test_an_item_that_is_refused_fails_alone(self) -> None:
        world = World({"name": "one"}, {"name": "two"})
        world.before = lambda call: world.tables.update(widgets={2: world.widget("two")})
        outcomes = world.run(wanted(name="one", size=1), wanted(name="two", size=1))
        assert verdicts(outcomes) == ["failed", "changed"]
        assert "There is none." in str(outcomes[0].error)

    def test_an_item_that_is_left_out_of_the_answer_is_not_taken_for_done(self) -> None:
        world = World({"name": "one"}, {"name": "two"})
        call = world.call

        def forgetful(one: Call) -> Any:
            answer = call(one)
            answer.data["update"].pop()
            world.widget("two")["size"] = 0
            return answer

        world.call = forgetful  # type: ignore[assignment, method-assign]
        outcomes = world.run(wanted(name="one", size=1), wanted(name="two", size=1))
        assert verdicts(outcomes) == ["changed", "failed"]
        assert "answered 1 of 2 items" in str(outcomes[1].error)

    def test_a_lost_batch_of_creations_is_looked_up_by_one_read(self) -> None:
        world = World()
        world.after = losing("boxes/batch")
        outcomes = world.run(*(wanted(BOX, name=f"b-{number}") for number in range(20)))
        assert verdicts(outcomes) == ["created"] * 20
        assert world.asked == ["GET boxes", "POST boxes/batch", "GET boxes", "GET boxes"]
        assert len(world.tables["boxes"]) == 20

    def test_a_lost_batch_that_was_not_carried_out_fails(self) -> None:
        world = World({"name": "one"}, {"name": "two"})
        world.before = losing("batch")
        outcomes = world.run(wanted(name="one", size=1), wanted(name="two", size=1))
        assert verdicts(outcomes) == ["failed", "failed"]
        assert outcomes[0].error is not None
        assert outcomes[0].error.code == "answer_lost"
        assert not outcomes[0].changed


class TestVerifying:
    def test_a_field_that_did_not_stick_is_named(self) -> None:
        world = World({"name": "one", "size": 1})
        world.after = lambda call: world.widget("one").update(size=1)
        (outcome,) = world.run(wanted(name="one", size=2))
        assert outcome.verdict == "failed"
        assert "did not store size (wanted 2, found 1)" in str(outcome.error)

    def test_what_a_creation_stored_otherwise_is_repaired(self) -> None:
        world = World()

        def cut(call: Call) -> None:
            if call.path == "widgets/add":
                world.widget("new").update(size=1)

        world.after = cut
        (outcome,) = world.run(wanted(name="new", size=9))
        assert outcome.verdict == "created"
        assert world.written == ["POST widgets/add", "PUT widgets/1/edit"]

    def test_a_removal_that_did_not_happen_is_a_failure(self) -> None:
        world = World({"name": "one"})
        row = dict(world.widget("one"))
        world.after = lambda call: world.tables["widgets"].update({1: row})
        (outcome,) = world.run(wanted(name="one", state="absent"))
        assert outcome.verdict == "failed"
        assert "is still there" in str(outcome.error)


class TestCreating:
    def test_what_a_creation_does_not_take_is_edited_for_all_at_once(self) -> None:
        world = World()
        outcomes = world.run(*(wanted(name=f"s{number}-x", note="n", size=4) for number in range(5)))
        assert verdicts(outcomes) == ["created"] * 5
        assert world.written == [*["POST widgets/add"] * 5, "POST widgets/batch"]
        assert world.bodies[-1]["update"][0] == {"id": 1, "size": 4, "note": "n"}

    def test_what_a_new_record_has_anyway_is_not_edited(self) -> None:
        world = World()
        world.run(wanted(name="new", note="", lit=False))
        assert world.written == ["POST widgets/add"]

    def test_a_record_that_appears_late_is_found(self) -> None:
        world = World()
        world.before = losing("widgets/add")
        rows, looks = world.rows, 0

        def late(path: str, query: Any = None, **options: Any) -> Any:
            nonlocal looks
            looks += 1
            if looks == 3:
                world._insert("widgets", {"name": "new", "size": 2})
            return rows(path, query, **options)

        world.rows = late  # type: ignore[method-assign]
        (outcome,) = world.run(wanted(name="new", size=2))
        assert outcome.verdict == "created"
        assert world.slept[:2] == [0, 5]
        assert world.written == ["POST widgets/add"]

    def test_a_record_that_does_not_appear_is_not_made_twice(self) -> None:
        world = World()
        world.before = losing("widgets/add")
        (outcome,) = world.run(wanted(name="new"))
        assert outcome.verdict == "failed"
        assert world.written == ["POST widgets/add"]
        assert "has not appeared" in str(outcome.error)

    def test_creations_that_wait_for_children_run_side_by_side_but_one_on_a_server(self) -> None:
        world = World()
        together = threading.Barrier(4, timeout=30)  # passes only when four run at once
        running: Counter[str] = Counter()
        most: Counter[str] = Counter()
        first = iter(range(4))

        def watch(call: Call) -> None:
            if call.path != "widgets/add":
                return
            server = call.json["name"].split("-")[0]
            running[server] += 1
            most[server] = max(most[server], running[server])
            if next(first, None) is not None:
                together.wait()
            running[server] -= 1

        world.before = watch
        names = [f"{server}-{number}" for number in range(3) for server in ("a", "b", "c", "d")]
        assert verdicts(world.run(*(wanted(name=name) for name in names))) == ["created"] * 12
        assert set(most.values()) == {1}

    def test_a_write_only_field_follows_its_policy(self) -> None:
        world = World({"name": "old"})
        world.run(wanted(name="new", secret="s"))
        assert world.widget("new")["secret"] == "s"
        assert verdicts(world.run(wanted(name="old", secret="s"))) == ["unchanged"]
        (outcome,) = world.run(wanted(name="old", secret="s", update_secret="always"))
        assert (outcome.verdict, outcome.before) == ("changed", outcome.after)
        assert outcome.record is not None
        assert "secret" not in outcome.record


class TestSwitches:
    def test_steps_run_in_order_and_an_expected_refusal_is_passed_over(self) -> None:
        world = World({"name": "one"})
        (outcome,) = world.run(wanted(name="one", lit=True))
        assert outcome.verdict == "changed"
        assert world.written == ["PUT widgets/1/warn", "PUT widgets/1/light"]
        assert world.warnings == []

    def test_a_lost_answer_of_an_expected_step_does_not_end_the_others(self) -> None:
        world = World({"name": "one"})
        world.after = losing("warn")
        (outcome,) = world.run(wanted(name="one", lit=True))
        assert outcome.verdict == "changed"
        assert world.widget("one")["lit"] == 1


class TestStopping:
    def test_a_refusal_fails_alone(self) -> None:
        world = World({"name": "one"})
        world.before = refusing("widgets/add")
        outcomes = world.run(wanted(name="new"), wanted(name="one", size=1))
        assert verdicts(outcomes) == ["failed", "changed"]

    def test_a_broken_connection_ends_the_run(self) -> None:
        world = World({"name": "one"})

        def broken(call: Call) -> None:
            if "boxes" in call.path:
                raise UnreachableError("Gone.", **call.where)

        world.before = broken
        outcomes = world.run(wanted(BOX, name="b"), wanted(name="one", size=1), wanted(name="new"))
        assert verdicts(outcomes) == ["failed", "untried", "untried"]
        assert world.written == ["POST boxes/add"]
        assert not any(outcome.changed for outcome in outcomes)

    def test_what_refers_to_a_record_that_was_not_made_is_untried(self) -> None:
        world = World({"name": "one"})
        world.before = refusing("boxes/add")
        outcomes = world.run(wanted(BOX, name="b"), wanted(name="one", box="b"), wanted(name="new", box="b"))
        assert verdicts(outcomes) == ["failed", "untried", "untried"]
        assert "box b was not made" in str(outcomes[1].error)


class TestRelations:
    def test_records_of_one_batch_refer_to_each_other(self) -> None:
        world = World({"name": "one"})
        outcomes = world.run(wanted(name="new", box="b"), wanted(BOX, name="b"), wanted(name="one", box="b"))
        assert verdicts(outcomes) == ["created", "created", "changed"]
        assert (world.widget("new")["box"], world.widget("one")["box"]) == (1, 1)

    def test_a_relation_is_carried_out_by_its_owners(self) -> None:
        world = World({"name": "one"}, {"name": "two", "box": 1}, boxes=("b",))
        (outcome,) = world.run(wanted(BOX, name="b", widgets=["one"]))
        assert (outcome.verdict, outcome.before["widgets"], outcome.after["widgets"]) == ("changed", ["two"], ["one"])
        assert world.written == ["POST widgets/batch"]
        assert (world.widget("one")["box"], world.widget("two")["box"]) == (1, 0)

    def test_a_reference_to_what_the_batch_removes_is_refused(self) -> None:
        world = World({"name": "one"}, boxes=("b",))
        with pytest.raises(InputError, match="the box 'b' is declared absent"):
            world.run(wanted(name="one", box="b"), wanted(BOX, name="b", state="absent"))

    def test_a_renamed_record_is_referred_to_by_its_new_name(self) -> None:
        world = World({"name": "one"}, boxes=("b",))
        outcomes = world.run(wanted(name="one", box="c"), wanted(BOX, name="b", new_name="c"))
        assert verdicts(outcomes) == ["changed", "changed"]
        assert world.widget("one")["box"] == 1
