# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Codecs between the wire and the user's vocabulary.

The database columns come out as strings, an empty PHP map as ``[]``, text partly HTML-escaped, flags as ``"0"``,
``"1"`` or ``""``. A codec turns them into ints, booleans, ISO dates, plain text and sorted lists, and back.
"""

from __future__ import annotations

import html
import json
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote, urlsplit

from ._errors import InputError

_SCRIPT = re.compile(r"<(script|style)[^>]*?>.*?</\1>", re.IGNORECASE | re.DOTALL)
# WordPress keeps a "<" that no ">" closes before the next "<"; PHP keeps one before white space.
_LONE = re.compile(r"<(?![^<>]*>)")
_MARKUP = re.compile(r"""<!--.*?-->|<(?=\S)(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^>"'])*(?:>|$)""", re.DOTALL)
_OCTET = re.compile(r"%(?=[a-fA-F0-9]{2})")
_BLANKS = re.compile(r"[\r\n\t ]+")
# What PHP's trim takes from both ends.
_ENDS = " \t\n\r\0\x0b"


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Codec:
    """One way to write a value on the wire.

    Args:
        decode: from the wire to the user's vocabulary.
        encode: from the user's vocabulary to the wire.
        normalise: what the dashboard will have stored of a value that the user wants.
        equal: whether a stored and a wanted value are the same; takes them in this order, both normalised.
    """

    decode: Callable[[Any], Any]
    encode: Callable[[Any], Any] = _same
    normalise: Callable[[Any], Any] = _same
    equal: Callable[[Any, Any], bool] = operator.eq


def plain(value: Any) -> str:
    """Text as the dashboard stored it, with its HTML entities resolved; null is the empty text."""
    return "" if value is None else html.unescape(str(value))


def sanitised(value: Any) -> str:
    """The text that WordPress keeps of a line: no markup or backslashes, single spaces, trimmed.

    Its entities are resolved, as :func:`plain` does it with what was stored, so that both can be compared. Octets like
    ``%20`` stay, which WordPress would take out: :func:`escaped` sends them in a form that it keeps.
    """
    text = _LONE.sub("&lt;", str(value).replace("\\", ""))
    text = _MARKUP.sub("", _SCRIPT.sub("", text))
    return html.unescape(_BLANKS.sub(" ", text).strip(_ENDS))


def escaped(value: Any) -> str:
    """A line as it has to travel so that :func:`plain` makes the same text of what WordPress stores.

    A "<" would be taken for markup, a "%" before two hexadecimal digits would be lost with them, and what looks like an
    entity would read as what it stands for; each becomes an entity. Only screens and e-mails in HTML show it as meant.
    """
    text = str(value)
    if html.unescape(text) != text:
        text = text.replace("&", "&amp;")
    return _OCTET.sub("&#37;", text.replace("<", "&lt;"))


def octet(value: Any) -> str:
    """The first octet of a text, like ``%20``; empty where there is none."""
    text = str(value)
    found = _OCTET.search(text)
    return text[found.start() : found.start() + 3] if found else ""


def spoiled(value: Any) -> str | None:
    """Why a line that a program reads cannot be stored as it is: an entity, which :func:`escaped` makes, is no help."""
    text = str(value)
    if "<" not in text and not octet(text) and sanitised(text) == plain(text):
        return None
    return "would be stored as another text: WordPress strips markup, line breaks and octets like %20, and rewrites a <"


def text_key(value: Any) -> str:
    """What is equal in every spelling of a text: as the user writes it, with entities, or as it was read."""
    text = sanitised(value)
    while text != (again := sanitised(text)):
        text = again
    return text


def flag(value: Any) -> bool:
    """``"1"``, ``1`` and ``True`` are true; ``"0"``, ``""``, null and the further states of some fields are not."""
    return value in (True, 1, "1")


