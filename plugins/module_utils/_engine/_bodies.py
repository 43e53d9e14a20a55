# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What is sent: the body of a creation and of an edit, in the words of the wire."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from .._noun import NEVER, Field
from ._items import Item

# From an id, or the promise of one, to the id.
IdOf = Callable[[Any], int]


def create_body(item: Item, id_of: IdOf) -> dict[str, Any]:
    """Every field that the creation takes."""
    body: dict[str, Any] = {}
    for field in item.noun.fields:
        value = item.write_only.get(field.name, item.target.get(field.name))
        value = field.initial if value is None else value
        if field.create and value is not None and value not in ("", [], frozenset()):
            body[field.create] = _encoded(field, field.codec.encode, value, id_of)
    return body


def edit_body(item: Item, id_of: IdOf, only: Collection[str] | None = None) -> dict[str, Any]:
    """The fields that change, and those that the route would reset if they were left out.

    An ``id`` is never part of it: in a body it would redirect the write to another record.
    """
    names = item.changes | set(item.write_only) if only is None else set(only)
    body: dict[str, Any] = {}
    for field in item.noun.fields:
        if not field.edit:
            continue
        if field.name in names:
            value = item.write_only.get(field.name, item.target.get(field.name))
            if field.inherited and field.name in item.inherited:
                value = field.inherited.word
        elif field.resend:
            value = item.target[field.name] if field.name in item.target else (item.current or {}).get(field.name)
        else:
            continue
        empty = value in (field.empty, None) or value == frozenset()
        if empty:
            if field.clear is not NEVER:
                body[field.edit] = field.clear
            continue
        body[field.edit] = _encoded(field, (field.edit_codec or field.codec).encode, value, id_of)
    changed = {field.edit for field in item.noun.fields if field.name in names}
    return body if changed & set(body) else {}


def _encoded(field: Field, encode: Callable[[Any], Any], value: Any, id_of: IdOf) -> Any:
    if field.reference:
        value = frozenset(id_of(one) for one in value) if field.many else id_of(value)
    return encode(value)
