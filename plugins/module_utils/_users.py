# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_user and mainwp_user_info: users of many sites, each site with its verdict."""

from __future__ import annotations

from typing import Any

from ._engine._items import Wanted
from ._errors import OF_THE_DASHBOARD, InputError
from ._module import Result, Run
from ._noun import Noun, Record
from ._resource import Engine, Outcome
from ._resources._all import NOUNS
from ._resources._site import named
from ._resources._user import ROLES, USER
from ._selection import SELECTION_OPTIONS
from ._site_lists import at_site
from ._site_work import (
    CHANGED,
    FAIL_ON_OPTION,
    FAILED,
    PLANNED,
    READ,
    SKIPPED,
    UNCHANGED,
    SiteVerdict,
    selected_sites,
    summary,
    too_many,
    work_on,
)
from ._updates._verdicts import FailOn

# A user's id differs from site to site.
_ONE_USER = {name: option for name, option in USER.options.items() if name != "id"}

USER_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    "users": {"type": "list", "elements": "dict", "required": True, "options": _ONE_USER},
    **FAIL_ON_OPTION,
}

USER_INFO_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    "search": {"type": "str", "default": ""},
    "roles": {"type": "list", "elements": "str", "choices": list(ROLES), "default": []},
    **FAIL_ON_OPTION,
}


def run_users(run: Run) -> Result:
    """Bring the users of the selected sites into their state.

    Raises:
        MainwpError: before any site was contacted. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    entries = run.params["users"]
    if not entries:
        raise InputError("users is an empty list, which asks for nothing.", hint="Name a user.")
    for entry in entries:
        # On an edit the dashboard converts it to Latin-1, in which such a password cannot be typed any more.
        if entry["password"] and entry["update_password"] == "always" and not entry["password"].isascii():
            raise InputError(
                f"users: the password of {entry['username']} has letters beyond ASCII, which an edit would spoil.",
                hint="Use another password, or update_password=on_create.",
            )
    sites = selected_sites(run)
    outcomes: dict[int, list[Outcome]] = {}

    def work(site: Record) -> SiteVerdict:
        engine, noun = _engine(run, site)
        # An InputError about one site is its failure: a user may lack an e-mail address only where it has to be made.
        outcomes[site["id"]] = engine.run([Wanted.from_options(noun, entry) for entry in entries])
        return _judged(run, site, outcomes[site["id"]])

    nothing: dict[str, Any] = {"users": []}
    verdicts, error = work_on(run, sites, lambda site: at_site(site, lambda: work(site), nothing), nothing)
    words = (PLANNED, UNCHANGED, FAILED, SKIPPED) if run.check_mode else (CHANGED, UNCHANGED, FAILED, SKIPPED)
    return Result(
        {"sites": [one.shown() for one in verdicts], "summary": summary(verdicts, words)},
        changed=any(one.changed for done in outcomes.values() for one in done),
        before=_side(verdicts, outcomes, "before"),
        after=_side(verdicts, outcomes, "after"),
        error=error or too_many(fail_on, verdicts, (FAILED,), "users_failed", "do not have their users as wanted"),
    )


def _engine(run: Run, site: Record) -> tuple[Engine, Noun]:
    """The engine and the noun of one site's users."""
    noun = USER.at(site=site["id"])
    return Engine(run.dashboard, {**NOUNS, USER.name: noun}, run.clock, check_mode=run.check_mode), noun


def _judged(run: Run, site: Record, done: list[Outcome]) -> SiteVerdict:
    """The verdict of a site, from what became of its users."""
    bad = [one for one in done if one.error is not None]
    word = FAILED if bad else UNCHANGED
    if not bad and any(one.changed for one in done):
        word = PLANNED if run.check_mode else CHANGED
    reason = f"{bad[0].key}: {bad[0].error.sentence()}" if bad and bad[0].error else ""
    error = next((one.error for one in bad if isinstance(one.error, OF_THE_DASHBOARD)), None)
    return SiteVerdict(site, word, reason, details={"users": [_shown(one) for one in done]}, error=error)


def _shown(outcome: Outcome) -> dict[str, Any]:
    """A user in the result."""
    record = outcome.record or {}
    return {
        "username": record.get("username") or outcome.key,
        **{name: record.get(name) for name in ("id", "email", "role")},
        "verdict": outcome.verdict,
        "reason": outcome.error.sentence() if outcome.error else None,
    }


def _side(verdicts: list[SiteVerdict], outcomes: dict[int, list[Outcome]], side: str) -> dict[str, Any]:
    """One side of the diff: the users that change, by site."""
    found = {}
    for one in verdicts:
        changed = {done.key: getattr(done, side) for done in outcomes.get(one.site["id"], ()) if done.changed}
        if changed:
            found[str(one.site["url"])] = changed
    return found


def run_user_info(run: Run) -> Result:
    """Read the users of the selected sites, one request for each.

    Raises:
        MainwpError: while selecting. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    sites = selected_sites(run)
    found: dict[int, list[dict[str, Any]]] = {}

    def work(site: Record) -> SiteVerdict:
        engine, noun = _engine(run, site)
        users = [engine.shown(noun, record) for record in engine.reads.records(noun.name).values()]
        found[site["id"]] = [user for user in users if _fits(run, user)]
        return SiteVerdict(site, READ)

    verdicts, error = work_on(run, sites, lambda site: at_site(site, lambda: work(site), {}), {})
    users = [{"site": named(one.site), **user} for one in verdicts for user in found.get(one.site["id"], ())]
    return Result(
        {
            "users": users,
            "sites": [one.shown() for one in verdicts],
            "summary": summary(verdicts, (READ, FAILED, SKIPPED)),
        },
        error=error or too_many(fail_on, verdicts, (FAILED,), "sites_unread", "could not be read"),
    )


def _fits(run: Run, user: dict[str, Any]) -> bool:
    """Whether a user is one that the task asks for."""
    wanted, roles = run.params["search"].casefold(), run.params["roles"]
    texts = (str(user[name]).casefold() for name in ("username", "email", "nicename"))
    return (not roles or user["role"] in roles) and (not wanted or any(wanted in text for text in texts))
