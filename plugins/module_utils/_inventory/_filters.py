# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which sites of a dashboard become hosts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from .._errors import InputError
from .._resource import Engine
from .._selection import ALL, SELECTION_OPTIONS, fits, select_sites
from ._fleet import STATUSES

# Documented in the inventory plugin, whose suboptions Ansible does not check by itself.
FILTER_OPTIONS: dict[str, dict[str, Any]] = {
    **SELECTION_OPTIONS,
    "status": {"type": "list", "elements": "str", "choices": list(STATUSES)},
    "search": {"type": "str"},
}


def checked(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters as lists and text, those that were not given as None.

    Raises:
        InputError: an unknown filter or value, or a filter that is there and names nothing.
    """
    result = ArgumentSpecValidator(FILTER_OPTIONS).validate(dict(filters))
    if result.error_messages:
        raise InputError(f"filters: {' '.join(result.error_messages)}.")
    empty = sorted(name for name in filters if not result.validated_parameters[name])
    if empty:
        raise InputError(
            f"filters: {', '.join(empty)} names nothing, which never means everything.",
            hint="Leave the filter out, or name something.",
        )
    found: dict[str, Any] = result.validated_parameters
    return found


def chosen(filters: Mapping[str, Any], engine: Engine) -> list[int]:
    """Ids of the sites that fit every filter, in the order of their addresses.

    Decided here, from the complete lists: the routes know neither tags nor clients, and search in ids too.

    Args:
        filters: from :func:`checked`.

    Raises:
        InputError: a site, tag or client that does not exist.
    """
    named = {name: filters[name] for name in SELECTION_OPTIONS if filters[name]}
    sites = select_sites(named or {"sites": [ALL]}, engine.reads, engine.references)
    return [int(site["id"]) for site in sites if fits(site, filters["status"] or (), str(filters["search"] or ""))]
