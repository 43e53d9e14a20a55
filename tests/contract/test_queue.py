# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A job over 208 sites behaves as the recorded one, from its creation to its end."""

from __future__ import annotations

from functools import cache

import pytest

from . import exceptions
from .queue import replay_queued
from .records import entries
from .replay import Outcome


@cache
def outcomes() -> list[Outcome]:
    """Replay the job once."""
    return replay_queued()


@pytest.mark.parametrize(
    "place", [pytest.param(place, id=entry.label) for place, entry in enumerate(entries("queued"))]
)
def test_record_agrees(place: int) -> None:
    outcome = outcomes()[place]
    if ("queued", outcome.entry.seq) in exceptions.listed():
        pytest.skip("listed in exceptions.yml")
    record = outcome.entry.record
    assert not outcome.differences, f"{record['method']} {record['path']}\n" + "\n".join(outcome.differences[:20])
