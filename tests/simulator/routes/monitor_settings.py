# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The settings of one monitor, and the global ones by their second route (``/settings/monitoring`` is the first)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from .. import php
from ..arguments import Argument, Problem, invalid
from ..call import Call
from ..errors import WordPressError
from ..router import Router
from ..state.records import Monitor
from ..state.uptime import INTERVALS, METHODS, TIMEOUTS, TYPES
from . import monitors

#: The HTTP codes that MainWP knows, and the only ones that can be expected.
CODES = {*range(100, 102), *range(200, 207), *range(300, 308), *range(400, 418), *range(500, 506)}

#: What the routes call otherwise than the stored rows, which also show in their answers.
_STORED = {"expected_status": "up_status_codes"}

#: The other way to write "useglobal" where labels are sent.
_GLOBAL_LABEL = "Use global setting"

#: More characters than this do not fit into the column of the keyword.
KEYWORD_LENGTH = 255

#: Cleans a value that passed its check; returns the stored form, or the problem that it still is.
Cleaner = Callable[[Any], "str | int | Problem"]


def register(router: Router) -> None:
    """Register both routes; neither takes POST."""
    router.add(("PUT", "PATCH"), f"{monitors.ONE}/settings", edit, arguments=_arguments(_OWN))
    router.add(("PUT", "PATCH"), "/monitors/settings", edit_global, arguments=_arguments(_GLOBAL))


