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

PAGE = (collection.ROOT / "docs" / "api-versions.md").read_text(encoding="utf-8")
SUPPORT = dict(re.findall(r"^\| `(mainwp_\w+)` \| (yes|no) \|", PAGE, re.MULTILINE))
FRAGMENT = f"{collection.NAME}.v1"


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
def test_modules_that_work_say_so(module: str) -> None:
    fragments = collection.own_documentation(module)["extends_documentation_fragment"]
    assert (FRAGMENT in fragments) == (SUPPORT[module] == "yes")


def test_the_refused_options_are_named() -> None:
    refused = re.search(r"refuses these options: (.*?)\. ", PAGE, re.DOTALL)
    assert refused is not None
    assert sorted(re.findall(r"`(\w+)`", refused[1])) == sorted(hidden(SITE))
