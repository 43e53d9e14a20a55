# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work on one site: sync where its data are old, read its offers, act type by type, sync, read back, judge."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from .._children import SyncResult, reconnect_site, sync_site
from .._clock import Clock, Deadline
from .._dashboard import Dashboard
from .._errors import OF_THE_DASHBOARD, MainwpError, bug
from ._calls import LOST, UNREACHABLE, Answer, call
from ._judge import judge
from ._offers import ORDER, Key, Offer, Site, decode_site
from ._reading import read_listing
from ._select import Choice
from ._synced import SyncedLists
from ._verdicts import FAILED, PLANNED, SKIPPED, Quarantine, Verdict
from ._wait import DONE, Waiter

# How often a sync is asked for whose answer is lost. Syncing twice does no harm.
SYNC_TRIES = 3
# A site on which nothing moved for so many looks, and at least so many seconds, has settled.
QUIET_LOOKS = 6
QUIET_SECONDS = 60.0

SUSPENDED = "The site is suspended."


@dataclass(frozen=True)
class Job:
    """A site to be worked, with the offers that a plan has for it, or None where the task's choice decides."""

    site: Site
    planned: tuple[Offer, ...] | None = None


@dataclass
class Orders:
    """What holds for every site of a run. Shared by threads.

    Args:
        sync_max_age: seconds; a site whose data are as old is synced before its offers are looked at.
        waiter: for lost answers; None where they are not waited for.
        window: when nothing new may be begun any more; None for never.
        synced: which lists syncs renew.
        core_first: whether WordPress itself is updated before the plugins, themes and translations of its site.
        dashboard_error: set by the first failure of the dashboard itself; then nothing new is begun either.
    """

    dashboard: Dashboard
    clock: Clock
    choice: Choice
    sync_max_age: float
    waiter: Waiter | None
    window: Deadline | None
    quarantine: Quarantine
    check_mode: bool
    synced: SyncedLists
    core_first: bool = False
    dashboard_error: MainwpError | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self, error: MainwpError) -> None:
        """Begin nothing new; the first reason stays."""
        with self._lock:
            self.dashboard_error = self.dashboard_error or error

    def closed(self) -> str:
        """Why nothing new may be begun; empty while something may."""
        if self.dashboard_error is not None:
            return f"Not begun: {self.dashboard_error.message}"
        if self.window is not None and self.window.passed():
            return "Not begun: the time of stop_starting_after was over."
        return ""


def wanted(job: Job, choice: Choice, site: Site) -> tuple[Offer, ...]:
    """The items that a task means on a site: of those in its plan, or on offer, the ones that the choice takes."""
    if job.planned is None:
        return tuple(filter(choice.takes, site.offers))
    # A plan does not say what is active.
    return tuple(offer for offer in job.planned if choice.takes(replace(offer, used=site.uses(offer.key))))


