# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""From what users write to the records they mean, and back to names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._errors import AmbiguousError, InputError
from .._noun import Field, Id, Noun, Record
from ._items import Pending, Wanted, pending
from ._reads import Reads


def is_id(text: str) -> bool:
    """Whether a reference is an id: digits, and no other sign that Unicode counts among them."""
    return text.isascii() and text.isdigit()


class References:
    """Finds records by id and natural key.

    Args:
        predict: unknown references are predicted with a warning (check mode) instead of refused.
    """

    def __init__(
        self,
        reads: Reads,
        nouns: Mapping[str, Noun],
        predict: bool,
        warn: Callable[[str], None],
    ) -> None:
        self._reads = reads
        self._nouns = nouns
        self._predict = predict
        self._warn = warn
        self._creating: dict[tuple[str, str], set[Id | Pending]] = {}
        self._removing: dict[tuple[str, Id], str] = {}

    def announce(self, wanted: Wanted, current: Record | None) -> None:
        """Let references find what the batch creates, by each natural key, and what it renames, by the new name.

        What it removes can be referred to no longer.
        """
        if current is not None and wanted.state == "absent":
            self._removing[wanted.noun.name, current["id"]] = wanted.key
        elif current is not None and wanted.id is not None:
            for name in wanted.noun.keys:
                if wanted.values.get(name):
                    key = wanted.noun.key_of(wanted.values[name])
                    self._creating.setdefault((wanted.noun.name, key), set()).add(current["id"])
        if current is not None and wanted.state == "present" and wanted.new_name is not None:
            self._creating.setdefault((wanted.noun.name, wanted.noun.key_of(wanted.new_name)), set()).add(current["id"])
        if current is not None or wanted.state == "absent":
            return
        for name in {*wanted.noun.keys, "name"}:
            if wanted.values.get(name):
                key = wanted.noun.key_of(wanted.values[name])
                self._creating.setdefault((wanted.noun.name, key), set()).add(pending(wanted))

    def appears(self, wanted: Wanted, current: Record | None, batch: Sequence[Wanted]) -> bool:
        """Whether a record that is not there comes with a setting that the batch, or an earlier task, changes.

        Raises:
            InputError: the batch changes it so that the record goes.
        """
        condition = wanted.noun.only_while.get(wanted.identity)
        if condition is None:
            return False
        settings = [one.values for one in batch if one.noun.name == condition.noun and condition.field in one.values]
        if any(values[condition.field] != condition.value for values in settings):
            raise InputError(
                f"{wanted.noun.name} {wanted.key}: {condition.field} is declared {settings[0][condition.field]!r}.",
                hint=wanted.noun.made,
            )
        if current is not None or settings or not self._predict:
            return current is None and bool(settings)
        self._warn(
            f"There is no {wanted.noun.title} {wanted.key} yet; predicted as if an earlier task had set "
            f"{condition.field} in the {condition.noun} settings."
        )
        return True

    def leader(self, wanted: Wanted) -> Pending:
        """The promise of the record that brings this one along, since the batch, or an earlier task, creates it.

        Raises:
            InputError: it exists and brings none any more, or nothing creates it.
        """
        noun, title = self._nouns[wanted.noun.follows], wanted.noun.title
        value = wanted.values[wanted.noun.keys[0]]
        for one in self._creating.get((noun.name, noun.key_of(value)), set()):
            if isinstance(one, Pending):
                return one
        if self._reads.find(noun.name, noun.keys[0], value):
            raise InputError(
                f"The {noun.title} {value} has no {title}, and the dashboard's API cannot create one.",
                hint=wanted.noun.made,
            )
        if not self._predict:
            raise InputError(f"There is no {noun.title} {value!r}.", hint=f"Declare the {noun.title} first.")
        self._warn(
            f"There is no {noun.title} {value!r} yet; predicted as if an earlier task had made it, with a {title}."
        )
        return Pending(noun.name, noun.key_of(value), str(value))

    def addressed(self, wanted: Wanted) -> Wanted:
        """A record that follows another one, named by what that one is called by, also where its name or id was given.

        Raises:
            AmbiguousError, InputError: several records are called so, or none.
        """
        noun, field = self._nouns.get(wanted.noun.follows), wanted.identity_field
        if noun is None or field is None:
            return wanted
        text = str(wanted.values[field])
        if self._reference_keys(noun, text)[0] == noun.keys[0] and not is_id(text):
            return wanted
        found = self._reads.records(noun.name)[self.existing(noun.name, text, f"{wanted.noun.name} {field}")]
        return replace(wanted, values={**wanted.values, field: found[noun.keys[0]]})

    def without_removed(self, noun: Noun, record: Record) -> Record:
        """A copy of a record as it will be when the batch has removed what it removes, since that comes first."""
        found = dict(record)
        for field in noun.fields:
            if field.reference is None or field.name not in found:
                continue
            value = found[field.name]
            if field.many:
                found[field.name] = frozenset(one for one in value if (field.reference.noun, one) not in self._removing)
            elif (field.reference.noun, value) in self._removing:
                found[field.name] = None
        return found

    def find(self, wanted: Wanted) -> Record | None:
        """The record that is meant, or ``None`` where the complete list lacks it.

        Raises:
            AmbiguousError: the natural key fits several records.
            InputError: an id that does not exist, for a record that shall be present.
        """
        noun = wanted.noun
        if wanted.id is not None:
            record = self._reads.records(noun.name).get(wanted.id)
            if record is None and wanted.state == "present":
                hint = "Leave id out to create one." if noun.create else None
                raise InputError(f"There is no {noun.name} with id {wanted.id}.", hint=hint)
            return record
        if noun.single:
            return next(iter(self._reads.records(noun.name).values()), None)
        names = [name for name in noun.keys if wanted.values.get(name)]
        for position, name in enumerate(names):
            # A record with another value of an earlier key is another record, however its name reads.
            matches = [
                one
                for one in self._reads.find(noun.name, name, wanted.values[name])
                if not any(one[earlier] for earlier in names[:position])
            ]
            if matches:
                return self._only(noun, name, wanted.values[name], matches)
        return None

    def find_name(self, noun: Noun, name: str) -> Record | None:
        """The record with that name.

        Raises:
            AmbiguousError: there are several.
        """
        matches = self._reads.find(noun.name, "name", name)
        return self._only(noun, "name", name, matches) if matches else None

    def resolve(self, noun_name: str, text: str, option: str) -> Id | Pending:
        """The id that a reference means: digits are an id, a dot or a slash makes an address, anything else is a name.

        Raises:
            AmbiguousError, InputError: it fits several records, or none; the message names ``option``.
        """
        noun = self._nouns[noun_name]
        return self._found_or_announced(noun, self._lookup(noun, text, option), text, option)

    def spelled(self, noun_name: str, name: str, option: str) -> str:
        """The name of a record as the dashboard has it, or will have it; digits are a name here.

        Raises:
            AmbiguousError, InputError: as :meth:`resolve`.
        """
        noun = self._nouns[noun_name]
        found = self.find_name(noun, name)
        one = self._found_or_announced(noun, found["id"] if found else None, name, option)
        if found:
            return str(found["name"])
        return str(noun.field("name").codec.normalise(one.text if isinstance(one, Pending) else name))

    def _found_or_announced(self, noun: Noun, found: int | None, text: str, option: str) -> Id | Pending:
        noun_name = noun.name
        if found is not None and (noun_name, found) in self._removing:
            raise InputError(f"{option}: the {noun_name} {text!r} is declared absent.")
        announced = set() if is_id(text) else self._creating.get((noun_name, noun.key_of(text)), set())
        meant = announced | ({found} if found is not None else set())
        if len(meant) > 1:
            raise AmbiguousError(
                f"{option}: {text!r} fits {len(meant)} {noun.plural} of this task and the dashboard.",
                hint=f"Name the {noun_name} by another of {', '.join(noun.keys)}, or by its id.",
            )
        for one in meant:
            return one
        if not self._predict:
            raise InputError(f"{option}: there is no {noun_name} {text!r}.", hint=f"Declare the {noun_name} first.")
        self._warn(f"{option}: there is no {noun_name} {text!r} yet; predicted as if an earlier task had made it.")
        codec = noun.field(self._reference_keys(noun, text)[0]).codec
        return Pending(noun_name, noun.key_of(text), codec.decode(codec.encode(text)))

    def existing(self, noun_name: str, text: str, option: str) -> Id:
        """As :meth:`resolve`, for references that must exist now.

        Raises:
            AmbiguousError, InputError: it fits several records, or none.
        """
        found = self._lookup(self._nouns[noun_name], text, option)
        if found is None:
            raise InputError(f"{option}: there is no {noun_name} {text!r}.")
        return found

    def _lookup(self, noun: Noun, text: str, option: str) -> Id | None:
        if noun.text_id and text in self._reads.records(noun.name):
            return text
        if is_id(text):
            if noun.read_id(text) not in self._reads.records(noun.name):
                raise InputError(f"{option}: there is no {noun.name} with id {text}.")
            return noun.read_id(text)
        for name in self._reference_keys(noun, text):
            matches = self._reads.find(noun.name, name, text)
            if matches:
                return self._only(noun, name, text, matches)["id"]
        return None

    def shown(self, field: Field, value: Any) -> Any:
        """A value of the engine in the user's vocabulary: ids of records become their names."""
        target = field.reference.noun if field.reference else field.relation.noun if field.relation else None
        if target is None:
            return value
        if field.many:
            return sorted((self._name(target, one) for one in value or ()), key=str.casefold)
        return self._name(target, value) if value else None

    def _name(self, noun: str, value: Id | Pending) -> str:
        if isinstance(value, Pending):
            return value.text or value.key
        if self._nouns[noun].text_id:
            return str(value)
        return self._reads.label(noun, value) or str(value)

    @staticmethod
    def _reference_keys(noun: Noun, text: str) -> list[str]:
        if "url" in noun.keys:
            return ["url"] if "." in text or "/" in text or ":" in text else ["name", "url"]
        return list(noun.keys)

    @staticmethod
    def _only(noun: Noun, name: str, value: Any, matches: list[Record]) -> Record:
        if len(matches) > 1:
            ids = ", ".join(str(one["id"]) for one in matches)
            raise AmbiguousError(
                f"{len(matches)} {noun.plural} have the {name} {value!r}: ids {ids}.",
                hint="Name the one you mean by its id.",
            )
        return matches[0]
