# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""WordPress' own routes that tell versions, for users with an application password."""

from __future__ import annotations

from typing import Any

from flask import request

from .. import auth
from ..call import Call
from ..errors import WordPressError, no_route
from ..router import Router

#: What the benches of the recordings ran.
MAINWP = "6.1.2"
PHP = "8.2.36"
WORDPRESS = "7.0.4"


def register(router: Router) -> None:
    """Register the plugin's record and the ability that tells the environment."""
    router.add("GET", "/plugins/mainwp/mainwp", plugin, namespace="wp/v2", access="public")
    router.add(
        "GET",
        "/abilities/core/get-environment-info/run",
        environment,
        namespace="wp-abilities/v1",
        access="public",
    )


def plugin(call: Call) -> dict[str, Any]:
    """Answer ``GET /wp/v2/plugins/mainwp/mainwp``, both generations alike."""
    _require_user(call, "rest_cannot_view_plugin", "Sorry, you are not allowed to manage plugins for this site.")
    return {"plugin": "mainwp/mainwp", "status": "active", "name": "MainWP Dashboard", "version": MAINWP}


def environment(call: Call) -> dict[str, Any]:
    """Run the ability ``core/get-environment-info``."""
    if not call.modern:
        raise no_route()
    _require_user(call, "rest_ability_cannot_execute", "Sorry, you are not allowed to execute this ability.")
    return {
        "environment": "production",
        "php_version": PHP,
        "db_server_info": "10.11.19-MariaDB-0+deb12u1",
        "wp_version": WORDPRESS,
    }


def _require_user(call: Call, code: str, message: str) -> None:
    """Raise WordPress' refusal without an application password, and its other one with a wrong password."""
    call.user = auth.application_user(request, call.dashboard)
    call.simulator.note_auth("application password" if call.user else "none")
    if call.user:
        return
    if auth.basic(request):
        text = "The provided password is an invalid application password."
        raise WordPressError("incorrect_password", text, 401)
    raise WordPressError(code, message, 401)
