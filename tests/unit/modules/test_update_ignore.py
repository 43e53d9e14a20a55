# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_update_ignore against the simulator: each verb, junk, single versions, refusals before any write."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Site
from tests.unit.support.bench import Bench

MODULE = "mainwp_update_ignore"
SEO = "seo-notes/seo-notes.php"
CACHE = "page-cache/page-cache.php"
THEME, OTHER = "storefront-lite", "twentytwentyfive"
FIRST, SECOND, THIRD = "site-01.example.com", "site-02.example.com", "site-03.example.com"
URL = f"https://{FIRST}/"
READ = ["GET sites/basic", "GET sites/basic"]
INDEX = "GET "
PLUGIN_ABILITY = "POST wp-abilities/v1/abilities/mainwp/ignore-site-plugins-v1/run"
THEME_ABILITY = "POST wp-abilities/v1/abilities/mainwp/ignore-site-themes-v1/run"


def started(generation: str) -> Bench:
    bench = Bench(generation=generation, state="demo", sites=3)
    for number, child in enumerate(bench.simulator.children, start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return started(request.param)


@pytest.fixture
def modern() -> Bench:
    """A dashboard with abilities, and the application password that opens them."""
    bench = started("modern")
    pair = bench.simulator.keys["application"]
    bench.connection |= {"application_user": pair["user"], "application_password": pair["password"]}
    return bench


def row(bench: Bench, site_id: int = 1) -> Site:
    found = bench.simulator.dashboard.sites.get(site_id)
    assert found is not None
    return found


def words(result: dict[str, Any]) -> list[str]:
    return [one["verdict"] for one in result["ignores"]]


def listed(*slugs: str, versions: tuple[str, ...] = ("all_versions",)) -> dict[str, Any]:
    """A stored ignore list."""
    return {slug: {"Name": f"Name of {slug}", "ignored_versions": list(versions)} for slug in slugs}


def offers(bench: Bench) -> set[str]:
    """What the dashboard would still update on the first site, by its own listing."""
    found = bench.run("mainwp_update_info", sites=[FIRST])
    return {one["slug"] for one in found["plan"]["offers"]}


PRESENT = [
    pytest.param(
        {"plugins": [SEO]},
        {"plugins": {SEO: "absent"}},
        ["PUT updates/1/ignore/plugins"],
        1,
        id="plugin",
    ),
    pytest.param(
        {"themes": [THEME, OTHER]},
        {"themes": {THEME: "absent", OTHER: "absent"}},
        ["PUT updates/1/ignore/themes"],
        1,
        id="themes",
    ),
    pytest.param(
        {"types": ["core", "plugins"]},
        {"types": {"core": "absent", "plugins": "absent"}},
        ["PUT sites/1/edit"],
        1,
        id="types",
    ),
    pytest.param(
        {"types": ["themes"], "plugins": [SEO], "themes": [OTHER]},
        {"types": {"themes": "absent"}, "plugins": {SEO: "absent"}, "themes": {OTHER: "absent"}},
        ["PUT sites/1/edit", "GET sites/basic", "PUT updates/1/ignore/plugins", "PUT updates/1/ignore/themes"],
        3,
        id="everything",
    ),
]


def turned(side: dict[str, dict[str, str]], word: str) -> dict[str, dict[str, str]]:
    """The other side of the diff."""
    return {part: dict.fromkeys(entries, word) for part, entries in side.items()}


@pytest.mark.parametrize(("task", "before", "writes", "sent"), PRESENT)
class TestPresent:
    """Do, again, check, check again, refused, answer lost."""

    def test_do(self, bench: Bench, task: dict[str, Any], before: Any, writes: list[str], sent: int) -> None:
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert "failed" not in result, result
        assert result["diff"] == {"before": {URL: before}, "after": {URL: turned(before, "present")}}
        assert set(words(result)) == {"changed"}
        assert result["changed"] is True
        assert bench.asked == [*READ, *writes, "GET sites/basic"]
        assert result["api_requests"] == len(bench.asked)
        assert len(bench.written) == sent

    def test_again(self, bench: Bench, task: dict[str, Any], before: Any, writes: list[str], sent: int) -> None:
        bench.run(MODULE, sites=[FIRST], **task)
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert (result["changed"], set(words(result))) == (False, {"unchanged"})
        assert result["diff"] == {"before": {}, "after": {}}
        assert bench.asked == READ

    def test_check(self, bench: Bench, task: dict[str, Any], before: Any, writes: list[str], sent: int) -> None:
        planned = bench.check(MODULE, sites=[FIRST], **task)
        assert (planned["changed"], set(words(planned))) == (True, {"planned"})
        assert bench.asked == READ
        done = bench.run(MODULE, sites=[FIRST], **task)
        assert planned["diff"] == done["diff"]
        assert [one["after"] for one in planned["ignores"]] == [one["after"] for one in done["ignores"]]
        again = bench.check(MODULE, sites=[FIRST], **task)
        assert (again["changed"], set(words(again))) == (False, {"unchanged"})

    def test_refused(self, bench: Bench, task: dict[str, Any], before: Any, writes: list[str], sent: int) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, sites=[FIRST, SECOND], max_concurrency=1, **task)
        assert (result["failed"], result["changed"], result["failure"]["layer"]) == (True, False, "key")
        assert set(words(result)) <= {"failed", "skipped"}
        assert "failed" in words(result)
        assert len(bench.written) == 1
        assert bench.check(MODULE, sites=[FIRST], **task)["diff"]["before"] == {URL: before}

    def test_answer_lost(self, bench: Bench, task: dict[str, Any], before: Any, writes: list[str], sent: int) -> None:
        path = next(one for one in reversed(writes) if one.startswith("PUT ")).removeprefix("PUT ")
        bench.adapter.fail("read_timeout_after", path=path)
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert "failed" not in result, result
        assert (result["changed"], set(words(result))) == (True, {"changed"})
        assert len(bench.written) == sent

    def test_request_lost(self, bench: Bench, task: dict[str, Any], before: Any, writes: list[str], sent: int) -> None:
        path = next(one for one in reversed(writes) if one.startswith("PUT ")).removeprefix("PUT ")
        bench.simulator.faults.add("replace", path=path, status=504, body="<html>Gateway Time-out</html>")
        result = bench.run(MODULE, sites=[FIRST], **task)
        assert result["failed"] is True
        bad = [one for one in result["ignores"] if one["verdict"] == "unknown"]
        assert bad
        assert {(one["before"], one["after"]) for one in bad} == {("absent", "absent")}
        assert result["changed"] is (sent > 1)
        assert len(bench.written) == sent


