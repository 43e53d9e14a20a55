# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_api and mainwp_api_info: any route, with the collection's authentication, errors and paging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ._credentials import ABILITIES, V1, V2
from ._dashboard import check_success
from ._errors import InputError, RefusedError
from ._module import Result, Run
from ._transport import Answer, Call

NAMESPACES = {"v2": V2, "v1": V1, "abilities": ABILITIES}

# First word of the routes that an extension of MainWP brings -> the extension, by the vendor's OpenAPI file.
EXTENSIONS = {
    "comments": "MainWP Comments",
    "domain-monitor": "MainWP Domain Monitor",
    "lighthouse": "MainWP Lighthouse",
    "pro-reports": "MainWP Pro Reports",
    "ssl-monitor": "MainWP SSL Monitor",
    "time-tracker": "MainWP Time Tracker",
}

_TARGET_OPTIONS: dict[str, dict[str, Any]] = {
    "path": {"type": "str", "required": True},
    "namespace": {"type": "str", "choices": list(NAMESPACES)},
    "query": {"type": "dict", "default": {}},
    "secret_body": {"type": "dict", "no_log": True},
}

API_OPTIONS: dict[str, dict[str, Any]] = {
    **_TARGET_OPTIONS,
    "method": {"type": "str", "choices": ["POST", "PUT", "PATCH", "DELETE"], "default": "POST"},
    "body": {"type": "dict"},
    "form": {"type": "dict"},
}
API_EXCLUSIVE = [("body", "form")]

API_INFO_OPTIONS: dict[str, dict[str, Any]] = {
    **_TARGET_OPTIONS,
    "all_pages": {"type": "bool", "default": False},
    "page_size": {"type": "int", "default": 100},
}
API_INFO_EXCLUSIVE = [("all_pages", "secret_body")]


def run_api(run: Run) -> Result:
    """Send one write; in check mode say what would be sent.

    Raises:
        InputError: the options cannot be carried out.
        MainwpError: the write was refused, or its answer was lost.
    """
    namespace, path = _target(run)
    body, form = run.params["body"], run.params["form"]
    secret = run.params["secret_body"]
    if secret is not None:
        form, body = (_joined(form, secret), None) if form is not None else (None, _joined(body or {}, secret))
    call = Call(
        run.params["method"],
        path,
        namespace,
        query=dict(_flat(run.params["query"])),
        json=body,
        form=None if form is None else dict(_flat(form)),
        # Nobody but the user knows whether the route contacts a child.
        timeout=run.dashboard.child_timeout,
    )
    if run.check_mode:
        return Result({"request": call.where, "status": None, "response": None}, changed=True)
    answer = _send(run, call)
    return Result({"request": call.where, "status": answer.status, "response": answer.data}, changed=True)


def run_api_info(run: Run) -> Result:
    """Send one read, or read all pages of a list.

    Raises:
        InputError: the options cannot be carried out.
        MainwpError: the read failed.
    """
    namespace, path = _target(run)
    query = dict(_flat(run.params["query"]))
    call = Call("GET", path, namespace, query=query, json=run.params["secret_body"])
    if run.params["all_pages"]:
        if namespace != V2:
            raise InputError("Only the lists of version 2 have pages.", hint="Leave all_pages out.")
        size = run.params["page_size"]
        if size < 1:
            raise InputError(f"page_size is {size}: it must be greater than 0.")
        rows = run.dashboard.keyed_rows(path, query, page_size=size)
        return Result({"request": call.where, "status": 200, "response": rows})
    answer = _send(run, call)
    return Result({"request": call.where, "status": answer.status, "response": answer.data})


def _send(run: Run, call: Call) -> Answer:
    """Send a call that must succeed.

    Raises:
        RefusedError: with the name of the extension, where one is missing that offers the route.
        MainwpError: what the dashboard's answer means.
    """
    try:
        answer = run.dashboard.call(call)
        check_success(answer, call)
        # All that version 1 says of a write to a site that it does not have.
        if answer.data is False:
            raise RefusedError("The dashboard refused without a reason.", status=answer.status, **call.where)
    except RefusedError as error:
        extension = EXTENSIONS.get(call.path.split("/")[0])
        if error.code != "rest_no_route" or extension is None or call.namespace != V2:
            raise
        raise error.restated(
            RefusedError,
            f"The extension {extension} is not active on this dashboard, or it has no such route.",
            hint="Activate the extension, or look up the route in its documentation.",
        ) from error
    return answer


def _target(run: Run) -> tuple[str, str]:
    """Namespace and path below it.

    Raises:
        InputError: the path is no path, or begins with another namespace than the one that is named.
    """
    given = run.params["path"].strip()
    named = run.params["namespace"]
    if "://" in given or "?" in given or "#" in given:
        raise InputError(f"path is {given!r}.", hint="Write the route alone; parameters belong into query.")
    text = given.strip("/").removeprefix("wp-json/")
    if {"", ".", ".."} & set(text.split("/")):
        raise InputError(f"path is {given!r}.", hint="Write a route like sites/3/sync.")
    for word, namespace in NAMESPACES.items():
        if text.startswith(f"{namespace}/"):
            if named not in (None, word):
                raise InputError(f"path begins with {namespace}, and namespace is {named}.")
            return namespace, text.removeprefix(f"{namespace}/")
    return NAMESPACES[named or run.dashboard.connection.api_version], text


def _joined(shown: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, Any]:
    both = set(shown) & set(secret)
    if both:
        raise InputError(f"secret_body and the other body both hold {', '.join(sorted(both))}.")
    return {**shown, **secret}


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Names and values as PHP reads them from a query or a form: ``a[b]=1``, ``c[0]=x``; true is 1, false is 0.

    What is null is left out. An empty list or dictionary cannot be written that way and is left out too.
    """
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}[{key}]" if name else str(key))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{name}[{number}]")
    elif value is not None:
        yield name, str(int(value)) if isinstance(value, bool) else str(value)
