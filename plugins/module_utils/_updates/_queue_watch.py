# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Following the dashboard's run of all sites to its end: by its job, by its list of sites, or by syncing them.

A job can be read with an application password only. Without one, the dashboard's list shows when each child last sent
its data, with which a job ends its work on a site. The older run shows nothing at all: only syncs tell how far it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._errors import NO_ANSWER, MainwpError
from .._fan_out import among_children
from .._jobs import BEGUN_WITHIN, NO_CRON, QUIET_AFTER, can_follow, follow_job
from .._module import Run
from ._offers import Site, decode_site
from ._queue_site import Ending, QueuedSite
from ._wait import DONE, QUIET, Waiter

# The older run: a pass a minute, each with three items of three sites.
ROUND = 60.0
A_PASS = 3
QUIET_ROUNDS = 3
# So many sites are synced in a round, those first that were not looked at for the longest time. The run works no more
# than nine items in that time, so more would only burden the dashboard.
A_ROUND = 20

LONGEST_HOURS = 4

SILENCE_WITHOUT_JOB = (
    "The dashboard has worked on the site since then. What the job says of it can be read with an application password "
    "only."
)
SILENCE_AT_ONCE = "The dashboard's run is over and did not bring it; it gives no reasons."
SILENCE_LEGACY = "The dashboard's run has worked on the site and did not bring it; it keeps no reasons."


def follow(run: Run, waiter: Waiter, job_id: str, works: Sequence[QueuedSite]) -> Ending:
    """Follow a job: by its id where that can be read, else by what the dashboard shows of the sites."""
    begun = run.clock.monotonic()
    if not can_follow(run.dashboard):
        return observe(run, waiter, works)
    try:
        followed = follow_job(run.dashboard, waiter, job_id)
    except MainwpError as error:
        run.warn(f"The job {job_id} cannot be read, so the sites are watched instead. {error.sentence()}")
        return observe(run, waiter, works)
    return Ending.of_job(followed, run.clock.monotonic() - begun)


def observe(run: Run, waiter: Waiter, works: Sequence[QueuedSite], *, offers: bool = False) -> Ending:
    """Watch the dashboard's list of sites, one request for each look, no contact with any child.

    Args:
        offers: whether to watch what is on offer, too. A run within the request that was started moves nothing else:
            it takes what it has updated out of the dashboard's lists.
    """
    columns = ["id", "last_sync", "sync_errors"]
    columns += ["plugin_upgrades", "theme_upgrades", "translation_upgrades", "wp_upgrades"] if offers else []
    wanted = {work.site.id: work for work in works if work.open_offers}

    def look() -> Mapping[int, Site] | None:
        try:
            rows = run.dashboard.rows("sites/basic", {"full_data": 1, "_fields": ",".join(columns)})
        except NO_ANSWER:
            return None
        return {site.id: site for site in map(decode_site, rows) if site.id in wanted}

    def ended(seen: Mapping[int, Site]) -> frozenset[int]:
        return frozenset(one for one, work in wanted.items() if _has_ended(work, seen.get(one), offers))

    def shape(seen: Mapping[int, Site]) -> Any:
        return {one: (site.last_sync, {offer.key for offer in site.offers}) for one, site in seen.items()}

    def moved(seen: Mapping[int, Site]) -> bool:
        return any(
            work.worked_on(seen.get(one)) or _shrunk(work, seen.get(one), offers) for one, work in wanted.items()
        )

    watched = waiter.watch(
        look,
        lambda seen: len(ended(seen)) == len(wanted),
        quiet_after=lambda seen: QUIET_AFTER if moved(seen) else BEGUN_WITHIN,
        shape=shape,
    )
    handled = ended(watched.seen) if watched.seen else frozenset()
    reason = ""
    if watched.ended == QUIET and watched.seen is not None and not moved(watched.seen):
        reason = (
            f"Nothing has moved on any site within {minutes(BEGUN_WITHIN)}: it looks as if the run did not begin. "
            f"{NO_CRON}"
        )
    elif watched.ended == QUIET:
        reason = (
            f"Nothing has moved for {minutes(QUIET_AFTER)}, with {len(handled)} of {len(wanted)} sites done: the run "
            f"has died, or it cannot reach the other sites. {NO_CRON}"
        )
    elif watched.ended != DONE:
        reason = f"wait_timeout was over with {len(handled)} of {len(wanted)} sites done; the run may go on."
    return Ending(
        over=watched.ended == DONE,
        seconds=watched.seconds,
        reason=reason,
        silence=SILENCE_WITHOUT_JOB,
        handled=handled,
    )


