# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A fleet to try things on: unconnected children on five servers, with something to update on every one of them.

Site ``n`` is ``https://site-<n>.example.com/`` (two digits, more when there are more sites), administrator ``admin``
with the password ``demo-password``. On two sites the plugin ``backup-suite`` cannot be updated, on one site the offer
for ``premium-slider`` has no package (its licence ran out), on every fifth site WordPress itself has an update.
"""

from __future__ import annotations

from ..child_users import Users
from ..children import CHILD_PLUGIN, Child, Children, Fault, Offer, Plugin, Theme, Translation, package

LOGIN, PASSWORD = "admin", "demo-password"

#: Host name -> address of the machines that the children live on; children on one address share the dashboard's pauses.
SERVERS = {
    "alpha.example.net": "192.0.2.11",
    "bravo.example.net": "192.0.2.12",
    "charlie.example.net": "192.0.2.13",
    "delta.example.net": "192.0.2.14",
    "echo.example.net": "192.0.2.15",
}

#: Plugin file -> name, installed version, version on offer ("" for none).
PLUGINS = {
    "backup-suite/backup-suite.php": ("Backup Suite", "3.0", "3.1"),
    "contact-desk/contact-desk.php": ("Contact Desk", "2.4.0", "2.5.0"),
    "hello.php": ("Hello Dolly", "1.7.2", ""),
    "page-cache/page-cache.php": ("Page Cache", "1.9.3", "2.0"),
    CHILD_PLUGIN: ("MainWP Child", "6.1", ""),
    "seo-notes/seo-notes.php": ("SEO Notes", "2.9", "3.0"),
}

#: The plugin that fails, and what its sites say.
FAILING, REASON = "backup-suite/backup-suite.php", "Download failed. Not Found"

#: The plugin whose offer has no package, on one site only.
UNLICENSED = ("premium-slider/premium-slider.php", "Premium Slider", "5.0", "5.1")

_HOST = "https://downloads.example.org"


def addresses(count: int) -> list[str]:
    """Return the addresses of a fleet of ``count`` sites."""
    width = max(2, len(str(count)))
    return [f"https://site-{number:0{width}d}.example.com/" for number in range(1, count + 1)]


def sow(children: Children, count: int) -> None:
    """Put the children into the network; raises ValueError for fewer than one."""
    if count < 1:
        raise ValueError("the demo needs at least one site")
    failing = {min(3, count), max(count - 2, 1)}
    servers = list(SERVERS.items())
    for number, url in enumerate(addresses(count), start=1):
        added = children.add(child(url, *servers[(number - 1) % len(servers)]))
        if number in failing:
            added.faults[FAILING] = Fault("fails", REASON)
        if number == min(5, count):
            slug, name, version, offered = UNLICENSED
            added.plugins[slug] = Plugin(slug, name, version, active=True)
            added.plugin_offers[slug] = Offer(offered)
        if number % 5 == 0:
            added.wp_version, added.core_offer = "7.0.3", "7.0.4"


def child(url: str, server: str, ip: str) -> Child:
    """Return a child with the plugins and themes of this state, and what is on offer for them."""
    made = Child(url, server=server, ip=ip, active_theme="storefront-lite")
    made.users = Users(LOGIN, PASSWORD, f"admin@{url.split('/')[2]}")
    for slug, (name, version, offered) in PLUGINS.items():
        made.plugins[slug] = Plugin(slug, name, version, active=slug != "hello.php")
        if offered:
            made.plugin_offers[slug] = Offer(offered, package(_HOST, slug, offered))
    made.themes["storefront-lite"] = Theme("storefront-lite", "Storefront Lite", "1.0")
    made.themes["twentytwentyfive"] = Theme("twentytwentyfive", "Twenty Twenty-Five", "1.5")
    made.theme_offers["storefront-lite"] = Offer("1.1", package(_HOST, "storefront-lite", "1.1"))
    made.translations = [
        Translation("plugin", "contact-desk", "de_DE", "2.5.0", "Contact Desk"),
        Translation("core", "default", "de_DE", made.wp_version, "WordPress Translations"),
    ]
    return made
