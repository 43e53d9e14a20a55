# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Costs of the cost tracker: what is paid for sites, tags or clients."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping
from typing import Any

from .._fields import COLOR, RAW_TEXT, TEXT, Codec, ids, instant, listing, plain, sanitised, text_key, words
from .._noun import Detail, Field, Noun, Reference, Step, View
from ._cost_names import METHODS, TYPES, wrong_color, wrong_icon

# The server keeps every word, also one that means nothing; these are the ones that mean something.
_STATES = {
    "active": "active",
    "canceled": "canceled",
    "onhold": "on_hold",
    "expired": "expired",
    "pending_cancelation": "pending_cancelation",
}
_PAID = ("subscription", "lifetime")
_LICENSES = ("single_site", "multi_site")
_RENEWALS = ("weekly", "monthly", "quarterly", "yearly", "disabled")

# PHP keeps so many digits of a number, and the column eight decimals.
_DIGITS, _DECIMALS = 14, 8

# The column of seconds ends in January 2038; 0 stands for "unset".
_YEARS = range(1971, 2038)


class _Markup(str):
    """A note that was written on the screens, with the few elements that MainWP keeps: sent again as it is."""

    __slots__ = ()


def _read_note(value: Any) -> str:
    text = "" if value is None else str(value)
    # A "<" that is none of a tag or a comment is stored as an entity.
    return _Markup(text) if "<" in text else html.unescape(text)


def _write_note(value: str) -> str:
    """Plain text, escaped as WordPress would; a backslash would be lost."""
    return str(value) if isinstance(value, _Markup) else html.escape(value, quote=False).replace("\\", "&#92;")


def _date(value: Any) -> str:
    """A date, with its time where that is not midnight UTC; empty where there is none (the dashboard says 0)."""
    found = instant(value) if value else None
    if found is None:
        return ""
    return found.strftime("%Y-%m-%d" if (found.hour, found.minute, found.second) == (0, 0, 0) else "%Y-%m-%dT%H:%M:%SZ")


def _wrong_date(value: Any) -> str | None:
    found = instant(value)
    if found is None:
        return "is no date such as '2026-01-31', with or without a time, and the dashboard would drop it"
    return None if found.year in _YEARS else f"is not between {_YEARS[0]} and {_YEARS[-1]}"


def _wrong_price(value: Any) -> str | None:
    number = float(value)
    if not math.isfinite(number):
        return "is no price"
    kept = float(f"{number:.{_DIGITS}g}") == number and round(number, _DECIMALS) == number
    return None if kept else f"has more than {_DIGITS} digits or {_DECIMALS} decimals, which the dashboard rounds"


def _wrong_name(name: Any) -> str | None:
    return None if sanitised(name) else "is empty after WordPress has cleaned it"


def _wrong_address(address: Any) -> str | None:
    if re.fullmatch(r"https?://[^\s<>\"\\^`{}]+", str(address)):
        return None
    return "is no web address with http:// or https://, and the dashboard would change it"


def _word(name: str, wire: str, written: str, codec: Codec, choices: tuple[str, ...]) -> Field:
    option = {"type": "str", "choices": list(choices)}
    return Field(name, option=option, read=wire, create=written, edit=written, codec=codec, resend=True)


def _text(name: str, wire: str, written: str, **more: Any) -> Field:
    return Field(
        name, option={"type": "str"}, read=wire, create=written, edit=written, resend=True, **{"clear": "", **more}
    )


def _for(name: str, wire: str, noun: str) -> Field:
    """What the cost is for. An edit takes a list only, so that an empty text leaves the place to another one."""
    return Field(
        name,
        option={"type": "list", "elements": "str"},
        read=wire,
        create=wire,
        edit=wire,
        codec=Codec(decode=lambda value: ids(listing(value)), encode=sorted),
        resend=True,
        clear="",
        reference=Reference(noun, many=True),
    )


def _named(name: str, wire: str, noun: str, known: tuple[str, ...]) -> Field:
    return Field(
        name,
        option={"type": "str"},
        read=wire,
        create=wire,
        edit=wire,
        codec=Codec(decode=lambda value: plain(value) or None),
        resend=True,
        clear="",
        reference=Reference(noun, known=known),
    )


