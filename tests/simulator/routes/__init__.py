# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The dashboard's routes, one module a collection; each module has ``register(router)``."""

from __future__ import annotations

from importlib import import_module

from ..router import Router

#: In the order of registration; WordPress takes the first pattern that fits.
MODULES = (
    "index",
    "tags",
    "client_fields",
    "clients",
    "costs",
    "sites",
    "site_extensions",
    "monitors",
    "monitor_settings",
    "api_keys",
    "users",
    "user_import",
    "contents",
    "connect",
    "extension_actions",
    "updates",
    "settings",
    "abilities",
    "v1_children",
    "global_batch",
    "v1",
    "wordpress",
)


def register_all(router: Router) -> None:
    """Register the routes of every module."""
    for name in MODULES:
        import_module(f"{__name__}.{name}").register(router)
