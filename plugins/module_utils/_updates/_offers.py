# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What a site has installed and what is on offer for it, decoded from the dashboard's copy.

The copy is as old as the site's last sync. Reading it contacts no child.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .._decoding import plain_text
from .._errors import unreadable
from .._fields import flag, instant, listing, mapping, moment, plain
from ._versions import compare

# The option's words and the word in results, in the order in which a site is worked: WordPress itself comes last, so
# that a plugin whose new version is needed by the new WordPress is there before it.
TYPES = {"plugins": "plugin", "themes": "theme", "translations": "translation", "core": "core"}
# The word that the update routes have for a type.
ROUTES = {"plugin": "plugins", "theme": "themes", "translation": "translations", "core": "wp"}
ORDER = tuple(ROUTES)
CORE_SLUG = "wordpress"  # as the abilities call it

OFFER_FIELDS = (
    "id", "url", "name", "ip", "suspended", "sync_errors", "last_sync", "wp_version", "php_version", "wp_upgrades",
    "plugin_upgrades", "theme_upgrades", "translation_upgrades", "ignored_plugins", "ignored_themes",
    "is_ignoreCoreUpdates", "is_ignorePluginUpdates", "is_ignoreThemeUpdates",
)  # fmt: skip
INSTALLED_FIELDS = ("plugins", "themes")

Key = tuple[str, str]  # type and slug

IGNORED = "Ignored on the dashboard."


@dataclass(frozen=True)
class Offer:
    """One update of one site.

    Args:
        type: core, plugin, theme or translation.
        slug: the plugin's file, the theme's folder, the text domain, or ``wordpress``.
        old_version: what was installed at the last sync; empty for translations.
        languages: the languages of a translation; updating its slug updates all of them.
        active: whether the plugin or theme was active; None for the other types.
        used: whether the site runs it: not for what is inactive, except for the parent of the active theme.
        packaged: whether there is something to install: not where a licence is missing.
        blocked: why it would not be carried out; empty where nothing speaks against it.
    """

    type: str
    slug: str
    name: str
    old_version: str
    new_version: str
    languages: tuple[str, ...] = ()
    active: bool | None = None
    used: bool = True
    packaged: bool = True
    blocked: str = ""

    @property
    def key(self) -> Key:
        """What tells it from the other offers of its site."""
        return self.type, self.slug

    def same(self, other: Offer) -> bool:
        """Whether both mean the same update."""
        return self.identity == other.identity

    @property
    def identity(self) -> tuple[str, str, str, str, tuple[str, ...]]:
        """What tells it from the other offers of all sites."""
        return self.type, self.slug, self.old_version, self.new_version, self.languages


@dataclass(frozen=True)
class Installed:
    """An installed plugin or theme, or WordPress itself.

    Args:
        parent: whether it is the parent of the active theme, so that the site runs it though it is not active.
    """

    version: str
    active: bool = True
    parent: bool = False


@dataclass(frozen=True)
class Site:
    """A site as the dashboard remembers it.

    Args:
        last_sync: when the child last reported, None for never. It also moves when a child answers with an error.
        sync_errors: why the last sync failed; while it is not empty, no offer and no missing offer means anything.
        installed: empty where the plugins and themes were not read.
    """

    id: int
    url: str
    name: str
    ip: str
    suspended: bool
    sync_errors: str
    last_sync: datetime | None
    offers: tuple[Offer, ...]
    installed: Mapping[Key, Installed] = field(default_factory=dict)

    @property
    def server(self) -> str:
        """What sites on one machine have in common: its address, or the site's own where it is not known."""
        return self.ip or self.url

    @property
    def shown(self) -> dict[str, Any]:
        """How results name the site."""
        return {"id": self.id, "url": self.url, "name": self.name}

    def age(self, now: datetime) -> float | None:
        """Seconds since the last sync; None where there was none or it failed."""
        if self.last_sync is None or self.sync_errors:
            return None
        return (now - self.last_sync).total_seconds()

    def offer(self, key: Key) -> Offer | None:
        """The offer for one plugin, theme, translation or WordPress."""
        return next((one for one in self.offers if one.key == key), None)

    def uses(self, key: Key) -> bool:
        """Whether the site runs a plugin or theme, as far as is known; translations and WordPress always."""
        offer, found = self.offer(key), self.installed.get(key)
        return (offer is None or offer.used) and (found is None or found.active or found.parent)


def decode_site(row: Mapping[str, Any]) -> Site:
    """Decode the record of a site, from a list or from the answer of a sync.

    Nested lists travel as JSON text, maps as ``[]`` when they are empty, and both as null before the first sync.
    """
    synced = moment(row.get("last_sync"))
    return Site(
        id=int(row["id"]),
        url=str(row.get("url") or ""),
        name=plain(row.get("name")),
        ip=str(row.get("ip") or ""),
        suspended=flag(row.get("suspended")),
        sync_errors=plain_text(str(row.get("sync_errors") or "")),
        last_sync=instant(synced) if synced else None,
        offers=tuple(_offers(row)),
        installed=_installed(row),
    )


