# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""One short piece of work on each of many sites, with a verdict for every site."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from ._errors import OF_THE_DASHBOARD, MainwpError, bug
from ._fan_out import among_children
from ._fields import instant
from ._module import Run
from ._noun import Record
from ._resource import Engine
from ._resources._all import NOUNS
from ._resources._site import named, server_of
from ._selection import select_sites
from ._updates._verdicts import FailOn

DONE = "done"
CHANGED = "changed"
UNCHANGED = "unchanged"
READ = "read"
FAILED = "failed"
SKIPPED = "skipped"
UNKNOWN = "unknown"
PLANNED = "planned"

FAIL_ON_OPTION: dict[str, dict[str, Any]] = {"fail_on": {"type": "str", "default": "any"}}


Done = TypeVar("Done")


class HasWord(Protocol):
    """A verdict of any kind."""

    @property
    def word(self) -> str:
        """The verdict itself."""


class ItemVerdict(HasWord, Protocol):
    """A verdict on one of several things of a site."""

    @property
    def site(self) -> Record:
        """The site."""

    @property
    def label(self) -> str:
        """What it is about, for messages."""

    @property
    def reason(self) -> str:
        """Why; empty where the verdict says it all."""


@dataclass(frozen=True)
class SiteVerdict:
    """What became of one site.

    Args:
        reason: why, in full sentences; empty where the verdict says it all.
        seconds: how long the work took; None where nothing was tried.
        details: further keys of its entry in the result.
        error: a failure that ended the work; one of the dashboard itself would meet every other site too.
    """

    site: Record
    word: str
    reason: str = ""
    seconds: float | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    error: MainwpError | None = None

    def shown(self) -> dict[str, Any]:
        """The entry in the result."""
        return {
            **named(self.site),
            "verdict": self.word,
            **self.details,
            "reason": self.reason or None,
            "seconds": None if self.seconds is None else round(self.seconds, 3),
        }


def selected_sites(run: Run) -> list[Record]:
    """The records of the sites that the task's selection names.

    Raises:
        InputError: nothing was named, or something that does not exist.
    """
    engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=True)
    return select_sites(run.params, engine.reads, engine.references)


def is_old(site: Record, max_age: int, now: datetime) -> bool:
    """Whether a site is to be synced: its data are so many seconds old, it was never synced, or its last sync failed.

    With a ``max_age`` of 0 every site is.
    """
    synced = instant(site["last_sync"])
    if not max_age or synced is None or site["sync_errors"]:
        return True
    return (now - synced).total_seconds() > max_age


def each_site(
    run: Run, sites: Sequence[Record], work: Callable[[Record], tuple[Done, MainwpError | None]]
) -> tuple[list[Done | None], MainwpError | None]:
    """Work on the sites side by side, within the bounds of the connection's options.

    Args:
        work: returns what became of a site, with the failure that ended its work; it must raise nothing.

    Returns:
        What became of each, in the order of the sites, and the failure of the dashboard itself, after which nothing new
        was begun; sites that were not begun have ``None``.
    """
    stop: list[MainwpError] = []
    lock = threading.Lock()

    def one(site: Record) -> Done:
        done, error = work(site)
        if isinstance(error, OF_THE_DASHBOARD):
            with lock:
                stop.append(error)
        return done

    found = among_children(run.dashboard.connection, sites, one, server=server_of, may_start=lambda site: not stop)
    return found, stop[0] if stop else None


def work_on(
    run: Run, sites: Sequence[Record], work: Callable[[Record], SiteVerdict], nothing: Mapping[str, Any]
) -> tuple[list[SiteVerdict], MainwpError | None]:
    """Work on the sites as :func:`each_site` does, with one verdict for each.

    Args:
        work: its verdict's ``seconds`` are filled in here; what it raises makes the site a failed one.
        nothing: the details of a site on which the work came to no end.

    Returns:
        The verdicts in the order of the sites, and the failure of the dashboard itself, after which nothing new was
        begun.
    """

    def one(site: Record) -> tuple[SiteVerdict, MainwpError | None]:
        begun = run.clock.monotonic()
        try:
            verdict = work(site)
        except MainwpError as error:
            verdict = SiteVerdict(site, FAILED, error.sentence(), details=nothing, error=error)
        except Exception as error:
            verdict = SiteVerdict(site, FAILED, bug(error).sentence(), details=nothing)
        seconds = run.clock.monotonic() - begun
        return SiteVerdict(site, verdict.word, verdict.reason, seconds, verdict.details), verdict.error

    found, error = each_site(run, sites, one)
    reason = f"Not begun: {error.message}" if error else ""
    verdicts = [
        verdict or SiteVerdict(site, SKIPPED, reason, details=nothing)
        for site, verdict in zip(sites, found, strict=True)
    ]
    return verdicts, error


def summary(verdicts: Iterable[HasWord], words: Sequence[str]) -> dict[str, int]:
    """How many have each of the verdicts."""
    counted = Counter(one.word for one in verdicts)
    return {word: counted[word] for word in words}


def too_many(
    fail_on: FailOn, verdicts: Sequence[SiteVerdict], bad_words: Sequence[str], code: str, what: str
) -> MainwpError | None:
    """The failure of the task, if so many sites without success make one. Those that were not tried do not count.

    Args:
        what: what the bad sites did, as "could not be synced".
    """
    bad = [one for one in verdicts if one.word in bad_words]
    tried = sum(one.word not in (SKIPPED, PLANNED) for one in verdicts)
    if not fail_on.reached(len(bad), tried):
        return None
    first = bad[0]
    return MainwpError(
        f"{len(bad)} of {tried} sites {what}; the first: {first.site['url']}: {first.reason or first.word}",
        code=code,
        layer="child",
        hint="The list sites of the result holds every one with its reason.",
    )


def item_failure(
    fail_on: FailOn, verdicts: Sequence[ItemVerdict], plural: str, layer: str = "child"
) -> MainwpError | None:
    """The failure of the task, if these verdicts make one. What was skipped was not tried.

    Args:
        plural: what the verdicts are about, which is also the list of the result that holds them.
        layer: who has the last word on them.
    """
    bad = [one for one in verdicts if one.word in (FAILED, UNKNOWN)]
    tried = sum(one.word != SKIPPED for one in verdicts)
    if not fail_on.reached(len(bad), tried):
        return None
    first = bad[0]
    return MainwpError(
        f"{len(bad)} of {tried} {plural} are not as wanted; the first: {first.label} on {first.site['url']}: "
        f"{first.reason or first.word}",
        code=f"{plural}_failed",
        layer=layer,
        hint=f"The list {plural} of the result holds every one with its reason.",
    )
