# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What became of each entry and each flag on each site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .._engine._items import Outcome
from .._errors import AnswerLostError, UnprovedError
from .._extensions._kinds import ABSENT
from .._noun import Record
from .._resources._site import named
from .._site_work import CHANGED, FAILED, PLANNED, SKIPPED, UNCHANGED, UNKNOWN
from .._updates._offers import TYPES
from ._lists import PRESENT
from ._order import Item

WORDS = (CHANGED, UNCHANGED, FAILED, SKIPPED, UNKNOWN)

# The fields of a site that ignore a whole type. The ability for WordPress itself writes a list of versions instead,
# which no route of MainWP's own shows.
FLAGS = {"core": "ignore_core_updates", "plugins": "ignore_plugin_updates", "themes": "ignore_theme_updates"}

NOT_BEGUN = "Not begun, since an earlier failure ended the run."


@dataclass(frozen=True)
class Verdict:
    """What became of one thing that shall be ignored, or not, on one site.

    Args:
        plural: ``plugins``, ``themes`` or ``core``.
        slug: empty for the whole type.
        before, after: ``present``, ``partial`` or ``absent``; ``after`` is None where it is not known.
    """

    site: Record
    plural: str
    slug: str
    word: str
    before: str
    after: str | None
    name: str = ""
    versions: tuple[str, ...] = ()
    junk: bool = False
    reason: str = ""

    @classmethod
    def of(cls, item: Item, word: str, after: str | None, reason: str = "") -> Verdict:
        """The verdict of an entry of a list."""
        plural = item.list.kind.plural
        return cls(
            item.site,
            plural,
            item.key,
            word,
            item.before,
            after,
            item.name,
            item.versions,
            item.junk,
            reason,
        )

    @property
    def changed(self) -> bool:
        """Whether it counts as a change: it was made, is planned, or was asked for and nothing shows the outcome."""
        return self.word in (CHANGED, PLANNED) or (self.word == UNKNOWN and self.after is None)

    @property
    def label(self) -> str:
        """What it is about, for messages."""
        return self.slug or ("WordPress" if self.plural == "core" else f"all {self.plural}")

    def shown(self) -> dict[str, Any]:
        """The entry in the result."""
        return {
            "site": named(self.site),
            "type": TYPES[self.plural],
            "slug": self.slug or None,
            "name": self.name or None,
            "versions": list(self.versions),
            "junk": self.junk,
            "before": self.before,
            "after": self.after,
            "verdict": self.word,
            "reason": self.reason or None,
        }


def of_flag(site: Record, plural: str, wanted: str, outcome: Outcome, *, check_mode: bool) -> Verdict:
    """The verdict of a flag that ignores a whole type, from what became of the site's record.

    Args:
        wanted: ``present`` or ``absent``.
    """
    before = PRESENT if outcome.before[FLAGS[plural]] else ABSENT
    error = outcome.error
    if before == wanted:
        return Verdict(site, plural, "", UNCHANGED, before, wanted)
    if outcome.verdict == "changed":
        return Verdict(site, plural, "", PLANNED if check_mode else CHANGED, before, wanted)
    if outcome.verdict == "untried" or error is None:
        return Verdict(site, plural, "", SKIPPED, before, before, reason=error.sentence() if error else NOT_BEGUN)
    # The dashboard confirmed what cannot be seen, or did not answer and shows no change.
    doubtful = isinstance(error, (AnswerLostError, UnprovedError))
    after = None if isinstance(error, UnprovedError) else before
    return Verdict(site, plural, "", UNKNOWN if doubtful else FAILED, before, after, reason=error.sentence())


def side(verdicts: Iterable[Verdict], name: str) -> dict[str, dict[str, Any]]:
    """One side of the diff, ``before`` or ``after``: the states of what changes, by address, type and slug."""
    found: dict[str, dict[str, Any]] = {}
    for one in verdicts:
        if one.word in (CHANGED, PLANNED):
            site = found.setdefault(one.site["url"], {})
            part = site.setdefault(one.plural if one.slug else "types", {})
            part[one.slug or one.plural] = getattr(one, name)
    return found
