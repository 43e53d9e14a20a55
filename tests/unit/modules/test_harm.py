# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What would cost users most, whatever the noun: a field wiped unseen, a false verdict, the wrong record hit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

ONE = "https://site-01.example.com/"
TWO = "https://site-02.example.com/"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Two connected sites of one client (1), both with the tag production (1); a client field."""
    bench = Bench(generation=request.param, state="demo", sites=2)
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    bench.run("mainwp_client_field", name="vat", description="VAT")
    bench.run("mainwp_client", name="Acme", email="ops@acme.example", sites=["1", "2"])
    bench.run("mainwp_tag", name="production", sites=["1", "2"])
    return bench


def clients(bench: Bench) -> list[int]:
    return [site.client_id for site in bench.simulator.dashboard.sites]


class TestEmptyCredentials:
    """They cannot be emptied; an edit with nothing in it would have taken the client away."""

    CREDENTIALS = {"http_user": "", "update_credentials": "always"}  # noqa: RUF012

    def test_alone(self, bench: Bench) -> None:
        result = bench.run("mainwp_site", url=ONE, **self.CREDENTIALS)
        assert "http_user cannot be" in result["msg"]
        assert bench.written == []

    def test_in_a_batch(self, bench: Bench) -> None:
        result = bench.run("mainwp_fleet", sites=[{"url": url, **self.CREDENTIALS} for url in (ONE, TWO)])
        assert result["failed"] is True
        assert (bench.written, clients(bench)) == ([], [1, 1])


class TestLostValues:
    """Values that nothing shows: that they arrived must not be claimed."""

    def test_of_an_edit(self, bench: Bench) -> None:
        task = {"name": "Acme", "fields": {"vat": "1"}, "update_fields": "always"}
        bench.adapter.fail("read_timeout_before", method="PUT", times=1)
        result = bench.run("mainwp_client", **task)
        assert result["failure"]["code"] == "answer_lost"
        assert "update_fields=always" in result["msg"]

    @pytest.mark.parametrize("fault", ["read_timeout_before", "read_timeout_after"])
    def test_of_a_creation(self, bench: Bench, fault: str) -> None:
        bench.adapter.fail(fault, method="PUT", times=1)
        result = bench.run("mainwp_client", name="New", fields={"vat": "1"})
        assert (result["failed"], result["changed"]) == (True, True)
        assert "update_fields=always" in result["msg"]

    def test_a_refusal_after_the_creation_says_how_to_go_on(self, bench: Bench) -> None:
        body = '{"success":0,"error":"no"}'
        bench.simulator.faults.add("replace", method="PUT", path="clients/2/edit", status=200, body=body)
        result = bench.run("mainwp_client", name="New", fields={"vat": "1"})
        assert (result["failed"], result["changed"]) == (True, True)
        assert "update_fields=always" in result["msg"]


def test_a_crash_after_the_work_is_looked_at(bench: Bench) -> None:
    """PHP stored the record and died afterwards: an HTML page with HTTP 500."""
    send = bench.adapter.send

    def dying(request: Any, **options: Any) -> Any:
        answer = send(request, **options)
        if request.method == "POST":
            answer.status_code, answer._content = 500, b"<html>There has been a critical error on this website.</html>"
        return answer

    bench.adapter.send = dying  # type: ignore[assignment, method-assign]
    result = bench.run("mainwp_tag", name="shops")
    assert ("failed" in result, result["changed"], result["tag"]["name"]) == (False, True, "shops")
    result = bench.run("mainwp_fleet", tags=[{"name": "a"}, {"name": "b"}])
    assert ("failed" in result, result["summary"]["created"]) == (False, 2)


def test_a_relation_that_was_not_tried_is_not_called_changed(bench: Bench) -> None:
    bench.run("mainwp_tag", name="shops")
    bench.connection["request_retries"] = 0
    bench.adapter.fail("refused", method="PUT")
    result = bench.run(
        "mainwp_fleet", tags=[{"name": "shops", "color": "#222"}, {"name": "production", "sites": ["1"]}]
    )
    assert [line["verdict"] for line in result["fleet"]] == ["failed", "untried"]
    assert result["changed"] is False


class TestRemovedReferences:
    """Removals come first: what is gone is not sent again."""

    def test_of_a_client(self, bench: Bench) -> None:
        result = bench.run(
            "mainwp_fleet",
            clients=[{"name": "Acme", "state": "absent"}],
            sites=[{"url": ONE, "name": "Renamed"}],
        )
        assert "failed" not in result, result
        assert clients(bench) == [0, 0]

    def test_of_a_tag(self, bench: Bench) -> None:
        bench.run("mainwp_tag", name="shops")
        task = {
            "tags": [{"name": "production", "state": "absent"}],
            "sites": [{"url": ONE, "tags": ["shops"], "tags_mode": "add"}],
        }
        foretold = bench.check("mainwp_fleet", **task)
        result = bench.run("mainwp_fleet", **task)
        assert "failed" not in result, result
        assert result["diff"] == foretold["diff"]
        assert [site.tag_ids for site in bench.simulator.dashboard.sites] == [[2], []]


def test_a_failing_list_is_not_an_empty_list(bench: Bench) -> None:
    """It would make every tag a second time."""
    body = '{"success":0,"message":"Database error"}'
    bench.simulator.faults.add("replace", method="GET", path="tags$", status=200, body=body)
    result = bench.run("mainwp_tag", name="production")
    assert "Database error" in result["msg"]
    assert bench.written == []


class TestIdentity:
    def test_a_new_name_does_not_mean_another_client(self, bench: Bench) -> None:
        bench.run("mainwp_client", name="Beta", email="b@beta.example")
        result = bench.run("mainwp_client", email="new@x.example", name="Any", new_name="Beta")
        assert "to rename" in result["msg"]
        assert bench.written == []

    @pytest.mark.parametrize(
        "tags",
        [
            [{"name": "production", "new_name": "x"}, {"name": "shops", "new_name": "x"}],
            [{"id": 1, "name": "x"}, {"id": 2, "name": "x"}],
            [{"id": 1, "name": "x"}, {"name": "x"}],
        ],
    )
    def test_two_records_cannot_end_with_one_name(self, bench: Bench, tags: list[dict[str, Any]]) -> None:
        bench.run("mainwp_tag", name="shops")
        assert "declared twice" in bench.run("mainwp_fleet", tags=tags)["msg"]
        assert bench.written == []

    def test_a_name_of_two_new_clients_is_ambiguous(self, bench: Bench) -> None:
        result = bench.run(
            "mainwp_fleet",
            clients=[{"name": "Twin", "email": "a@x.example"}, {"name": "Twin", "email": "b@x.example"}],
            sites=[{"url": ONE, "client": "Twin"}],
        )
        assert (result["failure"]["code"], bench.written) == ("ambiguous", [])

    def test_two_clients_of_one_name_are_both_in_the_diff(self, bench: Bench) -> None:
        twins = [{"name": "Twin", "email": f"{one}@x.example"} for one in "ab"]
        result = bench.run("mainwp_fleet", clients=twins)
        assert [one["email"] for one in result["diff"]["after"]["clients"].values()] == ["a@x.example", "b@x.example"]

    def test_a_complete_list_that_lacks_a_declared_member_is_refused(self, bench: Bench) -> None:
        result = bench.run(
            "mainwp_fleet",
            tags=[{"name": "production", "sites": ["site-02.example.com"]}],
            sites=[{"url": ONE, "tags": ["production"]}],
        )
        assert "disagree about tags" in result["msg"]
        assert bench.written == []

    @pytest.mark.parametrize("state", ["present", "absent"])
    def test_an_empty_name_means_no_record(self, bench: Bench, state: str) -> None:
        assert "none of them is given" in bench.run("mainwp_tag", name="", state=state)["msg"]

    def test_the_id_of_a_record_with_another_name_is_not_removed(self, bench: Bench) -> None:
        result = bench.run("mainwp_tag", id=1, name="staging", state="absent")
        assert "has the name 'production', not 'staging'" in result["msg"]
        assert bench.written == []

    @pytest.mark.parametrize("text", ["²", "http://[x/"])
    def test_odd_references_are_refused(self, bench: Bench, text: str) -> None:
        for task in ({"url": ONE, "tags": [text]}, {"url": text, "state": "absent"}):
            result = bench.run("mainwp_site", **task)
            assert result.get("failure", {}).get("code") in (None, "invalid_input"), result
        assert bench.run("mainwp_tag", name="x", sites=[text])["failure"]["code"] == "invalid_input"


class TestPartialFailures:
    def test_the_record_and_the_diff_show_what_is_there_now(self, bench: Bench) -> None:
        bench.simulator.faults.add("replace", path="clients/1/suspend", status=200, body='{"success":0,"error":"no"}')
        result = bench.run("mainwp_client", id=1, city="Paris", suspended=True)
        assert (result["failed"], result["changed"]) == (True, True)
        assert (result["client"]["city"], result["client"]["suspended"]) == ("Paris", False)
        assert result["diff"]["after"] == {"city": "Paris", "suspended": False}

    def test_a_lost_batch_of_sites_is_the_reason_of_the_tag(self, bench: Bench) -> None:
        bench.run("mainwp_tag", name="shops")
        bench.adapter.fail("read_timeout_before", path="sites/batch", times=1)
        result = bench.run("mainwp_tag", name="shops", color="#000", sites=["1", "2"])
        assert (result["failure"]["code"], result["failure"]["path"]) == (
            "answer_lost",
            "/wp-json/mainwp/v2/sites/batch",
        )

    def test_what_somebody_else_removed_is_removed_in_a_batch_too(self, bench: Bench) -> None:
        bench.run("mainwp_tag", name="shops")
        body = (
            '{"delete":[{"success":1},'
            '{"id":2,"error":{"code":"mainwp_rest_invalid_tag_id","message":"Invalid or not found ID."}}]}'
        )
        bench.simulator.faults.add("replace", path="tags/batch", status=200, body=body)
        bench.simulator.dashboard.tags.delete(2)
        bench.simulator.dashboard.tags.delete(1)
        bench.simulator.faults.add(
            "replace",
            method="GET",
            path="tags$",
            times=1,
            status=200,
            body='{"success":1,"data":{"1":{"id":"1","name":"production","color":"","sites_ids":null},'
            '"2":{"id":"2","name":"shops","color":"","sites_ids":null}}}',
        )
        result = bench.run("mainwp_fleet", tags=[{"name": n, "state": "absent"} for n in ("production", "shops")])
        assert ("failed" in result, result["summary"]["removed"]) == (False, 2)

    def test_too_many_requests_end_the_run(self, bench: Bench) -> None:
        bench.simulator.faults.add(
            "replace", method="PUT", path="suspend", status=429, body='{"code":"too_many","message":"slow down"}'
        )
        sites = [{"url": url, "suspended": True} for url in (ONE, TWO)]
        result = bench.run("mainwp_fleet", sites=sites)
        assert sorted(line["verdict"] for line in result["fleet"]) == ["failed", "untried"]
        assert result["failure"]["code"] == "throttled"
        assert len(bench.written) == 1


def test_a_line_break_in_a_header_is_refused_by_name(bench: Bench) -> None:
    bench.connection["http_headers"] = {"X-Access": "s3cret\n"}
    result = bench.run("mainwp_tag_info")
    assert "http_headers: 'X-Access' holds a line break" in result["msg"]
    assert "s3cret" not in result["msg"]


class TestSelections:
    @pytest.mark.parametrize("module", ["mainwp_update", "mainwp_sync", "mainwp_site_check", "mainwp_update_info"])
    @pytest.mark.parametrize("option", ["tags", "clients"])
    def test_an_empty_list_beside_all_selects_nothing(self, bench: Bench, module: str, option: str) -> None:
        """A variable that is empty would otherwise mean the whole fleet."""
        result = bench.run(module, sites=["all"], **{option: []})
        assert f"{option} is an empty list" in result["msg"]
        assert bench.asked == []


class TestOddAnswers:
    """One answer of another form concerns its site alone, and does not hide what was done."""

    @pytest.mark.parametrize("body", ['{"success":1}', "[]", '{"success":1,"data":[]}'])
    def test_of_a_sync(self, bench: Bench, body: str) -> None:
        bench.simulator.faults.add("replace", method="PUT", path="sites/2/sync", status=200, body=body)
        result = bench.run("mainwp_sync", sites=["all"], fail_on="none")
        assert [one["verdict"] for one in result["sites"]] == ["done", "failed"]
        result = bench.run("mainwp_update", sites=["all"], sync_max_age=0, types=["plugins"], fail_on="none")
        assert result["changed"] is True
        assert result["summary"]["updated"] > 0

    def test_of_a_check(self, bench: Bench) -> None:
        body = '{"success":1,"data":[]}'
        bench.simulator.faults.add("replace", method="PUT", path="sites/2/check", status=200, body=body)
        result = bench.run("mainwp_site_check", sites=["all"], fail_on="none")
        assert [one["verdict"] for one in result["sites"]] == ["up", "failed"]

    def test_of_a_list_after_a_write(self, bench: Bench) -> None:
        body = '{"success":1,"data":[{"name":"production"}]}'
        bench.simulator.faults.add("replace", method="GET", path="tags$", skip=1, status=200, body=body)
        result = bench.run("mainwp_tag", name="production", color="#123")
        assert (result["failed"], result["changed"], result["failure"]["code"]) == (True, True, "unknown_form")


def test_a_rename_by_id_is_referred_to_by_its_new_name(bench: Bench) -> None:
    task = {"tags": [{"id": 1, "name": "live"}], "sites": [{"url": ONE, "tags": ["live"]}]}
    assert bench.check("mainwp_fleet", **task)["summary"]["changed"] == 1
    result = bench.run("mainwp_fleet", **task)
    assert ("failed" in result, result["summary"]["changed"]) == (False, 1)


def test_busy_children_do_not_put_an_update_into_quarantine() -> None:
    """WordPress is refused for reasons of the child; the fourth one takes it."""
    bench = Bench(state="demo", sites=20)
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    for site in (5, 10, 15):
        bench.simulator.faults.add("replace", path=f"updates/{site}/update/wp", status=200, body='{"success":0}')
    result = bench.run("mainwp_update", sites=["all"], types=["core"], fail_on="none", quarantine_after=1)
    assert (result["summary"]["failed"], result["summary"]["updated"], result["quarantined"]) == (3, 1, [])


def test_only_what_was_sent_counts_as_tried(bench: Bench) -> None:
    body = '{"code":"mainwp_rest_authentication_disabled_key","message":"The REST API Key are disabled."}'
    bench.simulator.faults.add("replace", path="updates/1/update/plugins", status=401, body=body)
    result = bench.run("mainwp_update", sites=["1"])
    verdicts = {(one["type"], one["verdict"]) for one in result["updates"] if "No package" not in (one["reason"] or "")}
    assert verdicts == {("plugin", "failed"), ("theme", "skipped"), ("translation", "skipped")}


class TestSecretsInOtherWords:
    def test_halves_of_the_token_in_a_notice(self, bench: Bench) -> None:
        secret, key = bench.connection["api_key"].split("==")
        bench.simulator.faults.add(
            "php_notice", text=f"<b>Warning</b>: /?consumer_key=ck_{key}&consumer_secret=cs_{secret}\n"
        )
        result = bench.run("mainwp_tag_info")
        assert result["warnings"]
        assert key not in bench.printed
        assert secret not in bench.printed

    def test_a_password_as_it_travels(self, bench: Bench) -> None:
        body = '{"success":0,"error":"Login with p%40ss%2Fword9 failed"}'
        bench.simulator.faults.add("replace", path="sites/add", status=200, body=body)
        bench.run("mainwp_site", url="https://new.example.com", admin_user="admin", admin_password="p@ss/word9")
        assert "p%40ss%2Fword9" not in bench.printed


def test_a_refused_key_is_not_tried_on_every_site(bench: Bench) -> None:
    """Users live on their sites, so that each site asks again."""
    bench.connection |= {"api_key": bench.simulator.keys["ro"], "max_concurrency": 1}
    result = bench.run("mainwp_user", sites=["all"], users=[{"username": "anna", "email": "anna@agency.example"}])
    assert [one["verdict"] for one in result["sites"]] == ["failed", "skipped"]
    assert (result["failure"]["layer"], result["changed"], len(bench.written)) == ("key", False, 1)
    assert bench.asked.count("GET users") == 1


def test_an_empty_time_zone_is_not_that_of_greenwich(bench: Bench) -> None:
    """A variable that is empty would otherwise move the clock of the dashboard."""
    bench.run("mainwp_settings", general={"timezone": "UTC+5:30"})
    result = bench.run("mainwp_settings", general={"timezone": ""})
    assert "timezone cannot be ''" in result["msg"]
    assert bench.written == []
