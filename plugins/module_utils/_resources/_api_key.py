# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Keys of the API itself, of both versions. The secret half of a key is shown once, by its creation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._connection import token_halves
from .._errors import InputError
from .._fields import FLAG, TEXT, Codec, number, plain, sanitised, text_key
from .._noun import Field, Noun, Record, Step

if TYPE_CHECKING:
    from .._dashboard import Dashboard

PERMISSIONS = ("read", "write")
VERSIONS = ("v1", "v2")

# Permissions are shown as titles in the language of the dashboard; these are the English ones.
_TITLES = ("Read", "Write & Delete")

# How many characters of a consumer key, and of the token that ends with it, the list shows.
SHOWN = 7


def _rows(rows: Any) -> list[Record]:
    """The keys of both versions with the same columns, their permissions as words, or null where no word is known."""
    titles = [[plain(title) for title in row["permissions"] or ()] for row in rows]
    # A key with both permissions tells what they are called: reading comes first.
    known = next((both for both in titles if len(both) == len(PERMISSIONS)), _TITLES)
    words = dict(zip(known, PERMISSIONS, strict=True))
    return [
        {
            "user_id": None,
            "last_access": None,
            **row,
            "permissions": sorted(words[title] for title in own) if own and set(own) <= set(words) else None,
        }
        for row, own in zip(rows, titles, strict=True)
    ]


def _unclear(stored: Any, wanted: Any) -> str | None:
    if stored is not None:
        return None
    return (
        "cannot be compared: the dashboard shows permissions in its own language, and no key has both, which would "
        "tell what they are called"
    )


def _blank(description: Any) -> str | None:
    return None if sanitised(description) else "is empty after WordPress has cleaned it"


def is_own(dashboard: Dashboard, record: Record) -> bool:
    """Whether a key is the one that this run uses, as far as the shown end of it tells."""
    key, _secret = token_halves(str(dashboard.connection.api_key))
    return record["version"] == "v2" and record["truncated_key"] == key[-SHOWN:]


def _protect(dashboard: Dashboard, record: Record, target: Record | None, options: Mapping[str, Any]) -> None:
    """Refuse to lock out the key of this run. The dashboard does not: its last key may remove itself.

    Raises:
        InputError: it would, and ``lock_out_own_key`` was not given.
    """
    if options.get("lock_out_own_key") or not is_own(dashboard, record):
        return
    has = set(record["permissions"] or ())
    lost = has - set((target or {}).get("permissions", has))
    if target is None:
        what = "be removed"
    elif record["enabled"] and target.get("enabled") is False:
        what = "be disabled"
    elif lost:
        what = f"lose the permission to {' and '.join(sorted(lost))}"
    else:
        return
    raise InputError(
        f"The API key {record['description']!r} (id {record['id']}) cannot {what}: this run uses it.",
        hint="Use another key for it, or set lock_out_own_key=true as well.",
    )


API_KEY = Noun(
    name="api_key",
    plural="api_keys",
    rank=1,
    keys=("description",),
    key_of=text_key,
    needs=("description", "permissions"),
    path="rest-api/keys",
    # Past the end the last page comes again.
    page_size=200,
    unwrap=_rows,
    read_id=str,
    text_id=True,
    includes=False,
    # The one takes a form only, the other JSON only.
    create=Step("POST", "rest-api/add-key", encoding="form"),
    edit=Step("PUT", "rest-api/edit-key/{id}"),
    remove=Step("DELETE", "rest-api/delete-key/{id}"),
    claims=lambda answer, record: str(answer.get("token"))[-SHOWN:] == record["truncated_key"],
    protect=_protect,
    extra={"lock_out_own_key": {"type": "bool", "default": False}},
    filters={"version": VERSIONS},
    budget="1 to read; a change 1, and 1 to verify; a creation 1 more, to find its id",
    fields=(
        Field(
            "description",
            option={"type": "str"},
            read="description",
            create="description",
            edit="description",
            codec=TEXT,
            longest=200,
            check=_blank,
        ),
        Field(
            "permissions",
            option={"type": "list", "elements": "str", "choices": list(PERMISSIONS)},
            read="permissions",
            create="permissions",
            edit="permissions",
            codec=Codec(decode=lambda words: words, encode=",".join, normalise=lambda words: sorted(set(words))),
            empty=[],
            forbids=_unclear,
        ),
        # A creation has to say it.
        Field(
            "enabled",
            option={"type": "bool"},
            read="active",
            create="active",
            edit="active",
            codec=FLAG,
            initial=True,
        ),
        Field("version", read="version", codec=Codec(decode=str)),
        Field("truncated_key", read="truncated_key", codec=Codec(decode=str)),
        Field("user_id", read="user_id", codec=Codec(decode=number)),
        # In the time of the dashboard, which the list does not tell.
        Field("last_access", read="last_access", codec=Codec(decode=lambda value: str(value or "") or None)),
    ),
)


def of_version(version: str) -> Noun:
    """The keys of one version: one description can name a key of each, since a screen makes both at once."""

    def only(rows: Any) -> list[Record]:
        return [row for row in _rows(rows) if row["version"] == version]

    if version == "v2":
        return dataclasses.replace(API_KEY, unwrap=only)
    return dataclasses.replace(
        API_KEY,
        unwrap=only,
        create=None,
        made="Keys of version 1 are made on the dashboard's screens: MainWP > API Access.",
    )