def with_listing(site: Site, data: Any) -> Site:
    """The site with what only ``GET /updates/{id}`` knows: ignores of the whole dashboard, and rollbacks.

    That route leaves out whatever is ignored, so an offer that the record has and the route lacks is ignored. It always
    has every type, so that one without any says nothing of ignores.

    Raises:
        RefusedError: the list lacks a type.
    """
    shown = mapping(data)
    if not {"wp", "plugins", "themes"} <= set(shown):
        raise unreadable(f"The list of what is on offer for the site {site.url} has an unknown form.")
    listed = {("core", CORE_SLUG)} if mapping(shown.get("wp")).get("new") else set()
    for kind in ("plugin", "theme"):
        listed |= {(kind, slug) for slug in mapping(shown.get(ROUTES[kind]))}
    offers = []
    for offer in site.offers:
        # Only where it was the version that is on offer now.
        back = mapping(shown.get(f"rollback_{ROUTES[offer.type]}")).get(offer.slug)
        blocked = offer.blocked
        if offer.type != "translation" and offer.key not in listed:
            blocked = IGNORED
        elif not blocked and back is not None:
            reason = plain_text(str(mapping(back).get("error") or "")).rstrip(".")
            blocked = f"This version was installed before and rolled back{': ' + reason if reason else ''}."
        offers.append(replace(offer, blocked=blocked))
    return replace(site, offers=tuple(offers))


def _offers(row: Mapping[str, Any]) -> Iterator[Offer]:
    installed = _installed(row)
    ignored = {
        "plugin": flag(row.get("is_ignorePluginUpdates")),
        "theme": flag(row.get("is_ignoreThemeUpdates")),
    }
    for kind, column in (("plugin", "plugin_upgrades"), ("theme", "theme_upgrades")):
        by_slug = mapping(row.get(f"ignored_{kind}s"))
        for slug, raw in mapping(row.get(column)).items():
            offer = _extension(kind, slug, mapping(raw), row)
            found = installed.get(offer.key)
            if found is not None and found.parent:
                offer = replace(offer, used=True)
            if ignored[kind] or _ignores(by_slug.get(slug), offer.new_version):
                offer = replace(offer, blocked=IGNORED)
            yield offer
    yield from _translations(listing(row.get("translation_upgrades")))
    core = mapping(row.get("wp_upgrades"))
    if core.get("new"):
        yield Offer(
            "core",
            CORE_SLUG,
            "WordPress",
            str(core.get("current") or row.get("wp_version") or ""),
            str(core["new"]),
            blocked=IGNORED if flag(row.get("is_ignoreCoreUpdates")) else "",
        )


def _extension(kind: str, slug: str, raw: Mapping[str, Any], row: Mapping[str, Any]) -> Offer:
    """A plugin's or theme's offer. Premium updaters put ``new_version`` beside the header data, without ``update``."""
    update = mapping(raw.get("update"))
    active = raw.get("active")
    return Offer(
        kind,
        slug,
        plain(raw.get("Name")) or slug,
        str(raw.get("Version") or ""),
        str(update.get("new_version") or raw.get("new_version") or ""),
        active=flag(active) if active is not None else None,
        used=active is None or flag(active),
        packaged=not update or bool(update.get("package")),
        blocked=_blocked(raw, update, row),
    )


def _blocked(raw: Mapping[str, Any], update: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Why the child would not install an offer.

    ``php_compatible`` and ``wp_compatible`` are about the installed version: where one is false, the child leaves the
    plugin out without a word. ``requires_php`` and ``requires`` are about the offered one: WordPress checks them after
    the download.
    """
    if update and not update.get("package"):  # as in Offer.packaged
        return "No package: the licence is missing or has run out."
    for program, name, have in (("php", "PHP", row.get("php_version")), ("wp", "WordPress", row.get("wp_version"))):
        if raw.get(f"{program}_compatible") is False:
            return f"The site's {name} {have or ''} does not meet what the installed version requires."
        needed = str(update.get("requires_php" if program == "php" else "requires") or "")
        if needed and have and compare(str(have), needed) < 0:
            return f"The new version needs {name} {needed}, the site has {have}."
    return ""


def _ignores(entry: Any, version: str) -> bool:
    """Whether an entry of an ignore list covers a version. Entries under 0, 1, ... are junk and cover nothing."""
    versions = listing(mapping(entry).get("ignored_versions"))
    return "all_versions" in versions or version in versions


def _translations(packs: list[Any]) -> Iterator[Offer]:
    """One offer for each text domain: the slug is all that an update can name, whatever languages it has."""
    domains: dict[str, list[Mapping[str, Any]]] = {}
    for pack in packs:
        if isinstance(pack, Mapping) and pack.get("slug"):
            domains.setdefault(str(pack["slug"]), []).append(pack)
    for slug, found in domains.items():
        versions = sorted({str(pack.get("version") or "") for pack in found})
        name = next((plain(pack["name"]) for pack in found if isinstance(pack.get("name"), str) and pack["name"]), "")
        languages = tuple(sorted({str(pack.get("language") or "") for pack in found}))
        name = name or ("WordPress" if slug == "default" else slug)
        yield Offer("translation", slug, name, "", ", ".join(versions), languages=languages)


def _installed(row: Mapping[str, Any]) -> dict[Key, Installed]:
    found: dict[Key, Installed] = {}
    for kind in ("plugin", "theme"):
        for entry in listing(row.get(f"{kind}s")):
            if isinstance(entry, Mapping) and entry.get("slug"):
                version = str(entry.get("version") or "")
                parent = flag(entry.get("parent_active"))
                found[kind, str(entry["slug"])] = Installed(version, flag(entry.get("active")), parent)
    if row.get("wp_version"):
        found["core", CORE_SLUG] = Installed(str(row["wp_version"]))
    return found
