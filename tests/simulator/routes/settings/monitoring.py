# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/monitoring``: uptime and site health for the whole dashboard."""

from __future__ import annotations

from typing import Any

from ... import php
from ...arguments import Argument, Problem
from ...call import Call
from ...router import Router
from ...state import uptime
from . import rules
from .rules import switch, whole

_PREFIX = "mainwp_uptime_monitoring_"
_CODES = _PREFIX + "up_status_codes"

HEALTH = (switch("mainwp_disable_sites_health_monitoring", 1), whole("mainwp_sitehealth_threshold", (80, 100), 80))

VALID_CODES = (100, 101, *range(200, 207), *range(300, 308), *range(400, 418), *range(500, 506))


def _codes(value: Any) -> Problem | None:
    data = {"status": 400}
    if not isinstance(value, list):
        return "invalid_status_codes_type", "Status codes must be an array.", data
    for code in value:
        if php.integer(code) not in VALID_CODES:
            allowed = ", ".join(str(one) for one in VALID_CODES)
            return "invalid_status_code", f"Invalid HTTP status code: {code}. Allowed codes: {allowed}.", data
    return None


def _enumerated(name: str, allowed: Any) -> Argument:
    return Argument(check=rules.one_of(_PREFIX + name, tuple(allowed)))


#: In the order in which problems are named. The method is not declared, so that anything is stored.
ARGUMENTS = {
    **rules.arguments(HEALTH),
    _PREFIX + "active": _enumerated("active", (0, 1)),
    _PREFIX + "timeout": _enumerated("timeout", uptime.TIMEOUTS),
    _PREFIX + "interval": _enumerated("interval", uptime.INTERVALS),
    _PREFIX + "type": _enumerated("type", uptime.TYPES),
    _CODES: Argument(check=_codes),
    _PREFIX + "down_confirmation_check": _enumerated("down_confirmation_check", (0, 1)),
}


def register(router: Router) -> None:
    """Register the routes of the section."""
    router.add("GET", "/settings/monitoring", show)
    router.add(rules.EDIT, "/settings/monitoring/edit", edit, arguments=ARGUMENTS)


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/monitoring``: numbers as their labels; one without a label is the default's."""
    stored = call.dashboard.uptime
    return {
        "success": 1,
        "data": {
            **rules.shown(call.dashboard.options, HEALTH),
            _PREFIX + "active": php.integer(stored["active"]),
            _PREFIX + "interval": _label(uptime.INTERVALS, stored["interval"], "1h"),
            _PREFIX + "method": stored["method"],
            _PREFIX + "timeout": _label(uptime.TIMEOUTS, stored["timeout"], "60s"),
            _PREFIX + "type": stored["type"],
            # An empty text makes a list with one empty code.
            _CODES: php.text(stored["up_status_codes"]).split(","),
            _PREFIX + "down_confirmation_check": php.integer(stored["maxretries"]),
            _PREFIX + "keyword": stored["keyword"],
        },
    }


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/monitoring/edit``: null is ignored, but it empties codes and keyword; there is no message."""
    sent = rules.body(call)
    stored = call.dashboard.uptime
    health = {name: value for name, value in sent.items() if value is not None}
    rules.write(call.dashboard.options, HEALTH, health)
    given = {name.removeprefix(_PREFIX): value for name, value in health.items()}
    for name, column in (("active", "active"), ("down_confirmation_check", "maxretries")):
        if name in given:
            stored[column] = php.integer(given[name])
    for name, labels in (("interval", uptime.INTERVALS), ("timeout", uptime.TIMEOUTS)):
        if name in given:
            stored[name] = labels.get(given[name], 0)
    for name in ("type", "method"):
        if name in given:
            stored[name] = given[name]
    if _CODES in sent:
        codes = sorted({php.integer(code) for code in sent[_CODES] or ()})
        stored["up_status_codes"] = ",".join(str(code) for code in codes)
    if _PREFIX + "keyword" in sent:
        stored["keyword"] = php.sanitize_text_field(sent[_PREFIX + "keyword"])
    return show(call)


def _label(labels: dict[str, int], stored: Any, default: str) -> str:
    return next((label for label, value in labels.items() if value == php.integer(stored)), default)
