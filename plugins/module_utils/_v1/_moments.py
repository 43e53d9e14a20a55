# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Times of version 1 of the API: seconds since 1970, as text."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from .._fields import number


def iso(seconds: Any) -> str | None:
    """Seconds as version 2 spells the moment, in UTC without a suffix; None for 0 and for what is no number."""
    whole = number(seconds)
    return datetime.fromtimestamp(whole, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") if whole else None
