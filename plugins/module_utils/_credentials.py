# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""How a request says who it is. Each class is an ``auth`` callable of ``requests``.

They are given with every request: with no ``auth`` at all, ``requests`` would let ``~/.netrc`` replace our header.
They do not derive from ``requests.auth.AuthBase``, so that this file can be imported where ``requests`` is missing.
"""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

from ._connection import Connection, token_halves
from ._errors import InputError

ABILITIES = "wp-abilities/v1"
V1 = "mainwp/v1"
V2 = "mainwp/v2"
WORDPRESS = "wp/v2"


class HeaderAuth:
    """Sets one header and nothing else."""

    def __init__(self, name: str, value: str) -> None:
        self._name = name
        self._value = value

    def __call__(self, request: Any) -> Any:
        request.headers[self._name] = self._value
        return request


class QueryAuth:
    """Adds a key pair to the query, for servers that strip ``Authorization`` and cannot be mended."""

    def __init__(self, key: str, secret: str) -> None:
        self._pair = urlencode({"consumer_key": key, "consumer_secret": secret})

    def __call__(self, request: Any) -> Any:
        request.url = f"{request.url}{'&' if '?' in request.url else '?'}{self._pair}"
        return request


class NoAuth:
    """Sends the request as it is."""

    def __call__(self, request: Any) -> Any:
        return request


def credentials_for(namespace: str, connection: Connection) -> HeaderAuth | QueryAuth | NoAuth:
    """The credentials that a namespace of the REST API accepts.

    ``mainwp/v2`` takes the token, ``mainwp/v1`` the pair as JSON in ``X-Api-Key`` (the only form that works for keys
    that exist in v1 alone), ``wp-abilities/v1`` and ``wp/v2`` a WordPress application password; everything else is
    public.

    Raises:
        InputError: the credentials of that namespace were not given.
    """
    if namespace == V2:
        if not connection.api_key:
            raise InputError("This needs version 2 of the API and no api_key is given.", hint="Set api_key.")
        if connection.auth_carrier == "query":
            return QueryAuth(*token_halves(connection.api_key))
        return HeaderAuth("Authorization", f"Bearer {connection.api_key.strip()}")
    if namespace == V1:
        if not connection.consumer_key or not connection.consumer_secret:
            raise InputError(
                "This needs version 1 of the API and no consumer_key is given.",
                hint="Set consumer_key and consumer_secret.",
            )
        if connection.auth_carrier == "query":
            return QueryAuth(connection.consumer_key, connection.consumer_secret)
        pair = {"consumer_key": connection.consumer_key, "consumer_secret": connection.consumer_secret}
        return HeaderAuth("X-Api-Key", json.dumps(pair))
    if namespace in (ABILITIES, WORDPRESS):
        if not connection.application_user or not connection.application_password:
            raise InputError(
                "This needs a WordPress user and no application password is given.",
                hint="Set application_user and application_password.",
            )
        pair_text = f"{connection.application_user}:{connection.application_password}"
        return HeaderAuth("Authorization", f"Basic {base64.b64encode(pair_text.encode()).decode()}")
    return NoAuth()
