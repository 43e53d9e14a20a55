# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The records that the simulator is allowed to answer differently, each with its reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

#: More than this many would mean that the simulator is not true.
AT_MOST = 12


@cache
def listed() -> dict[tuple[str, int], str]:
    """Return the reasons by folder and ``seq``, from ``exceptions.yml``."""
    rows = yaml.safe_load((Path(__file__).parent / "exceptions.yml").read_text(encoding="utf-8")) or []
    return {(row["folder"], row["seq"]): row["reason"] for row in rows}
