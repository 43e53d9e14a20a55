# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Ignored updates in mainwp_fleet: together with the sites that they are on, after everything else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

MODULE = "mainwp_fleet"
HELLO, SEO = "hello.php", "seo-notes/seo-notes.php"
THEME = "twentytwentyfive"
HOSTS = ("site-01.example.com", "site-02.example.com", "site-03.example.com")
READ = ["GET sites/basic", "GET sites/basic"]


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Three children, of which the first two are connected."""
    bench = Bench(generation=request.param, state="demo", sites=3)
    for number, child in enumerate(list(bench.simulator.children)[:2], start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


def fleet(**more: Any) -> dict[str, Any]:
    """Two sites with ignores."""
    return {
        "ignores": [
            {"site": HOSTS[0], "plugins": [SEO], "themes": [THEME]},
            {"site": "Site 2", "plugins": [HELLO]},
        ],
        **more,
    }


def lines(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["noun"], one["key"], one["verdict"]) for one in result["fleet"]]


def ignored(bench: Bench, site_id: int) -> list[str]:
    site = bench.simulator.dashboard.sites.get(site_id)
    assert site is not None
    return [*(site.ignored_plugins or ()), *(site.ignored_themes or ())]


class TestFleet:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, **fleet())
        assert "failed" not in result, result
        assert lines(result) == [
            ("ignore", f"{HOSTS[0]} {SEO}", "changed"),
            ("ignore", f"{HOSTS[0]} {THEME}", "changed"),
            ("ignore", f"{HOSTS[1]} {HELLO}", "changed"),
        ]
        assert result["diff"]["before"]["ignores"][f"{HOSTS[0]} {SEO}"] == {"state": "absent"}
        assert result["diff"]["after"]["ignores"][f"{HOSTS[0]} {SEO}"] == {"state": "present"}
        writes = ["PUT updates/1/ignore/plugins", "PUT updates/1/ignore/themes", "PUT updates/2/ignore/plugins"]
        assert sorted(bench.asked) == sorted([*READ, *writes, "GET sites/basic"])
        assert (ignored(bench, 1), ignored(bench, 2)) == ([SEO, THEME], [HELLO])

    def test_again(self, bench: Bench) -> None:
        bench.run(MODULE, **fleet())
        result = bench.run(MODULE, **fleet())
        assert (result["changed"], result["summary"]["unchanged"]) == (False, 3)
        assert bench.asked == READ

    def test_check(self, bench: Bench) -> None:
        planned = bench.check(MODULE, **fleet())
        done = bench.run(MODULE, **fleet())
        assert (lines(planned), planned["diff"], planned["changed"]) == (lines(done), done["diff"], True)
        assert bench.check(MODULE, **fleet())["changed"] is False

    def test_lifted(self) -> None:
        bench = Bench(generation="modern", state="demo", sites=1)
        connect(bench.simulator, next(iter(bench.simulator.children)), "Site 1")
        pair = bench.simulator.keys["application"]
        bench.connection |= {"application_user": pair["user"], "application_password": pair["password"]}
        entry = {"site": "1", "plugins": [SEO]}
        bench.run(MODULE, ignores=[entry])
        planned = bench.check(MODULE, ignores=[{**entry, "state": "absent"}])
        result = bench.run(MODULE, ignores=[{**entry, "state": "absent"}])
        assert lines(result) == [("ignore", f"{HOSTS[0]} {SEO}", "removed")]
        assert planned["diff"] == result["diff"]
        assert ignored(bench, 1) == []

    def test_a_site_of_the_same_task(self, bench: Bench) -> None:
        site = {"url": HOSTS[2], "name": "Third", "admin_user": "admin", "admin_password": "demo-password"}
        task = {"sites": [site], "ignores": [{"site": "third", "plugins": [HELLO]}]}
        planned = bench.check(MODULE, **task)
        assert (lines(planned), len(planned["warnings"])) == ([("site", HOSTS[2], "created")], 1)
        assert "ignores: what third has is not known before it is connected" in str(planned["warnings"][0])
        assert lines(bench.run(MODULE, **task))[1] == ("ignore", f"{HOSTS[2]} {HELLO}", "changed")

    def test_a_misspelled_slug_on_a_site_of_the_same_task(self, bench: Bench) -> None:
        site = {"url": HOSTS[2], "name": "Third", "admin_user": "admin", "admin_password": "demo-password"}
        task = {"sites": [site], "ignores": [{"site": "third", "plugins": ["nope.php"]}, *fleet()["ignores"]]}
        result = bench.run(MODULE, **task)
        assert [verdict for _noun, _key, verdict in lines(result)] == ["created", "failed", *["changed"] * 3]
        assert f"ignore {HOSTS[2]} nope.php: https://{HOSTS[2]}/ has no plugin nope.php" in result["msg"]

    def test_a_site_that_could_not_be_connected(self, bench: Bench) -> None:
        site = {"url": HOSTS[2], "name": "Third", "admin_user": "admin", "admin_password": "wrong"}
        result = bench.run(MODULE, sites=[site], ignores=[{"site": HOSTS[2], "plugins": [HELLO]}])
        assert [one["verdict"] for one in result["fleet"]] == ["failed", "untried"]
        assert result["fleet"][1]["reason"] == "The site is not connected."

    def test_a_broken_connection_ends_it(self, bench: Bench) -> None:
        bench.adapter.fail("refused", path="tags/add", times=9)
        result = bench.run(MODULE, tags=[{"name": "new"}], **fleet())
        assert [one["verdict"] for one in result["fleet"]] == ["failed", *["untried"] * 3]
        assert len(bench.written) == 0

    def test_a_broken_connection_before_it_ends_it_too(self, bench: Bench) -> None:
        bench.adapter.fail("refused", path="plugins/activate", times=9)
        result = bench.run(MODULE, plugins=[{"site": "1", "plugins": [HELLO]}], **fleet())
        assert [one["verdict"] for one in result["fleet"]] == ["failed", *["untried"] * 3]

    def test_a_site_without_it_is_passed_over(self, bench: Bench) -> None:
        entry = {"site": "1", "plugins": ["nope/nope.php"], "missing_ok": True}
        result = bench.run(MODULE, ignores=[entry])
        assert (lines(result), result["changed"]) == ([("ignore", f"{HOSTS[0]} nope/nope.php", "untried")], False)
        assert result["fleet"][0]["reason"] == "The site does not have this plugin."


class TestRefused:
    """Before anything is written."""

    @pytest.mark.parametrize(
        ("task", "message"),
        [
            ({"ignores": [{"site": "nobody.example", "plugins": [SEO]}]}, "there is no site 'nobody.example'"),
            ({"ignores": [{"site": HOSTS[0]}]}, f"the entry of {HOSTS[0]} names no plugins and no themes"),
            ({"ignores": [{"site": HOSTS[0], "plugins": ["nope.php"]}]}, "has no plugin nope.php"),
            (
                {"ignores": [{"site": HOSTS[0], "plugins": [SEO]}, {"site": "1", "plugins": [SEO], "state": "absent"}]},
                f"ignores: {SEO} is declared twice on 1",
            ),
            (
                {"sites": [{"url": HOSTS[0], "state": "absent"}], "ignores": [{"site": "1", "plugins": [SEO]}]},
                "is declared absent",
            ),
        ],
    )
    def test_refused(self, bench: Bench, task: dict[str, Any], message: str) -> None:
        result = bench.run(MODULE, tags=[{"name": "new"}], **task)
        assert message in result["msg"]
        assert bench.written == []

    def test_no_way_to_lift_it(self, bench: Bench) -> None:
        bench.run(MODULE, **fleet())
        lifted = [{**entry, "state": "absent"} for entry in fleet()["ignores"]]
        result = bench.run(MODULE, tags=[{"name": "new"}], ignores=lifted)
        assert f"The ignore of {SEO} on https://{HOSTS[0]}/ cannot be lifted" in result["msg"]
        assert bench.written == []
