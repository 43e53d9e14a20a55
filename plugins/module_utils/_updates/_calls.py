# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""One update call to one site, and what its answer says of each item. The answer proves nothing: it is a hint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from .._children import child_reason
from .._clock import Clock
from .._dashboard import Dashboard
from .._decoding import plain_text
from .._errors import AnswerLostError, NotFoundError, NotJsonError, RefusedError
from .._fields import mapping
from ._offers import CORE_SLUG, ROUTES

# The route of WordPress itself crashes over an exception that it does not know (MainWP 6.1). A crash is reported as a
# page, or with this code to a client that asks for JSON.
CRASHED = "internal_server_error"
CORE_CRASHED = "The dashboard got no answer from the child, or the child's host does not let WordPress be updated."

ANSWERED = "answered"  # the dashboard talked to the child, or had no reason to
UNREACHABLE = "unreachable"  # the dashboard got no usable answer from the child; it may have worked all the same
LOST = "lost"  # we got no answer from the dashboard


@dataclass(frozen=True)
class Reported:
    """What the child says of one item.

    Args:
        changed: whether it says that it installed something; None where it never says (translations).
        text: why not, where it says it.
    """

    ok: bool
    changed: bool | None
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of one call: how it ended, the items by slug, and a reason that holds for all of them.

    Args:
        undone: whether the dashboard says that it changed nothing.
    """

    ended: str
    seconds: float
    reported: Mapping[str, Reported] = field(default_factory=dict)
    reason: str = ""
    undone: bool = False

    def disowns(self, slug: str) -> bool:
        """Whether the answer rules out that this call installed an item: it was refused, or names other items only.

        An answer without any item does not: some updates of premium plugins never say what they did.
        """
        return self.undone or (self.ended == ANSWERED and bool(self.reported) and slug not in self.reported)


def call(dashboard: Dashboard, clock: Clock, site_id: int, kind: str, slugs: Sequence[str]) -> Answer:
    """Update the named plugins, themes or translations of a site, or its WordPress.

    The slugs are always named: without any, the dashboard does nothing, whatever its manual says. They travel as a
    list, since text is split at blanks, which file names may contain. The route looks neither at suspension nor, for
    WordPress, at whether anything is on offer or ignored.

    Raises:
        MainwpError: the dashboard itself failed: not reached, redirected, key refused.
    """
    begun = clock.monotonic()
    body = None if kind == "core" else {"slug": list(slugs)}

    def answer(ended: str, reason: str = "", reported: Mapping[str, Reported] | None = None) -> Answer:
        return Answer(ended, clock.monotonic() - begun, reported or {}, reason, ended == ANSWERED and bool(reason))

    try:
        found = dashboard.write("PUT", f"updates/{site_id}/update/{ROUTES[kind]}", json=body, contacts_child=True)
    except AnswerLostError as error:
        return answer(LOST, error.message)
    except NotJsonError as error:
        return answer(UNREACHABLE, _page(kind, error))
    except NotFoundError as error:
        return answer(ANSWERED, error.message)
    except RefusedError as error:
        reason = child_reason(error)
        if kind == "core" and error.status == 200:
            # The route loses the child's own words.
            reason += " Another update may be running there, or WordPress has no newer version for its language."
        elif kind == "core" and error.code == CRASHED:
            reason = CORE_CRASHED
        return answer(UNREACHABLE if (error.status or 0) >= 500 else ANSWERED, reason)
    if kind == "core":
        return answer(ANSWERED, reported={CORE_SLUG: _core(mapping(found).get("data"))})
    return answer(ANSWERED, reported=items(mapping(found).get("data"), versions=kind != "translation"))


def items(data: Any, *, versions: bool) -> dict[str, Reported]:
    """Decode the answer item by item.

    A failed plugin is there twice: with its text under the URL-encoded file name, without it under the plain one. An
    item that was up to date already, as when the dashboard's list was old, has an empty ``old_version`` and counts as
    a success. Only a translation always has an empty one.
    """
    merged: dict[str, Reported] = {}
    for key, raw in mapping(data).items():
        entry = mapping(raw)
        slug = unquote(key)
        old, new = str(entry.get("old_version") or ""), str(entry.get("version") or "")
        changed = bool(old) and old != new if versions else None
        found = Reported(bool(entry.get("success")), changed, plain_text(str(entry.get("error") or "")))
        before = merged.get(slug)
        if before is not None:
            found = Reported(before.ok and found.ok, found.changed or before.changed, before.text or found.text)
        merged[slug] = found
    return merged


def _core(data: Any) -> Reported:
    """WordPress: without ``data`` it was the latest version already."""
    entry = mapping(data)
    return Reported(True, bool(entry.get("version")) and entry.get("version") != entry.get("old_version"))


def _page(kind: str, error: NotJsonError) -> str:
    """What a page instead of an answer means."""
    return CORE_CRASHED if kind == "core" and error.layer == "php" else error.sentence()
