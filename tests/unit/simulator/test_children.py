# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Children as the recordings do not show them: faults of one child, other refusals, several kinds of absence."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.simulator import Simulator
from tests.simulator.children import CHILD_PLUGIN, Child, Children, Fault, Offer, Plugin, Translation, Unreachable

from .client import Caller, connected

WIDGET, FORMS, BROKEN = "demo-widget/demo-widget.php", "demo-forms/demo-forms.php", "demo-broken/demo-broken.php"


def version(call: Caller, slug: str, site: int = 1) -> str:
    """Return the installed version that the dashboard knows after a sync."""
    assert call.body("POST", f"/sites/{site}/sync")["success"] == 1
    rows = call.body("GET", f"/sites/{site}/plugins")["data"]
    return str(next(row["version"] for row in rows if row["slug"] == slug))


def update(call: Caller, *slugs: str, site: int = 1) -> Any:
    return call.body("POST", f"/updates/{site}/update/plugins", {"slug": list(slugs)})


# Faults of one child and slug


def test_a_fault_strikes_one_child_only() -> None:
    call = connected()
    call.simulator.children["c1.test"].faults[WIDGET] = Fault("fails", "Could not copy file.")
    answer = update(call, WIDGET)
    assert answer["data"][quote(WIDGET, safe="")] == {"success": 0, "error": "Could not copy file."}
    assert answer["data"][WIDGET]["success"] == 0
    assert update(call, WIDGET, site=2)["data"][WIDGET]["success"] == 1
    assert version(call, WIDGET) == "1.0"
    assert version(call, WIDGET, site=2) == "1.1"


def test_a_fault_can_pass() -> None:
    call = connected()
    call.simulator.children["c1.test"].faults[WIDGET] = Fault("fails", times=1)
    assert update(call, WIDGET)["data"][WIDGET]["success"] == 0
    assert update(call, WIDGET)["data"][WIDGET]["success"] == 1


def test_another_version_than_the_offered_one_is_installed() -> None:
    call = connected()
    call.simulator.children["c1.test"].faults[WIDGET] = Fault("installs", version="1.0.5")
    assert update(call, WIDGET)["data"][WIDGET] == {
        "success": 1,
        "name": "Demo Widget",
        "old_version": "1.0",
        "version": "1.0.5",
    }
    assert version(call, WIDGET) == "1.0.5"
    offers = call.body("GET", "/updates/1")["data"]["plugins"]
    assert offers[WIDGET]["Version"] == "1.0.5"
    assert offers[WIDGET]["update"]["new_version"] == "1.1"


def test_an_update_switches_the_plugin_off() -> None:
    call = connected()
    call.body("POST", "/sites/1/plugins/activate", {"slug": WIDGET})
    call.simulator.children["c1.test"].faults[WIDGET] = Fault("deactivates")
    assert update(call, WIDGET)["data"][WIDGET]["success"] == 1
    assert version(call, WIDGET) == "1.1"
    active = call.body("GET", "/sites/1/plugins", status="active")["data"]
    assert WIDGET not in [row["slug"] for row in active]


def test_an_update_that_hangs_takes_its_time_even_without_latency() -> None:
    call = connected()
    call.simulator.children["c1.test"].faults[WIDGET] = Fault("hangs", seconds=900)
    before = call.simulator.clock.now()
    assert update(call, WIDGET)["data"][WIDGET]["success"] == 1
    assert call.simulator.clock.now() - before == 900


def test_an_offer_without_a_package_comes_back_at_every_sync() -> None:
    call = connected()
    call.simulator.children["c1.test"].plugin_offers[WIDGET] = Offer("2.0")
    assert version(call, WIDGET) == "1.0"
    assert call.body("GET", "/updates/1")["data"]["plugins"][WIDGET]["update"]["package"] == ""
    assert update(call, WIDGET)["data"][quote(WIDGET, safe="")]["error"] == "Update package not available."
    assert version(call, WIDGET) == "1.0"
    assert WIDGET in call.body("GET", "/updates/1")["data"]["plugins"]


def test_an_update_that_was_rolled_back_is_remembered_as_long_as_its_version_is_on_offer() -> None:
    call = connected()
    child = call.simulator.children["c1.test"]
    child.faults[WIDGET] = Fault("rolls_back", "The update was rolled back.")
    assert update(call, WIDGET)["data"][WIDGET]["success"] == 0
    assert version(call, WIDGET) == "1.0"
    remembered = call.body("GET", "/updates/1")["data"]["rollback_plugins"]
    assert remembered[WIDGET]["version"] == "1.1"
    child.plugin_offers[WIDGET].version = "1.2"
    call.body("POST", "/sites/1/sync")
    assert "rollback_plugins" not in call.body("GET", "/updates/1")["data"]


