# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Comparing what the simulator answers with what was recorded, by the rules of the recordings' README, only stricter.

Every field must be equal, not only those that the collection reads. What ``masks.json`` names must be there on both
sides with the same type, but its value is free; its pattern for dates does not take the word "update". So are the
average, the least and the greatest of the milliseconds (``ping_ms``) that it names, the versions of libraries, and the
folders above WordPress in paths of files.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .records import load

_MASKED_KEYS = [re.compile(pattern) for pattern in load("masks.json")["keys"]]
_DECORATIVE = frozenset(load("masks.json")["decorative"])
#: What the dashboard works out of masked measurements, v1's names for moments, and what belongs to the machine.
_MEASURED = re.compile(r"response_time_(avg|min|max)_ms|added_timestamp|statsUpdate|child_(curl|openssl)_version")
#: An absolute path of a file as far as WordPress' own; an address (``https://host/wp-content/``) is none.
_ABOVE_WORDPRESS = r"(?<![\w:/.])/(?:[\w.-]+/)+?(?=wp-(?:content|includes|admin)/|wp-blog-header\.php|index\.php)"
_TEXT = [re.compile(pattern) for pattern in (*load("masks.json")["text"], _ABOVE_WORDPRESS)]


def is_masked(key: str) -> bool:
    """Return whether the value of a key is free."""
    bare = re.sub("updates?", "", key, flags=re.IGNORECASE)
    if key in _DECORATIVE or _MEASURED.fullmatch(key):
        return True
    return any(pattern.search(bare) for pattern in _MASKED_KEYS)


def mask_text(text: str) -> str:
    """Return a text with its times, ids and host names replaced."""
    for pattern in _TEXT:
        text = pattern.sub("*", text)
    return text


def decoded(value: Any) -> Any:
    """Return the value of a text that holds a JSON list or object, anything else as it is."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def differences(expected: Any, actual: Any, path: str = "") -> list[str]:
    """Return what differs between two bodies, one line for each place; an empty list means that they agree.

    The order of objects is ignored; ``[]`` and ``{}``, ``"1"`` and ``1``, ``1`` and ``true`` differ.
    """
    if isinstance(expected, str) and isinstance(actual, str):
        parsed_expected, parsed_actual = decoded(expected), decoded(actual)
        if not isinstance(parsed_expected, str) and not isinstance(parsed_actual, str):
            return differences(parsed_expected, parsed_actual, path)
        if mask_text(expected) != mask_text(actual):
            return [f"{path or '.'}: recorded {expected[:300]!r}, got {actual[:300]!r}"]
        return []
    if type(expected) is not type(actual):
        return [f"{path or '.'}: recorded {_short(expected)}, got {_short(actual)}"]
    if isinstance(expected, dict):
        return _object_differences(expected, actual, path)
    if isinstance(expected, list):
        found = []
        if len(expected) != len(actual):
            found.append(f"{path or '.'}: recorded {len(expected)} items, got {len(actual)}")
        for number, (one, other) in enumerate(zip(expected, actual, strict=False)):
            found += differences(one, other, f"{path}[{number}]")
        return found
    return [] if expected == actual else [f"{path or '.'}: recorded {_short(expected)}, got {_short(actual)}"]


def _object_differences(expected: dict[str, Any], actual: dict[str, Any], path: str) -> list[str]:
    expected = {mask_text(key): value for key, value in expected.items()}
    actual = {mask_text(key): value for key, value in actual.items()}
    found = [f"{path}.{key}: recorded {_short(expected[key])}, missing" for key in expected if key not in actual]
    found += [f"{path}.{key}: not recorded, got {_short(actual[key])}" for key in actual if key not in expected]
    for key in expected.keys() & actual.keys():
        if not is_masked(key):
            found += differences(expected[key], actual[key], f"{path}.{key}")
        elif type(expected[key]) is not type(actual[key]):
            found.append(f"{path}.{key}: recorded {_short(expected[key])}, got {_short(actual[key])}, another type")
    return found


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:200] + "..."
