# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What docs/api-versions.md says of version 1 of the API is what the modules do, and what their documentation says."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from ansible.module_utils import basic

from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._site import SITE
from ansible_collections.mainwp.dashboard.plugins.module_utils._v1._hidden import hidden
from tests.meta import collection
from tests.meta.targets import V1, inner, tasks

PAGE = (collection.ROOT / "docs" / "api-versions.md").read_text(encoding="utf-8")
SUPPORT = dict(re.findall(r"^\| `(mainwp_\w+)` \| (yes|no) \|", PAGE, re.MULTILINE))
FRAGMENTS = {"yes": f"{collection.NAME}.v1", "no": f"{collection.NAME}.v2"}


class _Reached(Exception):
    """The module gave its arguments to AnsibleModule."""


def needs_v2(module: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """What a module gives to ``run_module``, read where that makes the AnsibleModule."""

    def stop(_self: Any, **_arguments: Any) -> None:
        raise _Reached

    monkeypatch.setattr(basic.AnsibleModule, "__init__", stop)
    with pytest.raises(_Reached) as reached:
        import_module(f"ansible_collections.mainwp.dashboard.plugins.modules.{module}").main()
    frame = next(entry.frame for entry in reached.traceback if entry.frame.code.name == "run_module")
    return bool(frame.f_locals["needs_v2"])


def test_every_module_has_a_row() -> None:
    assert list(SUPPORT) == collection.modules()


@pytest.mark.parametrize("module", collection.modules())
def test_the_table_is_true(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SUPPORT[module] == ("no" if needs_v2(module, monkeypatch) else "yes")


@pytest.mark.parametrize("module", collection.modules())
def test_every_module_says_which_versions_it_works_with(module: str) -> None:
    fragments = set(collection.own_documentation(module)["extends_documentation_fragment"])
    assert fragments & set(FRAGMENTS.values()) == {FRAGMENTS[SUPPORT[module]]}
    notes = " ".join(collection.all_documentation()[module]["doc"]["notes"])
    said = "Needs version 2 of the API" if SUPPORT[module] == "no" else "Works through version 1 of the API too"
    assert said in notes


def test_the_refused_options_are_named() -> None:
    refused = re.search(r"refuses these options: (.*?)\. ", PAGE, re.DOTALL)
    assert refused is not None
    assert sorted(re.findall(r"`(\w+)`", refused[1])) == sorted(hidden(SITE))


def test_every_module_that_works_is_played_through_version_1() -> None:
    """Their integration targets have blocks whose connection is the variable ``through_v1`` of ``all.yml``."""
    group = f"group/{collection.NAME}.all"
    played = {
        name.removeprefix(f"{collection.NAME}.")
        for path, block in tasks()
        if f"/{V1}" in path and block.get("module_defaults") == {group: "{{ through_v1 }}"}
        for task in inner(block["block"])
        for name in task
    }
    assert {module for module, works in SUPPORT.items() if works == "yes"} <= played
