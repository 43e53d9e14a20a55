# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The recordings as data: read, put in order, told apart by folder and ``seq``."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

#: The recordings that the repository holds.
STORED = Path(__file__).parent / "recordings"

#: Whose folders, those that it has, stand in for the stored ones (docs/recording.md).
CHOSEN = Path(os.environ.get("CONTRACT_RECORDINGS", STORED))

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
    """Return the content of one of the stored files beside the folders (``masks.json``, ``keys.json``)."""
    return json.loads((STORED / name).read_text(encoding="utf-8"))


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Return all entries of a folder in the order of ``seq``."""
    found = [
        Entry(path.stem, record)
        for path in sorted(folder.glob("*.json"))
        for record in json.loads(path.read_text(encoding="utf-8"))
    ]
    return tuple(sorted(found, key=lambda entry: entry.seq))


@cache
def entries(folder: str) -> tuple[Entry, ...]:
    """Return all entries of a generation in the order of ``seq``, or those of ``queued``, which stands alone."""
    if folder == "queued":
        return tuple(Entry("queued", record) for record in load("queued.json"))
    chosen = CHOSEN / folder
    return read_entries(chosen if chosen.is_dir() else STORED / folder)