class TestFlagsAbsent:
    """A type that is not ignored any more, by an edit of the site, in both generations."""

    def test_do_and_again(self, bench: Bench) -> None:
        row(bench).client_id = bench.simulator.dashboard.clients.insert(_client()).id
        row(bench).ignore_core_updates = row(bench).ignore_theme_updates = 1
        task = {"sites": [FIRST], "types": ["core", "plugins", "themes"], "state": "absent"}
        planned = bench.check(MODULE, **task)
        result = bench.run(MODULE, **task)
        assert words(result) == ["changed", "unchanged", "changed"]
        assert [(one["type"], one["slug"]) for one in result["ignores"]] == [
            ("core", None),
            ("plugin", None),
            ("theme", None),
        ]
        assert planned["diff"] == result["diff"]
        assert result["diff"]["after"] == {URL: {"types": {"core": "absent", "themes": "absent"}}}
        assert bench.asked == [*READ, "PUT sites/1/edit", "GET sites/basic"]
        assert row(bench).client_id != 0
        assert (row(bench).ignore_core_updates, row(bench).ignore_theme_updates) == (0, 0)
        assert bench.run(MODULE, **task)["changed"] is False
        assert bench.asked == READ

    def test_many_sites_are_edited_together(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"], types=["plugins"])
        assert words(result) == ["changed"] * 3
        assert bench.asked == [*READ, "POST sites/batch", "GET sites/basic"]
        assert "page-cache/page-cache.php" not in offers(bench)


def _client() -> Any:
    from tests.simulator.state.records import Client

    return Client("Acme", {})


ABSENT = [
    pytest.param({"plugins": [SEO]}, "ignored_plugins", [SEO], [PLUGIN_ABILITY], id="plugin"),
    pytest.param({"themes": [OTHER, THEME]}, "ignored_themes", [OTHER, THEME], [THEME_ABILITY], id="themes"),
]


@pytest.mark.parametrize(("task", "column", "slugs", "writes"), ABSENT)
class TestAbsent:
    """A single ignore is lifted through an ability."""

    def test_do(self, modern: Bench, task: dict[str, Any], column: str, slugs: list[str], writes: list[str]) -> None:
        setattr(row(modern), column, listed(*slugs, "stays"))
        result = modern.run(MODULE, sites=[FIRST], state="absent", **task)
        assert words(result) == ["changed"] * len(slugs)
        assert result["ignores"][0]["name"]
        (part,) = task
        assert result["diff"] == {
            "before": {URL: {part: dict.fromkeys(slugs, "present")}},
            "after": {URL: {part: dict.fromkeys(slugs, "absent")}},
        }
        assert modern.asked == [*READ, INDEX, *writes, "GET sites/basic"]
        assert modern.written[0][2] == {"input": {"site_id_or_domain": 1, "slugs": slugs, "action": "remove"}}
        assert list(getattr(row(modern), column)) == ["stays"]

    def test_again(self, modern: Bench, task: dict[str, Any], column: str, slugs: list[str], writes: list[str]) -> None:
        setattr(row(modern), column, listed(*slugs))
        modern.run(MODULE, sites=[FIRST], state="absent", **task)
        result = modern.run(MODULE, sites=[FIRST], state="absent", **task)
        assert (result["changed"], set(words(result))) == (False, {"unchanged"})
        assert modern.asked == READ

    def test_check(self, modern: Bench, task: dict[str, Any], column: str, slugs: list[str], writes: list[str]) -> None:
        setattr(row(modern), column, listed(*slugs))
        planned = modern.check(MODULE, sites=[FIRST], state="absent", **task)
        assert set(words(planned)) == {"planned"}
        done = modern.run(MODULE, sites=[FIRST], state="absent", **task)
        assert planned["diff"] == done["diff"]
        assert modern.check(MODULE, sites=[FIRST], state="absent", **task)["changed"] is False

    def test_refused(
        self, modern: Bench, task: dict[str, Any], column: str, slugs: list[str], writes: list[str]
    ) -> None:
        setattr(row(modern), column, listed(*slugs))
        modern.connection["application_password"] = "wrong"
        result = modern.run(MODULE, sites=[FIRST], state="absent", **task)
        assert (result["failed"], result["changed"], set(words(result))) == (True, False, {"failed"})
        assert result["failure"]["layer"] == "key"

    def test_answer_lost(
        self, modern: Bench, task: dict[str, Any], column: str, slugs: list[str], writes: list[str]
    ) -> None:
        setattr(row(modern), column, listed(*slugs))
        modern.adapter.fail("read_timeout_after", path="ignore-site")
        result = modern.run(MODULE, sites=[FIRST], state="absent", **task)
        assert (result["changed"], set(words(result))) == (True, {"changed"})
        assert len(modern.written) == 1

    def test_its_own_count_proves_nothing(
        self, modern: Bench, task: dict[str, Any], column: str, slugs: list[str], writes: list[str]
    ) -> None:
        setattr(row(modern), column, listed(*slugs))
        body = {"success": True, "message": "1 plugin unignored.", "ignored_count": len(slugs)}
        modern.simulator.faults.add("replace", path="ignore-site", body=body)
        result = modern.run(MODULE, sites=[FIRST], state="absent", **task)
        assert (result["failed"], result["changed"], set(words(result))) == (True, False, {"failed"})
        assert result["ignores"][0]["reason"] == "The dashboard confirmed it, and it is not so."


class TestRefusedBeforeAnythingIsWritten:
    @pytest.mark.parametrize("given", [{}, {"application_user": "", "application_password": "some password"}])
    def test_no_application_password(self, given: dict[str, str]) -> None:
        bench = started("modern")
        bench.connection |= given
        row(bench, 2).ignored_plugins = listed(SEO)
        result = bench.run(MODULE, sites=["all"], plugins=[SEO], types=["core"], state="absent")
        assert result["msg"] == (
            f"The ignore of {SEO} on https://{SECOND}/ cannot be lifted with api_key alone: only an application "
            "password of WordPress opens the way to it. Set application_user and application_password."
        )
        assert result["failure"]["layer"] == "options"
        assert bench.written == []
        assert bench.check(MODULE, sites=["all"], plugins=[SEO], state="absent")["failed"] is True

    def test_a_dashboard_without_abilities(self) -> None:
        bench = started("legacy")
        bench.connection |= {"application_user": "admin", "application_password": "some password"}
        row(bench).ignored_themes = listed(OTHER)
        result = bench.run(MODULE, sites=["all"], themes=[OTHER], plugins=[SEO], types=["core"], state="absent")
        assert f"The ignore of {OTHER} on {URL} cannot be lifted: this dashboard's WordPress is older" in result["msg"]
        assert "update the dashboard's WordPress" in result["msg"]
        assert bench.written == []

    def test_nothing_to_lift_needs_no_application_password(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"], plugins=[SEO], state="absent")
        assert words(result) == ["unchanged"] * 3
        assert bench.asked == READ

    def test_a_slug_that_a_site_does_not_have(self, bench: Bench) -> None:
        bench.simulator.children[SECOND].plugins.pop(SEO)
        bench.run("mainwp_sync", sites=["all"])
        result = bench.run(MODULE, sites=["all"], plugins=[CACHE, SEO], types=["core"])
        assert f"https://{SECOND}/ has no plugin {SEO}, as far as the dashboard knows." in result["msg"]
        assert bench.written == []
        passed = bench.run(MODULE, sites=["all"], plugins=[SEO], missing_ok=True)
        assert words(passed) == ["changed", "skipped", "changed"]
        assert passed["ignores"][1]["reason"] == "The site does not have this plugin."
        assert row(bench, 2).ignored_plugins == ""
        # What is ignored already stays so when the plugin is gone.
        bench.simulator.children[FIRST].plugins.pop(SEO)
        bench.run("mainwp_sync", sites=["all"])
        assert words(bench.run(MODULE, sites=[FIRST], plugins=[SEO])) == ["unchanged"]

    def test_a_site_of_which_nothing_is_known(self, bench: Bench) -> None:
        row(bench).plugins = []
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO])
        assert f"Which plugins {URL} has is not known" in result["msg"]
        assert bench.written == []

    @pytest.mark.parametrize(
        ("task", "message"),
        [
            ({"sites": ["all"]}, "Nothing is named that shall be ignored or not."),
            ({"sites": ["all"], "plugins": [], "themes": [], "types": []}, "Nothing is named"),
            ({"sites": ["all"], "plugins": [" "]}, "plugins holds an empty slug."),
            ({"plugins": [SEO]}, "No site is selected."),
            ({"sites": ["all"], "plugins": [SEO], "fail_on": "often"}, "fail_on is 'often'."),
        ],
    )
    def test_options(self, bench: Bench, task: dict[str, Any], message: str) -> None:
        result = bench.run(MODULE, **task)
        assert message in result["msg"]
        assert bench.asked == [] or bench.written == []


