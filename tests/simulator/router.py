# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""WordPress' REST routing: patterns in the order of registration, methods, declared arguments, who may call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .arguments import Argument
from .call import Call
from .errors import no_route

Handler = Callable[[Call], Any]

#: WordPress' WP_REST_Server::EDITABLE.
EDITABLE = ("POST", "PUT", "PATCH")


@dataclass(frozen=True)
class Route:
    """One registered route.

    ``access``: ``key`` (a v2 key with the method's scope), ``v1`` (a v1 pair), ``user`` (a WordPress user with an
    application password), ``public``.
    """

    methods: tuple[str, ...]
    pattern: re.Pattern[str]
    handler: Handler
    namespace: str
    access: str
    arguments: dict[str, Argument] = field(default_factory=dict)


class Router:
    """All routes of the dashboard."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def add(
        self,
        methods: str | Iterable[str],
        pattern: str,
        handler: Handler,
        *,
        namespace: str = "mainwp/v2",
        access: str | None = None,
        arguments: dict[str, Argument] | None = None,
    ) -> None:
        """Register a handler for methods and a pattern.

        The pattern is a regular expression for the path below the namespace; its named groups become parameters.
        """
        self.routes.append(
            Route(
                (methods,) if isinstance(methods, str) else tuple(methods),
                # Matching ignores letter case and one trailing slash, as WordPress does.
                re.compile(f"^{pattern}$", re.I),
                handler,
                namespace,
                access or ("v1" if namespace == "mainwp/v1" else "key"),
                arguments or {},
            )
        )

    def match(self, namespace: str, path: str, method: str) -> tuple[Route, dict[str, str]]:
        """Return the first route that fits and its captures; raises rest_no_route also for a wrong method."""
        wanted = "GET" if method == "HEAD" else method
        path = path[:-1] if len(path) > 1 and path.endswith("/") else path
        for route in self.routes:
            if route.namespace == namespace and wanted in route.methods:
                match = route.pattern.match(path)
                if match:
                    return route, {name: value for name, value in match.groupdict().items() if value is not None}
        raise no_route()

    def describe(self, namespace: str, path: str) -> dict[str, Any]:
        """Return what OPTIONS answers, with or without a key: the methods and arguments of a path.

        Raises rest_no_route.
        """
        routes = [route for route in self.routes if route.namespace == namespace and route.pattern.match(path)]
        if not routes:
            raise no_route()
        return {
            "namespace": namespace,
            "methods": sorted({method for route in routes for method in route.methods}),
            "endpoints": [
                {"methods": list(route.methods), "args": {name: {} for name in route.arguments}} for route in routes
            ],
        }
