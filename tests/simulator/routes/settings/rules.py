# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What the sections share: how a value is checked, stored and shown again.

The plugin declares most fields with validators of its own, which let "" pass and cast everything else as PHP does; what
is stored comes back from the database as text, but in the answer of the very edit that wrote it as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from ... import php
from ...arguments import REFUSED, Argument, Problem
from ...call import Call
from ...errors import crashed, failed

EDIT = ("PUT", "PATCH")

Check = Callable[[Any], "Problem | None"]


@dataclass(frozen=True)
class Setting:
    """One field of a section.

    ``check`` validates what is sent, ``store`` makes of it what is stored, ``show`` what answers say of what is stored;
    ``fresh`` is what they say while nothing is. ``answered``: the answer of an edit has the field, too.
    """

    name: str
    check: Check | None
    store: Callable[[Any], Any]
    show: Callable[[Any], Any]
    fresh: Any
    answered: bool = True


def body(call: Call) -> dict[str, Any]:
    """Return the JSON body of an edit; these routes want the exact content type, and nothing else than the body."""
    if request.headers.get("Content-Type") != "application/json":
        raise failed("invalid_content_type", "Invalid content type. Expected application/json.")
    if not call.body:
        raise failed("empty_body", "Request body is empty.")
    return call.params.json if isinstance(call.params.json, dict) else {}


def arguments(settings: Iterable[Setting]) -> dict[str, Argument]:
    """Return the declared arguments of an edit route."""
    return {one.name: Argument(check=one.check) for one in settings if one.check}


def write(options: dict[str, Any], settings: Iterable[Setting], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Store what was sent; null counts like "". Return what was written, as the rest of the request sees it."""
    written = {one.name: one.store(sent[one.name]) for one in settings if one.name in sent}
    options.update({name: _column(value) for name, value in written.items()})
    return written


def shown(
    options: Mapping[str, Any], settings: Iterable[Setting], written: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a section as answers show it: that of an edit (with ``written``), or a later one."""
    result = {}
    for one in settings:
        if written is not None and not one.answered:
            continue
        stored = (written or {}).get(one.name, options.get(one.name))
        result[one.name] = one.fresh if stored is None else one.show(stored)
    return result


def _column(value: Any) -> Any:
    """Return a value as the database gives it back."""
    return value if isinstance(value, (dict, list)) else php.text(value)


def one_of(name: str, allowed: Sequence[Any]) -> Check:
    """Return the validator of an enumeration: numbers are compared after PHP's cast, so that text counts as 0."""
    whole = all(isinstance(choice, int) for choice in allowed)
    listed = ", ".join(str(choice) for choice in allowed)

    def check(value: Any) -> Problem | None:
        if isinstance(value, (list, dict)):
            raise crashed()
        if value == "" or (php.integer(value) if whole else php.text(value)) in allowed:
            return None
        return f"invalid_{name}", f"Invalid {name}. Allowed values: {listed}.", None

    return check


def boolean(value: Any) -> Problem | None:
    """Validate as WordPress does it with a boolean."""
    if isinstance(value, bool) or str(value).lower() in ("0", "1", "true", "false"):
        return None
    return REFUSED


def raw(value: Any) -> Any:
    """Show what is stored without a cast: a number is text when it is read later."""
    return value


def whole(name: str, allowed: Sequence[int], fresh: int, *, answered: bool = True) -> Setting:
    """Return a number out of a few, which is shown as a number."""
    return Setting(name, one_of(name, allowed), php.integer, php.integer, fresh, answered)


def switch(name: str, fresh: Any = 0, *, drifting: bool = False, answered: bool = True) -> Setting:
    """Return a switch: 0 or 1. ``drifting``: it is shown without a cast."""
    show = raw if drifting else php.integer
    return Setting(name, one_of(name, (0, 1)), php.integer, show, fresh, answered)


def word(name: str, allowed: Sequence[str], fresh: Any) -> Setting:
    """Return a word out of a few."""
    return Setting(name, one_of(name, allowed), php.text, php.text, fresh)


def count(name: str, fresh: int) -> Setting:
    """Return a number that is not checked: its sign is dropped, and text is 0."""
    return Setting(name, None, lambda value: abs(php.integer(value)), php.integer, fresh)


def text(name: str, fresh: Any) -> Setting:
    """Return a line of text that is not checked."""
    return Setting(name, None, php.sanitize_text_field, php.text, fresh)
