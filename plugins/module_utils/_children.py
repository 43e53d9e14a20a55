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
from ._errors import AnswerLostError, NotJsonError, RefusedError

# The dashboard's short words for a child that cannot be reached (its class MainWP_Connect).
TOKENS = {
    "HTTPERROR": "The dashboard got no answer from the child.",
    "NOMAINWP": "No active MainWP Child answers at the site's address.",
}

STUCK = (
    "A dashboard on WordPress 6.9 or later does not contact a child again after a failed sync: "
    "run mainwp_site_check, then mainwp_sync with repair=true."
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
    return SyncResult(True, record=answer["data"])


def _failed(dashboard: Dashboard, site_id: int) -> SyncResult:
    fields = {"include": site_id, "full_data": 1, "_fields": "id,url,name,status,sync_errors,last_sync"}
    rows = dashboard.rows("sites/basic", fields)
    record = rows[0] if rows else None
    reason = plain_text(str((record or {}).get("sync_errors") or ""))
    if not reason:
        # Refused without a try: the last check of the site found it offline.
        reason = "The dashboard holds the site for offline since its last check: run mainwp_site_check."
    elif dashboard.has_abilities:
        reason = f"{_sentence(reason)} {STUCK}"
    return SyncResult(False, _sentence(reason), record)


def child_reason(error: RefusedError) -> str:
    """The reason in a refusal of a route that contacts a child, with the dashboard's short words spelled out."""
    for token, meaning in TOKENS.items():
        if token in error.message:
            return meaning
    return error.message


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
