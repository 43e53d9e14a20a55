# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Plugins and themes in mainwp_fleet: together with the sites that they are on, after everything else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

MODULE = "mainwp_fleet"
HELLO, SEO = "hello.php", "seo-notes/seo-notes.php"
OTHER, SHOWN = "twentytwentyfive", "storefront-lite"
HOSTS = ("site-01.example.com", "site-02.example.com", "site-03.example.com")


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Three children, of which the first two are connected."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    for number, child in enumerate(list(bench.simulator.children)[:2], start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


def fleet(**more: Any) -> dict[str, Any]:
    """Two sites with the same plugins, one of them with a theme too."""
    return {
        "plugins": [
            *({"site": host, "plugins": [HELLO]} for host in HOSTS[:2]),
            {"site": "Site 1", "plugins": [SEO], "state": "absent"},
        ],
        "themes": [
            {"site": HOSTS[1], "themes": [SHOWN], "state": "absent"},
            {"site": HOSTS[1], "themes": [OTHER]},
        ],
        **more,
    }


def lines(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["noun"], one["key"], one["verdict"]) for one in result["fleet"]]


DONE = [
    ("theme", f"{HOSTS[1]} {OTHER}", "changed"),
    ("plugin", f"{HOSTS[0]} {HELLO}", "changed"),
    ("plugin", f"{HOSTS[1]} {HELLO}", "changed"),
    ("theme", f"{HOSTS[1]} {SHOWN}", "removed"),
    ("plugin", f"{HOSTS[0]} {SEO}", "removed"),
]


class TestFleet:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, **fleet())
        assert "failed" not in result, result
        assert lines(result) == DONE
        assert (result["changed"], result["summary"]["changed"], result["summary"]["removed"]) == (True, 3, 2)
        assert result["diff"]["after"]["plugins"][f"{HOSTS[0]} {HELLO}"] == {"state": "active"}
        assert bench.simulator.children[HOSTS[1]].active_theme == OTHER

    def test_again(self, bench: Bench) -> None:
        bench.run(MODULE, **fleet())
        result = bench.run(MODULE, **fleet())
        assert (result["changed"], result["summary"]["unchanged"]) == (False, 5)
        assert {line.split()[0] for line in bench.asked} == {"GET"}

    def test_check(self, bench: Bench) -> None:
        """The theme that is deleted is active before another one is, so that the second step rests on the first."""
        planned = bench.check(MODULE, **fleet())
        done = bench.run(MODULE, **fleet())
        assert (lines(planned), planned["diff"], planned["changed"]) == (lines(done), done["diff"], True)
        assert "failed" not in planned
        assert bench.check(MODULE, **fleet())["changed"] is False

    def test_a_site_of_the_same_task(self, bench: Bench) -> None:
        site = {"url": HOSTS[2], "name": "Third", "admin_user": "admin", "admin_password": "demo-password"}
        task = {"sites": [site], "plugins": [{"site": "third", "plugins": [HELLO]}]}
        planned = bench.check(MODULE, **task)
        assert (lines(planned), len(planned["warnings"])) == ([("site", HOSTS[2], "created")], 1)
        assert "is not known before it is connected" in str(planned["warnings"][0])
        assert lines(bench.run(MODULE, **task))[1] == ("plugin", f"{HOSTS[2]} {HELLO}", "changed")

    def test_a_site_that_could_not_be_connected(self, bench: Bench) -> None:
        site = {"url": HOSTS[2], "name": "Third", "admin_user": "admin", "admin_password": "wrong"}
        result = bench.run(MODULE, sites=[site], plugins=[{"site": HOSTS[2], "plugins": [HELLO]}])
        assert [one["verdict"] for one in result["fleet"]] == ["failed", "untried"]
        assert result["fleet"][1]["reason"] == "The site is not connected."
        assert result["failed"] is True

    def test_a_broken_connection_ends_it(self, bench: Bench) -> None:
        bench.adapter.fail("refused", path="tags/add", times=9)
        result = bench.run(MODULE, tags=[{"name": "new"}], plugins=[{"site": HOSTS[0], "plugins": [HELLO]}])
        assert [one["verdict"] for one in result["fleet"]] == ["failed", "untried"]

    def test_a_plugin_that_is_missing_fails_the_task(self, bench: Bench) -> None:
        result = bench.run(MODULE, plugins=[{"site": HOSTS[0], "plugins": ["nope/nope.php"]}])
        assert "1 of 1 records failed. plugin site-01.example.com nope/nope.php: The plugin is not" in result["msg"]


class TestRefused:
    """Before anything is written."""

    @pytest.mark.parametrize(
        ("task", "message"),
        [
            ({"plugins": [{"site": "nobody.example", "plugins": [HELLO]}]}, "there is no site 'nobody.example'"),
            ({"plugins": [{"site": HOSTS[0], "plugins": [HELLO]}, {"site": "1", "plugins": [HELLO]}]}, "twice on 1"),
            (
                {
                    "sites": [{"url": HOSTS[0], "name": "Shop"}],
                    "plugins": [
                        {"site": "1", "plugins": [HELLO]},
                        {"site": "shop", "plugins": [HELLO], "state": "inactive"},
                    ],
                },
                "twice on shop",
            ),
            (
                {
                    "sites": [{"url": HOSTS[2], "name": "New", "admin_user": "a", "admin_password": "demo-password"}],
                    "plugins": [{"site": "New", "plugins": [HELLO]}, {"site": HOSTS[2], "plugins": [HELLO]}],
                },
                f"twice on {HOSTS[2]}",
            ),
            (
                {"sites": [{"url": HOSTS[0], "state": "absent"}], "plugins": [{"site": "1", "plugins": [HELLO]}]},
                "is declared absent",
            ),
            (
                {
                    "sites": [{"url": HOSTS[0], "state": "absent"}],
                    "plugins": [{"site": HOSTS[0], "plugins": [HELLO]}],
                },
                "is declared absent",
            ),
            ({"themes": [{"site": HOSTS[0], "themes": [OTHER, SHOWN]}]}, "a site has one active theme"),
        ],
    )
    def test_refused(self, bench: Bench, task: dict[str, Any], message: str) -> None:
        result = bench.run(MODULE, tags=[{"name": "new"}], **task)
        assert message in result["msg"]
        assert bench.written == []
