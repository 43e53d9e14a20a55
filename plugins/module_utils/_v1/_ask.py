# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the translations of version 1 of the API share: the request that they translate, and how they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .._errors import NotFoundError
from .._transport import Call


class Ask(Protocol):
    """Sends one request of version 1 and returns its data; ``None`` for an empty body, which v1 often sends."""

    def __call__(
        self, method: str, path: str, values: Mapping[str, Any] | None = None, timeout: float | None = None
    ) -> Any:
        """Values travel in the query of a GET or DELETE, else in a JSON body.

        Raises:
            MainwpError: an error object, with whatever status: v1 sends some of them with 200.
        """


@dataclass(frozen=True)
class Request:
    """A request of version 2 that is to be answered by version 1.

    Args:
        site: the id in the path, 0 where there is none. Version 1 takes numbers only.
        kind: the other word in the path: plugins, themes.
    """

    ask: Ask
    call: Call
    site: int = 0
    kind: str = ""
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def query(self) -> Mapping[str, Any]:
        """The query of the request, empty where it has none."""
        return self.call.query or {}

    @property
    def body(self) -> Mapping[str, Any]:
        """The JSON body of the request, empty where it has none."""
        return self.call.json or {}

    def send(self, method: str, path: str, values: Mapping[str, Any] | None = None) -> Any:
        """Ask v1 for as long as the request may take."""
        return self.ask(method, path, values, self.call.timeout)

    def once(self, path: str) -> Any:
        """The answer to a GET that stays the same for the whole run."""
        if path not in self.known:
            self.known[path] = self.ask("GET", path)
        return self.known[path]

    def no_site(self) -> NotFoundError:
        """What is raised for an unknown site; v1 itself confirms writes to sites that do not exist."""
        return NotFoundError("The dashboard has no such site.", code="mainwp_rest_invalid_site_id", **self.call.where)
