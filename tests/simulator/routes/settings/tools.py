# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/tools``: the look of the dashboard and its help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import php
from ...call import Call
from ...router import Router
from . import rules
from .rules import Setting

THEMES = ("default", "default-2024", "classic", "dark", "wpadmin", "minimalistic")


def _help(name: str) -> Setting:
    return Setting(name, rules.boolean, lambda value: int(php.flag(value)), rules.raw, 0)


HELP = (_help("guided_tours"), _help("chatbase"), _help("guided_video"))


def register(router: Router) -> None:
    """Register the routes of the section."""
    theme = Setting("mainwp_theme", rules.one_of("mainwp_theme", THEMES), php.text, php.text, "default")
    router.add("GET", "/settings/tools", show)
    router.add(rules.EDIT, "/settings/tools/edit", edit, arguments=rules.arguments((theme, *HELP)))


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/tools``."""
    return {"success": 1, "data": _answer(call)}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/tools/edit``.

    The theme belongs to the key's user, and once more to the whole dashboard; "" empties the latter alone.
    """
    sent = rules.body(call)
    options = call.dashboard.options
    if "mainwp_theme" in sent:
        options["theme"] = php.text(sent["mainwp_theme"])
        if options["theme"]:
            options["theme of the user"] = options["theme"]
    written = rules.write(options, HELP, sent)
    return {"success": 1, "message": "Tools settings updated successfully.", "data": _answer(call, written)}


def _answer(call: Call, written: Mapping[str, Any] | None = None) -> dict[str, Any]:
    options = call.dashboard.options
    theme = options.get("theme of the user", options.get("theme", "default"))
    return {"mainwp_theme": theme, **rules.shown(options, HELP, written)}
