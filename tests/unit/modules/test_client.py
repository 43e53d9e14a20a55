# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_client against the simulator: every verb, and every trap of the client routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.simulator.seeds.connected import connect
from tests.simulator.state.records import Client, ClientField
from tests.unit.support.bench import Bench
from tests.unit.support.races import meanwhile
from tests.unit.support.verbs import Verb

MODULE = "mainwp_client"
ONE = "https://site-01.example.com/"
TWO = "https://site-02.example.com/"
MAIL = "ops@acme.example"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with a client field, two clients (the first with a site, the second without e-mail) and two sites."""
    bench = Bench(generation=request.param, state="demo", sites=2)
    bench.run("mainwp_client_field", name="contract.number", description="Contract")
    bench.run(MODULE, name="Acme Ltd", email=MAIL, city="Springfield", note="VIP")
    bench.run(MODULE, name="Solo")
    for child in bench.simulator.children:
        connect(bench.simulator, child, "")
    bench.run("mainwp_site", url=ONE, client="Acme Ltd")
    return bench


def row(bench: Bench, client: int = 1) -> Any:
    """The dashboard's row of a client, or None."""
    return bench.simulator.dashboard.clients.get(client)


def column(bench: Bench, name: str, client: int = 1) -> Any:
    """A column of a client's row."""
    return row(bench, client).columns.get(name, "")


def owned(bench: Bench, client: int = 1) -> list[int]:
    """Ids of the sites of a client."""
    return [site.id for site in bench.simulator.dashboard.sites if site.client_id == client]


def insert(bench: Bench, name: str, email: str) -> None:
    """Make a client as another seat would."""
    client = bench.simulator.dashboard.clients.insert(Client(name))
    client.columns["client_email"] = email


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {
        "name": "Beta Ltd", "email": "it@beta.example", "region": "IL", "zip": "62701", "note": "A & B"
    }  # fmt: skip
    DONE: ClassVar[list[str]] = ["GET clients", "POST clients/add", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "clients/add"

    def settled(self, bench: Bench) -> bool:
        client = row(bench, 3)
        return client is not None and (column(bench, "state", 3), column(bench, "note", 3)) == ("IL", "A & B")

    def test_result(self, bench: Bench) -> None:
        client = bench.run(MODULE, **self.TASK)["client"]
        assert client["created"].endswith("Z")
        assert {name: client[name] for name in ("id", "name", "email", "region", "phone", "suspended", "status")} == {
            "id": 3,
            "name": "Beta Ltd",
            "email": "it@beta.example",
            "region": "IL",
            "phone": "",
            "suspended": False,
            "status": "active",
        }


class TestCreateWhole(Verb):
    """With what a creation cannot set: values of client fields, suspension, sites."""

    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {
        "name": "Beta Ltd", "fields": {"contract.number": "C-77"}, "suspended": True, "sites": ["site-02.example.com"]
    }  # fmt: skip
    DONE: ClassVar[list[str]] = [
        "GET clients",
        "GET clients/fields",
        "GET sites/basic",
        "POST clients/add",
        "PUT clients/3/edit",
        "PUT clients/3/suspend",
        "PUT sites/2/edit",
        "GET clients",
        "GET sites/basic",
    ]
    NOTHING: ClassVar[list[str]] = ["GET clients", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Beta Ltd", "suspended": True, "sites": [TWO]}
    WRITE = "clients/add"

    def settled(self, bench: Bench) -> bool:
        client = row(bench, 3)
        return client is not None and client.suspended == 1 and owned(bench, 3) == [2]


class TestChange(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {
        "email": MAIL.upper(),
        "phone": "+1 555 0100",
        "city": "",
        "facebook": "https://f/a",
    }
    DONE: ClassVar[list[str]] = ["GET clients", "PUT clients/1/edit", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"email": MAIL, "phone": "", "city": "Springfield", "facebook": ""}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "clients/1/edit"

    def settled(self, bench: Bench) -> bool:
        """An edit drops every falsy value, so that only a blank empties a field; what was not named stays."""
        return [column(bench, name) for name in ("client_phone", "city", "note")] == ["+1 555 0100", "", "VIP"]


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Solo", "new_name": "Duo"}
    DONE: ClassVar[list[str]] = ["GET clients", "PUT clients/2/edit", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Solo"}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Duo"}
    WRITE = "clients/2/edit"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench, 2).name == "Duo")


class TestChangeEmail(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": 1, "email": "new@acme.example"}
    DONE: ClassVar[list[str]] = ["GET clients", "PUT clients/1/edit", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"email": MAIL}
    AFTER: ClassVar[dict[str, Any]] = {"email": "new@acme.example"}
    WRITE = "clients/1/edit"

    def settled(self, bench: Bench) -> bool:
        return bool(column(bench, "client_email") == "new@acme.example")


class TestSuspend(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Solo", "suspended": True}
    DONE: ClassVar[list[str]] = ["GET clients", "PUT clients/2/suspend", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Solo", "suspended": False}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Solo", "suspended": True}
    WRITE = "clients/2/suspend"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench, 2).suspended == 1)


class TestUnsuspend(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "Solo", "suspended": False}
    DONE: ClassVar[list[str]] = ["GET clients", "PUT clients/2/unsuspend", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Solo", "suspended": True}
    AFTER: ClassVar[dict[str, Any]] = {"name": "Solo", "suspended": False}
    WRITE = "clients/2/unsuspend"

    def prepare(self, bench: Bench) -> None:
        row(bench, 2).suspended = 1

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench, 2).suspended == 0)


