# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The recordings' names for hosts and keys, and those of the dashboard that is recorded."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

#: What the recordings of each generation call the dashboard.
DASHBOARD = {"modern": "dash.test", "legacy": "old.test"}


class Names:
    """Pairs of a name in the recordings and the real one; what is sent is changed one way, what comes back the other.

    A host may carry a port. In an address of e-mail it then stands without the port.
    """

    def __init__(self, pairs: dict[str, str]) -> None:
        pairs = {recorded: real for recorded, real in pairs.items() if recorded != real}
        bare = [real.partition(":")[0] for real in pairs.values()]
        back = {real: recorded for recorded, real in pairs.items()}
        # A host is known without its port too, where that is the name of no other.
        back |= {
            real.partition(":")[0]: recorded
            for recorded, real in pairs.items()
            if bare.count(real.partition(":")[0]) == 1
        }
        self._out, self._back = _Replacement(pairs), _Replacement(back)
        self._hosts = pairs

    def out(self, text: str) -> str:
        """Return a text of the recordings with the real names."""
        return self._out(text)

    def back(self, text: str) -> str:
        """Return a text of the dashboard with the recordings' names."""
        return self._back(text)

    def host(self, recorded: str) -> str:
        """Return the real name of a host of the recordings, its port included."""
        return self._hosts.get(recorded, recorded)


class _Replacement:
    """All names at once, so that two of them may be exchanged; none inside a longer name."""

    def __init__(self, pairs: dict[str, str]) -> None:
        self._pairs = pairs
        longest_first = sorted(pairs, key=len, reverse=True)
        self._pattern = re.compile(
            r"(@?)(?<![A-Za-z0-9-])(" + "|".join(map(re.escape, longest_first)) + r")(?![A-Za-z0-9-])"
        )

    def __call__(self, text: str) -> str:
        if not self._pairs:
            return text
        return self._pattern.sub(self._replace, text)

    def _replace(self, found: re.Match[str]) -> str:
        name = self._pairs[found[2]]
        return found[1] + (name.partition(":")[0] if found[1] else name)


def names(folder: str, dashboard: str, hosts: dict[str, str], stored: dict[str, Any], keys: dict[str, Any]) -> Names:
    """Return the pairs for a folder: the dashboard's host, the hosts given, and every part of the keys.

    Some records name a part of a key, such as a key with a wrong secret. ``stored`` are the keys of the recordings.
    """
    pairs = {DASHBOARD[folder]: urlsplit(dashboard).netloc, **hosts}
    for name in ("rw", "ro", "wo", "off"):
        if name in keys:
            pairs |= dict(zip(stored[name].split("=="), keys[name].split("=="), strict=True))
    if "v1" in keys:
        pairs |= {stored["v1"][part]: keys["v1"][part] for part in ("consumer_key", "consumer_secret")}
        # The part after the underscore is the same, whichever version of the API names it.
        pairs |= {stored["v1"][part][3:]: keys["v1"][part][3:] for part in ("consumer_key", "consumer_secret")}
    return Names(pairs)
