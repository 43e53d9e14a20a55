# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The vocabulary in which a noun of the API is declared. The declarations are in ``_resources``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._fields import TEXT, Codec

if TYPE_CHECKING:
    from ._dashboard import Dashboard

Record = dict[str, Any]
# A number; text where the dashboard names its records otherwise (a kind of e-mail, a slug).
Id = Any


class Uncleared:
    """Marks a field that the dashboard cannot empty."""


NEVER = Uncleared()


@dataclass(frozen=True)
class Step:
    """One write.

    Args:
        path: below the namespace; ``{id}`` is the record's id.
        encoding: ``json`` or ``form``.
        contacts_child: it makes the dashboard talk to a child, so it may take long.
        tolerated: ``success: 0`` is not a failure here but worth a warning; ``expected``: not even that.
        problem: finds what went wrong in an answer that says ``success: 1`` whatever happened.
    """

    method: str
    path: str
    encoding: str = "json"
    contacts_child: bool = False
    tolerated: bool = False
    expected: bool = False
    problem: Callable[[Any], str | None] | None = None


@dataclass(frozen=True)
class Reference:
    """The field holds ids of records of another noun; users write names, addresses or ids.

    Args:
        labels: reads ids and names of referred records out of the raw record, where the dashboard sends them along.
        known: ids (texts) that are always there, so that no list is read for them, or that no list shows.
    """

    noun: str
    many: bool = False
    labels: Callable[[Record], dict[Id, str]] | None = None
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relation:
    """The field lists records of another noun that point here with their own field; it is written by editing them.

    Args:
        noun, field: who owns the relation.
        read: the wire name of the ids in this noun's own record; ``None``: they are found in the other noun's list.
        mode: what a list means by default: ``set`` or ``add``.
    """

    noun: str
    field: str
    read: str | None = None
    mode: str = "set"


@dataclass(frozen=True)
class Inherited:
    """A value that stands for the dashboard's own setting, which is what records are compared with.

    Args:
        word: the user's word for it.
        path, key: where the setting is read, and its name under ``data``.
        decode: from there to the user's vocabulary.
    """

    word: str
    path: str
    key: str
    decode: Callable[[Any], Any] = str


@dataclass(frozen=True)
class Field:
    """One field of a noun.

    Args:
        name: the user's word for it.
        option: its argument specification; ``None``: it is read only.
        read: wire name in the record; ``None``: the API never shows it.
        create, edit: wire names in the two writes; ``None``: that write does not take it.
        codec: how it is written on the wire; ``edit_codec`` where an edit writes it in another way.
        resend: the edit route resets it when it is left out, so it is always sent.
        empty: the user's word for "nothing"; ``clear`` is what is sent for it, :data:`NEVER` where nothing empties it.
        view: the further view (see :class:`View`) in which alone it can be read.
        reference, relation: see there.
        switch: steps that set the field, for each of its values, where the edit route does not.
        fresh: its value in a record that was just created without naming it.
        initial: what a creation sends of it, since it has to, where the task does not name it.
        inherited: the value that stands for the dashboard's own setting; the record shows what is in effect.
        policy: name of the ``on_create | always`` option that governs a write-only field.
        longest: characters that its column holds; a longer value makes the dashboard store nothing at all.
        check: returns what is wrong with a value, or nothing.
        forbids: returns why a stored value cannot become the wanted one, or nothing; with ``resend`` it is also asked
            whether the stored value can be sent once more.
        merged: what is wanted is a part of this map, and its other keys stay as they are.
        defined_by: the noun whose natural keys the keys of this map must be; the dashboard skips others silently.
        listed: whether results show it.
    """

    name: str
    option: Mapping[str, Any] | None = None
    read: str | None = None
    create: str | None = None
    edit: str | None = None
    codec: Codec = TEXT
    edit_codec: Codec | None = None
    resend: bool = False
    empty: Any = ""
    clear: Any = NEVER
    view: str | None = None
    reference: Reference | None = None
    relation: Relation | None = None
    switch: Mapping[Any, tuple[Step, ...]] | None = None
    fresh: Any = None
    initial: Any = None
    inherited: Inherited | None = None
    policy: str | None = None
    longest: int | None = None
    check: Callable[[Any], str | None] | None = None
    forbids: Callable[[Any, Any], str | None] | None = None
    merged: bool = False
    defined_by: str | None = None
    listed: bool = True

    @property
    def readable(self) -> bool:
        """Whether the dashboard shows it, so that it can be compared."""
        return self.read is not None or self.relation is not None

    @property
    def secret(self) -> bool:
        """Whether it must never be shown."""
        return bool(self.option and self.option.get("no_log"))

    @property
    def many(self) -> bool:
        """Whether it holds several references."""
        return bool(self.relation or (self.reference and self.reference.many))


