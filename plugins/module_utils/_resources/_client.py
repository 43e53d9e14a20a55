# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Clients: who owns sites."""

from __future__ import annotations

from typing import Any

from .._fields import FLAG, MOMENT, Codec, escaped, sanitised, text_key
from .._noun import Detail, Field, Noun, Relation, Step
from ._cost import costs_of

# An edit drops every falsy value, so "" changes nothing; one blank passes and is trimmed to empty.
_BLANK = " "

# By the number that travels. The API can set neither lead nor lost.
_STATES = ("active", "suspended", "lead", "lost")


def _text(name: str, wire: str, longest: int | None, **more: Any) -> Field:
    return Field(
        name,
        option={"type": "str"},
        read=wire,
        create=wire,
        edit=wire,
        longest=longest,
        check=_lost_zero,
        **{"clear": _BLANK, **more},
    )


def _lost_zero(value: Any) -> str | None:
    return "is 0, which the dashboard drops" if sanitised(value) == "0" else None


def _wrong_name(name: Any) -> str | None:
    text = sanitised(name)
    return "is empty after WordPress has cleaned it" if not text or text == "0" else None


def _custom_fields(values: dict[str, Any]) -> list[dict[str, str]]:
    return [{"field_name": str(name), "field_value": str(value)} for name, value in sorted(values.items())]


def _wrong_fields(values: Any) -> str | None:
    lost = sorted(str(name) for name in values if escaped(sanitised(name)) != sanitised(name))
    if lost:
        return f"names {', '.join(lost)}, and the dashboard skips a field that is stored with an entity in its name"
    empty = sorted(name for name, value in values.items() if value is None or str(value).strip() in ("", "0"))
    return f"has no value for {', '.join(empty)}, and the dashboard cannot empty one" if empty else None


CLIENT = Noun(
    name="client",
    plural="clients",
    rank=2,
    keys=("email", "name"),
    key_of=lambda key: text_key(key).casefold(),
    # The only read with note and social fields; the list of one client by id lacks them.
    path="clients",
    create=Step("POST", "clients/add"),
    edit=Step("PUT", "clients/{id}/edit"),
    remove=Step("DELETE", "clients/{id}/remove"),
    batch="clients/batch",
    filters={"status": _STATES},
    details={"costs": Detail("clients/{id}/costs", costs_of)},
    budget="1 to read; with sites 1 more; with fields 1 more; each change 1, and 1 to verify",
    fields=(
        Field(
            "name",
            option={"type": "str"},
            read="name",
            create="name",
            edit="name",
            longest=255,
            check=_wrong_name,
        ),
        _text("email", "client_email", 191),
        _text("phone", "client_phone", 100),
        _text("address_1", "address_1", 255),
        _text("address_2", "address_2", 255),
        _text("city", "city", 100),
        _text("region", "state", 200),
        _text("zip", "zip", 32),
        _text("country", "country", 200),
        _text("note", "note", None),
        _text("facebook", "client_facebook", 255),
        _text("twitter", "client_twitter", 255),
        _text("instagram", "client_instagram", 255),
        _text("linkedin", "client_linkedin", 255),
        # Neither create nor edit takes it.
        Field(
            "suspended",
            option={"type": "bool"},
            read="suspended",
            codec=FLAG,
            fresh=False,
            switch={
                True: (Step("PUT", "clients/{id}/suspend"),),
                False: (Step("PUT", "clients/{id}/unsuspend"),),
            },
        ),
        Field(
            "status",
            read="suspended",
            codec=Codec(decode=lambda value: _STATES[int(value or 0)]),
        ),
        Field("created", read="created", codec=MOMENT),
        # A create ignores them, an edit skips names that are not defined, and nothing shows them.
        Field(
            "fields",
            option={"type": "dict"},
            edit="custom_fields",
            codec=Codec(decode=dict, encode=_custom_fields),
            policy="update_fields",
            check=_wrong_fields,
            defined_by="client_field",
        ),
        # `selected_sites` would take sites from other clients without a word, so the sites are edited instead.
        Field(
            "sites",
            option={"type": "list", "elements": "str"},
            relation=Relation("site", "client", mode="add"),
        ),
    ),
)
