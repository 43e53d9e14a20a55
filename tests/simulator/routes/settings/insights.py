# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/dashboard-insights``: one switch."""

from __future__ import annotations

from typing import Any

from ... import php
from ...arguments import Argument
from ...call import Call
from ...router import Router
from . import rules

_NAME = "enable_insights_logging"


def register(router: Router) -> None:
    """Register the routes of the section."""
    router.add("GET", "/settings/dashboard-insights", show)
    check = rules.one_of(_NAME, (0, 1))
    router.add(rules.EDIT, "/settings/dashboard-insights/edit", edit, arguments={_NAME: Argument(check=check)})


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/dashboard-insights``."""
    return {"success": 1, "data": {_NAME: call.dashboard.options.get(_NAME, 1)}}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/dashboard-insights/edit``: null is ignored, "" is stored as it is."""
    value = rules.body(call).get(_NAME)
    if value is not None:
        call.dashboard.options[_NAME] = "" if value == "" else php.integer(value)
    return {"message": "Dashboard insights settings updated successfully.", **show(call)}
