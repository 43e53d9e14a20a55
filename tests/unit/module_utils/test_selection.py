# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Which sites a task means."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ansible_collections.mainwp.dashboard.plugins.doc_fragments.selection import ModuleDocFragment
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import AmbiguousError, InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._resource import Engine
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._all import NOUNS
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._site import SITE
from ansible_collections.mainwp.dashboard.plugins.module_utils._selection import SELECTION_OPTIONS, select_sites
from tests.unit.support.scripted import Conversation, Reply


def site(number: int, url: str, tags: dict[str, str] | None = None, client: int = 0, **more: str) -> dict[str, Any]:
    row: dict[str, Any] = {str(field.read): "" for field in SITE.fields if field.read and not field.view}
    row.update(id=str(number), url=url, name=f"Site {number}", tags=tags or [], client_id=str(client), **more)
    return row


SITES = [
    site(1, "https://www.shop.test/", {"7": "production", "8": "shops"}, client=3),
    site(2, "https://blog.test/", {"7": "production"}, client=4),
    site(3, "https://blog.test/en/"),
]
TAGS = [
    {"id": "7", "name": "production", "color": "", "sites_ids": "", "count_sites": "2"},
    {"id": "8", "name": "shops", "color": "", "sites_ids": "", "count_sites": "1"},
    {"id": "9", "name": "empty", "color": "", "sites_ids": "", "count_sites": "0"},
]


def client(number: int, name: str, email: str) -> dict[str, Any]:
    noun = NOUNS["client"]
    row: dict[str, Any] = {str(field.read): "" for field in noun.fields if field.read and not field.view}
    row.update({noun.id_key: str(number)})
    for field in noun.fields:
        if field.name in ("name", "email"):
            row[str(field.read)] = name if field.name == "name" else email
    return row


CLIENTS = [client(3, "Acme Ltd", "ops@acme.test"), client(4, "Other", ""), client(5, "Other", "")]


def select(**options: list[str]) -> list[int]:
    """Select from the three sites; the lists of tags and clients are there when they are asked for."""
    replies = [SITES, *([TAGS] if "tags" in options else []), *([CLIENTS] if "clients" in options else [])]
    talk = Conversation(*[Reply(body={"success": 1, "data": rows}) for rows in replies])
    engine = Engine(talk.dashboard, NOUNS, talk.clock, check_mode=True)
    found = select_sites(options, engine.reads, engine.references)
    assert len(talk.lines) == len(replies)
    return [int(record["id"]) for record in found]


@pytest.mark.parametrize("options", [{}, {"sites": []}, {"sites": None, "tags": []}])
def test_a_selection_that_names_nothing_is_an_error(options: dict[str, Any]) -> None:
    talk = Conversation()
    engine = Engine(talk.dashboard, NOUNS, talk.clock, check_mode=False)
    with pytest.raises(InputError, match=r"No site is selected|is an empty list"):
        select_sites(options, engine.reads, engine.references)
    assert talk.lines == []


def test_the_whole_fleet_is_written_out() -> None:
    assert select(sites=["all"]) == [2, 3, 1]


def test_all_stands_alone() -> None:
    talk = Conversation()
    engine = Engine(talk.dashboard, NOUNS, talk.clock, check_mode=False)
    with pytest.raises(InputError, match="'all' beside other sites"):
        select_sites({"sites": ["all", "blog.test"]}, engine.reads, engine.references)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (["shop.test"], [1]),
        (["https://SHOP.test"], [1]),
        (["2"], [2]),
        (["Site 3"], [3]),
        (["blog.test/en"], [3]),
        (["blog.test", "2", "Site 2"], [2]),
        (["shop.test", "blog.test"], [2, 1]),
    ],
)
def test_sites(named: list[str], found: list[int]) -> None:
    assert select(sites=named) == found


@pytest.mark.parametrize(
    ("named", "found"), [(["production"], [2, 1]), (["8"], [1]), (["shops", "empty"], [1]), (["empty"], [])]
)
def test_tags(named: list[str], found: list[int]) -> None:
    assert select(tags=named) == found


@pytest.mark.parametrize(("named", "found"), [(["Acme Ltd"], [1]), (["ops@acme.test"], [1]), (["4"], [2])])
def test_clients(named: list[str], found: list[int]) -> None:
    assert select(clients=named) == found


def test_all_options_must_fit() -> None:
    assert select(tags=["production"], clients=["3"]) == [1]
    assert select(sites=["blog.test"], tags=["shops"]) == []
    assert select(sites=["all"], tags=["shops"]) == [1]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"sites": ["nosuch.test"]}, "sites: there is no site 'nosuch.test'"),
        ({"sites": ["77"]}, "sites: there is no site with id 77"),
        ({"tags": ["nosuch"]}, "tags: there is no tag 'nosuch'"),
        ({"clients": ["nosuch"]}, "clients: there is no client 'nosuch'"),
    ],
)
def test_what_does_not_exist_is_an_error_in_check_mode_too(options: dict[str, list[str]], text: str) -> None:
    with pytest.raises(InputError) as caught:
        select(**options)
    assert text in caught.value.message


def test_a_name_that_fits_two_is_an_error() -> None:
    with pytest.raises(AmbiguousError, match="ids 4, 5"):
        select(clients=["Other"])


def test_the_options_are_documented() -> None:
    documented = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert {name: {key: option[key] for key in ("type", "elements")} for name, option in documented.items()} == (
        SELECTION_OPTIONS
    )
