# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_page, mainwp_post and mainwp_page_info against the simulator: each verb, and what edits would lose."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.child_posts import Post
from tests.unit.support.bench import Bench, connected

HOST = "site-01.example.com"
SITE = {"site": HOST}
KINDS = ["page", "post"]
CONTENT = {"title": "Q & A <3", "content": "<p>a & b \\d</p>", "slug": "q-a", "status": "publish", "excerpt": "x \\ y"}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return connected(request.param, sites=2)


def stored(bench: Bench, record_id: int) -> Post | None:
    return bench.simulator.children[HOST].posts.get(record_id)


def there(bench: Bench, record_id: int) -> Post:
    found = stored(bench, record_id)
    assert found is not None
    return found


def make(bench: Bench, kind: str, **changes: Any) -> int:
    result = bench.run(f"mainwp_{kind}", **SITE, **{**CONTENT, **changes})
    assert "failed" not in result, result["msg"]
    bench.simulator.clock.advance(3600)
    return int(result[kind]["id"])


@pytest.mark.parametrize("kind", KINDS)
class TestCreate:
    def test_do(self, bench: Bench, kind: str) -> None:
        result = bench.run(f"mainwp_{kind}", **SITE, **CONTENT)
        record = result[kind]
        assert {name: record[name] for name in ("title", "slug", "status", "excerpt")} == {
            name: CONTENT[name] for name in ("title", "slug", "status", "excerpt")
        }
        assert (result["changed"], record["content"]) == (True, "<p>a &amp; b \\d</p>")
        assert bench.asked == [
            "GET sites/basic",
            f"POST {kind}s/1/create",
            f"GET {kind}s/1/{record['id']}",
            "GET pages",
        ]
        assert there(bench, record["id"]).type == kind

    def test_with_the_id_it_is_not_made_again(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, **CONTENT)
        assert (result["changed"], bench.written) == (False, [])

    def test_check(self, bench: Bench, kind: str) -> None:
        planned = bench.check(f"mainwp_{kind}", **SITE, **CONTENT)
        done = bench.run(f"mainwp_{kind}", **SITE, **CONTENT)
        assert (planned["changed"], planned[kind]["id"], planned["diff"]) == (True, None, done["diff"])

    def test_refused(self, bench: Bench, kind: str) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(f"mainwp_{kind}", **SITE, **CONTENT)
        assert (result["failed"], result["changed"]) == (True, False)

    def test_answer_lost(self, bench: Bench, kind: str) -> None:
        bench.adapter.fail("read_timeout_after", path="create")
        result = bench.run(f"mainwp_{kind}", **SITE, **CONTENT)
        assert (result["failed"], len(bench.written)) == (True, 1)
        assert "cannot be seen" in result["msg"]

    def test_a_date(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind, status="future", date="2035-01-02 03:04:05")
        assert (there(bench, record_id).status, there(bench, record_id).date) == ("future", "2035-01-02 03:04:05")

    def test_future_without_a_date_would_be_published_at_once(self, bench: Bench, kind: str) -> None:
        result = bench.run(f"mainwp_{kind}", **SITE, title="x", status="future")
        assert (result["failed"], bench.asked) == (True, [])

    def test_what_wordpress_takes_out_fails(self, bench: Bench, kind: str) -> None:
        result = bench.run(f"mainwp_{kind}", **SITE, title="x", content="<iframe src='y'></iframe>z")
        assert (result["failed"], result["changed"], result[kind]["content"]) == (True, True, "z")
        assert "reads back otherwise: content" in result["msg"]


