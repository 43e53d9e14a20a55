# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The list of exceptions stays short, gives reasons, and names only records that really differ."""

from __future__ import annotations

import pytest

from . import exceptions
from .test_recordings import outcomes


def test_the_list_is_short() -> None:
    assert len(exceptions.listed()) <= exceptions.AT_MOST


@pytest.mark.parametrize(("folder", "seq"), list(exceptions.listed()) or [pytest.param("", 0, marks=pytest.mark.skip)])
def test_a_listed_record_has_a_reason_and_differs(folder: str, seq: int) -> None:
    assert exceptions.listed()[folder, seq].strip()
    assert outcomes(folder)[seq].differences, "the record agrees: take it off the list"
