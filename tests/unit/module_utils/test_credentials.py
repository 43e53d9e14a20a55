# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What each namespace of the API is told about who is asking."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
import requests

from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import Connection
from ansible_collections.mainwp.dashboard.plugins.module_utils._credentials import (
    ABILITIES,
    V1,
    V2,
    WORDPRESS,
    credentials_for,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError

ALL: dict[str, Any] = {
    "dashboard_url": "https://dash.test",
    "api_key": " secret==key\n",
    "consumer_key": "ck_1",
    "consumer_secret": "cs_1",
    "application_user": "admin",
    "application_password": "abcd efgh",
}


def prepared(namespace: str, **options: Any) -> requests.PreparedRequest:
    connection = Connection.from_options({**ALL, **options})
    auth = credentials_for(namespace, connection)
    return requests.Request("GET", "https://dash.test/wp-json/x", auth=auth, params=options.get("params")).prepare()


def test_version_2() -> None:
    assert prepared(V2).headers["Authorization"] == "Bearer secret==key"


def test_version_1() -> None:
    headers = prepared(V1).headers
    assert json.loads(headers["X-Api-Key"]) == {"consumer_key": "ck_1", "consumer_secret": "cs_1"}
    assert "Authorization" not in headers


@pytest.mark.parametrize("namespace", [ABILITIES, WORDPRESS])
def test_wordpress(namespace: str) -> None:
    scheme, _blank, value = prepared(namespace).headers["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(value)) == ("Basic", b"admin:abcd efgh")


def test_what_is_public() -> None:
    request = prepared("")
    assert "Authorization" not in request.headers
    assert "X-Api-Key" not in request.headers


def test_in_the_query() -> None:
    assert prepared(V2, auth_carrier="query").url == (
        "https://dash.test/wp-json/x?consumer_key=ck_key&consumer_secret=cs_secret"
    )
    request = prepared(V1, auth_carrier="query")
    assert request.url == "https://dash.test/wp-json/x?consumer_key=ck_1&consumer_secret=cs_1"
    assert "X-Api-Key" not in request.headers


def test_the_query_carrier_says_nothing_where_nothing_is_to_be_said() -> None:
    assert prepared("", auth_carrier="query").url == "https://dash.test/wp-json/x"


@pytest.mark.parametrize(
    ("namespace", "without"),
    [
        (V2, {"api_key": None}),
        (V1, {"consumer_key": None}),
        (V1, {"consumer_secret": None}),
        (ABILITIES, {"application_user": None}),
        (WORDPRESS, {"application_password": None}),
    ],
)
def test_what_is_missing_is_named(namespace: str, without: dict[str, None]) -> None:
    options = {**ALL, **without}
    # A pair without its secret, or a key of the other version alone, is let through by the check of all options.
    connection = Connection.from_options(options) if options["consumer_key"] or options["api_key"] else None
    assert connection is not None
    with pytest.raises(InputError) as caught:
        credentials_for(namespace, connection)
    name = next(iter(without))
    assert name in (caught.value.hint or "")
