# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What may stand where: modules declare, the work is done in small private files, and nothing names a machine."""

from __future__ import annotations

import ast
import re

import pytest
import yaml

from tests.meta import collection

HEADER = "# SPDX-License-Identifier: GPL-3.0-or-later\n# Copyright the mainwp.dashboard contributors\n"
LONGEST = 400
DOCUMENTATION = {"DOCUMENTATION", "EXAMPLES", "RETURN"}

# What belongs to the transport and to decoding. A module that imports one of them does work that is not its own.
NOT_FOR_MODULES = {"http", "json", "re", "requests", "socket", "ssl", "time", "urllib", "urllib3"}

each_module = pytest.mark.parametrize("module", collection.modules())


@pytest.mark.parametrize("path", collection.python_files())
def test_every_python_file_states_its_licence(path: str) -> None:
    text = (collection.ROOT / path).read_text(encoding="utf-8")
    assert text.removeprefix("#!/usr/bin/python\n").startswith(HEADER)
    assert "from __future__ import annotations" in text or not ast.parse(text).body[1:]


@pytest.mark.parametrize("path", collection.python_files("plugins/module_utils/"))
def test_the_work_is_done_in_small_private_files(path: str) -> None:
    lines = (collection.ROOT / path).read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines: split it by job"
    assert path.removeprefix("plugins/module_utils/").startswith("_")


@pytest.mark.parametrize("path", collection.python_files("plugins/", "tests/simulator/"))
def test_plugins_and_simulator_know_nothing_of_each_other(path: str) -> None:
    imported = imports(ast.parse((collection.ROOT / path).read_text(encoding="utf-8")))
    forbidden = ("tests",) if path.startswith("plugins/") else ("ansible_collections", "plugins")
    assert not [name for name in imported if name.split(".")[0] in forbidden]


@each_module
def test_a_module_has_no_http_in_it(module: str) -> None:
    imported = imports(collection.source(module))
    assert not [name for name in imported if name.split(".")[0] in NOT_FOR_MODULES]
    assert not [name for name in imported if name.endswith((".urls", "_session", "_transport"))]
    for node in code(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert "wp-json" not in node.value
            assert not re.match(r"/|https?:", node.value), "an address has no place in a module"


@each_module
def test_a_module_compares_and_branches_on_nothing(module: str) -> None:
    """``if __name__ == "__main__"`` at the end is the only comparison."""
    comparisons = [node for node in code(module) if isinstance(node, ast.Compare | ast.If | ast.IfExp)]
    assert [ast.unparse(node) for node in comparisons if isinstance(node, ast.Compare)] == ["__name__ == '__main__'"]
    assert sum(isinstance(node, ast.If | ast.IfExp) for node in comparisons) == 1


@each_module
def test_a_module_does_not_look_at_check_mode(module: str) -> None:
    assert not [node for node in code(module) if isinstance(node, ast.Attribute) and node.attr == "check_mode"]
    assert not [node for node in code(module) if isinstance(node, ast.Constant) and node.value == "check_mode"]


def imports(tree: ast.Module) -> list[str]:
    """Return the full names of what a file imports from elsewhere than its own package."""
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.append(node.module or "")
    return names


def code(module: str) -> list[ast.AST]:
    """Return the nodes of a module's syntax tree without those of its documentation."""
    return [
        node
        for statement in collection.source(module).body
        if not (isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) in DOCUMENTATION)
        for node in ast.walk(statement)
    ]


def test_the_action_group_holds_every_module() -> None:
    runtime = yaml.safe_load((collection.ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    assert runtime["action_groups"] == {"all": collection.modules()}


def test_nothing_is_ignored_by_the_sanity_tests() -> None:
    assert not [path for path in collection.files() if path.parts[:2] == ("tests", "sanity")]


# Folders of a particular machine, and where it gets its packages from.
OF_A_MACHINE = re.compile(r"(?<![\w.}-])/(?:work|root|home/\w+)/|\.\./shared\b|index[-_]url|find[-_]links")


@pytest.mark.parametrize("path", [str(path) for path in collection.files()])
def test_nothing_names_the_machine_it_was_made_on(path: str) -> None:
    text = (collection.ROOT / path).read_bytes().decode("utf-8", errors="replace")
    assert not OF_A_MACHINE.findall(text)
