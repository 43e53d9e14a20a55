# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The integration targets as they lie on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.meta import collection

TARGETS = Path("tests/integration/targets")

#: Targets with this prefix play what works through version 1 of the API; all others are named after a plugin.
V1 = "v1_"


def targets() -> set[str]:
    """Return the names of the folders that hold a target."""
    return {path.relative_to(TARGETS).parts[0] for path in collection.files() if path.is_relative_to(TARGETS)}


def main_file(target: str) -> Path:
    """Return the path of a target's tasks."""
    return collection.ROOT / TARGETS / target / "tasks" / "main.yml"


def tasks() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every task and block of every target, with the path of its file."""
    for path in collection.files():
        if path.is_relative_to(TARGETS) and path.suffix == ".yml":
            content = yaml.safe_load((collection.ROOT / path).read_text(encoding="utf-8"))
            yield from ((str(path), task) for task in inner(content))


def inner(listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield tasks and blocks with everything in them."""
    for task in listed:
        yield task
        for part in ("block", "rescue", "always"):
            yield from inner(task.get(part, []))
