# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_fleet against the simulator: the settings of a dashboard, and the records that belong to them."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.meta import collection
from tests.unit.modules.test_settings import OTHER
from tests.unit.support.bench import Bench

MODULE = "mainwp_fleet"

FLEET: dict[str, Any] = {
    "settings": {**OTHER, "api_backups": {"plesk": {"enabled": True, "secret": "abcdefgh"}}},
    "email_templates": [{"name": "uptime", "subject": "Look"}],
    "cost_types": [{"name": "Fonts", "color": "#112233"}],
    "payment_methods": [{"name": "Wise"}],
}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard that has synced its sites once."""
    return Bench(generation=request.param, state="examples")


def test_all_kinds_once_and_again(bench: Bench) -> None:
    predicted = bench.check(MODULE, **FLEET)
    result = bench.run(MODULE, **FLEET)
    assert "failed" not in result, result
    assert (result["changed"], result["diff"]) == (predicted["changed"], predicted["diff"])
    verdicts = {line["noun"]: line["verdict"] for line in result["fleet"]}
    created = dict.fromkeys(("cost_type", "payment_method"), "created")
    changed = dict.fromkeys((*OTHER, "api_backup", "email_template"), "changed")
    assert verdicts == {**changed, **created}
    again = bench.run(MODULE, **FLEET)
    assert (again["changed"], again["summary"]["unchanged"]) == (False, len(verdicts))
    assert bench.written == []


class TestATemplateThatComesWithASetting:
    """It is there only while the setting is on, and keeps what it had when that was switched off."""

    ON: ClassVar[dict[str, Any]] = {"general": {"check_http_response": True}}
    TEMPLATE: ClassVar[dict[str, Any]] = {"name": "http_check", "subject": "Look"}

    def test_both_in_one_task(self, bench: Bench) -> None:
        fleet = {"settings": self.ON, "email_templates": [self.TEMPLATE]}
        predicted = bench.check(MODULE, **fleet)
        result = bench.run(MODULE, **fleet)
        assert ("failed" in result, predicted["diff"], predicted["changed"]) == (False, result["diff"], True)
        assert [line["verdict"] for line in result["fleet"]] == ["changed", "changed"]
        writes = [path for _method, path, _body in bench.written]
        assert writes == ["settings/general/edit", "settings/emails/http_check/edit"]
        assert "warnings" not in predicted
        assert bench.run(MODULE, **fleet)["changed"] is False

    def test_what_it_had_stays(self, bench: Bench) -> None:
        bench.run("mainwp_settings", **self.ON)
        bench.run("mainwp_email_template", name="http_check", heading="Ours", recipient="ops@agency.example")
        bench.run("mainwp_settings", general={"check_http_response": False})
        bench.run(MODULE, settings=self.ON, email_templates=[self.TEMPLATE])
        shown = bench.run("mainwp_email_template", name="http_check")["email_template"]
        assert (shown["heading"], shown["recipient"], shown["subject"]) == ("Ours", "ops@agency.example", "Look")

    def test_one_that_is_as_declared_is_not_written(self, bench: Bench) -> None:
        bench.run("mainwp_settings", **self.ON)
        bench.run("mainwp_email_template", **self.TEMPLATE)
        bench.run("mainwp_settings", general={"check_http_response": False})
        result = bench.run(MODULE, settings=self.ON, email_templates=[self.TEMPLATE])
        assert "failed" not in result, result
        assert [path for _method, path, _body in bench.written] == ["settings/general/edit"]

    def test_one_whose_setting_is_refused_fails(self, bench: Bench) -> None:
        bench.simulator.faults.add(
            "replace", path="settings/general/edit", status=400, body={"code": "no", "message": "x"}
        )
        result = bench.run(MODULE, settings=self.ON, email_templates=[self.TEMPLATE])
        assert [line["verdict"] for line in result["fleet"]] == ["failed", "failed"]
        assert "no email template http_check" in result["fleet"][1]["reason"]

    def test_one_that_would_go_is_refused(self, bench: Bench) -> None:
        bench.run("mainwp_settings", **self.ON)
        off = {"general": {"check_http_response": False}}
        for run in (bench.check, bench.run):
            result = run(MODULE, settings=off, email_templates=[self.TEMPLATE])
            assert "check_http_response is declared False" in result["msg"]
            assert bench.written == []


def test_the_diff_is_nested_as_settings_are_declared(bench: Bench) -> None:
    result = bench.run(MODULE, **FLEET)
    after = result["diff"]["after"]
    assert after["settings"]["insights"] == {"logging": False}
    assert after["settings"]["api_backups"] == {"plesk": {"enabled": True}}
    assert after["email_templates"] == {"uptime": {"name": "uptime", "subject": "Look"}}
    assert "abcdefgh" not in bench.printed


def test_settings_come_before_what_depends_on_them() -> None:
    """A site gets its monitor when it is added, and only while monitoring is on."""
    bench = Bench(state="demo", sites=1)
    url = next(iter(bench.simulator.children)).url
    result = bench.run(
        MODULE,
        settings={"monitoring": {"active": True}},
        sites=[{"url": url, "name": "One", "admin_user": "admin", "admin_password": "demo-password"}],
        monitors=[{"site": url, "interval": "5m"}],
    )
    assert (result.get("msg"), result["changed"]) == (None, True)
    assert [monitor.interval for monitor in bench.simulator.dashboard.monitors] == [5]


def test_a_section_that_is_refused_does_not_stop_the_others(bench: Bench) -> None:
    broken = {"code": "broken", "message": "No.", "data": None}
    bench.simulator.faults.add("replace", path="settings/tools/edit", status=500, body=broken)
    result = bench.run(MODULE, **FLEET)
    assert (result["failed"], result["failure"]["code"]) == (True, "broken")
    assert result["summary"]["failed"] == 1
    assert next(line for line in result["fleet"] if line["verdict"] == "failed")["key"] == "settings"


def test_nothing_is_written_where_a_setting_cannot_be(bench: Bench) -> None:
    wrong = {**FLEET, "settings": {"advanced": {"minimum_delay": 1}}}
    result = bench.run(MODULE, **wrong)
    assert (result["failure"]["layer"], bench.written) == ("options", [])


def flattened(options: dict[str, Any]) -> dict[str, Any]:
    """Documented suboptions by path, without their texts, in which options are named by another path."""
    found = {}
    for name, option in options.items():
        found[name] = {key: value for key, value in option.items() if key not in ("description", "suboptions")}
        inner = flattened(option.get("suboptions") or {})
        found.update({f"{name}.{path}": value for path, value in inner.items()})
    return found


def test_settings_are_documented_as_those_of_their_own_module() -> None:
    documented = collection.all_documentation()
    fleet = documented[MODULE]["doc"]["options"]["settings"]["suboptions"]
    own = documented["mainwp_settings"]["doc"]["options"]
    assert flattened(fleet) == flattened({name: own[name] for name in fleet})
    assert set(fleet) == {*OTHER, "api_backups"}
