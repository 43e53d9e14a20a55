# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Versions: WordPress' order, and the size of a step."""

from __future__ import annotations

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._versions import compare, step, within

# Every pair has the older version first; PHP's version_compare says so of each.
OLDER_FIRST = [
    ("1.9", "1.10"),
    ("1.0", "1.0.1"),
    ("1.0", "1.0.0"),
    ("2.5.0-beta1", "2.5.0"),
    ("2.5.0-alpha", "2.5.0-beta"),
    ("2.5.0-beta2", "2.5.0-beta10"),
    ("2.5.0-RC1", "2.5.0"),
    ("2.5.0-dev", "2.5.0-alpha"),
    ("2.5.0", "2.5.0pl1"),
    ("5.0-foo", "5.0-dev"),
    ("20230101", "20240101"),
]


@pytest.mark.parametrize(("older", "newer"), OLDER_FIRST)
def test_order(older: str, newer: str) -> None:
    assert compare(older, newer) < 0
    assert compare(newer, older) > 0


@pytest.mark.parametrize("version", ["1.0", "2.5.0-beta1", "", "7.0.4"])
def test_equal(version: str) -> None:
    assert compare(version, version) == 0


@pytest.mark.parametrize("separator", ["-", "_", "+", "."])
def test_separators_are_alike(separator: str) -> None:
    assert compare("1.0-beta1", f"1.0{separator}beta1") == 0


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("plugin", "1.2.3", "2.0", "major"),
        ("plugin", "1.2.3", "1.3", "minor"),
        ("plugin", "1.2.3", "1.2.4", "patch"),
        ("plugin", "1.2", "1.2.1", "patch"),
        ("plugin", "1.2.3.4", "1.2.3.5", "patch"),
        ("plugin", "2.5.0-beta1", "2.5.0", "patch"),
        ("plugin", "v1.2", "v1.3", "minor"),
        ("theme", "1.0", "1.1", "minor"),
        ("core", "7.0.2", "7.0.4", "patch"),
        ("core", "6.8.3", "6.9", "major"),
        ("core", "6.8", "7.0", "major"),
        ("plugin", "", "1.0", "major"),
        ("plugin", "trunk", "1.0", "major"),
        ("translation", "", "2.5.0", "patch"),
    ],
)
def test_step(kind: str, old: str, new: str, expected: str) -> None:
    assert step(kind, old, new) == expected


def test_within() -> None:
    assert within("minor", "patch")
    assert within("minor", "minor")
    assert not within("minor", "major")
