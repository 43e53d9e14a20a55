# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which types of updates cannot be proved, since the dashboard's syncs leave out the lists that they rest on."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from .. import _sync_data
from .._dashboard import Dashboard
from .._errors import MainwpError
from ._offers import ORDER, ROUTES

# By type: what is on offer, and which version is installed, by the names of mainwp_settings. Without the first, an
# offer stays for good, or in the case of WordPress goes with the next sync; without the second, an update cannot be
# told from a failure. Every sync brings the version of WordPress.
_LISTS = {
    "plugin": ("plugin_updates", "plugins"),
    "theme": ("theme_updates", "themes"),
    "translation": ("translation_updates",),
    "core": ("core_updates",),
}
# The names that travel, where they are others.
_WIRE = {"core_updates": "wp_updates"}


class SyncedLists:
    """The lists that syncs renew; one request, made when it is first needed. Safe to use from several threads.

    Where the settings cannot be read, everything counts as renewed: whoever may update need not be allowed to read
    them.
    """

    def __init__(self, dashboard: Dashboard) -> None:
        self._dashboard = dashboard
        self._left_out: frozenset[str] | None = None
        self._error: MainwpError | None = None
        self._lock = threading.Lock()

    def read(self) -> frozenset[str]:
        """What is left out, by the names that travel. Raises nothing."""
        with self._lock:
            if self._left_out is None:
                try:
                    self._left_out = _sync_data.left_out(self._dashboard)
                except MainwpError as error:
                    self._left_out, self._error = frozenset(), error
            return self._left_out

    def reason(self, kind: str) -> str:
        """Why nothing can be proved of a type; empty where it can, or where that is not known."""
        missing = self._missing(kind)
        if not missing:
            return ""
        return f"The dashboard's syncs leave {' and '.join(missing)} out: nothing proves it. {_sync_data.cure(missing)}"

    def warnings(self, kinds: Iterable[str]) -> list[str]:
        """What a user of these types should know; nothing before it was read."""
        if self._left_out is None:
            return []
        if self._error is not None:
            return [
                "Whether the dashboard's syncs leave out what offers and verdicts rest on cannot be read, so it is "
                f"taken that they do not. {self._error.sentence()}"
            ]
        wanted = set(kinds)
        missing = {kind: self._missing(kind) for kind in ORDER if kind in wanted}
        words = [word for found in missing.values() for word in found]
        if not words:
            return []
        stale = [kind for kind, found in missing.items() if found]
        names = " and ".join("WordPress" if kind == "core" else ROUTES[kind] for kind in stale)
        return [
            f"The dashboard's syncs leave {' and '.join(words)} out: the offers of {names} are as old as that setting, "
            f"or missing, and no update of them can be proved. {_sync_data.cure(words)}"
        ]

    def _missing(self, kind: str) -> tuple[str, ...]:
        left_out = self.read()
        return tuple(word for word in _LISTS[kind] if _WIRE.get(word, word) in left_out)
