# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The list of exceptions stays short, gives reasons, and names only records that really differ."""

from __future__ import annotations

from . import exceptions
from .test_recordings import outcomes


def test_the_list_is_short() -> None:
    assert len(exceptions.listed()) <= exceptions.AT_MOST


def test_listed_records_have_a_reason_and_really_differ() -> None:
    without_reason = [place for place, reason in exceptions.listed().items() if not reason.strip()]
    agreeing = [place for place in exceptions.listed() if not outcomes(place[0])[place[1]].differences]
    assert not without_reason
    assert not agreeing, "these agree: take them off the list"
