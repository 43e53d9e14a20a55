# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The session that everything is sent over."""

from __future__ import annotations

from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import Connection
from ansible_collections.mainwp.dashboard.plugins.module_utils._session import open_session


def test_each_thread_has_a_connection_and_none_is_thrown_away() -> None:
    connection = Connection.from_options(
        {"dashboard_url": "https://dash.test", "api_key": "a==b", "max_concurrency": 7}
    )
    adapter = open_session(connection).get_adapter("https://dash.test/")
    pool = adapter.poolmanager.connection_from_url("https://dash.test/")
    assert pool.pool is not None
    assert (pool.pool.maxsize, pool.block) == (7, True)


def test_requests_does_not_repeat_anything_by_itself() -> None:
    connection = Connection.from_options({"dashboard_url": "https://dash.test", "api_key": "a==b"})
    for scheme in ("https", "http"):
        retries = open_session(connection).get_adapter(f"{scheme}://dash.test/").max_retries
        assert (retries.total, retries.read) == (0, False)
