# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Fields that clients have beyond the built-in ones.

The plugin makes every error without a status, so that all of them are 500.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any
from urllib.parse import unquote

from .. import php
from ..arguments import Argument
from ..call import Call
from ..errors import failed
from ..router import Router
from ..state.records import ClientField

_NAME_LENGTH, _DESCRIPTION_LENGTH = 191, 255


def register(router: Router) -> None:
    """Register the routes of client fields; edit takes PUT and PATCH, not POST."""
    words = {"name": Argument("string"), "description": Argument("string")}
    required = {name: Argument("string", required=True) for name in words}
    router.add(
        "GET",
        "/clients/fields",
        list_fields,
        arguments={
            "search": Argument("string"),
            "include": Argument("string"),
            "exclude": Argument("string"),
            "page": Argument("integer"),
            "pre_page": Argument("integer", minimum=1, maximum=200),
        },
    )
    router.add("POST", "/clients/fields/add", add, arguments=required)
    router.add(("PUT", "PATCH"), r"/clients/fields/(?P<id_name>[^/]+)/edit", edit, arguments=words)
    router.add("DELETE", r"/clients/fields/(?P<id_name>[^/]+)/delete", delete)


def render(row: ClientField) -> dict[str, str]:
    """Return a field's definition."""
    return {"name": row.name, "field_id": str(row.id), "description": row.description}


def list_fields(call: Call) -> dict[str, Any]:
    """Answer ``GET /clients/fields``: newest first, a page beyond the end is the last one, none is ``success: 0``."""
    params = call.params
    rows = sorted(call.dashboard.client_fields, key=lambda row: -row.id)
    if params.truth("search"):
        pattern = php.like(php.escape_html(params.text("search")))
        rows = [row for row in rows if pattern.search(row.name)]
    if params.truth("include"):
        rows = [row for row in rows if _listed(row, params.list("include"), all)]
    if params.truth("exclude"):
        rows = [row for row in rows if not _listed(row, params.list("exclude"), any)]
    if not rows:
        return {"success": 0, "message": "No client fields found."}
    per_page = params.int("per_page") or 20
    pages = ceil(len(rows) / per_page)
    page = min(max(params.int("page"), 1), pages)
    shown = rows[(page - 1) * per_page : page * per_page]
    return {"success": 1, "total": len(rows), "pages": pages, "data": [render(row) for row in shown]}


def add(call: Call) -> dict[str, Any]:
    """Answer ``POST /clients/fields/add``, which reads the form body only."""
    if not call.params.form:
        raise failed("empty_body", "Request body is empty.")
    name = php.sanitize_text_field(call.params.form.get("name"))
    description = php.sanitize_text_field(call.params.form.get("description"))
    if php.empty(name) or php.empty(description):
        raise failed("empty_name", "Name and description are required.")
    if _taken(call, name) or len(name) > _NAME_LENGTH or len(description) > _DESCRIPTION_LENGTH:
        raise failed("create_field_failed", "Create client field failed.")
    row = call.dashboard.client_fields.insert(ClientField(name, description))
    return {"success": 1, "message": "Client field created successfully.", "data": render(row)}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/clients/fields/{id_name}/edit``, which reads the JSON body only.

    Values that are stored already fail.
    """
    row = find(call)
    body = call.params.json if isinstance(call.params.json, dict) else {}
    if not body:
        raise failed("empty_body", "Request body is empty.")
    name = php.sanitize_text_field(body.get("name")) or row.name
    description = php.sanitize_text_field(body.get("description")) or row.description
    other = _taken(call, name)
    if (
        (other is not None and other is not row)
        or (name, description) == (row.name, row.description)
        or len(name) > _NAME_LENGTH
        or len(description) > _DESCRIPTION_LENGTH
    ):
        raise failed("update_field_failed", "Field already exists, try different field name.")
    row.name, row.description = name, description
    return {"success": 1, "message": "Client field updated successfully."}


def delete(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /clients/fields/{id_name}/delete``: the values of all clients go too."""
    row = find(call)
    call.dashboard.client_fields.delete(row.id)
    for client in call.dashboard.clients:
        client.custom.pop(row.id, None)
    return {"success": 1, "message": "Client field deleted successfully."}


def find(call: Call) -> ClientField:
    """Return the field that ``id_name`` names: digits are an id, else a general field's name, brackets dropped."""
    wanted = php.sanitize_text_field(unquote(call.params.text("id_name")))
    row = None
    if wanted.isdigit():
        row = call.dashboard.client_fields.get(int(wanted))
    else:
        row = _taken(call, re.sub(r"[\[\]]", "", wanted))
    if row is None:
        raise failed("invalid_field_id", "Invalid client field.")
    return row


def _taken(call: Call, name: str) -> ClientField | None:
    """Return the general field with that name, letter case ignored, or None."""
    rows = (row for row in call.dashboard.client_fields if row.client_id == 0 and row.name.lower() == name.lower())
    return next(rows, None)


def _listed(row: ClientField, entries: list[str], quantifier: Any) -> bool:
    """Return whether a row is in a list of ids and names; both kinds given, ``include`` wants both to match."""
    ids = {int(entry) for entry in entries if entry.isdigit()}
    names = {entry.lower() for entry in entries if not entry.isdigit()}
    tests = ([row.id in ids] if ids else []) + ([row.name.lower() in names] if names else [])
    return bool(tests) and bool(quantifier(tests))
