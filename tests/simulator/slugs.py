# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Names as WordPress puts them into addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container


def slug(text: str) -> str:
    """Return a title as a slug: lower case, no accents, blanks and dots as hyphens, all else that is odd gone."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    plain = re.sub(r"<[^>]*>|&[^;\s]+;", "", plain.lower()).replace(".", "-")
    plain = re.sub(r"[^a-z0-9 _-]", "", plain)
    return re.sub(r"-+", "-", re.sub(r"\s+", "-", plain)).strip("-")


def unused(wanted: str, taken: Container[str]) -> str:
    """Return a slug, or the slug with the first number from 2 on that makes it one which is not taken."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
