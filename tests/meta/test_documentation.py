# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Every module is documented completely, in one voice, and as the README says."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
import yaml

from tests.meta import collection

ATTRIBUTES = {"action_group", "check_mode", "diff_mode", "idempotent"}
FRAGMENTS = {f"{collection.NAME}.attributes", f"{collection.NAME}.connection"}
# Jinja reads these as methods of the dictionary: a registered `result.items` is never what its author meant.
UNREACHABLE = {"clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"}

each_module = pytest.mark.parametrize("module", collection.modules())


def documentation(module: str) -> dict[str, Any]:
    found: dict[str, Any] = collection.all_documentation()[module]["doc"]
    return found


def lines(text: str | list[str]) -> list[str]:
    """Return as a list what may be written as one string or as a list."""
    return [text] if isinstance(text, str) else text


def returned(module: str) -> dict[str, Any]:
    found: dict[str, Any] = collection.all_documentation()[module]["return"]
    return found


def examples(module: str) -> list[dict[str, Any]]:
    found = yaml.safe_load(collection.literal(module, "EXAMPLES"))
    assert isinstance(found, list), f"{module} has no examples"
    return found


def test_there_are_modules() -> None:
    assert collection.modules()


@each_module
def test_head_of_the_documentation(module: str) -> None:
    doc = documentation(module)
    assert doc["module"] == module
    assert doc["short_description"]
    assert not doc["short_description"].endswith(".")
    assert re.fullmatch(r"\d+\.\d+\.\d+", doc["version_added"])
    assert lines(doc["author"])
    assert all("@" in author for author in lines(doc["author"])), "an author is given with a handle"
    assert lines(doc["description"])
    assert all(sentence.endswith((".", ":")) for sentence in lines(doc["description"]))
    assert doc["seealso"]


@each_module
def test_every_module_shares_the_connection_and_the_attributes(module: str) -> None:
    assert set(collection.own_documentation(module)["extends_documentation_fragment"]) >= FRAGMENTS


@each_module
def test_every_option_has_a_type_and_a_description(module: str) -> None:
    for path, option in collection.walk_options(documentation(module)["options"]):
        assert option.get("type"), f"{path} has no type"
        assert option.get("description"), f"{path} has no description"
        if option["type"] == "list":
            assert option.get("elements"), f"{path} does not say what it is a list of"


@each_module
def test_attributes(module: str) -> None:
    attributes = documentation(module)["attributes"]
    assert set(attributes) >= ATTRIBUTES
    for name in ATTRIBUTES:
        assert attributes[name]["support"] in {"full", "partial", "none", "N/A"}, name
        assert attributes[name]["description"], name
        if attributes[name]["support"] == "partial":
            assert attributes[name].get("details"), f"{name} is partial without saying how"
    assert attributes["action_group"]["membership"] == [f"{collection.NAME}.all"]


@each_module
def test_info_modules_only_read(module: str) -> None:
    if module.endswith("_info"):
        attributes = documentation(module)["attributes"]
        assert attributes["check_mode"]["support"] == "full"
        assert attributes["diff_mode"]["support"] == "N/A"


@each_module
def test_examples_name_their_tasks_and_the_module_in_full(module: str) -> None:
    tasks = examples(module)
    used = [task for task in tasks if f"{collection.NAME}.{module}" in task]
    assert used
    for task in tasks:
        assert task.get("name", "")[:1].isupper(), f"a task without a name that begins with a capital: {task}"
        assert all("." in key or key in PLAIN for key in task), f"a module without its full name: {sorted(task)}"
    known = documentation(module)["options"]
    for task in used:
        unknown = set(task[f"{collection.NAME}.{module}"] or {}) - set(known)
        assert not unknown, f"options that the module does not have: {sorted(unknown)}"


# What a task may hold beside its module.
PLAIN = {
    "check_mode", "delegate_to", "diff", "environment", "failed_when", "hosts", "ignore_errors", "loop", "loop_control",
    "module_defaults", "name", "no_log", "register", "run_once", "tags", "vars", "when",
}  # fmt: skip


@each_module
def test_examples_show_every_state(module: str) -> None:
    state = documentation(module)["options"].get("state")
    if state:
        uses = [task.get(f"{collection.NAME}.{module}") for task in examples(module)]
        shown = {options.get("state", state.get("default")) for options in uses if options}
        assert shown >= set(state["choices"])


@each_module
def test_every_return_value_is_described(module: str) -> None:
    values = returned(module)
    assert "api_requests" in values
    for path, value in collection.walk_options(values):
        assert value.get("description"), f"{path} has no description"
        assert value.get("type"), f"{path} has no type"
    for name, value in values.items():
        assert value.get("returned"), f"{name} does not say when it is returned"
        assert "sample" in value or "contains" in value, f"{name} shows no sample"


@each_module
def test_no_option_and_no_return_value_is_unreachable_in_a_template(module: str) -> None:
    named = [*collection.walk_options(documentation(module)["options"]), *collection.walk_options(returned(module))]
    assert not [path for path, dummy in named if path.rpartition(".")[2] in UNREACHABLE]


@each_module
def test_connection_options_and_own_options_do_not_shadow_each_other(module: str) -> None:
    own = {path.rpartition(".")[2] for path, dummy in collection.walk_options(own_options(module))}
    assert not own & connection_options()


def own_options(module: str) -> dict[str, Any]:
    return collection.own_documentation(module).get("options") or {}


def connection_options() -> set[str]:
    """Return the names that the connection fragment documents."""
    fragment = import_module(f"ansible_collections.{collection.NAME}.plugins.doc_fragments.connection")
    options = yaml.safe_load(fragment.ModuleDocFragment.DOCUMENTATION)["options"]
    assert {"dashboard_url", "api_key", "request_timeout"} <= set(options)
    return set(options)


@each_module
def test_users_never_meet_the_words_of_the_wire(module: str) -> None:
    for name in ("DOCUMENTATION", "EXAMPLES", "RETURN"):
        words = re.findall(r"groupids?\b|wpid|http_pass\b|adminpassword", collection.literal(module, name))
        assert not words, name


@each_module
def test_the_readme_names_every_module(module: str) -> None:
    table = [line for line in README.splitlines() if line.startswith("|")]
    assert any(f"`{module}`" in line for line in table)


README = (collection.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_no_module_that_does_not_exist() -> None:
    # Groups and host variables of the inventory
    others = re.compile(
        r"mainwp_(site_$|site_wp_version|site_updates|dashboard_url|production|client_acme_ltd|status_connected)"
    )
    named = {name for name in re.findall(r"\bmainwp_\w+", README) if not others.match(name)}
    assert named <= set(collection.modules())


def test_the_readme_states_the_versions_that_are_declared() -> None:
    runtime = yaml.safe_load((collection.ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    floor = re.fullmatch(r">=(\d+\.\d+)\.0", runtime["requires_ansible"])
    assert floor
    assert f"ansible-core {floor[1]} or newer" in README
    ours = yaml.safe_load((collection.ROOT / "tests" / "config.yml").read_text(encoding="utf-8"))
    assert f"Python {ours['modules']['python_requires'].removeprefix('>=')} or newer" in README
    requests = (collection.ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").strip()
    assert f"`requests` {requests.removeprefix('requests>=')} or newer" in README
