# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the dashboard's syncs leave out. Such a list stays as it was, while the time of the last sync moves on."""

from __future__ import annotations

from collections.abc import Sequence

from ._dashboard import Dashboard
from ._fields import mapping, number


def left_out(dashboard: Dashboard) -> frozenset[str]:
    """The names, as they travel, of what the settings leave out of syncs. Version 1 does not show them: empty.

    What the settings do not name is synced, and before a dashboard's first sync they name nothing.

    Raises:
        MainwpError: the settings cannot be read.
    """
    if dashboard.shows_less:
        return frozenset()
    synced = mapping(mapping(dashboard.detail("settings/advanced")).get("sync_data"))
    return frozenset(name for name, on in synced.items() if number(on) == 0)


def cure(words: Sequence[str]) -> str:
    """What brings lists back, named as mainwp_settings names them."""
    names = " and ".join(f"advanced.sync_data.{word}" for word in words)
    return f"Set {names} with mainwp_settings, and run mainwp_sync."
