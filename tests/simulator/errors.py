# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The two ways in which a handler refuses: a WordPress error, and a page that PHP or a server wrote."""

from __future__ import annotations

import json
from typing import Any

from flask import request

from . import pages


class WordPressError(Exception):
    """An answer in WordPress' error envelope: ``{"code", "message", "data"}``.

    ``data`` is ``{"status": status}`` unless given: the plugin builds some errors without a status (``data`` is then
    ``None`` and WordPress answers 500) and some with a bare number as data (also 500).
    """

    def __init__(self, code: str, message: str, status: int = 500, data: Any = ...) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.data = {"status": status} if data is ... else data

    def body(self) -> dict[str, Any]:
        """Return the error as the object that is sent."""
        return {"code": self.code, "message": self.message, "data": self.data}


class RawAnswer(Exception):
    """Ends the request with a body that is not made by the REST server (an HTML page, an empty body)."""

    def __init__(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"raw answer {status}")
        self.status = status
        self.body_text = body
        self.headers = headers or {"Content-Type": "text/html; charset=UTF-8"}


def crashed() -> RawAnswer:
    """Return WordPress' answer when PHP dies: an error object for a client that speaks of JSON, else a page."""
    if not (request.is_json or "application/json" in request.headers.get("Accept", "")):
        return RawAnswer(500, pages.critical_error())
    text = "<p>There has been a critical error on this website.</p>"
    body = {"code": "internal_server_error", "message": text, "data": {"status": 500}, "additional_errors": []}
    return RawAnswer(500, json.dumps(body), {"Content-Type": "application/json; charset=UTF-8"})


def failed(code: str, message: str) -> WordPressError:
    """Return an error as many handlers make it: without a status, so that it travels as 500."""
    return WordPressError(code, message, 500, None)


def no_route() -> WordPressError:
    """Return the error for an unknown path; a known path with another method gives the same, never a 405."""
    return WordPressError("rest_no_route", "No route was found matching the URL and request method.", 404)


def not_authenticated() -> WordPressError:
    """Return the error for a call without a key on a route that needs one."""
    return WordPressError("mainwp_rest_authentication_error", "You are not authenticated.", 401)


def no_permission(ability: str) -> WordPressError:
    """Return how v2 reports an ability's permission check that failed: a 500, whatever the reason."""
    message = f'Ability "mainwp/{ability}" does not have necessary permission.'
    return WordPressError("ability_invalid_permissions", message)


def not_found(kind: str, by: str = "id") -> WordPressError:
    """Return the shared 404 of MainWP: ``kind`` is ``tag``, ``client``, ``site``; ``by`` is id, domain or email."""
    if by == "id":
        return WordPressError(f"mainwp_rest_invalid_{kind}_id", "Invalid or not found ID.", 404)
    return WordPressError(f"mainwp_rest_invalid_{kind}_data", f"Invalid or not found {by}.", 404)
