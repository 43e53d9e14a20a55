# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Posts and pages of child sites: their fields, and how what is stored compares with what is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._fields import escaped, mapping, plain, sanitised

STATUSES = ("publish", "pending", "private", "future", "draft", "trash")

# WordPress' word for the date of a draft that was never given one.
NO_DATE = "0000-00-00 00:00:00"

# Stands for a backslash where it must not get lost; a code point that no text has.
_SHIELD = "\ue000"

_LONE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
_SLUG = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*")

# Keys that WordPress keeps for itself, and those that MainWP Child takes for orders.
_INTERNAL = ("_edit_lock", "_edit_last", "_pingme", "_encloseme", "_wp_trash", "_wp_old", "_wp_desired", "_thumbnail")
_ORDERS = ("_mainwp_", "_sticky")


def slashed(value: str) -> str:
    """A text with its backslashes doubled: WordPress takes one of each two away (measured)."""
    return value.replace("\\", "\\\\")


def _markup(value: Any) -> str:
    """Content as WordPress stores it: markup stays, a lone ampersand becomes an entity."""
    return _LONE_AMPERSAND.sub("&amp;", str(value))


def _names(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return sorted({plain(part).strip() for part in parts} - {""}, key=str.casefold)


def _same_slug(stored: Any, wanted: Any) -> bool:
    """WordPress numbers a slug that is taken."""
    return bool(re.fullmatch(rf"{re.escape(str(wanted))}(-\d+)?", str(stored)))


def _same(stored: Any, wanted: Any) -> bool:
    return bool(stored == wanted)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _line(value: Any) -> str:
    return sanitised(shielded(value))


def shielded(value: Any) -> str:
    """The text with a stand-in for each backslash, since :func:`sanitised` takes them for lost."""
    return str(value).replace("\\", _SHIELD)


def _escaped(value: Any) -> str:
    """A line on the wire."""
    return slashed(escaped(value))


@dataclass(frozen=True)
class ContentField:
    """One field.

    Args:
        wire: its name on the wire, in reading and in writing.
        decode: from the wire to the user's vocabulary; ``encode``: back. What is wanted goes through ``normalise``
            before it is compared.
        check: returns what is wrong with a value, or nothing.
    """

    name: str
    wire: str
    option: Mapping[str, Any]
    decode: Callable[[Any], Any] = _text
    encode: Callable[[Any], Any] = str
    normalise: Callable[[Any], Any] = str
    equal: Callable[[Any, Any], bool] = _same
    check: Callable[[Any], str | None] | None = None


def _date_problem(value: Any) -> str | None:
    return None if _DATE.fullmatch(str(value)) else "is not of the form YYYY-MM-DD HH:MM:SS"


def _slug_problem(value: Any) -> str | None:
    return None if _SLUG.fullmatch(str(value)) else "is no slug: small letters, digits and single hyphens"


def _category_problem(value: Any) -> str | None:
    """The dashboard quotes categories, and nobody takes the quotes off; a known one is found in spite of them."""
    bad = [one for one in value if not str(one).isascii() or any(sign in str(one) for sign in ',"\\')]
    return f"holds {bad[0]!r}, which MainWP would spoil: only ASCII without commas and quotes" if bad else None


def _tag_problem(value: Any) -> str | None:
    return "has an entry with a comma" if any("," in str(one) for one in value) else None


def _custom_problem(value: Any) -> str | None:
    bad = next((key for key in value if str(key).startswith((*_INTERNAL, *_ORDERS))), None)
    return f"holds {bad}, which is WordPress' or MainWP's own" if bad else None


def custom_values(value: Any) -> dict[str, list[Any]]:
    """The custom fields of a record that are not WordPress' own, each with all of its values."""
    found = mapping(value)
    return {key: list(values) for key, values in found.items() if not str(key).startswith(_INTERNAL)}


def _custom(value: Any) -> dict[str, Any]:
    return {key: values[-1] for key, values in custom_values(value).items() if values}


_SWITCH = {"type": "str", "choices": ["open", "closed"]}
_LIST = {"type": "list", "elements": "str"}

TITLE = ContentField("title", "post_title", {"type": "str"}, lambda v: shielded(plain(v)), _escaped, _line)
STATUS = ContentField("status", "post_status", {"type": "str", "choices": list(STATUSES)})
SLUG = ContentField("slug", "post_name", {"type": "str"}, equal=_same_slug, check=_slug_problem)
DATE = ContentField("date", "post_date_gmt", {"type": "str"}, check=_date_problem)
CUSTOM = ContentField(
    "custom_fields", "post_custom", {"type": "dict"}, decode=_custom, normalise=dict, check=_custom_problem
)

# What both kinds have; the order is that of results.
_COMMON = (
    TITLE,
    ContentField("content", "post_content", {"type": "str"}, _text, slashed, _markup),
    STATUS,
    SLUG,
    ContentField("excerpt", "post_excerpt", {"type": "str"}, lambda v: shielded(plain(v)), _escaped, _line),
    ContentField("password", "post_password", {"type": "str", "no_log": True}),
    ContentField("comment_status", "comment_status", _SWITCH),
    ContentField("ping_status", "ping_status", _SWITCH),
    DATE,
    CUSTOM,
)

CATEGORIES = ContentField("categories", "post_category", _LIST, _names, ",".join, _names, check=_category_problem)
TERMS = (CATEGORIES, ContentField("post_tags", "post_tags", _LIST, _names, ",".join, _names, check=_tag_problem))


@dataclass(frozen=True)
class ContentKind:
    """Posts or pages.

    Args:
        word: singular, also the key of results.
        read, create, edit, update_status, remove: the addresses, with the ids ``{site}`` and ``{id}``.
        terms: the fields that the other kind lacks.
    """

    word: str
    read: str
    create: str
    edit: str
    update_status: str
    remove: str
    terms: tuple[ContentField, ...] = ()
    fields: tuple[ContentField, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", (*_COMMON, *self.terms))

    @property
    def options(self) -> dict[str, dict[str, Any]]:
        """The argument specification of the module."""
        return {
            "site": {"type": "str", "required": True},
            "id": {"type": "int"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            **{one.name: dict(one.option) for one in self.fields},
        }


POST = ContentKind(
    "post",
    read="posts/{site}/{id}",
    create="posts/{site}/create",
    edit="posts/{site}/{id}/edit",
    update_status="posts/{site}/{id}/update-status",
    remove="posts/{site}/{id}/delete",
    terms=TERMS,
)
PAGE = ContentKind(
    "page",
    read="pages/{site}/{id}",
    create="pages/{site}/create",
    edit="pages/{site}/{id}/edit",
    update_status="pages/{site}/{id}/update-status",
    remove="pages/{site}/{id}/delete",
)


def shown_text(value: Any) -> Any:
    """A value in the result: the stand-ins of backslashes are backslashes again."""
    return value.replace(_SHIELD, "\\") if isinstance(value, str) else value
