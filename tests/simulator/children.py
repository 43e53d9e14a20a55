# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The child sites as they really are, apart from what the dashboard remembers of them.

A child is a WordPress site with the plugin MainWP Child. It knows nothing about the dashboard but the public key it was
given; the dashboard's own copy of versions and offers is made from ``Child.stats`` and may be old.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from . import php
from .child_posts import Posts
from .child_users import User, Users

#: The plugin that makes a WordPress site a child; it cannot be deactivated or deleted through MainWP.
CHILD_PLUGIN = "mainwp-child/mainwp-child.php"

#: What a child that does not accept the dashboard's signature answers (recorded).
AUTHENTICATION_FAILED = "Authentication failed! Please deactivate and re-activate the MainWP Child plugin on this site."

#: What the dashboard says when no MainWP Child answers at an address (recorded; it links to the community where HTML
#: is allowed).
NOT_DETECTED = (
    "MainWP Child plugin not detected or could not be reached! Ensure the MainWP Child plugin is installed and "
    "activated on the child site, and there are no security rules blocking requests.  If you continue experiencing "
    'this issue, check the <a href="https://community.mainwp.com/c/community-support/5" target="_blank">MainWP '
    "Community</a> for help."
)


class Unreachable(Exception):
    """No child answered. ``token`` is MainWP's short word (HTTPERROR or NOMAINWP), ``reason`` the text behind it."""

    def __init__(self, token: str, reason: str, http_code: int = 0) -> None:
        super().__init__(f"{token}: {reason}")
        self.token = token
        self.reason = reason
        #: What a plain HTTP check of the address gets; 0 when there was no answer at all.
        self.http_code = http_code

    @property
    def text(self) -> str:
        """Return the sentence that the dashboard stores and shows, with its HTML."""
        return NOT_DETECTED if self.token == "NOMAINWP" else f"HTTP error - {self.reason}"


class ChildError(Exception):
    """The child answered, with an ``error``."""


@dataclass
class Plugin:
    """An installed plugin; ``slug`` is its file below wp-content/plugins."""

    slug: str
    name: str
    version: str
    active: bool = False
    must_use: bool = False
    #: Requirements in the installed version's header; an update is refused when the site does not meet them.
    requires_wp: str = ""
    requires_php: str = ""


@dataclass
class Theme:
    """An installed theme; ``slug`` is its directory."""

    slug: str
    name: str
    version: str


@dataclass
class Offer:
    """A newer version that WordPress offers; without a ``package`` (no licence) it can be seen but not installed."""

    version: str
    package: str = ""
    requires_php: str = "7.4"
    tested: str = "7.0"


@dataclass
class Translation:
    """A language pack on offer; ``slug`` is the text domain, ``default`` for WordPress itself."""

    type: str
    slug: str
    language: str
    version: str
    name: str


@dataclass
class Fault:
    """What goes wrong when one slug (or ``core``) is updated on one child.

    ``kind``: ``fails`` (nothing is installed, ``text`` is the reason), ``hangs`` (the request takes ``seconds``
    longer, then succeeds), ``installs`` (another ``version`` than the one on offer lands), ``deactivates`` (installed,
    but switched off), ``rolls_back`` (installed, found broken and put back: fails with ``text``, and the dashboard
    remembers it), ``busy`` (for ``core``: the child answers with ``text`` as an error, as when an update is running).
    ``times``: for how many attempts, None for ever.
    """

    kind: str
    text: str = "Download failed."
    seconds: float = 0.0
    version: str = ""
    times: int | None = None


@dataclass
class Upgrade:
    """A child's reply to an upgrade call.

    ``upgrades``: slug -> 1 or 0; ``errors``: slug -> text; ``info``: slug -> name, old_version, version; ``synced``:
    whether the reply carries the child's fresh data, which the dashboard then stores (true for themes and translations
    only); ``rolled_back``: slug -> what was undone; ``seconds``: how long the installing took; ``hung``: how long it
    hung besides.
    """

    upgrades: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    info: dict[str, dict[str, str]] = field(default_factory=dict)
    synced: bool = False
    rolled_back: dict[str, dict[str, str]] = field(default_factory=dict)
    seconds: float = 0.0
    hung: float = 0.0


