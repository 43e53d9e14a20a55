# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The recordings as data: read, put in order, told apart by folder and ``seq``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "recordings"

#: The folders of recordings, which are also the generations.
GENERATIONS = ("modern", "legacy")


@dataclass(frozen=True)
class Entry:
    """One record with the area (file) that it comes from."""

    area: str
    record: dict[str, Any]

    @property
    def seq(self) -> int:
        """Return the record's place in the order of its folder."""
        return int(self.record["seq"])

    @property
    def label(self) -> str:
        """Return what a test report calls the record."""
        name = self.record.get("event") or self.record["name"]
        return f"{self.seq:03d} {name}"


@cache
def load(name: str) -> Any:
    """Return the content of one of the recordings' files (``masks.json``, ``modern/tags.json``)."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def entries(folder: str) -> tuple[Entry, ...]:
    """Return all entries of a generation in the order of ``seq``, or those of ``queued``, which stands alone."""
    if folder == "queued":
        return tuple(Entry("queued", record) for record in load("queued.json"))
    found = [
        Entry(path.stem, record)
        for path in sorted((FOLDER / folder).glob("*.json"))
        for record in load(f"{folder}/{path.name}")
    ]
    return tuple(sorted(found, key=lambda entry: entry.seq))
