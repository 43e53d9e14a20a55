# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Settings of the dashboard's insights."""

from __future__ import annotations

from ._section import section, switch

INSIGHTS = section("insights", "dashboard-insights", (switch("logging", "enable_insights_logging"),))
