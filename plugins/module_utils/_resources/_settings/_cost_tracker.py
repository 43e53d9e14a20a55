# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Settings of the cost tracker: the currency and how amounts are written."""

from __future__ import annotations

import re
from typing import Any

from ..._fields import NUMBER, RAW_TEXT, TEXT, words
from ..._noun import Field
from ._section import same_words, section, within


def _wrong_currency(value: Any) -> str | None:
    return None if re.fullmatch(r"[A-Z]{3}", str(value)) else "is no code such as EUR"


def _wrong_separator(value: Any) -> str | None:
    return None if str(value).strip() else "is blank, and the dashboard keeps the old one then"


def _resent(name: str, option: dict[str, Any], codec: Any, check: Any = None) -> Field:
    """What was never stored becomes null when it is left out."""
    return Field(name, option=option, read=name, edit=name, codec=codec, check=check, resend=True)


_POSITIONS = same_words("left", "right", "left_space", "right_space")

COST_TRACKER = section(
    "cost_tracker",
    "cost-tracker",
    (
        _resent("currency", {"type": "str"}, RAW_TEXT, _wrong_currency),
        _resent("currency_position", {"type": "str", "choices": list(_POSITIONS)}, words(_POSITIONS)),
        _resent("thousand_separator", {"type": "str"}, TEXT, _wrong_separator),
        _resent("decimal_separator", {"type": "str"}, TEXT, _wrong_separator),
        # 0 counts as empty, and what is not checked is stored.
        _resent("decimals", {"type": "int"}, NUMBER, within(1, 8, 1)),
    ),
)
