# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Plans: grouped by offer, held to their hash, refused on another dashboard."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates import _plan
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import Offer, Site

DASHBOARD = "https://dash.test"
FORMS = Offer("plugin", "forms/forms.php", "Forms", "2.4.0", "2.5.0", active=True)
THEME = Offer("theme", "demo-theme", "Demo", "1.0", "1.1", active=False)
PACK = Offer("translation", "forms", "Forms", "", "2.5.0", languages=("de_DE", "fr_FR"))
CORE = Offer("core", "wordpress", "WordPress", "7.0.2", "7.0.4")
UNLICENSED = Offer("plugin", "pro/pro.php", "Pro", "1.0", "2.0", blocked="No package.")


def site(number: int) -> Site:
    return Site(number, f"https://c{number}.test/", f"c{number}", "", False, "", None, ())


def made(found: list[tuple[Site, Offer]], **arguments: Any) -> dict[str, Any]:
    return _plan.make(**{"dashboard": DASHBOARD, "made_at": "2026-11-24T10:00:00Z", "found": found, **arguments})


FOUND = [
    (site(2), CORE),
    (site(2), FORMS),
    (site(1), FORMS),
    (site(1), PACK),
    (site(1), THEME),
    (site(2), UNLICENSED),
]


def accept(raw: Any, dashboard: str = DASHBOARD, approved: str | None = None) -> _plan.Plan:
    return _plan.accept(raw, dashboard=dashboard, approved=approved)


def test_grouped_by_offer_in_the_order_of_work() -> None:
    plan = made(FOUND)
    assert [(entry["type"], entry["sites"]) for entry in plan["offers"]] == [
        ("plugin", [1, 2]),
        ("theme", [1]),
        ("translation", [1]),
        ("core", [2]),
    ]
    assert plan["offers"][0] == {
        "type": "plugin",
        "slug": "forms/forms.php",
        "name": "Forms",
        "old_version": "2.4.0",
        "new_version": "2.5.0",
        "sites": [1, 2],
    }
    assert plan["offers"][2]["languages"] == ["de_DE", "fr_FR"]
    assert [(entry["slug"], entry["reason"], entry["sites"]) for entry in plan["blocked"]] == [
        ("pro/pro.php", "No package.", [2])
    ]


def test_two_versions_of_one_plugin_are_two_offers() -> None:
    other = Offer("plugin", "forms/forms.php", "Forms", "2.3.0", "2.5.0")
    assert [entry["sites"] for entry in made([(site(1), FORMS), (site(2), other)])["offers"]] == [[2], [1]]


def test_the_hash_is_that_of_the_content() -> None:
    plan = made(FOUND)
    again = made(list(reversed(FOUND)), made_at="2026-11-25T10:00:00Z")
    assert again["hash"] == plan["hash"]
    assert made(FOUND, dashboard="http://www.dash.test/")["hash"] == plan["hash"]


@pytest.mark.parametrize("found", [FOUND[:-2], [*FOUND, (site(3), FORMS)], [(site(1), CORE)], []])
def test_another_content_has_another_hash(found: list[tuple[Site, Offer]]) -> None:
    assert made(found)["hash"] != made(FOUND)["hash"]


def test_accepted_after_its_way_through_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")
    _plan.write_file(str(path), made(FOUND))
    plan = accept(_plan.read_file(str(path)), approved=made(FOUND)["hash"].upper())
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert set(plan.wanted) == {1, 2}
    assert [offer.key for offer in plan.wanted[1]] == [FORMS.key, THEME.key, PACK.key]
    assert plan.wanted[1][2].same(PACK)
    assert UNLICENSED.key not in [offer.key for offer in plan.wanted[2]]


def test_ids_that_became_text_in_a_template_do_not_matter() -> None:
    plan = json.loads(json.dumps(made(FOUND)))
    for entry in plan["offers"]:
        entry["sites"] = [str(one) for one in entry["sites"]]
    assert set(accept(plan).wanted) == {1, 2}


def test_refused_on_another_dashboard() -> None:
    with pytest.raises(InputError, match=r"made on https://dash\.test") as caught:
        accept(made(FOUND), dashboard="https://other.test")
    assert caught.value.code == "other_dashboard"


@pytest.mark.parametrize("name", ["slug", "old_version", "new_version"])
def test_refused_when_it_was_changed(name: str) -> None:
    plan = copy.deepcopy(made(FOUND))
    plan["offers"][0][name] = "9.9"
    with pytest.raises(InputError) as caught:
        accept(plan)
    assert caught.value.code == "plan_changed"


def test_refused_when_a_site_was_added() -> None:
    plan = copy.deepcopy(made(FOUND))
    plan["offers"][0]["sites"].append(7)
    with pytest.raises(InputError) as caught:
        accept(plan)
    assert caught.value.code == "plan_changed"


def test_refused_when_another_was_approved() -> None:
    with pytest.raises(InputError) as caught:
        accept(made(FOUND), approved="3f9c")
    assert caught.value.code == "other_plan"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"dashboard": DASHBOARD, "hash": "x", "offers": [{"type": "plugin"}]},
        {"dashboard": DASHBOARD, "hash": "x", "offers": [{**_plan.shown(FORMS), "type": "wp", "sites": [1]}]},
        {"dashboard": DASHBOARD, "hash": "x", "offers": [{**_plan.shown(FORMS), "sites": ["all"]}]},
        {"dashboard": DASHBOARD, "hash": "x", "offers": 3},
    ],
)
def test_refused_when_it_is_no_plan(raw: Any) -> None:
    with pytest.raises(InputError):
        accept(raw)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="plan_src"):
        _plan.read_file(str(tmp_path / "none.json"))
    (tmp_path / "text").write_text("no plan")
    with pytest.raises(InputError, match="plan_src"):
        _plan.read_file(str(tmp_path / "text"))
    with pytest.raises(InputError, match="plan_dest"):
        _plan.write_file(str(tmp_path / "no" / "plan.json"), made(FOUND))
