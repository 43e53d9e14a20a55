# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_site against the simulator: every verb in both generations, and every trap of the site routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench
from tests.unit.support.verbs import Verb as AnyVerb

MODULE = "mainwp_site"
URL = "https://site-01.example.com/"
NEW = "https://site-02.example.com/"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with two tags, two clients and one of two sites connected (tagged 1, of client 1)."""
    bench = Bench(generation=request.param, state="demo", sites=2)
    for name in ("production", "shops"):
        bench.run("mainwp_fleet", tags=[{"name": name}])
    bench.run("mainwp_fleet", clients=[{"name": "Acme Ltd"}, {"name": "Beta Ltd"}])
    site = connect(bench.simulator, child(bench), "Shop")
    site.tag_ids, site.client_id = [1], 1
    return bench


class Verb(AnyVerb):
    MODULE = MODULE
    NOTHING: ClassVar[list[str]] = ["GET sites/basic"]


def child(bench: Bench, url: str = URL) -> Any:
    """The child at an address, as it really is."""
    return bench.simulator.children.at(url)


def row(bench: Bench, url: str = URL) -> Any:
    """The dashboard's row of a site, or None."""
    return bench.simulator.dashboard.find_site(url)


class TestConnect(Verb):
    TASK: ClassVar[dict[str, Any]] = {
        "url": NEW,
        "name": "New shop",
        "admin_user": "admin",
        "admin_password": "demo-password",
        "tags": ["production", "shops"],
        "client": "Acme Ltd",
    }
    DONE: ClassVar[list[str]] = ["GET sites/basic", "GET tags", "GET clients", "POST sites/add", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET sites/basic", "GET tags", "GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = {
        "url": NEW, "name": "New shop", "tags": ["production", "shops"], "client": "Acme Ltd"
    }  # fmt: skip
    WRITE: ClassVar[str] = "sites/add"

    def settled(self, bench: Bench) -> bool:
        site = row(bench, NEW)
        return site is not None and (site.name, site.tag_ids, site.client_id) == ("New shop", [1, 2], 1)

    def test_result(self, bench: Bench) -> None:
        site = bench.run(MODULE, **self.TASK)["site"]
        assert {name: site[name] for name in ("id", "url", "name", "tags", "client", "client_id", "status")} == {
            "id": 2,
            "url": NEW,
            "name": "New shop",
            "tags": ["production", "shops"],
            "client": "Acme Ltd",
            "client_id": 1,
            "status": "connected",
        }
        assert (site["connected"], site["wp_version"], site["ip"]) == (True, "7.0.4", "192.0.2.12")
        assert site["last_sync"].endswith("Z")


class TestChange(Verb):
    TASK: ClassVar[dict[str, Any]] = {
        "url": URL,
        "name": "Shop & more",
        "tags": ["shops"],
        "ignore_plugin_updates": True,
        "force_ipv4": "always",
        "ssl_version": "tls_1_2",
    }
    DONE: ClassVar[list[str]] = ["GET sites/basic", "GET tags", "PUT sites/1/edit", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET sites/basic", "GET tags"]
    BEFORE: ClassVar[dict[str, Any]] = {
        "url": URL,
        "name": "Shop",
        "tags": ["production"],
        "ignore_plugin_updates": False,
        "force_ipv4": "never",
        "ssl_version": "auto",
    }
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE: ClassVar[str] = "sites/1/edit"

    def settled(self, bench: Bench) -> bool:
        site = row(bench)
        return (site.name, site.tag_ids, site.client_id) == ("Shop & more", [2], 1)


class TestClient(Verb):
    TASK: ClassVar[dict[str, Any]] = {"url": URL, "client": "Beta Ltd"}
    DONE: ClassVar[list[str]] = ["GET sites/basic", "GET clients", "PUT sites/1/edit", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET sites/basic", "GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"url": URL, "client": "Acme Ltd"}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE: ClassVar[str] = "sites/1/edit"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench).client_id == 2)


class TestSuspend(Verb):
    TASK: ClassVar[dict[str, Any]] = {"url": URL, "suspended": True}
    DONE: ClassVar[list[str]] = ["GET sites/basic", "PUT sites/1/suspend", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"url": URL, "suspended": False}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE: ClassVar[str] = "sites/1/suspend"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench).suspended)


class TestUnsuspend(Verb):
    TASK: ClassVar[dict[str, Any]] = {"url": URL, "suspended": False}
    DONE: ClassVar[list[str]] = ["GET sites/basic", "PUT sites/1/unsuspend", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"url": URL, "suspended": True}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE: ClassVar[str] = "sites/1/unsuspend"

    def prepare(self, bench: Bench) -> None:
        row(bench).suspended = 1

    def settled(self, bench: Bench) -> bool:
        return not row(bench).suspended