def _has_ended(work: QueuedSite, seen: Site | None, offers: bool) -> bool:
    """Whether the run has visibly ended its work on a site."""
    left = offers and seen is not None and any(seen.offer(offer.key) for offer in work.open_offers)
    return work.worked_on(seen) or (offers and seen is not None and not left)


def _shrunk(work: QueuedSite, seen: Site | None, offers: bool) -> bool:
    """Whether something that was on offer is not any more."""
    return offers and seen is not None and any(seen.offer(offer.key) is None for offer in work.open_offers)


def watch_rounds(run: Run, works: Sequence[QueuedSite]) -> Ending:
    """Sync the sites that lack something, round by round, until none does or nothing moves."""
    wanted = [work for work in works if work.open_offers]
    options = run.params
    waiter = Waiter(run.clock, options["wait_timeout"], max(options["wait_interval"], ROUND))

    turns = dict.fromkeys((work.site.id for work in wanted), 0)

    def is_open() -> list[QueuedSite]:
        return sorted((work for work in wanted if work.is_open), key=lambda work: turns[work.site.id])

    def look() -> list[Any] | None:
        some = is_open()[:A_ROUND]
        turns.update({work.site.id: turns[work.site.id] + 1 for work in some})
        try:
            among_children(
                run.dashboard.connection, some, lambda work: work.peek(), server=lambda work: work.site.server
            )
        except NO_ANSWER:
            return None
        return [work.trace for work in wanted]

    def patience(seen: Any) -> float:
        """As long as the run needs for what is left, where none of it can be updated: that moves nothing."""
        left = is_open()
        visits = sum(len(work.open_offers) // A_PASS + 1 for work in left)
        rounds = QUIET_ROUNDS + len(left) // A_ROUND
        begun = any(work.has_moved for work in wanted)
        return max(rounds * waiter.interval, ROUND * (visits // A_PASS + 1), 0.0 if begun else BEGUN_WITHIN)

    watched = waiter.watch(look, lambda seen: not is_open(), quiet_after=patience)
    handled = frozenset(work.site.id for work in wanted if work.has_moved)
    reason = ""
    if watched.ended == QUIET and not handled:
        reason = (
            f"Nothing has moved on any site for {minutes(patience(None))}: the run did not begin, or it failed on "
            f"everything, which it keeps no reasons of. {NO_CRON}"
        )
    elif watched.ended == QUIET and watched.seconds >= LONGEST_HOURS * 3600:
        reason = f"The dashboard ends such a run after {LONGEST_HOURS} hours, and it did not come to this site."
    elif watched.ended == QUIET:
        reason = (
            f"Nothing has moved on any site for {minutes(patience(None))}. The run failed on this site, which it keeps "
            "no reasons of, or it did not come to it."
        )
    elif watched.ended != DONE:
        reason = "wait_timeout was over while the run was going on."
    return Ending(
        over=watched.ended == DONE,
        seconds=watched.seconds,
        reason=reason,
        silence=SILENCE_LEGACY,
        handled=handled,
        by_versions=True,
    )


def minutes(seconds: float) -> str:
    """A time for people."""
    return f"{round(seconds / 60)} minutes"
