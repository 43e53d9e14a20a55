# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""From a selection to the offers of its sites. Contacts no child and syncs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._clock import Clock
from .._dashboard import Dashboard
from .._fan_out import fan_out
from .._resource import Engine
from .._resources._all import NOUNS
from .._selection import select_sites
from .._site_rows import read_rows
from ._offers import INSTALLED_FIELDS, OFFER_FIELDS, Offer, Site, decode_site, with_listing
from ._select import Choice


def selected_ids(dashboard: Dashboard, clock: Clock, options: Mapping[str, Any]) -> list[int]:
    """Ids of the selected sites, sorted by address.

    Raises:
        InputError: nothing was named, or something that does not exist.
    """
    engine = Engine(dashboard, NOUNS, clock, check_mode=True)
    return [int(site["id"]) for site in select_sites(options, engine.reads, engine.references)]


def read_sites(dashboard: Dashboard, wanted: Sequence[int], *, installed: bool) -> list[Site]:
    """The sites with these ids and what the dashboard remembers of their offers, in the order of the ids.

    Ids of sites that do not exist are left out.

    Args:
        installed: whether to read the installed plugins and themes too.
    """
    rows = read_rows(dashboard, wanted, [*OFFER_FIELDS, *(INSTALLED_FIELDS if installed else ())])
    return [decode_site(rows[one]) for one in wanted if one in rows]


def read_listing(dashboard: Dashboard, site: Site) -> Site:
    """The site with what is ignored and what was rolled back; one request."""
    return with_listing(site, dashboard.read(f"updates/{site.id}").get("data"))


def offers_of(dashboard: Dashboard, sites: Iterable[Site], choice: Choice) -> list[tuple[Site, Offer]]:
    """The offers of sites that a task means, as of their last syncs; one request for each site that has any."""
    having = [site for site in sites if any(map(choice.takes, site.offers))]
    complete = fan_out(
        having,
        lambda site: read_listing(dashboard, site),
        server=lambda site: site.id,
        limit=dashboard.connection.max_concurrency,
        per_server=1,
    )
    return [(site, offer) for site in complete if site for offer in site.offers if choice.takes(offer)]
