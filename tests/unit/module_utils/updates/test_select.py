# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Which offers a task means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import Offer
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._select import CHOICE_OPTIONS, Choice

DEFAULTS = {name: option["default"] for name, option in CHOICE_OPTIONS.items()}


def takes(offer: Offer, **options: Any) -> bool:
    return Choice.from_options({**DEFAULTS, **options}).takes(offer)


def plugin(slug: str, old: str = "1.0.0", new: str = "1.0.1") -> Offer:
    return Offer("plugin", slug, slug, old, new)


CORE = Offer("core", "wordpress", "WordPress", "6.8.3", "6.9")


def test_everything_by_default() -> None:
    assert takes(plugin("a/a.php", "1.0", "2.0"))
    assert takes(CORE)


def test_types() -> None:
    assert takes(plugin("a/a.php"), types=["plugins"])
    assert not takes(plugin("a/a.php"), types=["themes", "core"])


@pytest.mark.parametrize("pattern", ["akismet/akismet.php", "akismet/*", "aki*", "akismet", "*"])
def test_patterns_that_fit(pattern: str) -> None:
    assert takes(plugin("akismet/akismet.php"), slugs=[pattern])


@pytest.mark.parametrize("pattern", ["akismet/*.txt", "Akismet*", "kismet*", "akismet.php"])
def test_patterns_that_do_not_fit(pattern: str) -> None:
    assert not takes(plugin("akismet/akismet.php"), slugs=[pattern])


def test_a_plugin_of_one_file() -> None:
    assert takes(plugin("hello.php"), slugs=["hello"])


def test_the_folder_is_a_matter_of_plugins() -> None:
    assert not takes(Offer("theme", "storefront-child", "x", "1.0", "1.1"), slugs=["storefront"])


def test_an_exclusion_wins() -> None:
    assert not takes(plugin("elementor/elementor.php"), slugs=["elementor*"], exclude_slugs=["elementor"])
    assert takes(plugin("other/other.php"), exclude_slugs=["elementor*"])


def test_a_pattern_leaves_wordpress_out() -> None:
    assert not takes(CORE, slugs=["akismet/*"])
    assert takes(CORE, slugs=["wordpress"])


def test_the_largest_step() -> None:
    assert takes(plugin("a/a.php", "1.0", "1.1"), max_step="minor")
    assert not takes(plugin("a/a.php", "1.0", "1.1"), max_step="patch")
    assert not takes(CORE, max_step="minor")


def test_only_what_the_site_uses() -> None:
    assert takes(plugin("a/a.php"), only_active=True)
    assert not takes(replace(plugin("a/a.php"), used=False), only_active=True)
    assert takes(replace(plugin("a/a.php"), used=False))
    assert takes(CORE, only_active=True)


def test_only_what_can_be_installed() -> None:
    assert not takes(replace(plugin("a/a.php"), packaged=False), only_with_package=True)
    assert takes(replace(plugin("a/a.php"), packaged=False))
    assert takes(CORE, only_with_package=True)
