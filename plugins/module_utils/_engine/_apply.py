# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Carries a plan out: removals first, then each noun by rank, edits before creations; in batches where possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .._clock import Clock
from .._dashboard import Dashboard, check_part, check_success
from .._errors import (
    AnswerLostError,
    InputError,
    MainwpError,
    NotFoundError,
    RefusedError,
    UnprovedError,
    perhaps_done,
)
from .._fan_out import fan_out
from .._noun import Field, Id, Step
from .._transport import Answer, Call
from ._bodies import create_body, edit_body
from ._items import Item, Pending, pending
from ._plan import same
from ._reads import Reads
from ._refusals import refuse_resent

# The dashboard refuses more with 413.
BATCH_LIMIT = 100


class Applier:
    """Writes the items of one plan.

    A refusal of one record does not stop the others; a broken connection, a refused key or a page instead of an answer
    does, and what was not tried stays untried.
    """

    def __init__(self, dashboard: Dashboard, reads: Reads, clock: Clock, warn: Callable[[str], None]) -> None:
        self._dashboard = dashboard
        self._reads = reads
        self._clock = clock
        self._warn = warn
        self._made: dict[Pending, int] = {}
        self._stopped = False

    def apply(self, items: list[Item]) -> None:
        """Carry out every item that wants a write; each notes what became of it."""
        todo = [item for item in items if item.wants_write]
        nouns = sorted({(item.noun.rank, item.noun.name) for item in todo})
        for _rank, noun in reversed(nouns):
            self._removals([item for item in todo if item.noun.name == noun and item.action == "remove"])
        for _rank, noun in nouns:
            mine = [item for item in todo if item.noun.name == noun]
            self._edits([item for item in mine if item.action == "edit"])
            self._creations([item for item in mine if item.action == "create"])

    def repair(self, item: Item, names: Iterable[str]) -> None:
        """Edit a record that was just created, where the dashboard stored something else than it was sent."""
        item.changes = set(names)
        item.write_only = {}
        self._one(item, lambda: self._edit(item))

    # removing

    def _removals(self, items: list[Item]) -> None:
        noun = items[0].noun if items else None
        # A record that is guarded, or whose removal a child is told of, goes alone.
        if noun and len(items) > 1 and noun.batch and noun.guard is None and not _of(noun.remove).contacts_child:
            self._in_batches(items, "delete", lambda item: item.id)
            return
        self._each(items, self._remove, far=bool(items) and _of(items[0].noun.remove).contacts_child)

    def _remove(self, item: Item) -> None:
        options = item.wanted.options if item.wanted else {}
        if item.noun.guard and item.current:
            item.noun.guard(self._dashboard, item.current, options, False)
        try:
            self._step(item, _of(item.noun.remove), None)
        except NotFoundError as error:
            item.doubtful = error  # somebody else removed it meanwhile; reading back proves it

    # editing

    def _edits(self, items: list[Item]) -> None:
        plain = [item for item in items if self._edit_fields(item) and self._ready(item)]
        if len(plain) > 1 and plain[0].noun.batch:
            self._in_batches(plain, "update", lambda item: {"id": item.id, **edit_body(item, self.id_of)})
        else:
            self._each(plain, self._edit)
        self._switch([item for item in items if item.error is None])

    def _edit(self, item: Item) -> None:
        if item.current is None and item.action == "edit":
            self._meet(item)
        body = edit_body(item, self.id_of)
        if body:
            self._step(item, item.noun.edit, body)

    def _meet(self, item: Item) -> None:
        """Read a record that has come with a setting: it has the values that it had when it went.

        Raises:
            RefusedError: it has not come.
            InputError: the edit would have to send again what the dashboard does not take.
        """
        item.current = self._reads.refresh(item.noun.name, None).get(item.id or "")
        if item.current is None:
            raise RefusedError(f"There is no {item.noun.title} {item.key}.", hint=item.noun.made)
        found = item.current
        item.changes = {
            name for name in item.changes if not same(item.noun.field(name), found[name], item.target[name])
        }
        if item.changes:
            refuse_resent(item)

    def _switch(self, items: list[Item]) -> None:
        """Set the fields that have steps of their own."""
        mine = [item for item in items if self._switch_steps(item)]
        far = any(step.contacts_child for item in mine for step in self._switch_steps(item))
        self._each(mine, self._switches, far=far)

    def _switches(self, item: Item) -> None:
        for step in self._switch_steps(item):
            try:
                self._step(item, step, None)
            except AnswerLostError as error:
                # Where even a refusal would do, the next step and reading back show what came of it.
                if not step.expected:
                    raise
                item.doubtful = error

    # creating

    def _creations(self, items: list[Item]) -> None:
        ready = [item for item in items if self._ready(item)]
        if len(ready) > 1 and ready[0].noun.batch and ready[0].noun.batch_create:
            self._in_batches(ready, "create", lambda item: create_body(item, self.id_of))
        else:
            self._each(
                ready, self._create, far=any(item.noun.create and item.noun.create.contacts_child for item in ready)
            )
        made = [item for item in ready if item.error is None and item.tried]
        self._identify(made)
        made = [item for item in made if item.error is None]
        later = [item for item in made if self._later_fields(item)]
        hidden = {id(item): sorted(set(item.write_only) & self._later_fields(item)) for item in later}
        if len(later) > 1 and later[0].noun.batch:
            self._in_batches(later, "update", lambda item: {"id": item.id, **self._later_body(item)})
        else:
            self._each(later, lambda item: self._step(item, item.noun.edit, self._later_body(item)))
        for item in later:
            self._name_the_lost(item, hidden[id(item)])
        self._switch([item for item in made if item.error is None])

    @staticmethod
    def _name_the_lost(item: Item, hidden: list[str]) -> None:
        """Say how to write again what no later run can see to be missing."""
        problem = item.error or item.doubtful
        if problem is not None and hidden:
            problem.hint = (
                f"{item.noun.name.capitalize()} {item.key} exists now, and its {', '.join(hidden)} may be missing: run "
                f"the task again with {item.policies(hidden)}."
            )

    def _create(self, item: Item) -> None:
        if item.leader:
            return  # it came with its leader, and only has to be found
        item.answer = self._step(item, _of(item.noun.create), create_body(item, self.id_of))
        self._note_id(item, item.answer)

    def _identify(self, items: list[Item]) -> None:
        """Learn the ids of new records, also where the answer of the creation was lost."""
        lost = [item for item in items if item.id is None]
        try:
            for pause in lost[0].noun.settle if lost else ():
                self._clock.sleep(pause)
                self._look_up(lost)
                lost = [item for item in lost if item.id is None]
                if not lost:
                    break
        except MainwpError as error:
            self._stopped = True
            for item in lost:
                item.fail(error)
        for item in items:
            if item.id is not None and item.wanted:
                self._made[pending(item.wanted)] = item.id
                # It is there, whatever became of the answer.
                item.wrote, item.doubtful = True, None
            else:
                item.fail(self._missing(item))

    def _later_fields(self, item: Item) -> set[str]:
        """Names of the fields that a creation does not take and that differ from what it makes."""
        found = {field.name: field for field in self._edit_fields(item) if not field.create}
        later = {name for name, field in found.items() if not field.readable or item.target[name] != field.fresh}
        return later if edit_body(item, self.id_of, only=later) else set()

    def _later_body(self, item: Item) -> dict[str, Any]:
        return edit_body(item, self.id_of, only=self._later_fields(item))

    def _note_id(self, item: Item, answer: Any) -> None:
        data = answer.get("data") if isinstance(answer, dict) else None
        item.id = item.noun.id_from(data)

    def _look_up(self, items: list[Item]) -> None:
        """Find records whose creation was not answered: they may still be in the making."""
        self._reads.refresh(items[0].noun.name, None)
        for item in items:
            name = item.wanted.identity_field if item.wanted else None
            if item.wanted and name:
                found = self._reads.find(item.noun.name, name, item.wanted.values[name])
                if item.noun.claims and item.answer is not None:
                    found = [one for one in found if item.noun.claims(item.answer, one)]
                item.id = found[0]["id"] if found else None

    @staticmethod
    def _missing(item: Item) -> MainwpError:
        """The failure of a creation whose record does not appear."""
        if item.leader:
            return RefusedError(
                f"The {item.leader.noun} {item.key} was made without a {item.noun.title}.", hint=item.noun.made
            )
        cause = item.doubtful or UnprovedError("The dashboard confirmed the write.")
        return cause.restated(
            UnprovedError,
            f"{cause.message} The {item.noun.name} {item.key} has not appeared.",
            hint="Run the task again: it looks first and does nothing twice.",
        )

    # one write, and many

    def _each(self, items: list[Item], work: Callable[[Item], Any], *, far: bool = False) -> None:
        """Do the work of items one by one or, where it waits for children (``far``), side by side within bounds."""
        connection = self._dashboard.connection
        server = items[0].noun.server if far and items else None
        fan_out(
            items,
            lambda item: self._one(item, lambda: work(item)),
            server=lambda item: server({**item.target, **(item.current or {})}) if server else None,
            limit=connection.max_concurrency if server else 1,
            per_server=connection.max_per_server,
        )

    def _one(self, item: Item, work: Callable[[], Any]) -> None:
        """Do the work of one item and note its failure."""
        if self._stopped or item.error is not None:
            return
        item.tried = True
        try:
            work()
        except AnswerLostError as error:
            item.doubtful = error
        except MainwpError as error:
            if perhaps_done(error):
                item.doubtful = error
                return
            item.fail(error)
            # Other threads may have stopped already: this never takes it back.
            if not isinstance(error, (RefusedError, InputError, UnprovedError)):
                self._stopped = True

    def _step(self, item: Item, step: Step, body: Any) -> Any:
        path = step.path.format(id=item.id)
        call = Call(
            step.method,
            path,
            json=body if step.encoding == "json" else None,
            form=body if step.encoding == "form" else None,
            timeout=self._dashboard.child_timeout if step.contacts_child else None,
        )
        answer: Answer | None = None
        try:
            answer = self._dashboard.call(call)
            check_success(answer, call)
            problem = step.problem(answer.data) if step.problem else None
            if problem:
                raise RefusedError(f"The dashboard refused: {problem}", status=answer.status, **call.where)
        except RefusedError as error:
            if step.contacts_child and (error.status == 200 or (error.status or 0) >= 500):
                error.layer = "child"
            if answer is None or not step.tolerated:
                raise
            if not step.expected:
                self._warn(f"{item.noun.name} {item.key}: it was done, but not all of it. {error.message}")
        item.wrote = True
        return answer.data

    def _in_batches(self, items: list[Item], verb: str, entry: Callable[[Item], Any]) -> None:
        for start in range(0, len(items), BATCH_LIMIT):
            chunk = [item for item in items[start : start + BATCH_LIMIT] if item.error is None]
            if self._stopped or not chunk:
                return
            for item in chunk:
                item.tried = True
            call = Call(
                "POST",
                str(chunk[0].noun.batch),
                json={verb: [entry(item) for item in chunk]},
                timeout=self._dashboard.child_timeout,
            )
            try:
                answer = self._dashboard.call(call)
                self._take_batch(chunk, verb, answer, call)
            except (AnswerLostError, UnprovedError) as error:
                # Reading back shows what became of each.
                for item in chunk:
                    item.doubtful = error
            except MainwpError as error:
                for item in chunk:
                    if perhaps_done(error):
                        item.doubtful = error
                    else:
                        item.fail(error)
                self._stopped = True

    def _take_batch(self, chunk: list[Item], verb: str, answer: Answer, call: Call) -> None:
        """Give every item its own part of the answer: HTTP 200 says nothing about them.

        Raises:
            UnprovedError: items were left out; the dashboard skips some without a word.
        """
        parts = answer.data.get(verb) if isinstance(answer.data, dict) else None
        if not isinstance(parts, list) or len(parts) != len(chunk):
            raise UnprovedError(
                f"The dashboard answered {len(parts or [])} of {len(chunk)} items of a batch.",
                hint="Run the task again: it looks first and does nothing twice.",
                **call.where,
            )
        for item, part in zip(chunk, parts, strict=True):
            try:
                check_part(part, call)
            except NotFoundError as error:
                # Somebody else removed it meanwhile; reading back proves it.
                if verb != "delete":
                    item.fail(error)
                item.doubtful = error
                continue
            except MainwpError as error:
                item.fail(error)
                continue
            item.wrote = True
            if verb == "create":
                self._note_id(item, part)

    # references

    def id_of(self, reference: Id | Pending) -> int:
        """The id of a record that existed before, or that this batch has made."""
        if isinstance(reference, Pending):
            return self._made[reference]
        return reference

    def _ready(self, item: Item) -> bool:
        """Whether everything that the item refers to, and what brings it along, exists by now."""
        needed = [*_references(item), item.leader]
        missing = [one for one in needed if isinstance(one, Pending) and one not in self._made]
        if missing and item.error is None and not self._stopped:
            item.fail(
                RefusedError(
                    f"{item.noun.name} {item.key} was not tried: {missing[0].noun} {missing[0].text} was not made.",
                    code="dependency_failed",
                )
            )
            item.tried = False
        return not missing and item.error is None

    @staticmethod
    def _edit_fields(item: Item) -> list[Field]:
        names = item.changes | set(item.write_only)
        return [field for field in item.noun.fields if field.name in names and field.edit]

    @staticmethod
    def _switch_steps(item: Item) -> list[Step]:
        return [
            step
            for field in item.noun.fields
            if field.name in item.changes and field.switch
            for step in field.switch[item.target[field.name]]
        ]


def _of(step: Step | None) -> Step:
    """A step that the plan asks for, since the noun has it."""
    if step is None:
        raise TypeError("the plan asks for a write that the noun does not have")
    return step


def _references(item: Item) -> Iterable[Id | Pending]:
    for name in item.target:
        if item.noun.field(name).reference:
            value = item.target[name]
            yield from value if isinstance(value, frozenset) else [value]
