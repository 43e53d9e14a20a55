# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""From what was asked, what was answered and what was read back to a verdict. What was read back decides."""

from __future__ import annotations

from ._calls import ANSWERED, LOST, Answer, Reported
from ._offers import Installed, Offer, Site
from ._verdicts import FAILED, SKIPPED, UNKNOWN, UPDATED, Verdict
from ._versions import compare

NO_REASON = "The child gave no reason."
NOTHING_DONE = (
    "The child answered and did nothing: what the installed version requires is not met there, it does not accept the "
    "dashboard's signature, or it is busy."
)
# What the record of a site lists, by type.
_NAMES = {"plugin": "plugins", "theme": "themes", "core": "version of WordPress"}


def judge(site: Site, offer: Offer, answer: Answer, after: Site | None, unproved: str) -> Verdict:
    """The verdict on one item that was tried.

    Args:
        site: as it was before.
        after: as a sync after the last write showed it; None where that failed.
        unproved: why it failed.
    """
    said = answer.reported.get(offer.slug)
    if after is None:
        return _unproved(site, offer, answer, said, unproved)
    if offer.type == "translation":
        return _translation(site, offer, answer, said, after)
    found = after.installed.get(offer.key)
    if not any(kind == offer.type for kind, _slug in after.installed):
        # A site has at least MainWP Child and one theme.
        why = f"the dashboard knows of no {_NAMES[offer.type]} there, though it has synced the site."
        return _unproved(site, offer, answer, said, why)
    if found is None:
        # WordPress has a lock for itself only. Seen on real children.
        reason = "It is not installed any more, as after two updates of it at the same moment."
        return Verdict(site, offer, FAILED, reason, answer.seconds, wrote=True, blames_offer=True)
    if found.version == offer.new_version or (
        compare(found.version, offer.new_version) > 0 and after.offer(offer.key) is None
    ):
        return _arrived(site, offer, answer, said, found)
    if found.version != offer.old_version:
        reason = f"{found.version} was installed instead of {offer.new_version}."
        return Verdict(site, offer, FAILED, reason, answer.seconds, found.version, wrote=True, blames_offer=True)
    return _stayed(site, offer, answer, said, after, found)


def _unproved(site: Site, offer: Offer, answer: Answer, said: Reported | None, why: str) -> Verdict:
    """Without a sync after it nothing is proved."""
    if said is not None and not said.ok:
        return Verdict(site, offer, FAILED, said.text or NO_REASON, answer.seconds, blames_offer=True)
    if said is not None:
        reason = f"The child reported success, and that could not be proved: {why}"
        return Verdict(site, offer, UNKNOWN, reason, answer.seconds)
    if answer.ended == LOST:
        reason = f"{answer.reason} What is installed now could not be read: {why}"
        return Verdict(site, offer, UNKNOWN, reason, answer.seconds)
    reason = f"{answer.reason or NOTHING_DONE} What is installed now could not be read: {why}"
    return Verdict(site, offer, FAILED, reason, answer.seconds)


def _translation(site: Site, offer: Offer, answer: Answer, said: Reported | None, after: Site) -> Verdict:
    """A translation has no version that could be read back: it is installed when it is not on offer any more."""
    if after.offer(offer.key) is not None:
        reason = (said.text if said else answer.reason) or NO_REASON
        if answer.ended == LOST:
            return Verdict(site, offer, UNKNOWN, f"{answer.reason} It is still on offer.", answer.seconds)
        return Verdict(site, offer, FAILED, reason, answer.seconds, blames_offer=said is not None)
    if said is not None and not said.ok:
        return Verdict(site, offer, FAILED, said.text or NO_REASON, answer.seconds)
    if said is None and answer.ended == ANSWERED:
        return Verdict(site, offer, SKIPPED, "It was not on offer any more.", answer.seconds)
    return Verdict(site, offer, UPDATED, "", answer.seconds, offer.new_version, wrote=True)


def _arrived(site: Site, offer: Offer, answer: Answer, said: Reported | None, found: Installed) -> Verdict:
    """The version that was wanted is there, or a newer one that nothing newer is on offer for."""
    if said is not None and said.ok and said.changed is False:
        reason = f"It was at {found.version} already; the dashboard's data were old."
        return Verdict(site, offer, SKIPPED, reason, answer.seconds, found.version)
    if answer.disowns(offer.slug):
        reason = f"{found.version} was installed in the meantime, and not by this run."
        return Verdict(site, offer, SKIPPED, reason, answer.seconds, found.version)
    if offer.active and not found.active:
        reason = f"{found.version} is installed, but it is not active any more."
        return Verdict(site, offer, FAILED, reason, answer.seconds, found.version, wrote=True, blames_offer=True)
    reason = "" if found.version == offer.new_version else f"{found.version} was installed, which is newer."
    if said is not None and not said.ok:
        reason = f"{found.version} is installed, though the child reported a failure: {said.text or NO_REASON}"
    return Verdict(site, offer, UPDATED, reason, answer.seconds, found.version, wrote=True)


def _stayed(site: Site, offer: Offer, answer: Answer, said: Reported | None, after: Site, found: Installed) -> Verdict:
    """The old version is still there."""
    if answer.ended == LOST:
        reason = f"{answer.reason} {found.version} was still installed when it was last looked at."
        return Verdict(site, offer, UNKNOWN, reason, answer.seconds, found.version)
    if said is None and answer.ended == ANSWERED and after.offer(offer.key) is None:
        return Verdict(site, offer, SKIPPED, "It was not on offer any more.", answer.seconds, found.version)
    if said is None:
        reason = answer.reason or NOTHING_DONE
    elif said.ok:
        reason = f"The child reported success, but {found.version} is still installed."
    else:
        reason = said.text or NO_REASON
    # A busy child refuses without naming an item, and refuses WordPress itself for reasons of its own.
    blames = said is not None and offer.type != "core"
    return Verdict(site, offer, FAILED, reason, answer.seconds, found.version, blames_offer=blames)
