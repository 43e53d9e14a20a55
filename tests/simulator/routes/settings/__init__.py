# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The dashboard's own settings, one module a section, and the one-shot tools."""

from __future__ import annotations

from importlib import import_module

from ...router import Router

SECTIONS = (
    "general",
    "advanced",
    "monitoring",
    "emails",
    "cost_tracker",
    "insights",
    "api_backups",
    "tools",
    "tool_jobs",
)


def register(router: Router) -> None:
    """Register the routes of every section."""
    for name in SECTIONS:
        import_module(f"{__name__}.{name}").register(router)
