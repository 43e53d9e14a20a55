# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What sites will have when the steps before have been carried out, for check mode, in which nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .._site_work import PLANNED
from ._kinds import ABSENT, ACTIVE, INACTIVE, THEME, Extension, Kind
from ._verdicts import Verdict


class Foresight:
    """The states that earlier steps of a run have planned. Outside of check mode there are none."""

    def __init__(self) -> None:
        self._planned: dict[tuple[str, int], dict[str, str]] = {}

    def note(self, kind: Kind, verdicts: Iterable[Verdict]) -> None:
        """Remember what a step has planned."""
        for one in verdicts:
            if one.word == PLANNED and one.after is not None:
                self._planned.setdefault((kind.word, int(one.site["id"])), {})[one.slug] = one.after

    def applied(self, kind: Kind, site: int, found: Mapping[str, Extension] | None) -> dict[str, Extension] | None:
        """What a site will have of a kind, from what it has; None where that is not known."""
        if found is None:
            return None
        result = dict(found)
        for slug, state in self._planned.get((kind.word, site), {}).items():
            if state == ABSENT:
                result.pop(slug, None)
                continue
            if kind is THEME and state == ACTIVE:
                # The one before is not active any more, and holds its parent no longer.
                result = {name: replace(one, state=INACTIVE, held="") for name, one in result.items()}
            if slug in result:
                result[slug] = replace(result[slug], state=state)
        return result
