# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The simulator answers as the real dashboard did: one test for each record, one for each area and generation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from . import areas, exceptions
from .records import GENERATIONS, Entry, entries
from .replay import Outcome, replay


@cache
def outcomes(folder: str) -> dict[int, Outcome]:
    """Replay a folder once and keep what became of each compared record."""
    return {outcome.entry.seq: outcome for outcome in replay(folder)[1]}


def compared() -> Iterator[tuple[str, Entry]]:
    """Yield every record that is compared and not excepted, with its folder."""
    for folder in GENERATIONS:
        for entry in entries(folder):
            if areas.is_compared(entry.area, entry.record) and (folder, entry.seq) not in exceptions.listed():
                yield folder, entry


@pytest.mark.parametrize(
    ("folder", "entry"),
    [pytest.param(folder, entry, id=f"{folder}/{entry.area} {entry.label}") for folder, entry in compared()],
)
def test_record_agrees(folder: str, entry: Entry) -> None:
    found = outcomes(folder)[entry.seq].differences
    record = entry.record
    assert not found, f"{record['method']} {record['path']}\n" + "\n".join(found[:20])


@pytest.mark.parametrize("folder", GENERATIONS)
@pytest.mark.parametrize("area", areas.COMPARED)
def test_area_is_compared_as_a_whole(folder: str, area: str) -> None:
    wanted = {entry.seq for entry in entries(folder) if entry.area == area and areas.is_compared(area, entry.record)}
    differing = {seq for seq in wanted if outcomes(folder)[seq].differences}
    assert wanted, "the area has no records"
    assert differing <= {seq for listed_folder, seq in exceptions.listed() if listed_folder == folder}


@pytest.mark.parametrize("folder", GENERATIONS)
def test_nothing_that_is_only_sent_breaks_the_simulator(folder: str) -> None:
    broken = {
        outcome.entry.label: outcome.differences
        for outcome in outcomes(folder).values()
        if not areas.is_compared(outcome.entry.area, outcome.entry.record)
    }
    assert not broken


@pytest.mark.parametrize("folder", GENERATIONS)
def test_every_area_is_compared_or_named_as_not_yet(folder: str) -> None:
    assert {entry.area for entry in entries(folder)} == {*areas.COMPARED, *areas.SENT_ONLY}