class TestTraps:
    def test_the_route_is_given_a_map_of_slugs_to_names(self, bench: Bench) -> None:
        bench.run(MODULE, sites=[FIRST], plugins=[SEO, CACHE])
        assert bench.written == [
            ("PUT", "updates/1/ignore/plugins", {"slug": {SEO: "SEO%20Notes", CACHE: "Page%20Cache"}})
        ]
        assert row(bench).ignored_plugins[SEO] == {"Name": "SEO Notes", "ignored_versions": ["all_versions"]}
        assert row(bench).ignore_plugin_updates == 0
        assert offers(bench).isdisjoint({SEO, CACHE})
        assert offers(bench)

    def test_a_name_that_looks_like_a_part_of_an_address(self, bench: Bench) -> None:
        bench.simulator.children[FIRST].plugins[SEO].name = "C++ & 100% <b>"
        bench.run("mainwp_sync", sites=[FIRST])
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO])
        assert row(bench).ignored_plugins[SEO]["Name"] == "C++ & 100% <b>"
        assert result["ignores"][0]["name"] == "C++ & 100% <b>"

    def test_what_is_there_stays(self, bench: Bench) -> None:
        row(bench).ignored_plugins = listed("gone/gone.php", CACHE)
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO, CACHE])
        assert words(result) == ["changed", "unchanged"]
        assert list(row(bench).ignored_plugins) == ["gone/gone.php", CACHE, SEO]

    def test_an_entry_of_an_older_mainwp(self, bench: Bench) -> None:
        row(bench).ignored_plugins = {SEO: "SEO Notes"}
        assert words(bench.run(MODULE, sites=[FIRST], plugins=[SEO])) == ["unchanged"]

    def test_single_versions_are_widened(self, modern: Bench) -> None:
        row(modern).ignored_plugins = listed(SEO, versions=("2.8", "2.9"))
        planned = modern.check(MODULE, sites=[FIRST], plugins=[SEO])
        result = modern.run(MODULE, sites=[FIRST], plugins=[SEO])
        (one,) = result["ignores"]
        assert (one["before"], one["after"], one["versions"]) == ("partial", "present", ["2.8", "2.9"])
        assert planned["diff"] == result["diff"]
        assert modern.asked == [*READ, INDEX, PLUGIN_ABILITY, "GET sites/basic"]
        assert words(modern.run(MODULE, sites=[FIRST], plugins=[SEO])) == ["unchanged"]

    def test_single_versions_cannot_be_widened_otherwise(self, bench: Bench) -> None:
        row(bench).ignored_plugins = listed(SEO, versions=("2.8",))
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO, CACHE])
        assert f"Of {SEO} on {URL} only the versions 2.8 are ignored, and that cannot be widened" in result["msg"]
        assert bench.written == []

    def test_single_versions_are_lifted_too(self, modern: Bench) -> None:
        row(modern).ignored_plugins = listed(SEO, versions=("2.8",))
        assert words(modern.run(MODULE, sites=[FIRST], plugins=[SEO], state="absent")) == ["changed"]
        assert row(modern).ignored_plugins == []


