# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What goes wrong with updates site by site, and the verdict on each: the table of docs/updates.md, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.children import Fault
from tests.simulator.children import Offer as ChildOffer
from tests.unit.support.bench import Bench
from tests.unit.support.traffic import Traffic
from tests.unit.support.updates import (
    FORMS,
    GOOD,
    SEO,
    THEME,
    child,
    connected,
    fleet,
    go_on_behind,
    offer_core,
    offer_plugin,
    offer_translations,
    reasons,
    refresh,
    upgrades,
    verdicts,
)

MODULE = "mainwp_update"
DOCUMENTATION = Path(__file__).parents[3] / "docs" / "updates.md"
HEADING = "## Faults and verdicts, per site"
PRO = "pro/pro.php"
CORE = "wordpress"


@dataclass(frozen=True)
class Row:
    """One fault.

    Args:
        what: as the documentation calls it.
        arrange: makes it happen to the forms plugin of site 1, or to what ``slug`` names.
        verdict: on the item, and a part of its ``reason``.
        theme: the verdict on the theme of the same site, whose turn comes after the plugins and before WordPress.
        options: further options of the task.
        later: the verdict of a second run; empty where the item is done with.
    """

    what: str
    arrange: Callable[[Bench], Any]
    verdict: str
    reason: str = ""
    slug: str = FORMS
    theme: str = "updated"
    options: dict[str, Any] = field(default_factory=dict)
    later: str = ""


def chain(*steps: Callable[[Bench], Any]) -> Callable[[Bench], Any]:
    def arrange(bench: Bench) -> None:
        for step in steps:
            step(bench)

    return arrange


def away(bench: Bench) -> None:
    child(bench).reachability = "404"


def fault(kind: str, path: str, **options: Any) -> Callable[[Bench], Any]:
    return lambda bench: bench.simulator.faults.add(kind, method="PUT", path=path, **options)


def broken_connection(kind: str) -> Callable[[Bench], Any]:
    return lambda bench: bench.adapter.fail(kind, method="PUT", path="update/plugins", times=1)


def on_child(slug: str, kind: str, **options: Any) -> Callable[[Bench], Any]:
    def arrange(bench: Bench) -> None:
        child(bench).faults[slug] = Fault(kind, **options)

    return arrange


def crashing_core(bench: Bench) -> None:
    offer_core(bench)
    child(bench).core_forbidden = True


def crashing_core_page(bench: Bench) -> None:
    offer_core(bench)
    fault("php_fatal", "update/wp")(bench)


def core_that_arrives_in_spite_of_the_crash(bench: Bench) -> None:
    crashing_core_page(bench)
    act, one = bench.simulator.faults.active[-1], child(bench)
    hit = act.takes

    def taking() -> bool:
        one.upgrade_core()
        return hit()

    act.takes = taking  # type: ignore[method-assign]


def unlicensed(bench: Bench) -> None:
    offer_plugin(bench, PRO, ChildOffer("2.0"))


def old_php_for_the_new_version(bench: Bench) -> None:
    offer_plugin(bench, PRO, ChildOffer("2.0", "https://dash.test/pro.zip", requires_php="9.0"))


def old_php_for_the_installed_version(bench: Bench) -> None:
    offer_plugin(bench, PRO, ChildOffer("2.0", "https://dash.test/pro.zip"), requires_php="9.0")


def old_php_that_the_dashboard_does_not_know_of(bench: Bench) -> None:
    offer_plugin(bench, PRO, ChildOffer("2.0", "https://dash.test/pro.zip"), requires_php="8.0")
    child(bench).php_version = "7.4.33"


def done_by_somebody_else(bench: Bench) -> None:
    child(bench).upgrade_plugins([FORMS])


def done_and_synced_by_somebody_else(bench: Bench) -> None:
    """Between our look at the site and our update."""
    send = bench.adapter.send

    def sending(request: Any, **options: Any) -> Any:
        if request.url.endswith("update/plugins") and FORMS in child(bench).plugin_offers:
            done_by_somebody_else(bench)
            refresh(bench)
        return send(request, **options)

    bench.adapter.send = sending  # type: ignore[assignment, method-assign]


def suspended(bench: Bench) -> None:
    site(bench).suspended = 1


