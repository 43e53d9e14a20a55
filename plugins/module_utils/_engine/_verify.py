# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Reads back what was written and compares: the dashboard confirms writes that it did not make."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .._errors import AmbiguousError, AnswerLostError, MainwpError, UnprovedError
from .._noun import Id, Record
from ._apply import Applier
from ._items import Item, Pending
from ._plan import same
from ._reads import Reads
from ._references import References


class Verifier:
    """Proves the items of one plan, with one read for each noun that was written."""

    def __init__(self, reads: Reads, references: References, applier: Applier) -> None:
        self._reads = reads
        self._references = references
        self._applier = applier

    def verify(self, items: list[Item]) -> None:
        """Give every written item its final record, or a failure that names the fields that did not stick."""
        touched = [item for item in items if (item.wrote or item.doubtful) and item.error is None]
        self._read_back(touched)
        created = [item for item in touched if item.action == "create" and item.error is None]
        ours = {item.id for item in created}
        for item in created:
            self._refuse_double(item, ours)
        broken = [item for item in created if item.error is None and self._reparable(item)]
        for item in broken:
            self._applier.repair(item, self._reparable(item))
        if broken:
            self._read_back([item for item in broken if item.error is None])
        # Those that carry out a relation first: their failure is the reason of their owner's.
        for item in sorted(touched, key=lambda one: one.wanted is not None):
            if item.error is None:
                self._judge(item)
        self._show_partial([item for item in items if item.error is not None and (item.wrote or item.doubtful)])

    def _show_partial(self, items: list[Item]) -> None:
        """Show of failed items what is there now: some of what was wanted may be stored."""
        unread = [item for item in items if item.final is None and item.id is not None and item.action != "remove"]
        for name in sorted({item.noun.name for item in unread}):
            try:
                found = self._reads.refresh(name, {item.id for item in unread if item.noun.name == name and item.id})
            except MainwpError:
                continue  # the item has failed already, with the better reason
            for item in unread:
                if item.noun.name == name and item.id is not None:
                    item.final = found.get(item.id)
        for item in items:
            if item.final is not None:
                for name in item.after:
                    item.after[name] = self._references.shown(
                        item.noun.field(name), self._stored(item, item.final, name)
                    )

    def _read_back(self, items: list[Item]) -> None:
        """Read every item's record; where that fails, what was written stays written, and the item fails unproved."""
        for name in sorted({item.noun.name for item in items}):
            mine = [item for item in items if item.noun.name == name]
            known = {item.id for item in mine if item.id is not None}
            # The whole list also shows whether somebody else made one of the same name meanwhile.
            doubles = any(item.action == "create" and not item.noun.unique for item in mine)
            for item in mine:
                for view in {item.noun.field(field).view for field in item.target}:
                    if view and item.id is not None:
                        self._reads.want_view(name, view, {item.id})
            try:
                found = self._reads.refresh(name, None if doubles or len(known) < len(mine) else known)
            except MainwpError as error:
                for item in mine:
                    item.fail(_unproved(item, error))
                continue
            for item in mine:
                item.final = found.get(item.id) if item.id is not None else None

    def _differences(self, item: Item) -> list[str]:
        """Names of the wanted fields that read back otherwise."""
        final = item.final
        if final is None:
            return []
        return [
            name
            for name in item.target
            if not same(item.noun.field(name), self._stored(item, final, name), self._meant(item.target[name]))
        ]

    def _reparable(self, item: Item) -> list[str]:
        """Those of them that an edit of the record itself can put right."""
        return [name for name in self._differences(item) if item.noun.field(name).relation is None]

    def _stored(self, item: Item, final: Record, name: str) -> Any:
        field = item.noun.field(name)
        return self._reads.members(field, final) if field.relation else final.get(name)

    def _meant(self, value: Any) -> Any:
        """A target with the ids of what was created meanwhile."""
        if isinstance(value, frozenset):
            return frozenset(self._applier.id_of(one) for one in value)
        return self._applier.id_of(value) if isinstance(value, Pending) else value

    def _refuse_double(self, item: Item, ours: Collection[Id | None]) -> None:
        """A record with that key appeared between our look and our write: now there are two, or ours is numbered.

        Args:
            ours: ids of what this run has made, which may have another one's name until it is put right.
        """
        name = item.wanted.identity_field if item.wanted else None
        if item.wanted is None or name is None or item.noun.unique:
            return
        same_key = self._reads.find(item.noun.name, name, item.wanted.values[name])
        twins = [one for one in same_key if one["id"] not in ours]
        if twins:
            item.fail(
                AmbiguousError(
                    f"{item.noun.name} {item.key} was made by someone else meanwhile (id {twins[0]['id']}); "
                    f"ours has id {item.id}.",
                    hint="Remove one of the two.",
                )
            )

    def _judge(self, item: Item) -> None:
        if item.action == "remove":
            if item.final is not None:
                item.fail(self._lost(item) or UnprovedError(f"{item.noun.name} {item.key} is still there."))
            return
        if item.final is None:
            item.fail(self._lost(item) or UnprovedError(f"{item.noun.name} {item.key} is not there after the write."))
            return
        wrong = self._differences(item)
        if wrong:
            shown = ", ".join(self._difference(item, name) for name in wrong)
            item.fail(
                self._lost(item, shown)
                or UnprovedError(
                    f"{item.noun.name} {item.key}: the dashboard confirmed the write and did not store {shown}."
                )
            )
        elif item.doubtful is not None and self._unseen(item):
            item.fail(
                item.doubtful.restated(
                    AnswerLostError,
                    f"{item.doubtful.message} Whether {', '.join(self._unseen(item))} arrived cannot be read back.",
                    hint=f"Run the task again with {item.policies(self._unseen(item))}.",
                )
            )
        elif item.doubtful is not None:
            item.wrote = True

    @staticmethod
    def _unseen(item: Item) -> list[str]:
        """Names of the fields that were written by an edit and that nothing shows."""
        return [name for name in item.write_only if item.action == "edit" or not item.noun.field(name).create]

    def _difference(self, item: Item, name: str) -> str:
        field = item.noun.field(name)
        stored = self._stored(item, item.final or {}, name)
        if field.secret:
            return name
        return (
            f"{name} (wanted {self._references.shown(field, self._meant(item.target[name]))!r}, "
            f"found {self._references.shown(field, stored)!r})"
        )

    @staticmethod
    def _lost(item: Item, shown: str = "") -> MainwpError | None:
        """The failure of an item whose answer was lost and whose effect is not there."""
        cause = item.doubtful
        if cause is None:
            return None
        return cause.restated(
            AnswerLostError,
            f"{cause.message} Reading back does not show the change{': ' + shown if shown else ''}.",
            hint="The dashboard may still be at work: wait a little and run the task again; it does nothing twice.",
        )


def _unproved(item: Item, error: MainwpError) -> UnprovedError:
    """The failure of an item that was written and cannot be read back."""
    sent = "was sent without an answer" if item.doubtful else "was confirmed"
    return error.restated(
        UnprovedError,
        f"The write {sent}, and reading back failed. {error.message}",
        hint="Run the task again: it looks first and does nothing twice.",
    )
