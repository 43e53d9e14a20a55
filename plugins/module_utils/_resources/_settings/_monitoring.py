# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Settings of monitoring for the whole dashboard: uptime and site health."""

from __future__ import annotations

from typing import Any

from ..._fields import NUMBER, TEXT, Codec, flag, spoiled
from .._monitor import INTERVALS, METHODS, NO_LIMIT, PREFIX, TIMEOUTS, TYPES, wrong_codes
from ._section import enumerated, same_words, section, setting, switch


def _codes(value: Any) -> list[int]:
    """The codes; an emptied list reads as one empty text."""
    return sorted({int(code) for code in value if str(code).strip()})


MONITORING = section(
    "monitoring",
    "monitoring",
    (
        switch("active", PREFIX + "active"),
        enumerated("interval", PREFIX + "interval", same_words(*INTERVALS)),
        enumerated("type", PREFIX + "type", same_words(*TYPES)),
        # The dashboard stores whatever it is sent.
        enumerated("method", PREFIX + "method", same_words(*METHODS)),
        enumerated("timeout", PREFIX + "timeout", {**same_words(*TIMEOUTS[:-1]), "No limit": NO_LIMIT}),
        # An empty list is stored, and makes every later check say "down".
        setting(
            "up_status_codes",
            PREFIX + "up_status_codes",
            {"type": "list", "elements": "int"},
            Codec(decode=_codes, encode=list, normalise=_codes),
            check=wrong_codes,
            empty=[],
        ),
        switch("down_confirmation_check", PREFIX + "down_confirmation_check"),
        setting("keyword", PREFIX + "keyword", {"type": "str", "no_log": False}, TEXT, check=spoiled, clear=""),
        # The dashboard's own field says that it is off.
        setting(
            "site_health_monitoring",
            "mainwp_disable_sites_health_monitoring",
            {"type": "bool"},
            Codec(decode=lambda value: not flag(value), encode=lambda value: int(not value), normalise=bool),
        ),
        setting("site_health_threshold", "mainwp_sitehealth_threshold", {"type": "int", "choices": [80, 100]}, NUMBER),
    ),
)