def ignored(bench: Bench) -> None:
    site(bench).ignored_plugins = {FORMS: {"Name": "Forms", "ignored_versions": ["all_versions"]}}


def site(bench: Bench) -> Any:
    return bench.simulator.dashboard.sites.get(1)


def switched_off(bench: Bench) -> None:
    child(bench).plugins[FORMS].active = True
    refresh(bench)
    on_child(FORMS, "deactivates")(bench)


def synced_in_vain(bench: Bench) -> None:
    away(bench)
    bench.run("mainwp_sync", sites=["all"])
    child(bench).reachability = "up"


ROWS = [
    Row("The child cannot be reached when it is synced before", away, "failed", "cannot be synced", theme="failed",
        options={"sync_max_age": 0}, later="failed"),
    Row("The child cannot be reached when it is updated", away, "failed", "No active MainWP Child", theme="skipped",
        later="failed"),
    Row("The dashboard's last sync of the site failed, and the child is away still",
        chain(synced_in_vain, away), "failed", "cannot be synced", theme="failed",
        later="failed"),
    Row("A 502 while the update goes on behind it", lambda bench: go_on_behind(bench, 25, "bad_gateway"), "updated"),
    Row("A 504 while the update goes on behind it", lambda bench: go_on_behind(bench, 25), "updated"),
    Row("A 502 or 504, and nothing comes of the update", fault("bad_gateway", "update/plugins"), "unknown",
        "was still installed when it was last looked at", theme="skipped", later="unknown"),
    Row("The connection drops after the request was sent", broken_connection("aborted_after"), "updated"),
    Row("The answer does not come in time", broken_connection("read_timeout_after"), "updated"),
    Row("The answer breaks off in the middle", broken_connection("dropped"), "updated"),
    Row("The dashboard crashes over an update of WordPress", crashing_core, "failed",
        "does not let WordPress be updated", slug=CORE, later="failed"),
    Row("It answers that with a page of HTML", crashing_core_page, "failed", "does not let WordPress be updated",
        slug=CORE, later="failed"),
    Row("It crashes, and WordPress was updated all the same", core_that_arrives_in_spite_of_the_crash, "updated",
        slug=CORE),
    Row("Another update of WordPress is running on the child",
        chain(offer_core, on_child("core", "busy", text="Another update is in progress.")),
        "failed", "Another update may be running", slug=CORE, later="failed"),
    Row("The answer is a success without a word on the item",
        fault("replace", "update/plugins", body={"success": 1, "data": []}), "failed", "answered and did nothing",
        later="failed"),
    Row("The answer is a success, and nothing was installed",
        fault("replace", "update/plugins", body={
            "success": 1, "data": {FORMS: {"success": 1, "name": "x", "old_version": "2.4.0", "version": "2.5.0"}},
        }), "failed", "reported success, but 2.4.0 is still installed", later="failed"),
    Row("The licence is missing: an offer without a package", unlicensed, "skipped", "No package", slug=PRO,
        later="skipped"),
    Row("The new version needs another PHP", old_php_for_the_new_version, "skipped", "The new version needs PHP 9.0",
        slug=PRO, later="skipped"),
    Row("The installed version needs another PHP", old_php_for_the_installed_version, "skipped", "does not meet",
        slug=PRO, later="skipped"),
    Row("It does, and only the child knows", old_php_that_the_dashboard_does_not_know_of, "failed",
        "requires is not met there", slug=PRO, later="skipped"),
    Row("The item is ignored on the dashboard", ignored, "skipped", "Ignored on the dashboard", later="skipped"),
    Row("The version was installed before and rolled back",
        chain(on_child(FORMS, "rolls_back", text="It crashed."),
              lambda bench: bench.run(MODULE, sites=["all"], slugs=["demo-forms"])),
        "skipped", "rolled back", later="skipped"),
    Row("The download fails", on_child(FORMS, "fails"), "failed", "Download failed", later="failed"),
    Row("Another version than the offered one is installed", on_child(FORMS, "installs", version="2.4.5"), "failed",
        "2.4.5 was installed instead of 2.5.0", later="failed"),
    Row("The plugin was active and is not any more", switched_off, "failed", "not active any more"),
    Row("The dashboard's data are old, and the version is there already", done_by_somebody_else, "skipped",
        "It was at 2.5.0 already"),
    Row("Somebody else installs it between our look and our update", done_and_synced_by_somebody_else, "skipped",
        "not by this run"),
    Row("The site is suspended", suspended, "skipped", "The site is suspended", theme="skipped", later="skipped"),
    Row("The key may not write", lambda bench: bench.connection.update(api_key=bench.simulator.keys["ro"]), "failed",
        "The API key", theme="skipped", later="failed"),
    Row("The dashboard itself cannot be reached",
        lambda bench: bench.adapter.fail("refused", method="PUT", path="update/plugins"), "failed", "", theme="skipped",
        later="failed"),
]  # fmt: skip


