# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How the routes of users, posts and pages name the sites that they work on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .. import php
from ..arguments import Argument, Problem
from ..call import Call
from ..errors import WordPressError, crashed, failed
from ..state.dashboard import Dashboard
from ..state.records import Site

_EMAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")

#: A site's id or host, as the patterns of these routes know it: no ports, no paths, a short last label.
ID_DOMAIN = r"(?P<id_domain>\d+|[A-Za-z0-9\-.]*[A-Za-z0-9\-]{1,63}\.[A-Za-z]{2,6})"


def one_of(name: str, choices: tuple[str, ...]) -> Callable[[Any], Problem | None]:
    """Return the check for a text with choices; ``name`` is the singular word of the message."""

    def check(value: Any) -> Problem | None:
        if isinstance(value, (list, dict)):
            raise crashed()
        if php.empty(value) or value in choices:
            return None
        return f"invalid_{name}", f"Invalid {name}. Allowed values: {', '.join(choices)}.", None

    return check


def some_of(name: str, choices: tuple[str, ...]) -> Callable[[Any], Problem | None]:
    """Return the check for a list (or text with commas) of choices."""

    def check(value: Any) -> Problem | None:
        if set(_words(value)) <= set(choices):
            return None
        return f"invalid_{name}", f"Invalid {name}. Allowed values: {', '.join(choices)}.", None

    return check


def _entries(value: Any) -> list[str]:
    """Return the entries of a comma text; a list crashes PHP here."""
    if isinstance(value, (list, dict)):
        raise crashed()
    return [entry.strip() for entry in php.text(value).split(",")] if php.truth(value) else []


def _words(value: Any) -> list[str]:
    """Return the words of a list or of a comma text."""
    return [php.text(entry) for entry in value] if isinstance(value, list) else _entries(value)


def _site(dashboard: Dashboard, entry: str) -> list[Site] | None:
    site = dashboard.sites.get(int(entry)) if entry.isdigit() else None
    return [site] if site else None


def _client(dashboard: Dashboard, entry: str) -> list[Site] | None:
    client = dashboard.clients.get(int(entry)) if entry.isdigit() else None
    return [site for site in dashboard.sites if site.client_id == client.id] if client else None


def _tag(dashboard: Dashboard, entry: str) -> list[Site] | None:
    tag = next((tag for tag in dashboard.tags if tag.name.lower() == entry.lower()), None)
    return dashboard.tag_sites(tag.id) if tag else None


#: Parameter -> the sites of one of its entries (None: it does not exist), the code and the words of the refusal.
_WAYS: dict[str, tuple[Callable[[Dashboard, str], list[Site] | None], str, str]] = {
    "websites": (_site, "invalid_site", "site ID"),
    "clients": (_client, "invalid_client", "client ID"),
    "groups": (_tag, "invalid_group", "Group"),
}


def _lookup(name: str) -> Callable[[Dashboard, Any], Problem | None]:
    """Return the check of one of the three parameters: everything that it names must exist."""
    find, code, word = _WAYS[name]

    def check(dashboard: Dashboard, value: Any) -> Problem | None:
        wrong = next((entry for entry in _entries(value) if find(dashboard, entry) is None), None)
        return None if wrong is None else (code, f"Invalid {word}: {wrong}.", None)

    return check


#: The three parameters; exactly one is wanted.
ARGUMENTS = {name: Argument(lookup=_lookup(name)) for name in _WAYS}


def chosen(call: Call, sent: Mapping[str, Any], none: WordPressError) -> list[Site]:
    """Return the sites that ``sent`` names, without those that are suspended or whose last sync failed.

    Raises ``none`` when that leaves nothing.
    """
    given = [name for name in _WAYS if php.truth(sent.get(name))]
    if len(given) > 1:
        raise failed("invalid_filter_params", "Only one of clients, groups, or websites can be specified.")
    found: dict[int, Site] = {}
    for name in given:
        for entry in _entries(sent[name]):
            found.update({site.id: site for site in _WAYS[name][0](call.dashboard, entry) or []})
    usable = [site for site in found.values() if not site.suspended and not site.sync_errors]
    if not usable:
        raise none
    return usable


def no_website() -> WordPressError:
    """Return the refusal of most of these routes when there is no site to work on."""
    return failed("no_website_found", "No website found.")


def email(value: Any) -> str:
    """Return an e-mail address as WordPress cleans it: one that cannot be one becomes nothing."""
    address = php.text(value).strip()
    return address if _EMAIL.fullmatch(address) else ""
