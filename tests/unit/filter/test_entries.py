# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The filter entries: from lists, lines, commas and nothing to a list."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.mainwp.dashboard.plugins.filter.entries import FilterModule

entries = FilterModule().filters()["entries"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (["plugins", "themes"], ["plugins", "themes"]),
        (("plugins", 3), ["plugins", 3]),
        (["", None, 0], [0]),
        ("plugins", ["plugins"]),
        ("plugins, themes", ["plugins", "themes"]),
        ("plugins\nthemes", ["plugins", "themes"]),
        (" plugins \r\n\n themes\n", ["plugins", "themes"]),
        ("Acme, Ltd\nGone, Ltd", ["Acme, Ltd", "Gone, Ltd"]),
        ("a, b\n", ["a", "b"]),
        ("", []),
        (" \n ", []),
        (None, []),
        ([], []),
        (200, [200]),
        (False, [False]),
    ],
)
def test_entries(value: Any, found: list[Any]) -> None:
    assert entries(value) == found


def test_a_dictionary_has_none() -> None:
    with pytest.raises(AnsibleFilterError, match="this is a dictionary"):
        entries({"plugins": True})
