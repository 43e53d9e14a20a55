# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""One site's part in the dashboard's run of all sites: what was on offer before it, and what became of it after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .._errors import OF_THE_DASHBOARD, MainwpError
from .._jobs import BackgroundJob, Followed, stalled
from ._calls import ANSWERED, LOST, Answer, Reported
from ._execute import SUSPENDED, Job, Orders, SiteWork, arrived
from ._judge import judge
from ._offers import CORE_SLUG, IGNORED, Key, Offer, Site
from ._queue_errors import spelled_out, told
from ._queue_start import MANNERS, RUNNING
from ._verdicts import FAILED, SKIPPED, UNKNOWN, UPDATED, Verdict

NO_TRANSLATIONS = "The dashboard's run updates no translations here; strategy: per_site does."
OVERLOOKED = {
    IGNORED: "It is ignored on the dashboard, and the dashboard's job does not look at that.",
    SUSPENDED: "The site is suspended, and the dashboard's run does not look at that.",
}
BY_ANOTHER = "By a run that was going on already."
EVERYWHERE = "It was not on offer when the run began; the dashboard's job updates WordPress on every site."
INACTIVE = "It is not active now. Whether it was before is not known: a plan does not say that."
STALE = "The dashboard shows no sync of the site since then."
SILENCE_OF_A_JOB = "The job says nothing of it."


@dataclass(frozen=True)
class Ending:
    """How a run ended, as far as can be told.

    Args:
        over: whether it is certain that it has worked on every site.
        reason: why that is not certain; empty where it is.
        silence: what is said of an item that a site, which was worked on, did not get.
        seconds: from the start until that was known.
        handled: ids of the sites that show that they were worked on.
        by_versions: whether another version of anything shows that a site was worked on, too.
        errors: what a job says of sites on which something failed, by id.
        job: the dashboard's job as it was last seen, where it could be read.
    """

    over: bool
    seconds: float
    reason: str = ""
    silence: str = ""
    handled: frozenset[int] = frozenset()
    by_versions: bool = False
    errors: Mapping[int, str] = field(default_factory=dict)
    job: BackgroundJob | None = None

    @classmethod
    def of_job(cls, followed: Followed, seconds: float, reason: str = "") -> Ending:
        """The end of a job that was followed.

        Args:
            reason: why it is not certain that it has worked on every site, where that is not that it stands still.
        """
        job, over = followed.seen, followed.seen.status == "completed"
        return cls(
            over=over,
            seconds=seconds,
            reason="" if over else reason or stalled(job, followed.ended).sentence(),
            silence=SILENCE_OF_A_JOB,
            errors={error.site_id: error.message for error in job.errors},
            job=job,
        )

    def after(self, text: str) -> Ending:
        """The same, where something has to be said before its reasons."""
        return replace(self, reason=f"{text} {self.reason}".strip(), silence=f"{text} {self.silence}".strip())


