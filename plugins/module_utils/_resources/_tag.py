# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Tags. In the database and on the site routes the dashboard calls them groups."""

from __future__ import annotations

import re
from typing import Any

from .._fields import COLOR, IDS, TEXT, plain, sanitised, text_key
from .._noun import Detail, Field, Noun, Relation, Step

_COLOR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _wrong_name(name: Any) -> str | None:
    text = sanitised(name)
    if not text or text == "0":
        return "is empty after WordPress has cleaned it"
    if "," in text:
        return "has a comma, which breaks the list of tags that the dashboard keeps with each site"
    if text.isdigit():
        return "is all digits, so that it would be read as an id"
    return None


def _wrong_color(color: Any) -> str | None:
    return None if _COLOR.fullmatch(str(color)) else "is not #rgb or #rrggbb, and the dashboard drops it silently"


def _clients(rows: Any) -> list[dict[str, Any]]:
    found = [{"id": int(row["id"]), "name": plain(row["name"]), "email": plain(row["client_email"])} for row in rows]
    return sorted(found, key=lambda client: (client["name"].casefold(), client["id"]))


TAG = Noun(
    name="tag",
    plural="tags",
    rank=1,
    keys=("name",),
    key_of=lambda name: text_key(name).casefold(),
    path="tags",
    create=Step("POST", "tags/add"),
    edit=Step("PUT", "tags/{id}/edit"),
    remove=Step("DELETE", "tags/{id}/remove"),
    batch="tags/batch",
    details={"clients": Detail("tags/{id}/clients", _clients)},
    budget="1 to read; with sites 1 more, in a list with clients 1 more a tag; each change 1, and 1 to verify",
    fields=(
        # An edit without name blanks it. An add escapes HTML, cuts " (1)" and numbers duplicates; an edit does neither.
        Field(
            "name",
            option={"type": "str"},
            read="name",
            create="name",
            edit="name",
            codec=TEXT,
            resend=True,
            check=_wrong_name,
        ),
        # An empty colour keeps the old one.
        Field(
            "color",
            option={"type": "str"},
            read="color",
            create="color",
            edit="color",
            codec=COLOR,
            resend=True,
            check=_wrong_color,
        ),
        # `count_sites` counts links to sites that are gone, so it is not used.
        Field(
            "sites",
            option={"type": "list", "elements": "str"},
            codec=IDS,
            relation=Relation("site", "tags", read="sites_ids"),
        ),
    ),
)
