# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The sites of a tag or a client, carried out as edits of the sites: a relation has one owner."""

from __future__ import annotations

from .._errors import InputError
from .._noun import Id, Noun, Relation
from ._items import Item, Pending
from ._modes import combined, mode_of
from ._reads import Reads
from ._references import References


class Relations:
    """Turns relation fields into changes of the records that own them.

    Args:
        items: the planned records of the batch; those that own a relation are changed in place.
    """

    def __init__(self, reads: Reads, references: References, items: list[Item]) -> None:
        self._reads = reads
        self._references = references
        self._items = items
        self._by_id = {(item.noun.name, item.id): item for item in items if item.id is not None}
        self._claimed: dict[tuple[int, str], Item] = {}
        self.derived: list[Item] = []

    def derive(self, item: Item) -> None:
        """Carry the relation fields of one item over to their owners.

        Raises:
            InputError: another declaration of the batch says otherwise.
        """
        for name, value in item.relations.items():
            field = item.noun.field(name)
            relation = field.relation
            if relation is None:
                continue
            label = f"{item.noun.name} {item.key}: {name}"
            named = frozenset(self._references.resolve(relation.noun, str(one), label) for one in value)
            current = self._reads.members(field, item.current) if item.current else frozenset()
            target = combined(current, named, mode_of(item, field))
            item.target[name] = target
            if item.current is not None:
                item.current[name] = current
            for member in target - current:
                self._edit(item, relation, member, joins=True)
            for member in current - target:
                self._edit(item, relation, member, joins=False)
            if mode_of(item, field) == "set":
                self._refuse_others(item, relation, target)
            if item.action == "create":
                continue
            for member in target & current:
                self._refuse_contradiction(item, relation, member, joins=True)

    def _refuse_others(self, item: Item, relation: Relation, target: frozenset[Id | Pending]) -> None:
        """Refuse a complete list that lacks a record which itself declares that it belongs here."""
        for owner in self._items:
            if (
                owner.noun.name == relation.noun
                and owner.action in ("create", "edit")
                and owner.reference not in target
            ):
                declared = owner.target.get(relation.field) if owner.wanted else None
                here = item.reference in declared if isinstance(declared, frozenset) else declared == item.reference
                if here and owner.wanted and relation.field in owner.wanted.values:
                    self._refuse_contradiction(item, relation, owner.reference, joins=False)

    def _edit(self, item: Item, relation: Relation, member: Id | Pending, *, joins: bool) -> None:
        self._refuse_contradiction(item, relation, member, joins=joins)
        owner = self._owner(relation, member)
        me = item.reference
        field = owner.noun.field(relation.field)
        if field.many:
            have = owner.target.get(relation.field)
            if have is None:
                have = (owner.current or {}).get(relation.field) or frozenset()
            owner.target[relation.field] = have | {me} if joins else have - {me}
        else:
            owner.target[relation.field] = me if joins else None
            if joins:
                self._claim(item, relation, owner)
        if item not in owner.owners:
            owner.owners.append(item)

    def _claim(self, item: Item, relation: Relation, owner: Item) -> None:
        first = self._claimed.setdefault((id(owner), relation.field), item)
        if first is not item:
            raise InputError(
                f"{owner.noun.name} {owner.key} is claimed by {first.noun.name} {first.key} and by {item.key}.",
                hint=f"It has one {relation.field}: name it once.",
            )

    def _owner(self, relation: Relation, member: Id | Pending) -> Item:
        found = self._declared(relation, member)
        if found is not None:
            return found
        if isinstance(member, Pending):
            # Only in check mode: the record would come from an earlier task.
            owner = Item(self._noun(relation), None, None, action="none")
        else:
            owner = Item(
                self._noun(relation),
                None,
                self._references.without_removed(self._noun(relation), self._reads.records(relation.noun)[member]),
                action="edit",
                id=member,
            )
            self._by_id[relation.noun, member] = owner
        self.derived.append(owner)
        return owner

    def _noun(self, relation: Relation) -> Noun:
        return self._reads.noun(relation.noun)

    def _declared(self, relation: Relation, member: Id | Pending) -> Item | None:
        if not isinstance(member, Pending):
            return self._by_id.get((relation.noun, member))
        for item in self._items:
            if item.noun.name == relation.noun and item.action == "create" and item.reference == member:
                return item
        return None

    def _refuse_contradiction(self, item: Item, relation: Relation, member: Id | Pending, *, joins: bool) -> None:
        """Refuse where the owner's own declaration says something else."""
        owner = self._declared(relation, member)
        if owner is None or owner.wanted is None:
            return
        if owner.action == "remove":
            raise InputError(
                f"{item.noun.name} {item.key} names {owner.noun.name} {owner.key}, which is declared absent."
            )
        if relation.field not in owner.wanted.values:
            return
        declared = owner.target.get(relation.field)
        me = item.reference
        if isinstance(declared, frozenset):
            mode = owner.wanted.options.get(f"{relation.field}_mode") or "set"
            agrees = (me in declared) == joins or (mode == "add" and joins) or (mode == "remove" and not joins)
        else:
            agrees = (declared == me) == joins
        if not agrees:
            raise InputError(
                f"{owner.noun.name} {owner.key} and {item.noun.name} {item.key} disagree about {relation.field}.",
                hint=f"Declare it on one side, or the same on both. The {owner.noun.name} owns it.",
            )