@dataclass(frozen=True)
class View:
    """A further read that shows fields which the list does not.

    Args:
        path: with ``{id}`` it is one request a record, without it one request for all.
        key: where the record is in the answer, for a view of one record.
    """

    path: str
    query: Mapping[str, Any]
    key: str = "data"


@dataclass(frozen=True)
class Detail:
    """More about one record, which the info module of a noun reads where it is asked for by name: a request a record.

    Args:
        path: with ``{id}``.
        decode: from the data of the answer to the user's vocabulary.
        empty_fails: ``success: 0`` is how this route says that there is nothing.
    """

    path: str
    decode: Callable[[Any], Any]
    query: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    empty_fails: bool = False


@dataclass(frozen=True)
class Condition:
    """What has to be so for a record to be there: a field of a single record, such as a setting, has a value."""

    noun: str
    field: str
    value: Any


@dataclass(frozen=True)
class Noun:
    """A kind of record.

    A noun without natural keys is a single record, such as a page of settings: it is always there.

    Args:
        name, plural: singular and plural, also the keys of results.
        rank: records of a lower rank are written first, and removed last.
        keys: natural keys, the first that is given decides, the next ones are tried when it finds nothing.
        key_of: makes two spellings of one natural key equal.
        needs: fields without which no record can be created.
        one_of: fields with several references of which a record has exactly one: giving one empties the others.
        path, query: the complete list; ``page_size`` where it has to be read in pages.
        unwrap: makes the rows out of what the list's answer holds under ``data``, where they are not simply there.
        empty_fails: the list says ``success: 0`` where it is empty.
        choose_fields: the list takes ``_fields``, so only what is declared is asked for.
        narrow: the query that narrows the list to one key, for a task with a single record; takes field and value.
        id_key: wire name of the id; ``read_id`` makes it a number, or leaves it a text. ``text_id``: users may name
            records by that text.
        contacts_child: the dashboard asks a child for the list, so it may take long.
        includes: the list takes ``include`` with ids, so that a few records can be read again without the rest.
        create, remove: ``None`` where the API cannot; ``made`` then says how a record comes to be.
        unmakeable: returns why a record with these values must not be created, or nothing.
        only_while: the conditions under which alone a record is there, by its natural key; it comes and goes with them.
        follows: the noun whose records bring those of this one along when they are created, with the same natural key.
        unique: the dashboard itself refuses a second record with the same natural key.
        batch: the route that takes up to 100 writes.
        batch_create: whether that route may create (a site is connected one at a time).
        claims: whether a record is the one that the answer of a creation is about, where that answer has no id.
        settle: seconds after which a record whose creation lost its answer is looked up again.
        server: what two records share whose children are on one machine; with it, writes that wait for children run
            side by side.
        guard: called before a record is removed; raises to refuse.
        protect: called with every record that a plan changes or removes (then without a target), with the options of
            the task, before anything is written; raises to refuse.
        extra: options of the module that are no fields.
        filters: fields by which its list can be filtered, each with the values that it can have.
        details: what the info module can read beside the records, by the words of its option ``include``.
        budget: what reading and writing costs, in requests; a test holds it.
    """

    name: str
    plural: str
    rank: int
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    key_of: Callable[[Any], str]
    path: str
    edit: Step
    budget: str
    create: Step | None = None
    remove: Step | None = None
    made: str = ""
    unmakeable: Callable[[Mapping[str, Any]], str | None] | None = None
    only_while: Mapping[str, Condition] = dataclasses.field(default_factory=dict)
    follows: str = ""
    query: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    page_size: int = 0
    empty_fails: bool = False
    choose_fields: bool = False
    narrow: Callable[[str, Any], dict[str, Any] | None] | None = None
    id_key: str = "id"
    read_id: Callable[[Any], Id] = int
    text_id: bool = False
    unwrap: Callable[[Any], Any] | None = None
    contacts_child: bool = False
    includes: bool = True
    unique: bool = False
    views: Mapping[str, View] = dataclasses.field(default_factory=dict)
    needs: tuple[str, ...] = ("name",)
    one_of: tuple[str, ...] = ()
    batch: str | None = None
    batch_create: bool = True
    claims: Callable[[Any, Record], bool] | None = None
    settle: tuple[float, ...] = (0,)
    server: Callable[[Record], Hashable] | None = None
    guard: Callable[[Dashboard, Record, Mapping[str, Any], bool], None] | None = None
    protect: Callable[[Dashboard, Record, Record | None, Mapping[str, Any]], None] | None = None
    extra: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    details: Mapping[str, Detail] = dataclasses.field(default_factory=dict)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(found for found in self.fields if found.name == name)

    @property
    def single(self) -> bool:
        """Whether there is always exactly one record."""
        return not self.keys

    @property
    def named_by(self) -> tuple[str, ...]:
        """The options that say which record is meant; none for a single one."""
        return ("id", *self.keys) if self.keys and (self.read_id is int or self.text_id) else self.keys

    @property
    def constraints(self) -> dict[str, Any]:
        """What Ansible is told beside the options: one of several names has to be given.

        Where there is only one, Ansible would not have it said so, and the desired record itself insists on it.
        """
        return {"required_one_of": [self.named_by]} if len(self.named_by) > 1 else {}

    @property
    def title(self) -> str:
        """Its name in a sentence."""
        return self.name.replace("_", " ")

    def id_from(self, row: Any) -> Id | None:
        """The id that a row, or the answer of a creation, holds; ``None`` where it holds none."""
        try:
            return self.read_id(row[self.id_key])
        except (KeyError, TypeError, ValueError):
            return None

    def at(self, **scope: Id) -> Noun:
        """The noun inside a record of another one: every ``{site}`` becomes the id ``site``.

        That is in paths, in queries and in what creations send at first (``initial``).

        Such records live in their scope (the users of a site), so each scope is a batch of its own.
        """

        def placed(text: Any) -> Any:
            for name, value in scope.items():
                text = text.replace("{" + name + "}", str(value)) if isinstance(text, str) else text
            return text

        def step(one: Step | None) -> Step | None:
            return dataclasses.replace(one, path=placed(one.path)) if one else None

        return dataclasses.replace(
            self,
            path=placed(self.path),
            query={name: placed(value) for name, value in self.query.items()},
            fields=tuple(dataclasses.replace(one, initial=placed(one.initial)) for one in self.fields),
            edit=dataclasses.replace(self.edit, path=placed(self.edit.path)),
            create=step(self.create),
            remove=step(self.remove),
            views={name: dataclasses.replace(view, path=placed(view.path)) for name, view in self.views.items()},
        )

    @property
    def options(self) -> dict[str, dict[str, Any]]:
        """The argument specification of one record of this noun, without the connection."""
        spec: dict[str, dict[str, Any]] = {}
        # What can neither be made nor removed is always present.
        if self.create or self.remove:
            spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
        if "id" in self.named_by:
            spec["id"] = {"type": "str" if self.text_id else "int"}
        for declared in self.fields:
            if declared.option is None:
                continue
            spec[declared.name] = dict(declared.option)
            if declared.many:
                default = declared.relation.mode if declared.relation else "set"
                spec[f"{declared.name}_mode"] = {"type": "str", "choices": ["set", "add", "remove"], "default": default}
            if declared.policy:
                spec[declared.policy] = {"type": "str", "choices": ["on_create", "always"], "default": "on_create"}
                if self.create is None:
                    spec[declared.policy] = {"type": "str", "choices": ["always", "never"], "default": "always"}
        if "name" in self.keys and self.field("name").edit:
            spec["new_name"] = {"type": "str"}
        spec.update({name: dict(option) for name, option in self.extra.items()})
        return spec
