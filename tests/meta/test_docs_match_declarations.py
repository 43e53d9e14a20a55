# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The documentation is literal; the options come from declarations. Here the two are held together."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from ansible.module_utils import basic

from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import CONNECTION_OPTIONS
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._all import NOUNS
from tests.meta import collection

MODULES = "ansible_collections.mainwp.dashboard.plugins.modules"
COMPARED = ("type", "elements", "choices", "default", "required", "aliases")

each_module = pytest.mark.parametrize("module", collection.modules())
# A word for a secret in the name of an option whose value must never be shown.
SECRET = re.compile(r"(^|_)(password|secret|api_key|consumer_key|security_id|secret_body|http_headers)$")


class _Captured(Exception):
    """Carries what a module gave to AnsibleModule."""


@cache
def declared(module: str) -> dict[str, dict[str, Any]]:
    """The argument specification that a module gives to AnsibleModule."""

    def capture(_self: Any, **arguments: Any) -> None:
        raise _Captured(arguments)

    original = basic.AnsibleModule.__init__
    basic.AnsibleModule.__init__ = capture  # type: ignore[method-assign, assignment]
    try:
        import_module(f"{MODULES}.{module}").main()
    except _Captured as found:
        specification: dict[str, dict[str, Any]] = found.args[0]["argument_spec"]
        return specification
    finally:
        basic.AnsibleModule.__init__ = original  # type: ignore[method-assign]
    raise AssertionError(f"{module} makes no AnsibleModule")


def flattened(options: dict[str, Any], inner: str, *parents: str) -> dict[str, dict[str, Any]]:
    """Options and their suboptions by path."""
    found: dict[str, dict[str, Any]] = {}
    for name, option in options.items():
        found[".".join((*parents, name))] = option
        found.update(flattened(option.get(inner) or {}, inner, *parents, name))
    return found


@each_module
def test_options(module: str) -> None:
    documented = flattened(collection.all_documentation()[module]["doc"]["options"], "suboptions")
    specified = flattened(declared(module), "options")
    assert sorted(documented) == sorted(specified)
    for path, option in specified.items():
        for key in COMPARED:
            said, meant = documented[path].get(key), option.get(key)
            if key == "required":
                said, meant = bool(said), bool(meant)
            assert said == meant, f"{path}: {key} is documented as {said!r} and declared as {meant!r}"


@each_module
def test_secrets_are_marked(module: str) -> None:
    """Each is no_log, and none has a default: Ansible masks every text that holds a secret's value."""
    for path, option in flattened(declared(module), "options").items():
        # What is chosen, or switched on, is no secret, though its name speaks of one.
        if SECRET.search(path.rpartition(".")[2]) and option["type"] != "bool" and not option.get("choices"):
            assert option.get("no_log") is True, f"{path} could be shown"
        if option.get("no_log"):
            assert not option.get("default"), f"{path} has a default that would be masked everywhere"


@pytest.mark.parametrize("option", sorted(CONNECTION_OPTIONS))
def test_environment_variables_of_the_connection(option: str) -> None:
    documented = collection.all_documentation()["mainwp_tag"]["doc"]["options"][option]["description"]
    named = set(re.findall(r"E\((\w+)\)", " ".join(documented)))
    fallback = CONNECTION_OPTIONS[option].get("fallback")
    assert named == set(fallback[1] if fallback else ())


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_a_noun_states_its_budget_and_documents_its_results(noun: str) -> None:
    declaration = NOUNS[noun]
    assert declaration.budget
    contains = collection.all_documentation()[f"mainwp_{noun}"]["return"][noun]["contains"]
    shown = {field.name for field in declaration.fields if field.readable and field.listed and not field.secret}
    assert shown <= set(contains)


def test_connection_and_nouns_share_no_names() -> None:
    for declaration in NOUNS.values():
        assert not set(CONNECTION_OPTIONS) & {field.name for field in declaration.fields}
