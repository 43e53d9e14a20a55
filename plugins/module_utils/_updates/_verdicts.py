# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What became of each item, when the whole counts as failed, and which offers are not tried any further."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._errors import InputError, MainwpError
from ._offers import Offer, Site
from ._plan import shown

UPDATED = "updated"
FAILED = "failed"
SKIPPED = "skipped"
UNKNOWN = "unknown"
PLANNED = "planned"

# What the dashboard and the child did, or could not do, with an item; the others were not tried.
TRIED = (UPDATED, FAILED, UNKNOWN)


@dataclass(frozen=True)
class Verdict:
    """What became of one item.

    Args:
        offer: None where the site failed before any offer of it was known.
        reason: why, one or two sentences; empty where the verdict says it all.
        seconds: how long the request took that carried it out; None where none was made.
        installed: the version that was read back; None where nothing was.
        wrote: whether the child is proved to be different from before; so it can be true of a failure too.
        blames_offer: whether a failure is the offer's own, not that of its site or of the connection.
    """

    site: Site
    offer: Offer | None
    word: str
    reason: str = ""
    seconds: float | None = None
    installed: str | None = None
    wrote: bool = False
    blames_offer: bool = False

    def shown(self) -> dict[str, Any]:
        """The entry in the result."""
        nothing = {"type": None, "slug": None, "name": None, "old_version": None, "new_version": None}
        return {
            "site": self.site.shown,
            **(shown(self.offer) if self.offer else nothing),
            "installed_version": self.installed,
            "verdict": self.word,
            "reason": self.reason or None,
            "seconds": None if self.seconds is None else round(self.seconds, 3),
        }


def gone(site_id: int, offers: Iterable[Offer]) -> list[Verdict]:
    """The verdicts on what was planned for a site that the dashboard does not have any more."""
    site = Site(site_id, "", "", "", suspended=False, sync_errors="", last_sync=None, offers=())
    return [Verdict(site, offer, SKIPPED, f"There is no site with id {site_id} any more.") for offer in offers]


def summary(verdicts: Iterable[Verdict], *, check_mode: bool) -> dict[str, int]:
    """How many items have each verdict; ``planned`` only in check mode."""
    counted = Counter(one.word for one in verdicts)
    words = (UPDATED, FAILED, SKIPPED, UNKNOWN)
    return {word: counted[word] for word in ((*words, PLANNED) if check_mode else words)}


@dataclass(frozen=True)
class FailOn:
    """How many items without success make the task fail. Failed and unknown ones count alike."""

    least: float | None
    percent: bool = False

    @classmethod
    def parse(cls, text: str) -> FailOn:
        """Read ``any``, ``none``, a number of items or a percentage of the items that were tried.

        Raises:
            InputError: it is something else, or zero.
        """
        word = text.strip().lower()
        if word == "none":
            return cls(None)
        if word == "any":
            return cls(1)
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%|(\d+)", word)
        number = float(match[1] or match[2]) if match else 0.0
        if not match or number <= 0 or (match[1] and number > 100):
            raise InputError(
                f"fail_on is {text!r}.", hint="Write any, none, a number of items like 3, or a share like 10%."
            )
        return cls(number, percent=match[1] is not None)

    def reached(self, bad: int, tried: int) -> bool:
        """Whether so many items without success are too many."""
        if self.least is None or not bad:
            return False
        return (100 * bad / tried if self.percent else bad) >= self.least

    def error(self, verdicts: Sequence[Verdict]) -> MainwpError | None:
        """The failure of the task, if these verdicts make one."""
        bad = [one for one in verdicts if one.word in (FAILED, UNKNOWN)]
        tried = sum(one.word in TRIED for one in verdicts)
        if not self.reached(len(bad), tried):
            return None
        first = bad[0]
        what = f"{first.offer.name} on {first.site.url}" if first.offer else first.site.url
        return MainwpError(
            f"{len(bad)} of {tried} updates did not succeed; the first: {what}: {first.reason or first.word}",
            code="updates_failed",
            layer="child",
            hint="The list updates of the result holds every one with its reason.",
        )


class Quarantine:
    """Offers that failed too often to be tried on further sites. Safe to use from several threads.

    Args:
        limit: failures after which an offer is not tried any more; 0 for no limit.
        earlier: what :meth:`failures` returned in runs before this one, on whatever dashboards; entries of one offer
            add up. They count for the limit.

    Raises:
        InputError: a number of failures is negative.
    """

    def __init__(self, limit: int, earlier: Iterable[Mapping[str, Any]] = ()) -> None:
        self._limit = limit
        self._earlier: Counter[_Name] = Counter()
        for entry in earlier:
            if entry["failures"] < 0:
                raise InputError(f"offer_failures has {entry['failures']} failures: there cannot be fewer than none.")
            self._earlier[entry["type"], entry["slug"], entry["new_version"]] += entry["failures"]
        self._failures: Counter[_Name] = Counter()
        self._lock = threading.Lock()

    def note(self, verdict: Verdict) -> None:
        """Count a failure that is the offer's own; a newer version of the same plugin is another offer."""
        if verdict.word == FAILED and verdict.blames_offer and verdict.offer:
            with self._lock:
                self._failures[_name(verdict.offer)] += 1

    def reason(self, offer: Offer) -> str:
        """Why an offer is not tried any more; empty where it may be."""
        with self._lock:
            failures = self._failures[_name(offer)]
        earlier = self._earlier[_name(offer)]
        if not self._limit or failures + earlier < self._limit:
            return ""
        when = f", on {earlier} of them before this run" if earlier else " in this run"
        return f"Quarantined: {offer.new_version} failed on {failures + earlier} sites{when}."

    def shown(self) -> list[dict[str, Any]]:
        """The offers in quarantine, for the result: failures of this run and of earlier ones."""
        with self._lock:
            counted = self._failures + self._earlier
        return _entries({name: failures for name, failures in counted.items() if 0 < self._limit <= failures})

    def failures(self) -> list[dict[str, Any]]:
        """What failed in this run alone, so that the lists of runs side by side can be put together."""
        with self._lock:
            return _entries(self._failures)


_Name = tuple[str, str, str]  # type, slug and new version


def _entries(counted: Mapping[_Name, int]) -> list[dict[str, Any]]:
    return [
        {"type": kind, "slug": slug, "new_version": version, "failures": failures}
        for (kind, slug, version), failures in sorted(counted.items())
        if failures
    ]


def _name(offer: Offer) -> _Name:
    return offer.type, offer.slug, offer.new_version
