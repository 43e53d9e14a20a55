# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What a job of the dashboard says of one site, taken apart item by item.

A job has one text for each site: ``plugins: <file>: <text>; <file>: <text>; themes: <text>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .._children import TOKENS
from ._calls import Reported
from ._offers import TYPES, Offer

_SECTION = re.compile(r"(?:^|; )(core|plugins|themes|translations): ")


def told(text: str, offer: Offer, offers: Iterable[Offer]) -> tuple[Reported | None, str]:
    """What a site's text says of one item.

    Args:
        offers: everything that was on offer on the site, by whose slugs the text is taken apart.

    Returns:
        The failure of the item itself, or None and what holds for all items of its type; both empty where the text
        is about something else.
    """
    parts = _SECTION.split(text)
    if len(parts) == 1:
        return None, spelled_out(text)  # not about a type: the whole site failed
    sections = {TYPES[word]: said for word, said in zip(parts[1::2], parts[2::2], strict=True)}
    section = sections.get(offer.type, "")
    slugs = [one.slug for one in offers if one.type == offer.type]
    pieces = _pieces(section, slugs)
    if offer.slug in pieces:
        return Reported(False, None, spelled_out(pieces[offer.slug])), ""
    if pieces:
        return None, ""
    return None, spelled_out(section)


def spelled_out(text: str) -> str:
    """A text as a sentence, with the dashboard's short words for unreachable children in full."""
    text = TOKENS.get(text.strip(), text.strip())
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _pieces(section: str, slugs: Iterable[str]) -> dict[str, str]:
    """The text of each item that a section names."""
    names = "|".join(re.escape(slug) for slug in slugs)
    if not names:
        return {}
    parts = re.split(rf"(?:^|; )({names}): ", section)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
