# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Every module and the inventory plugin have an integration target, and the targets do not disturb each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.meta import collection

TARGETS = Path("tests/integration/targets")

#: Target -> what it must use: the module of its name, or the name of the plugin's file in a source.
WANTED = {module: f"{collection.NAME}.{module}:" for module in collection.modules()} | {
    f"inventory_{Path(path).stem}": f"plugin: {collection.NAME}.{Path(path).stem}"
    for path in collection.python_files("plugins/inventory/")
}


def targets() -> set[str]:
    """Return the names of the folders that hold a target."""
    return {path.relative_to(TARGETS).parts[0] for path in collection.files() if path.is_relative_to(TARGETS)}


def tasks() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every task and block of every target, with the path of its file."""
    for path in collection.files():
        if path.is_relative_to(TARGETS) and path.suffix == ".yml":
            content = yaml.safe_load((collection.ROOT / path).read_text(encoding="utf-8"))
            yield from ((str(path), task) for task in _inner(content))


def _inner(listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for task in listed:
        yield task
        for part in ("block", "rescue", "always"):
            yield from _inner(task.get(part, []))


def test_every_plugin_has_a_target_and_every_target_a_plugin() -> None:
    assert targets() == set(WANTED)


@pytest.mark.parametrize("target", sorted(WANTED))
def test_a_target_uses_what_it_is_named_after_and_asserts(target: str) -> None:
    text = (collection.ROOT / TARGETS / target / "tasks" / "main.yml").read_text(encoding="utf-8")
    assert WANTED[target] in text
    assert "ansible.builtin.assert:" in text


def test_no_result_hides_a_variable_of_another_target() -> None:
    """What a task registers stays for all targets after it, and wins over the variables of their tasks."""
    registered = {task["register"]: path for path, task in tasks() if "register" in task}
    hidden = [
        f"{name} in {path} is a result of {registered[name]}"
        for path, task in tasks()
        for name in task.get("vars", {})
        if name in registered
    ]
    assert not hidden
