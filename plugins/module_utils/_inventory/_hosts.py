# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Names of hosts. A site's is its address without scheme, ``www.`` and trailing slash, the dashboard's own identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._errors import InputError
from .._fields import site_key
from ._fleet import PREFIX

# The host variable that says whose site a host is.
DASHBOARD = "mainwp_dashboard_url"


def named(
    sites: Iterable[Mapping[str, Any]],
    prefix: str,
    dashboard_url: str,
    known: Mapping[str, Mapping[str, Any]],
) -> dict[str, Mapping[str, Any]]:
    """The host variables of sites by the name of the host.

    Hosts of other sources keep what they have and get the variables of the site in addition, unless they are another
    site themselves: two dashboards can list one address, and a host that is a mixture of both would be worked as
    either.

    Args:
        sites: host variables of sites.
        known: the variables that the inventory has so far, by host.

    Raises:
        InputError: a name would stand for two sites.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for site in sites:
        name = f"{prefix}{site_key(site[f'{PREFIX}url'])}"
        identity = f"{PREFIX}id"
        if name in found:
            raise InputError(
                f"The sites {found[name][identity]} and {site[identity]} would both be the host {name}.",
                hint="Remove one of them from the dashboard, or leave it out with a filter.",
            )
        variables = {DASHBOARD: dashboard_url, **site}
        other = known.get(name, {})
        if DASHBOARD in other and (other[DASHBOARD], other.get(identity)) != (dashboard_url, site[identity]):
            raise InputError(
                f"The host {name} is a site of {other[DASHBOARD]} already, and one of {dashboard_url} too.",
                hint="Set host_prefix in one of the two inventory sources, or leave the site out with a filter.",
            )
        found[name] = variables
    return found
