# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Addresses and notes as WordPress cleans them."""

from __future__ import annotations

import re
from html.entities import html5

#: The schemes that are tried; WordPress allows some more.
_SCHEMES = ("http", "https", "ftp", "ftps", "mailto")


def clean_url(value: str) -> str:
    """Return an address as WordPress' esc_url_raw stores it: ``http://`` when it has no scheme, odd letters gone."""
    url = re.sub(r"[^a-zA-Z0-9\-~+_.?#=!&;,/:%@$|*'()\[\]\x80-\U0010ffff]", "", value.strip().replace(" ", "%20"))
    if not url:
        return ""
    if ":" not in url and url[0] not in "/#?":
        return f"http://{url}"
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):", url)
    return "" if scheme and scheme[1].lower() not in _SCHEMES else url


#: The elements that a note may hold, with their attributes.
_NOTE = {"a": ("href", "title"), **dict.fromkeys(("br", "em", "strong", "p", "hr", "ul", "ol", "li", "h1", "h2"), ())}


def note(value: str) -> str:
    """Return text with the elements and comments that notes may hold; other tags go and leave what they enclose.

    Whatever else could be markup is escaped; entities are brought into WordPress' form.
    """
    return re.sub(r"<!--.*?-->|<[^<>]*>|[<>]", _kept, re.sub(r"&(?:(#?)(\w+);)?", _entity, value), flags=re.DOTALL)


def _entity(match: re.Match[str]) -> str:
    """Return an entity as it is kept: numbers have three digits at least, unknown names are no entities."""
    sign, name = match[1], match[2]
    if sign and name.isdigit():
        return f"&#{int(name):03d};"
    if name and (re.fullmatch(r"x[0-9a-fA-F]+", name) if sign else f"{name};" in html5):
        return match[0]
    return "&amp;" + match[0][1:]


def _kept(match: re.Match[str]) -> str:
    """Return what is kept of a tag, a comment, or a bracket that is neither."""
    if match[0].startswith("<!--"):
        return match[0]
    tag = re.fullmatch(r"<(/?)\s*([a-zA-Z][a-zA-Z0-9]*)([^<>]*?)(\s*/)?>", match[0])
    if not tag:
        return match[0].replace("<", "&lt;").replace(">", "&gt;")
    name = tag[2].lower()
    if name not in _NOTE:
        return ""
    attributes = re.findall(r"""([a-zA-Z\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag[3])
    wanted = ""
    for key, *forms in attributes:
        if key.lower() in _NOTE[name]:
            text = "".join(forms)
            wanted += f' {key.lower()}="{_without_script(text) if key.lower() == "href" else text}"'
    return f"<{tag[1]}{tag[2]}{wanted}{' /' if tag[4] else ''}>"


def _without_script(address: str) -> str:
    """Return an address without a scheme that is not allowed."""
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):", address)
    return address[len(scheme[0]) :] if scheme and scheme[1].lower() not in _SCHEMES else address
