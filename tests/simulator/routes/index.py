# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The REST index and the descriptions of namespaces, which need no key."""

from __future__ import annotations

import re
from typing import Any

from ..call import Call
from ..router import Router

_NAMESPACES = ("oembed/1.0", "mainwp/v1", "mainwp/v2", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1")


def register(router: Router) -> None:
    """Register the index and the description of both MainWP namespaces."""
    router.add("GET", "/", index, namespace="", access="public")
    for namespace in ("mainwp/v1", "mainwp/v2"):
        router.add("GET", "/", describe, namespace=namespace, access="public")


def index(call: Call) -> dict[str, Any]:
    """Answer ``GET /wp-json/``; ``wp-abilities/v1`` among the namespaces tells the generation."""
    abilities = ("wp-abilities/v1",) if call.modern else ()
    return {
        "name": "Site dash",
        "description": "",
        "url": call.dashboard.url.rstrip("/"),
        "home": call.dashboard.url.rstrip("/"),
        "gmt_offset": "0",
        "timezone_string": "",
        "namespaces": [*_NAMESPACES, *abilities],
        "authentication": {},
        "routes": {},
    }


def describe(call: Call) -> dict[str, Any]:
    """Answer ``GET /wp-json/<namespace>``: the routes with their methods and declared arguments."""
    routes: dict[str, Any] = {}
    for route in call.simulator.router.routes:
        if route.namespace != call.namespace:
            continue
        path = f"/{call.namespace}{re.sub('[$^]', '', route.pattern.pattern)}".rstrip("/")
        entry = routes.setdefault(path, {"namespace": call.namespace, "methods": [], "endpoints": []})
        entry["methods"] += [method for method in route.methods if method not in entry["methods"]]
        arguments = {name: {"required": argument.required} for name, argument in route.arguments.items()}
        entry["endpoints"].append({"methods": list(route.methods), "args": arguments})
    return {"namespace": call.namespace, "routes": routes}
