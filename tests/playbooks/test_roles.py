# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The decisions of the roles, on a stand-in for WordPress with WP-CLI and a served simulator as the dashboard."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import plays
from tests.playbooks.wordpress import wp
from tests.served import Served, served

HERE = Path(__file__).parent / "wordpress"


@dataclass
class Host:
    """A WordPress that the roles work on."""

    dashboard: Served
    folder: Path

    @property
    def state(self) -> dict[str, Any]:
        """What WordPress holds now."""
        found: dict[str, Any] = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
        return found

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        (self.folder / "state.json").write_text(json.dumps(state), encoding="utf-8")

    def options(self, **options: str) -> None:
        """Set options of WordPress."""
        state = self.state
        state["options"].update(options)
        self.state = state

    def run(self, role: str, *flags: str, **variables: Any) -> plays.Outcome:
        """Run a role."""
        common = {
            f"{role}_path": str(self.folder),
            f"{role}_user": "",
            f"{role}_wp_cli": [sys.executable, str(HERE / "wp.py"), str(self.folder / "state.json")],
        }
        return plays.run([HERE / f"{role}.yml"], self.dashboard, "-e", json.dumps(common | variables), *flags)

    def written(self, part: str = "") -> list[str]:
        """Return the commands that wrote, or those of them that hold this text."""
        return [command for command in self.state["written"] if part in command]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with served("--state", "examples") as dashboard:
        one = Host(dashboard, tmp_path)
        one.state = wp.fresh(dashboard.url) | {"token": dashboard.api_key}
        yield one


def bootstrap(host: Host, *flags: str, **variables: Any) -> plays.Outcome:
    defaults = {"dashboard_cron_file": str(host.folder / "cron"), "dashboard_application_password": True}
    return host.run("dashboard", *flags, **(defaults | variables))


def onboard(host: Host, *flags: str, **variables: Any) -> plays.Outcome:
    defaults = {"child_url": "https://new.example.com/", "child_admin_password": "demo-password"}
    return host.run("child", *flags, **(defaults | variables))


def test_a_dashboard_is_made_once(host: Host) -> None:
    secrets = host.folder / "secrets.yml"
    foretold = bootstrap(host, "--check", dashboard_secrets_file=str(secrets))
    assert foretold.code == 0, foretold.output
    assert foretold.changed >= 4
    assert not host.written()
    assert not secrets.exists()

    first = bootstrap(host, dashboard_secrets_file=str(secrets))
    assert first.code == 0, first.output
    assert host.state["plugin"]["mainwp"] == {"status": "active", "version": "6.1.2"}
    assert host.state["options"]["permalink_structure"] == "/%postname%/"
    assert not host.state["visitors"]
    assert "cron event run --due-now" in (host.folder / "cron").read_text(encoding="utf-8")
    stored = yaml.safe_load(secrets.read_text(encoding="utf-8"))
    assert stored == {
        "mainwp_dashboard_url": host.dashboard.url,
        "mainwp_api_key": host.dashboard.api_key,
        "mainwp_application_user": "admin",
        "mainwp_application_password": "made-up password",
    }
    assert secrets.stat().st_mode & 0o777 == 0o600
    assert host.dashboard.api_key not in first.output

    before = host.written()
    for flags in ((), ("--check",)):
        again = bootstrap(host, *flags, dashboard_secrets_file=str(secrets))
        assert again.code == 0, again.output
        assert again.changed == 0, again.output
    assert host.written() == before
    assert len(host.written("keys-make")) == 1


def test_a_key_whose_token_is_lost_is_not_made_again(host: Host) -> None:
    secrets = host.folder / "secrets.yml"
    assert bootstrap(host, dashboard_secrets_file=str(secrets)).code == 0
    secrets.unlink()
    refused = bootstrap(host, dashboard_secrets_file=str(secrets))
    assert refused.code != 0
    assert "not made twice" in refused.output
    secrets.write_text("mainwp_api_key: " + "0" * 40 + "==" + "1" * 40, encoding="utf-8")
    wrong = bootstrap(host, dashboard_secrets_file=str(secrets))
    assert wrong.code != 0
    assert "refuses the stored token" in wrong.output
    assert len(host.written("keys-make")) == 1


def test_a_key_that_works_is_kept_under_any_description(host: Host) -> None:
    done = bootstrap(host, dashboard_api_key=host.dashboard.api_key)
    assert done.code == 0, done.output
    assert not host.written("keys-make")


def test_a_command_gets_the_secrets(host: Host) -> None:
    kept = host.folder / "kept.json"
    done = bootstrap(host, dashboard_secrets_command=["tee", str(kept)])
    assert done.code == 0, done.output
    assert json.loads(kept.read_text(encoding="utf-8"))["mainwp_api_key"] == host.dashboard.api_key


def test_a_key_that_cannot_be_stored_is_taken_away(host: Host) -> None:
    failed = bootstrap(host, dashboard_secrets_command=["false"], dashboard_application_password=False)
    assert failed.code != 0
    assert "taken away again" in failed.output
    assert len(host.written("keys-remove")) == 1
    assert host.state["keys"] == []


