# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A request's parameters as WordPress' REST server sees them: JSON body > form body > query > path > defaults."""

from __future__ import annotations

import builtins
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

from . import php
from .errors import WordPressError


class Params:
    """The merged parameters of one request; keeps each source apart, because some handlers look at one only."""

    def __init__(
        self,
        query: Mapping[str, Any] | None = None,
        form: Mapping[str, Any] | None = None,
        json_body: Any = None,
        path: Mapping[str, Any] | None = None,
        defaults: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> None:
        self.query = dict(query or {})
        self.form = dict(form or {})
        self.json = json_body
        self.path = dict(path or {})
        self.defaults = dict(defaults or {})
        #: Uploaded files: field -> (file name, content).
        self.files = dict(files or {})

    @property
    def merged(self) -> dict[str, Any]:
        """Return all parameters, the stronger source winning."""
        body = self.json if isinstance(self.json, dict) else {}
        return {**self.defaults, **self.path, **self.query, **self.form, **body}

    def has(self, name: str) -> bool:
        """Return whether the parameter was sent (or has a default), whatever its value."""
        return name in self.merged

    def get(self, name: str, default: Any = None) -> Any:
        """Return the parameter as it was sent, or ``default`` when it is absent."""
        return self.merged.get(name, default)

    def text(self, name: str, default: str = "") -> str:
        """Return the parameter as PHP's text."""
        return php.text(self.get(name, default))

    def int(self, name: str, default: builtins.int = 0) -> builtins.int:
        """Return the parameter as PHP's intval."""
        return php.integer(self.get(name, default))

    def truth(self, name: str) -> bool:
        """Return PHP's truth of the parameter (the text ``"false"`` is true)."""
        return php.truth(self.get(name))

    def flag(self, name: str, default: bool = False) -> bool:
        """Return MainWP's boolean of the parameter (true, "true", "yes", 1, "1")."""
        return php.flag(self.get(name)) if self.has(name) else default

    def list(self, name: str) -> builtins.list[str]:
        """Return a list parameter: a list as it is, text split at commas and blanks; empty entries are dropped."""
        return split_list(self.get(name))

    def ids(self, name: str) -> builtins.list[builtins.int]:
        """Return a parameter of ids; text that is no number becomes id 0."""
        return [abs(php.integer(entry)) for entry in self.list(name)]

    def page(self) -> tuple[builtins.int, builtins.int] | None:
        """Return ``(page, per_page)`` when both were given and not empty, else None: one alone is ignored."""
        page = self.get("page") or self.get("paged")
        per_page = self.get("per_page")
        if php.empty(page) or php.empty(per_page):
            return None
        return php.integer(page), php.integer(per_page)


def split_list(value: Any) -> list[str]:
    """Return WordPress' wp_parse_list of a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [php.text(entry) for entry in value if not isinstance(entry, (list, dict))]
    if value is None:
        return []
    return [entry for entry in re.split(r"[\s,]+", php.text(value)) if entry]


def php_query(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return pairs as PHP builds its arrays: ``a[]=1&a[]=2``, ``create[0][name]=x``; a later plain name wins."""
    result: dict[str, Any] = {}
    for raw_name, value in pairs:
        match = re.match(r"([^\[]+)((?:\[[^\]]*\])*)$", raw_name)
        if not match:
            result[raw_name] = value
            continue
        # PHP turns blanks and dots in a name into underscores.
        name = re.sub(r"[ .]", "_", match.group(1))
        keys = re.findall(r"\[([^\]]*)\]", match.group(2))
        if not keys:
            result[name] = value
            continue
        holder = result.setdefault(name, {})
        if not isinstance(holder, dict):
            holder = result[name] = {}
        for position, key in enumerate(keys):
            slot = key if key != "" else str(len(holder))
            if position == len(keys) - 1:
                holder[slot] = value
            else:
                inner = holder.setdefault(slot, {})
                if not isinstance(inner, dict):
                    inner = holder[slot] = {}
                holder = inner
    return {name: _listed(value) for name, value in result.items()}


def _listed(value: Any) -> Any:
    """Return a PHP array as a list where its keys are 0, 1, 2, ..., else as an object."""
    if not isinstance(value, dict):
        return value
    value = {key: _listed(entry) for key, entry in value.items()}
    if list(value) == [str(number) for number in range(len(value))]:
        return list(value.values())
    return value


def from_request(request: Request, method: str) -> tuple[Params, WordPressError | None]:
    """Return the parameters of an HTTP request and, when the JSON body cannot be read, the error that it causes."""
    query = php_query(parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True))
    form: dict[str, Any] = {}
    files: dict[str, tuple[str, bytes]] = {}
    json_body: Any = None
    error = None
    content_type = (request.mimetype or "").lower()
    if content_type == "application/json":
        raw = request.get_data(cache=True)
        if raw:
            try:
                json_body = json.loads(raw)
            except ValueError:
                error = WordPressError(
                    "rest_invalid_json",
                    "Invalid JSON body passed.",
                    400,
                    {"status": 400, "json_error_code": 4, "json_error_message": "Syntax error"},
                )
    elif content_type == "application/x-www-form-urlencoded" and method != "GET":
        raw = request.get_data(cache=True)
        form = php_query(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    elif content_type == "multipart/form-data" and method == "POST":
        # PHP fills its form and file arrays from multipart on POST only.
        form = php_query(list(request.form.items(multi=True)))
        files = {name: (item.filename or "", item.read()) for name, item in request.files.items()}
    return Params(query=query, form=form, json_body=json_body, files=files), error
