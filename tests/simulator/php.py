# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""PHP's and WordPress' ways with values, as far as answers depend on them."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from typing import Any

#: What PHP's trim takes from both ends.
ENDS = " \t\n\r\0\x0b"


def truth(value: Any) -> bool:
    """Return PHP's truth of a value: ``""``, ``"0"``, 0, ``[]``, null and false are false.

    The text ``"false"`` is true.
    """
    return not (value is None or value is False or value in ("", "0", 0) or value == [] or value == {})


def empty(value: Any) -> bool:
    """Return what PHP's ``empty`` says."""
    return not truth(value)


def flag(value: Any) -> bool:
    """Return MainWP's boolean: true for true, "true", "yes", 1 and "1" in any letter case; all else is false."""
    return str(value).lower() in ("true", "yes", "1")


def rest_boolean(value: Any) -> bool:
    """Return WordPress' boolean of a REST argument: any text is true but ``"false"``, ``"0"`` and ``""``."""
    return value.lower() not in ("false", "0", "") if isinstance(value, str) else truth(value)


def integer(value: Any) -> int:
    """Return PHP's ``intval``: leading digits count, everything else is 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return int(value)
    if isinstance(value, (list, dict)):
        return 1 if value else 0
    match = re.match(r"\s*([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)", str(value or ""))
    return int(float(match.group(1))) if match else 0


def text(value: Any) -> str:
    """Return a value as PHP turns it into text: true is ``"1"``, false and null are ``""``."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, (list, dict)):
        return "Array"
    return str(value)


def flat_text(value: Any) -> str:
    """Return a value as text where the dashboard takes no array for one."""
    return "" if isinstance(value, (list, dict)) else text(value)


def is_numeric(value: Any) -> bool:
    """Return whether PHP calls the value numeric."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    return isinstance(value, str) and bool(re.fullmatch(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", value))


def array(mapping: dict[Any, Any]) -> Any:
    """Return a PHP map as it is encoded: an object, but ``[]`` when it is empty."""
    return {str(key): value for key, value in mapping.items()} if mapping else []


def json_text(value: Any) -> str:
    """Return a value as the text of a column that holds JSON, encoded as PHP does (slashes escaped, no blanks)."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/")


def sanitize_text_field(value: Any) -> str:
    """Return text as WordPress' sanitize_text_field leaves it (facts: one line, no tags, no %xx, trimmed)."""
    if isinstance(value, (list, dict)):
        return ""
    result = text(value)
    if "<" in result:
        # What no ">" closes before the next "<" is escaped up to there, the rest is markup unless a blank follows.
        result = re.sub(r"<[^<>]*(?=<|\Z)", lambda match: escape_html(match[0]), result)
        result = re.sub(r"<(script|style)[^>]*?>.*?</\1>", "", result, flags=re.S | re.I)
        result = strip_tags(re.sub(r"<!--.*?-->", "", result, flags=re.S)).strip(ENDS).replace("<\n", "&lt;\n")
    result = re.sub(r"[\r\n\t ]+", " ", result).strip(ENDS)
    found = False
    while re.search(r"%[a-fA-F0-9]{2}", result):
        result = re.sub(r"%[a-fA-F0-9]{2}", "", result)
        found = True
    return re.sub(r" +", " ", result).strip(ENDS) if found else result


def strip_tags(value: str) -> str:
    """Return text without markup, as PHP's strip_tags leaves it: a ">" in quotes does not end a tag."""
    result, quote, inside = [], "", False
    for index, char in enumerate(value):
        if not inside:
            inside = char == "<" and not value[index + 1 : index + 2].isspace()
            result += [] if inside else [char]
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == ">":
            inside = False
    return "".join(result)


def unslash(value: str) -> str:
    """Return text without its backslashes (a doubled one leaves one), as PHP's stripslashes does."""
    return re.sub(r"\\(.?)", r"\1", value, flags=re.S)


def escape_html(value: str) -> str:
    """Return text escaped as WordPress' esc_html does: entities that are there already are not escaped again."""
    escaped = re.sub(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)", "&amp;", value)
    return escaped.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#039;")


def rest_date(epoch: float) -> str:
    """Return a moment as the API writes it: ``YYYY-MM-DDTHH:MM:SS``, UTC, without a suffix."""
    return datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")


def mysql_date(epoch: float) -> str:
    """Return a moment as MySQL writes it: ``YYYY-MM-DD HH:MM:SS``, UTC."""
    return datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def like(search: str) -> re.Pattern[str]:
    """Return a search as SQL's LIKE does it: ``%`` and ``_`` are wildcards, letter case is ignored."""
    return re.compile("".join({"%": ".*", "_": "."}.get(char, re.escape(char)) for char in search), re.I | re.S)
