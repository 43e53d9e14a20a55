# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Changing sites through version 1 of the API. It says "Process ran." whatever happened, so the caller reads back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._decoding import plain_text
from .._errors import RefusedError
from .._fields import number
from ._ask import Request
from ._sites import read, shown, wordpress_version

DONE = {"success": 1}


def add(request: Request) -> Any:
    """Answer ``POST sites/add``; a refusal is an ``error`` with HTTP 200."""
    # It would be ignored; the engine finds that and edits the new site.
    body = {name: value for name, value in request.body.items() if name != "client_id"}
    answer = request.send("POST", "site/add-site", body)
    return {"success": 1, "data": {"id": number(answer.get("siteid")) if isinstance(answer, dict) else None}}


def edit(request: Request) -> Any:
    """Answer ``PUT sites/{id}/edit``."""
    return _edit(request, request.body)


def suspend(request: Request) -> Any:
    """Answer ``PUT sites/{id}/suspend``, which version 1 has as a field of the edit only."""
    return _edit(request, {"suspended": 1})


def unsuspend(request: Request) -> Any:
    """Answer ``PUT sites/{id}/unsuspend``."""
    return _edit(request, {"suspended": 0})


def _edit(request: Request, values: Any) -> Any:
    # For an unknown site the answer is a bare false.
    if request.send("PUT", "site/edit-site", {**values, "site_id": request.site}) is False:
        raise request.no_site()
    return DONE


def confirmed(method: str, path: str) -> Callable[[Request], Any]:
    """The translation of a write that has nothing but the site."""

    def work(request: Request) -> Any:
        request.send(method, path, {"site_id": request.site})
        return DONE

    return work


def sync(request: Request) -> Any:
    """Answer ``PUT sites/{id}/sync`` with the record afterwards: only that tells how the sync went.

    It holds the version of WordPress besides, by which an update of WordPress is judged.
    """
    request.send("POST", "site/sync-site", {"site_id": request.site})
    row = read(request, request.site)
    if row is None:
        raise request.no_site()
    if row.get("sync_errors"):
        return {"success": 0, "error": plain_text(str(row["sync_errors"]))}
    return {"success": 1, "data": {**shown(row), "wp_version": wordpress_version(row)}}


def manage(action: str) -> Callable[[Request], Any]:
    """The translation of an action on plugins or themes: one request for each slug.

    Version 1 really switches a site to a theme that it does not have; the modules ask for installed ones only.
    """

    def work(request: Request) -> Any:
        slugs = str(request.body.get("slug") or request.query.get("slug") or "")
        word = request.kind.removesuffix("s")
        if not slugs:
            raise RefusedError(f"No {word} is named.", **request.call.where)
        for slug in slugs.split(","):
            values = {"site_id": request.site, word: slug, "action": action}
            request.send("POST", f"site/site-manage-{word}", values)
        return DONE

    return work
