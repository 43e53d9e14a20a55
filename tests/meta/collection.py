# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The collection as it lies on the disk: its files, its modules and their documentation."""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

NAME = "mainwp.dashboard"
ROOT = Path(__file__).resolve().parents[2]

# What the tools leave behind in the exported copy while they run; no file of the project.
LEFT_BEHIND = {"__pycache__", ".ansible", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project, relative to its root."""
    return tuple(sorted(_files()))


def _files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        relative = path.relative_to(ROOT)
        left_behind = LEFT_BEHIND.intersection(relative.parts) or relative.parts[:2] == ("tests", "output")
        if path.is_file() and not left_behind:
            yield relative


def python_files(*folders: str) -> list[str]:
    """Return the Python files below the folders (all of them without folders), as paths relative to the root."""
    return [
        str(path) for path in files() if path.suffix == ".py" and (not folders or str(path).startswith(tuple(folders)))
    ]


def modules() -> list[str]:
    """Return the names of all modules, sorted."""
    return sorted(Path(path).stem for path in python_files("plugins/modules/"))


@cache
def source(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    path = ROOT / "plugins" / "modules" / f"{module}.py"
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def literal(module: str, name: str) -> str:
    """Return the string that a module assigns to ``DOCUMENTATION``, ``EXAMPLES`` or ``RETURN``, or nothing."""
    for node in source(module).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            value = ast.literal_eval(node.value)
            assert isinstance(value, str), f"{name} of {module} is not a string"
            return value
    return ""


@cache
def own_documentation(module: str) -> dict[str, Any]:
    """Return the DOCUMENTATION of a module as it is written, without what its fragments add."""
    documentation = yaml.safe_load(literal(module, "DOCUMENTATION"))
    assert isinstance(documentation, dict), f"{module} has no DOCUMENTATION"
    return documentation


@cache
def all_documentation(kind: str = "module") -> dict[str, dict[str, Any]]:
    """Return the documentation of every module, or plugin of that kind, with its fragments, as ansible-doc reads it.

    Each value has the keys ``doc``, ``examples`` (text), ``metadata`` and ``return``.
    """
    dump = subprocess.run(
        ["ansible-doc", "--metadata-dump", "--type", kind, NAME], check=True, capture_output=True, text=True
    )
    found = json.loads(dump.stdout)["all"][kind]
    return {name.removeprefix(f"{NAME}."): entry for name, entry in found.items()}


def walk_options(options: dict[str, Any], *parents: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every option and suboption with its path, such as ``clients.name``; works for return values too."""
    for name, option in (options or {}).items():
        yield ".".join((*parents, name)), option
        for inner in ("suboptions", "contains"):
            yield from walk_options(option.get(inner, {}), *parents, name)
