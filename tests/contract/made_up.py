# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Ids that a dashboard makes up and that come back in later requests: paired with the recorded ones."""

from __future__ import annotations

import re
from typing import Any

_MADE_UP = re.compile(r"^(?:(?:destroy|renew|disconnect)_[\w.]+|(?:update|sync)_[0-9a-f-]{36})$")


class MadeUp:
    """The recorded ids that were met so far, with those that stand for them now."""

    def __init__(self) -> None:
        self._pairs: dict[str, str] = {}

    def learn(self, expected: Any, actual: Any) -> None:
        """Pair the ids of a recorded body with those of an answer, at the same place."""
        if isinstance(expected, dict) and isinstance(actual, dict):
            for key in expected.keys() & actual.keys():
                self.learn(expected[key], actual[key])
        elif isinstance(expected, list) and isinstance(actual, list):
            for one, other in zip(expected, actual, strict=False):
                self.learn(one, other)
        elif isinstance(expected, str) and isinstance(actual, str) and _MADE_UP.match(expected):
            self._pairs.setdefault(expected, actual)

    def replaced(self, text: str) -> str:
        """Return a text with the recorded ids replaced."""
        for recorded, own in self._pairs.items():
            text = text.replace(recorded, own)
        return text
