# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The keys of the API itself, v2 and v1 side by side; the plugin makes most errors without a status, so that they are
500.
"""

from __future__ import annotations

import secrets
from math import ceil
from typing import Any

from .. import php
from ..arguments import REFUSED, Argument, Problem
from ..call import Call
from ..errors import crashed, failed
from ..router import Router
from ..state.records import ApiKey, LegacyKey

#: More characters than this do not fit into the column of a v2 key's description.
DESCRIPTION_LENGTH = 200

#: What a right is called when it is read; what is stored is never shown.
_READ, _WRITE = "Read", "Write &amp; Delete"
_TITLES = {
    "read": [_READ],
    "r": [_READ],
    "write": [_WRITE],
    "delete": [_WRITE],
    "w": [_WRITE],
    "d": [_WRITE],
    "read_write": [_READ, _WRITE],
}


def register(router: Router) -> None:
    """Register the routes; there is none for a single key."""
    one = r"(?P<key_identifier>ck_[a-f0-9]{40}|[1-9][0-9]*)"
    rights = Argument(check=_check_permissions)
    router.add("GET", "/rest-api/keys", list_keys)
    router.add(
        "POST",
        "/rest-api/add-key",
        add,
        arguments={
            "active": Argument(required=True),
            "permissions": Argument(required=True, check=_check_permissions),
        },
    )
    router.add(("PUT", "PATCH"), f"/rest-api/edit-key/{one}", edit, arguments={"permissions": rights})
    router.add("DELETE", f"/rest-api/delete-key/{one}", delete)


def _check_permissions(value: Any) -> Problem | None:
    if php.empty(value):
        return REFUSED
    if isinstance(value, (list, dict)):
        raise crashed()
    if all(word in ("read", "write") for word in php.text(value).split(",")):
        return None
    return "invalid_method", "Invalid method value.", None


def list_keys(call: Call) -> dict[str, Any]:
    """Answer ``GET /rest-api/keys``: v1 keys, then v2, newest first; a page beyond the end is the last one."""
    keys: list[dict[str, Any]] = [_legacy(row) for row in call.dashboard.legacy_keys]
    keys += [_current(row) for row in sorted(call.dashboard.keys, key=lambda row: -row.id)]
    size = abs(call.params.int("per_page")) or 20
    pages = max(1, ceil(len(keys) / size))
    page = min(abs(call.params.int("page")) or 1, pages)
    return {"success": 1, "total": len(keys), "pages": pages, "data": keys[(page - 1) * size : page * size]}


def _current(row: ApiKey) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "user_id": str(row.user_id),
        "version": "v2",
        "description": row.description,
        "permissions": _TITLES.get(row.permissions, ["Unknown"]),
        "truncated_key": row.consumer_key[-7:],
        "active": row.enabled,
        "last_access": php.mysql_date(row.last_access) if row.last_access else "",
    }


def _legacy(row: LegacyKey) -> dict[str, Any]:
    titles = [_TITLES.get(letter, ["Unknown"])[0] for letter in row.permissions.split(",")]
    return {
        "id": row.consumer_key,
        "version": "v1",
        "description": row.description,
        "permissions": list(dict.fromkeys(titles)),
        "truncated_key": row.consumer_key[-7:],
        "active": row.enabled,
    }


def add(call: Call) -> dict[str, Any]:
    """Answer ``POST /rest-api/add-key``, which reads the form body only, and shows the token this once."""
    form = call.params.form
    if not form:
        raise failed("empty_body", "Request body is empty.")
    description = php.sanitize_text_field(php.unslash(php.text(form.get("description"))))
    if len(description) > DESCRIPTION_LENGTH:
        raise failed("create_key_failed", "Create API key failed.")
    key = call.dashboard.keys.insert(
        ApiKey(
            f"ck_{secrets.token_hex(20)}",
            f"cs_{secrets.token_hex(20)}",
            _scope(php.text(form.get("permissions"))),
            php.rest_boolean(form.get("active")),
            description,
            user_id=call.key.user_id if call.key else 1,
            owner_manages=call.key.owner_manages if call.key else True,
        )
    )
    return {"success": 1, "message": "API Key created successfully.", "token": key.token}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/rest-api/edit-key/{key_identifier}``, which reads the JSON body only; nothing can be blanked."""
    key = find(call)
    body = call.params.json if isinstance(call.params.json, dict) else {}
    if not body:
        raise failed("empty_body", "Request body is empty.")
    description = php.sanitize_text_field(php.unslash(php.text(body.get("description")))) or key.description
    if isinstance(key, ApiKey) and len(description) > DESCRIPTION_LENGTH:
        raise failed("update_key_failed", "Update API key failed.")
    key.description = description
    if "active" in body:
        key.enabled = php.rest_boolean(body["active"])
    if php.truth(body.get("permissions")):
        scope = _scope(body["permissions"])
        key.permissions = scope if isinstance(key, ApiKey) else _LETTERS[scope]
    return {"success": 1, "message": "API Key updated successfully."}


def delete(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /rest-api/delete-key/{key_identifier}``; a key may delete itself."""
    key = find(call)
    if isinstance(key, ApiKey):
        call.dashboard.keys.delete(key.id)
    else:
        call.dashboard.legacy_keys.remove(key)
    return {"success": 1, "message": "API Key deleted successfully."}


def find(call: Call) -> ApiKey | LegacyKey:
    """Return the key that ``key_identifier`` names (a body's beats the path's): digits v2, a consumer key v1."""
    wanted = call.params.text("key_identifier")
    key: ApiKey | LegacyKey | None
    if php.is_numeric(wanted):
        key = call.dashboard.keys.get(php.integer(wanted))
    else:
        key = call.dashboard.find_legacy_key(wanted)
    if key is None:
        raise failed("api_key_not_found", "API key not found.")
    return key


#: A v2 scope as v1 stores it.
_LETTERS = {"read": "r", "write": "w,d", "read_write": "r,w,d"}


def _scope(permissions: str) -> str:
    """Return the stored scope of a comma list of read and write."""
    words = permissions.split(",")
    if "write" in words:
        return "read_write" if "read" in words else "write"
    return "read"
