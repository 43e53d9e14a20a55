# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_settings_info against the simulator: what a new dashboard says, and what it never shows."""

from __future__ import annotations

import pytest

from tests.unit.support.bench import Bench

MODULE = "mainwp_settings_info"


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A new dashboard."""
    return Bench(generation=request.param)


def test_everything_at_one_request_a_section(bench: Bench) -> None:
    result = bench.run(MODULE)
    assert "failed" not in result, result
    assert sorted(result["settings"]) == [
        "advanced",
        "api_backups",
        "cost_tracker",
        "cost_types",
        "email_templates",
        "general",
        "insights",
        "monitoring",
        "payment_methods",
        "tools",
    ]
    assert (result["changed"], len(bench.asked)) == (False, 10)


def test_a_new_dashboard_in_the_users_words(bench: Bench) -> None:
    """What was never stored is shown as what is in effect, where the API tells the two apart."""
    shown = bench.run(MODULE)["settings"]
    general = shown["general"]
    assert (general["timezone"], general["day_of_week_auto_update"]) == ("UTC+0", "monday")
    assert (general["archive_format"], general["backups_on_server"]) == ("tar.gz", 1)
    assert (general["notify_on_backup_fail"], general["primary_backup"]) == (True, "native")
    assert (general["legacy_backup_feature"], general["widgets"]) == (False, {})
    assert shown["advanced"]["signature_algorithm"] == "sha256"
    assert (shown["advanced"]["verify_connection_method"], shown["advanced"]["sync_data"]) == ("openssl", {})
    assert (shown["monitoring"]["active"], shown["monitoring"]["site_health_monitoring"]) == (False, False)
    assert shown["monitoring"]["up_status_codes"] == list(range(200, 207))
    assert shown["cost_tracker"]["decimals"] == 2
    assert (shown["insights"], shown["tools"]["theme"]) == ({"logging": True}, "default")
    assert [one["name"] for one in shown["email_templates"]][:2] == ["daily_digest", "uptime"]
    assert (len(shown["cost_types"]), shown["payment_methods"]) == (5, [])


def test_secrets_are_told_of_and_never_shown(bench: Bench) -> None:
    backups = {"linode": {"secret": "abcdefgh"}, "cpanel": {"password": "secret-pw"}}
    bench.run("mainwp_settings", api_backups=backups)
    shown = bench.run(MODULE, sections=["api_backups"])["settings"]["api_backups"]
    assert shown["linode"] == {"enabled": False, "secret_set": True}
    assert shown["vultr"] == {"enabled": False, "secret_set": False}
    # Whether there is a password is not even told by the dashboard.
    assert shown["cpanel"] == {"enabled": False, "url": "", "site_path": "", "username": ""}
    assert "efgh" not in bench.printed


def test_only_what_is_asked_for(bench: Bench) -> None:
    result = bench.run(MODULE, sections=["insights", "insights"])
    assert (result["settings"], bench.asked) == ({"insights": {"logging": True}}, ["GET settings/dashboard-insights"])


def test_what_it_shows_can_be_declared(bench: Bench) -> None:
    """As it is printed, except for what was never set and for what is told of secrets."""
    shown = bench.run(MODULE, sections=["general", "advanced", "monitoring", "cost_tracker", "insights", "tools"])
    declared = shown["settings"]
    assert bench.run("mainwp_settings", **declared)["failure"]["layer"] == "options"
    for section, name in (("general", "time_daily_update"), ("advanced", "maximum_install_update_requests")):
        declared[section].pop(name)
    result = bench.run("mainwp_settings", **declared)
    assert (result.get("msg"), result["changed"]) == (None, False)


def test_a_form_that_is_not_known_is_an_error(bench: Bench) -> None:
    bench.simulator.faults.add("replace", path="settings/tools", body={"success": 1, "data": {"theme": "dark"}})
    result = bench.run(MODULE, sections=["tools"])
    assert (result["failed"], result["failure"]["code"]) == (True, "unknown_form")
