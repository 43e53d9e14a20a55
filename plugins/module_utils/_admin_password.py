# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_admin_password: a new password for the administrator by whom each site is connected."""

from __future__ import annotations

from typing import Any

from ._decoding import plain_text
from ._errors import AnswerLostError, InputError, MainwpError, perhaps_done
from ._fields import joined, listing
from ._module import Result, Run
from ._noun import Record
from ._selection import SELECTION_OPTIONS
from ._site_lists import at_site
from ._site_work import (
    CHANGED,
    FAIL_ON_OPTION,
    FAILED,
    PLANNED,
    SKIPPED,
    UNKNOWN,
    SiteVerdict,
    selected_sites,
    summary,
    too_many,
    work_on,
)
from ._updates._verdicts import FailOn

ADMIN_PASSWORD_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    "password": {"type": "str", "required": True, "no_log": True},
    **FAIL_ON_OPTION,
}

# What the dashboard says of a single site whose answer it did not get; the password may have been changed (recorded).
_NO_ANSWER = "Unknown error occurred."


def run_admin_password(run: Run) -> Result:
    """Change the password on the selected sites.

    Raises:
        MainwpError: while selecting; then no site was contacted. Later failures are in the result.
    """
    fail_on = FailOn.parse(run.params["fail_on"])
    password = run.params["password"]
    if not password:
        # The dashboard would make a random one that nobody ever learns.
        raise InputError("password is empty.", hint="Give a password.")
    sites = selected_sites(run)

    def work(site: Record) -> SiteVerdict:
        return SiteVerdict(site, PLANNED) if run.check_mode else _change(run, site, password)

    verdicts, error = work_on(run, sites, lambda site: at_site(site, lambda: work(site), {}), {})
    bad = (FAILED, UNKNOWN)
    return Result(
        {
            "sites": [one.shown() for one in verdicts],
            "summary": summary(verdicts, (PLANNED, SKIPPED) if run.check_mode else (CHANGED, *bad, SKIPPED)),
        },
        changed=any(one.word in (CHANGED, PLANNED, UNKNOWN) for one in verdicts),
        error=error or too_many(fail_on, verdicts, bad, "passwords_failed", "did not confirm the password"),
    )


def _change(run: Run, site: Record, password: str) -> SiteVerdict:
    """Change the password on one site. Nothing can be read back, so the dashboard's word has to do.

    Raises:
        MainwpError: the dashboard refused, or itself failed.
    """
    try:
        answer = run.dashboard.write(
            "PUT",
            "users/update-admin-password",
            json={"password": password, "websites": str(site["id"])},
            contacts_child=True,
        )
    except AnswerLostError as error:
        return SiteVerdict(site, UNKNOWN, error.sentence())
    except MainwpError as error:
        if perhaps_done(error):
            return SiteVerdict(site, UNKNOWN, error.sentence())
        raise
    answer = answer if isinstance(answer, dict) else {}
    if listing(answer.get("success_websites")):
        return SiteVerdict(site, CHANGED)
    failures = [one for one in listing(answer.get("failed_websites")) if isinstance(one, dict)]
    reason = plain_text(str(failures[0].get("message") or "")) if failures else ""
    if not reason or reason == _NO_ANSWER:
        # A site that is away is told of in the same way. Whoever answers now may have answered before.
        run.dashboard.rows("users", {"websites": str(site["id"])}, unwrap=joined, contacts_child=True)
        return SiteVerdict(site, UNKNOWN, "The site did not confirm the change, which may have been made.")
    return SiteVerdict(site, FAILED, reason)
