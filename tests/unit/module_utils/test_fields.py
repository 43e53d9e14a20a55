# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The codec for text against what WordPress stores."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import TEXT, instant, spoiled, text_key
from ansible_collections.mainwp.dashboard.plugins.module_utils._site_work import is_old
from tests.simulator import php
from tests.unit.support.texts import STORED

# WordPress takes the octets out of these; what is sent for them is made so that it does not.
OCTETS = {"%4%412", "%%4141", "a %20 b", "%<b></b>41", "%%20"}


@pytest.mark.parametrize(("given", "stored"), [pair for pair in STORED if pair[0] not in OCTETS])
def test_text_is_predicted_as_wordpress_stores_it(given: str, stored: str) -> None:
    assert TEXT.normalise(given) == TEXT.decode(stored)


@pytest.mark.parametrize(("given", "stored"), STORED)
def test_what_is_sent_is_stored_as_predicted(given: str, stored: str) -> None:
    """Not the user's text travels but what was predicted; WordPress must leave it as it is."""
    wanted = TEXT.normalise(given)
    assert TEXT.decode(php.sanitize_text_field(TEXT.encode(wanted))) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("50%20off", "50%20off"),
        ("%4%412", "%4%412"),
        ("%<b></b>41", "%41"),
        ("a&#37;20b", "a%20b"),
        ("a &amp;lt; b", "a &lt; b"),
        ("&amp;amp;lt", "&amp;lt"),
        ("AT&amp;T & Co", "AT&T & Co"),
        ("&&lt;b&gt;", "&<b>"),
    ],
)
def test_nothing_is_lost_on_the_way(given: str, wanted: str) -> None:
    """Octets would be taken out, and what looks like an entity would read as what it stands for."""
    assert TEXT.normalise(given) == wanted
    assert TEXT.decode(php.sanitize_text_field(TEXT.encode(wanted))) == wanted
    assert TEXT.decode(php.escape_html(php.sanitize_text_field(TEXT.encode(wanted)))) == wanted


@pytest.mark.parametrize("given", ["a &amp;lt; b", "a &lt; b", "a < b"])
def test_a_text_has_one_key_in_every_spelling(given: str) -> None:
    assert text_key(given) == "a < b"


@pytest.mark.parametrize("given", ["50%20off", "a < b", "a\nb", "<b>a</b>", "a\\b"])
def test_what_a_program_reads_is_not_changed_on_the_way(given: str) -> None:
    assert "another text" in str(spoiled(given))
    assert spoiled("100% & more; 5 > 4") is None


@pytest.mark.parametrize("given", ["a\\b", "a\\\\b", "\\<b>a</b>\\b"])
def test_backslashes_go(given: str) -> None:
    """The dashboard takes one of two away each time, so that none can stay for good."""
    assert TEXT.normalise(given) == "ab"


NOON = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "text",
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00", "2026-01-31 12:00:00", " 2026-01-31T14:00:00+02:00 "],
)
def test_a_moment_is_in_utc_however_it_is_written(text: str) -> None:
    assert instant(text) == NOON


def test_a_date_is_its_midnight() -> None:
    assert instant("2026-01-31") == NOON.replace(hour=0)


@pytest.mark.parametrize("text", [None, "", "never", "2026-02-30", "0001-01-01T00:00:00+02:00", 0])
def test_what_is_no_moment_is_none(text: Any) -> None:
    assert instant(text) is None


@pytest.mark.parametrize(
    ("synced", "old"), [("2026-01-31T11:00:00Z", False), ("2026-01-31T10:00:00Z", True), ("?", True)]
)
def test_data_of_an_unknown_age_are_old(synced: str, old: bool) -> None:
    assert is_old({"last_sync": synced, "sync_errors": ""}, 3600, NOON) is old