@pytest.mark.parametrize("kind", KINDS)
class TestEdit:
    def test_do_keeps_everything_else(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind, password="for-visitors", comment_status="closed", custom_fields={"path": "a\\b"})
        before = dict(vars(there(bench, record_id)))
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, excerpt="Other")
        after = dict(vars(there(bench, record_id)))
        assert (result["changed"], after["excerpt"]) == (True, "Other")
        for name in ("excerpt", "modified"):
            del before[name], after[name]
        before["custom"]["_edit_lock"] = after["custom"]["_edit_lock"]
        assert after == before
        assert [path for _method, path, _body in bench.written] == [f"{kind}s/1/{record_id}/edit"]
        assert "for-visitors" not in bench.printed

    def test_again(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        task = {**SITE, "id": record_id, "title": "Other", "custom_fields": {"color": "red\\"}}
        assert bench.run(f"mainwp_{kind}", **task)["changed"]
        assert bench.run(f"mainwp_{kind}", **task)["changed"] is False

    def test_check(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        task = {**SITE, "id": record_id, "title": "Other", "slug": "other"}
        planned = bench.check(f"mainwp_{kind}", **task)
        assert planned["diff"] == bench.run(f"mainwp_{kind}", **task)["diff"]
        assert planned["diff"]["before"] == {"title": "Q & A <3", "slug": "q-a"}
        assert bench.check(f"mainwp_{kind}", **task)["changed"] is False

    def test_refused(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, title="Other")
        assert (result["failed"], result["changed"]) == (True, False)

    def test_answer_lost(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        bench.adapter.fail("read_timeout_after", path="edit")
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, title="Other")
        assert ("failed" in result, result["changed"], len(bench.written)) == (False, True, 1)

    def test_request_lost(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        bench.adapter.fail("read_timeout_before", path="edit", times=9)
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, title="Other")
        assert (result["failed"], "reads back otherwise: title" in result["msg"]) == (True, True)

    @pytest.mark.parametrize("status", ["draft", "trash", "publish"])
    def test_the_status_alone_leaves_the_texts(self, bench: Bench, kind: str, status: str) -> None:
        record_id = make(bench, kind, status="draft" if status == "publish" else "publish")
        task = {**SITE, "id": record_id, "status": status}
        result = bench.run(f"mainwp_{kind}", **task)
        assert ("failed" in result, there(bench, record_id).status) == (False, status)
        assert [path for _method, path, _body in bench.written] == [f"{kind}s/1/{record_id}/update-status"]
        assert bench.run(f"mainwp_{kind}", **task)["changed"] is False

    def test_out_of_the_trash(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        bench.run(f"mainwp_{kind}", **SITE, id=record_id, status="trash")
        refused = bench.run(f"mainwp_{kind}", **SITE, id=record_id, title="Other")
        assert (refused["failed"], bench.written) == (True, [])
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, status="publish", title="Other")
        found = there(bench, record_id)
        assert ("failed" in result, found.status, found.name, found.title) == (False, "publish", "q-a", "Other")

    def test_a_new_date(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, date="2024-01-02 03:04:05")
        assert ("failed" in result, there(bench, record_id).date) == (False, "2024-01-02 03:04:05")

    def test_a_draft_without_a_date_takes_none(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind, status="draft")
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, date="2024-01-02 03:04:05", status="publish")
        assert ("takes none" in result["msg"], bench.written) == (True, [])

    def test_several_values_of_a_custom_field_would_collapse(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        there(bench, record_id).custom["color"] = ["red", "blue"]
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, title="Other")
        assert ("several values" in result["msg"], bench.written) == (True, [])

    def test_a_record_of_the_other_kind_is_refused(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, "post" if kind == "page" else "page")
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, title="Other")
        assert (result["failure"]["code"], bench.written) == ("wrong_kind", [])
        assert bench.run(f"mainwp_{kind}", **SITE, id=record_id, state="absent")["failed"]

    @pytest.mark.parametrize("key", ["_mainwp_edit_post_id", "_sticky", "_edit_lock"])
    def test_keys_that_are_orders_are_refused(self, bench: Bench, kind: str, key: str) -> None:
        result = bench.run(f"mainwp_{kind}", **SITE, title="x", custom_fields={key: "23"})
        assert (result["failed"], bench.asked) == (True, [])

    def test_no_such_id(self, bench: Bench, kind: str) -> None:
        result = bench.run(f"mainwp_{kind}", **SITE, id=999, title="x")
        assert (result["failed"], f"has no {kind} with the id 999" in result["msg"]) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
