# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The ways to ignore updates, and how they differ: the route adds and keeps, the abilities replace and take away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.simulator.client import connected

WIDGET, SEO = "demo-widget/demo-widget.php", "demo-seo/demo-seo.php"
ALL = ["all_versions"]


def test_a_map_ignores_and_its_names_are_decoded() -> None:
    call = connected()
    answer = call.body("PUT", "/updates/1/ignore/plugins", {"slug": {SEO: "C%2B%2B+%26 SEO"}})
    assert answer["data"] == {SEO: "success"}
    assert call.site(1).ignored_plugins == {SEO: {"Name": "C++ & SEO", "ignored_versions": ALL}}
    assert call.body("PUT", "/updates/1/ignore/plugins", {"slug": {SEO: "x"}})["data"] == []


@pytest.mark.parametrize("slug", [SEO, [SEO]])
def test_a_list_or_text_leaves_junk(slug: Any) -> None:
    call = connected()
    assert call.body("PUT", "/updates/1/ignore/plugins", {"slug": slug})["data"] == ["success"]
    assert call.site(1).ignored_plugins == [{"Name": SEO, "ignored_versions": ALL}]
    assert SEO in call.body("GET", "/updates/1")["data"]["plugins"]


def test_the_route_leaves_single_versions_and_the_ability_replaces_them() -> None:
    call = connected()
    call.site(1).ignored_plugins = {SEO: {"Name": "Demo Seo", "ignored_versions": ["2.9.5"]}}
    assert call.body("PUT", "/updates/1/ignore/plugins", {"slug": {SEO: "Demo Seo"}})["data"] == []
    assert SEO in call.body("GET", "/updates/1")["data"]["plugins"]
    # To add is what it does where it is not told.
    body = {"input": {"site_id_or_domain": 1, "slugs": [SEO]}}
    assert call.ability("POST", "ignore-site-plugins-v1", body)[1]["ignored_count"] == 1
    assert call.site(1).ignored_plugins == {SEO: {"Name": SEO, "ignored_versions": ALL}}


def test_the_count_of_the_ability_is_of_what_was_sent() -> None:
    call = connected()
    call.site(1).ignored_plugins = {"0": {"Name": SEO, "ignored_versions": ALL}, WIDGET: "Demo Widget"}
    body: dict[str, Any] = {"input": {"site_id_or_domain": 1, "slugs": ["0", "nope"], "action": "remove"}}
    assert call.ability("POST", "ignore-site-plugins-v1", body) == (
        200,
        {"success": True, "message": "2 plugins unignored.", "ignored_count": 2},
    )
    assert call.site(1).ignored_plugins == {WIDGET: "Demo Widget"}
    body["input"]["slugs"] = []
    assert call.ability("POST", "ignore-site-plugins-v1", body)[1]["success"] is False


def test_neither_slug_nor_slugs_can_be_left_out() -> None:
    call = connected()
    one = {"site_id_or_domain": 1}
    assert call.ability("POST", "ignore-site-themes-v1", {"input": one})[0] == 400
    unnamed = {**one, "action": "ignore", "type": "theme"}
    assert call.ability("POST", "set-ignored-updates-v1", {"input": unnamed})[0] == 400


def test_the_ability_for_wordpress_leaves_the_flag_of_the_route() -> None:
    call = connected()
    call.body("PUT", "/updates/2/ignore/wp")
    body = {"input": {"site_id_or_domain": 2, "action": "remove"}}
    assert call.ability("POST", "ignore-site-core-v1", body)[1]["ignored_count"] == 1
    assert call.site(2).ignore_core_updates == 1
