# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""From desired records to a plan. Reads, compares, refuses; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._errors import InputError
from .._noun import Field, Id, Record
from ._inherited import Inheritance
from ._items import Item, Wanted
from ._modes import combined, mode_of
from ._reads import Reads
from ._references import References
from ._refusals import (
    refuse_change,
    refuse_doubles,
    refuse_incomplete,
    refuse_longer,
    refuse_none_of,
    refuse_other,
    refuse_resent,
)
from ._relations import Relations


class Planner:
    """Makes the items of one batch."""

    def __init__(self, reads: Reads, references: References) -> None:
        self._reads = reads
        self._references = references
        self._inheritance = Inheritance(reads)

    def plan(self, batch: Sequence[Wanted]) -> list[Item]:
        """One item for each desired record, in their order, then those that only carry out relations.

        Raises:
            InputError: something cannot be carried out; nothing was written.
        """
        batch = [self._references.addressed(wanted) for wanted in batch]
        self._narrow(batch)
        pairs = [(wanted, self._current(wanted)) for wanted in batch]
        refuse_doubles(pairs)
        appearing = [one for one, current in pairs if self._references.appears(one, current, batch)]
        for wanted, current in pairs:
            if current is None and wanted.state == "present" and not wanted.noun.follows and wanted not in appearing:
                refuse_incomplete(wanted)
            self._references.announce(wanted, current)
        items = [self._item(wanted, current, wanted in appearing) for wanted, current in pairs]
        self._load_views(items)
        relations = Relations(self._reads, self._references, items)
        for item in items:
            relations.derive(item)
        derived = relations.derived
        for item in [*items, *derived]:
            self._settle_changes(item)
        self._load_views(
            [item for item in [*items, *derived] if item.action == "edit" and item.wants_write], resent=True
        )
        return [*items, *derived]

    def _narrow(self, batch: Sequence[Wanted]) -> None:
        """Read a part of a list where a single record is meant and nothing refers to its kind."""
        wanted = batch[0] if len(batch) == 1 else None
        if wanted is None or wanted.noun.narrow is None:
            return
        name = "id" if wanted.id is not None else wanted.identity_field or ""
        value = wanted.id if wanted.id is not None else wanted.values.get(name)
        query = wanted.noun.narrow(name, value) if name else None
        if query:
            self._reads.narrow(wanted.noun.name, query)

    def _current(self, wanted: Wanted) -> Record | None:
        current = self._references.find(wanted)
        if current is not None and wanted.id is not None and wanted.state == "present":
            self._refuse_taken(wanted, current)
        if current is not None and wanted.id is not None and wanted.state == "absent":
            refuse_other(wanted, current)
        if wanted.new_name is None or wanted.state == "absent":
            return current
        renamed = self._references.find_name(wanted.noun, wanted.new_name)
        if current is not None and renamed is not None and renamed["id"] != current["id"]:
            raise InputError(
                f"{wanted.key} cannot be renamed: id {renamed['id']} already has the name {wanted.new_name!r}.",
                hint="Remove one of the two.",
            )
        if current is None and renamed is not None and self._is_another(wanted, renamed):
            renamed = None
        if current is None and renamed is None and wanted.id is None:
            raise InputError(
                f"There is no {wanted.noun.name} {wanted.key!r} to rename.", hint="Leave new_name out to create it."
            )
        return current or renamed

    @staticmethod
    def _is_another(wanted: Wanted, record: Record) -> bool:
        """Whether a record that has the new name already has another value of an earlier key: then it is not ours."""
        earlier = wanted.noun.keys[: wanted.noun.keys.index("name")]
        key_of = wanted.noun.key_of
        return any(
            wanted.values.get(name) and key_of(record[name] or "") != key_of(wanted.values[name]) for name in earlier
        )

    def _refuse_taken(self, wanted: Wanted, current: Record) -> None:
        """Refuse to give a record the natural key of another one: an edit of a tag would make two of one name."""
        name = wanted.noun.keys[0]
        value = wanted.values.get(name)
        others = self._reads.find(wanted.noun.name, name, value) if value else []
        taken = next((one["id"] for one in others if one["id"] != current["id"]), None)
        if taken is not None:
            raise InputError(
                f"{wanted.noun.name} id {wanted.id} cannot get the {name} {value!r}: id {taken} already has it.",
                hint="Remove one of the two.",
            )

    def _item(self, wanted: Wanted, current: Record | None, appears: bool) -> Item:
        current = self._references.without_removed(wanted.noun, current) if current else None
        item = Item(wanted.noun, wanted, current, id=current["id"] if current else None)
        if wanted.state == "absent":
            item.action = "remove" if current else "none"
            return item
        item.action = "edit" if current or appears else "create"
        if appears:
            item.id = wanted.identity
        if current is None and wanted.noun.follows:
            item.leader = self._references.leader(wanted)
        values = dict(wanted.values)
        if wanted.new_name is not None:
            values["name"] = wanted.new_name
        for name, value in values.items():
            self._take(item, wanted.noun.field(name), value)
        settle_one_of(item)
        return item

    def _take(self, item: Item, field: Field, value: Any) -> None:
        """Check one value and put it into the target of the item."""
        wanted = item.wanted
        label = f"{item.noun.name} {item.key}: {field.name}"
        if field.check and value not in ("", [], None):
            problem = field.check(value)
            if problem:
                raise InputError(f"{label} {'' if field.secret else repr(value) + ' '}{problem}.")
        if not field.readable:
            always = bool(wanted and wanted.options.get(field.policy or "") == "always")
            if value in ("", {}, []):
                if item.current is not None and always and field.edit:
                    refuse_change(item, field, field.empty)
                    item.write_only[field.name] = field.empty
                return
            if item.current is None or (always and field.edit):
                refuse_longer(field, value, label)
                item.write_only[field.name] = self._defined(field, value, label)
            return
        if field.reference:
            item.target[field.name] = self._resolved(item, field, value, label)
            return
        if field.relation:
            item.relations[field.name] = value
            return
        if field.inherited and value == field.inherited.word:
            item.target[field.name] = self._inheritance.setting(field.inherited)
            item.inherited.add(field.name)
            return
        stored = field.codec.normalise(value)
        if field.merged:
            stored = {**((item.current or {}).get(field.name) or {}), **stored}
        refuse_longer(field, stored, label)
        item.target[field.name] = stored
        self._inheritance.note(item, field, stored)

    def _load_views(self, items: list[Item], *, resent: bool = False) -> None:
        """Read what the lists do not show: once a view, for all records together.

        What the declarations name is needed to compare; with ``resent`` what an edit would reset if it were not sent.
        """
        wanted: dict[tuple[str, str], set[Id]] = {}
        for item in items:
            fields = [field for field in item.noun.fields if field.name in item.target or (resent and field.resend)]
            for view in {field.view for field in fields}:
                if view and item.id is not None:
                    wanted.setdefault((item.noun.name, view), set()).add(item.id)
        for (noun, view), members in sorted(wanted.items()):
            self._reads.load_view(noun, view, members)
        for item in items:
            if item.current is not None and item.id is not None:
                # The item's own copy lacks what was read just now.
                item.current = {**self._reads.records(item.noun.name)[item.id], **item.current}

    def _defined(self, field: Field, value: Any, label: str) -> Any:
        """The value, its keys spelled as the records are that define them: the dashboard skips every other key."""
        if not field.defined_by:
            return value
        return {self._references.spelled(field.defined_by, str(name), label): one for name, one in value.items()}

    def _resolved(self, item: Item, field: Field, value: Any, label: str) -> Any:
        reference = field.reference
        if reference is None:
            return value
        if not reference.many:
            if value in reference.known:
                return value
            if str(value).strip():
                return self._references.resolve(reference.noun, str(value), label)
            if item.current and item.current.get(field.name):
                self._reads.records(reference.noun)  # the diff shows the name of what is taken away
            return None
        named = frozenset(self._references.resolve(reference.noun, str(one), label) for one in value)
        return combined((item.current or {}).get(field.name) or frozenset(), named, mode_of(item, field))

    def _settle_changes(self, item: Item) -> None:
        """Compare target and current record, and note both sides for the diff."""
        current = item.current
        for name, value in item.target.items():
            field = item.noun.field(name)
            if current is None:
                if (field.edit or item.action == "create") and (not field.switch or value != field.fresh):
                    item.changes.add(name)
                continue
            if not same(field, current.get(name), value) or self._inheritance.moves_away(field, item):
                refuse_change(item, field, value)
                item.changes.add(name)
        if item.action == "edit" and item.wants_write:
            refuse_resent(item)
        if item.action == "remove" and current is not None:
            names = {*item.noun.keys, *(item.wanted.values if item.wanted else ())}
            fields = [field for field in item.noun.fields if field.name in names and field.name in current]
            item.before = {field.name: self._references.shown(field, current[field.name]) for field in fields}
            return
        for name, value in item.target.items():
            field = item.noun.field(name)
            if field.secret:
                continue
            if current is not None:
                item.before[name] = self._references.shown(field, current.get(name))
            item.after[name] = (
                item.before[name]
                if current is not None and name not in item.changes
                else self._references.shown(field, value)
            )


def settle_one_of(item: Item) -> None:
    """Empty what is displaced, where a record has exactly one of several fields and another one is given.

    Raises:
        InputError: two of them are given, or none has a value afterwards.
    """
    names = item.noun.one_of
    given = [name for name in names if item.target.get(name)]
    if len(given) == 1:
        for name in names:
            if name not in given and (item.current or {}).get(name):
                item.target[name] = frozenset()
    elif names and (given or item.current is None or any(name in item.target for name in names)):
        refuse_none_of(item, given)


def same(field: Field, stored: Any, wanted: Any) -> bool:
    """Whether a stored and a wanted value are equal in the user's vocabulary."""
    if field.reference or field.relation:
        return bool(stored == wanted)
    return field.codec.equal(stored, wanted)