def number(value: Any) -> int | None:
    """A number that travels as text; null where there is none."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def moment(value: Any) -> str | None:
    """A UTC time without suffix as ISO text with ``Z``; null where it never happened (the dashboard says 1970)."""
    text = str(value or "").replace(" ", "T").removesuffix("Z")
    return None if not text or text.startswith(("1970-01-01T00:00:00", "0000")) else f"{text}Z"


def instant(value: Any) -> datetime | None:
    """The UTC time that ISO text means, a date or one with a time; null where it is none.

    Without a suffix it is in UTC. Python 3.10 does not know the suffix ``Z``.
    """
    try:
        found = datetime.fromisoformat(re.sub(r"Z$", "+00:00", str(value).strip()))
        return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def from_seconds(seconds: Any) -> str | None:
    """Seconds since 1970 as the dashboard's newer routes spell a moment, in UTC without suffix; null for 0 and text."""
    whole = number(seconds)
    return datetime.fromtimestamp(whole, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") if whole else None


def nested(value: Any) -> Any:
    """JSON inside a JSON string; null where there is none or it is broken."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def mapping(value: Any) -> dict[str, Any]:
    """A map that may travel as JSON text, and as ``[]``, ``""`` or null when it is empty."""
    found = nested(value)
    return dict(found) if isinstance(found, Mapping) else {}


def listing(value: Any) -> list[Any]:
    """A list that may travel as JSON text, and as ``""`` or null when it is empty."""
    found = nested(value)
    if isinstance(found, Mapping):
        return list(found.values())
    return list(found) if isinstance(found, list) else []


def joined(value: Any) -> list[Any]:
    """The entries of all lists of a map, such as a list of records for each site."""
    return [entry for entries in listing(value) for entry in entries]


def ids(value: Any) -> frozenset[int]:
    """A set of ids: comma text, a list, or the keys of a map. Id 0 stands for "none" and is left out."""
    if isinstance(value, Mapping):
        parts: list[Any] = list(value)
    elif isinstance(value, (list, tuple, set, frozenset)):
        parts = list(value)
    else:
        parts = str(value or "").split(",")
    found = (number(str(part).strip()) for part in parts)
    return frozenset(part for part in found if part)


def comma_ids(value: Any) -> str:
    """Ids as comma text, the only form that the site routes take; a list would drop all tags."""
    return ",".join(str(part) for part in sorted(value))


def lines(value: Any) -> list[str]:
    """Comma text or a list as a sorted list without repeats."""
    parts = value if isinstance(value, (list, tuple)) else plain(value).split(",")
    return sorted({plain(part).strip() for part in parts} - {""})


def site_key(address: Any) -> str:
    """A site's identity: host and path in lower case, without scheme, ``www.`` and trailing slash.

    It is the dashboard's own test for duplicates.
    """
    text = str(address).strip().lower()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError as error:
        raise InputError(f"{address!r} is not a web address: {error}.") from error
    host = parts.netloc.removeprefix("www.")
    return f"{host}{parts.path}".rstrip("/")


def web_address(value: Any) -> str:
    """An address with scheme and trailing slash; without a scheme it becomes ``https``."""
    text = str(value).strip()
    text = text if "://" in text else f"https://{text}"
    return text if text.endswith("/") else f"{text}/"


def percent(value: Any) -> str:
    """Every reserved character percent-encoded, as the child decodes an administrator's password once."""
    return quote(str(value), safe="")


def choice(words: Mapping[str, str]) -> Codec:
    """A codec for an enumeration: ``words`` maps what travels to what the user writes."""
    wire = {word: code for code, word in words.items()}
    return Codec(decode=lambda value: words.get(str(value)), encode=lambda word: int(wire[word]))


def words(choices: Mapping[str, str]) -> Codec:
    """A codec for an enumeration of texts; one that ``choices`` does not hold is shown, and sent again, as it is."""
    wire = {word: code for code, word in choices.items()}
    return Codec(
        decode=lambda value: choices.get(str(value), str(value)), encode=lambda word: wire.get(word, str(word))
    )


def _case_blind(stored: Any, wanted: Any) -> bool:
    return str(stored).casefold() == str(wanted).casefold()


def _same_address(stored: Any, wanted: Any) -> bool:
    """Equal hosts and paths; the scheme counts only where the user wrote one."""
    if site_key(stored) != site_key(wanted):
        return False
    scheme = urlsplit(str(wanted)).scheme if "://" in str(wanted) else ""
    return not scheme or urlsplit(str(stored)).scheme == scheme.lower()


TEXT = Codec(decode=plain, encode=escaped, normalise=sanitised)
RAW_TEXT = Codec(decode=lambda value: "" if value is None else str(value), encode=str, normalise=str)
FLAG = Codec(decode=flag, encode=int, normalise=bool)
NUMBER = Codec(decode=number, encode=int, normalise=int)
MOMENT = Codec(decode=moment)
COLOR = Codec(decode=lambda value: value or "", encode=str, normalise=str, equal=_case_blind)
IDS = Codec(decode=ids, encode=comma_ids)
ID = Codec(decode=lambda value: number(value) or None, encode=lambda value: value or 0)
LINES = Codec(decode=lines, encode=",".join, normalise=lines)
ADDRESS = Codec(decode=str, encode=web_address, normalise=str, equal=_same_address)
