# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What types of costs and methods of payment share: the dashboard makes their ids out of their first names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .._fields import sanitised

# The types that are always there.
TYPES = ("plugin", "theme", "hosting", "service", "other")

# The methods that are always there, by their ids; no list shows them.
METHODS = ("paypal", "stripe", "apple", "amazon", "google", "credit_debit", "debit_card", "cash")

ICON = re.compile(r"[a-z0-9_-]+:[a-z0-9_\- ]+")

# Up to here WordPress has a letter without accent for every letter with one.
_BEYOND_LATIN = 0x180


def wrong_color(value: Any) -> str | None:
    """What is wrong with a colour."""
    return None if re.fullmatch(r"#[0-9a-fA-F]{6}", str(value)) else "is no colour such as '#7fb100'"


def wrong_icon(value: Any) -> str | None:
    """What is wrong with an icon."""
    return None if ICON.fullmatch(str(value)) else "is no icon such as 'solid:font'"


def wrong_name(name: Any) -> str | None:
    """What is wrong with a name whose slug the API could not address again."""
    text = sanitised(name)
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    if not any(char.isalnum() for char in plain):
        return "has no letter or digit, of which the dashboard could make an id"
    if text.isdigit():
        return "is all digits, so that the API could not address it again"
    if not all(ord(char) < _BEYOND_LATIN for char in plain if char.isalnum()):
        return "has letters that are not Latin, so that the API could not address it again"
    return None


def takes_over(built_in: Sequence[str]) -> Callable[[Mapping[str, Any]], str | None]:
    """A check of what shall be created: a name that gives the id of a built-in record would replace that one unseen.

    The id is the name in lower case without accents and signs (observed: ``Plugin!`` took the place of the type
    ``plugin``, and ``credit_debit`` that of the method).
    """

    def check(values: Mapping[str, Any]) -> str | None:
        letters = unicodedata.normalize("NFKD", sanitised(values["name"]))
        kept = re.sub(r"[^a-z0-9\s_./-]", "", letters.lower())
        slug = re.sub(r"[\s./-]+", "-", kept).strip("-")
        return f"it would take the place of {slug}, which is built in" if slug in built_in else None

    return check


def read_slug(value: Any) -> str:
    """An id: text, but a number where it is all digits.

    Raises:
        TypeError: it is something else, as in the answer of a creation, whose keys are ids.
    """
    if not isinstance(value, (str, int)):
        raise TypeError("no slug")
    return str(value)
