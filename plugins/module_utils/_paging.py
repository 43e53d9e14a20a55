# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Lists that the dashboard sends in pages, put together again.

Its ``total`` is sometimes the number of rows in this answer, so pages are read until one is short or brings nothing new
(the list of client fields repeats its last page for ever).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from ._errors import unreadable
from ._transport import Call

# The records of one answer, and its data as they were sent.
Page = tuple[list[dict[str, Any]], Any]


def pages(read: Callable[[Call], Page], call: Call, size: int) -> Iterator[Page]:
    """What ``read`` makes of each page of a list, ``size`` records a page.

    Raises:
        MainwpError: what reading a page raises.
    """
    seen: set[str] = set()
    number = 1
    while True:
        page = read(replace(call, query={**(call.query or {}), "page": number, "per_page": size}))
        yield page
        sent = entries(page[1])
        fresh = {_identity(entry) for entry in sent} - seen
        if len(sent) < size or not fresh:
            return
        seen |= fresh
        number += 1


def records(found: Iterable[Page]) -> list[dict[str, Any]]:
    """The records of all pages, each once."""
    rows: dict[str, dict[str, Any]] = {}
    for page, _sent in found:
        for row in page:
            rows.setdefault(_identity(row), row)
    return list(rows.values())


def as_sent(found: Iterable[Page]) -> Any:
    """The records of all pages in the form in which the dashboard sends them: a list, or an object.

    Of an object nothing but the keys may say what its values are about.

    Raises:
        RefusedError: a key means another record on another page, so that it is none.
    """
    rows: dict[str, Any] = {}
    keyed = False
    for page, sent in found:
        keyed = keyed or isinstance(sent, dict)
        for key, row in sent.items() if isinstance(sent, dict) else ((_identity(row), row) for row in page):
            if _identity(rows.setdefault(key, row)) != _identity(row):
                raise unreadable(f"The key {key} stands for several records of the dashboard's list.")
    return rows if keyed else list(rows.values())


def entries(data: Any) -> list[Any]:
    """The entries of a list, or of an object in place of one."""
    return list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []


def _identity(row: Any) -> str:
    if not isinstance(row, dict):
        return repr(row)
    for key in ("id", "field_id", "client_id", "key_id"):
        if key in row:
            return f"{key}:{row[key]}"
    return repr(sorted(row.items(), key=str))
