# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Versions as WordPress compares them (with PHP's ``version_compare``), and how far apart two of them are."""

from __future__ import annotations

import re
from itertools import zip_longest

STEPS = ("patch", "minor", "major")

_PARTS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
# PHP's ranks: words before numbers, "pl" after them; a word that it does not know comes before all others.
_RANKS = {"dev": 1, "alpha": 2, "a": 2, "beta": 3, "b": 3, "rc": 4, "c": 4, "#": 5, "pl": 6, "p": 6}
_NUMBER_RANK = _RANKS["#"]


def compare(left: str, right: str) -> int:
    """Negative where ``left`` is older than ``right``, zero where they are equal, positive where it is newer."""
    for one, other in zip_longest(_PARTS.findall(left), _PARTS.findall(right)):
        if one is None:
            # Where one version ends, a further number makes the other newer, and a word like "beta" makes it older.
            return -1 if _rank(other) >= _NUMBER_RANK else 1
        if other is None:
            return 1 if _rank(one) >= _NUMBER_RANK else -1
        first, second = _weight(one), _weight(other)
        if first != second:
            return -1 if first < second else 1
    return 0


def step(kind: str, old: str, new: str) -> str:
    """How large an update is: ``patch``, ``minor`` or ``major``, by the first number that differs.

    WordPress itself (``kind`` core) calls a change of its second number a major release, so it is one here too. Where
    the old version is not known the step is ``major``, except for translations, which have no old version.
    """
    if kind == "translation":
        return "patch"
    before, after = _numbers(old), _numbers(new)
    if not before or not after:
        return "major"
    for place, (one, other) in enumerate(zip_longest(before, after, fillvalue=0)):
        if one != other:
            if place == 0 or (place == 1 and kind == "core"):
                return "major"
            return "minor" if place == 1 else "patch"
    return "patch"


def within(largest: str, found: str) -> bool:
    """Whether a step is at most as large as ``largest``."""
    return STEPS.index(found) <= STEPS.index(largest)


def _numbers(version: str) -> list[int]:
    """The leading numbers of a version: ``2.5.0-beta3`` has 2, 5 and 0."""
    numbers = []
    for part in _PARTS.findall(version.removeprefix("v")):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return numbers


def _rank(part: str) -> int:
    return _NUMBER_RANK if part.isdigit() else _RANKS.get(part.lower(), 0)


def _weight(part: str) -> tuple[int, int]:
    return _rank(part), int(part) if part.isdigit() else 0
