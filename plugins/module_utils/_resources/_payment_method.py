# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Methods of payment of costs, beside those that are built in, which no list shows."""

from __future__ import annotations

from typing import Any

from .._fields import sanitised, text_key
from .._noun import Field, Noun, Step
from ._cost_names import METHODS, read_slug, takes_over, wrong_name
from ._settings._section import RANK

# Those of the built-in ones whose id a name can meet: a method of that name would stand in for it.
_BUILT_IN = ("paypal", "stripe", "apple", "amazon", "google", "cash")


def _wrong_name(name: Any) -> str | None:
    built_in = sanitised(name).casefold() in _BUILT_IN
    return "is built in: it is always there and never listed" if built_in else wrong_name(name)


def _rows(data: Any) -> list[dict[str, Any]]:
    """One row a method out of a map from ids to names, which is an empty list where there is none."""
    methods = data["payment_methods"]
    named = methods.items() if isinstance(methods, dict) else enumerate(methods)
    return [{"slug": slug, "title": title} for slug, title in named]


PAYMENT_METHOD = Noun(
    name="payment_method",
    plural="payment_methods",
    rank=RANK + 1,
    keys=("name",),
    key_of=lambda name: text_key(name).casefold(),
    path="settings/cost-tracker",
    unwrap=_rows,
    id_key="slug",
    read_id=read_slug,
    text_id=True,
    includes=False,
    unique=True,
    create=Step("POST", "settings/cost-tracker/payment-methods/add"),
    edit=Step("PUT", "settings/cost-tracker/payment-methods/{id}/edit"),
    remove=Step("DELETE", "settings/cost-tracker/payment-methods/{id}/delete"),
    unmakeable=takes_over(METHODS),
    budget="1 to read; each change 1, and 1 to verify; a creation 1 more, since its answer names no record",
    fields=(
        Field(
            "name", option={"type": "str"}, read="title", create="title", edit="title", resend=True, check=_wrong_name
        ),
    ),
)
