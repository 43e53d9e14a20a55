# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What a list of references means: ``set``, ``add`` or ``remove``."""

from __future__ import annotations

from typing import Any

from .._noun import Field
from ._items import Item


def mode_of(item: Item, field: Field) -> str:
    """What a list of this item means for that field: ``set``, ``add`` or ``remove``."""
    options = item.wanted.options if item.wanted else {}
    default = field.relation.mode if field.relation else "set"
    return str(options.get(f"{field.name}_mode") or default)


def combined(current: frozenset[Any], named: frozenset[Any], mode: str) -> frozenset[Any]:
    """The members that a list shall have afterwards."""
    if mode == "add":
        return current | named
    return current - named if mode == "remove" else named
