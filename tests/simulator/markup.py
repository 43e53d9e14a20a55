# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Addresses and notes as WordPress cleans them."""

from __future__ import annotations

import re


def clean_url(value: str) -> str:
    """Return an address as WordPress' esc_url_raw stores it: ``http://`` when it has no scheme, odd letters gone."""
    url = re.sub(r"[^a-zA-Z0-9\-~+_.?#=!&;,/:%@$|*'()\[\]\x80-\U0010ffff]", "", value.strip().replace(" ", "%20"))
    if not url:
        return ""
    if ":" not in url and url[0] not in "/#?":
        return f"http://{url}"
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):", url)
    return "" if scheme and scheme[1].lower() not in ("http", "https", "ftp", "ftps", "mailto") else url


#: The elements that a note may hold, with their attributes.
_NOTE = {"a": ("href", "title"), **dict.fromkeys(("br", "em", "strong", "p", "hr", "ul", "ol", "li", "h1", "h2"), ())}


def note(value: str) -> str:
    """Return text with the elements that notes may hold; other tags go and leave what they enclose."""
    result = re.sub(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)", "&amp;", value)

    def kept(match: re.Match[str]) -> str:
        tag = re.fullmatch(r"<(/?)\s*([a-zA-Z][a-zA-Z0-9]*)([^<>]*?)(\s*/)?>", match[0])
        if not tag:
            return match[0].replace("<", "&lt;").replace(">", "&gt;")
        name = tag[2].lower()
        if name not in _NOTE:
            return ""
        attributes = re.findall(r"([a-zA-Z\-]+)\s*=\s*(\"[^\"]*\"|'[^']*')", tag[3])
        wanted = "".join(f" {key.lower()}={text}" for key, text in attributes if key.lower() in _NOTE[name])
        return f"<{tag[1]}{tag[2]}{wanted}{' /' if tag[4] else ''}>"

    return re.sub(r"<[^<>]*>|[<>]", kept, result)