class TestDisconnect(Verb):
    TASK: ClassVar[dict[str, Any]] = {"url": URL, "connected": False}
    DONE: ClassVar[list[str]] = [
        "GET sites/basic", "PUT sites/1/disconnect", "PUT sites/1/sync", "GET sites/basic"
    ]  # fmt: skip
    BEFORE: ClassVar[dict[str, Any]] = {"url": URL, "connected": True}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE: ClassVar[str] = "sites/1/disconnect"

    def settled(self, bench: Bench) -> bool:
        return "Authentication failed" in row(bench).sync_errors and not child(bench).public_key


class TestReconnect(Verb):
    TASK: ClassVar[dict[str, Any]] = {"url": URL, "connected": True}
    DONE: ClassVar[list[str]] = ["GET sites/basic", "PUT sites/1/reconnect", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"url": URL, "connected": False}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE: ClassVar[str] = "sites/1/reconnect"

    def prepare(self, bench: Bench) -> None:
        bench.run(MODULE, url=URL, connected=False)

    def settled(self, bench: Bench) -> bool:
        return not row(bench).sync_errors and bool(child(bench).public_key)


class TestRemove(Verb):
    TASK: ClassVar[dict[str, Any]] = {"url": URL, "state": "absent"}
    # The sync shows whether the child can be told.
    DONE: ClassVar[list[str]] = ["GET sites/basic", "PUT sites/1/sync", "DELETE sites/1/remove", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"url": URL}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE: ClassVar[str] = "sites/1/remove"

    def settled(self, bench: Bench) -> bool:
        return row(bench) is None and not child(bench).child_plugin_active

    def test_refused(self, bench: Bench) -> None:
        """The key is refused at the sync that comes before the removal."""
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(MODULE, **self.TASK)
        assert (result["failed"], result["changed"]) == (True, False)
        assert (result["failure"]["layer"], result["failure"]["status"]) == ("key", 401)
        assert [path for _method, path, _body in bench.written] == ["sites/1/sync"]
        assert not self.settled(bench)


class TestIdentity:
    @pytest.mark.parametrize(
        "spelling", ["site-01.example.com", "http://site-01.example.com", "HTTPS://WWW.Site-01.Example.com/"]
    )
    def test_a_connected_site_is_adopted_without_credentials(self, bench: Bench, spelling: str) -> None:
        row(bench).url = "http://site-01.example.com/" if spelling.startswith("http:") else URL
        result = bench.run(MODULE, url=spelling, tags=["production"])
        assert result["changed"] is False
        assert result["site"]["id"] == 1

    def test_another_path_is_another_site(self, bench: Bench) -> None:
        result = bench.run(MODULE, url=f"{URL}blog/", name="x")
        assert "does not exist and cannot be created without admin_user" in result["msg"]
        assert bench.written == []

    def test_by_id(self, bench: Bench) -> None:
        assert bench.run(MODULE, id=1, name="Renamed")["site"]["name"] == "Renamed"

    def test_unknown_id_is_said_although_the_modern_dashboard_answers_500(self, bench: Bench) -> None:
        result = bench.run(MODULE, id=99, name="x")
        assert result["msg"].startswith("There is no site with id 99.")
        assert bench.asked == ["GET sites/basic"]
        assert bench.run(MODULE, id=99, state="absent")["changed"] is False

    def test_the_scheme_changes_only_where_it_is_written(self, bench: Bench) -> None:
        assert bench.run(MODULE, url="site-01.example.com")["changed"] is False
        result = bench.run(MODULE, url="http://site-01.example.com")
        assert result["changed"] is True
        assert bench.written == [("PUT", "sites/1/edit", {"protocol": "http", "client_id": 1})]
        assert row(bench).url == "http://site-01.example.com/"

    def test_the_host_cannot_change(self, bench: Bench) -> None:
        result = bench.run(MODULE, id=1, url="https://other.example.com")
        assert "can change only the scheme" in result["msg"]
        assert bench.written == []

    @pytest.mark.parametrize(
        ("url", "problem"),
        [
            ("ftp://site-02.example.com", "is not a web address"),
            ("https://user:secret@site-02.example.com", "use http_user and http_password"),
            ("https://site-02.example.com/wp-admin/", "would take it for another site"),
        ],
    )
    def test_addresses_that_are_refused(self, bench: Bench, url: str, problem: str) -> None:
        result = bench.run(MODULE, url=url, admin_user="admin", admin_password="demo-password")
        assert problem in result["msg"]
        assert bench.written == []


