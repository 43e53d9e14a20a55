# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What the examples of the modules' documentation speak of, so that each of them can be run.

Three sites are connected (ids 1 to 3: shop, blog and news, all ``<name>.example.com``), are watched and up, and have
something to update; two more wait to be connected. Their administrator is ``admin``, with the password of the state
``demo``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..children import Child, Children, Plugin
from ..state.records import Client, ClientField, Heartbeat, Tag
from ..state.uptime import UP
from . import demo, keys
from .connected import connect

if TYPE_CHECKING:
    from ..simulator import Simulator

#: Host -> name, tags, client.
SITES: dict[str, tuple[str, list[str], str]] = {
    "shop.example.com": ("Acme shop", ["production", "shops"], "Acme Ltd"),
    "blog.example.com": ("Acme blog", ["production"], "Acme Ltd"),
    "news.example.com": ("News", [], "Gone Ltd"),
}

NOT_CONNECTED = ("new.example.com", "more.example.com")

TAGS = ("production", "shops", "campaign")

#: Name -> e-mail.
CLIENTS = {"Acme Ltd": "ops@acme.example", "Gone Ltd": "office@gone.example"}

FIELDS = {"contract.number": "Number of the contract"}


def sow(simulator: Simulator, children: Children) -> None:
    """Fill a new simulator."""
    keys.sow(simulator, keys.made_up())
    dashboard = simulator.dashboard
    # Before the sites, which get their monitors when they are added.
    dashboard.uptime["active"] = 1
    tags = {name: dashboard.tags.insert(Tag(name)).id for name in TAGS}
    clients = {
        name: dashboard.clients.insert(Client(name, {"client_email": email})).id for name, email in CLIENTS.items()
    }
    for name, description in FIELDS.items():
        dashboard.client_fields.insert(ClientField(name, description))
    servers = iter(demo.SERVERS.items())
    for host, (name, carried, client) in SITES.items():
        site = connect(simulator, children.add(_child(host, *next(servers))), name)
        site.tag_ids = [tags[tag] for tag in carried]
        site.client_id = clients[client]
    for monitor in dashboard.monitors:
        monitor.last_status = monitor.last_main_status = UP
        monitor.last_http_code, monitor.last_check = 200, simulator.clock.now()
        dashboard.heartbeats.insert(Heartbeat(monitor.id, UP, 200, "200 - up! OK", monitor.last_check, ping_ms=50))
    for host in NOT_CONNECTED:
        children.add(_child(host, *next(servers)))


def _child(host: str, server: str, ip: str) -> Child:
    """Return a child of the demo with the plugin that examples like to name, not active."""
    child = demo.child(f"https://{host}/", server, ip)
    slug = "akismet/akismet.php"
    child.plugins[slug] = Plugin(slug, "Akismet Anti-spam: Spam Protection", "5.7")
    return child