class TestAddSites(Verb):
    """The default: a site has one client, so that others keep theirs unless it is named."""

    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": ["site-02.example.com"]}
    DONE: ClassVar[list[str]] = ["GET clients", "GET sites/basic", "PUT sites/2/edit", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET clients", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": [ONE, TWO]}
    WRITE = "sites/2/edit"

    def settled(self, bench: Bench) -> bool:
        return owned(bench) == [1, 2]


class TestSetSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": ["site-02.example.com"], "sites_mode": "set"}
    DONE: ClassVar[list[str]] = ["GET clients", "GET sites/basic", "POST sites/batch", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET clients", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": [TWO]}
    WRITE = "sites/batch"

    def settled(self, bench: Bench) -> bool:
        return owned(bench) == [2]


class TestRemoveSites(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": ["1"], "sites_mode": "remove"}
    DONE: ClassVar[list[str]] = ["GET clients", "GET sites/basic", "PUT sites/1/edit", "GET sites/basic"]
    NOTHING: ClassVar[list[str]] = ["GET clients", "GET sites/basic"]
    BEFORE: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": [ONE]}
    AFTER: ClassVar[dict[str, Any]] = {"email": MAIL, "sites": []}
    WRITE = "sites/1/edit"

    def settled(self, bench: Bench) -> bool:
        return owned(bench) == []


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"email": MAIL, "state": "absent"}
    DONE: ClassVar[list[str]] = ["GET clients", "DELETE clients/1/remove", "GET clients"]
    NOTHING: ClassVar[list[str]] = ["GET clients"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "Acme Ltd", "email": MAIL}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = "clients/1/remove"

    def settled(self, bench: Bench) -> bool:
        return row(bench) is None


def test_values_of_fields_are_written_on_creation_only(bench: Bench) -> None:
    task = {"name": "Beta Ltd", "fields": {"contract.number": "C-77"}}
    bench.run(MODULE, **task)
    assert bench.written[1][2] == {"custom_fields": [{"field_name": "contract.number", "field_value": "C-77"}]}
    assert bench.run(MODULE, **task)["changed"] is False


def test_values_of_fields_are_written_always_when_asked(bench: Bench) -> None:
    task = {"name": "Solo", "fields": {"contract.number": "C-78"}, "update_fields": "always"}
    assert bench.check(MODULE, **task)["changed"] is True
    for _turn in range(2):
        assert bench.run(MODULE, **task)["changed"] is True
        assert bench.written == [
            ("PUT", "clients/2/edit", {"custom_fields": [{"field_name": "contract.number", "field_value": "C-78"}]})
        ]


