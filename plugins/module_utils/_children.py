# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What makes the dashboard talk to one child, with the real reason where that fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._dashboard import Dashboard
from ._decoding import plain_text
from ._errors import AnswerLostError, NotFoundError, NotJsonError, RefusedError
from ._fields import number

# The dashboard's short words for a child that cannot be reached (its class MainWP_Connect).
TOKENS = {
    "HTTPERROR": "The dashboard got no answer from the child.",
    "NOMAINWP": "No active MainWP Child answers at the site's address.",
}

# After a failed sync a dashboard with abilities holds version 0 of MainWP Child for the site, and refuses to sync what
# is older than 4.0.0. A reconnect syncs without asking.
STUCK = (
    "A dashboard on WordPress 6.9 or later does not contact a child again after a failed sync: "
    "when the child works again, run mainwp_sync with repair=true."
)

OFFLINE = (
    "The dashboard holds the site for offline since its last check: run mainwp_site_check when it answers again, "
    "or mainwp_sync with repair=true."
)


@dataclass(frozen=True)
class SyncResult:
    """How the sync of one site went.

    Args:
        reason: why it failed, in full sentences; empty where it did not.
        record: the site's record as the sync left it, in the dashboard's own form; None where it could not be read.
        lost: whether the answer never came, so that the sync may have worked or still go on.
    """

    ok: bool
    reason: str = ""
    record: Mapping[str, Any] | None = None
    lost: bool = False


def sync_site(dashboard: Dashboard, site_id: int) -> SyncResult:
    """Make the dashboard fetch a child's present state.

    The route says ``success: 0`` without any reason; the reason is in the site's record.

    Raises:
        MainwpError: the dashboard itself failed: unreachable, no such site, key refused.
    """
    try:
        answer = dashboard.write("PUT", f"sites/{site_id}/sync", contacts_child=True)
    except AnswerLostError as error:
        return SyncResult(False, error.sentence(), lost=True)
    except NotJsonError as error:
        return SyncResult(False, error.sentence())
    except RefusedError as error:
        if error.status != 200:
            raise
        return _failed(dashboard, site_id)
    record = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(record, dict):
        return SyncResult(False, "The dashboard confirmed the sync in an unknown form.")
    return SyncResult(True, record=record)


def read_site(dashboard: Dashboard, site_id: int) -> Mapping[str, Any] | None:
    """What the dashboard remembers of a site's last sync, in its own form; None where it has no such site."""
    # Without full_data the route sends the present time as the last sync.
    fields = {"include": site_id, "full_data": 1, "_fields": "id,url,name,status,sync_errors,last_sync"}
    rows = dashboard.rows("sites/basic", fields)
    return rows[0] if rows else None


def _failed(dashboard: Dashboard, site_id: int) -> SyncResult:
    record = read_site(dashboard, site_id)
    return SyncResult(False, failed_sync(dashboard, record or {}), record)


def failed_sync(dashboard: Dashboard, record: Mapping[str, Any]) -> str:
    """Why a sync did not work that the dashboard answered with no more than that, with the way out.

    Args:
        record: what the dashboard remembers of the site now.
    """
    reason = sync_error(record)
    if not dashboard.guards_children:
        return reason or "The dashboard gave no reason."
    return f"{reason} {STUCK}" if reason else OFFLINE  # refused without a try


def sync_error(record: Mapping[str, Any]) -> str:
    """Why the last sync of a site failed, as a sentence; empty where it did not."""
    text = plain_text(str(record.get("sync_errors") or ""))
    return _sentence(text) if text else ""


@dataclass(frozen=True)
class CheckResult:
    """What the dashboard got when it asked for a site's first page.

    Args:
        http_code: 0 where nothing answered; only then the dashboard holds the site for offline.
    """

    http_code: int

    @property
    def up(self) -> bool:
        """Whether the page is there; the dashboard's ``status`` of a check means the same."""
        return self.http_code == 200

    @property
    def reason(self) -> str:
        """What is wrong; empty for a site that is up."""
        if self.up:
            return ""
        return f"The site answered HTTP {self.http_code}." if self.http_code else "The site did not answer."


def check_site(dashboard: Dashboard, site_id: int) -> CheckResult:
    """Make the dashboard ask for a site's first page and remember what it got.

    ``success`` says only that the check ran. The remembered outcome decides whether a dashboard with abilities is
    willing to sync the site.

    Raises:
        MainwpError: the check did not run, or its answer was lost.
    """
    answer = dashboard.write("PUT", f"sites/{site_id}/check", contacts_child=True)
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or number(data.get("http_code") or 0) is None:
        raise RefusedError("The dashboard answered the check in an unknown form.", code="unknown_form")
    return CheckResult(number(data.get("http_code") or 0) or 0)


def repair_site(dashboard: Dashboard, site_id: int) -> SyncResult:
    """Sync a site that a sync refused, past what keeps the dashboard from trying.

    A check takes the offline mark away, a reconnect the rest.

    Raises:
        MainwpError: the dashboard itself failed, or the check did not run.
    """
    if dashboard.guards_children:
        checked = check_site(dashboard, site_id)
        if not checked.http_code:
            return SyncResult(False, f"{checked.reason} The dashboard syncs no site that it holds for offline.")
    return reconnect_site(dashboard, site_id)


def reconnect_site(dashboard: Dashboard, site_id: int) -> SyncResult:
    """Sync a site after one failed sync.

    A reconnect makes the dashboard sync without asking for the child's version. Only where that sync fails too, it
    makes a new pair of keys, for which it needs no password.

    Raises:
        MainwpError: the dashboard itself failed.
    """
    try:
        dashboard.write("PUT", f"sites/{site_id}/reconnect", contacts_child=True)
    except AnswerLostError:
        pass  # the sync shows whether it worked
    except NotJsonError as error:
        return SyncResult(False, error.sentence())
    except RefusedError as error:
        if isinstance(error, NotFoundError):
            raise
        return SyncResult(False, _sentence(child_reason(error)))
    return sync_site(dashboard, site_id)


def child_reason(error: RefusedError) -> str:
    """The reason in a refusal of a route that contacts a child, with the dashboard's short words spelled out."""
    for token, meaning in TOKENS.items():
        if token in error.message:
            return meaning
    return error.message


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
