# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The comparison itself: what it lets pass, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from .compare import differences, is_masked


@pytest.mark.parametrize(
    ("recorded", "answered"),
    [
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
        ({"last_sync": "2026-11-23T17:18:14"}, {"last_sync": "1970-01-01T00:00:00"}),
        ({"plugins": '[{"slug":"a\\/b"}]'}, {"plugins": '[{"slug": "a/b"}]'}),
        ({"m": "at 2026-11-23 17:18"}, {"m": "at 2025-01-02 03:04"}),
        ({"url": "https://dash.test/x"}, {"url": "https://old.test/x"}),
        ({"path": "/var/www/c1/wp-content/uploads"}, {"path": "/srv/one/wp-content/uploads"}),
        ({"m": "thrown in /var/www/wp-includes/a.php on line 2"}, {"m": "thrown in /srv/wp-includes/a.php on line 2"}),
        ({"m": "#11 /var/www/old/index.php(17)"}, {"m": "#11 /srv/index.php(17)"}),
        ({"child_openssl_version": "OpenSSL/3.0.19"}, {"child_openssl_version": "OpenSSL/3.0.22"}),
    ],
)
def test_these_agree(recorded: Any, answered: Any) -> None:
    assert differences(recorded, answered) == []


@pytest.mark.parametrize(
    ("recorded", "answered"),
    [
        ({"a": []}, {"a": {}}),
        ({"a": "1"}, {"a": 1}),
        ({"a": 1}, {"a": True}),
        ({"a": None}, {"a": ""}),
        ({"a": 1}, {}),
        ({}, {"a": 1}),
        ({"a": [1, 2]}, {"a": [1]}),
        ({"a": [1, 2]}, {"a": [2, 1]}),
        ({"last_sync": "2026-11-23T17:18:14"}, {"last_sync": 0}),
        ({"last_sync": "2026-11-23T17:18:14"}, {}),
        ({"update": {"new_version": "2"}}, {"update": {"new_version": "3"}}),
        ({"plugins": '{"a":"1"}'}, {"plugins": '{"a":1}'}),
        ({"plugins": "[]"}, {"plugins": ""}),
        ({"path": "/var/www/c1/wp-content/uploads"}, {"path": "/var/www/c1/wp-content/cache"}),
        ({"path": "/var/www/c1/wp-content/uploads"}, {"path": "wp-content/uploads"}),
        ({"path": "/var/www/c1/wp-content/a/index.php"}, {"path": "/var/www/c1/wp-content/b/index.php"}),
        ({"url": "https://c1.test/wp-content/uploads"}, {"url": "https://c2.test/wp-content/uploads"}),
        ({"url": "https://c1.test/sub/wp-content/uploads"}, {"url": "https://c1.test/wp-content/uploads"}),
    ],
)
def test_these_differ(recorded: Any, answered: Any) -> None:
    assert differences(recorded, answered)


@pytest.mark.parametrize(
    ("key", "masked"), [("update", False), ("automatic_update", False), ("dates", True), ("ip", True)]
)
def test_the_mask_for_dates_leaves_updates_alone(key: str, masked: bool) -> None:
    assert is_masked(key) is masked
