# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What is wanted, what is planned and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._errors import InputError, MainwpError
from .._noun import Id, Noun, Record


@dataclass(frozen=True)
class Wanted:
    """One desired record.

    Args:
        values: the options of the record that were given, by the names of the noun's fields.
        id: the record's id, where the user knows it.
        new_name: the name that it shall get.
        options: the other options of the record: modes, policies and what the noun calls extra.
    """

    noun: Noun
    values: Mapping[str, Any]
    state: str = "present"
    id: Id | None = None
    new_name: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_options(cls, noun: Noun, options: Mapping[str, Any]) -> Wanted:
        """Sort the options of a record; those that are null were not given.

        Raises:
            InputError: neither an id nor a natural key says which record is meant; an empty one means none.
        """
        given = {name: value for name, value in options.items() if value is not None}
        fields = {declared.name for declared in noun.fields if declared.option is not None}
        if noun.named_by and given.get("id") is None and not any(given.get(name) for name in noun.keys):
            raise InputError(f"A {noun.title} is named by {' or '.join(noun.named_by)}, and none of them is given.")
        return cls(
            noun,
            {name: value for name, value in given.items() if name in fields},
            state=given.get("state", "present"),
            id=given.get("id"),
            new_name=given.get("new_name"),
            options={name: value for name, value in given.items() if name not in fields},
        )

    @property
    def key(self) -> str:
        """How the record is called in messages: its natural key, else its id; after the name of its noun.

        A single record has only the plural of its noun ("general settings").
        """
        for name in reversed(self.noun.keys):
            if self.values.get(name):
                return str(self.values[name])
        return self.noun.plural if self.noun.single else f"id {self.id}"

    @property
    def identity_field(self) -> str | None:
        """The name of the natural key that decides which record is meant."""
        return next((name for name in self.noun.keys if self.values.get(name)), None)

    @property
    def identity(self) -> str:
        """That natural key in the form that can be compared."""
        name = self.identity_field
        return self.noun.key_of(self.values[name]) if name else self.key


@dataclass(frozen=True)
class Pending:
    """A reference to a record that does not exist yet.

    The batch creates it, or (in check mode) an earlier task would have.

    Args:
        key: the natural key, in the form that can be compared.
        text: how it is shown.
    """

    noun: str
    key: str
    text: str = field(default="", compare=False)


@dataclass
class Item:
    """The plan for one record, and what became of it.

    Args:
        wanted: ``None`` where only a relation of another record changes this one.
        target: the wanted values of the fields that can be compared, in the engine's form (references are ids).
        write_only: the values of the fields that cannot be read.
        changes: names of the fields of ``target`` that differ.
        inherited: names of the fields of ``target`` that shall follow the dashboard's own setting.
        leader: the record that brings this one along when it is created.
        owners: the items whose relation this one carries out.
        answer: what the dashboard answered to the creation; some of it (a key's secret) is never shown again.
    """

    noun: Noun
    wanted: Wanted | None
    current: Record | None
    action: str = "none"
    id: Id | None = None
    target: Record = field(default_factory=dict)
    write_only: Record = field(default_factory=dict)
    changes: set[str] = field(default_factory=set)
    inherited: set[str] = field(default_factory=set)
    leader: Pending | None = None
    owners: list[Item] = field(default_factory=list)
    relations: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    final: Record | None = None
    wrote: bool = False
    doubtful: MainwpError | None = None
    error: MainwpError | None = None
    tried: bool = False
    answer: Any = None

    @property
    def key(self) -> str:
        """How the record is called in messages."""
        if self.wanted is not None and (self.wanted.values or self.current is None):
            return self.wanted.key
        record = self.current or {}
        return str(record.get(self.noun.keys[-1]) or f"id {self.id}")

    @property
    def wants_write(self) -> bool:
        """Whether carrying the plan out writes anything for this record itself (its relations are others' writes)."""
        own = {name for name in self.changes if self.noun.field(name).relation is None}
        return self.action in ("create", "remove") or bool(own or self.write_only)

    @property
    def reference(self) -> Id | Pending:
        """What another record's reference to this one looks like."""
        if self.id is not None or self.wanted is None:
            return self.id or 0
        return pending(self.wanted)

    def policies(self, names: Iterable[str]) -> str:
        """What has to be asked for to have write-only fields written again, as options of the task."""
        return ", ".join(sorted({f"{self.noun.field(name).policy}=always" for name in names}))

    def fail(self, error: MainwpError) -> None:
        """Note the first failure; the owners of a relation fail with it."""
        self.error = self.error or error
        for owner in self.owners:
            owner.error = owner.error or error


def pending(wanted: Wanted) -> Pending:
    """The reference to a record that the batch creates."""
    label = wanted.noun.field(wanted.noun.keys[-1])
    shown = wanted.values.get(label.name)
    text = label.codec.decode(label.codec.encode(shown)) if shown else wanted.key
    return Pending(wanted.noun.name, wanted.identity, wanted.new_name or text)


@dataclass(frozen=True)
class Outcome:
    """What became of one desired record, in the user's vocabulary.

    Args:
        verdict: ``created``, ``changed``, ``removed``, ``unchanged``, ``failed`` or ``untried``.
        record: the record afterwards; ``None`` when it is gone or was not made.
        changed: whether anything was written for it; also true for some that failed.
        identity: the natural key that decided which record is meant, where a name fits several.
        answer: what the dashboard answered to the creation, ``None`` where there was none.
    """

    noun: str
    key: str
    verdict: str
    record: dict[str, Any] | None
    before: dict[str, Any]
    after: dict[str, Any]
    changed: bool
    error: MainwpError | None = None
    identity: str = ""
    answer: Any = None
