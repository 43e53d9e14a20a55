# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Lists that the dashboard fetches from children at once (users, pages), asked for one site at a time.

Of several sites, those that cannot be reached are missing without a word; of a single one the dashboard says it, in its
own way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ._errors import MainwpError, RefusedError
from ._noun import Record
from ._site_work import FAILED, SKIPPED, SiteVerdict

_UNREACHABLE = {"no_users_found", "no_pages_found"}
_REFUSED = {"users_fetch_error", "pages_fetch_error"}


def list_error(error: RefusedError) -> MainwpError:
    """What the refusal of a list means for its site."""
    if error.code in _UNREACHABLE:
        text = "The site cannot be reached, or MainWP Child is not active on it."
        return error.restated(RefusedError, text, hint="mainwp_site_check shows how the site answers.")
    if error.code in _REFUSED:
        text = "The site does not accept the dashboard's connection."
        return error.restated(RefusedError, text, hint="Run mainwp_sync with repair=true.")
    if error.code == "no_website_found":
        text = "The last sync of the site failed, so that MainWP does not contact it here."
        return error.restated(RefusedError, text, hint="Run mainwp_sync, with repair=true where that is not enough.")
    return error


def at_site(site: Record, work: Callable[[], SiteVerdict], nothing: Mapping[str, Any]) -> SiteVerdict:
    """Work on a site with a list of this kind, and say what its refusal means.

    Args:
        nothing: the details of a site on which the work came to no end.

    Raises:
        MainwpError: what no list of this kind says.
    """
    if site["suspended"]:
        return SiteVerdict(site, SKIPPED, "The site is suspended.", details=nothing)
    try:
        return work()
    except RefusedError as error:
        return SiteVerdict(site, FAILED, list_error(error).sentence(), details=nothing)