def test_unmet_requirements_leave_a_plugin_out_without_a_word() -> None:
    call = connected()
    call.simulator.children["c1.test"].plugins[WIDGET].requires_php = "8.4"
    assert call.body("POST", "/sites/1/sync")["data"]["plugins"]
    assert call.body("GET", "/updates/1")["data"]["plugins"][WIDGET]["php_compatible"] is False
    assert update(call, WIDGET) == {"success": 1, "data": []}
    assert list(update(call, WIDGET, FORMS)["data"]) == [FORMS]


# Themes, translations and WordPress itself


def test_a_theme_that_fails_leaves_no_text() -> None:
    call = connected()
    call.simulator.children["c1.test"].faults["demo-theme"] = Fault("fails")
    answer = call.body("POST", "/updates/1/update/themes", {"slug": "demo-theme"})
    failed = {"success": 0, "name": "", "old_version": "", "version": "1.0"}
    assert answer == {"success": 1, "data": {"demo-theme": failed}}


def test_translations_go_by_text_domain_in_all_languages() -> None:
    call = connected()
    child = call.simulator.children["c1.test"]
    child.translations = [
        Translation("plugin", "demo-widget", language, "1.0", "Demo Widget") for language in ("de_DE", "fr_FR")
    ]
    call.body("POST", "/sites/1/sync")
    assert len(call.body("GET", "/updates/1")["data"]["translations"]) == 2
    answer = call.body("POST", "/updates/1/update/translations", {"slug": "demo-widget"})
    done = {"success": 1, "name": "Demo Widget", "old_version": "", "version": "1.0"}
    assert answer == {"success": 1, "data": {"demo-widget": done}}
    assert call.body("GET", "/updates/1")["data"]["translations"] == []


def test_a_core_update_leaves_the_cached_offer() -> None:
    call = connected()
    child = call.simulator.children["c2.test"]
    child.wordpress_org, child.core_offer = True, "7.0.4"
    call.body("POST", "/sites/2/sync")
    assert call.body("POST", "/updates/2/update/wp")["data"] == {"old_version": "7.0.2", "version": "7.0.4"}
    assert call.body("GET", "/updates/2")["data"]["wp"] == {"current": "7.0.2", "new": "7.0.4"}
    assert call.body("POST", "/updates/2/update/wp") == {
        "success": 1,
        "message": "WordPress was updated to the latest version.",
    }
    call.body("POST", "/sites/2/sync")
    assert call.body("GET", "/updates/2")["data"]["wp"] == []


def test_a_child_that_is_busy_loses_its_text() -> None:
    call = connected()
    call.simulator.children["c1.test"].faults["core"] = Fault("busy", "Another update is in progress.")
    assert call.body("POST", "/updates/1/update/wp") == {"success": 0}


# Freshness


def test_a_plugin_update_leaves_the_lists_stale_and_a_theme_update_refreshes_them() -> None:
    call = connected()
    update(call, WIDGET)
    assert WIDGET in call.body("GET", "/updates/1")["data"]["plugins"]
    assert update(call, WIDGET)["data"][WIDGET]["old_version"] == ""
    call.body("POST", "/updates/1/update/themes", {"slug": "demo-theme"})
    offers = call.body("GET", "/updates/1")["data"]
    assert WIDGET not in offers["plugins"]
    assert offers["themes"] == []


@pytest.mark.parametrize(
    ("happens", "token", "error"),
    [
        ("answers 404 to everything", "NOMAINWP", "MainWP Child plugin not detected"),
        ("refuses connections", "HTTPERROR", "HTTP error - Failed to connect to c1.test port 443"),
    ],
)
def test_what_a_failed_sync_writes_when_nothing_answers(happens: str, token: str, error: str) -> None:
    call = connected()
    site = call.site(1)
    synced, site.wp_upgrades = site.last_sync, {"current": "7.0.4", "new": "7.1"}
    call.simulator.event(f"child: c1.test {happens}")
    call.simulator.clock.advance(10)
    assert call.body("POST", "/sites/1/sync") == {"success": 0, "data": []}
    assert site.sync_errors.startswith(error)
    assert (site.version, site.last_sync) == ("0", synced)
    assert site.wp_upgrades
    status, answer = call("POST", "/updates/1/update/plugins", {"slug": WIDGET})
    assert (status, answer["message"]) == (500, token)


def test_what_a_failed_sync_writes_when_the_child_refuses() -> None:
    call = connected()
    site = call.site(1)
    synced, site.wp_upgrades = site.last_sync, {"current": "7.0.4", "new": "7.1"}
    call.body("POST", "/sites/1/disconnect")
    call.simulator.clock.advance(10)
    assert call.body("POST", "/sites/1/sync") == {"success": 0, "data": []}
    assert site.sync_errors.startswith("ERROR: Authentication failed!")
    assert (site.version, site.last_sync) == ("0", synced + 10)
    assert not site.wp_upgrades
    assert site.plugin_upgrades


