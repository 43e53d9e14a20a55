# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The translation of single requests of version 2 into version 1, and of what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError, NotFoundError, RefusedError
from ansible_collections.mainwp.dashboard.plugins.module_utils._transport import Call
from ansible_collections.mainwp.dashboard.plugins.module_utils._v1._dialect import Dialect

ROW = {"id": "3", "url": "https://a.example/", "name": "A", "sync_errors": "", "suspended": "0", "dtsSync": "86400"}


class Dashboard:
    """Answers of version 1 by path, and what was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str, Mapping[str, Any] | None]] = []

    def __call__(
        self, method: str, path: str, values: Mapping[str, Any] | None = None, timeout: float | None = None
    ) -> Any:
        self.asked.append((method, path, values))
        return self.answers.get(path.rpartition("/")[2].replace("-", "_"), {"SUCCESS": "Process ran."})

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The data of the answer to a request of version 2."""
        return Dialect(self).answer(Call(method, path, **more)).data


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "monitors"), ("POST", "sites/basic"), ("PUT", "sites/example.com/sync"), ("POST", "tags/add")],
)
def test_without_a_counterpart_nothing_is_sent(method: str, path: str) -> None:
    dashboard = Dashboard()
    with pytest.raises(InputError, match="needs version 2 of the API"):
        dashboard.ask(method, path)
    assert dashboard.asked == []


def test_few_sites_are_read_one_by_one_and_many_as_a_list() -> None:
    dashboard = Dashboard(site=ROW, all_sites={"3": ROW, "4": {**ROW, "id": "4"}})
    assert len(dashboard.ask("GET", "sites/basic", query={"include": "3"})["data"]) == 1
    assert [path for _method, path, _values in dashboard.asked] == ["site/site"]
    found = dashboard.ask("GET", "sites/basic", query={"include": "3,5,6,7"})["data"]
    assert [site["id"] for site in found] == ["3"]
    assert dashboard.asked[-1][1] == "sites/all-sites"


def test_an_empty_fleet_and_an_unknown_site_are_empty() -> None:
    assert Dashboard(all_sites=[]).ask("GET", "sites/basic")["data"] == []
    assert Dashboard(site=None).ask("GET", "sites/basic", query={"include": "9"})["data"] == []


def test_a_site_has_the_shape_of_version_2_and_nothing_guessed() -> None:
    site = Dashboard(site={**ROW, "wpgroupids": "1,2", "wpgroups": "x,y", "phpversion": "8.2", "ip": "127.0.0.1"}).ask(
        "GET", "sites/basic", query={"include": "3"}
    )["data"][0]
    assert (site["last_sync"], site["status"], site["php_version"]) == ("1970-01-02T00:00:00", "connected", "8.2")
    assert site["tags"] == {"1": "x", "2": "y"}
    assert "ip" not in site


def test_a_comma_in_the_name_of_a_tag_leaves_the_ids() -> None:
    row = {**ROW, "wpgroupids": "1,2", "wpgroups": "x, y,z"}
    assert Dashboard(site=row).ask("GET", "sites/basic", query={"include": "3"})["data"][0]["tags"] == ["1", "2"]


@pytest.mark.parametrize(("errors", "success"), [("", 1), ("<b>HTTP error</b>", 0)])
def test_the_record_afterwards_tells_how_a_sync_went(errors: str, success: int) -> None:
    assert Dashboard(site={**ROW, "sync_errors": errors}).ask("PUT", "sites/3/sync")["success"] == success


@pytest.mark.parametrize(
    ("method", "path", "answers"),
    [
        ("PUT", "sites/9/sync", {"site": None}),
        ("PUT", "sites/9/edit", {"edit_site": False}),
        ("PUT", "sites/9/suspend", {"edit_site": False}),
        ("PUT", "updates/9/update/wp", {"site_update_wordpress": False}),
        ("GET", "updates/9", {"site": None}),
    ],
)
def test_an_unknown_site_is_not_found(method: str, path: str, answers: dict[str, Any]) -> None:
    with pytest.raises(NotFoundError):
        Dashboard(**answers).ask(method, path)


def test_each_slug_is_a_request() -> None:
    dashboard = Dashboard()
    dashboard.ask("POST", "sites/3/plugins/activate", json={"slug": "a/a.php,b.php"})
    dashboard.ask("DELETE", "sites/3/plugins/delete", query={"slug": "a/a.php"})
    assert dashboard.asked == [
        ("POST", "site/site-manage-plugin", {"site_id": 3, "plugin": "a/a.php", "action": "activate"}),
        ("POST", "site/site-manage-plugin", {"site_id": 3, "plugin": "b.php", "action": "activate"}),
        ("POST", "site/site-manage-plugin", {"site_id": 3, "plugin": "a/a.php", "action": "delete"}),
    ]


def test_updates_of_items_are_merged() -> None:
    dashboard = Dashboard(site_update_item={"SUCCESS": "Process ran.", "data": {"updates_info": {"a": {"success": 1}}}})
    found = dashboard.ask("PUT", "updates/3/update/themes", json={"slug": ["a"]})
    assert found == {"success": 1, "data": {"a": {"success": 1}}}
    assert dashboard.asked == [("PUT", "site/site-update-item", {"site_id": 3, "type": "theme", "slug": "a"})]


def test_translations_are_refused_unsent() -> None:
    dashboard = Dashboard()
    with pytest.raises(RefusedError, match="needs version 2"):
        dashboard.ask("PUT", "updates/3/update/translations", json={"slug": ["a"]})
    assert dashboard.asked == []


def test_wordpress_says_what_it_did() -> None:
    done = Dashboard(site_update_wordpress={"upgrade": "SUCCESS", "old_version": "6.8", "version": "6.9"})
    assert done.ask("PUT", "updates/3/update/wp")["data"] == {"old_version": "6.8", "version": "6.9"}
    with pytest.raises(RefusedError, match="NORESPONSE"):
        Dashboard(site_update_wordpress={"upgrade": "NORESPONSE"}).ask("PUT", "updates/3/update/wp")


OFFERS = {slug: {"update": {"new_version": "2.0"}} for slug in ("a", "b", "c", "d")}
NOT_THIS = {"ignored_versions": ["1.0"]}
ALL = {"ignored_versions": ["all_versions"]}


@pytest.mark.parametrize(
    ("site", "everywhere", "left"),
    [
        ({}, None, ["a", "b", "c", "d"]),
        ({"ignored_plugins": {"a": ALL, "b": {"ignored_versions": ["2.0"]}, "c": NOT_THIS}}, None, ["c", "d"]),
        ({}, {"d": ALL}, ["a", "b", "c"]),
        ({"is_ignorePluginUpdates": "1"}, None, []),
    ],
)
def test_what_is_ignored_is_no_offer(site: dict[str, Any], everywhere: Any, left: list[str]) -> None:
    dashboard = Dashboard(
        site={**ROW, **site},
        site_available_updates={"wp_core": [], "plugins": OFFERS, "themes": None, "translation": None},
        ignored_plugins_updates=everywhere,
        ignored_themes_updates=None,
    )
    dialect = Dialect(dashboard)
    assert list(dialect.answer(Call("GET", "updates/3")).data["data"]["plugins"]) == left
    before = len(dashboard.asked)
    dialect.answer(Call("GET", "updates/3"))
    assert len(dashboard.asked) - before == 2, "the dashboard's own lists are read once"
