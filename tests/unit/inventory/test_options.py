# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Where options come from (environment, templates, vault), and what the cache keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import CONNECTION_OPTIONS
from tests.unit.support.bench import Bench
from tests.unit.support.inventory import Source, row

READ = ["GET sites/count", "GET sites/basic", "GET tags", "GET clients"]


@pytest.fixture
def bench() -> Bench:
    return Bench(state="examples")


@pytest.fixture
def cached(tmp_path: Path) -> dict[str, Any]:
    """Options that keep the cache in files."""
    (tmp_path / "cache").mkdir()
    return {"cache": True, "cache_plugin": "jsonfile", "cache_connection": str(tmp_path / "cache")}


def test_the_connection_from_the_environment(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAINWP_DASHBOARD_URL", bench.connection["dashboard_url"])
    monkeypatch.setenv("MAINWP_API_KEY", bench.connection["api_key"])
    monkeypatch.setenv("MAINWP_VALIDATE_CERTS", "false")
    source = Source(bench, tmp_path)
    source.write()
    assert len(source.parse().hosts) == 3
    assert bench.adapter.sent[0].verify is False


def test_empty_environment_variables_count_as_not_set(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AWX sets all variables of a credential; an empty path must not be the current folder, nor trust every server."""
    for option in CONNECTION_OPTIONS.values():
        for variable in option.get("fallback", (None, []))[1]:
            monkeypatch.setenv(variable, "")
    # requests puts the path of this bundle in the place of true.
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    assert len(Source(bench, tmp_path).parse().hosts) == 3
    assert bench.adapter.sent[0].verify is True
    assert bench.adapter.sent[0].cert is None


def test_templates(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY_OF_THE_FLEET", bench.connection["api_key"])
    source = Source(
        bench,
        tmp_path,
        api_key="{{ lookup('env', 'KEY_OF_THE_FLEET') }}",
        request_timeout="{{ 3 * 4 }}",
        http_headers={"X-Access": "{{ 'a' ~ 'b' }}"},
        filters={"tags": ["{{ 'produc' ~ 'tion' }}"]},
    )
    assert len(source.parse().hosts) == 2
    assert bench.adapter.sent[0].headers["X-Access"] == "ab"
    assert bench.adapter.sent[0].timeout[1] == 12


def test_the_cache_saves_every_request(bench: Bench, tmp_path: Path, cached: dict[str, Any]) -> None:
    source = Source(bench, tmp_path, **cached)
    first = source.parse()
    assert bench.asked == READ
    again = source.parse()
    assert bench.asked == []
    assert {name: host.vars for name, host in first.hosts.items()} == {
        name: host.vars for name, host in again.hosts.items()
    }
    assert first.get_groups_dict() == again.get_groups_dict()


def test_flushing_reads_anew_and_fills_the_cache(bench: Bench, tmp_path: Path, cached: dict[str, Any]) -> None:
    source = Source(bench, tmp_path, **cached)
    source.parse()
    row(bench, 1).name = "Another"
    assert source.parse(cache=False).hosts["shop.example.com"].vars["mainwp_site_name"] == "Another"
    assert bench.asked == READ
    assert source.parse().hosts["shop.example.com"].vars["mainwp_site_name"] == "Another"
    assert bench.asked == []


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ({"filters": {"tags": ["shops"], "clients": ["ops@acme.example"]}}, False),
        ({"groups_from": []}, False),
        ({"host_prefix": "x."}, False),
        ({"include": []}, True),
        ({"filters": {"status": "connected"}}, True),
        ({"dashboard_url": "https://west.test"}, True),
    ],
)
def test_what_the_cache_answers(
    bench: Bench, tmp_path: Path, cached: dict[str, Any], changed: dict[str, Any], anew: bool
) -> None:
    Source(bench, tmp_path, **cached).parse()
    found = Source(bench, tmp_path, **{**cached, **changed}).parse()
    assert found.hosts
    assert bench.asked == (READ if anew else [])


def test_a_dashboard_that_fails_leaves_the_cache_as_it_is(bench: Bench, tmp_path: Path, cached: dict[str, Any]) -> None:
    source = Source(bench, tmp_path, **cached)
    source.parse()
    bench.adapter.fail("refused", times=4)
    with pytest.raises(Exception, match="the connection is refused"):
        source.parse(cache=False)
    assert len(source.parse().hosts) == 3
    assert bench.asked == []


def test_no_credentials_in_the_cache(bench: Bench, tmp_path: Path, cached: dict[str, Any]) -> None:
    Source(bench, tmp_path, http_headers={"X-Access": "a-secret-header"}, **cached).parse()
    (kept,) = (tmp_path / "cache").iterdir()
    text = kept.read_text(encoding="utf-8")
    assert "shop.example.com" in text
    for secret in (*bench.connection["api_key"].split("=="), "a-secret-header"):
        assert secret not in text
