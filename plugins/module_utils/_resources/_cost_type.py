# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Types of costs: what a cost is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._dashboard import Dashboard
from .._errors import InputError
from .._fields import COLOR, RAW_TEXT, text_key
from .._noun import Field, Noun, Record, Step
from ._cost_names import ICON, TYPES, read_slug, takes_over, wrong_color, wrong_icon, wrong_name
from ._settings._section import RANK


def _unsendable(_stored: Any, wanted: Any) -> str | None:
    if ICON.fullmatch(str(wanted)):
        return None
    return "is the icon that the type was built with, which the API cannot send again: give another one"


def _keep_built_in(_dashboard: Dashboard, record: Record, target: Record | None, _options: Mapping[str, Any]) -> None:
    """Refuse what cannot be done with a type that is built in.

    Raises:
        InputError: it shall go, or get another name.
    """
    if record["id"] not in TYPES:
        return
    if target is None:
        raise InputError(f"The cost type {record['name']} is built in and cannot be removed.")
    if target.get("name", record["name"]) != record["name"]:
        raise InputError(f"The cost type {record['name']} is built in and cannot be renamed.")


COST_TYPE = Noun(
    name="cost_type",
    plural="cost_types",
    rank=RANK + 1,
    keys=("name",),
    key_of=lambda name: text_key(name).casefold(),
    path="settings/cost-tracker",
    unwrap=lambda data: data["product_categories"],
    id_key="slug",
    read_id=read_slug,
    text_id=True,
    includes=False,
    unique=True,
    create=Step("POST", "settings/cost-tracker/product-types/add"),
    edit=Step("PUT", "settings/cost-tracker/product-types/{id}/edit"),
    remove=Step("DELETE", "settings/cost-tracker/product-types/{id}/delete"),
    protect=_keep_built_in,
    unmakeable=takes_over(TYPES),
    budget="1 to read; each change 1, and 1 to verify; a creation 1 more, since its answer names no record",
    # An edit needs the name, and makes grey of a colour and a folder of an icon that it leaves out.
    fields=(
        Field(
            "name",
            option={"type": "str"},
            read="title",
            create="title",
            edit="title",
            resend=True,
            check=wrong_name,
        ),
        Field(
            "color",
            option={"type": "str"},
            read="color",
            create="color",
            edit="color",
            resend=True,
            codec=COLOR,
            check=wrong_color,
        ),
        Field(
            "icon",
            option={"type": "str"},
            read="icon",
            create="icon",
            edit="icon",
            resend=True,
            codec=RAW_TEXT,
            check=wrong_icon,
            forbids=_unsendable,
        ),
    ),
)
