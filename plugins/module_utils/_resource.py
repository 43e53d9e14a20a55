# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The engine: find, compare, plan, apply, verify. Knows no noun and no HTTP; its unit of work is a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._clock import Clock
from ._dashboard import Dashboard
from ._engine._apply import Applier
from ._engine._items import Item, Outcome, Wanted
from ._engine._plan import Planner
from ._engine._reads import Reads
from ._engine._references import References
from ._engine._verify import Verifier
from ._errors import MainwpError, RefusedError
from ._noun import Field, Noun, Record

__all__ = ["Engine", "Outcome", "Wanted"]


class Engine:
    """Brings records of any nouns into a desired state.

    Args:
        nouns: every noun that a declaration may refer to, by name.
    """

    def __init__(self, dashboard: Dashboard, nouns: Mapping[str, Noun], clock: Clock, *, check_mode: bool) -> None:
        self._dashboard = dashboard
        self._check_mode = check_mode
        self._clock = clock
        self.reads = Reads(dashboard, nouns)
        self.references = References(self.reads, nouns, check_mode, dashboard.warn)

    def run(self, batch: Sequence[Wanted]) -> list[Outcome]:
        """Plan the whole batch, then (outside check mode) write and prove it.

        Returns:
            One outcome for each desired record, in their order.

        Raises:
            MainwpError: while reading and planning; then nothing was written. Later failures are in the outcomes.
        """
        items = Planner(self.reads, self.references).plan(batch)
        for item in items:
            self._protect(item)
        if self._check_mode:
            for item in items:
                self._guard(item)
        else:
            applier = Applier(self._dashboard, self.reads, self._clock, self._dashboard.warn)
            applier.apply(items)
            self._judge_owners(items)
            Verifier(self.reads, self.references, applier).verify(items)
        carried = {id(owner) for item in items if item.wrote for owner in item.owners}
        return [self._outcome(item, id(item) in carried) for item in items if item.wanted is not None]

    @staticmethod
    def _judge_owners(items: list[Item]) -> None:
        """Say of a record whose relation was not carried out to its end that it was not."""
        for item in items:
            if item.wants_write and not item.tried and item.error is None:
                for owner in item.owners:
                    owner.fail(
                        RefusedError(
                            f"{item.noun.name} {item.key} was not tried, since an earlier failure ended the run.",
                            code="dependency_failed",
                        )
                    )

    def _protect(self, item: Item) -> None:
        """Let the noun refuse what must not happen to a record, before anything is written."""
        protect = item.noun.protect
        if protect and item.current is not None and item.wants_write:
            target = None if item.action == "remove" else item.target
            protect(self._dashboard, item.current, target, item.wanted.options if item.wanted else {})

    def _guard(self, item: Item) -> None:
        """In check mode, note the refusal of a removal that the real run would meet."""
        if item.action != "remove" or item.noun.guard is None or item.current is None or item.wanted is None:
            return
        item.tried = True
        try:
            item.noun.guard(self._dashboard, item.current, item.wanted.options, True)
        except MainwpError as error:
            item.fail(error)

    def _outcome(self, item: Item, carried: bool) -> Outcome:
        """What became of an item; ``carried``: other records were written to carry out its relations."""
        changes = item.wants_write or item.before != item.after
        if item.error is not None:
            verdict = "failed" if item.tried or item.error.code != "dependency_failed" else "untried"
        elif not changes:
            verdict = "unchanged"
        elif item.wants_write and not item.tried and not self._check_mode:
            verdict = "untried"
        else:
            verdict = {"create": "created", "remove": "removed"}.get(item.action, "changed")
        changed = verdict in ("created", "changed", "removed") or item.wrote or carried
        return Outcome(
            item.noun.name,
            item.key,
            verdict,
            self._record(item),
            item.before,
            item.after,
            changed,
            error=item.error,
            identity=item.wanted.identity if item.wanted else "",
            answer=item.answer,
        )

    def _record(self, item: Item) -> dict[str, Any] | None:
        """The record afterwards: read back, or (in check mode) predicted."""
        if item.action == "remove" and item.error is None:
            return None
        record: Record | None = item.final
        if record is None and (item.current is not None or item.action in ("create", "edit")):
            record = {**(item.current or {"id": item.id}), **(_predicted(item) if self._check_mode else {})}
            for name in self._unpredicted(item):
                record.pop(name, None)
        if not record or (record.get("id") is None and not self._check_mode):
            return None
        # What takes a read of its own is shown where it was named, however much an edit had to read.
        unnamed = [field.name for field in item.noun.fields if field.view and field.name not in item.target]
        record = {name: value for name, value in record.items() if name not in unnamed}
        if item.error is None:
            # A relation is proved by reading its owners back; the record's own list need not show it.
            record.update({name: item.target[name] for name in item.relations})
        elif record.get("id") is not None:
            record.update({name: self.reads.members(item.noun.field(name), record) for name in item.relations})
        return self.shown(item.noun, record)

    def _unpredicted(self, item: Item) -> list[str]:
        """Names of the fields that in check mode would still say what was there before a change.

        They show the same value of the wire as a changed field, in other words (a client's ``status``, ``suspended``).
        """
        changed = {item.noun.field(name).read for name in item.changes} - {None} if self._check_mode else set()
        return [one.name for one in item.noun.fields if one.read in changed and one.name not in item.target]

    def shown(self, noun: Noun, record: Record) -> dict[str, Any]:
        """A record in the user's vocabulary. The client of a site is named where the clients were read."""
        result: dict[str, Any] = {"id": record.get("id")}
        for field in noun.fields:
            if not field.listed or field.secret or field.name not in record:
                continue
            value = record[field.name]
            if field.reference and not field.many:
                if not self.reads.noun(field.reference.noun).text_id:
                    result[f"{field.name}_id"] = value if isinstance(value, int) else None
                if value and not (isinstance(value, int) and self.reads.label(field.reference.noun, value) is None):
                    result[field.name] = self.references.shown(field, value)
                elif not value:
                    result[field.name] = None
                continue
            if isinstance(value, frozenset) and self._unnamed(field, value):
                result[f"{field.name}_ids"] = sorted(value)
                continue
            result[field.name] = self.references.shown(field, value) if field.many else value
        return result

    def _unnamed(self, field: Field, members: frozenset[Any]) -> bool:
        """Whether no read has shown the names of the records that a field lists, so that only ids can be shown."""
        if field.relation:
            return not self.reads.known(field.relation.noun)
        if field.reference is None or self.reads.known(field.reference.noun):
            return False
        noun = field.reference.noun
        return not field.reference.labels and any(
            isinstance(one, int) and self.reads.label(noun, one) is None for one in members
        )


def _predicted(item: Item) -> Record:
    """What a write would change of a record; what is equal stays as the dashboard spells it."""
    return {name: value for name, value in item.target.items() if item.current is None or name in item.changes}