class QueuedSite(SiteWork):
    """A site before, during and after a run that the dashboard makes by itself.

    Args:
        shape: the shape that the run will have as far as can be foretold.
    """

    narrows = False

    def __init__(self, orders: Orders, job: Job, shape: str) -> None:
        super().__init__(orders, job)
        self._manner = MANNERS[shape]
        self._notes: dict[Key, str] = {}
        # Whether what is known of the time before is too old to tell what the run did.
        self._stale = False
        self._prepared = False
        # Whether what was there before is known from a plan only, which does not say what was active.
        self._recalled = False
        self._trace: Any = None

    @property
    def site(self) -> Site:
        """The site as it was before the run."""
        return self._site

    @property
    def open_offers(self) -> list[Offer]:
        """What the run is to do here."""
        return self._undecided()

    # Before

    def prepare(self) -> None:
        """Sync the site where its data are old, and find out what is on offer."""
        self._prepared = True
        self._guarded(self._prepare)

    def _left_out(self) -> str:
        return "" if self._manner.suspended else super()._left_out()

    def _not_synced(self, reason: str) -> None:
        self._stale = True
        super()._not_synced(reason)

    def expect(self, planned: Iterable[Offer]) -> list[Offer]:
        """Hold what a plan has for the site and is not on offer, and return what is on offer beyond the plan."""
        planned = list(planned)
        meant = [offer for offer in self._undecided() if self.does(offer)]
        known = {one.offer.key for one in self._held if one.offer}
        for offer in planned:
            current = self._site.offer(offer.key)
            if offer.key not in known and (current is None or not current.same(offer)):
                self._current(offer)
        return [offer for offer in meant if not any(offer.same(one) for one in planned)]

    def has_work(self) -> bool:
        """Whether the foretold run does anything here that it is meant to do."""
        return any(map(self.does, self._undecided()))

    def does(self, offer: Offer) -> bool:
        """Whether the run works on items of this type."""
        return offer.type != "translation" or self._manner.translations

    def settle(self, shape: str, *, begins: bool) -> None:
        """Decide what a run of this shape leaves out, and take up what it does although nobody wants it.

        Args:
            begins: whether there is a run at all.
        """
        self._manner = manner = MANNERS[shape]
        self._hold([offer for offer in self._undecided() if not self.does(offer)], SKIPPED, NO_TRANSLATIONS)
        if not begins:
            return
        if manner.ignored and not self._stale:
            taken = [one for one in self._held if one.offer and one.reason == IGNORED]
            self._held = [one for one in self._held if one not in taken]
            self._todo += [one.offer for one in taken if one.offer]
            self._notes.update({one.offer.key: OVERLOOKED[IGNORED] for one in taken if one.offer})
        if self._site.suspended and not manner.suspended:
            self._hold(self._undecided(), SKIPPED, SUSPENDED)
        for offer in self._undecided():
            if self._site.suspended:
                self._notes[offer.key] = OVERLOOKED[SUSPENDED]
            elif shape == RUNNING:
                self._notes[offer.key] = BY_ANOTHER

    def overlooked(self, note: str) -> list[Offer]:
        """What the run does although the dashboard was told otherwise: the ``note`` says what it does not look at."""
        return [offer for offer in self._todo if self._notes.get(offer.key) == note]

    @property
    def translations(self) -> list[Offer]:
        """The translations that the run leaves alone."""
        return [one.offer for one in self._held if one.offer and one.reason == NO_TRANSLATIONS]

    def recall(self, planned: Iterable[Offer]) -> None:
        """Take what a plan has for the site for what was on offer before a run that somebody else began."""
        self._todo = list(planned)
        self._recalled = True

    def hold(self, word: str, reason: str) -> None:
        """Decide about everything that is still open."""
        self._hold(self._undecided(), word, reason)

    # During

    def peek(self) -> None:
        """Sync the site and remember what that shows.

        Raises:
            MainwpError: the dashboard itself failed.
        """
        self._look()
        if self._after is not None:
            self._trace = (self._after.offers, self._after.installed)

    @property
    def trace(self) -> Any:
        """What the last sync showed that moves while the run works on the site; None before the first one."""
        return self._trace

    @property
    def latest(self) -> Site | None:
        """The site as the last sync showed it; None where there was none, or it failed."""
        return self._after

    @property
    def is_open(self) -> bool:
        """Whether something that was to come is not there yet, as far as the last sync showed."""
        after = self._after
        return any(after is None or not arrived(after, offer) for offer in self._undecided())

    @property
    def has_moved(self) -> bool:
        """Whether the last sync showed another version of something than there was before."""
        return self._after is not None and self._after.installed != self._site.installed

    def worked_on(self, seen: Site | None) -> bool:
        """Whether the dashboard's record shows that the child has sent its data since the beginning.

        A job ends its work on each site with that. So does a sync that somebody else asked for.
        """
        return seen is not None and seen.last_sync != self._site.last_sync and not seen.sync_errors

    # After

    def conclude(self, ending: Ending, seen: Site | None) -> list[Verdict]:
        """Judge every item.

        Args:
            seen: the dashboard's record of the site after the run; None where it was not read.
        """
        self._find_out(seen)
        for offer in self._undecided():
            self._answers[offer.key] = self._answer(ending, offer)
        self._held = [self._corrected(one, ending.seconds) for one in self._held]
        found = [self._with_note(one) for one in self._verdicts()]
        found += self._unexpected(ending) if self._manner.ignored else []
        text = ending.errors.get(self._site.id)
        if text and not found:
            found.append(Verdict(self._site, None, FAILED, spelled_out(text), ending.seconds))
        return found

    def without_run(self) -> list[Verdict]:
        """The verdicts where no run was begun, or none was waited for, or in check mode."""
        if not self._prepared and self._orders.closed():
            return self.leave()
        return [self._with_note(one) for one in self._verdicts()]

    def _find_out(self, seen: Site | None) -> None:
        """Get what proves the end: the record of a site that was worked on and has everything, else a sync.

        A record that lacks something may be of a sync in the middle of the work.
        """
        wanted = self._undecided()
        if seen is not None and self.worked_on(seen) and all(arrived(seen, offer) for offer in wanted):
            self._after = seen
        if self._after is not None and all(arrived(self._after, offer) for offer in wanted):
            return
        if self._left_out() or not (wanted or any(map(self._could_be_done, self._held))):
            return
        orders = self._orders
        if orders.check_mode:
            self._after = seen if self.worked_on(seen) else None
            self._unproved = "" if self._after else f"{STALE} In check mode no child is contacted."
            return
        if orders.dashboard_error is not None:
            self._unproved = orders.dashboard_error.sentence()
            return
        self._after = None
        try:
            self._look()
        except MainwpError as error:
            self._unproved = error.sentence()
            if isinstance(error, OF_THE_DASHBOARD):
                orders.stop(error)

    def _answer(self, ending: Ending, offer: Offer) -> Answer:
        """What the run says of an item, put as the answer to a request of its own."""
        text = ending.errors.get(self._site.id, "")
        if text:
            said, reason = told(text, offer, self._site.offers)
            if said or reason:
                return Answer(ANSWERED, ending.seconds, {offer.slug: said} if said else {}, reason)
        if self._after is None:
            return Answer(LOST, ending.seconds, reason=ending.reason or ending.silence)
        handled = self._site.id in ending.handled or (ending.by_versions and self.has_moved)
        if not ending.over and not handled:
            return Answer(LOST, ending.seconds, reason=ending.reason)
        # Nothing else says of a translation that it was installed than that it is not on offer any more.
        gone = offer.type == "translation" and self._after.offer(offer.key) is None
        return Answer(ANSWERED, ending.seconds, {offer.slug: Reported(True, None)} if gone else {}, ending.silence)

    def _could_be_done(self, held: Verdict) -> bool:
        """Whether the run may have updated something that should have been left alone."""
        offer = held.offer
        if offer is None or self._stale or held.word != SKIPPED or offer.type == "translation":
            return False
        return self._site.offer(offer.key) is not None

    def _corrected(self, held: Verdict, seconds: float) -> Verdict:
        """The verdict on what should have been left alone: the run may have done it all the same."""
        offer, after = held.offer, self._after
        if offer is None or after is None:
            return held
        if self._stale and held.word == FAILED and offer.type != "translation" and arrived(after, offer):
            reason = f"It is at {offer.new_version} now, and nobody can tell since when. {held.reason}"
            return replace(held, word=UNKNOWN, reason=reason, installed=offer.new_version)
        before, now = self._site.installed.get(offer.key), after.installed.get(offer.key)
        if not self._could_be_done(held) or before is None or now is None or before.version == now.version:
            return held
        found = judge(self._site, offer, Answer(ANSWERED, seconds), after, "")
        return replace(found, reason=f"{held.reason} The dashboard's run did not look at that. {found.reason}".strip())

    def _with_note(self, one: Verdict) -> Verdict:
        """A verdict with what the dashboard did not look at, or what nobody can tell."""
        if self._recalled and one.word == UPDATED and one.offer and one.offer.type == "plugin":
            found = self._after.installed.get(one.offer.key) if self._after else None
            if found and not found.active:
                return replace(one, reason=f"{one.reason} {INACTIVE}".strip())
        note = self._notes.get(one.offer.key) if one.offer else None
        if note is None or (note == BY_ANOTHER and one.word != UPDATED):
            return one
        return replace(one, reason=f"{note} {one.reason}".strip())

    def _unexpected(self, ending: Ending) -> list[Verdict]:
        """An update of WordPress that was not on offer before a job, which tries that on every site."""
        key: Key = ("core", CORE_SLUG)
        before = self._site.installed.get(key)
        now = self._after.installed.get(key) if self._after else None
        if self._site.offer(key) or self._stale or before is None or now is None or before == now:
            return []
        offer = Offer("core", CORE_SLUG, "WordPress", before.version, now.version)
        return [Verdict(self._site, offer, UPDATED, EVERYWHERE, ending.seconds, now.version, wrote=True)]