def test_a_field_that_is_not_defined_is_refused(bench: Bench) -> None:
    """The dashboard would skip it without a word."""
    result = bench.run(MODULE, name="Beta Ltd", fields={"nope": "x"})
    assert "there is no client_field 'nope'" in result["msg"]
    assert bench.written == []


@pytest.mark.parametrize("value", ["", "0", None])
def test_a_value_of_a_field_that_cannot_be_stored_is_refused(bench: Bench, value: Any) -> None:
    result = bench.run(MODULE, name="Beta Ltd", fields={"contract.number": value})
    assert "has no value for contract.number" in result["msg"]
    assert bench.written == []


def test_a_name_with_two_clients_is_refused_with_their_ids(bench: Bench) -> None:
    bench.simulator.dashboard.clients.insert(Client("solo"))
    result = bench.run(MODULE, name="Solo", city="x")
    assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
    assert "ids 2, 3" in result["msg"]


def test_an_email_adopts_the_client_of_that_name_without_one(bench: Bench) -> None:
    result = bench.run(MODULE, name="Solo", email="me@solo.example")
    assert (result["client"]["id"], result["diff"]["before"]["email"]) == (2, "")


def test_another_email_is_another_client(bench: Bench) -> None:
    result = bench.run(MODULE, name="Acme Ltd", email="branch@acme.example")
    assert (result["client"]["id"], column(bench, "client_email")) == (3, MAIL)


def test_the_email_of_another_client_is_refused(bench: Bench) -> None:
    for run in (bench.check, bench.run):
        result = run(MODULE, id=2, email=MAIL.upper())
        assert f"cannot get the email {MAIL.upper()!r}: id 1 already has it" in result["msg"]
        assert bench.written == []


@pytest.mark.parametrize("task", [{"id": 2, "email": "it@beta.example"}, {"name": "B", "email": "it@beta.example"}])
def test_an_email_that_somebody_else_took_meanwhile_is_refused_by_the_dashboard(
    bench: Bench, task: dict[str, Any]
) -> None:
    with meanwhile(bench, "clients/", lambda: insert(bench, "Beta Ltd", "it@beta.example")):
        result = bench.run(MODULE, **task)
    assert (result["failure"]["layer"], result["failure"]["status"], result["changed"]) == ("dashboard", 200, False)
    assert "Client email exists" in result["msg"]


@pytest.mark.parametrize("lost", [False, True])
def test_a_client_of_that_name_that_was_made_meanwhile_is_told(bench: Bench, lost: bool) -> None:
    """The dashboard makes a second one without a word, and the next run could not tell which is meant."""
    if lost:
        bench.adapter.fail("read_timeout_after", path="clients/add", times=1)
    with meanwhile(bench, "clients/add", lambda: insert(bench, "beta ltd", "")):
        result = bench.run(MODULE, name="Beta Ltd")
    assert (result["failure"]["code"], result["changed"]) == ("ambiguous", True)
    assert "made by someone else meanwhile" in result["msg"]
    assert "id 3" in result["msg"]


def test_a_batch_that_is_answered_in_part_is_proved_by_reading(bench: Bench) -> None:
    """The dashboard leaves an id that it does not take for one out of its answer."""
    bench.run(MODULE, name="Third")
    send = bench.adapter.send

    def spoiling(request: Any, **options: Any) -> Any:
        if "clients/batch" in request.url:
            request.body = request.body.replace(b"2", b"0")
        return send(request, **options)

    bench.adapter.send = spoiling  # type: ignore[assignment, method-assign]
    result = bench.run("mainwp_fleet", clients=[{"id": one, "state": "absent"} for one in (1, 2, 3)])
    verdicts = [line["verdict"] for line in result["fleet"]]
    assert (verdicts, result["changed"]) == (["removed", "failed", "removed"], True)
    assert "answered 2 of 3 items of a batch" in result["fleet"][1]["reason"]
    assert (row(bench, 1), row(bench, 2).name, row(bench, 3)) == (None, "Solo", None)