# One monitor


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/monitors/{id_domain}/settings``; for a phantom it reports success and stores nothing."""
    cleaned = _clean(_OWN, call.params.json)
    row = monitors.find(call)
    if row is None:
        return monitors.NOT_FOUND
    if not cleaned:
        raise WordPressError("empty_body", "Request body is empty.", data=None)
    _require_json()
    _check_schema(cleaned)
    stored: dict[str, Any] = {_STORED.get(name, name): value for name, value in cleaned.items()}
    for name in ("active", "timeout", "maxretries"):
        if name in stored:
            stored[name] = php.integer(stored[name])
    monitor = row[1]
    # The database refuses the whole row when one value is too long, and nobody looks.
    if monitor and len(stored.get("keyword", "")) <= KEYWORD_LENGTH:
        _store(monitor, stored)
    return {"success": 1, "data": {"monitor_id": monitor.id if monitor else 0, **stored}}


def _store(monitor: Monitor, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(monitor, name, int(value) if name == "interval" else value)


def _check_schema(values: Mapping[str, Any]) -> None:
    """Raise the refusals of the second validation, which come without a status: 500."""
    for name, value in values.items():
        if name not in _OWN:
            text = f"{name} is not a valid property of Object."
            raise WordPressError("rest_additional_properties_forbidden", text, data=None)
        if name in ("active", "maxretries", "timeout") and not php.is_numeric(value):
            text = f"body[{name}] is not of type integer."
            raise WordPressError("rest_invalid_type", text, data={"param": f"body[{name}]"})
        words = {"type": ("useglobal", *TYPES), "method": ("useglobal", *METHODS)}.get(name)
        if words and value not in words:
            text = f"body[{name}] is not one of {', '.join(words[:-1])}, and {words[-1]}."
            raise WordPressError("rest_not_in_enum", text, data={"enum": list(words)})


# The global settings


def edit_global(call: Call) -> dict[str, Any]:
    """Answer ``/monitors/settings`` with the complete stored option; an empty type or method saves nothing at all."""
    cleaned = _clean(_GLOBAL, call.params.json)
    if not cleaned:
        raise WordPressError("empty_body", "Request body is empty.", 400)
    _require_json()
    stored = call.dashboard.uptime
    if not any(cleaned.get(name) == "" for name in ("type", "method")):
        for name in _GLOBAL.keys() & cleaned.keys():
            value = php.integer(cleaned[name]) if name == "maxretries" else cleaned[name]
            stored[_STORED.get(name, name)] = value
    return {"success": 1, "data": dict(stored)}


# Shared


def _require_json() -> None:
    """Raise the refusal of any other ``Content-Type`` than exactly ``application/json``."""
    if request.headers.get("Content-Type") != "application/json":
        message = "Invalid content type. Expected application/json."
        raise WordPressError("invalid_content_type", message, data=None)


def _clean(fields: Mapping[str, tuple[Any, Cleaner]], body: Any) -> dict[str, Any]:
    """Return a JSON body with its declared values cleaned; raises the 400 of those that cannot be."""
    values = dict(body) if isinstance(body, dict) else {}
    problems = {}
    for name, (_check, clean) in fields.items():
        if name not in values:
            continue
        result = clean(values[name])
        if isinstance(result, tuple):
            problems[name] = result
        else:
            values[name] = result
    if problems:
        raise invalid(problems)
    return values


def _arguments(fields: Mapping[str, tuple[Any, Cleaner]]) -> dict[str, Argument]:
    return {name: Argument(check=check) for name, (check, _clean) in fields.items()}


def _text(value: Any) -> str:
    return php.sanitize_text_field(php.unslash(value) if isinstance(value, str) else value)


def _accept(value: Any) -> Problem | None:
    """Check nothing, as the routes do for what they cast."""
    return None


def _label(name: str, labels: Mapping[str, int], own: bool) -> tuple[Any, Cleaner]:
    """Return check and cleaner of a setting that is sent as a label and stored as the text of its number."""
    known = {**labels, "useglobal": -1, _GLOBAL_LABEL: -1} if own else labels
    problem = (f"invalid_{name}", f"Invalid {name} value.", None)

    def check(value: Any) -> Problem | None:
        return None if php.empty(value) or _text(value) in known else problem

    def clean(value: Any) -> str | int | Problem:
        return str(known[_text(value)]) if _text(value) in known else problem

    return check, clean


def _word(name: str, words: tuple[str, ...]) -> tuple[Any, Cleaner]:
    """Return check and cleaner of a setting that is one of some words; blanks are left to later."""

    def check(value: Any) -> Problem | None:
        known = php.empty(value) or (isinstance(value, str) and value in ("useglobal", *words))
        return None if known else (f"invalid_{name}", f"Invalid {name} value.", None)

    return check, php.sanitize_text_field


def _codes(own: bool) -> tuple[Any, Cleaner]:
    """Return check and cleaner of the expected codes: comma text; a list turns into nothing, which expects nothing."""

    def check(value: Any) -> Problem | None:
        text = _text(value)
        if own and text == "useglobal":
            return None
        for entry in re.split(r"[\s,]+", text):
            code = abs(php.integer(entry))
            if entry and code not in CODES:
                return "invalid_status_code", f"Invalid HTTP status code: {code}", {"status": 400}
        return None

    return check, _text


def _check_active(value: Any) -> Problem | None:
    if value in ("0", "1", "useglobal"):
        return None
    return "invalid_active", "Invalid active value. Must be 0,1 or useglobal", None


def _check_retries(value: Any) -> Problem | None:
    # PHP compares a text that is no number as text, and every letter comes after the digits.
    if php.empty(value) or (php.is_numeric(value) and -1 <= float(value) <= 1):
        return None
    return "invalid_maxretries", "The maxretries value must be -1, 0, or 1.", None


_OWN: dict[str, tuple[Any, Cleaner]] = {
    "active": (_check_active, lambda value: -1 if value == "useglobal" else value),
    "interval": _label("interval", INTERVALS, own=True),
    "timeout": _label("timeout", TIMEOUTS, own=True),
    "maxretries": (_check_retries, php.sanitize_text_field),
    "type": _word("type", TYPES),
    "method": _word("method", METHODS),
    "expected_status": _codes(own=True),
    "keyword": (_accept, php.sanitize_text_field),
}

_GLOBAL: dict[str, tuple[Any, Cleaner]] = {
    **_OWN,
    "active": (_accept, lambda value: int(php.rest_boolean(value))),
    "interval": _label("interval", INTERVALS, own=False),
    "timeout": _label("timeout", TIMEOUTS, own=False),
    "expected_status": _codes(own=False),
}
