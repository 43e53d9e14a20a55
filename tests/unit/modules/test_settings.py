# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_settings against the simulator: every section, and every trap of its routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._settings._all import SECTIONS
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._settings._api_backups import (
    API_BACKUP,
    PROVIDERS,
)
from tests.contract.records import load
from tests.simulator.contacts import SYNCED
from tests.unit.support.bench import Bench
from tests.unit.support.verbs import Verb

MODULE = "mainwp_settings"

#: A value that no new dashboard has, for every setting that reads back.
OTHER: dict[str, dict[str, Any]] = {
    "general": {
        "time_daily_update": "09:05",
        "frequency_daily_update": 3,
        "date_format": "Y-m-d",
        "time_format": "H:i",
        "timezone": "UTC+5:30",
        "hide_update_everything": True,
        "plugin_automatic_daily_update": True,
        "theme_automatic_daily_update": True,
        "translation_automatic_daily_update": True,
        "core_automatic_daily_update": True,
        "frequency_auto_update": "weekly",
        "time_auto_update": "03:00",
        "day_of_week_auto_update": "sunday",
        "day_of_month_auto_update": 15,
        "delay_auto_update": 14,
        "show_language_updates": False,
        "disable_update_confirmations": "all",
        "check_http_response": True,
        "check_http_response_method": "get",
        "backup_before_upgrade": True,
        "backup_before_upgrade_days": 3,
        "abandoned_tolerance": 100,
        "primary_backup": "api_backups",
        "backups_on_server": 4,
        "backups_on_external_sources": 5,
        "archive_format": "zip",
        "notify_on_backup_fail": False,
        "notify_on_backup_start": False,
        "chunked_backup_tasks": False,
    },
    "advanced": {
        "maximum_requests": 6,
        "minimum_delay": 100,
        "maximum_ip_requests": 2,
        "minimum_ip_delay": 2000,
        "chunk_sites_number": 20,
        "chunk_sleep_interval": 0,
        "maximum_sync_requests": 4,
        "maximum_install_update_requests": 3,
        "maximum_uptime_monitoring_requests": 50,
        "optimize": False,
        "wp_cron": False,
        "ssl_verify_certificate": True,
        "verify_connection_method": "phpseclib",
        "signature_algorithm": "sha512",
        "force_use_ipv4": True,
        "sync_data": {"total_size": False, "users": False},
    },
    "monitoring": {
        "active": False,
        "interval": "5m",
        "type": "keyword",
        "method": "get",
        "timeout": "no_limit",
        "up_status_codes": [200, 301],
        "down_confirmation_check": False,
        "keyword": "Welcome",
        "site_health_monitoring": True,
        "site_health_threshold": 100,
    },
    "cost_tracker": {
        "currency": "EUR",
        "currency_position": "right_space",
        "thousand_separator": ".",
        "decimal_separator": ",",
        "decimals": 3,
    },
    "insights": {"logging": False},
    "tools": {"theme": "dark", "guided_tours": True, "chatbase": True, "guided_video": True},
}

PAGES = {name: noun.path for name, noun in SECTIONS.items()}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard that has synced its sites once, and monitors them."""
    return Bench(generation=request.param, state="examples")


def settings(bench: Bench, section: str) -> dict[str, Any]:
    """A section as mainwp_settings_info shows it."""
    result = bench.run("mainwp_settings_info", sections=[section])
    found: dict[str, Any] = result["settings"][section]
    return found


def expected(section: str, name: str, before: dict[str, Any]) -> Any:
    value = OTHER[section][name]
    return {**before[name], **value} if isinstance(value, dict) else value


def test_every_setting_that_reads_back_is_tried() -> None:
    for name, noun in SECTIONS.items():
        readable = {field.name for field in noun.fields if field.readable}
        # Two of them depend on something: see their own tests.
        assert readable - {"widgets", "legacy_backup_feature"} == set(OTHER[name])


def test_every_field_that_the_routes_declare_is_one() -> None:
    """Beside those of the providers' route, whose secret travels in one field of two."""
    listed = load("routes-modern.json")["mainwp/v2"]
    declared = {route["route"].removeprefix("/mainwp/v2/"): set(route["args"]) for route in listed}
    for noun in SECTIONS.values():
        written = {field.edit for field in noun.fields}
        assert declared[noun.edit.path] - written == set()
        # The two that are undeclared and honoured.
        assert written - declared[noun.edit.path] <= {"decimals", "mainwp_uptime_monitoring_method"}
    providers = next(names for route, names in declared.items() if route.startswith("settings/api-backups/"))
    assert providers - {field.edit for field in API_BACKUP.fields} == {"api_slug", "password"}


