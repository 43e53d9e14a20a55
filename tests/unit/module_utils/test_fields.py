# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The codec for text against what WordPress stores."""

from __future__ import annotations

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import TEXT
from tests.simulator import php
from tests.unit.support.texts import STORED


@pytest.mark.parametrize(("given", "stored"), STORED)
def test_text_is_predicted_as_wordpress_stores_it(given: str, stored: str) -> None:
    assert TEXT.normalise(given) == TEXT.decode(stored)


@pytest.mark.parametrize(("given", "stored"), STORED)
def test_what_is_sent_is_stored_as_predicted(given: str, stored: str) -> None:
    """Not the user's text travels but what was predicted; WordPress must leave it as it is."""
    wanted = TEXT.normalise(given)
    assert TEXT.decode(php.sanitize_text_field(TEXT.encode(wanted))) == wanted


@pytest.mark.parametrize("given", ["a\\b", "a\\\\b", "\\<b>a</b>\\b"])
def test_backslashes_go(given: str) -> None:
    """The dashboard takes one of two away each time, so that none can stay for good."""
    assert TEXT.normalise(given) == "ab"
