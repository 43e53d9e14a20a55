# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A record as a request that can be sent, to the simulator or to a real dashboard, and the answer that came back."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata


@dataclass(frozen=True)
class Outgoing:
    """A request without the address of the dashboard: its path begins with /wp-json/."""

    method: str
    scheme: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What came back. Headers are found by their usual spelling."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """Return the content type, "" without one."""
        return self.headers.get("Content-Type", "")

    @property
    def response(self) -> Any:
        """Return the body as a record holds it: decoded, ``""`` when it is empty, below ``_raw`` when it is no JSON."""
        if self.text == "":
            return ""
        try:
            return json.loads(self.text)
        except ValueError:
            return {"_raw": self.text[:2000]}

    @classmethod
    def recorded(cls, record: dict[str, Any]) -> Answer:
        """Return the answer that a record holds."""
        response = record["response"]
        raw = raw_body(response)
        text = json.dumps(response, ensure_ascii=False) if raw is None else raw
        headers = {"Content-Type": "application/json; charset=UTF-8", **(record.get("headers") or {})}
        return cls(record["status"], text, headers)


def raw_body(response: Any) -> str | None:
    """Return the text of a recorded body that was not JSON, None for one that was."""
    if isinstance(response, dict) and "_raw" in response:
        return str(response["_raw"])
    return "" if response == "" else None


def prepare(record: dict[str, Any], keys: dict[str, Any]) -> Outgoing:
    """Return a record's request, with the credentials that its ``auth`` names.

    ``keys`` holds ``rw``, ``ro``, ``wo``, ``off`` (bearer tokens), ``v1`` (``consumer_key``, ``consumer_secret``) and
    ``application`` (``user``, ``password``); those that no record of a folder names may be missing.
    """
    namespace = record.get("namespace", "mainwp/v2")
    query = dict(record.get("query") or {})
    headers = dict(record.get("headers_sent") or {})
    _authenticate(record["auth"], keys, headers, query)
    body, content_type = _body(record)
    if content_type:
        headers.setdefault("Content-Type", content_type)
    return Outgoing(
        method=record["method"],
        scheme=record.get("scheme", "https"),
        path=f"/wp-json/{namespace}{record['path']}" if namespace else f"/wp-json{record['path']}",
        query=urlencode(_php_pairs(query)),
        headers=headers,
        body=body,
    )


def _authenticate(kind: str, keys: dict[str, Any], headers: dict[str, str], query: dict[str, Any]) -> None:
    """Add the credentials that a record's ``auth`` names."""
    secret, _separator, key = keys["rw"].partition("==")
    pair = {"consumer_key": f"ck_{key}", "consumer_secret": f"cs_{secret}"}
    if kind in ("rw", "ro", "wo", "off"):
        headers["Authorization"] = f"Bearer {keys[kind]}"
    elif kind == "v1hdr":
        headers["X-Api-Key"] = json.dumps(keys["v1"])
    elif kind == "v2hdr":
        headers["X-Api-Key"] = json.dumps(pair)
    elif kind == "v1query":
        query.update(keys["v1"])
    elif kind == "v2query":
        query.update(pair)
    elif kind == "v2basic":
        headers["Authorization"] = _basic(pair["consumer_key"], pair["consumer_secret"])
    elif kind == "application password":
        headers["Authorization"] = _basic(keys["application"]["user"], keys["application"]["password"])
    elif kind != "none":
        raise ValueError(f"unknown auth {kind!r}")


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _body(record: dict[str, Any]) -> tuple[bytes, str]:
    """Return a record's body and its content type, "" where the record itself says it or there is no body."""
    form = record.get("form")
    if record.get("multipart"):
        files = {name: (part["filename"], part["content"], part["type"]) for name, part in record["multipart"].items()}
        return encode_multipart_formdata({**(form or {}), **files})
    if "json" in record:
        return json.dumps(record["json"]).encode(), "application/json"
    if isinstance(form, dict):
        return urlencode(_php_pairs(form)).encode(), "application/x-www-form-urlencoded"
    return (form or "").encode(), ""


def _php_pairs(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return form or query values as pairs, nested ones the way PHP writes them."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, dict):
            pairs += _php_pairs({f"{name}[{key}]": entry for key, entry in value.items()})
        elif isinstance(value, list):
            pairs += _php_pairs({f"{name}[{number}]": entry for number, entry in enumerate(value)})
        else:
            pairs.append((name, str(value)))
    return pairs