class TestRemove:
    def test_do_check_and_again(self, bench: Bench, kind: str) -> None:
        number = make(bench, kind)
        task = {**SITE, "id": number, "state": "absent"}
        planned = bench.check(f"mainwp_{kind}", **task)
        result = bench.run(f"mainwp_{kind}", **task)
        assert (result["changed"], result[kind], planned["diff"]) == (True, None, result["diff"])
        assert [method for method, _path, _body in bench.written] == ["DELETE"]
        assert stored(bench, number) is None
        again = bench.run(f"mainwp_{kind}", **task)
        assert (again["changed"], bench.written) == (False, [])

    def test_answer_lost(self, bench: Bench, kind: str) -> None:
        record_id = make(bench, kind)
        bench.adapter.fail("read_timeout_after", path="delete")
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, state="absent")
        assert ("failed" in result, result["changed"]) == (False, True)

    @pytest.mark.parametrize("event", ["refuses connections", "reactivates MainWP Child"])
    def test_a_site_that_cannot_be_asked_is_not_without_it(self, bench: Bench, kind: str, event: str) -> None:
        """Whoever is refused by the child hears that there is no such post."""
        record_id = make(bench, kind)
        bench.simulator.event(f"child: {HOST} {event}")
        result = bench.run(f"mainwp_{kind}", **SITE, id=record_id, state="absent")
        assert (result["failed"], result["changed"]) == (True, False)
        assert stored(bench, record_id) is not None


class TestTerms:
    def test_categories_and_tags(self, bench: Bench) -> None:
        bench.simulator.children[HOST].posts.categories["news"] = "News"
        record_id = make(bench, "post", categories=["News"], post_tags=["b", "a"])
        assert (there(bench, record_id).categories, there(bench, record_id).tags) == (["News"], ["a", "b"])
        task = {**SITE, "id": record_id, "categories": ["News"], "post_tags": ["a", "b"], "title": "Other"}
        assert bench.run("mainwp_post", **task)["changed"]
        assert there(bench, record_id).categories == ["News"]
        assert bench.run("mainwp_post", **task)["changed"] is False

    def test_a_new_category_gets_a_quotation_mark_and_fails(self, bench: Bench) -> None:
        result = bench.run("mainwp_post", **SITE, **CONTENT, categories=["Fresh"])
        assert (result["failed"], result["post"]["categories"]) == (True, ['"Fresh"'])

    def test_categories_that_every_edit_would_spoil(self, bench: Bench) -> None:
        record_id = make(bench, "post")
        there(bench, record_id).categories = ["Été"]
        result = bench.run("mainwp_post", **SITE, id=record_id, title="Other")
        assert ("not ASCII" in result["msg"], bench.written) == (True, [])

    def test_tags_cannot_be_emptied(self, bench: Bench) -> None:
        record_id = make(bench, "post", post_tags=["a"])
        result = bench.run("mainwp_post", **SITE, id=record_id, post_tags=[])
        assert ("cannot be emptied" in result["msg"], bench.written) == (True, [])


class TestInfo:
    def test_pages_of_sites(self, bench: Bench) -> None:
        make(bench, "page")
        make(bench, "post")
        result = bench.run("mainwp_page_info", sites=["all"])
        assert [(one["site"]["id"], one["title"]) for one in result["pages"]] == [
            (1, "Q & A <3"),
            (1, "Sample Page"),
            (2, "Sample Page"),
        ]
        assert result["summary"] == {"read": 2, "failed": 0, "skipped": 0}

    def test_statuses_search_and_details(self, bench: Bench) -> None:
        result = bench.run(
            "mainwp_page_info", sites=[HOST], statuses=["draft", "publish"], search="privacy", include=["details"]
        )
        (one,) = result["pages"]
        assert (one["id"], one["slug"], one["status"]) == (3, "privacy-policy", "draft")
        assert bench.asked == ["GET sites/basic", "GET pages", "GET pages", "GET pages/1/3"]

    def test_more_than_ten(self, bench: Bench) -> None:
        for number in range(12):
            bench.run("mainwp_page", **SITE, title=f"Page {number}", status="publish")
        assert len(bench.run("mainwp_page_info", sites=[HOST])["pages"]) == 13

    def test_an_unreachable_site_is_named(self, bench: Bench) -> None:
        bench.simulator.event(f"child: {HOST} answers 404 to everything")
        result = bench.run("mainwp_page_info", sites=["all"])
        assert ([one["verdict"] for one in result["sites"]], result["failed"]) == (["failed", "read"], True)
