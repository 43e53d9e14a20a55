# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Dates as PHP reads and counts them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from . import php

_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)


def time_of(value: Any) -> int:
    """Return what ``strtotime`` makes of ISO dates and date-times, in seconds since 1970; 0 for all else.

    Without an offset a moment is in UTC. Days that a month does not have roll over into the next one. The real function
    knows more ways of writing a date, none of which is a number.
    """
    match = _MOMENT.fullmatch(php.text(value).strip())
    if not match:
        return 0
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if not 1 <= month <= 12 or day > 31 or hour > 24 or minute > 59 or second > 59:
        return 0
    try:
        first = datetime(year, month, 1, tzinfo=timezone.utc)
    except ValueError:
        return 0
    moment = first + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
    offset = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", match[7] or "")
    if offset:
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        moment += -shift if offset[1] == "+" else shift
    return int(moment.timestamp())


def add_months(epoch: int, months: int) -> int:
    """Return a moment some months later; a day that the month does not have rolls over into the next month."""
    moment = datetime.fromtimestamp(epoch, timezone.utc)
    years, month = divmod(moment.month - 1 + months, 12)
    first = moment.replace(year=moment.year + years, month=month + 1, day=1)
    return int((first + timedelta(days=moment.day - 1)).timestamp())
