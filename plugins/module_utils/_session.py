# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The one place that makes a ``requests`` session, and the guarded import of that library."""

from __future__ import annotations

import traceback
from http.cookiejar import DefaultCookiePolicy
from typing import Any

from ._connection import Connection

REQUESTS_ERROR: str | None = None
try:
    import requests
    import requests.adapters
except ImportError:
    REQUESTS_ERROR = traceback.format_exc()


def open_session(connection: Connection) -> Any:
    """A session for one run: pooled connections for ``max_concurrency`` threads, and no cookies.

    WordPress sets cookies that would make later requests differ from the first one, so none is kept.
    """
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "mainwp.dashboard"
    session.headers["Accept"] = "application/json"
    session.headers.update(connection.http_headers)
    adapter = requests.adapters.HTTPAdapter(pool_maxsize=connection.max_concurrency, pool_block=True)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