def test_an_offline_mark_keeps_the_ability_away_until_a_check() -> None:
    call = connected()
    call.simulator.event("child: c1.test refuses connections")
    assert call.body("POST", "/sites/1/check")["data"]["http_code"] == 0
    call.simulator.event("child: c1.test is back")
    assert call.body("POST", "/sites/1/sync")["success"] == 0
    assert call.body("POST", "/sites/1/check")["data"]["status"] == 1
    assert call.body("POST", "/sites/1/sync")["success"] == 1


# Connecting


@pytest.mark.parametrize("password", ["pa ss", "quo'te", 'dou"ble', "back\\slash", "100%41", "ünï+/?&="])
def test_a_password_arrives_when_it_is_percent_encoded(password: str) -> None:
    call = Caller(Simulator(state="recordings"))
    call.simulator.children["c1.test"].administrator.password = password
    body = {"url": "https://c1.test/", "admin": "admin", "adminpassword": quote(password, safe="")}
    assert call.body("POST", "/sites/add", body)["success"] == 1


@pytest.mark.parametrize("password", ["quo'te", 'dou"ble', "back\\slash", "100%41"])
def test_a_password_in_the_clear_does_not_arrive(password: str) -> None:
    call = Caller(Simulator(state="recordings"))
    call.simulator.children["c1.test"].administrator.password = password
    answer = call.body("POST", "/sites/add", {"url": "https://c1.test/", "admin": "admin", "adminpassword": password})
    assert answer["error"].startswith("Unable to connect to the site.")


def test_a_child_can_demand_a_unique_security_id() -> None:
    call = Caller(Simulator(state="recordings"))
    call.simulator.children["c1.test"].unique_id = "abc"
    body = {"url": "https://c1.test/", "admin": "admin", "adminpassword": "adminpass"}
    assert "require a unique security ID" in call.body("POST", "/sites/add", body)["error"]
    assert "mismatch" in call.body("POST", "/sites/add", {**body, "uniqueid": "x"})["error"]
    assert call.body("POST", "/sites/add", {**body, "uniqueid": "abc"})["success"] == 1


def test_a_site_removed_while_its_child_is_away_keeps_the_key_on_the_child() -> None:
    call = connected()
    call.simulator.event("child: c1.test refuses connections")
    answer = call.body("DELETE", "/sites/1/remove")
    assert (answer["success"], answer["error"]) == (0, "HTTPERROR")
    call.simulator.event("child: c1.test is back")
    body = {"url": "https://c1.test/", "admin": "admin", "adminpassword": "adminpass"}
    answer = call.body("POST", "/sites/add", body)
    assert answer["error"].startswith("Public key already set. Please deactivate &amp; reactivate")
    call.simulator.event("child: c1.test reactivates MainWP Child")
    assert call.body("POST", "/sites/add", body)["success"] == 1


def test_removing_a_site_switches_mainwp_child_off() -> None:
    call = connected()
    assert call.body("DELETE", "/sites/1/remove")["success"] == 1
    assert not call.simulator.children["c1.test"].plugins[CHILD_PLUGIN].active
    body = {"url": "https://c1.test/", "admin": "admin", "adminpassword": "adminpass"}
    assert call.body("POST", "/sites/add", body)["error"].startswith("MainWP Child plugin not detected")


def test_names_of_tags_make_tags_when_a_site_is_added() -> None:
    call = Caller(Simulator(state="recordings"))
    known = call.body("POST", "/tags/add", {"name": "known"})["data"]["id"]
    body = {"url": "https://c1.test/", "admin": "admin", "adminpassword": "adminpass", "groupids": f"{known}, fresh"}
    call.body("POST", "/sites/add", body)
    site = call.body("GET", "/sites/basic", include="1", with_tags="1", _fields="id,tags")["data"][0]
    assert sorted(site["tags"].values()) == ["fresh", "known"]


# The network


def test_the_network_tells_absences_apart() -> None:
    network = Children()
    child = network.add(Child("https://blog.example.org/eu/"))
    child.plugins[CHILD_PLUGIN] = Plugin(CHILD_PLUGIN, "MainWP Child", "6.1", active=True)
    network.refusing.add("closed.example.org")
    network.other_hosts.add("parked.example.org")
    assert network.contact("https://www.blog.example.org/eu/wp-admin/") is child
    for url, token, text in [
        ("https://blog.example.org/", "HTTPERROR", "Could not resolve host"),
        ("https://closed.example.org/", "HTTPERROR", "Failed to connect"),
        ("https://parked.example.org/", "NOMAINWP", "not detected"),
        ("https:///nothing", "HTTPERROR", "bad/illegal format"),
    ]:
        with pytest.raises(Unreachable, match=text) as caught:
            network.contact(url)
        assert caught.value.token == token


def test_an_event_that_cannot_happen_is_refused() -> None:
    call = Caller(Simulator(state="recordings"))
    with pytest.raises(ValueError, match="nothing like that"):
        call.simulator.event("child: c1.test turns blue")
    with pytest.raises(KeyError):
        call.simulator.event("child: c9.test is back")