@pytest.fixture(params=["modern", "legacy"])
def one(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, 1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_the_verdict(one: Bench, row: Row) -> None:
    row.arrange(one)
    task = {"sites": ["all"], "slugs": [row.slug, THEME], "fail_on": "none", **row.options}
    before = {slug: plugin.version for slug, plugin in child(one).plugins.items()}
    result = one.run(MODULE, **task)
    said = verdicts(result)
    assert (said[row.slug], said[THEME]) == (row.verdict, row.theme)
    assert row.reason in (reasons(result)[row.slug] or "")
    assert [path for _method, path, _body in one.written].count("updates/1/update/plugins") <= 1
    if row.verdict == "updated":
        assert reasons(result)[row.slug] is None
    changed = result["changed"]
    assert changed is (
        row.theme == "updated"
        or row.verdict == "updated"
        or before != {slug: plugin.version for slug, plugin in child(one).plugins.items()}
    )
    again = verdicts(one.run(MODULE, **task))
    assert again.get(row.slug, "") == row.later


def test_the_documentation_has_every_row() -> None:
    section = DOCUMENTATION.read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
    told = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", section, re.MULTILINE)
    assert told == [(row.what, row.verdict) for row in ROWS]


class TestLastSync:
    """A site whose last sync failed: its data are of no use, so it is synced before."""

    def test_a_legacy_dashboard_syncs_it_again(self) -> None:
        bench = connected("legacy", 1)
        synced_in_vain(bench)
        assert verdicts(bench.run(MODULE, sites=["all"], slugs=["demo-forms"])) == {FORMS: "updated"}

    def test_a_modern_one_refuses_until_it_is_repaired(self) -> None:
        bench = connected("modern", 1)
        synced_in_vain(bench)
        result = bench.run(MODULE, sites=["all"], slugs=["demo-forms"])
        assert verdicts(result) == {FORMS: "failed"}
        assert "repair=true" in str(reasons(result)[FORMS])
        assert upgrades(bench) == 0
        bench.run("mainwp_sync", sites=["all"], repair=True)
        assert verdicts(bench.run(MODULE, sites=["all"], slugs=["demo-forms"])) == {FORMS: "updated"}


class TestTheSameTwice:
    def test_one_slug_named_twice_is_sent_once(self, one: Bench) -> None:
        result = one.run(MODULE, sites=["1", "c1.test"], slugs=["demo-forms", FORMS])
        assert [entry["slug"] for entry in result["updates"]] == [FORMS]
        assert one.written[0] == ("PUT", "updates/1/update/plugins", {"slug": [FORMS]})

    def test_a_plan_that_was_carried_out_asks_no_child(self, one: Bench) -> None:
        plan = one.run("mainwp_update_info", sites=["all"], slugs=[*GOOD, THEME])["plan"]
        one.run(MODULE, plan=plan)
        before = upgrades(one)
        result = one.run(MODULE, plan=plan, sync_max_age=0)
        assert result["changed"] is False
        assert set(verdicts(result).values()) == {"skipped"}
        assert upgrades(one) == before


class TestTwoRunsAtOnce:
    """Another run of the same task in the middle of ours, after each of our requests in turn."""

    TASK: dict[str, Any] = {  # noqa: RUF012
        "sites": ["all"], "exclude_slugs": ["demo-broken"], "max_concurrency": 1,
    }  # fmt: skip
    REQUESTS = 13

    @pytest.mark.parametrize("generation", ["modern", "legacy"])
    @pytest.mark.parametrize("after", range(REQUESTS))
    def test_each_item_is_updated_by_one_of_them(self, generation: str, after: int) -> None:
        bench = connected(generation, 2)
        for number in (1, 2):
            offer_core(bench, number)
        offer_translations(bench, 1)
        sent, send, others = 0, bench.adapter.send, []

        def sending(*arguments: Any, **options: Any) -> Any:
            nonlocal sent
            sent += 1
            if sent == after + 1:
                bench.adapter.send = send  # type: ignore[method-assign]
                others.append(bench.run(MODULE, **self.TASK))
            return send(*arguments, **options)

        bench.adapter.send = sending  # type: ignore[method-assign]
        ours = bench.run(MODULE, **self.TASK)
        assert len(others) == 1, "REQUESTS is too large"
        both = [ours, *others]
        assert all("failed" not in result for result in both), both
        words = [
            {(entry["site"]["id"], entry["type"], entry["slug"]): entry["verdict"] for entry in result["updates"]}
            for result in both
        ]
        everything = words[0] | words[1]
        assert len(everything) == 2 * (len(GOOD) + 2) + 2
        for item in everything:
            assert sorted(one.get(item, "skipped") for one in words) == ["skipped", "updated"], item
        for number in (1, 2):
            assert set(child(bench, number).installs.values()) == {1}
        assert [result["changed"] for result in both] == ["updated" in one.values() for one in words]


class TestManySites:
    def test_250(self) -> None:
        """More than one read of the list takes, and more than the dashboard's own run works without a job."""
        bench = fleet(250)
        result = bench.run(MODULE, sites=["all"], slugs=["seo-notes"], max_concurrency=8)
        assert result["summary"] == {"updated": 250, "failed": 0, "skipped": 0, "unknown": 0}
        assert len({entry["site"]["id"] for entry in result["updates"]}) == 250
        assert result["api_requests"] == 4 + 250 * 3
        assert bench.run(MODULE, sites=["all"], slugs=["seo-notes"], max_concurrency=8)["changed"] is False


class TestOneServer:
    """Twenty sites on five servers, four on each: never two requests at once on one of them."""

    @pytest.mark.parametrize("options", [{}, {"sync_max_age": 0}, {"core_order": "first"}])
    def test_update(self, options: dict[str, Any]) -> None:
        bench = fleet(20)
        traffic = Traffic(bench)
        bench.run(MODULE, sites=["all"], max_concurrency=8, fail_on="none", **options)
        assert set(traffic.by_server.values()) == {1}
        assert traffic.most > 1

    def test_sync(self) -> None:
        bench = fleet(20)
        traffic = Traffic(bench)
        bench.run("mainwp_sync", sites=["all"], max_concurrency=8)
        assert set(traffic.by_server.values()) == {1}
        assert traffic.most > 1

    def test_an_update_that_goes_on_behind_the_dashboard_keeps_its_server(self) -> None:
        """Its answer is lost; no other site of its server is begun before it has ended."""
        bench = fleet(10)
        bench.simulator.faults.add("lost_504", method="PUT", path="updates/1/update/plugins")
        one = child(bench, 1)
        begun: list[str] = []
        send = bench.adapter.send

        def sending(request: Any, **options: Any) -> Any:
            begun.append(request.url.rpartition("/v2/")[2])
            return send(request, **options)

        bench.adapter.send = sending  # type: ignore[assignment, method-assign]
        result = bench.run(MODULE, sites=["all"], slugs=["seo-notes"], max_concurrency=8)
        neighbour = next(row for row in bench.simulator.dashboard.sites if row.ip == one.ip and row.id != 1)
        assert result["summary"]["updated"] == 10
        assert begun.index(f"updates/{neighbour.id}") > begun.index("sites/1/sync")


def test_one_item_breaks_and_the_others_of_its_type_do_not(one: Bench) -> None:
    child(one).faults[FORMS] = Fault("fails", "Could not copy file.")
    result = one.run(MODULE, sites=["all"], slugs=["demo-forms", "demo-seo"], fail_on="none")
    assert verdicts(result) == {FORMS: "failed", SEO: "updated"}
