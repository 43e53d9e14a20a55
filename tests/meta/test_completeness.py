# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The whole API is covered: every route and every writable field is used, or stands in completeness.yml with a reason.

Which routes there are was recorded from a real dashboard; which fields can be written is what those routes declare and
what was sent to them with success. A reason for what is used by now is stale, and fails too.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mainwp.dashboard.plugins.module_utils._contents._kinds import PAGE, POST
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._all import NOUNS
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._user import USER
from ansible_collections.mainwp.dashboard.plugins.module_utils._settings import SETTING_NOUNS
from tests.meta import collection

RECORDINGS = collection.ROOT / "tests" / "contract" / "recordings"
WRITES = {"POST", "PUT", "PATCH"}
# A host name or an id in the path of a recorded request.
IN_PATH = re.compile(r"/(\d+|[a-z0-9.-]+\.test)(?=/|$)")
# Names of what is filled into paths and is an id; anything else can be a word of a route.
ID = re.compile(r"\b(\w*id|site|user|panel|number|one|scope)\b")


@cache
def reasons() -> dict[str, Any]:
    """Why what is not used is not."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("completeness.yml").read_text(encoding="utf-8"))
    return found


@cache
def routes(namespace: str) -> dict[str, dict[str, set[str]]]:
    """Methods and declared arguments of every route, by its path with {} for each variable."""
    listed = json.loads((RECORDINGS / "routes-modern.json").read_text(encoding="utf-8"))[namespace]
    found: dict[str, dict[str, set[str]]] = {}
    for route in listed:
        path = _without_groups(route["route"].removeprefix(f"/{namespace}").lstrip("/"))
        entry = found.setdefault(path, {"methods": set(), "args": set()})
        entry["methods"] |= set(route["methods"])
        if WRITES & set(route["methods"]):
            entry["args"] |= set(route["args"])
    found.pop("", None)  # the index itself
    return found


def _without_groups(pattern: str) -> str:
    """A route's regular expression with {} for each of its groups, which can be nested."""
    text, depth = "", 0
    for sign in pattern:
        if sign == "(":
            text += "" if depth else "{}"
            depth += 1
        elif sign == ")":
            depth -= 1
        elif not depth:
            text += sign
    return text.rstrip("$")


@cache
def used_paths() -> frozenset[str]:
    """Every text in the plugins that can be a path, with {} for an id that is filled in and * for a word."""
    found = set()
    for file in (collection.ROOT / "plugins").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        # A field can have the name of a route.
        fields = {
            id(value)
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Field"
            for value in (*node.args, *(keyword.value for keyword in node.keywords))
        }
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fields:
                found.add(re.sub(r"\{([^{}]*)\}", lambda filled: _filled(filled[1]), node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    str(part.value) if isinstance(part, ast.Constant) else _filled(ast.unparse(part))
                    for part in node.values
                )
                found.add("".join(parts))
    return frozenset(path for path in found if re.fullmatch(r"[a-z0-9{}*_/-]+", path) and path[0] not in "{*")


def _filled(expression: str) -> str:
    return "{}" if ID.search(expression) else "*"


def _is_used(route: str) -> bool:
    """Whether a path in the plugins is this route; a word that is filled in can be any of the route's."""
    return any(re.fullmatch(re.escape(path).replace(r"\*", r"(\{\}|[a-z0-9-]+)"), route) for path in used_paths())


@pytest.mark.parametrize("namespace", ["mainwp/v2", "mainwp/v1"])
def test_every_route_is_used_or_has_its_reason(namespace: str) -> None:
    unused = {route for route in routes(namespace) if not _is_used(route)}
    listed = set(reasons()["routes"][namespace])
    assert unused - listed == set(), "routes that no module uses"
    assert listed - unused == set(), "routes that are used by now, or do not exist"


def steps() -> Iterator[tuple[str, str, set[str | None]]]:
    """The two writes that take fields, of every noun: what they are called, the path, and the names that are sent."""
    for noun in {**NOUNS, **SETTING_NOUNS, USER.name: USER}.values():
        for name, step in (("create", noun.create), ("edit", noun.edit)):
            if step is not None:
                yield f"{noun.name} {name}", step.path, {getattr(field, name) for field in noun.fields}
    for kind in (POST, PAGE):
        # An edit sends the date in both time zones.
        sent_always: set[str | None] = {*(field.wire for field in kind.fields), "post_date"}
        for name, path in (("create", kind.create), ("edit", kind.edit)):
            yield f"{kind.word} {name}", path, sent_always


@cache
def sent() -> dict[str, set[str]]:
    """What was sent to each path with success, when the dashboard was recorded."""
    found: dict[str, set[str]] = {}
    for file in (RECORDINGS / "modern").glob("*.json"):
        for record in json.loads(file.read_text(encoding="utf-8")):
            body = record.get("json") or record.get("form")
            if record.get("method") in WRITES and record["status"] == 200 and isinstance(body, dict):
                found.setdefault(IN_PATH.sub("/{}", record["path"].lstrip("/")), set()).update(body)
    return found


def test_every_writable_field_is_declared_or_has_its_reason() -> None:
    unknown = {}
    for label, address, taken in steps():
        path = re.sub(r"\{[^{}]*\}", "{}", address)
        takes = routes("mainwp/v2").get(path, {}).get("args", set()) | sent().get(path, set())
        if takes - taken:
            unknown[label] = takes - taken
    listed = {place: set(fields) for place, fields in reasons()["fields"].items()}
    assert unknown == listed
