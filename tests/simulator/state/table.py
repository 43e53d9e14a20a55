# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A database table with an id that counts up and never comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

Row = TypeVar("Row", bound=Any)


class Table(Generic[Row]):
    """Rows by id; rows are objects with an attribute ``id``."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._next = 1

    def insert(self, row: Row) -> Row:
        """Give the row the next id, store it and return it."""
        row.id = self._next
        self._next += 1
        self._rows[row.id] = row
        return row

    def get(self, row_id: int) -> Row | None:
        """Return the row with that id, or None."""
        return self._rows.get(row_id)

    def delete(self, row_id: int) -> Row | None:
        """Remove a row and return it, or None when there was none."""
        return self._rows.pop(row_id, None)

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows in the order of their ids."""
        return iter([self._rows[key] for key in sorted(self._rows)])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __contains__(self, row_id: int) -> bool:
        """Return whether there is a row with that id."""
        return row_id in self._rows