def test_a_header_that_does_not_reach_php_is_told_with_its_cure(host: Host) -> None:
    """A web server that drops the header: the simulator answers a request without credentials the same way."""
    task = yaml.safe_load((HERE.parents[2] / "roles/dashboard/tasks/reach.yml").read_text(encoding="utf-8"))[2]
    play = host.folder / "play.yml"
    stranger = {"json": {"code": "mainwp_rest_authentication_error"}}
    play.write_text(
        yaml.safe_dump(
            [{"hosts": "localhost", "gather_facts": False, "vars": {"__dashboard_stranger": stranger}, "tasks": [task]}]
        ),
        encoding="utf-8",
    )
    told = plays.run([play], host.dashboard)
    assert told.code != 0
    assert "CGIPassAuth On" in told.output
    assert "fastcgi_param HTTP_AUTHORIZATION $http_authorization;" in told.output


def monitors(host: Host, site: str) -> list[dict[str, Any]]:
    """The monitors of a site, as the dashboard shows them; an interval of less than an hour reads as its label."""
    rows = host.dashboard.ask("GET", f"monitors?search={site}")["data"]
    return [{"type": row["type"], "interval": row["check_frequency"]} for row in rows]


def test_a_child_is_connected_once(host: Host) -> None:
    variables = {
        "child_tags": ["production"],
        "child_client": "Acme Ltd",
        "child_monitor": {"type": "ping", "interval": "15m"},
        "child_plugins": [{"name": "akismet", "state": "active", "version": "5.1"}],
        "child_themes": [{"name": "twentytwenty"}],
    }
    foretold = onboard(host, "--check", **variables)
    assert foretold.code == 0, foretold.output
    assert not host.written()

    first = onboard(host, **variables)
    assert first.code == 0, first.output
    assert foretold.changed == first.changed
    assert [(one["type"], one["interval"]) for one in monitors(host, "new.example.com")] == [("ping", "15m")]
    assert host.state["plugin"]["akismet"] == {"status": "active", "version": "5.1"}
    assert host.state["theme"]["twentytwenty"]["version"] == "2.0"
    assert len(host.state["options"]["mainwp_child_uniqueId"]) == 20

    host.options(mainwp_child_pubkey="key", mainwp_child_server=f"{host.dashboard.url}/wp-admin/")
    before = host.written()
    for flags in ((), ("--check",)):
        again = onboard(host, *flags, **variables)
        assert again.code == 0, again.output
        assert again.changed == 0, again.output
    assert host.written() == before


def test_a_child_of_another_dashboard_is_refused_until_forced(host: Host) -> None:
    host.options(mainwp_child_pubkey="key", mainwp_child_server="https://other.example.com/wp-admin/")
    refused = onboard(host)
    assert refused.code != 0
    assert "https://other.example.com/wp-admin/" in refused.output
    assert not host.written("option delete")

    forced = onboard(host, child_force=True)
    assert forced.code == 0, forced.output
    assert len(host.written("option delete mainwp_child_pubkey")) == 1
    assert "mainwp_child_pubkey" not in host.state["options"]


def declared(host: Host) -> dict[str, Any]:
    """Connect the site, and return the variables that did it."""
    variables = {"child_tags": ["production"], "child_client": "Acme Ltd"}
    first = onboard(host, **variables)
    assert first.code == 0, first.output
    return variables


def record(host: Host) -> dict[str, Any]:
    """Return what the dashboard has stored of the site."""
    found = plays.run([HERE / "site.yml"], host.dashboard, "-e", f"site_dest={host.folder / 'site.json'}")
    assert found.code == 0, found.output
    stored: dict[str, Any] = json.loads((host.folder / "site.json").read_text(encoding="utf-8"))
    return stored


def test_a_reinstalled_host_keeps_its_record(host: Host) -> None:
    """Three times, each with another answer to whether passwords are asked for; it is given back afterwards."""
    declared(host)
    kept = record(host)
    for before in (None, "0", "1"):
        host.state = wp.fresh(host.dashboard.url)
        if before is not None:
            host.options(asks=before)
        foretold = onboard(host, "--check")
        assert foretold.code == 0, foretold.output
        assert not host.written("_user_option")

        again = onboard(host)
        assert again.code == 0, again.output
        assert host.state["options"].get("asks") == before
        assert len(host.written("'0'")) >= 1
        after = record(host)
        assert {name: after[name] for name in ("id", "name", "tags", "client_id")} == {
            name: kept[name] for name in ("id", "name", "tags", "client_id")
        }
        assert after["tags"] == ["production"]


def test_without_an_administrator_nothing_is_reconnected(host: Host) -> None:
    declared(host)
    kept = record(host)
    host.state = wp.fresh(host.dashboard.url)
    host.state = host.state | {"administrator": False}
    refused = onboard(host)
    assert refused.code != 0
    assert "no administrator" in refused.output
    assert record(host) == kept
    assert not host.written("_user_option")


def test_without_a_security_id_nothing_is_reconnected(host: Host) -> None:
    declared(host)
    kept = record(host)
    host.state = wp.fresh(host.dashboard.url)
    refused = onboard(host, child_require_security_id=False)
    assert refused.code != 0
    assert "unique security id" in refused.output
    assert record(host) == kept
    assert not host.written("_user_option")


def test_plugins_are_taken_to_a_state_and_a_version(host: Host) -> None:
    def have(**wanted: str) -> None:
        plugins = [{"name": "akismet", **wanted}]
        done = onboard(host, child_connect=False, child_plugins=plugins)
        assert done.code == 0, done.output

    have(state="active")
    assert host.state["plugin"]["akismet"] == {"status": "active", "version": "5.3"}
    have(version="5.1")
    assert host.state["plugin"]["akismet"] == {"status": "active", "version": "5.1"}
    have(state="inactive")
    assert host.state["plugin"]["akismet"] == {"status": "inactive", "version": "5.1"}
    have(state="absent")
    assert "akismet" not in host.state["plugin"]
