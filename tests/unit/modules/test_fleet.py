# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_fleet against the simulator: verdicts, fewest requests, references, contradictions, and being killed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils import _fleet
from tests.meta import collection
from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench
from tests.unit.support.kills import run_and_kill

MODULE = "mainwp_fleet"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(generation=request.param, state="demo", sites=4)


def connected(count: int, generation: str = "modern") -> Bench:
    """A dashboard with so many connected sites, called Site 1, Site 2, ..."""
    bench = Bench(generation=generation, state="demo", sites=count)
    for number, child in enumerate(bench.simulator.children, start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


def urls(bench: Bench) -> list[str]:
    return [child.url for child in bench.simulator.children]


def small(bench: Bench) -> dict[str, Any]:
    """A fleet in which every noun refers to another one that does not exist yet."""
    sites = [
        {
            "url": url,
            "name": f"Site {number}",
            "admin_user": "admin",
            "admin_password": "demo-password",
            "tags": ["production"],
            "client": "ops@acme.example" if number < 3 else "Beta Ltd",
            "suspended": number == 2,
            "ignore_theme_updates": number < 3,
        }
        for number, url in enumerate(urls(bench), start=1)
    ]
    return {
        "client_fields": [{"name": "contract", "description": "Contract number"}],
        "tags": [{"name": "production", "color": "#7fb100"}, {"name": "shops", "sites": [urls(bench)[0]]}],
        "clients": [
            {"name": "Acme Ltd", "email": "ops@acme.example", "fields": {"contract": "C-77"}},
            {"name": "Beta Ltd"},
        ],
        "sites": [*({**site, "tags_mode": "add"} for site in sites[:1]), *sites[1:]],
    }


def state(bench: Bench) -> dict[str, Any]:
    """What the dashboard holds, without ids and times."""
    dashboard = bench.simulator.dashboard
    tags = {tag.id: tag.name for tag in dashboard.tags}
    clients = {client.id: client.columns.get("name") for client in dashboard.clients}
    return {
        "tags": sorted((tag.name, tag.color) for tag in dashboard.tags),
        "clients": sorted((client.columns.get("name"), sorted(client.custom.values())) for client in dashboard.clients),
        "fields": sorted((field.name, field.description) for field in dashboard.client_fields),
        "sites": sorted(
            (
                site.url,
                site.name,
                sorted(tags[tag] for tag in site.tag_ids),
                clients.get(site.client_id),
                site.suspended,
            )
            for site in dashboard.sites
        ),
    }


class TestDeclaring:
    def test_do(self, bench: Bench) -> None:
        result = bench.run(MODULE, **small(bench))
        assert "failed" not in result, result
        assert result["changed"] is True
        assert {line["verdict"] for line in result["fleet"]} == {"created"}
        assert [(line["noun"], line["key"]) for line in result["fleet"]][:5] == [
            ("client_field", "contract"),
            ("tag", "production"),
            ("tag", "shops"),
            ("client", "Acme Ltd"),
            ("client", "Beta Ltd"),
        ]
        assert result["summary"] == {
            "created": 9, "changed": 0, "removed": 0, "unchanged": 0, "failed": 0, "untried": 0
        }  # fmt: skip
        first = next(site for site in bench.simulator.dashboard.sites if site.url == urls(bench)[0])
        assert len(first.tag_ids) == 2
        # One read of each list, one write for each list of records (the values of a client's fields another), a write
        # a site, one for the flags that connecting does not take, one for the suspension, and a read of each list.
        assert bench.asked[:4] == ["GET clients/fields", "GET tags", "GET clients", "GET sites/basic"]
        # Sites are connected side by side, so that their ids come in any order.
        assert sorted(re.sub(r"sites/\d+/", "sites/N/", line) for line in bench.asked[4:]) == sorted(
            [
                "POST clients/fields/add",
                "POST tags/batch",
                "POST clients/batch",
                "PUT clients/1/edit",
                *["POST sites/add"] * 4,
                "POST sites/batch",
                "PUT sites/N/suspend",
                "GET clients/fields",
                "GET tags",
                "GET clients",
                "GET sites/basic",
            ]
        )
        assert result["api_requests"] == len(bench.asked)

    def test_again(self, bench: Bench) -> None:
        bench.run(MODULE, **small(bench))
        result = bench.run(MODULE, **small(bench))
        assert result["changed"] is False
        assert {line["verdict"] for line in result["fleet"]} == {"unchanged"}
        assert result["diff"] == {"before": {}, "after": {}}
        assert bench.asked == ["GET clients/fields", "GET tags", "GET clients", "GET sites/basic"]

    def test_check(self, bench: Bench) -> None:
        predicted = bench.check(MODULE, **small(bench))
        real = bench.run(MODULE, **small(bench))
        for key in ("changed", "diff", "fleet", "summary"):
            assert predicted[key] == real[key], key

    def test_check_again(self, bench: Bench) -> None:
        bench.run(MODULE, **small(bench))
        assert bench.check(MODULE, **small(bench))["changed"] is False

    def test_diff_is_by_noun_and_key(self) -> None:
        bench = connected(2)
        bench.run(MODULE, tags=[{"name": "old"}], sites=[{"url": urls(bench)[0], "tags": ["old"]}])
        task = {"tags": [{"name": "new"}], "sites": [{"url": urls(bench)[0], "tags": ["new"], "suspended": True}]}
        predicted = bench.check(MODULE, **task)
        result = bench.run(MODULE, **task)
        assert predicted["diff"] == result["diff"]
        site = urls(bench)[0]
        assert result["diff"] == {
            "before": {"sites": {site: {"url": site, "tags": ["old"], "suspended": False}}},
            "after": {
                "tags": {"new": {"name": "new"}},
                "sites": {site: {"url": site, "tags": ["new"], "suspended": True}},
            },
        }

    def test_secrets_are_not_shown(self, bench: Bench) -> None:
        bench.run(MODULE, **small(bench))
        assert "demo-password" not in bench.printed


class TestRefused:
    def test_a_key_that_may_only_read_stops_the_run(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, **small(bench))
        assert result["failed"] is True
        assert result["changed"] is False
        assert result["failure"]["layer"] == "key"
        verdicts = [line["verdict"] for line in result["fleet"]]
        assert verdicts == ["failed", *["untried"] * 8]
        assert all(line["reason"] for line in result["fleet"])
        assert result["diff"] == {"before": {}, "after": {}}
        assert result["msg"].startswith("1 of 9 records failed, 8 were not tried. client_field contract:")
        assert [path for _method, path, _body in bench.written] == ["clients/fields/add"]

    def test_a_site_that_cannot_be_connected_does_not_stop_the_others(self, bench: Bench) -> None:
        task = small(bench)
        task["sites"][1]["admin_password"] = "wrong"
        result = bench.run(MODULE, **task)
        assert result["failed"] is True
        assert result["changed"] is True
        assert result["failure"]["layer"] == "child"
        failed = [line for line in result["fleet"] if line["verdict"] == "failed"]
        assert [line["key"] for line in failed] == [urls(bench)[1]]
        assert "verify that your Admin Username and Password are correct" in failed[0]["reason"]
        assert result["summary"]["created"] == 8
        assert urls(bench)[1] not in result["diff"]["after"]["sites"]

    def test_what_comes_after_a_broken_connection_is_untried(self, bench: Bench) -> None:
        bench.adapter.fail("refused", method="POST", path="tags/batch")
        result = bench.run(MODULE, **small(bench))
        assert result["failed"] is True
        assert result["changed"] is True  # the client field was made before
        verdicts = {line["key"]: line["verdict"] for line in result["fleet"]}
        assert (verdicts["contract"], verdicts["production"]) == ("created", "failed")
        assert (verdicts["Beta Ltd"], verdicts[urls(bench)[1]]) == ("untried", "untried")

    def test_what_refers_to_a_refused_record_is_untried(self) -> None:
        bench = connected(1)
        send = bench.adapter.send

        def spoiling(request: Any, **options: Any) -> Any:
            if "tags/batch" in request.url:
                request.body = request.body.replace(b'"one"', b'""   ')
            return send(request, **options)

        bench.adapter.send = spoiling  # type: ignore[assignment, method-assign]
        result = bench.run(
            MODULE,
            tags=[{"name": "one"}, {"name": "two"}],
            sites=[{"url": urls(bench)[0], "tags": ["one"]}],
        )
        assert [line["verdict"] for line in result["fleet"]] == ["failed", "created", "untried"]
        assert "tag one was not made" in result["fleet"][2]["reason"]

    def test_a_relation_that_is_carried_out_in_part_is_a_change(self) -> None:
        bench = connected(3)
        bench.run(MODULE, tags=[{"name": "production"}])
        send = bench.adapter.send

        def removing(request: Any, **options: Any) -> Any:
            if "sites/batch" in request.url:
                bench.simulator.dashboard.sites.delete(3)
            return send(request, **options)

        bench.adapter.send = removing  # type: ignore[assignment, method-assign]
        result = bench.run(MODULE, tags=[{"name": "production", "sites": urls(bench)}])
        assert result["failed"] is True
        assert result["changed"] is True
        assert [line["verdict"] for line in result["fleet"]] == ["failed"]
        assert result["diff"] == {"before": {}, "after": {}}


class TestLost:
    def test_lost_answers_are_answered_by_looking(self, bench: Bench) -> None:
        for path in ("clients/fields/add", "tags/batch", "clients/batch", "sites/add", "sites/batch", "suspend"):
            bench.adapter.fail("read_timeout_after", path=path, times=1)
        result = bench.run(MODULE, **small(bench))
        assert "failed" not in result, result
        assert result["summary"]["created"] == 9
        twin = Bench(generation=bench.simulator.generation, state="demo", sites=4)
        twin.run(MODULE, **small(twin))
        assert state(bench) == state(twin)

    @pytest.mark.parametrize("concurrency", [1, 4])
    def test_killed_anywhere_and_run_again(self, bench: Bench, concurrency: int) -> None:
        """After any request the process can end: the next run does the rest and nothing twice."""
        generation = bench.simulator.generation
        bench.run(MODULE, **small(bench))
        wanted, most = state(bench), len(bench.asked)
        for requests in range(most):
            again = Bench(generation=generation, state="demo", sites=4)
            again.connection["max_concurrency"] = concurrency
            assert run_and_kill(again, requests, MODULE, **small(again)), requests
            # The values of a client's fields can only be written, so they go with "always" to survive a kill.
            task = small(again)
            task["clients"][0]["update_fields"] = "always"
            result = again.run(MODULE, **task)
            assert "failed" not in result, (requests, result)
            assert state(again) == wanted, requests
            for child in again.simulator.children:
                assert child.log.count("connect") == 1, (requests, child.url)
            assert again.run(MODULE, **small(again))["changed"] is False, requests


class TestBudget:
    def test_an_unchanged_fleet_costs_one_read_of_each_list(self) -> None:
        bench = connected(1000)
        task = {
            "client_fields": [{"name": f"field-{number}", "description": "x"} for number in range(3)],
            "tags": [{"name": f"tag-{number}"} for number in range(200)],
            "clients": [
                {"name": f"Client {number}", "email": f"c{number}@example.com", "suspended": False}
                for number in range(300)
            ],
            "sites": [
                {
                    "url": url,
                    "name": f"Site {number}",
                    "tags": [f"tag-{number % 200}", f"tag-{(number + 1) % 200}"],
                    "client": f"Client {number % 300}",
                    "health_check": True,
                }
                for number, url in enumerate(urls(bench))
            ],
        }
        first = bench.run(MODULE, **task)
        assert "failed" not in first, first["msg"]
        writes = [f"{method} {path}" for method, path, _body in bench.written]
        assert writes.count("POST tags/batch") == 2
        assert writes.count("POST clients/batch") == 3
        assert writes.count("POST sites/batch") == 10
        result = bench.run(MODULE, **task)
        assert result["changed"] is False
        assert result["summary"]["unchanged"] == 1503
        # The second read of the sites is the view with the health settings.
        assert bench.asked == [
            "GET clients/fields", "GET tags", "GET clients", "GET sites/basic", "GET sites/basic"
        ]  # fmt: skip
        assert result["api_requests"] <= 15

    def test_250_sites_are_tagged_in_3_writes(self) -> None:
        bench = connected(250)
        bench.run(MODULE, tags=[{"name": "production"}])
        result = bench.run(MODULE, tags=[{"name": "production", "sites": urls(bench)}])
        assert result["changed"] is True
        assert bench.asked == ["GET tags", "GET sites/basic", *["POST sites/batch"] * 3, "GET sites/basic"]
        assert [len(body["update"]) for _method, _path, body in bench.written] == [100, 100, 50]

    def test_fields_of_a_single_site_are_read_for_the_sites_that_name_them(self) -> None:
        bench = connected(60)
        task = {
            "sites": [
                {"url": url, "monitoring_emails": ["ops@agency.example"]} if number < 2 else {"url": url, "name": "x"}
                for number, url in enumerate(urls(bench))
            ]
        }
        bench.run(MODULE, **task)
        assert [path for path in bench.asked if path.removeprefix("GET sites/").isdigit()] == [
            "GET sites/1", "GET sites/2", "GET sites/1", "GET sites/2"
        ]  # fmt: skip
        assert bench.run(MODULE, **task)["changed"] is False


class TestDisagreeing:
    """Declarations that disagree are refused, with both named, before anything is written."""

    CASES = {  # noqa: RUF012
        "site without the tag that lists it": (
            {"tags": [{"name": "a"}, {"name": "b", "sites": ["SITE"]}], "sites": [{"url": "SITE", "tags": ["a"]}]},
            "site SITE and tag b disagree about tags.",
        ),
        "site with the tag that leaves it out": (
            {
                "tags": [{"name": "old", "sites": []}],
                "sites": [{"url": "SITE", "tags": ["old"]}],
            },
            "site SITE and tag old disagree about tags.",
        ),
        "site of one client that another lists": (
            {
                "clients": [{"name": "A"}, {"name": "B", "sites": ["SITE"]}],
                "sites": [{"url": "SITE", "client": "A"}],
            },
            "site SITE and client B disagree about client.",
        ),
        "site that two clients list": (
            {"clients": [{"name": "A", "sites": ["SITE"]}, {"name": "B", "sites": ["SITE"]}]},
            "is claimed by client A and by B.",
        ),
        "site with a tag that is removed": (
            {"tags": [{"name": "old", "state": "absent"}], "sites": [{"url": "SITE", "tags": ["old"]}]},
            "site SITE: tags: the tag 'old' is declared absent.",
        ),
        "tag on a site that is removed": (
            {"tags": [{"name": "b", "sites": ["SITE"]}], "sites": [{"url": "SITE", "state": "absent"}]},
            "declared absent",
        ),
        "one site under two spellings": (
            {"sites": [{"url": "SITE"}, {"url": "http://www.SITE-01.example.com"}]},
            "is declared twice",
        ),
        "one tag under two spellings": ({"tags": [{"name": "x"}, {"name": "X"}]}, "tag X is declared twice"),
        "tag that nobody declares": ({"sites": [{"url": "SITE", "tags": ["nobody"]}]}, "there is no tag 'nobody'"),
        "site without credentials": (
            {"sites": [{"url": "https://new.example.com"}]},
            "cannot be created without admin_user",
        ),
    }

    @pytest.mark.parametrize("name", CASES)
    def test_refused(self, name: str) -> None:
        task, message = self.CASES[name]
        bench = connected(1)
        site = urls(bench)[0]
        bench.run(MODULE, tags=[{"name": "old", "sites": [site]}])
        result = bench.run(MODULE, **_with_site(task, site))
        assert result["failed"] is True
        assert message.replace("SITE", site) in result["msg"]
        assert result["failure"]["layer"] == "options"
        assert bench.written == []

    def test_nothing_declared(self) -> None:
        assert "one of the following is required" in Bench().run(MODULE)["msg"]


class TestReferences:
    def test_a_tag_that_the_same_task_renames_is_found_by_its_new_name(self) -> None:
        bench = connected(1)
        site = urls(bench)[0]
        bench.run(MODULE, tags=[{"name": "old"}])
        task = {"tags": [{"name": "old", "new_name": "live"}], "sites": [{"url": site, "tags": ["live"]}]}
        predicted = bench.check(MODULE, **task)
        result = bench.run(MODULE, **task)
        assert "failed" not in result, result
        assert (predicted["diff"], predicted["fleet"]) == (result["diff"], result["fleet"])
        assert state(bench)["sites"][0][2] == ["live"]
        assert bench.run(MODULE, **task)["changed"] is False

    def test_both_sides_may_say_the_same(self) -> None:
        bench = connected(1)
        site = urls(bench)[0]
        task = {"tags": [{"name": "a", "sites": [site]}], "sites": [{"url": site, "tags": ["a"]}]}
        result = bench.run(MODULE, **task)
        assert "failed" not in result, result
        assert [path for _method, path, _body in bench.written] == ["tags/add", "sites/1/edit"]
        assert bench.run(MODULE, **task)["changed"] is False

    def test_removals_come_first_and_in_the_opposite_order(self) -> None:
        bench = connected(1)
        site = urls(bench)[0]
        bench.run(MODULE, tags=[{"name": "a"}], clients=[{"name": "A"}], sites=[{"url": site, "tags": ["a"]}])
        task = {
            "tags": [{"name": "a", "state": "absent"}, {"name": "b"}],
            "clients": [{"name": "A", "state": "absent"}],
            "sites": [{"url": site, "state": "absent"}],
        }
        predicted = bench.check(MODULE, **task)
        result = bench.run(MODULE, **task)
        assert "failed" not in result, result
        assert (predicted["diff"], predicted["fleet"]) == (result["diff"], result["fleet"])
        paths = [path for _method, path, _body in bench.written]
        assert paths == ["sites/1/sync", "sites/1/remove", "clients/1/remove", "tags/1/remove", "tags/add"]
        assert bench.run(MODULE, **task)["changed"] is False

    def test_a_removal_that_is_refused_is_refused_in_check_mode_too(self) -> None:
        bench = connected(2)
        site = bench.simulator.dashboard.sites.get(1)
        assert site is not None
        site.sync_errors = "gone"
        task = {"sites": [{"url": url, "state": "absent"} for url in urls(bench)]}
        predicted = bench.check(MODULE, **task)
        result = bench.run(MODULE, **task)
        assert predicted["failed"] is result["failed"] is True
        assert predicted["fleet"] == result["fleet"]
        assert [line["verdict"] for line in result["fleet"]] == ["failed", "removed"]


def _with_site(value: Any, site: str) -> Any:
    """The declarations of a case with the address of the site put in."""
    if isinstance(value, dict):
        return {name: _with_site(one, site) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_site(one, site) for one in value]
    return site if value == "SITE" else value


@pytest.mark.parametrize("noun", _fleet.FLEET_NOUNS, ids=lambda noun: noun.plural)
def test_suboptions_are_documented_as_the_noun_declares_them(noun: Any) -> None:
    documented = collection.own_documentation(MODULE)["options"][noun.plural]["suboptions"]
    described = {
        name: {key: option[key] for key in ("type", "elements", "choices", "default") if key in option}
        for name, option in documented.items()
    }
    declared = {
        name: {key: option[key] for key in ("type", "elements", "choices", "default") if key in option}
        for name, option in noun.options.items()
    }
    assert described == declared


def test_every_noun_of_the_fleet_is_an_option() -> None:
    documented = collection.own_documentation(MODULE)["options"]
    assert list(documented) == list(_fleet.FLEET_OPTIONS)


@pytest.mark.parametrize("after", range(4, 12))
def test_a_connection_that_breaks_for_good_leaves_the_whole_list(bench: Bench, after: int) -> None:
    """What was written is said, nothing is called created that was not proved, and the rest is untried."""
    fleet = small(bench)
    bench.connection["request_retries"] = 0
    bench.adapter.fail("refused", skip=after)
    result = bench.run(MODULE, **fleet)
    assert result["failed"] is True
    assert result["failure"]["code"] == "unreachable"
    assert result["changed"] is bool(bench.written)
    assert len(result["fleet"]) == sum(len(records) for records in fleet.values())
    assert {one["verdict"] for one in result["fleet"]} <= {"failed", "untried"}
    assert any(one["verdict"] == "failed" for one in result["fleet"])
    bench.adapter.faults.clear()
    assert bench.run(MODULE, **fleet)["summary"]["failed"] == 0
    assert bench.run(MODULE, **fleet)["changed"] is False
