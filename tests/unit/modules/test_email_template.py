# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_email_template against the simulator: its verb, and every trap of its route."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.unit.support.bench import Bench
from tests.unit.support.verbs import Verb

MODULE = "mainwp_email_template"

MINE = {"enabled": False, "recipient": "ops@agency.example", "heading": "Ours", "subject": "Hello"}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with a template that was changed."""
    bench = Bench(generation=request.param)
    bench.run(MODULE, name="uptime", **MINE)
    return bench


def stored(bench: Bench, name: str = "uptime") -> dict[str, Any]:
    """What the dashboard stores of a template."""
    found: dict[str, Any] = bench.simulator.dashboard.options["emails"][name]
    return found


class TestChange(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"name": "uptime", "subject": "Look"}
    DONE: ClassVar[list[str]] = ["GET settings/emails", "PUT settings/emails/uptime/edit", "GET settings/emails"]
    NOTHING: ClassVar[list[str]] = ["GET settings/emails"]
    BEFORE: ClassVar[dict[str, Any]] = {"name": "uptime", "subject": "Hello"}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "settings/emails/uptime/edit"

    def settled(self, bench: Bench) -> bool:
        """Everything else, which an edit would reset, is as it was."""
        rest = {"heading": "Ours", "recipients": "ops@agency.example", "disable": 1}
        return stored(bench) == {"subject": "Look", **rest}


@pytest.mark.parametrize("option", sorted(MINE))
def test_each_option_alone_leaves_the_others(bench: Bench, option: str) -> None:
    other = {"enabled": True, "recipient": "a@b.example", "heading": "Theirs", "subject": "Bye"}
    before = bench.run(MODULE, name="uptime")["email_template"]
    result = bench.run(MODULE, name="uptime", **{option: other[option]})
    assert (result.get("msg"), result["changed"]) == (None, True)
    assert result["email_template"] == {**before, option: other[option]}
    assert set(bench.written[-1][2]) == {"disable", "recipients", "heading", "subject"}


def test_no_key_of_the_body_redirects_the_edit(bench: Bench) -> None:
    """A key with the name of the path's variable would."""
    bench.run(MODULE, name="uptime", subject="Look")
    assert not {"mail_type", "type", "name"} & set(bench.written[-1][2])


def test_several_addresses_are_not_destroyed(bench: Bench) -> None:
    """The screen of the dashboard allows a list, which the API cannot write back."""
    stored(bench)["recipients"] = "a@b.example,c@d.example"
    for result in (bench.check(MODULE, name="uptime", subject="X"), bench.run(MODULE, name="uptime", subject="X")):
        assert (result["failure"]["layer"], bench.written) == ("options", [])
        assert "several addresses" in result["msg"]
    assert bench.run(MODULE, name="uptime", heading="Ours")["changed"] is False
    assert bench.run(MODULE, name="uptime", subject="X", recipient="a@b.example")["changed"] is True
    assert stored(bench)["recipients"] == "a@b.example"


@pytest.mark.parametrize("recipient", ["a@b.example, c@d.example", " a@b.example", "nobody", ""])
def test_what_is_not_one_address_is_refused(bench: Bench, recipient: str) -> None:
    result = bench.run(MODULE, name="uptime", recipient=recipient)
    assert (result["failure"]["layer"], bench.written) == ("options", [])


@pytest.mark.parametrize("option", ["heading", "subject"])
@pytest.mark.parametrize("text", ["", " ", "<b></b>"])
def test_a_text_cannot_be_emptied(bench: Bench, option: str, text: str) -> None:
    """The dashboard would take its own text."""
    result = bench.run(MODULE, name="uptime", **{option: text})
    assert (result["failure"]["layer"], bench.written) == ("options", [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [("one\ntwo", "one\ntwo"), (" a <b>x</b>  b ", "a x b"), ("5% off & more", "5% off & more"), ("a < b", "a < b")],
)
def test_what_wordpress_strips_is_no_difference(bench: Bench, given: str, kept: str) -> None:
    assert bench.run(MODULE, name="uptime", subject=given)["email_template"]["subject"] == kept
    assert bench.run(MODULE, name="uptime", subject=given)["changed"] is False


@pytest.mark.parametrize("heading", ["50%20off", "a &amp;lt; b", "R&amp;D < 5 &amp;amp;"])
def test_a_heading_that_is_sent_again_stays_to_the_letter(bench: Bench, heading: str) -> None:
    bench.run(MODULE, name="uptime", heading=heading)
    before = stored(bench)["heading"]
    assert bench.run(MODULE, name="uptime", heading=heading)["changed"] is False
    assert bench.run(MODULE, name="uptime", subject="Other")["changed"] is True
    assert stored(bench)["heading"] == before


def test_a_subject_cannot_hold_an_octet(bench: Bench) -> None:
    """An entity would keep it, and be read in the subject as it is."""
    result = bench.run(MODULE, name="uptime", subject="50%20off")
    assert "holds %20, which WordPress would take out" in result["msg"]
    assert bench.written == []


def test_the_template_of_checks_is_there_while_they_are(bench: Bench) -> None:
    result = bench.run(MODULE, name="http_check", enabled=False)
    assert "no email template http_check" in result["msg"]
    assert "check_http_response" in result["failure"]["hint"]
    predicted = bench.check(MODULE, name="http_check", enabled=False)
    assert (predicted["changed"], predicted["email_template"]["enabled"]) == (True, False)
    assert "as if an earlier task had set check_http_response" in str(predicted["warnings"][0])
    bench.run("mainwp_settings", general={"check_http_response": True})
    assert bench.run(MODULE, name="http_check", enabled=False)["changed"] is True


def test_a_name_is_needed(bench: Bench) -> None:
    assert bench.run(MODULE, enabled=True)["failed"] is True
