# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""New recordings held against the stored ones, by the rules of the contract test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.contract.exchange import Answer
from tests.contract.judge import judge
from tests.contract.records import Entry

#: Lines shown of one record.
MOST = 12


def differing(stored: Iterable[Entry], new: Iterable[Entry]) -> Iterator[tuple[Entry, list[str]]]:
    """Yield each stored record whose new one differs, with the lines that say how."""
    by_place = {entry.seq: entry.record for entry in new}
    for entry in stored:
        if "event" in entry.record:
            continue
        record = by_place.get(entry.seq)
        lines = ["not recorded again"] if record is None else judge(entry.record, Answer.recorded(record))
        if lines:
            yield entry, lines


def written(folder: str, entry: Entry, lines: list[str]) -> str:
    """Return a paragraph about one record."""
    shown = lines[:MOST] + ([f"... and {len(lines) - MOST} more"] if len(lines) > MOST else [])
    heading = f"{folder}/{entry.area} {entry.label}: {entry.record['method']} {entry.record['path']}"
    return "\n".join([heading, *(f"  {line}" for line in shown)])
