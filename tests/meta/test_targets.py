# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Every module and the inventory plugin have an integration target, and the targets do not disturb each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.meta import collection
from tests.meta.targets import V1, main_file, targets, tasks

#: Target -> what it must use: the module of its name, or the name of the plugin's file in a source.
WANTED = {module: f"{collection.NAME}.{module}:" for module in collection.modules()} | {
    f"inventory_{Path(path).stem}": f"plugin: {collection.NAME}.{Path(path).stem}"
    for path in collection.python_files("plugins/inventory/")
}


def test_every_plugin_has_a_target_and_every_target_a_plugin() -> None:
    assert {target for target in targets() if not target.startswith(V1)} == set(WANTED)


@pytest.mark.parametrize("target", sorted(WANTED))
def test_a_target_uses_what_it_is_named_after(target: str) -> None:
    assert WANTED[target] in main_file(target).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(targets()))
def test_a_target_asserts(target: str) -> None:
    assert "ansible.builtin.assert:" in main_file(target).read_text(encoding="utf-8")


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
