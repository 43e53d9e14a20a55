# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""New recordings on disk: one file for each area, as the stored ones."""

from __future__ import annotations

import json
from pathlib import Path

from tests.contract.records import Entry

from .refusal import Refusal


def check(folder: Path, force: bool) -> None:
    """Raise Refusal when the folder holds recordings already, unless they may be overwritten."""
    if not force and list(folder.glob("*.json")):
        raise Refusal(f"{folder} holds recordings already; --force overwrites them")


def write(folder: Path, entries: list[Entry]) -> None:
    """Write the entries of each area in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    for area in sorted({entry.area for entry in entries}):
        records = [entry.record for entry in entries if entry.area == area]
        (folder / f"{area}.json").write_text(json.dumps(records, indent=1, ensure_ascii=False), encoding="utf-8")
