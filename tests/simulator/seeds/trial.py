# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Three unconnected children for the integration targets, which are played on real children of the same content too.

Child ``n`` is ``https://trial-<n>.example.com/``; administrator and password are those of the state ``demo``.
"""

from __future__ import annotations

from ..child_users import Users
from ..children import CHILD_PLUGIN, Child, Children, Fault, Offer, Plugin, Theme, package
from .demo import LOGIN, PASSWORD, REASON

#: Address -> WordPress version, and the newer one on offer ("" for none).
CHILDREN = {
    "https://trial-1.example.com/": ("7.0.4", ""),
    "https://trial-2.example.com/": ("7.0.2", "7.0.4"),
    "https://trial-3.example.com/": ("6.8.3", "7.0.4"),
}

#: Plugin file -> name, installed version, version on offer ("" for none), whether it is active.
PLUGINS = {
    CHILD_PLUGIN: ("MainWP Child", "6.1", "", True),
    "trial-broken/trial-broken.php": ("Trial Broken", "1.0", "9.9", False),
    "trial-forms/trial-forms.php": ("Trial Forms", "1.0", "1.1", True),
    "trial-gallery/trial-gallery.php": ("Trial Gallery", "2.4.0", "2.5.0", False),
    "trial-licence/trial-licence.php": ("Trial Licence", "1.0", "2.0", False),
    "trial-spare/trial-spare.php": ("Trial Spare", "1.0", "", False),
}

#: Folder -> name, installed version, version on offer ("" for none).
THEMES = {
    "trial-look": ("Trial Look", "1.0", ""),
    "trial-theme": ("Trial Theme", "1.0", "1.1"),
    "twentytwentyfive": ("Twenty Twenty-Five", "1.5", ""),
}

#: The plugin whose download fails, and the one whose offer has no package.
BROKEN, UNLICENSED = "trial-broken/trial-broken.php", "trial-licence/trial-licence.php"

_HOST = "https://downloads.example.org"


def sow(children: Children) -> None:
    """Put the children into the network."""
    for number, (url, (version, offered)) in enumerate(CHILDREN.items(), start=1):
        made = children.add(Child(url, wp_version=version, core_offer=offered, active_theme="twentytwentyfive"))
        made.server, made.ip = f"trial-{number}.example.net", f"192.0.2.{20 + number}"
        made.users = Users(LOGIN, PASSWORD, f"admin@trial-{number}.example.com")
        made.faults[BROKEN] = Fault("fails", REASON)
        _install(made)


def _install(child: Child) -> None:
    """Give a child its plugins and themes, and what is on offer for them."""
    for slug, (name, version, offered, active) in PLUGINS.items():
        child.plugins[slug] = Plugin(slug, name, version, active=active)
        if offered:
            child.plugin_offers[slug] = Offer(offered, "" if slug == UNLICENSED else package(_HOST, slug, offered))
    for slug, (name, version, offered) in THEMES.items():
        child.themes[slug] = Theme(slug, name, version)
        if offered:
            child.theme_offers[slug] = Offer(offered, package(_HOST, slug, offered))
