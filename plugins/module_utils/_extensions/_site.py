# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work on one site: sync where its data are old, decide, ask once for all, sync, read back, judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .._children import child_reason, sync_site
from .._dashboard import check_success
from .._errors import AnswerLostError, MainwpError, NotFoundError, NotJsonError, RefusedError, perhaps_done
from .._module import Run
from .._noun import Record
from .._site_work import CHANGED, FAILED, PLANNED, SKIPPED, UNCHANGED, UNKNOWN, is_old
from .._transport import Call
from ._kinds import ABSENT, ACTIVE, THEME, Extension, Kind, extensions, obstacle
from ._verdicts import Verdict


@dataclass(frozen=True)
class Order:
    """What is wanted of every selected site.

    Args:
        missing_ok: what is not installed is passed over where it would have to be.
        sync_max_age: seconds; a site whose data are as old is synced before anything is decided.
    """

    kind: Kind
    slugs: tuple[str, ...]
    state: str
    missing_ok: bool
    sync_max_age: int


@dataclass(frozen=True)
class Asked:
    """What came of the one request: the reason of a refusal, and whether it may have worked all the same."""

    reason: str = ""
    lost: bool = False
    seconds: float = 0.0


class SiteWork:
    """One site's work.

    Args:
        found: the extensions of the kind that the site has, as far as the dashboard knows; None where it does not.
    """

    def __init__(self, run: Run, order: Order, site: Record, found: Mapping[str, Extension] | None) -> None:
        self._run = run
        self._order = order
        self._site = site
        self._found = found
        # What the child was asked for and may have done, though nothing shows it yet.
        self._sent: list[str] = []

    def not_begun(self, reason: str) -> list[Verdict]:
        """The verdicts where an earlier failure of the dashboard ended the run."""
        return self._all(SKIPPED, reason)

    def refused(self, reason: str) -> list[Verdict]:
        """The verdicts where nothing could be proved, whatever was done."""
        return self._all(FAILED, reason)

    def work(self) -> list[Verdict]:
        """Do it, in check mode up to the first contact with the child; a verdict for every slug.

        Raises:
            MainwpError: the dashboard itself failed.
        """
        if self._site["suspended"]:
            return self._all(SKIPPED, "The site is suspended.")
        synced = False
        old = self._found is None or is_old(self._site, self._order.sync_max_age, self._run.clock.now())
        if old and not self._run.check_mode:
            reason = self._sync()
            if reason:
                return self._all(FAILED, f"The site cannot be synced: {reason}")
            synced = True
        if self._found is None:
            # Only in check mode: who was synced is known.
            reason = f"Which {self._order.kind.plural} the site has is not known before it is synced."
            return [self._verdict(slug, PLANNED, reason, after=self._order.state) for slug in self._order.slugs]
        todo = self._todo()
        # WordPress takes any word for a theme and leaves the site without one, so what is there must be certain.
        if todo and not synced and not self._run.check_mode and self._activates_theme():
            reason = self._sync()
            if reason:
                return self._all(FAILED, f"The site cannot be synced: {reason}")
            todo = self._todo()
        held = [self._held(slug) for slug in self._order.slugs if slug not in todo]
        if not todo:
            return held
        if self._run.check_mode:
            return [*held, *(self._verdict(slug, PLANNED, after=self._order.state) for slug in todo)]
        return [*held, *self._act(todo)]

    def ended_by(self, error: MainwpError) -> list[Verdict]:
        """The verdicts where the work came to no end: what the child may have done by then is not called a failure."""
        return [
            self._verdict(slug, UNKNOWN, f"What came of it cannot be read back: {error.sentence()}")
            if slug in self._sent
            else self._verdict(slug, FAILED, error.sentence())
            for slug in self._order.slugs
        ]

    def _all(self, word: str, reason: str) -> list[Verdict]:
        return [self._verdict(slug, word, reason) for slug in self._order.slugs]

    def _activates_theme(self) -> bool:
        return self._order.kind is THEME and self._order.state == ACTIVE

    # deciding

    def _have(self, slug: str) -> Extension | None:
        return (self._found or {}).get(slug)

    def _state(self, slug: str) -> str | None:
        """Its state; None where the dashboard does not know what the site has: absent is proved, not guessed."""
        found = self._have(slug)
        return found.state if found else None if self._found is None else ABSENT

    def _todo(self) -> list[str]:
        """The slugs that the child is asked for: those that can be changed, and need to be."""
        return [
            slug
            for slug in self._order.slugs
            if self._state(slug) != self._order.state
            and not obstacle(self._order.kind, self._have(slug), self._order.state)
        ]

    def _held(self, slug: str) -> Verdict:
        """The verdict of a slug that the child is not asked for."""
        found = self._have(slug)
        if self._state(slug) == self._order.state:
            return self._verdict(slug, UNCHANGED, after=self._order.state)
        if found is None and self._order.missing_ok:
            return self._verdict(slug, SKIPPED, f"The {self._order.kind.word} is not installed on this site.")
        return self._verdict(slug, FAILED, obstacle(self._order.kind, found, self._order.state))

    def _verdict(
        self, slug: str, word: str, reason: str = "", *, after: str | None = None, seconds: float | None = None
    ) -> Verdict:
        found = self._have(slug)
        name, version = (found.name, found.version) if found else ("", "")
        return Verdict(self._site, slug, word, self._state(slug), after, name, version, reason, seconds)

    # acting

    def _sync(self) -> str:
        """Sync the site and take over what it has; returns why that failed."""
        result = sync_site(self._run.dashboard, self._site["id"])
        if not result.ok or result.record is None:
            return result.reason
        found = extensions(self._order.kind, result.record)
        if found is None:
            return f"The dashboard confirmed it, and knows no {self._order.kind.plural} of the site."
        self._found = found
        return ""

    def _act(self, todo: list[str]) -> list[Verdict]:
        asked = self._ask(todo)
        # A refusal that was an answer is one, whatever the site does since.
        in_doubt = asked.lost or not asked.reason
        self._sent = todo if in_doubt else []
        before = self._found
        reason = self._sync()
        after, self._found = self._found, before
        if reason:
            doubt = " ".join(part for part in (asked.reason, f"What came of it cannot be read back: {reason}") if part)
            word = UNKNOWN if in_doubt else FAILED
            return [self._verdict(slug, word, doubt, seconds=asked.seconds) for slug in todo]
        return [self._judged(slug, after or {}, asked) for slug in todo]

    def _judged(self, slug: str, after: Mapping[str, Extension], asked: Asked) -> Verdict:
        now = after.get(slug)
        state = now.state if now else ABSENT
        if state == self._order.state:
            return self._verdict(slug, CHANGED, after=state, seconds=asked.seconds)
        reason = asked.reason or "The child confirmed it, and it is not so."
        word = UNKNOWN if asked.lost else FAILED
        return self._verdict(slug, word, reason, after=state, seconds=asked.seconds)

    def _ask(self, slugs: list[str]) -> Asked:
        """Ask the child once for all slugs. Its confirmation proves nothing, so only refusals are looked at.

        Raises:
            MainwpError: the dashboard itself failed.
        """
        action = self._order.kind.actions[self._order.state]
        named = {"slug": ",".join(slugs)}
        call = Call(
            action.method,
            action.path.format(id=self._site["id"]),
            query=named if action.method == "DELETE" else None,
            json=None if action.method == "DELETE" else named,
            timeout=self._run.dashboard.child_timeout,
        )
        begun = self._run.clock.monotonic()
        reason, lost = "", False
        try:
            check_success(self._run.dashboard.call(call), call)
        except AnswerLostError as error:
            reason, lost = error.sentence(), True
        except NotJsonError as error:
            reason, lost = error.sentence(), perhaps_done(error)
        except NotFoundError:
            raise
        except RefusedError as error:
            reason = child_reason(error)
        return Asked(reason, lost, self._run.clock.monotonic() - begun)
