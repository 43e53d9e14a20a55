# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Taking the secrets out that a dashboard made while it was recorded; their form stays."""

from __future__ import annotations

import re
from typing import Any

_PART = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")


def masker(stored: dict[str, Any]) -> _Masker:
    """Return a change of texts that writes zeros for every part of a key but those that the recordings know."""
    known = [stored[name] for name in ("rw", "ro", "wo", "off")] + list(stored["v1"].values())
    return _Masker({part for token in known for part in _PART.findall(token)})


class _Masker:
    def __init__(self, known: set[str]) -> None:
        self._known = known

    def __call__(self, text: str) -> str:
        """Return a text without fresh secrets: tokens and the parts of a pair hold 40 hexadecimal digits each."""
        return _PART.sub(lambda found: found[0] if found[0] in self._known else "0" * 40, text)