class SiteWork:
    """One site's work. It notes every failure in its verdicts and raises nothing that concerns the site alone."""

    # Whether it can leave single items alone.
    narrows = True

    def __init__(self, orders: Orders, job: Job) -> None:
        self._orders = orders
        self._job = job
        self._site = job.site
        self._todo: list[Offer] = []
        self._held: list[Verdict] = []
        self._answers: dict[Key, Answer] = {}
        # What a look after the last write showed; None where nothing was written since, or the look failed.
        self._after: Site | None = None
        self._unproved = ""
        self._order = ("core", *(kind for kind in ORDER if kind != "core")) if orders.core_first else ORDER

    def run(self) -> list[Verdict]:
        """Do it, in check mode up to the first contact with the child, and judge every item."""
        if self._guarded(self._prepare) and not self._orders.check_mode:
            self._guarded(self._act)
        return self._verdicts()

    def _guarded(self, step: Callable[[], None]) -> bool:
        """Take a step and note what ends it before its time; says whether nothing did."""
        try:
            step()
        except MainwpError as error:
            if isinstance(error, OF_THE_DASHBOARD):
                self._orders.stop(error)
            self._give_up(error)
            return False
        except Exception as error:
            self._give_up(bug(error))
            return False
        return True

    def _give_up(self, error: MainwpError) -> None:
        """End the work on the site; what was sent before is judged without proof."""
        self._unproved = self._unproved or error.sentence()
        self._hold(self._undecided(), FAILED, error.sentence())

    def leave(self) -> list[Verdict]:
        """The verdicts where the site may not be begun; one at least where nothing is known of its offers."""
        found = self._wanted()
        self._hold(found, SKIPPED, self._orders.closed())
        if not found and self._is_old():
            self._held.append(Verdict(self._site, None, SKIPPED, self._orders.closed()))
        return self._verdicts()

    # Before

    def _prepare(self) -> None:
        """Find out what is to be done; what is not is held with its reason."""
        left_out = self._left_out()
        if left_out:
            self._hold(self._wanted(), SKIPPED, left_out)
            return
        if not self._orders.check_mode and self._is_old():
            result = self._sync()
            if not result.ok or result.record is None:
                self._not_synced(result.reason)
                return
            self._site = decode_site(result.record)
            self._orders.synced.read()  # a list without offers may be an old one
        self._todo = list(self._wanted())
        if self.narrows:
            self.hold_unproved(SKIPPED)
        if any(self._site.offer(offer.key) for offer in self._undecided()):
            self._site = read_listing(self._orders.dashboard, self._site)
        self._todo = [current for offer in self._undecided() if (current := self._current(offer)) is not None]

    def hold_unproved(self, word: str) -> None:
        """Decide about the items of types whose updates could not be proved, except for what is there already."""
        for offer in self._undecided():
            if not arrived(self._site, offer):
                self._hold([offer], word, self._orders.synced.reason(offer.type))

    def _left_out(self) -> str:
        """Why nothing is done on the site whatever is on offer; empty where that is not so."""
        return SUSPENDED if self._site.suspended else ""

    def _wanted(self) -> tuple[Offer, ...]:
        return wanted(self._job, self._orders.choice, self._site)

    def _is_old(self) -> bool:
        age = self._site.age(self._orders.clock.now())
        return age is None or max(age, 0) >= self._orders.sync_max_age

    def _not_synced(self, reason: str) -> None:
        """A site that does not sync fails as a whole, with one entry at least, so that it is not passed over."""
        reason = f"The site cannot be synced: {reason}"
        found = self._wanted()
        self._hold(found, FAILED, reason)
        if not found:
            self._held.append(Verdict(self._site, None, FAILED, reason))

    def _current(self, offer: Offer) -> Offer | None:
        """What is on offer now for an item, or None where it is held."""
        current = self._site.offer(offer.key)
        found = self._site.installed.get(offer.key)
        if current is None:
            reason = "It is not on offer any more."
            if found is not None and found.version == offer.new_version:
                reason = f"It is at {found.version} already."
            self._hold([offer], SKIPPED, reason)
            return None
        if not current.same(offer):
            now = f"{current.old_version or 'installed'} to {current.new_version}"
            self._hold([offer], SKIPPED, f"The offer has changed since the plan was made: now it is {now}.")
            return None
        reason = current.blocked or self._orders.quarantine.reason(current)
        self._hold([offer], SKIPPED, reason)
        return None if reason else current

    # Acting

    def _act(self) -> None:
        """One call for each type, then a look at what came of it."""
        for kind in self._order:
            found = [offer for offer in self._todo if offer.type == kind]
            closed = self._orders.closed()
            if closed:
                self._hold(found, SKIPPED, closed)
                continue
            for offer in found:
                self._hold([offer], SKIPPED, self._orders.quarantine.reason(offer))
            found = [offer for offer in found if self._open(offer)]
            if found:
                reason = self._call(kind, found)
                self._hold(self._undecided(), SKIPPED, reason)
        if self._answers and self._after is None:
            self._look()

    def _call(self, kind: str, found: list[Offer]) -> str:
        """Update some items of one type, and say why nothing more may be begun on the site; empty where it may."""
        orders = self._orders
        try:
            answer = call(orders.dashboard, orders.clock, self._site.id, kind, [offer.slug for offer in found])
        except MainwpError as error:
            self._hold(found, FAILED, error.sentence())
            self._hold(self._undecided(), SKIPPED, f"Not begun: {error.message}")
            raise
        self._after = None
        self._note(found, answer)
        if answer.ended == UNREACHABLE:
            return "" if kind == "core" and self._still_answers() else f"Not begun: {answer.reason}"
        if answer.ended != LOST:
            return ""
        begun = orders.clock.monotonic()
        settled = self._settle(found)
        self._note(found, replace(answer, seconds=answer.seconds + orders.clock.monotonic() - begun))
        return "" if settled else "Not begun: it is not known whether an earlier update of the site has ended."

    def _still_answers(self) -> bool:
        """Whether a child is there after an update of WordPress without an answer, for what comes after it.

        The route's answer is the same where the child is gone and where its host lets nobody update WordPress.
        """
        if not self._undecided():
            return False
        self._look()
        return self._after is not None

    def _look(self) -> None:
        """Sync the site, and keep what that shows."""
        result = self._sync()
        if result.ok and result.record is not None:
            self._after = decode_site(result.record)
        else:
            self._after, self._unproved = None, result.reason

    def _note(self, found: Iterable[Offer], answer: Answer) -> None:
        self._answers.update({offer.key: answer for offer in found})

    def _settle(self, lost: list[Offer]) -> bool:
        """Watch a site whose answer was lost until the versions that were asked for are there, or nothing moves."""
        waiter = self._orders.waiter
        if waiter is None:
            return False
        # A child in maintenance mode answers nobody. The sync that meets it fails, and after that a dashboard with
        # abilities refuses to sync until a reconnect: what a look broke, the next one mends.
        dashboard, refused = self._orders.dashboard, False

        def look() -> Site | None:
            nonlocal refused
            mend = refused and dashboard.guards_children
            result = (reconnect_site if mend else sync_site)(dashboard, self._site.id)
            refused = not result.ok and not result.lost
            if not result.ok or result.record is None:
                self._unproved = result.reason
                return None
            return decode_site(result.record)

        watched = waiter.watch(
            look,
            lambda seen: all(arrived(seen, offer) for offer in lost),
            quiet_after=max(QUIET_LOOKS * waiter.interval, QUIET_SECONDS),
            shape=lambda seen: (seen.offers, seen.installed),
        )
        self._after = watched.seen
        return watched.ended == DONE

    def _sync(self) -> SyncResult:
        result = sync_site(self._orders.dashboard, self._site.id)
        for _again in range(SYNC_TRIES - 1):
            if not result.lost or self._orders.waiter is None:
                break
            self._orders.clock.sleep(self._orders.waiter.interval)
            result = sync_site(self._orders.dashboard, self._site.id)
        return result

    # Judging

    def _open(self, offer: Offer) -> bool:
        """Whether nothing was decided about an item so far."""
        held = {one.offer.key for one in self._held if one.offer}
        return offer.key not in self._answers and offer.key not in held

    def _hold(self, offers: Iterable[Offer], word: str, reason: str) -> None:
        """Decide about items without trying them. Without a reason nothing is held."""
        if reason:
            self._held += [Verdict(self._site, offer, word, reason) for offer in offers]

    def _undecided(self) -> list[Offer]:
        return [offer for offer in self._todo if self._open(offer)]

    def _verdicts(self) -> list[Verdict]:
        """Every item's verdict, in the order in which sites are worked."""
        found = list(self._held)
        for offer in self._todo:
            answer = self._answers.get(offer.key)
            if answer is not None:
                found.append(judge(self._site, offer, answer, self._after, self._unproved))
            elif self._orders.check_mode and self._open(offer):
                found.append(Verdict(self._site, offer, PLANNED, self._doubt()))
        for verdict in found:
            self._orders.quarantine.note(verdict)
        place = self._order.index
        return sorted(found, key=lambda one: (place(one.offer.type), one.offer.slug) if one.offer else (-1, ""))

    def _doubt(self) -> str:
        """What a plan in check mode rests on, where the data are old."""
        if not self._is_old():
            return ""
        synced = self._site.last_sync
        when = f"{synced:%Y-%m-%dT%H:%M:%SZ}" if synced else "never"
        return f"From old data (last sync: {when}): the site would be synced first."


def arrived(seen: Site, offer: Offer) -> bool:
    """Whether an item is where it was to be brought."""
    if offer.type == "translation":
        return seen.offer(offer.key) is None
    found = seen.installed.get(offer.key)
    return found is not None and found.version == offer.new_version
