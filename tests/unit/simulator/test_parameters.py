# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Where parameters come from, and what PHP makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import php
from tests.simulator.params import Params, php_query
from tests.unit.support.texts import STORED

from .client import Caller


def test_json_beats_form_beats_query_beats_path_beats_default() -> None:
    sources: dict[str, Any] = {
        "defaults": {"a": 0, "b": 0, "c": 0, "d": 0, "e": 0},
        "path": {"a": 1, "b": 1, "c": 1, "d": 1},
        "query": {"a": 2, "b": 2, "c": 2},
        "form": {"a": 3, "b": 3},
        "json_body": {"a": 4},
    }
    assert Params(**sources).merged == {"a": 4, "b": 3, "c": 2, "d": 1, "e": 0}


def test_names_with_brackets_become_lists_and_objects() -> None:
    pairs = [("a[]", "1"), ("a[]", "2"), ("b[x][y]", "3"), ("c", "4"), ("c", "5"), ("d.e", "6"), ("f[0][name]", "7")]
    assert php_query(pairs) == {
        "a": ["1", "2"],
        "b": {"x": {"y": "3"}},
        "c": "5",
        "d_e": "6",
        "f": [{"name": "7"}],
    }


@pytest.mark.parametrize(
    ("value", "truth", "flag", "number"),
    [
        ("false", True, False, 0),
        ("0", False, False, 0),
        ("", False, False, 0),
        ("yes", True, True, 0),
        (" 12 apples", True, False, 12),
        ("1e1", True, False, 10),
        (True, True, True, 1),
        ([], False, False, 0),
        ([1], True, False, 1),
        (None, False, False, 0),
        ("TRUE", True, True, 0),
    ],
)
def test_truth_flags_and_numbers(value: Any, truth: bool, flag: bool, number: int) -> None:
    assert (php.truth(value), php.flag(value), php.integer(value)) == (truth, flag, number)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        *STORED,
        (["x"], ""),
        ("%25%32%35x", "x"),
    ],
)
def test_text_is_sanitised_as_wordpress_does_it(sent: Any, kept: str) -> None:
    assert php.sanitize_text_field(sent) == kept


def test_html_is_escaped_once() -> None:
    assert php.escape_html("A & B &amp; \"q\" 's' <i>") == "A &amp; B &amp; &quot;q&quot; &#039;s&#039; &lt;i&gt;"


def test_text_bodies_and_multipart_puts_reach_the_handler_empty(modern: Caller) -> None:
    modern("POST", "/tags/add", {"name": "kept"})
    response = modern.raw("PUT", "/tags/1/edit", data='{"name": "lost"}', headers={"Content-Type": "text/plain"})
    assert response.json()["data"]["name"] == ""
    response = modern.raw("PUT", "/tags/1/edit", files={"name": (None, "lost")})
    assert response.json()["data"]["name"] == ""
    response = modern.raw("POST", "/tags/1/edit", files={"name": (None, "kept")})
    assert response.json()["data"]["name"] == "kept"


def test_fields_trim_the_envelope_outside_of_the_sites_routes(modern: Caller) -> None:
    modern("POST", "/tags/add", {"name": "x"})
    assert modern("GET", "/tags", params={"_fields": "id"})[1] == []
    assert list(modern("GET", "/tags", params={"_fields": "data"})[1]) == ["data"]
    assert modern("GET", "/sites/count", params={"_fields": "id"})[1] == []


def test_an_envelope_can_be_asked_for(modern: Caller) -> None:
    status, body = modern("GET", "/tags/9", params={"_envelope": "1"})
    assert (status, body["status"], body["body"]["code"]) == (200, 404, "mainwp_rest_invalid_tag_id")