JUNK = [{"Name": SEO, "ignored_versions": ["all_versions"]}, {"Name": CACHE, "ignored_versions": ["all_versions"]}]


class TestJunk:
    """What the documented form of the route leaves: numbers for slugs, which ignore nothing."""

    def test_it_is_found_and_told(self, bench: Bench) -> None:
        bench.run("mainwp_api", method="PUT", path="updates/2/ignore/plugins", body={"slug": f"{SEO},{CACHE}"})
        assert row(bench, 2).ignored_plugins == JUNK
        result = bench.run(MODULE, sites=["all"], themes=[OTHER])
        assert [(one["site"]["id"], one["type"], one["slug"], one["name"]) for one in result["junk"]] == [
            (2, "plugin", "0", SEO),
            (2, "plugin", "1", CACHE),
        ]
        assert "2 entries of the ignore lists ignore nothing" in str(result["warnings"])
        assert words(result) == ["changed"] * 3

    def test_it_is_removed(self, modern: Bench) -> None:
        row(modern).ignored_plugins = {"0": JUNK[0], **listed(CACHE)}
        row(modern, 2).ignored_themes = [JUNK[0]]
        task = {"sites": ["all"], "remove_junk": True}
        planned = modern.check(MODULE, **task)
        result = modern.run(MODULE, **task)
        assert [(one["type"], one["slug"], one["junk"], one["after"]) for one in result["ignores"]] == [
            ("plugin", "0", True, "absent"),
            ("theme", "0", True, "absent"),
        ]
        assert "warnings" not in result
        assert planned["diff"] == result["diff"]
        assert sorted(modern.asked) == sorted([*READ, INDEX, PLUGIN_ABILITY, THEME_ABILITY, "GET sites/basic"])
        assert list(row(modern).ignored_plugins) == [CACHE]
        assert row(modern, 2).ignored_themes == []
        again = modern.run(MODULE, **task)
        assert (again["changed"], again["ignores"], again["junk"]) == (False, [], [])
        assert modern.asked == READ

    def test_it_is_removed_beside_a_state(self, modern: Bench) -> None:
        row(modern).ignored_plugins = JUNK
        result = modern.run(MODULE, sites=[FIRST], plugins=[SEO], remove_junk=True)
        assert words(result) == ["changed"] * 3
        assert list(row(modern).ignored_plugins) == [SEO]
        assert [path.rpartition("/")[2] for _method, path, _body in modern.written] == ["run", "plugins"]

    def test_it_needs_the_application_password(self) -> None:
        bench = started("modern")
        row(bench).ignored_plugins = JUNK
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO], remove_junk=True)
        assert "Set application_user and application_password." in result["msg"]
        assert bench.written == []

    def test_a_theme_whose_folder_is_a_number_is_none(self, bench: Bench) -> None:
        theme = bench.simulator.children[FIRST].themes[OTHER]
        bench.simulator.children[FIRST].themes["2026"] = type(theme)("2026", "Theme of the year", "1.0")
        bench.run("mainwp_sync", sites=[FIRST])
        assert words(bench.run(MODULE, sites=[FIRST], themes=["2026"])) == ["changed"]
        result = bench.run(MODULE, sites=[FIRST], themes=["2026"], remove_junk=True)
        assert (words(result), result["junk"]) == (["unchanged"], [])