class TestSections:
    @pytest.mark.parametrize("section", sorted(OTHER))
    def test_a_section_as_a_whole(self, bench: Bench, section: str) -> None:
        before = settings(bench, section)
        wanted = {name: expected(section, name, before) for name in OTHER[section]}
        predicted = bench.check(MODULE, **{section: OTHER[section]})
        result = bench.run(MODULE, **{section: OTHER[section]})
        assert "failed" not in result, result
        assert (result["changed"], result["diff"]) == (predicted["changed"], predicted["diff"])
        assert result["diff"]["before"] == {section: {name: before[name] for name in wanted}}
        assert result["diff"]["after"] == {section: wanted}
        assert bench.asked == [f"GET {PAGES[section]}", f"PUT {PAGES[section]}/edit", f"GET {PAGES[section]}"]
        assert settings(bench, section) == {**before, **wanted} == result["settings"][section]
        again = bench.run(MODULE, **{section: OTHER[section]})
        assert (again["changed"], bench.asked) == (False, [f"GET {PAGES[section]}"])

    @pytest.mark.parametrize(
        ("section", "name"), [(section, name) for section, values in OTHER.items() for name in values]
    )
    def test_each_setting_alone_leaves_all_others(self, section: str, name: str) -> None:
        bench = Bench(state="examples")
        before = settings(bench, section)
        assert before[name] != expected(section, name, before)
        result = bench.run(MODULE, **{section: {name: OTHER[section][name]}})
        assert (result.get("msg"), result["changed"]) == (None, True)
        assert settings(bench, section) == {**before, name: expected(section, name, before)}

    @pytest.mark.parametrize("section", sorted(OTHER))
    def test_back_to_what_it_was(self, bench: Bench, section: str) -> None:
        before = settings(bench, section)
        bench.run(MODULE, **{section: OTHER[section]})
        # What was never set, and cannot be unset: no time, and no limit that the API shows as 0.
        gone = {"time_daily_update", "maximum_install_update_requests", "widgets", "keyword"}
        back = {name: value for name, value in before.items() if name not in gone}
        if section == "general":
            back["legacy_backup_feature"] = True
        result = bench.run(MODULE, **{section: back})
        assert "failed" not in result, result
        shown = settings(bench, section)
        assert {name: shown[name] for name in back} == back

    def test_several_at_once(self, bench: Bench) -> None:
        result = bench.run(MODULE, **OTHER)
        assert result["changed"] is True
        assert sorted(result["settings"]) == sorted(OTHER)
        assert len(bench.asked) == 3 * len(OTHER)
        assert bench.run(MODULE, **OTHER)["changed"] is False

    def test_nothing_is_asked_of_a_section_that_names_nothing(self, bench: Bench) -> None:
        result = bench.run(MODULE, insights={"logging": True}, general={})
        assert (result["changed"], bench.asked) == (False, ["GET settings/dashboard-insights"])

    def test_a_section_has_to_be_named(self, bench: Bench) -> None:
        assert bench.run(MODULE)["failed"] is True


class TestInsights(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"insights": {"logging": False}}
    DONE: ClassVar[list[str]] = [
        "GET settings/dashboard-insights",
        "PUT settings/dashboard-insights/edit",
        "GET settings/dashboard-insights",
    ]
    NOTHING: ClassVar[list[str]] = ["GET settings/dashboard-insights"]
    BEFORE: ClassVar[dict[str, Any]] = {"insights": {"logging": True}}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "settings/dashboard-insights/edit"

    def settled(self, bench: Bench) -> bool:
        return bench.simulator.dashboard.options.get("enable_insights_logging") == 0


