# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The batch over all collections, which works less than it takes: no updates, deletes, costs.

It says nothing of what it left out.
"""

from __future__ import annotations

from typing import Any

from .. import php
from ..call import Call
from ..errors import WordPressError
from ..router import EDITABLE, Router
from . import batch, clients, sites, tags

#: In the order in which ``create`` lists are worked; site actions come after all of them.
COLLECTIONS = ("sites", "clients", "updates", "costs", "tags")


def register(router: Router) -> None:
    """Register the route."""
    router.add(EDITABLE, "/batch", handle)


def _create_update(call: Call) -> Any:
    """Refuse to create an update, as the base class of WordPress' controllers does."""
    message = "Method 'WP_REST_Controller::create_item' not implemented. Must be overridden in subclass."
    raise WordPressError("invalid-method", message, 405)


_CREATE: dict[str, tuple[batch.Handler, str]] = {
    "sites": (sites.BATCH["create"], "id_domain"),
    "clients": (clients.BATCH["create"], "id_email"),
    "updates": (_create_update, "id_domain"),
    "tags": (tags.BATCH["create"], "id"),
}


def handle(call: Call) -> Any:
    """Answer ``/batch``; collections without a worked item are absent, ``[]`` when nothing was worked."""
    bodies = {name: call.params.get(name) for name in COLLECTIONS}
    lists = {name: body for name, body in bodies.items() if isinstance(body, dict)}
    batch.check_limit({}, *lists.values())
    answers: dict[str, dict[str, Any]] = {}
    for name, (create, id_name) in _CREATE.items():
        answers[name] = batch.run(call, lists.get(name, {}), {"create": create}, id_name)
    actions = {key: handler for key, handler in sites.BATCH.items() if key not in ("create", "update", "delete")}
    answers["sites"].update(batch.run(call, lists.get("sites", {}), actions, "id_domain"))
    return php.array({name: answer for name, answer in answers.items() if answer})