class TestManySites:
    def test_one_read_back_for_all(self, bench: Bench) -> None:
        result = bench.run(MODULE, sites=["all"], plugins=[SEO])
        assert result["summary"] == {"changed": 3, "unchanged": 0, "failed": 0, "skipped": 0, "unknown": 0}
        assert sorted(bench.asked) == sorted(
            [*READ, *(f"PUT updates/{one}/ignore/plugins" for one in (1, 2, 3)), "GET sites/basic"]
        )

    def test_a_refusal_fails_alone(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="updates/2/ignore", body={"success": 0, "error": "no"})
        result = bench.run(MODULE, sites=["all"], plugins=[SEO])
        assert words(result) == ["changed", "failed", "changed"]
        assert (result["failed"], result["changed"]) == (True, True)
        assert (
            f"1 of 3 ignores are not as wanted; the first: {SEO} on https://{SECOND}/: The dashboard" in result["msg"]
        )
        assert result["failure"]["code"] == "ignores_failed"
        assert "failed" not in bench.run(MODULE, sites=["all"], plugins=[SEO], fail_on="2")

    def test_nothing_new_begins_after_the_dashboard_failed(self, bench: Bench) -> None:
        bench.adapter.fail("refused", path="updates/1/ignore", times=9)
        result = bench.run(MODULE, sites=["all"], plugins=[SEO], max_concurrency=1)
        assert words(result) == ["failed", "skipped", "skipped"]
        assert "Not begun" in result["ignores"][1]["reason"]
        assert result["failure"]["layer"] == "tcp"

    def test_what_cannot_be_read_back_is_unknown(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="sites/basic", status=500, body="<html>", skip=2, times=9)
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO])
        (one,) = result["ignores"]
        assert (one["verdict"], one["after"], result["changed"], result["failed"]) == ("unknown", None, True, True)
        assert "What came of it cannot be read back" in one["reason"]

    def test_a_site_that_is_removed_meanwhile(self, bench: Bench) -> None:
        bench.simulator.faults.add(
            "replace", path="sites/basic", body={"success": 1, "total": 0, "data": []}, skip=2, times=1
        )
        result = bench.run(MODULE, sites=[FIRST], plugins=[SEO])
        assert words(result) == ["unknown"]
        assert "The site is not there any more." in result["ignores"][0]["reason"]

    def test_a_suspended_site_is_worked_too(self, bench: Bench) -> None:
        bench.run("mainwp_site", url=FIRST, suspended=True)
        assert words(bench.run(MODULE, sites=[FIRST], plugins=[SEO])) == ["changed"]

    def test_version_1_is_refused(self, bench: Bench) -> None:
        pair = bench.simulator.keys["v1"]
        bench.connection = {"dashboard_url": bench.connection["dashboard_url"], "api_version": "v1"} | {
            name: pair[name] for name in ("consumer_key", "consumer_secret")
        }
        result = bench.run(MODULE, sites=["all"], plugins=[SEO])
        assert "mainwp_update_ignore needs version 2 of the API." in result["msg"]
        assert bench.asked == []
