# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What a plan cannot be, whatever is on the dashboard. Every refusal names the option and comes before any write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._errors import InputError
from .._noun import NEVER, Field, Record
from ._items import Item, Wanted

Pairs = Sequence[tuple[Wanted, "Record | None"]]


def refuse_doubles(pairs: Pairs) -> None:
    """Refuse two declarations of one record, and two records that would end with the same first natural key.

    Raises:
        InputError: it names both.
    """
    seen: dict[tuple[str, Any], str] = {}
    for wanted, current in pairs:
        marks: list[Any] = [current["id"] if current else wanted.new_name or wanted.identity]
        key = _final_key(wanted, current)
        if key:
            marks.append(("key", key))
        for mark in marks:
            if (wanted.noun.name, mark) in seen:
                raise InputError(
                    f"{wanted.noun.name} {wanted.key} is declared twice (also as {seen[wanted.noun.name, mark]}).",
                    hint="Merge the two declarations.",
                )
        seen.update({(wanted.noun.name, mark): wanted.key for mark in marks})


def _final_key(wanted: Wanted, current: Record | None) -> str:
    """The first natural key that the record will have; empty where it has none, or goes."""
    if wanted.state == "absent" or wanted.noun.single:
        return ""
    name = wanted.noun.keys[0]
    value = (wanted.new_name if name == "name" else None) or wanted.values.get(name) or (current or {}).get(name)
    return wanted.noun.key_of(value) if value else ""


def refuse_incomplete(wanted: Wanted) -> None:
    """Refuse to create a record without what every record needs, or that must not or cannot be made.

    Raises:
        InputError: it names what is missing, or wrong.
    """
    noun = wanted.noun
    if noun.create is None:
        raise InputError(
            f"There is no {noun.title} {wanted.key}, and the dashboard's API cannot create one.", hint=noun.made or None
        )
    missing = [name for name in noun.needs if not wanted.values.get(name)]
    if missing:
        raise InputError(
            f"{noun.name} {wanted.key} does not exist and cannot be created without {', '.join(missing)}.",
            hint=f"Add {', '.join(missing)}, or check the {' or '.join(noun.keys)}.",
        )
    problem = noun.unmakeable(wanted.values) if noun.unmakeable else None
    if problem:
        raise InputError(f"The {noun.title} {wanted.key} cannot be created: {problem}.")


def refuse_other(wanted: Wanted, current: Record) -> None:
    """Refuse to remove by its id a record that is called otherwise than the task says.

    Raises:
        InputError: it names both.
    """
    for name in wanted.noun.keys:
        value = wanted.values.get(name)
        if value and wanted.noun.key_of(value) != wanted.noun.key_of(current[name] or ""):
            raise InputError(
                f"The {wanted.noun.name} with id {wanted.id} has the {name} {current[name]!r}, not {value!r}.",
                hint=f"Leave out id or {name}.",
            )


def refuse_none_of(item: Item, given: Sequence[str]) -> None:
    """Refuse a record that would have several of the fields of which it needs exactly one, or none of them.

    Raises:
        InputError: it names the fields.
    """
    noun = item.noun
    after = {**(item.current or {}), **item.target}
    if given:
        raise InputError(f"{noun.name} {item.key} can have only one of {', '.join(given)}.", hint="Give one of them.")
    if not any(after.get(name) for name in noun.one_of):
        raise InputError(
            f"{noun.name} {item.key} would have none of {', '.join(noun.one_of)}.",
            hint=f"The dashboard wants one of them; remove the {noun.title} instead if it is needed no longer.",
        )


def refuse_longer(field: Field, value: Any, label: str) -> None:
    """Refuse a value that does not fit into its column, in the form in which it is stored.

    Raises:
        InputError: it names both lengths.
    """
    length = len(str(field.codec.encode(value))) if field.longest else 0
    if field.longest and length > field.longest:
        raise InputError(
            f"{label} has {length} characters, and the dashboard keeps {field.longest}.",
            hint="It would store nothing of the whole record.",
        )


def refuse_change(item: Item, field: Field, value: Any) -> None:
    """Refuse a change that the dashboard has no way to make.

    Raises:
        InputError: the field cannot be emptied, cannot be changed after the creation, or not like this.
    """
    shown = "" if field.secret else f" {value!r}"
    label = f"{item.noun.name} {item.key}: {field.name}"
    empty = value in (field.empty, None) or (field.many and not value)
    if field.edit and field.clear is NEVER and empty and field.option and field.option.get("type") != "bool":
        raise InputError(
            f"{label} cannot be{shown}: the dashboard has no way to empty it.",
            hint="Leave it out to keep what is there.",
        )
    if not field.edit and not field.switch and not field.relation:
        raise InputError(
            f"{label} cannot become{shown}: the dashboard sets it only when the {item.noun.name} is created.",
            hint="Leave it out to keep what is there.",
        )
    _refuse_forbidden(item, field, value)


def refuse_resent(item: Item) -> None:
    """Refuse an edit that would have to send a stored value again which the dashboard does not take.

    Raises:
        InputError: it names the field, whose value the task has to give then.
    """
    for field in item.noun.fields:
        if field.resend and field.name not in item.target:
            _refuse_forbidden(item, field, (item.current or {}).get(field.name))


def _refuse_forbidden(item: Item, field: Field, value: Any) -> None:
    problem = field.forbids((item.current or {}).get(field.name), value) if field.forbids else None
    if problem:
        shown = "" if field.secret else f" {value!r}"
        raise InputError(f"{item.noun.name} {item.key}: {field.name}{shown} {problem}.")
