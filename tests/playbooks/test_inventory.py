# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The inventory as users have it: ansible-inventory and ansible-playbook with a file, against served simulators."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served, served

NAME = "mainwp.dashboard.mainwp"
SHOP, BLOG, NEWS = "shop.example.com", "blog.example.com", "news.example.com"


@pytest.fixture(scope="module")
def dashboard() -> Iterator[Served]:
    """One of the newer generation; the older one is met in process."""
    with served("--state", "examples") as one:
        yield one


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file without connection, as for AWX."""
    path = tmp_path / "fleet.mainwp.yml"
    path.write_text(f"plugin: {NAME}\n", encoding="utf-8")
    return path


def run(command: str, dashboard: Served, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Ansible with the connection in its environment."""
    program = str(Path(sys.executable).with_name(command))
    return subprocess.run(
        [program, *arguments],
        env={**os.environ, **dashboard.environment, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def listed(dashboard: Served, *sources: Path, **environment: str) -> dict[str, Any]:
    """What ``ansible-inventory --list`` says of these sources, without warnings."""
    options = [part for source in sources for part in ("-i", str(source))]
    done = run("ansible-inventory", dashboard, *options, "--list", **environment)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    # From ansible-core 2.19 on, it marks every text that is not trusted as a template.
    found: dict[str, Any] = json.loads(done.stdout, object_hook=lambda one: one.get("__ansible_unsafe", one))
    return found


def test_list(dashboard: Served, source: Path) -> None:
    found = listed(dashboard, source)
    assert sorted(found["_meta"]["hostvars"]) == [BLOG, NEWS, SHOP]
    assert found["mainwp_production"]["hosts"] == [BLOG, SHOP]
    assert found["_meta"]["hostvars"][SHOP]["mainwp_site_tags"] == ["production", "shops"]
    assert found["_meta"]["hostvars"][SHOP]["mainwp_dashboard_url"] == dashboard.url


def test_graph(dashboard: Served, source: Path) -> None:
    done = run("ansible-inventory", dashboard, "-i", str(source), "--graph", "mainwp_shops")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"@mainwp_shops:\n  |--{SHOP}\n"


def test_limit_and_patterns(dashboard: Served, source: Path, tmp_path: Path) -> None:
    play = tmp_path / "play.yml"
    play.write_text(
        "- name: Show\n  hosts: mainwp_production\n  connection: local\n  gather_facts: false\n  tasks:\n"
        "    - name: Show\n      ansible.builtin.debug:\n        msg: 'id {{ mainwp_site_id }}'\n",
        encoding="utf-8",
    )
    done = run("ansible-playbook", dashboard, "-i", str(source), "--limit", "*.example.com:!mainwp_shops", str(play))
    assert done.returncode == 0, done.stdout
    assert f"ok: [{BLOG}]" in done.stdout
    assert "id 2" in done.stdout
    assert SHOP not in done.stdout


def rename(dashboard: Served, site: int, name: str) -> None:
    """Give a site another title, past Ansible, which would fill in a template by itself."""
    dashboard.ask("PUT", f"sites/{site}/edit", {"name": name})


def test_a_title_of_a_site_is_no_template(dashboard: Served, source: Path, tmp_path: Path) -> None:
    """Also where a cache in a file stands between the dashboard and a play."""
    title = "{{ lookup('env', 'HOME') }}"
    rename(dashboard, 3, title)
    cache = {
        "ANSIBLE_INVENTORY_CACHE": "true",
        "ANSIBLE_INVENTORY_CACHE_PLUGIN": "ansible.builtin.jsonfile",
        "ANSIBLE_INVENTORY_CACHE_CONNECTION": str(tmp_path / "cache"),
    }
    task = ("-c", "local", "-m", "ansible.builtin.debug", "-a", "var=mainwp_site_name")
    for _run in range(2):
        done = run("ansible", dashboard, "-i", str(source), NEWS, *task, **cache)
        assert title in done.stdout, done.stdout + done.stderr
    assert list((tmp_path / "cache").iterdir())


def test_several_dashboards_in_one_inventory(dashboard: Served, source: Path, tmp_path: Path) -> None:
    west = tmp_path / "west.mainwp.yml"
    with served("--state", "examples") as other:
        west.write_text(f"plugin: {NAME}\ndashboard_url: {other.url}\nhost_prefix: west.\n", encoding="utf-8")
        found = listed(dashboard, source, west)
    assert found["mainwp_shops"]["hosts"] == [SHOP, f"west.{SHOP}"]
    variables = found["_meta"]["hostvars"]
    assert {variables[one]["mainwp_dashboard_url"] for one in (SHOP, f"west.{SHOP}")} == {dashboard.url, other.url}


def test_a_key_from_a_vault_by_a_lookup_and_by_a_variable(dashboard: Served, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("a password", encoding="utf-8")
    vault = ("--vault-password-file", str(password))
    done = run("ansible-vault", dashboard, "encrypt_string", *vault, "--name", "api_key", dashboard.api_key)
    keys = (
        done.stdout,
        "api_key: \"{{ lookup('ansible.builtin.env', 'FLEET_KEY') }}\"",
        'api_key: "{{ fleet_key }}"',
    )
    for key in keys:
        source = tmp_path / "fleet.mainwp.yml"
        source.write_text(f"plugin: {NAME}\ninclude: []\n{key}\n", encoding="utf-8")
        more = ("-e", f"fleet_key={dashboard.api_key}", *vault)
        environment = {"MAINWP_API_KEY": "", "FLEET_KEY": dashboard.api_key}
        done = run("ansible-inventory", dashboard, "-i", str(source), "--list", *more, **environment)
        assert done.stderr == "", key
        assert SHOP in done.stdout, key


def test_a_bad_key_fails_where_ansible_is_told_that_sources_must_not_fail(dashboard: Served, source: Path) -> None:
    bad = {"MAINWP_API_KEY": f"{'0' * 40}=={'1' * 40}"}
    arguments = ("-i", str(source), "--list")
    for switch in ("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "ANSIBLE_INVENTORY_UNPARSED_FAILED"):
        done = run("ansible-inventory", dashboard, *arguments, **bad, **{switch: "true"})
        assert done.returncode != 0
        assert "The dashboard refused the key" in done.stderr
    done = run("ansible-inventory", dashboard, *arguments, **bad)
    assert "The dashboard refused the key" in done.stderr
