# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_theme against the simulator: both states, and the themes that would break a site."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.children import Child
from tests.unit.support.bench import Bench, connected

MODULE = "mainwp_theme"
OTHER, SHOWN = "twentytwentyfive", "storefront-lite"
# The selection, whether syncs bring the themes along, and what the sites have.
READS = ["GET sites/basic", "GET settings/advanced", "GET sites/basic"]
FIRST = "site-01.example.com"
URL = f"https://{FIRST}/"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, sites=2)


def child(bench: Bench) -> Child:
    return bench.simulator.children[FIRST]


def words(result: dict[str, Any]) -> list[str]:
    return [one["verdict"] for one in result["themes"]]


VERBS = [
    pytest.param("active", ["PUT sites/1/sync", "POST sites/1/themes/activate"], id="activate"),
    pytest.param("absent", ["DELETE sites/1/themes/delete"], id="delete"),
]


@pytest.mark.parametrize(("state", "writes"), VERBS)
class TestVerbs:
    """Each state: do, again, check, check again, refused, answer lost."""

    def test_do(self, bench: Bench, state: str, writes: list[str]) -> None:
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        assert (result["changed"], words(result)) == (True, ["changed"])
        assert result["diff"] == {"before": {URL: {OTHER: "inactive"}}, "after": {URL: {OTHER: state}}}
        assert bench.asked == [*READS, *writes, "PUT sites/1/sync"]
        assert (child(bench).active_theme == OTHER) is (state == "active")
        assert (OTHER in child(bench).themes) is (state == "active")

    def test_again(self, bench: Bench, state: str, writes: list[str]) -> None:
        bench.run(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        assert (result["changed"], words(result)) == (False, ["unchanged"])
        assert bench.asked == READS

    def test_check(self, bench: Bench, state: str, writes: list[str]) -> None:
        planned = bench.check(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        done = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        assert (planned["changed"], planned["diff"]) == (True, done["diff"])
        assert bench.check(MODULE, sites=[FIRST], themes=[OTHER], state=state)["changed"] is False

    def test_refused(self, bench: Bench, state: str, writes: list[str]) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        assert (result["failed"], words(result)) == (True, ["failed"])
        assert child(bench).active_theme == SHOWN

    def test_answer_lost(self, bench: Bench, state: str, writes: list[str]) -> None:
        bench.adapter.fail("read_timeout_after", path=writes[-1].partition("/1/")[2])
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state=state)
        assert (result["changed"], words(result)) == (True, ["changed"])


def test_what_is_not_known_is_not_absent(bench: Bench) -> None:
    bench.simulator.faults.add("replace", path="sites/basic", skip=1, body={"success": 1, "data": [{"id": 1}]})
    result = bench.run(MODULE, sites=[FIRST], themes=["nope"], state="absent")
    assert words(result) == ["unchanged"]
    assert bench.asked == [*READS, "PUT sites/1/sync"]


class TestWhatWouldBreakASite:
    def test_a_theme_that_is_not_there_is_never_activated(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], themes=["nope"])
        assert (result["failed"], words(result)) == (True, ["failed"])
        assert bench.written == []
        assert child(bench).active_theme == SHOWN

    def test_nor_is_one_that_went_since_the_last_sync(self, bench: Bench) -> None:
        del child(bench).themes[OTHER]
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER])
        assert words(result) == ["failed"]
        assert [line for line in bench.asked if "themes" in line] == []
        assert child(bench).active_theme == SHOWN

    def test_nor_its_name_in_place_of_its_slug(self, bench: Bench) -> None:
        assert words(bench.run(MODULE, sites=[FIRST], themes=["Twenty_Twenty-Five"])) == ["failed"]
        assert bench.written == []

    def test_the_active_theme_stays(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=[FIRST], themes=[SHOWN], state="absent")
        assert result["themes"][0]["reason"] == "It is the active theme: activate another one first."
        assert bench.written == []

    def test_the_parent_of_the_active_theme_stays(self, bench: Bench) -> None:
        bench.simulator.faults.add(
            "replace",
            path="sites/basic",
            skip=1,
            body={
                "success": 1,
                "data": [{"id": 1, "themes": f'[{{"slug":"{OTHER}","name":"x","active":0,"parent_active":1}}]'}],
            },
        )
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state="absent")
        assert result["themes"][0]["reason"] == "It is the parent of the active theme."
        assert bench.written == []

    def test_a_site_shows_one_theme(self, bench: Bench) -> None:
        assert "a site has one active theme" in bench.run(MODULE, sites=[FIRST], themes=[OTHER, SHOWN])["msg"]
        assert bench.asked == []

    def test_a_deletion_that_was_only_confirmed_failed(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="themes/delete", body={"success": 1, "data": {"delete": {}}})
        result = bench.run(MODULE, sites=[FIRST], themes=[OTHER], state="absent")
        assert (words(result), result["changed"]) == (["failed"], False)
