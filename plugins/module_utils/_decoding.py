# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""From the body of an answer to data, or to the name of the layer that answered instead of the API."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(r"<[^>]+>")
_NOTICE = re.compile(r"\b(Warning|Notice|Deprecated|Strict Standards|Parse error|Fatal error)\b", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)
_LOGIN = re.compile(r"wp-login\.php|id=[\"']loginform|name=[\"']log[\"']", re.IGNORECASE)
_FIREWALL = re.compile(
    r"cloudflare|cf-ray|wordfence|sucuri|imunify|mod_?security|incapsula|akamai|web application firewall|"
    r"attention required|access denied|request blocked|captcha|checking your browser",
    re.IGNORECASE,
)
_CRITICAL = re.compile(r"critical error|wp-die-message|fatal error", re.IGNORECASE)


@dataclass(frozen=True)
class Decoded:
    """The data of a JSON body (``None`` for an empty one) and what PHP printed before it, as plain text."""

    data: Any
    notice: str = ""


def decode(text: str) -> Decoded | None:
    """Read a JSON body, also behind PHP notices, or before those of PHP's end.

    Returns ``None`` where the body is not the API's. JSON counts only if it reaches to the beginning or to the end of
    the body, so that a page with JSON inside a script is not taken for an answer.
    """
    body = text.lstrip("\ufeff").strip()
    if not body:
        return Decoded(None)
    try:
        return Decoded(json.loads(body))
    except ValueError:
        pass
    if _PAGE.search(body):
        return None
    decoder = json.JSONDecoder()
    # A notice can hold brackets itself, so that what stands between two notices would not be sure to be the answer.
    for match in re.finditer(r"[{\[]", body):
        before = body[: match.start()]
        try:
            data, end = decoder.raw_decode(body, match.start())
        except ValueError:
            continue
        after = body[end:]
        if (_NOTICE.search(before) and not after) or (not before and _NOTICE.search(after)):
            return Decoded(data, plain_text(before or after))
    return None


def breaks_off(text: str) -> bool:
    """Whether a body that could not be read begins as JSON does: the rest of it was lost."""
    return text.lstrip("\ufeff \r\n\t").startswith(("{", "["))


def plain_text(markup: str, limit: int = 300) -> str:
    """Markup as one line of text, at most ``limit`` characters."""
    text = " ".join(html.unescape(_TAG.sub(" ", markup)).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."


@dataclass(frozen=True)
class Layer:
    """Who answered instead of the API, what that means and what helps."""

    name: str
    cause: str
    hint: str


def foreign_layer(status: int, headers: Mapping[str, str], text: str) -> Layer:
    """Name the layer that sent a body which is not JSON."""
    names = {name.lower(): value for name, value in headers.items()}
    if _LOGIN.search(text):
        return Layer(
            "login_page",
            "A login page answered instead of the REST API.",
            "Exempt /wp-json/mainwp/ from the login protection, or pass its credentials in http_headers.",
        )
    if status == 401 and "www-authenticate" in names:
        return Layer(
            "http_auth",
            "The web server asks for HTTP authentication of its own.",
            "Exempt /wp-json/mainwp/ from it; where that cannot be, use auth_carrier=query and pass its Authorization "
            "in http_headers.",
        )
    if status in (403, 406, 429, 503) and (_FIREWALL.search(text) or "cf-ray" in names):
        return Layer(
            "waf",
            f"A firewall answered with HTTP {status}.",
            "Allow the address of this machine and the path /wp-json/mainwp/ there.",
        )
    if status in (502, 503, 504):
        return Layer(
            "web_server",
            f"The web server in front of WordPress answered HTTP {status}.",
            "PHP is down, overloaded or took longer than the proxy allows; see its log.",
        )
    if status >= 500:
        detail = plain_text(text, 160) if _CRITICAL.search(text) else ""
        return Layer(
            "php",
            f"PHP failed with HTTP {status}{': ' + detail if detail else ''}.",
            "The PHP error log of the dashboard names the reason.",
        )
    if status == 200:
        return Layer(
            "plain_permalinks",
            "A web page answered instead of the REST API.",
            "Choose any permalink structure but 'Plain' on the dashboard (Settings > Permalinks), and check "
            "dashboard_url.",
        )
    return Layer(
        "web_server",
        f"The web server answered HTTP {status} with a page of its own.",
        "Check dashboard_url and that the web server passes /wp-json/ to WordPress.",
    )
