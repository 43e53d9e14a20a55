# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What became of each plugin or theme on each site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .._noun import Record
from .._resources._site import named
from .._site_work import CHANGED, FAILED, PLANNED, SKIPPED, UNCHANGED, UNKNOWN

WORDS = (CHANGED, UNCHANGED, FAILED, SKIPPED, UNKNOWN)


@dataclass(frozen=True)
class Verdict:
    """What became of one extension on one site.

    Args:
        before, after: its state; None where it is not known.
        name, version: empty where the site does not have it.
        seconds: how long the request took that carried it out; None where none was made.
    """

    site: Record
    slug: str
    word: str
    before: str | None
    after: str | None
    name: str = ""
    version: str = ""
    reason: str = ""
    seconds: float | None = None

    @property
    def label(self) -> str:
        """What it is about, for messages."""
        return self.slug

    @property
    def changed(self) -> bool:
        """Whether it counts as a change: it was made, is planned, or was asked for and nothing shows the outcome."""
        return self.word in (CHANGED, PLANNED) or (self.word == UNKNOWN and self.after is None)

    def shown(self) -> dict[str, Any]:
        """The entry in the result."""
        return {
            "site": named(self.site),
            "slug": self.slug,
            "name": self.name or None,
            "version": self.version or None,
            "before": self.before,
            "after": self.after,
            "verdict": self.word,
            "reason": self.reason or None,
            "seconds": None if self.seconds is None else round(self.seconds, 3),
        }


def side(verdicts: Iterable[Verdict], name: str) -> dict[str, dict[str, str | None]]:
    """One side of the diff, ``before`` or ``after``: the states of what changes, by address and slug."""
    found: dict[str, dict[str, str | None]] = {}
    for one in verdicts:
        if one.word in (CHANGED, PLANNED):
            found.setdefault(one.site["url"], {})[one.slug] = getattr(one, name)
    return found
