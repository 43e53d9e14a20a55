# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Turning what handlers return into HTTP answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Response


@dataclass
class Answer:
    """A handler's answer with a status or headers of its own; a handler that returns anything else means 200."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON answer as WordPress sends it; None is an empty body, as a handler that returns null gives."""
    text = "" if body is None else json.dumps(body, ensure_ascii=True)
    response = Response(text, status=status, content_type="application/json; charset=UTF-8")
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def select_fields(body: Any, fields: Any) -> Any:
    """Return WordPress' ``_fields`` applied to an envelope (not to the items in it); nothing left is ``[]``."""
    names = fields.split(",") if isinstance(fields, str) else list(fields)
    wanted = {str(name).strip() for name in names}
    if not isinstance(body, dict):
        return body
    kept = {name: value for name, value in body.items() if name in wanted}
    return kept or []
