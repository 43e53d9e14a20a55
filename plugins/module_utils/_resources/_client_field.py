# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Client fields: the definitions of what can be noted about every client."""

from __future__ import annotations

from typing import Any

from .._fields import escaped, sanitised, text_key
from .._noun import Field, Noun, Step


def _wrong_name(name: Any) -> str | None:
    text = sanitised(name)
    if not text or text == "0":
        return "is empty after WordPress has cleaned it"
    if text.isdigit():
        return "is all digits, so that it would be read as an id"
    if "[" in text or "]" in text:
        return "has a square bracket, with which the dashboard never finds it again"
    if escaped(text) != text:
        return "can be stored only with an entity, so that the dashboard never finds the field when a value is set"
    return None


def _wrong_description(text: Any) -> str | None:
    return "is empty, and the dashboard cannot empty it" if sanitised(text) in ("", "0") else None


CLIENT_FIELD = Noun(
    name="client_field",
    plural="client_fields",
    rank=0,
    keys=("name",),
    key_of=lambda name: text_key(name).casefold(),
    needs=("name", "description"),
    # Says `success: 0` when there is none, and repeats its last page for ever.
    path="clients/fields",
    page_size=200,
    empty_fails=True,
    id_key="field_id",
    unique=True,
    # The add route reads the form body only, the edit route the JSON body only.
    create=Step("POST", "clients/fields/add", encoding="form"),
    edit=Step("PUT", "clients/fields/{id}/edit"),
    remove=Step("DELETE", "clients/fields/{id}/delete"),
    budget="1 to read (a page of 200); each change 1, and 1 to verify",
    fields=(
        Field(
            "name",
            option={"type": "str"},
            read="name",
            create="name",
            edit="name",
            resend=True,
            longest=191,
            check=_wrong_name,
        ),
        Field(
            "description",
            option={"type": "str"},
            read="description",
            create="description",
            edit="description",
            resend=True,
            longest=255,
            check=_wrong_description,
        ),
    ),
)
