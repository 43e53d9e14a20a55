# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Columns of chosen sites as the dashboard remembers them, in bounded pieces. Contacts no child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ._dashboard import Dashboard

# What is installed and on offer is some 5 to 50 KB a site: the dashboard builds an answer in memory, and the ids travel
# in its address.
SITES_A_READ = 200


def read_rows(dashboard: Dashboard, wanted: Sequence[int], fields: Iterable[str]) -> dict[int, Mapping[str, Any]]:
    """The chosen columns of the sites with these ids, by id; ids of sites that do not exist are left out.

    Args:
        fields: wire names; ``id`` is always read.
    """
    columns = ",".join(sorted({"id", *fields}))
    found: dict[int, Mapping[str, Any]] = {}
    for start in range(0, len(wanted), SITES_A_READ):
        some = ",".join(str(one) for one in wanted[start : start + SITES_A_READ])
        rows = dashboard.rows("sites/basic", {"include": some, "full_data": 1, "_fields": columns})
        found.update({int(row["id"]): row for row in rows})
    return found
