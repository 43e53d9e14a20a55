# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The dashboard's database."""

from __future__ import annotations

from typing import Any

from . import uptime
from .records import ApiKey, Change, Client, ClientField, Cost, Heartbeat, LegacyKey, Monitor, Site, Tag
from .table import Table


class Dashboard:
    """All that the dashboard stores. Routes read and write it; nothing here knows HTTP."""

    def __init__(self) -> None:
        #: The dashboard's own address; the offers' packages come from its host.
        self.url = "https://dash.test/"
        self.keys: Table[ApiKey] = Table()
        self.legacy_keys: list[LegacyKey] = []
        self.tags: Table[Tag] = Table()
        self.sites: Table[Site] = Table()
        self.clients: Table[Client] = Table()
        self.client_fields: Table[ClientField] = Table()
        self.costs: Table[Cost] = Table()
        #: With a persistent object cache, what single reads of costs keep showing: the row of the first read.
        self.cached_costs: dict[int, Cost] | None = None
        #: WordPress options of the dashboard (settings), as stored.
        self.options: dict[str, Any] = {}
        #: The global uptime settings as stored, which two routes write and every monitor inherits from.
        self.uptime: dict[str, Any] = uptime.default_settings()
        self.monitors: Table[Monitor] = Table()
        self.heartbeats: Table[Heartbeat] = Table()
        #: What happened on the children, as syncs told it.
        self.changes: Table[Change] = Table()
        #: Application passwords of WordPress users: (user, password).
        self.application_passwords: list[tuple[str, str]] = []

    def find_key(self, consumer_key: str) -> ApiKey | None:
        """Return the v2 key row with that consumer key (with prefix), or None."""
        return next((row for row in self.keys if row.consumer_key == consumer_key), None)

    def find_legacy_key(self, consumer_key: str) -> LegacyKey | None:
        """Return the v1 pair with that consumer key (with prefix), or None."""
        return next((row for row in self.legacy_keys if row.consumer_key == consumer_key), None)

    def sites_by_url(self) -> list[Site]:
        """Return all sites in the order of lists: by URL without scheme and ``www.``."""
        return sorted(self.sites, key=lambda site: (bare_url(site.url), site.id))

    def find_site(self, url: str) -> Site | None:
        """Return the site with that URL, ignoring scheme, ``www.``, letter case and a missing trailing slash."""
        wanted = bare_url(url)
        return next((site for site in self.sites if bare_url(site.url) == wanted), None)

    def primary_monitor(self, site_id: int) -> Monitor | None:
        """Return the monitor of a site itself, not of one of its pages, or None."""
        return next((row for row in self.monitors if row.site_id == site_id and not row.suburl), None)

    def insert_site(self, site: Site) -> Site:
        """Store a new site, which gets a monitor while monitoring is on; later the API makes none."""
        self.sites.insert(site)
        if self.uptime["active"]:
            self.monitors.insert(Monitor(site.id))
        return site

    def delete_site(self, site_id: int) -> None:
        """Remove a site with its monitors and their heartbeats."""
        self.sites.delete(site_id)
        for monitor in [row for row in self.monitors if row.site_id == site_id]:
            self.monitors.delete(monitor.id)
            for beat in self.heartbeats_of(monitor.id):
                self.heartbeats.delete(beat.id)

    def heartbeats_of(self, monitor_id: int) -> list[Heartbeat]:
        """Return a monitor's heartbeats, oldest first."""
        return [row for row in self.heartbeats if row.monitor_id == monitor_id]

    def tag_sites(self, tag_id: int) -> list[Site]:
        """Return the sites that carry a tag, ordered by their raw URL."""
        return sorted((site for site in self.sites if tag_id in site.tag_ids), key=lambda site: site.url)

    def cost_sites(self, cost: Cost) -> list[Site]:
        """Return the sites that a cost reaches: its own in its order, or those of its tags or clients by raw URL."""
        found = [site for site in (self.sites.get(site_id) for site_id in cost.sites) if site]
        for tag_id in cost.groups:
            found += self.tag_sites(tag_id)
        owned = [site for site in self.sites if site.client_id and site.client_id in cost.clients]
        found += sorted(owned, key=lambda site: site.url)
        return list({site.id: site for site in found}.values())


def bare_url(url: str) -> str:
    """Return a URL for comparing and sorting: lower case, no scheme, no ``www.``, with a trailing slash."""
    bare = url.lower().split("://", 1)[-1]
    bare = bare[4:] if bare.startswith("www.") else bare
    return bare if bare.endswith("/") else bare + "/"
