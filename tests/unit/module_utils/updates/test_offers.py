# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Offers: from the dashboard's records to what can be installed and what cannot."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import RefusedError
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import (
    IGNORED,
    Offer,
    Site,
    decode_site,
    with_listing,
)

FORMS = "demo-forms/demo-forms.php"


def record(**columns: Any) -> dict[str, Any]:
    """The record of a site as the dashboard sends it; lists and maps become JSON text."""
    row: dict[str, Any] = {
        "id": "3",
        "url": "https://c1.test/",
        "name": "One &amp; only",
        "ip": "192.0.2.1",
        "suspended": "0",
        "sync_errors": "",
        "last_sync": "2026-11-24T10:00:00",
        "wp_version": "7.0.2",
        "php_version": "8.1.2",
        "wp_upgrades": "[]",
        "plugin_upgrades": "[]",
        "theme_upgrades": "[]",
        "translation_upgrades": "[]",
        "is_ignoreCoreUpdates": "0",
        "is_ignorePluginUpdates": "0",
        "is_ignoreThemeUpdates": "0",
        "ignored_plugins": "",
        "ignored_themes": "",
    }
    return {**row, **{name: _text(value) for name, value in columns.items()}}


def _text(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def forms(**changes: Any) -> dict[str, Any]:
    """A plugin's offer as the child reports it."""
    update = {"new_version": "2.5.0", "package": "https://example.org/forms.zip", **changes.pop("update", {})}
    entry: dict[str, Any] = {"Name": "Demo Forms", "Version": "2.4.0", "active": 1, "update": update}
    entry |= {"wp_compatible": True, "php_compatible": True}
    return {FORMS: {**entry, **changes}}


def only(site: Site) -> Offer:
    assert len(site.offers) == 1
    return site.offers[0]


def test_a_site() -> None:
    site = decode_site(record())
    assert (site.id, site.name, site.server, site.suspended) == (3, "One & only", "192.0.2.1", False)
    assert site.last_sync == datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
    assert site.age(datetime(2026, 11, 24, 11, tzinfo=timezone.utc)) == 3600
    assert site.offers == ()


def test_a_site_that_never_synced_has_no_age() -> None:
    empty = dict.fromkeys(("plugin_upgrades", "theme_upgrades", "translation_upgrades", "plugins", "themes"))
    site = decode_site(record(last_sync="1970-01-01T00:00:00", ip="", wp_version="", **empty))
    assert site.age(datetime(2026, 11, 24, tzinfo=timezone.utc)) is None
    assert site.server == "https://c1.test/"
    assert site.offers == ()
    assert site.installed == {}


def test_a_site_whose_last_sync_failed_has_no_age() -> None:
    """A child that answers with an error moves last_sync all the same."""
    site = decode_site(record(sync_errors="ERROR: <b>Authentication</b> failed!"))
    assert site.sync_errors == "ERROR: Authentication failed!"
    assert site.age(datetime(2026, 11, 24, 10, tzinfo=timezone.utc)) is None


def test_a_plugin() -> None:
    site = decode_site(record(plugin_upgrades=forms()))
    assert only(site) == Offer("plugin", FORMS, "Demo Forms", "2.4.0", "2.5.0", active=True)


def test_a_theme_and_wordpress() -> None:
    theme = {"demo-theme": {"Name": "Demo", "Version": "1.0", "update": {"new_version": "1.1", "package": "x"}}}
    site = decode_site(record(theme_upgrades=theme, wp_upgrades={"current": "7.0.2", "new": "7.0.4"}))
    assert [(one.key, one.old_version, one.new_version) for one in site.offers] == [
        (("theme", "demo-theme"), "1.0", "1.1"),
        (("core", "wordpress"), "7.0.2", "7.0.4"),
    ]


def test_a_premium_offer_has_its_version_outside() -> None:
    raw = {FORMS: {"Name": "Forms", "Version": "2.4.0", "new_version": "2.5.0"}}
    offer = only(decode_site(record(plugin_upgrades=raw)))
    assert (offer.new_version, offer.blocked) == ("2.5.0", "")


def test_a_translation_has_several_languages() -> None:
    packs = [
        {"type": "plugin", "slug": "forms", "language": "fr_FR", "version": "2.5.0", "name": False},
        {"type": "plugin", "slug": "forms", "language": "de_DE", "version": "2.5.0", "name": "Forms"},
        {"type": "core", "slug": "default", "language": "de_DE", "version": "7.0.2"},
    ]
    found = decode_site(record(translation_upgrades=packs)).offers
    assert found == (
        Offer("translation", "forms", "Forms", "", "2.5.0", languages=("de_DE", "fr_FR")),
        Offer("translation", "default", "WordPress", "", "7.0.2", languages=("de_DE",)),
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"update": {"package": ""}}, "No package"),
        ({"update": {"package": None}}, "No package"),
        ({"php_compatible": False}, "PHP 8.1.2 does not meet"),
        ({"wp_compatible": False}, "WordPress 7.0.2 does not meet"),
        ({"update": {"requires_php": "8.2"}}, "needs PHP 8.2, the site has 8.1.2"),
        ({"update": {"requires": "7.1"}}, "needs WordPress 7.1, the site has 7.0.2"),
    ],
)
def test_blocked(changes: dict[str, Any], reason: str) -> None:
    assert reason in only(decode_site(record(plugin_upgrades=forms(**changes)))).blocked


@pytest.mark.parametrize("update", [{"requires_php": "8.1"}, {"requires_php": False}, {"requires": "6.0"}])
def test_not_blocked(update: dict[str, Any]) -> None:
    assert only(decode_site(record(plugin_upgrades=forms(update=update)))).blocked == ""


