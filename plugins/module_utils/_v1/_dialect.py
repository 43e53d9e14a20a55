# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which requests of version 2 of the API are answered through version 1, and how. Everything else is refused unsent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .._errors import InputError
from .._transport import Answer, Call
from . import _lists, _site_writes, _sites, _updates
from ._ask import Ask, Request

_SITE = r"sites/(?P<site>\d+)"
_UPDATE = r"updates/(?P<site>\d+)"
_KIND = r"(?P<kind>plugins|themes)"

ROUTES: tuple[tuple[str, str, Callable[[Request], Any]], ...] = (
    ("GET", "sites/basic", _sites.listed),
    ("GET", f"{_SITE}/security", _sites.security),
    ("GET", f"{_SITE}/non-mainwp-changes", _sites.changes),
    ("GET", f"{_SITE}/{_KIND}/abandoned", _sites.abandoned),
    ("GET", f"{_SITE}/costs", _lists.costs_of_site),
    ("GET", "tags", _lists.tags),
    ("GET", "clients", _lists.clients),
    ("GET", "costs", _lists.costs),
    ("GET", _UPDATE, _updates.available),
    ("POST", "sites/add", _site_writes.add),
    ("PUT", f"{_SITE}/edit", _site_writes.edit),
    ("PUT", f"{_SITE}/suspend", _site_writes.suspend),
    ("PUT", f"{_SITE}/unsuspend", _site_writes.unsuspend),
    ("PUT", f"{_SITE}/sync", _site_writes.sync),
    ("PUT", f"{_SITE}/reconnect", _site_writes.confirmed("POST", "site/reconnect-site")),
    ("PUT", f"{_SITE}/disconnect", _site_writes.confirmed("POST", "site/disconnect-site")),
    ("DELETE", f"{_SITE}/remove", _site_writes.confirmed("DELETE", "site/remove-site")),
    ("POST", f"{_SITE}/{_KIND}/activate", _site_writes.manage("activate")),
    ("POST", f"{_SITE}/{_KIND}/deactivate", _site_writes.manage("deactivate")),
    ("DELETE", f"{_SITE}/{_KIND}/delete", _site_writes.manage("delete")),
    ("PUT", f"{_UPDATE}/update/{_KIND}", _updates.update_items),
    ("PUT", f"{_UPDATE}/update/wp", _updates.update_core),
    ("PUT", f"{_UPDATE}/update/translations", _updates.update_translations),
)


class Dialect:
    """Answers requests of version 2 with those of version 1.

    Args:
        ask: sends one request of version 1.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[str, Any] = {}

    def answer(self, call: Call) -> Answer:
        """The answer as version 2 would give it.

        Raises:
            InputError: version 1 has nothing for it; nothing was sent.
            MainwpError: what asking raises.
        """
        for method, pattern, work in ROUTES:
            match = re.fullmatch(pattern, call.path)
            if match and method == call.method:
                named = match.groupdict()
                request = Request(self._ask, call, int(named.get("site") or 0), named.get("kind") or "", self._known)
                return Answer(200, work(request), {})
        raise InputError(
            f"{call.method} {call.path} needs version 2 of the API.",
            hint="Set api_key, and api_version to auto or v2.",
        )
