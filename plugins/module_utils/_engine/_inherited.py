# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Fields that can follow a setting of the dashboard, which the same batch may change."""

from __future__ import annotations

from typing import Any

from .._noun import Field, Inherited
from ._items import Item
from ._reads import Reads


class Inheritance:
    """What the dashboard's own settings are, or will be when the batch has written them."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        # By path and wire name: what is stored, and what will be.
        self._declared: dict[tuple[str, str], tuple[Any, Any]] = {}

    def note(self, item: Item, field: Field, value: Any) -> None:
        """Remember what the batch makes of a setting."""
        if item.noun.single and field.read:
            self._declared[item.noun.path, field.read] = ((item.current or {}).get(field.name), value)

    def setting(self, inherited: Inherited) -> Any:
        """What a field that follows the setting will be."""
        declared = self._declared.get((inherited.path, inherited.key))
        return declared[1] if declared else self._reads.setting(inherited)

    def moves_away(self, field: Field, item: Item) -> bool:
        """Whether a field that has its wanted value may have it from a setting only, which the batch changes.

        The dashboard shows what is in effect, not whose it is.
        """
        if field.inherited is None or field.name in item.inherited or item.current is None:
            return False
        before, after = self._declared.get((field.inherited.path, field.inherited.key), (None, None))
        return bool(before != after and item.current[field.name] == before)