@pytest.mark.parametrize(
    "columns",
    [
        {"is_ignorePluginUpdates": "1"},
        {"ignored_plugins": {FORMS: {"Name": "Forms", "ignored_versions": ["all_versions"]}}},
        {"ignored_plugins": {FORMS: {"Name": "Forms", "ignored_versions": ["2.5.0"]}}},
    ],
)
def test_ignored_by_the_record(columns: dict[str, Any]) -> None:
    assert only(decode_site(record(plugin_upgrades=forms(), **columns))).blocked == IGNORED


@pytest.mark.parametrize(
    "ignored",
    [
        {FORMS: {"Name": "Forms", "ignored_versions": ["2.4.9"]}},
        [{"Name": FORMS, "ignored_versions": ["all_versions"]}],  # junk: the name is not the slug
    ],
)
def test_not_ignored(ignored: Any) -> None:
    assert only(decode_site(record(plugin_upgrades=forms(), ignored_plugins=ignored))).blocked == ""


def test_wordpress_ignored_by_the_flag() -> None:
    site = decode_site(record(wp_upgrades={"current": "7.0.2", "new": "7.0.4"}, is_ignoreCoreUpdates="1"))
    assert only(site).blocked == IGNORED


def test_what_the_listing_lacks_is_ignored() -> None:
    """Ignores of the whole dashboard are in no record."""
    core = {"current": "7.0.2", "new": "7.0.4"}
    site = decode_site(record(plugin_upgrades=forms(), wp_upgrades=core))
    listed = with_listing(site, {"wp": [], "plugins": [], "themes": [], "translations": []})
    assert [one.blocked for one in listed.offers] == [IGNORED, IGNORED]
    listed = with_listing(site, {"wp": core, "plugins": forms(), "themes": []})
    assert [one.blocked for one in listed.offers] == ["", ""]


def test_translations_cannot_be_ignored() -> None:
    site = decode_site(record(translation_upgrades=[{"slug": "forms", "language": "de_DE", "version": "1"}]))
    assert only(with_listing(site, {"wp": [], "plugins": [], "themes": [], "translations": []})).blocked == ""


@pytest.mark.parametrize("data", [None, [], {"plugins": {}, "themes": {}}])
def test_a_listing_in_an_unknown_form_is_not_taken_for_ignores(data: Any) -> None:
    with pytest.raises(RefusedError, match="unknown form"):
        with_listing(decode_site(record(plugin_upgrades=forms())), data)


@pytest.mark.parametrize(("error", "text"), [({"error": "It crashed."}, "rolled back: It crashed."), ({}, "back.")])
def test_rolled_back_before(error: dict[str, str], text: str) -> None:
    site = decode_site(record(plugin_upgrades=forms()))
    back = {FORMS: {"name": "Demo Forms", "old_version": "2.4.0", "version": "2.5.0", **error}}
    listing = {"wp": [], "plugins": forms(), "themes": [], "rollback_plugins": back}
    assert only(with_listing(site, listing)).blocked.endswith(text)


@pytest.mark.parametrize(("active", "used"), [({"active": 1}, True), ({"active": 0}, False), ({}, True)])
def test_what_the_site_uses(active: dict[str, int], used: bool) -> None:
    raw = {slug: {name: value for name, value in entry.items() if name != "active"} for slug, entry in forms().items()}
    site = decode_site(record(plugin_upgrades={FORMS: {**raw[FORMS], **active}}))
    assert only(site).used is used
    assert site.uses(("plugin", FORMS)) is used


def test_the_parent_of_the_active_theme_is_used() -> None:
    offer = {"parent": {"Name": "Parent", "Version": "1.0", "active": 0, "update": {"new_version": "1.1"}}}
    theme = {"slug": "parent", "version": "1.0", "active": 0, "parent_active": 1}
    site = decode_site(record(theme_upgrades=offer, themes=[theme]))
    assert (only(site).used, only(site).active) == (True, False)
    assert site.uses(("theme", "parent"))
    assert not decode_site(record(theme_upgrades=offer, themes=[{**theme, "parent_active": 0}])).offers[0].used


def test_what_is_not_on_offer_is_used_if_it_is_active() -> None:
    plugins = [{"slug": FORMS, "version": "2.5.0", "active": 1}, {"slug": "hello.php", "version": "1.7", "active": 0}]
    site = decode_site(record(plugins=plugins))
    assert site.uses(("plugin", FORMS))
    assert not site.uses(("plugin", "hello.php"))
    assert site.uses(("translation", "demo-forms"))


@pytest.mark.parametrize(("package", "packaged"), [("https://example.org/forms.zip", True), ("", False), (None, False)])
def test_what_can_be_installed(package: str | None, packaged: bool) -> None:
    assert only(decode_site(record(plugin_upgrades=forms(update={"package": package})))).packaged is packaged


def test_what_is_installed() -> None:
    plugins = [
        {"slug": FORMS, "version": "2.4.0", "active": 1},
        {"slug": "hello.php", "version": "1.7.2", "active": 0},
    ]
    site = decode_site(record(plugins=plugins, themes=[{"slug": "demo-theme", "version": "1.0", "active": 1}]))
    found = {key: (one.version, one.active) for key, one in site.installed.items()}
    assert found == {
        ("plugin", FORMS): ("2.4.0", True),
        ("plugin", "hello.php"): ("1.7.2", False),
        ("theme", "demo-theme"): ("1.0", True),
        ("core", "wordpress"): ("7.0.2", True),
    }