class TestConnecting:
    TASK: ClassVar[dict[str, Any]] = {"url": NEW, "admin_user": "admin", "admin_password": "demo-password"}

    @pytest.mark.parametrize("password", ["p%41ss", "it's", 'say "x"', "back\\slash", "a+b&c=d ä/€"])
    def test_the_password_arrives_whatever_is_in_it(self, bench: Bench, password: str) -> None:
        child(bench, NEW).administrator.password = password
        result = bench.run(MODULE, **{**self.TASK, "admin_password": password})
        assert "failed" not in result, result
        assert password not in bench.printed

    def test_a_password_may_be_left_out(self, bench: Bench) -> None:
        child(bench, NEW).administrator.password = ""
        assert bench.run(MODULE, url=NEW, admin_user="admin")["site"]["connected"] is True

    def test_security_id_and_http_credentials(self, bench: Bench) -> None:
        child(bench, NEW).unique_id = "uid-1"
        task = {**self.TASK, "security_id": "uid-1", "http_user": "stage", "http_password": "let me"}
        result = bench.run(MODULE, **task)
        assert "failed" not in result, result
        site = row(bench, NEW)
        assert (site.unique_id, site.http_user, site.http_pass) == ("uid-1", "stage", "let me")
        assert "uid-1" not in bench.printed.replace('"security_id": "VALUE', "")
        assert "let me" not in bench.printed
        assert bench.run(MODULE, **task)["changed"] is False

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"admin_password": "wrong"}, "verify that your Admin Username and Password are correct"),
            ({"url": "https://nowhere.example.com"}, "HTTP error"),
        ],
    )
    def test_the_dashboards_reason_is_told_and_the_child_is_blamed(
        self, bench: Bench, changes: dict[str, Any], reason: str
    ) -> None:
        result = bench.run(MODULE, **{**self.TASK, **changes})
        assert result["failed"] is True
        assert result["changed"] is False
        assert reason in result["msg"]
        assert (result["failure"]["layer"], result["failure"]["status"]) == ("child", 200)
        assert result["site"] is None

    def test_a_child_that_demands_a_security_id(self, bench: Bench) -> None:
        child(bench, NEW).unique_id = "uid-1"
        assert "require a unique security ID" in bench.run(MODULE, **self.TASK)["msg"]

    def test_a_child_of_another_dashboard(self, bench: Bench) -> None:
        child(bench, NEW).public_key = "another"
        assert "Public key already set" in bench.run(MODULE, **self.TASK)["msg"]

    def test_a_name_with_quotes_is_repaired(self, bench: Bench) -> None:
        result = bench.run(MODULE, **self.TASK, name="O'Neil <b>Shop</b>")
        assert result["site"]["name"] == "O'Neil <b>Shop</b>"
        assert bench.asked == [
            "GET sites/basic", "POST sites/add", "GET sites/basic", "PUT sites/2/edit", "GET sites/basic"
        ]  # fmt: skip

    def test_what_connecting_does_not_store_is_set_afterwards(self, bench: Bench) -> None:
        result = bench.run(
            MODULE,
            **self.TASK,
            client="Acme Ltd",
            suspended=True,
            ignore_core_updates=True,
            health_check=False,
            monitoring_emails=["ops@agency.example"],
            backup_before_update=True,
        )
        assert "failed" not in result, result
        assert bench.written[1:] == [
            (
                "PUT",
                "sites/2/edit",
                {
                    "client_id": 1,
                    "disablehealthchecking": 1,
                    "monitoring_emails": "ops@agency.example",
                    "backup_before_upgrade": 1,
                    "ignore_core_updates": 1,
                },
            ),
            ("PUT", "sites/2/suspend", None),
        ]
        assert (result["site"]["health_check"], result["site"]["suspended"]) == (False, True)

    def test_what_a_new_site_has_anyway_is_not_written(self, bench: Bench) -> None:
        result = bench.run(
            MODULE,
            **self.TASK,
            suspended=False,
            connected=True,
            health_check=True,
            automatic_update=False,
            ssl_version="auto",
            ignore_theme_updates=False,
        )
        assert "failed" not in result, result
        assert [path for _method, path, _body in bench.written] == ["sites/add"]

    def test_a_site_that_appears_late_is_found_and_completed(self, bench: Bench) -> None:
        """The answer is lost, and PHP is still at work when the list is read for the first time."""
        bench.adapter.fail("read_timeout_after", path="sites/add", times=1)
        late: list[Any] = []
        sites, send = bench.simulator.dashboard.sites, bench.adapter.send

        def hiding(request: Any, **options: Any) -> Any:
            if request.method == "GET" and len(bench.written) == 1 and not late:
                late.append(row(bench, NEW))
                sites.delete(late[0].id)
                answer = send(request, **options)
                sites.insert(late[0])
                return answer
            return send(request, **options)

        bench.adapter.send = hiding  # type: ignore[assignment, method-assign]
        started = bench.simulator.clock.now()
        result = bench.run(MODULE, **self.TASK, ignore_core_updates=True)
        assert "failed" not in result, result
        assert result["changed"] is True
        assert late
        assert bench.simulator.clock.now() - started >= 5
        assert [path for _method, path, _body in bench.written] == ["sites/add", "sites/3/edit"]

    def test_a_site_that_never_appears_is_said(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_before", path="sites/add")
        result = bench.run(MODULE, **self.TASK)
        assert result["failed"] is True
        assert result["changed"] is False
        assert result["failure"]["code"] == "answer_lost"
        assert f"The site {NEW} has not appeared." in result["msg"]
        assert "does nothing twice" in result["failure"]["hint"]


class TestTagsAndClient:
    def test_an_edit_keeps_the_client(self, bench: Bench) -> None:
        bench.run(MODULE, url=URL, name="Other")
        assert bench.written == [("PUT", "sites/1/edit", {"name": "Other", "client_id": 1})]
        assert row(bench).client_id == 1

    def test_the_client_is_taken_away(self, bench: Bench) -> None:
        result = bench.run(MODULE, url=URL, client="")
        assert result["diff"] == {"before": {"url": URL, "client": "Acme Ltd"}, "after": {"url": URL, "client": None}}
        assert row(bench).client_id == 0
        assert bench.run(MODULE, url=URL, client="")["changed"] is False

    def test_clearing_the_last_tag_sends_a_blank(self, bench: Bench) -> None:
        result = bench.run(MODULE, url=URL, tags=[])
        assert bench.written == [("PUT", "sites/1/edit", {"groupids": " ", "client_id": 1})]
        assert result["site"]["tags"] == []
        assert bench.run(MODULE, url=URL, tags=[])["changed"] is False

    def test_tags_travel_as_comma_text(self, bench: Bench) -> None:
        bench.run(MODULE, url=URL, tags=["shops", "production"])
        assert bench.written[0][2]["groupids"] == "1,2"

    @pytest.mark.parametrize(
        ("mode", "tags", "wanted"),
        [
            ("add", ["shops"], ["production", "shops"]),
            ("add", ["production"], ["production"]),
            ("remove", ["production"], []),
            ("remove", ["shops"], ["production"]),
            ("set", ["2"], ["shops"]),
        ],
    )
    def test_modes(self, bench: Bench, mode: str, tags: list[str], wanted: list[str]) -> None:
        result = bench.run(MODULE, url=URL, tags=tags, tags_mode=mode)
        assert result["site"]["tags"] == wanted
        assert result["changed"] is (wanted != ["production"])

    def test_a_dangling_and_a_doubled_tag_do_not_matter(self, bench: Bench) -> None:
        row(bench).tag_ids = [1, 1, 99, 0]
        assert bench.run(MODULE, url=URL, tags=["production"])["changed"] is False

    def test_unknown_references_are_refused_and_predicted_in_check_mode(self, bench: Bench) -> None:
        result = bench.run(MODULE, url=URL, tags=["nobody"])
        assert "there is no tag 'nobody'" in result["msg"]
        assert bench.written == []
        predicted = bench.check(MODULE, url=URL, tags=["nobody"], client="Nobody Ltd")
        assert predicted["changed"] is True
        assert predicted["diff"]["after"] == {"url": URL, "tags": ["nobody"], "client": "Nobody Ltd"}
        assert len(predicted["warnings"]) == 2


class TestCredentials:
    def test_they_are_left_alone_by_default(self, bench: Bench) -> None:
        result = bench.run(MODULE, url=URL, http_user="stage", http_password="x", admin_user="other")
        assert result["changed"] is False
        assert bench.written == []

    def test_always_writes_them_every_time(self, bench: Bench) -> None:
        task = {
            "url": URL,
            "admin_user": "boss",
            "admin_password": "never sent",
            "security_id": "uid",
            "http_user": "stage",
            "http_password": "let me",
            "update_credentials": "always",
        }
        for _run in range(2):
            result = bench.run(MODULE, **task)
            assert result["changed"] is True
            assert result["diff"]["before"] == result["diff"]["after"]
            assert bench.written == [
                (
                    "PUT",
                    "sites/1/edit",
                    {
                        "admin": "boss",
                        "uniqueid": "uid",
                        "http_user": "stage",
                        "http_pass": "let me",
                        "client_id": 1,
                    },
                )
            ]
        assert (row(bench).adminname, row(bench).http_user) == ("boss", "stage")

    def test_the_password_alone_changes_nothing(self, bench: Bench) -> None:
        result = bench.run(MODULE, url=URL, admin_password="new", update_credentials="always")
        assert result["changed"] is False
        assert bench.written == []


class TestOtherFields:
    def test_health_settings_cost_one_read_more(self, bench: Bench) -> None:
        task = {"url": URL, "health_check": False, "health_threshold": 100, "automatic_update": True}
        assert bench.run(MODULE, **task)["changed"] is True
        result = bench.run(MODULE, **task)
        assert result["changed"] is False
        assert bench.asked == ["GET sites/basic", "GET sites/basic"]
        assert {name: result["site"][name] for name in task} == task

    def test_monitoring_emails_cost_one_read_more(self, bench: Bench) -> None:
        task = {"url": URL, "monitoring_emails": ["b@agency.example", "a@agency.example"]}
        assert bench.run(MODULE, **task)["site"]["monitoring_emails"] == ["a@agency.example", "b@agency.example"]
        assert bench.run(MODULE, **task)["changed"] is False
        assert bench.asked == ["GET sites/basic", "GET sites/1"]
        assert bench.run(MODULE, url=URL, monitoring_emails=[])["site"]["monitoring_emails"] == []
        assert bench.run(MODULE, url=URL, monitoring_emails=[])["changed"] is False

    def test_the_tls_version_does_not_go_back_to_auto(self, bench: Bench) -> None:
        bench.run(MODULE, url=URL, ssl_version="tls_1_2")
        result = bench.run(MODULE, url=URL, ssl_version="auto")
        assert "has no way to empty it" in result["msg"]
        assert bench.written == []

    def test_flags_travel_as_numbers(self, bench: Bench) -> None:
        row(bench).is_ignoreThemeUpdates = 1
        bench.run(MODULE, url=URL, ignore_theme_updates=False, ignore_core_updates=True)
        assert bench.written[0][2]["ignore_core_updates"] == 1

    def test_backup_before_update_follows_its_policy(self, bench: Bench) -> None:
        assert bench.run(MODULE, url=URL, backup_before_update=True)["changed"] is False
        for _run in range(2):
            result = bench.run(MODULE, url=URL, backup_before_update=True, update_backup_before_update="always")
            assert result["changed"] is True
            assert bench.written[0][2] == {"backup_before_upgrade": 1, "client_id": 1}


class TestConnection:
    def test_a_reconnect_that_fails_gives_the_reason(self, bench: Bench) -> None:
        bench.run(MODULE, url=URL, connected=False)
        child(bench).reachability = "404"
        result = bench.run(MODULE, url=URL, connected=True)
        assert result["failed"] is True
        assert result["failure"]["layer"] == "child"
        assert result["failure"]["code"] == "mainwp_rest_reconnect_site_error"

    def test_a_child_that_is_away_cannot_be_disconnected(self, bench: Bench) -> None:
        child(bench).reachability = "404"
        result = bench.run(MODULE, url=URL, connected=False)
        assert result["failed"] is True
        assert result["failure"]["layer"] == "child"


class TestRemoving:
    def test_a_child_that_cannot_be_told_stays(self, bench: Bench) -> None:
        child(bench).reachability = "404"
        result = bench.run(MODULE, url=URL, state="absent")
        assert result["failed"] is True
        assert (result["failure"]["code"], result["failure"]["layer"]) == ("child_unreachable", "child")
        assert "MainWP Child plugin not detected" in result["msg"]
        assert row(bench) is not None
        # Now the failed sync is on record, so that check mode knows it too.
        assert bench.check(MODULE, url=URL, state="absent")["failure"]["code"] == "child_unreachable"

    def test_unless_that_was_asked_for(self, bench: Bench) -> None:
        child(bench).reachability = "404"
        result = bench.run(MODULE, url=URL, state="absent", remove_unreachable=True)
        assert result["changed"] is True
        assert row(bench) is None
        assert "Be sure to deactivate the child plugin" in str(result["warnings"])
        assert bench.asked == ["GET sites/basic", "DELETE sites/1/remove", "GET sites/basic"]
