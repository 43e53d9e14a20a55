# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Changing the ignore lists of one site, and what came of each request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .._credentials import ABILITIES
from .._dashboard import Dashboard
from .._errors import OF_THE_DASHBOARD, InputError, MainwpError, bug, may_have_worked
from .._site_work import CHANGED, FAILED, UNKNOWN
from ._lists import LISTS, Ignored, IgnoreList
from ._order import ADD, REMOVE, ROUTE, Item
from ._verdicts import Verdict


@dataclass(frozen=True)
class Asked:
    """What came of the request for an item: the reason of a refusal, and whether it may have worked all the same."""

    reason: str = ""
    lost: bool = False


def require_ways(dashboard: Dashboard, wanted: Iterable[Item]) -> None:
    """See before any write that everything that has to be done can be done.

    Raises:
        InputError: something takes an ability, and this dashboard has none, or no application password is given.
    """
    first = next((item for item in wanted if item.way in (ADD, REMOVE)), None)
    if first is None:
        return
    what = f"{first.key} on {first.site['url']}"
    why = (
        f"The ignore of {what} cannot be lifted"
        if first.way == REMOVE
        else f"Of {what} only the versions {', '.join(first.versions)} are ignored, and that cannot be widened"
    )
    if not dashboard.has_abilities:
        raise InputError(
            f"{why}: this dashboard's WordPress is older than 6.9, and has no way to do it through the API.",
            hint="Do it on the dashboard's screen of ignored updates, or update the dashboard's WordPress.",
        )
    if not dashboard.connection.application_user or not dashboard.connection.application_password:
        raise InputError(
            f"{why} with api_key alone: only an application password of WordPress opens the way to it.",
            hint="Set application_user and application_password.",
        )


def write(dashboard: Dashboard, todo: Sequence[Item]) -> tuple[dict[Item, Asked], MainwpError | None]:
    """Carry out the items of one site, one request for each list and way; several at once would undo each other.

    Returns:
        What was asked for, with what came of it, and the failure of the dashboard that ended it early.
    """
    done: dict[Item, Asked] = {}
    for one in LISTS.values():
        for way in (REMOVE, ROUTE, ADD):
            some = [item for item in todo if item.list is one and item.way == way]
            if not some:
                continue
            try:
                _send(dashboard, one, way, some)
            except MainwpError as error:
                lost = may_have_worked(error)
                done.update(dict.fromkeys(some, Asked(error.sentence(), lost)))
                if isinstance(error, OF_THE_DASHBOARD):
                    return done, error
            except Exception as error:
                done.update(dict.fromkeys(some, Asked(bug(error).sentence(), lost=True)))
            else:
                done.update(dict.fromkeys(some, Asked()))
    return done, None


def _send(dashboard: Dashboard, one: IgnoreList, way: str, some: Sequence[Item]) -> None:
    site_id = int(some[0].site["id"])
    if way == ROUTE:
        # The dashboard decodes the names, as if they came from an address.
        names = {item.key: quote(item.name or item.key, safe="") for item in some}
        dashboard.write("PUT", one.route.format(id=site_id), json={"slug": names})
        return
    # Its own count is of what was sent, so that only reading back tells what came of it.
    wanted: dict[str, Any] = {"site_id_or_domain": site_id, "slugs": [item.key for item in some], "action": way}
    dashboard.write("POST", one.ability, json={"input": wanted}, namespace=ABILITIES)


def judged(item: Item, asked: Asked, found: Mapping[str, Ignored] | None, doubt: str) -> Verdict:
    """The verdict of an item that was asked for.

    Args:
        found: what the site has now; None where that cannot be read, and ``doubt`` says why.
    """
    # A refusal that was an answer is one, whatever is there now.
    in_doubt = asked.lost or not asked.reason
    if found is None:
        reason = " ".join(part for part in (asked.reason, f"What came of it cannot be read back: {doubt}") if part)
        return Verdict.of(item, UNKNOWN if in_doubt else FAILED, None if in_doubt else item.before, reason)
    now = found[item.list.kind.plural].state(item.key)
    if now == item.after:
        return Verdict.of(item, CHANGED, now)
    reason = asked.reason or "The dashboard confirmed it, and it is not so."
    return Verdict.of(item, UNKNOWN if asked.lost else FAILED, now, reason)
