# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Declared arguments of a route and WordPress' validation of them (JSON schema, loose types)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import php
from .errors import WordPressError
from .state.dashboard import Dashboard

_UNSET: Any = object()

#: What is wrong with a value: code, message and data of the detail; without a code there is no detail.
Problem = tuple[str, str, Any]

#: The problem of a check that only says no.
REFUSED: Problem = ("", "Invalid parameter.", None)


@dataclass(frozen=True)
class Argument:
    """One declared argument: ``type`` is string, integer, boolean, array, object or "" (any).

    ``check`` is the route's own validation; WordPress then leaves out its own, that of the type included. ``lookup`` is
    the same for what the dashboard must know.
    """

    type: str = ""
    required: bool = False
    enum: tuple[Any, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    default: Any = _UNSET
    check: Callable[[Any], Problem | None] | None = None
    lookup: Callable[[Dashboard, Any], Problem | None] | None = None

    @property
    def has_default(self) -> bool:
        """Return whether the argument has a default."""
        return self.default is not _UNSET


def validate(arguments: Mapping[str, Argument], values: Mapping[str, Any], dashboard: Dashboard) -> None:
    """Raise WordPress' errors for missing (rest_missing_callback_param) and wrong (rest_invalid_param) arguments."""
    missing = [name for name, argument in arguments.items() if argument.required and values.get(name) is None]
    if missing:
        raise WordPressError(
            "rest_missing_callback_param",
            "Missing parameter(s): " + ", ".join(missing),
            400,
            {"status": 400, "params": missing},
        )
    problems = {
        name: problem
        for name, argument in arguments.items()
        if values.get(name) is not None and (problem := _problem(name, argument, values[name], dashboard))
    }
    if problems:
        raise invalid(problems)


def invalid(problems: Mapping[str, Problem]) -> WordPressError:
    """Return WordPress' error for wrong arguments, by name."""
    details = {
        name: {"code": code, "message": message, "data": data}
        for name, (code, message, data) in problems.items()
        if code
    }
    return WordPressError(
        "rest_invalid_param",
        "Invalid parameter(s): " + ", ".join(problems),
        400,
        {
            "status": 400,
            "params": {name: message for name, (_code, message, _data) in problems.items()},
            "details": php.array(details),
        },
    )


def _problem(name: str, argument: Argument, value: Any, dashboard: Dashboard) -> Problem | None:
    """Return what is wrong with a value, or None."""
    if argument.check:
        return argument.check(value)
    if argument.lookup:
        return argument.lookup(dashboard, value)
    if argument.type and not _fits(argument.type, value):
        return "rest_invalid_type", f"{name} is not of type {argument.type}.", {"param": name}
    if argument.enum and not any(str(value) == str(choice) for choice in argument.enum):
        listed = ", ".join(str(choice) for choice in argument.enum[:-1]) + f", and {argument.enum[-1]}"
        return "rest_not_in_enum", f"{name} is not one of {listed}.", {"enum": list(argument.enum)}
    if argument.type == "integer" and php.is_numeric(value):
        number = float(value)
        if argument.minimum is not None and argument.maximum is not None:
            if not argument.minimum <= number <= argument.maximum:
                return (
                    "rest_out_of_bounds",
                    f"{name} must be between {argument.minimum} (inclusive) and {argument.maximum} (inclusive)",
                    None,
                )
        elif argument.minimum is not None and number < argument.minimum:
            return "rest_out_of_bounds", f"{name} must be greater than or equal to {argument.minimum}", None
    return None


def _fits(kind: str, value: Any) -> bool:
    """Return whether a value passes for a JSON-schema type in WordPress' loose reading."""
    if kind == "string":
        return isinstance(value, str)
    if kind == "integer":
        return php.is_numeric(value) and float(value) == int(float(value))
    if kind == "boolean":
        return isinstance(value, bool) or value in (0, 1) or str(value).lower() in ("true", "false", "0", "1", "")
    if kind == "array":
        return isinstance(value, (list, str)) or php.is_numeric(value)
    if kind == "object":
        return isinstance(value, dict) or value == "" or value == []
    return True