@pytest.mark.parametrize(
    ("field", "length"), [("name", 255), ("email", 191), ("phone", 100), ("zip", 32), ("city", 100), ("country", 200)]
)
def test_values_that_are_too_long_are_refused(bench: Bench, field: str, length: int) -> None:
    """The dashboard would confirm the edit and store nothing of it."""
    result = bench.run(MODULE, id=2, note="kept", **{field: "x" * (length + 1)})
    assert f"the dashboard keeps {length}" in result["msg"]
    assert bench.written == []
    assert bench.run(MODULE, id=2, note="kept", **{field: "x" * length})["changed"] is True


def test_a_value_is_as_long_as_it_is_stored(bench: Bench) -> None:
    """A "<" takes four characters in the column."""
    result = bench.run(MODULE, id=2, zip="<" * 9)
    assert "has 36 characters, and the dashboard keeps 32" in result["msg"]
    assert bench.run(MODULE, id=2, zip="<" * 8)["client"]["zip"] == "<" * 8


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("one\ntwo", "one two"),
        ("<b>VIP</b> & co", "VIP & co"),
        ("50%20off", "50%20off"),
        ("a &amp;lt; b", "a &lt; b"),
        ("a < b", "a < b"),
        ("\\x", "x"),
        ("AT&amp;T", "AT&T"),
        ("x &lt;b&gt; y", "x <b> y"),
    ],
)
def test_what_wordpress_strips_is_no_difference(bench: Bench, given: str, stored: str) -> None:
    assert bench.run(MODULE, name="Solo", note=given)["client"]["note"] == stored
    assert bench.run(MODULE, name="Solo", note=given)["changed"] is False


def test_the_name_of_a_field_is_sent_as_the_dashboard_spells_it(bench: Bench) -> None:
    bench.run(MODULE, name="Beta Ltd", fields={"Contract.NUMBER": "C-77"})
    assert row(bench, 3).custom == {1: "C-77"}


def test_digits_name_a_field_and_are_not_its_id(bench: Bench) -> None:
    """The edit finds fields by name only: the id would be skipped without a word."""
    result = bench.run(MODULE, name="Beta Ltd", fields={"1": "C-77"})
    assert "there is no client_field '1'" in result["msg"]
    assert bench.written == []
    bench.simulator.dashboard.client_fields.insert(ClientField("2024", "made on the screen"))
    bench.run(MODULE, name="Beta Ltd", fields={"2024": "yes"})
    assert row(bench, 3).custom == {2: "yes"}


def test_a_field_whose_name_is_stored_with_an_entity_is_refused(bench: Bench) -> None:
    """A field that was made on the screen: its name is compared with the stored one, entity and all."""
    bench.simulator.dashboard.client_fields.insert(ClientField("a &lt; b", "x"))
    result = bench.run(MODULE, name="Beta Ltd", fields={"a < b": "C-77"})
    assert "skips a field that is stored with an entity in its name" in result["msg"]
    assert bench.written == []


def test_a_zero_cannot_be_stored(bench: Bench) -> None:
    result = bench.run(MODULE, name="Solo", zip="0")
    assert "zip '0' is 0, which the dashboard drops" in result["msg"]


@pytest.mark.parametrize(("state", "word"), [(2, "lead"), (3, "lost")])
def test_a_lead_is_not_suspended(bench: Bench, state: int, word: str) -> None:
    row(bench, 2).suspended = state
    result = bench.run(MODULE, name="Solo", suspended=False)
    assert (result["changed"], result["client"]["status"], result["client"]["suspended"]) == (False, word, False)


def test_check_mode_does_not_show_the_status_of_before(bench: Bench) -> None:
    assert "status" not in bench.check(MODULE, name="Solo", suspended=True)["client"]
    assert bench.check(MODULE, name="Solo", suspended=False)["client"]["status"] == "active"
    assert bench.check(MODULE, name="Solo", city="x")["client"]["status"] == "active"


def test_the_id_is_only_in_the_path(bench: Bench) -> None:
    """In a body it would redirect the write to another client."""
    bench.run(MODULE, **TestChange.TASK)
    assert [set(body) & {"id", "id_email", "client_id"} for _method, _path, body in bench.written] == [set()]


def test_taking_a_site_from_another_client(bench: Bench) -> None:
    bench.run(MODULE, name="Solo", sites=["site-01.example.com"])
    assert (owned(bench, 1), owned(bench, 2)) == ([], [1])
