# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Whatever is wrong with the dashboard or the file fails the source, with cause and cure, and adds no host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData

from ansible_collections.mainwp.dashboard.plugins.inventory import mainwp
from tests.unit.support.bench import Bench
from tests.unit.support.inventory import Source, row

FLEET = "ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._fleet"


@pytest.fixture
def bench() -> Bench:
    return Bench(state="examples")


def failure(source: Source) -> str:
    """The message with which the source fails; makes sure that no host was added."""
    inventory = InventoryData()
    with pytest.raises(AnsibleError) as caught:
        source.parse(inventory)
    assert isinstance(caught.value, AnsibleParserError)
    assert inventory.hosts == {}
    return str(caught.value)


def test_a_bad_key(bench: Bench, tmp_path: Path) -> None:
    bench.connection["api_key"] = f"{'0' * 40}=={'1' * 40}"
    text = failure(Source(bench, tmp_path))
    assert "The dashboard refused the key" in text
    assert "check it under MainWP > API Access" in text
    assert "0000" not in text


def test_a_key_that_may_not_read(bench: Bench, tmp_path: Path) -> None:
    bench.connection["api_key"] = bench.simulator.keys["wo"]
    assert "The key lacks this permission" in failure(Source(bench, tmp_path))


def test_an_expired_certificate(bench: Bench, tmp_path: Path) -> None:
    bench.adapter.trusted = False
    text = failure(Source(bench, tmp_path))
    assert "its TLS certificate is not trusted" in text
    assert "Set ca_path to the authority that signed it, or renew it" in text


@pytest.mark.parametrize("path", ["sites/count", "sites/basic", "tags", "clients"])
@pytest.mark.parametrize("kind", ["refused", "dropped"])
def test_a_connection_that_breaks_anywhere(bench: Bench, tmp_path: Path, path: str, kind: str) -> None:
    bench.adapter.fail(kind, path=f"{path}$")
    assert failure(Source(bench, tmp_path))


def test_a_page_that_is_missing(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{FLEET}.PAGE", 2)
    bench.adapter.fail("refused", path="sites/basic", skip=1)
    assert "the connection is refused" in failure(Source(bench, tmp_path))


def hide(bench: Bench, lists: Callable[[int], bool]) -> None:
    """Have the dashboard leave a site that it counts out of the n-th list of sites, where ``lists(n)``, from 1 on."""
    application, seen = bench.simulator.wsgi, 0

    def hiding(environ: Any, start: Any) -> Any:
        nonlocal seen
        listing = environ["PATH_INFO"].endswith("sites/basic")
        seen += listing
        site = row(bench, 2)
        site.is_staging = int(listing and lists(seen))
        try:
            return application(environ, start)
        finally:
            site.is_staging = 0

    bench.simulator.wsgi = hiding


def test_half_a_list(bench: Bench, tmp_path: Path) -> None:
    hide(bench, lambda number: True)
    assert "The dashboard counts 3 sites and lists only 2 of them." in failure(Source(bench, tmp_path))


def test_a_list_that_moved_while_it_was_read_is_read_once_more(bench: Bench, tmp_path: Path) -> None:
    hide(bench, lambda number: number == 1)
    assert len(Source(bench, tmp_path).parse().hosts) == 3
    assert bench.asked[:4] == ["GET sites/count", "GET sites/basic"] * 2


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"dashboard_url": "dashboard.example.com"}, "is not a web address"),
        ({"api_key": None}, "No api_key is given"),
        ({"api_key": "abc"}, "api_key is not a MainWP token"),
        ({"application_user": "admin"}, "Parameters are required together: application_user, application_password"),
        ({"api_key": None, "consumer_key": "ck_1", "consumer_secret": "cs_1"}, "needs version 2 of the API"),
        ({"api_key": "{{ nothing_of_that_name }}"}, "The option api_key cannot be filled in"),
    ],
)
def test_options_that_cannot_be_used(bench: Bench, tmp_path: Path, options: dict[str, Any], cause: str) -> None:
    source = Source(bench, tmp_path)
    source.write(**{name: value for name, value in {**bench.connection, **options}.items() if value is not None})
    assert cause.lower() in failure(source).lower()
    assert bench.asked == []


def test_without_requests(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mainwp, "REQUESTS_ERROR", "ImportError")
    assert "The Python library requests is missing. Install it for" in failure(Source(bench, tmp_path))


@pytest.mark.parametrize("name", ["fleet.yml", "mainwp.json", "fleet.mainwp.ini"])
def test_other_files_are_left_to_others(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("---", encoding="utf-8")
    assert not mainwp.InventoryModule().verify_file(str(tmp_path / name))