def costs_of(rows: Any) -> list[dict[str, Any]]:
    """The costs of a site or a client in brief, by name; ``rows`` is a list, a map by ids, or nothing."""
    found = [
        {
            "id": int(row["id"]),
            "name": plain(row["name"]),
            "type": plain(row["type"]),
            "product_type": plain(row["product_type"]),
            "license_type": plain(row["license_type"]),
            "status": _STATES.get(plain(row["cost_status"]), plain(row["cost_status"])),
            "payment_method": plain(row["payment_method"]),
            "price": float(row["price"]),
            "renewal": plain(row["renewal_type"]),
            "last_renewal": _date(row["last_renewal"]) or None,
            "next_renewal": _date(row["next_renewal"]) or None,
        }
        for row in (rows.values() if isinstance(rows, Mapping) else rows or ())
    ]
    return sorted(found, key=lambda cost: (cost["name"].casefold(), cost["id"]))


def _sites(rows: Any) -> list[dict[str, Any]]:
    found = [{"id": int(row["id"]), "url": str(row["url"]), "name": plain(row["name"])} for row in rows or ()]
    return sorted(found, key=lambda site: (site["url"], site["id"]))


def _clients(rows: Any) -> list[dict[str, Any]]:
    found = [{"id": int(row["id"]), "name": plain(row["name"])} for row in rows or ()]
    return sorted(found, key=lambda client: (client["name"].casefold(), client["id"]))


COST = Noun(
    name="cost",
    plural="costs",
    rank=5,
    keys=("name",),
    key_of=lambda name: text_key(name).casefold(),
    # The list is never stale; with a persistent object cache the read of a single cost is, for ever.
    path="costs",
    # Icon and colour are nowhere else.
    views={"whole": View("costs/{id}", {})},
    create=Step("POST", "costs/add"),
    edit=Step("PUT", "costs/{id}/edit"),
    remove=Step("DELETE", "costs/{id}/remove"),
    batch="costs/batch",
    one_of=("sites", "tags", "clients"),
    filters={"type": _PAID, "status": tuple(_STATES.values()), "renewal": _RENEWALS},
    details={
        "reached_sites": Detail("costs/{id}/sites", _sites),
        "reached_clients": Detail("costs/{id}/clients", _clients),
    },
    budget="1 to read, with icon or color 2; with sites, tags or clients 1 more each; with a type or method of one's "
    "own 1 more; a creation or removal 1, and 1 to verify (2 with icon or color); an edit 2, since it replaces the "
    "whole cost, and 2 to verify",
    # An edit resets all that it is not sent, and its answer shows the cost as it was before.
    fields=(
        _text("name", "name", "name", check=_wrong_name),
        _text("url", "url", "url", codec=RAW_TEXT, check=_wrong_address),
        _word("type", "type", "payment_type", TEXT, _PAID),
        _named("product_type", "product_type", "cost_type", TYPES),
        _text("slug", "slug", "product_slug", longest=191),
        _word("license_type", "license_type", "license_type", TEXT, _LICENSES),
        _word("status", "cost_status", "cost_tracker_status", words(_STATES), tuple(_STATES.values())),
        Field(
            "price",
            option={"type": "float"},
            read="price",
            create="price",
            edit="price",
            codec=Codec(decode=float, encode=float, normalise=float),
            resend=True,
            check=_wrong_price,
        ),
        _named("payment_method", "payment_method", "payment_method", METHODS),
        _word("renewal", "renewal_type", "renewal_type", TEXT, _RENEWALS),
        _text(
            "last_renewal",
            "last_renewal",
            "last_renewal",
            codec=Codec(decode=_date, encode=lambda value: value.replace("T", " ").rstrip("Z"), normalise=_date),
            check=_wrong_date,
        ),
        # Worked out of the last one whenever the cost is written, not as time goes by.
        Field("next_renewal", read="next_renewal", codec=Codec(decode=lambda value: _date(value) or None)),
        _text("icon", "cost_icon", "icon_hidden", codec=RAW_TEXT, check=wrong_icon, view="whole", longest=64),
        _text("color", "cost_color", "product_color", codec=COLOR, check=wrong_color, view="whole"),
        _for("sites", "sites", "site"),
        _for("tags", "groups", "tag"),
        _for("clients", "clients", "client"),
        _text(
            "note",
            "note",
            "note",
            codec=Codec(decode=_read_note, encode=_write_note, normalise=str),
            # Counted as it is stored, in bytes.
            forbids=lambda _stored, wanted: (
                "is longer than the 65535 bytes that the dashboard keeps"
                if len(_write_note(wanted or "").encode()) > 65535
                else None
            ),
        ),
    ),
)
