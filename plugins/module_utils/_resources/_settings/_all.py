# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""All sections of the dashboard's settings, by their words in tasks and results."""

from __future__ import annotations

from ..._noun import Noun
from ._advanced import ADVANCED
from ._cost_tracker import COST_TRACKER
from ._general import GENERAL
from ._insights import INSIGHTS
from ._monitoring import MONITORING
from ._tools import TOOLS

SECTIONS: dict[str, Noun] = {one.name: one for one in (GENERAL, ADVANCED, MONITORING, COST_TRACKER, INSIGHTS, TOOLS)}
