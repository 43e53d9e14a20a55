# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Batches: many items of one collection, or of several, in one request; each item fails for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import php
from ..call import Call
from ..errors import WordPressError
from ..params import Params
from ..responses import Answer

Handler = Callable[[Call], Any]

#: The lists that count towards the limit, also where a collection ignores them.
KEYS = (
    "create",
    "update",
    "delete",
    "sync",
    "reconnect",
    "disconnect",
    "suspend",
    "check",
    "remove",
    "security",
    "plugins",
    "themes",
    "non-mainwp-changes",
)

#: More items than this in one request are refused, and none is worked.
LIMIT = 100


def check_limit(lists: Mapping[str, Any], *more: Mapping[str, Any]) -> None:
    """Raise the 413 of a batch with too many items, summed over all recognised lists."""
    total = sum(
        len(entries)
        for body in (lists, *more)
        for key, entries in body.items()
        if key in KEYS and isinstance(entries, list)
    )
    if total > LIMIT:
        raise WordPressError(
            "mainwp_rest_request_entity_too_large",
            f"Unable to accept more than {LIMIT} items for this request.",
            413,
        )


def run(call: Call, lists: Mapping[str, Any], handlers: Mapping[str, Handler], id_name: str) -> dict[str, list[Any]]:
    """Work the lists that have a handler, in the order of ``KEYS``, and return the answers by key.

    ``id_name`` is what the collection's routes call the id in their path. Ids that cast to 0 are skipped without an
    entry; items of ``create`` also get the query's parameters of the batch call.
    """
    answers: dict[str, list[Any]] = {}
    for key in KEYS:
        entries = lists.get(key)
        if key not in handlers or not isinstance(entries, list) or not entries:
            continue
        results = answers.setdefault(key, [])
        for entry in entries:
            if key == "create":
                values = entry if isinstance(entry, dict) else {}
                sub = call.sub(Params(query=call.params.query, json_body=values))
                results.append(_one(sub, handlers[key], 0))
            elif key == "update":
                values = entry if isinstance(entry, dict) else {}
                item_id = values.get("id")
                sub = call.sub(Params(json_body=values, path={id_name: item_id if item_id is not None else 0}))
                results.append(_one(sub, handlers[key], item_id))
            else:
                if php.integer(entry) == 0:
                    continue
                sub = call.sub(Params(json_body={"id": entry}, path={id_name: php.integer(entry)}))
                results.append(_one(sub, handlers[key], entry))
            call.spend(sub.seconds)
            call.stall(sub.stalled)
    return answers


def collection(handlers: Mapping[str, Handler], id_name: str) -> Handler:
    """Return the handler of a collection's own batch route."""

    def handle(call: Call) -> Any:
        check_limit(call.params.merged)
        return php.array(run(call, call.params.merged, handlers, id_name))

    return handle


def _one(call: Call, handler: Handler, item_id: Any) -> Any:
    """Return an item's answer, or its error with the id that was asked for."""
    try:
        answer = handler(call)
    except WordPressError as error:
        return {"id": item_id, "error": error.body()}
    return answer.body if isinstance(answer, Answer) else answer
