# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""How a cost is shown: the raw row of single reads and write answers, and the item of lists (v1's too)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import php
from .records import Cost

#: Text columns that lists escape.
_ESCAPED = (
    "name",
    "url",
    "type",
    "product_type",
    "slug",
    "license_type",
    "cost_status",
    "payment_method",
    "price",
    "renewal_type",
)


def row(cost: Cost) -> dict[str, str]:
    """Return the database row: all text, times in seconds since 1970."""
    return {
        "id": str(cost.id),
        **{key: getattr(cost, key) for key in _ESCAPED},
        "last_renewal": str(cost.last_renewal),
        "next_renewal": str(cost.next_renewal),
        "next_renewal_today": "0",
        "last_alert": "0",
        "cost_icon": cost.cost_icon,
        "cost_color": cost.cost_color,
        **_targets(cost),
        "note": cost.note,
    }


def listed(costs: Iterable[Cost]) -> Any:
    """Return list items keyed by id, ``[]`` when there are none."""
    return php.array({cost.id: _item(cost) for cost in costs})


def _item(cost: Cost) -> dict[str, Any]:
    """Return the item of a list: ids are numbers, texts are escaped, times are dates or the number 0."""
    return {
        "id": cost.id,
        **{key: php.escape_html(getattr(cost, key)) for key in _ESCAPED},
        "last_renewal": php.mysql_date(cost.last_renewal) if cost.last_renewal else 0,
        "next_renewal": php.mysql_date(cost.next_renewal) if cost.next_renewal else 0,
        "last_alert": 0,
        **_targets(cost),
        "note": cost.note,
    }


def _targets(cost: Cost) -> dict[str, str]:
    """Return the three columns of ids: JSON as text, "" for none."""
    ids = {"sites": cost.sites, "groups": cost.groups, "clients": cost.clients}
    return {key: php.json_text(found) if found else "" for key, found in ids.items()}
