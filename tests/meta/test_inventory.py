# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The inventory plugin has the modules' connection, says what it does, and its examples work as they are printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mainwp.dashboard.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.mainwp.dashboard.plugins.inventory import mainwp
from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import CONNECTION_OPTIONS
from ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._filters import FILTER_OPTIONS
from ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._groups import SOURCES
from ansible_collections.mainwp.dashboard.plugins.module_utils._site_details import LISTED
from tests.meta import collection
from tests.unit.support.bench import Bench
from tests.unit.support.inventory import Source

COMPARED = ("type", "elements", "choices", "default")


def documentation() -> dict[str, Any]:
    found: dict[str, Any] = collection.all_documentation("inventory")["mainwp"]["doc"]
    return found


@pytest.mark.parametrize("name", sorted(CONNECTION_OPTIONS))
def test_the_connection_is_that_of_the_modules(name: str) -> None:
    declared, documented = CONNECTION_OPTIONS[name], documentation()["options"][name]
    for key in COMPARED:
        assert documented.get(key) == declared.get(key), key
    assert bool(documented.get("required")) == bool(declared.get("required"))
    fallback = declared.get("fallback")
    assert [one["name"] for one in documented.get("env", [])] == (fallback[1] if fallback else [])
    assert (
        documented["description"] == collection.all_documentation()["mainwp_tag"]["doc"]["options"][name]["description"]
    )


def test_the_fragment_for_plugins_adds_nothing_but_the_environment() -> None:
    options = yaml.safe_load(ModuleDocFragment.PLUGIN)["options"]
    assert {tuple(option) for option in options.values()} == {("env",)}


def test_filters_are_documented_as_they_are_checked() -> None:
    documented = documentation()["options"]["filters"]["suboptions"]
    assert sorted(documented) == sorted(FILTER_OPTIONS)
    for name, option in FILTER_OPTIONS.items():
        for key in COMPARED:
            assert documented[name].get(key) == option.get(key), f"{name}: {key}"


def test_choices_are_those_of_the_work() -> None:
    options = documentation()["options"]
    assert options["groups_from"]["choices"] == list(SOURCES)
    assert options["include"]["choices"] == list(LISTED)
    assert options["plugin"]["choices"] == [mainwp.InventoryModule.NAME]


def test_every_own_option_is_described() -> None:
    """Ansible's own fragments leave some types out."""
    for path, option in collection.walk_options(yaml.safe_load(mainwp.DOCUMENTATION)["options"]):
        assert option.get("description"), path
        assert option.get("type"), path


def test_every_host_variable_is_documented_and_every_documented_one_exists(tmp_path: Path) -> None:
    hosts = Source(Bench(state="examples"), tmp_path).parse().hosts
    text = " ".join([*documentation()["notes"], *documentation()["description"]])
    named = set(re.findall(r"C\((mainwp_(?:site|dashboard)_\w+)\)", text))
    for host in hosts.values():
        assert {name for name in host.vars if name.startswith("mainwp_")} == named


EXAMPLES = list(yaml.safe_load_all(mainwp.EXAMPLES))


@pytest.mark.parametrize("generation", ["modern", "legacy"])
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples(number: int, generation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gives hosts and groups, with the address and the key of the bench, wherever it takes them from."""
    monkeypatch.chdir(tmp_path)
    bench = Bench(state="examples", generation=generation)
    key = bench.connection["api_key"]
    monkeypatch.setenv("MAINWP_DASHBOARD_URL", bench.connection["dashboard_url"])
    for variable in ("MAINWP_API_KEY", "FLEET_KEY"):
        monkeypatch.setenv(variable, key)
    options = dict(EXAMPLES[number])
    assert options.pop("plugin") == mainwp.InventoryModule.NAME
    # The loader of collections is not at work here; a lookup of Ansible's own has a short name too.
    options = {
        name: value.replace("ansible.builtin.env", "env").replace("{{ vault_mainwp_api_key }}", key)
        if isinstance(value, str)
        else value
        for name, value in options.items()
    }
    source = Source(bench, tmp_path)
    source.write(**options)
    inventory = source.parse()
    assert source.warnings == []
    assert "mainwp" in inventory.groups
    made = [*options.get("groups", {}), *(one["prefix"] for one in options.get("keyed_groups", []))]
    filled = [name for name, group in inventory.groups.items() if group.hosts]
    assert any(name.startswith(tuple(made)) for name in filled), filled