class TestApiBackups(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {
        "api_backups": {"plesk": {"enabled": True, "url": "plesk.example", "secret": "abcdefgh"}}
    }
    DONE: ClassVar[list[str]] = [
        "GET settings/api-backups",
        "PUT settings/api-backups/plesk/edit",
        "GET settings/api-backups",
    ]
    NOTHING: ClassVar[list[str]] = ["GET settings/api-backups"]
    BEFORE: ClassVar[dict[str, Any]] = {"api_backups": {"plesk": {"enabled": False, "url": ""}}}
    AFTER: ClassVar[dict[str, Any]] = {"api_backups": {"plesk": {"enabled": True, "url": "plesk.example"}}}
    WRITE = "settings/api-backups/plesk/edit"

    def settled(self, bench: Bench) -> bool:
        return stored(bench, "plesk").get("secret") == "abcdefgh"

    def test_do(self, bench: Bench) -> None:
        """The record shows the address as the dashboard keeps it, and never the secret."""
        result = bench.run(MODULE, **self.TASK)
        assert result["diff"] == {"before": self.BEFORE, "after": self.AFTER}
        assert bench.asked == self.DONE
        shown = {"enabled": True, "url": "http://plesk.example", "secret_set": True}
        assert result["settings"] == {"api_backups": {"plesk": shown}}
        assert "abcdefgh" not in bench.printed
        assert self.settled(bench)


def stored(bench: Bench, provider: str) -> dict[str, Any]:
    """What the dashboard stores of a provider."""
    found: dict[str, Any] = bench.simulator.dashboard.options.get("api_backups", {}).get(provider, {})
    return found


class TestSecrets:
    @pytest.mark.parametrize("provider", sorted(PROVIDERS))
    def test_each_provider_takes_its_own(self, bench: Bench, provider: str) -> None:
        fields = {name: "a@b.example" if name == "account_email" else "x12345" for name in PROVIDERS[provider]}
        fields.pop("update_credentials", None)
        result = bench.run(MODULE, api_backups={provider: {"enabled": True, **fields}})
        assert (result.get("msg"), result["changed"]) == (None, True)
        assert stored(bench, provider)["secret"] == "x12345"
        assert {name for name in fields if name not in ("secret", "password")} <= set(stored(bench, provider))

    def test_a_secret_arrives_as_it_is(self, bench: Bench) -> None:
        """The field called password would lose what looks like markup."""
        bench.run(MODULE, api_backups={"cpanel": {"password": "a<b>c %41"}})
        assert stored(bench, "cpanel")["secret"] == "a<b>c %41"

    def test_one_with_another_end_is_written(self, bench: Bench) -> None:
        bench.run(MODULE, api_backups={"vultr": {"secret": "abcdefgh"}})
        assert bench.run(MODULE, api_backups={"vultr": {"secret": "abcdefgh"}})["changed"] is False
        result = bench.run(MODULE, api_backups={"vultr": {"secret": "zyxw9876"}})
        assert (result["changed"], stored(bench, "vultr")["secret"]) == (True, "zyxw9876")
        assert "zyxw9876" not in bench.printed

    @pytest.mark.parametrize("secret", ["", "•" * 8])
    def test_it_cannot_be_removed(self, bench: Bench, secret: str) -> None:
        bench.run(MODULE, api_backups={"vultr": {"secret": "abcdefgh"}})
        result = bench.run(MODULE, api_backups={"vultr": {"secret": secret}})
        assert (result["failure"]["layer"], bench.written) == ("options", [])

    def test_a_password_that_is_never_shown_is_written_unless_it_shall_not_be(self, bench: Bench) -> None:
        task = {"cpanel": {"username": "u", "password": "secret"}}
        for _run in range(2):
            assert bench.run(MODULE, api_backups=task)["changed"] is True
        task["cpanel"]["update_credentials"] = "never"
        assert bench.run(MODULE, api_backups=task)["changed"] is False

    def test_an_account_is_cleared_with_null(self, bench: Bench) -> None:
        """An empty text is refused by the route."""
        bench.run(MODULE, api_backups={"kinsta": {"account_email": "a@b.example", "company_id": "c"}})
        result = bench.run(MODULE, api_backups={"kinsta": {"account_email": "", "company_id": ""}})
        assert (result.get("msg"), result["changed"]) == (None, True)
        assert settings(bench, "api_backups")["kinsta"]["account_email"] == ""
        assert settings(bench, "api_backups")["kinsta"]["company_id"] == ""


class TestTraps:
    def test_the_type_of_the_body_is_exact(self, bench: Bench) -> None:
        bench.run(MODULE, insights={"logging": False})
        kinds = {one.headers["Content-Type"] for one in bench.simulator.requests if one.method == "PUT"}
        assert kinds == {"application/json"}

    def test_only_what_differs_is_sent_and_never_null(self, bench: Bench) -> None:
        bench.run(MODULE, general={"frequency_daily_update": 5, "show_language_updates": True})
        assert [body for _method, _path, body in bench.written] == [{"frequency_daily_update": 5}]

    def test_a_currency_alone_keeps_the_format(self, bench: Bench) -> None:
        """What was never stored would become null."""
        before = settings(bench, "cost_tracker")
        bench.run(MODULE, cost_tracker={"currency": "EUR"})
        assert settings(bench, "cost_tracker") == {**before, "currency": "EUR"}

    def test_a_broken_format_is_mended_by_naming_it(self, bench: Bench) -> None:
        bench.simulator.dashboard.options["currency_format"] = dict.fromkeys(
            ("currency_position", "thousand_separator", "decimal_separator", "decimals")
        )
        assert bench.run(MODULE, cost_tracker={"currency": "EUR"})["changed"] is True
        assert bench.run(MODULE, cost_tracker=OTHER["cost_tracker"])["changed"] is True
        assert settings(bench, "cost_tracker") == OTHER["cost_tracker"]

    @pytest.mark.parametrize(
        ("section", "values"),
        [
            ("general", {"frequency_daily_update": 13}),
            ("general", {"time_daily_update": "24:00"}),
            ("general", {"time_auto_update": "545"}),
            ("general", {"timezone": "Europe/Paris"}),
            ("general", {"timezone": "UTC+5:45"}),
            ("general", {"date_format": "Q"}),
            ("general", {"time_format": "H1"}),
            ("general", {"delay_auto_update": 8}),
            ("general", {"backups_on_server": -1}),
            ("general", {"widgets": {"overview": True}}),
            ("advanced", {"minimum_delay": 150}),
            ("advanced", {"maximum_requests": 0}),
            ("monitoring", {"up_status_codes": []}),
            ("monitoring", {"up_status_codes": [299]}),
            ("monitoring", {"keyword": "50%20off"}),
            ("monitoring", {"keyword": "a < b"}),
            ("api_backups", {"cpanel": {"enabled": True, "site_path": "/a%20b"}}),
            ("cost_tracker", {"decimals": 0}),
            ("cost_tracker", {"currency": "eur"}),
            ("cost_tracker", {"thousand_separator": " "}),
            ("cost_tracker", {"decimal_separator": ""}),
        ],
    )
    def test_what_would_be_lost_or_refused_is_refused_first(
        self, bench: Bench, section: str, values: dict[str, Any]
    ) -> None:
        for result in (bench.check(MODULE, **{section: values}), bench.run(MODULE, **{section: values})):
            assert (result["failure"]["layer"], bench.written) == ("options", [])
            assert next(iter(values)) in result["msg"]

    def test_a_time_cannot_be_emptied(self, bench: Bench) -> None:
        """The dashboard would store "1"."""
        bench.run(MODULE, general={"time_daily_update": "9:05"})
        result = bench.run(MODULE, general={"time_daily_update": ""})
        assert "the dashboard has no way to empty it" in result["msg"]
        assert bench.written == []

    def test_a_bad_value_of_one_section_keeps_the_others_from_being_written(self, bench: Bench) -> None:
        result = bench.run(MODULE, insights={"logging": False}, advanced={"minimum_delay": 1})
        assert (result["changed"], bench.written) == (False, [])

    @pytest.mark.parametrize(
        ("given", "kept"),
        [("UTC", "UTC+0"), ("utc-3", "UTC-3"), ("UTC+05:30", "UTC+5:30"), ("UTC-3:30", "UTC-3:30"), ("UTC+0", "UTC+0")],
    )
    def test_offsets_however_they_are_written(self, bench: Bench, given: str, kept: str) -> None:
        assert bench.run(MODULE, general={"timezone": given})["settings"]["general"]["timezone"] == kept
        assert bench.run(MODULE, general={"timezone": given})["changed"] is False

    def test_a_zone_of_wordpress_swallows_the_offset_and_is_told(self, bench: Bench) -> None:
        """The dashboard confirms the write, and WordPress goes by its own zone."""
        bench.simulator.dashboard.options["timezone_string"] = "Asia/Tokyo"
        result = bench.run(MODULE, general={"timezone": "UTC+1"})
        assert (result["failed"], result["failure"]["layer"]) == (True, "verification")
        assert "timezone (wanted 'UTC+1', found 'UTC+9')" in result["msg"]

    def test_the_sidebar_is_written_and_never_read(self, bench: Bench) -> None:
        for _run in range(2):
            result = bench.run(MODULE, general={"sidebar_position": "right"})
            assert result["changed"] is True
            assert [body for _method, _path, body in bench.written] == [{"sidebar_position": 1}]
        assert "sidebar_position" not in result["settings"]["general"]
        never = {"sidebar_position": "left", "update_sidebar_position": "never"}
        assert bench.run(MODULE, general=never)["changed"] is False

    def test_widgets_are_merged(self, bench: Bench) -> None:
        bench.simulator.dashboard.options["mainwp_widgets"] = {"overview": 1, "clients": 1}
        result = bench.run(MODULE, general={"widgets": {"clients": False}})
        assert result["diff"]["after"]["general"]["widgets"] == {"overview": True, "clients": False}
        assert bench.run(MODULE, general={"widgets": {"clients": False}})["changed"] is False
        unknown = bench.run(MODULE, general={"widgets": {"weather": True}})
        assert "names weather; there are clients, overview" in unknown["msg"]

    def test_what_is_synced_is_unknown_before_the_first_sync(self) -> None:
        """An empty list that is sent then would stay for ever."""
        bench = Bench()
        result = bench.run(MODULE, advanced={"sync_data": {"users": False}})
        assert "before the dashboard has synced a site once" in result["msg"]
        assert bench.run(MODULE, advanced={"sync_data": {}})["changed"] is False
        assert bench.written == []

    def test_everything_that_is_synced_has_a_name(self, bench: Bench) -> None:
        shown = settings(bench, "advanced")["sync_data"]
        assert len(shown) == len(SYNCED)
        changed = bench.run(MODULE, advanced={"sync_data": dict.fromkeys(shown, False)})
        assert (changed.get("msg"), changed["changed"]) == (None, True)
        assert set(bench.simulator.dashboard.options["sync_data"].values()) == {0}

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"primary_backup": "api_backups", "legacy_backup_feature": True}, "excludes"),
            ({"primary_backup": "native", "legacy_backup_feature": False}, "needs"),
        ],
    )
    def test_backups_that_contradict_themselves_are_refused(
        self, bench: Bench, values: dict[str, Any], told: str
    ) -> None:
        start = "native" if values["primary_backup"] == "api_backups" else "api_backups"
        bench.run(MODULE, general={"primary_backup": start})
        for result in (bench.check(MODULE, general=values), bench.run(MODULE, general=values)):
            assert told in result["msg"]
            assert bench.written == []

    def test_backups_go_there_and_back(self, bench: Bench) -> None:
        for primary, legacy in (("api_backups", False), ("native", True), ("api_backups", False)):
            task = {"primary_backup": primary, "legacy_backup_feature": legacy}
            result = bench.run(MODULE, general=task)
            assert (result.get("msg"), result["changed"]) == (None, True)
            assert bench.run(MODULE, general=task)["changed"] is False

    def test_the_default_algorithm_is_written_without_its_translated_label(self, bench: Bench) -> None:
        bench.run(MODULE, advanced={"signature_algorithm": "sha1"})
        assert bench.run(MODULE, advanced={"signature_algorithm": "sha256"})["changed"] is True
        assert bench.written[-1][2] == {"mainwp_connect_signature_algo": ""}
        assert bench.run(MODULE, advanced={"signature_algorithm": "sha256"})["changed"] is False

    def test_a_theme_that_the_screen_made_is_shown_and_can_be_left(self, bench: Bench) -> None:
        bench.simulator.dashboard.options["theme of the user"] = "default-dark"
        assert settings(bench, "tools")["theme"] == "default-dark"
        assert bench.run(MODULE, tools={"guided_tours": True})["changed"] is True
        assert settings(bench, "tools")["theme"] == "default-dark"
        assert bench.run(MODULE, tools={"theme": "default"})["settings"]["tools"]["theme"] == "default"

    def test_a_keyword_can_be_cleared_and_codes_that_were_emptied_can_be_set(self, bench: Bench) -> None:
        bench.run(MODULE, monitoring={"keyword": "Welcome"})
        bench.simulator.dashboard.uptime["up_status_codes"] = ""
        result = bench.run(MODULE, monitoring={"keyword": "", "up_status_codes": [200, 200]})
        assert (result.get("msg"), result["changed"]) == (None, True)
        shown = settings(bench, "monitoring")
        assert (shown["keyword"], shown["up_status_codes"]) == ("", [200])

    def test_a_section_that_fails_does_not_hide_what_was_done(self, bench: Bench) -> None:
        broken = {"code": "broken", "message": "No.", "data": None}
        bench.simulator.faults.add("replace", path="settings/tools/edit", status=500, body=broken)
        result = bench.run(MODULE, insights={"logging": False}, tools={"guided_tours": True})
        assert (result["failed"], result["changed"]) == (True, True)
        assert result["settings"]["insights"] == {"logging": False}
        assert (result["failure"]["code"], result["failure"]["path"].rpartition("v2/")[2]) == (
            "broken",
            "settings/tools/edit",
        )