@dataclass
class CoreUpgrade:
    """A child's reply to a core upgrade. ``outcome``: updated, latest or failed; the times as in Upgrade."""

    outcome: str
    old_version: str = ""
    version: str = ""
    seconds: float = 0.0
    hung: float = 0.0


class Child:
    """One child site. Its methods are what the dashboard can ask of it; they raise ChildError when it refuses."""

    def __init__(self, url: str, **facts: Any) -> None:
        """Make a child at ``url``; ``facts`` are any of the attributes set here."""
        self.url = url if url.endswith("/") else url + "/"
        self.wp_version = "7.0.4"
        self.php_version = "8.2.36"
        self.child_version = "6.1"
        self.mysql_version = "10.11.19-MariaDB"
        self.memory_limit = "512M"
        self.database_size = 376832
        self.users = Users("admin", "adminpass", f"admin@{urlsplit(self.url).hostname}")
        self.posts = Posts()
        self.plugins: dict[str, Plugin] = {}
        self.themes: dict[str, Theme] = {}
        self.active_theme = ""
        self.plugin_offers: dict[str, Offer] = {}
        self.theme_offers: dict[str, Offer] = {}
        self.translations: list[Translation] = []
        #: The WordPress version on offer, "" for none.
        self.core_offer = ""
        #: Whether the child gets an answer from api.wordpress.org, which a core upgrade asks first.
        self.wordpress_org = True
        #: A host that does not let MainWP update WordPress itself.
        self.core_forbidden = False
        #: The unique security id that the child demands, "" for none.
        self.unique_id = ""
        #: The public key of the dashboard it belongs to, "" when it is not connected.
        self.public_key = ""
        #: What a later re-registration without a password is checked against.
        self.verify_key = ""
        #: What a visitor sees on the front page (WordPress' sample post, as long as nothing else was written).
        self.front_page = "Hello world!"
        #: ``up``; an HTTP code, like ``404`` (what it answers to everything); ``refused`` (no connection).
        self.reachability = "up"
        #: The machine it runs on, and that machine's address: children on one address share the dashboard's pauses.
        self.server = "local"
        self.ip = "127.0.0.1"
        #: Seconds that one request to this child takes, by kind: contact, connect, sync, upgrade, install (per item).
        self.latency: dict[str, float] = {"contact": 0.2, "connect": 0.75, "sync": 0.25, "upgrade": 0.2, "install": 0.5}
        self.faults: dict[str, Fault] = {}
        #: Whether the dashboard can read the answer to a change of the administrator's password (which is made anyway).
        self.confirms_passwords = True
        #: Requests of the dashboard that reached this child, by kind.
        self.log: list[str] = []
        #: How often each slug (``core``: WordPress itself) was to be updated, and how often something was installed.
        self.tried: Counter[str] = Counter()
        self.installs: Counter[str] = Counter()
        for name, value in facts.items():
            if not hasattr(self, name):
                raise AttributeError(f"a child has no {name}")
            setattr(self, name, value)

    # What it is

    @property
    def administrator(self) -> User:
        """Return the user who connects the child."""
        return self.users.administrator

    @property
    def child_plugin_active(self) -> bool:
        """Return whether MainWP Child is installed and active."""
        plugin = self.plugins.get(CHILD_PLUGIN)
        return plugin is not None and plugin.active

    def stats(self) -> dict[str, Any]:
        """Return what the child reports at a sync, under the names of the dashboard's site row."""
        theme = self.themes.get(self.active_theme)
        return {
            "wp_version": self.wp_version,
            "php_version": self.php_version,
            "child_version": self.child_version,
            "mysql_version": self.mysql_version,
            "memory_limit": self.memory_limit,
            "database_size": self.database_size,
            "ip": self.ip,
            "active_theme": f"{theme.name} {theme.version}" if theme else "",
            "health_status": 0,
            "health_score": 100,
            "plugins": [self._plugin_row(plugin) for plugin in self.plugins.values()],
            "themes": [self._theme_row(theme) for theme in self.themes.values()],
            "wp_upgrades": {"current": self.wp_version, "new": self.core_offer} if self.core_offer else {},
            "plugin_upgrades": {
                slug: self._plugin_offer(self.plugins[slug], offer)
                for slug, offer in self.plugin_offers.items()
                if slug in self.plugins
            },
            "theme_upgrades": {
                slug: self._theme_offer(self.themes[slug], offer)
                for slug, offer in self.theme_offers.items()
                if slug in self.themes
            },
            "translation_upgrades": [vars(pack).copy() for pack in self.translations],
            "security_report": self.security(),
        }

    def user_rows(self) -> list[dict[str, Any]]:
        """Return the users as a sync reports them; the answer to a connection lacks them."""
        return [self._user_row(user) for user in self.users]

    def _user_row(self, user: User) -> dict[str, Any]:
        """Return one user; the child does not enforce new passwords."""
        return {
            "id": user.id,
            "login": user.login,
            "nicename": user.nicename,
            "email": user.email,
            "registered": "2026-11-23 15:28:39",
            "status": "0",
            "display_name": user.display_name,
            "role": user.role,
            "post_count": str(self.posts.published_by(user.id)),
            "last_password_change": user.password_changed,
            "password_status": "DISABLED",
            "password_due_time": None,
            "password_has_recorded_change": False,
        }

    @staticmethod
    def _plugin_row(plugin: Plugin) -> dict[str, Any]:
        """Return an installed plugin as the child lists it."""
        row: dict[str, Any] = {
            "mainwp": "T" if plugin.slug == CHILD_PLUGIN else "F",
            "name": plugin.name,
            "slug": plugin.slug,
            "description": "",
            "version": plugin.version,
            "active": int(plugin.active),
        }
        if plugin.must_use:
            row["mu"] = 1
        return row

    def _theme_row(self, theme: Theme) -> dict[str, Any]:
        """Return an installed theme as the child lists it."""
        return {
            "name": theme.name,
            "title": theme.name,
            "description": "",
            "version": theme.version,
            "active": int(theme.slug == self.active_theme),
            "slug": theme.slug,
            "parent_active": 0,
        }

    def _plugin_offer(self, plugin: Plugin, offer: Offer) -> dict[str, Any]:
        """Return a plugin's offer as the child reports it; the two flags are about the installed version."""
        name = plugin.slug.split("/")[0].removesuffix(".php")
        return {
            "Name": plugin.name,
            "PluginURI": "",
            "Version": plugin.version,
            "Description": "",
            "Author": "",
            "AuthorURI": "",
            "TextDomain": name,
            "DomainPath": "",
            "Network": False,
            "RequiresWP": plugin.requires_wp,
            "RequiresPHP": plugin.requires_php,
            "UpdateURI": "",
            "RequiresPlugins": "",
            "Title": plugin.name,
            "AuthorName": "",
            "update": {
                "id": f"w.org/plugins/{name}",
                "slug": name,
                "plugin": plugin.slug,
                "new_version": offer.version,
                "url": f"https://dash.test/{name}",
                "package": offer.package,
                "tested": offer.tested,
                "requires_php": offer.requires_php,
            },
            "active": int(plugin.active),
            "wp_compatible": at_least(self.wp_version, plugin.requires_wp),
            "php_compatible": at_least(self.php_version, plugin.requires_php),
        }

    def _theme_offer(self, theme: Theme, offer: Offer) -> dict[str, Any]:
        """Return a theme's offer as the child reports it."""
        return {
            "update": {
                "theme": theme.slug,
                "new_version": offer.version,
                "url": f"https://dash.test/{theme.slug}",
                "package": offer.package,
            },
            "Name": theme.name,
            "Version": theme.version,
            "active": int(theme.slug == self.active_theme),
        }

    # Connecting

    def authenticate(self, key: str) -> None:
        """Check the dashboard's signature, made with the private half of ``key``."""
        if not key or key != self.public_key:
            raise ChildError(AUTHENTICATION_FAILED)

    def register(self, login: str, password: str, unique_id: str, key: str) -> str:
        """Connect to a dashboard and return the verification key for later re-registrations.

        ``password`` is what the dashboard sends. WordPress adds backslashes to what arrives, and the child decodes
        percent signs once after that, so a password with quotes, backslashes or ``%41`` only arrives when it was
        percent-encoded.
        """
        arrived = unquote(re.sub(r"(['\"\\])", r"\\\1", password))
        if login != self.administrator.login or arrived != self.administrator.password:
            raise ChildError(
                "Unable to connect to the site. Please verify that your Admin Username and Password are correct and "
                "try again."
            )
        if self.unique_id and not unique_id:
            raise ChildError(
                "This child site is set to require a unique security ID. Please enter it before the connection can be "
                "established."
            )
        if self.unique_id and unique_id != self.unique_id:
            raise ChildError(
                "The unique security ID mismatch! Please correct it before the connection can be established."
            )
        if self.public_key:
            raise ChildError(
                "Public key already set. Please deactivate & reactivate the MainWP Child plugin on the child site "
                "and try again."
            )
        self.public_key = key
        self.verify_key = f"verify-{key}"
        return self.verify_key

    def register_again(self, verify_key: str, key: str) -> None:
        """Take a new key pair from a dashboard that proves itself with the verification key (no password)."""
        if not verify_key or verify_key != self.verify_key:
            raise ChildError(AUTHENTICATION_FAILED)
        self.public_key = key

    def disconnect(self) -> None:
        """Forget the dashboard; the verification key stays, so that a reconnect needs no password."""
        self.public_key = ""

    def deactivate_child(self) -> None:
        """Switch MainWP Child off, which forgets the dashboard completely; done when the dashboard removes the site."""
        self.plugins[CHILD_PLUGIN].active = False
        self.public_key = ""
        self.verify_key = ""

    def reactivate_child(self) -> None:
        """Switch MainWP Child off and on again, as its owner does by hand to allow a new connection."""
        self.public_key = ""
        self.verify_key = ""
        self.plugins[CHILD_PLUGIN].active = True

    # Updating

    def upgrade_core(self) -> CoreUpgrade:
        """Update WordPress; the outcome ``failed`` also stands for an api.wordpress.org that does not answer."""
        self.tried["core"] += 1
        fault = self._fault("core")
        if fault and fault.kind == "busy":
            raise ChildError(fault.text)
        reply = CoreUpgrade("latest", hung=fault.seconds if fault and fault.kind == "hangs" else 0.0)
        if not self.wordpress_org or (fault and fault.kind == "fails"):
            reply.outcome = "failed"
        elif self.core_offer:
            reply.outcome, reply.seconds = "updated", self.latency["install"]
            reply.old_version, reply.version = self.wp_version, self.core_offer
            self.wp_version = fault.version if fault and fault.kind == "installs" else self.core_offer
            self.installs["core"] += 1
            if self.wp_version == self.core_offer:
                self.core_offer = ""
        return reply

    def upgrade_plugins(self, slugs: Iterable[str]) -> Upgrade:
        """Update plugins.

        Facts: a plugin whose installed version's requirements are not met is left out without a word, and alone it is
        an error of the whole call; one that has no newer version any more counts as updated; ``old_version`` is
        filled only where the call installed something; the reply carries no fresh data.
        """
        wanted = [slug for slug in slugs if slug in self.plugins]
        able = [slug for slug in wanted if self._meets_requirements(self.plugins[slug])]
        if len(wanted) == 1 and not able:
            raise ChildError("The plugin's requirements are not met.")
        reply = Upgrade()
        before = {slug: self.plugins[slug].version for slug in able if slug in self.plugin_offers}
        for slug in able:
            self._upgrade_one(slug, self.plugins[slug], self.plugin_offers, reply)
        installed_any = any(self.plugins[slug].version != version for slug, version in before.items())
        for slug in able:
            plugin = self.plugins[slug]
            reply.info[slug] = {
                "name": plugin.name,
                "old_version": before.get(slug, "") if installed_any else "",
                "version": plugin.version,
            }
        return reply

    def upgrade_themes(self, slugs: Iterable[str]) -> Upgrade:
        """Update themes; a failed one leaves no name, no old version and no text. The reply carries fresh data."""
        reply = Upgrade(synced=True)
        for slug in slugs:
            theme = self.themes.get(slug)
            if theme is None:
                continue
            old = theme.version if slug in self.theme_offers else ""
            self._upgrade_one(slug, theme, self.theme_offers, reply)
            failed = not reply.upgrades[slug]
            reply.info[slug] = {
                "name": "" if failed else theme.name,
                "old_version": "" if failed else old,
                "version": theme.version,
            }
        reply.errors.clear()
        return reply

    def upgrade_translations(self, slugs: Iterable[str]) -> Upgrade:
        """Install the language packs of the named text domains, all their languages. The reply carries fresh data."""
        reply = Upgrade(synced=True)
        for slug in slugs:
            packs = [pack for pack in self.translations if pack.slug == slug]
            if not packs:
                continue
            self.tried[slug] += 1
            fault = self._fault(slug)
            reply.hung += fault.seconds if fault and fault.kind == "hangs" else 0.0
            failed = fault is not None and fault.kind == "fails"
            reply.upgrades[slug] = int(not failed)
            reply.info[slug] = {"name": packs[-1].name, "old_version": "", "version": packs[-1].version}
            if not failed:
                reply.seconds += self.latency["install"] / 2
                self.translations = [pack for pack in self.translations if pack.slug != slug]
                self.installs[slug] += 1
        return reply

    def _upgrade_one(self, slug: str, item: Plugin | Theme, offers: dict[str, Offer], reply: Upgrade) -> None:
        """Install what is on offer for a plugin or theme (nothing counts as done) and note what happened."""
        offer = offers.get(slug)
        self.tried[slug] += 1
        reply.upgrades[slug] = 1
        if offer is None:
            return
        fault = self._fault(slug)
        reply.hung += fault.seconds if fault and fault.kind == "hangs" else 0.0
        if not offer.package or (fault and fault.kind in ("fails", "rolls_back")):
            reply.upgrades[slug] = 0
            reply.errors[slug] = fault.text if fault and offer.package else "Update package not available."
            if fault and offer.package and fault.kind == "rolls_back":
                row = {"name": item.name, "old_version": item.version, "version": offer.version, "error": fault.text}
                reply.rolled_back[slug] = row
            return
        reply.seconds += self.latency["install"]
        item.version = fault.version if fault and fault.kind == "installs" else offer.version
        self.installs[slug] += 1
        if fault and fault.kind == "deactivates" and isinstance(item, Plugin):
            item.active = False
        if item.version == offer.version:
            del offers[slug]

    def _fault(self, slug: str) -> Fault | None:
        """Return the fault that strikes this attempt and count it."""
        fault = self.faults.get(slug)
        if fault is None:
            return None
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                del self.faults[slug]
        return fault

    def _meets_requirements(self, plugin: Plugin) -> bool:
        """Return whether the site meets the requirements in the header of the installed version."""
        return at_least(self.wp_version, plugin.requires_wp) and at_least(self.php_version, plugin.requires_php)

    # Plugins and themes

    def plugin_action(self, action: str, slugs: Iterable[str]) -> list[dict[str, str]]:
        """Activate, deactivate or delete plugins; returns one entry for every plugin that was handled.

        Facts: an unknown plugin is "handled" by activate and deactivate (with empty name and version), not by delete;
        MainWP Child is never touched; deleting an active plugin deactivates it first.
        """
        handled = []
        for slug in slugs:
            plugin = self.plugins.get(slug)
            if slug == CHILD_PLUGIN or (plugin is None and action == "delete"):
                continue
            name, version = (plugin.name, plugin.version) if plugin else ("", "")
            handled.append({"name": name, "version": version, "slug": slug})
            if plugin and action == "delete":
                del self.plugins[slug]
                self.plugin_offers.pop(slug, None)
            elif plugin:
                plugin.active = action == "activate"
        return handled

    def activate_theme(self, slug: str) -> dict[str, dict[str, str]]:
        """Switch to a theme; whether it exists is not checked, so the site can be left on a theme that is not there."""
        reply = {"deactivate": self._theme_entry(self.active_theme), "activate": self._theme_entry(slug)}
        self.active_theme = slug
        return reply

    def delete_themes(self, slugs: Iterable[str]) -> dict[str, Any]:
        """Delete themes; the active one is refused; the reply names the last one deleted only, existing or not."""
        reply: dict[str, Any] = {}
        for slug in slugs:
            if slug == self.active_theme:
                reply["error"] = f"The theme {slug} is active."
                continue
            reply["delete"] = self._theme_entry(slug)
            self.themes.pop(slug, None)
            self.theme_offers.pop(slug, None)
        return reply

    def _theme_entry(self, slug: str) -> dict[str, str]:
        """Return how the child names a theme in its replies: an unknown one goes by its slug, without a version."""
        theme = self.themes.get(slug)
        return {"name": theme.name if theme else slug, "version": theme.version if theme else "", "slug": slug}

    def security(self) -> dict[str, str]:
        """Return the child's security report (Y good, N bad, Y_UNABLE cannot be changed)."""
        inactive_plugins = any(not plugin.active for plugin in self.plugins.values())
        inactive_themes = any(slug != self.active_theme for slug in self.themes)
        return {
            "db_reporting": "Y_UNABLE",
            "php_reporting": "Y_UNABLE",
            "wp_uptodate": _yes(not self.core_offer),
            "phpversion_matched": "Y",
            "sslprotocol": _yes(self.url.startswith("https://")),
            "debug_disabled": "Y",
            "sec_outdated_plugins": _yes(not self.plugin_offers),
            "sec_inactive_plugins": _yes(not inactive_plugins),
            "sec_outdated_themes": _yes(not self.theme_offers),
            "sec_inactive_themes": _yes(not inactive_themes),
        }


class Children:
    """All children, and every other host that exists in the simulated network."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        #: Hosts that answer, but where no MainWP Child is (the dashboard itself, a parked domain).
        self.other_hosts: set[str] = {"dash.test"}
        #: Hosts (with port) that refuse every connection.
        self.refusing: set[str] = set()

    def add(self, child: Child) -> Child:
        """Put a child into the network and return it."""
        self._children.append(child)
        return child

    def __iter__(self) -> Any:
        """Iterate over the children in the order they were added."""
        return iter(self._children)

    def __len__(self) -> int:
        """Return the number of children."""
        return len(self._children)

    def __getitem__(self, host: str) -> Child:
        """Return the child with that host (or host and path); raises KeyError."""
        for child in self._children:
            if _address(child.url).rstrip("/") == host.lower().rstrip("/"):
                return child
        raise KeyError(host)

    def at(self, url: str) -> Child | None:
        """Return the child that answers at a URL: the same host, and a path at or below the child's own."""
        address = _address(url)
        fitting = [child for child in self._children if (address + "/").startswith(_address(child.url))]
        return max(fitting, key=lambda child: len(child.url), default=None)

    def visit(self, url: str) -> Child:
        """Open a URL as any visitor would and return the child behind it; raises Unreachable."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreachable("HTTPERROR", "URL using bad/illegal format or missing URL")
        host = parts.netloc.lower().rsplit("@", 1)[-1]
        if host in self.refusing:
            raise Unreachable("HTTPERROR", _refused(parts.hostname, parts.port or 443))
        child = self.at(url)
        if child is None:
            if host.removeprefix("www.") in self.other_hosts:
                raise Unreachable("NOMAINWP", NOT_DETECTED, 200)
            raise Unreachable("HTTPERROR", f"Could not resolve host: {parts.hostname}")
        if child.reachability == "refused":
            raise Unreachable("HTTPERROR", _refused(parts.hostname, parts.port or 443))
        if child.reachability != "up":
            raise Unreachable("NOMAINWP", NOT_DETECTED, int(child.reachability))
        return child

    def contact(self, url: str) -> Child:
        """Return the child whose MainWP Child plugin answers at a URL; raises Unreachable."""
        child = self.visit(url)
        if not child.child_plugin_active:
            raise Unreachable("NOMAINWP", NOT_DETECTED, 200)
        return child

    def event(self, text: str) -> None:
        """Perform what an event line says about a child: its host, a blank, and what happens to it.

        What can happen: "answers 404 to everything" (or another HTTP code), "refuses connections", "is back",
        "reactivates MainWP Child".
        """
        host, _separator, what = text.partition(" ")
        child = self[host]
        code = re.match(r"answers (\d{3}) to everything", what)
        if code:
            child.reachability = code[1]
        elif what.startswith("refuses"):
            child.reachability = "refused"
        elif what.startswith("is back"):
            child.reachability = "up"
        elif what.startswith("reactivates"):
            child.reactivate_child()
        else:
            raise ValueError(f"nothing like that can happen to a child: {text}")


def from_record(record: Mapping[str, Any], package_host: str = "https://dash.test") -> Child:
    """Return the child of an entry in the recordings' ``children.json``; its packages are on ``package_host``.

    As in the recordings, the download of ``demo-broken`` fails, wordpress.org cannot be reached, and a change of the
    administrator's password is not confirmed.
    """
    child = Child(record["url"])
    child.wp_version = record["wp_version"]
    child.php_version = record["php_version"]
    child.child_version = record["child_version"]
    child.users = Users(**record["administrator"])
    child.wordpress_org = child.confirms_passwords = False
    child.faults["demo-broken/demo-broken.php"] = Fault("fails", "Download failed.")
    for entry in record["plugins"]:
        child.plugins[entry["slug"]] = Plugin(
            entry["slug"],
            entry["name"],
            entry["version"],
            active=bool(entry["active"]),
            must_use=bool(entry.get("must_use")),
        )
    for entry in record["themes"]:
        child.themes[entry["slug"]] = Theme(entry["slug"], entry["name"], entry["version"])
        if entry["active"]:
            child.active_theme = entry["slug"]
    for slug, version in record["offers"]["plugins"].items():
        child.plugin_offers[slug] = Offer(version, package(package_host, slug, version))
    for slug, version in record["offers"]["themes"].items():
        child.theme_offers[slug] = Offer(version, package(package_host, slug, version))
    return child


def package(host: str, slug: str, version: str) -> str:
    """Return the address of the zip file of a plugin or theme version."""
    return f"{host}/pkgs/{slug.split('/')[0].removesuffix('.php')}-{quote(version)}.zip"


def at_least(version: str, required: str) -> bool:
    """Return whether a version meets a requirement ("" is no requirement)."""
    return not required or _numbers(version) >= _numbers(required)


def _numbers(version: str) -> list[int]:
    """Return the numbers of a version, for comparing."""
    return [php.integer(part) for part in version.split(".")]


def _address(url: str) -> str:
    """Return a URL's host and path with one trailing slash, without scheme and ``www.``."""
    bare = url.lower().split("://", 1)[-1].removeprefix("www.")
    return bare.rstrip("/") + "/"


def _refused(host: str, port: int) -> str:
    """Return cURL's text for a refused connection."""
    return f"Failed to connect to {host} port {port} after 0 ms: Couldn't connect to server"


def _yes(good: bool) -> str:
    """Return a security report's letter."""
    return "Y" if good else "N"
