# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Settings and tools of the simulator, beyond what the recordings hold: each was seen on a real dashboard."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import Simulator

from .client import CRON, Caller, connected

GENERAL, ADVANCED, MONITORING = (f"/settings/{name}" for name in ("general", "advanced", "monitoring"))
COSTS, BACKUPS, TOOLS, EMAILS = (f"/settings/{name}" for name in ("cost-tracker", "api-backups", "tools", "emails"))


@pytest.fixture
def call() -> Caller:
    """A new dashboard."""
    return Caller(Simulator())


def edit(call: Caller, section: str, **values: Any) -> Any:
    """Send an edit and return status and answer."""
    return call("PUT", f"{section}/edit", values)


def shown(call: Caller, section: str) -> Any:
    """What a section shows afterwards."""
    return call.body("GET", section)["data"]


def code(answer: tuple[int, Any], field: str) -> Any:
    """The code of the detail about a field that was refused with 400."""
    status, body = answer
    assert (status, body["code"]) == (400, "rest_invalid_param")
    return body["data"]["details"][field]["code"]


class TestGeneral:
    @pytest.mark.parametrize(
        ("field", "value", "expected"),
        [
            ("date_format", "Q", "invalid_date_format"),
            ("date_format", "Y1", "invalid_date_format_numeric"),
            ("time_format", "Y", "invalid_time_format"),
            ("time_format", "H1", "invalid_time_format_numeric"),
            ("time_daily_update", "24:00", "invalid_time_update"),
            ("timezone_string", "UTC+5:45", "invalid_timezone_string"),
            ("timezone_string", "UTC+5.5", "invalid_timezone_string"),
            ("mainwp_widgets", "x", "invalid_mainwp_widgets_type"),
            ("mainwp_archive_format", "rar", "invalid_mainwp_archive_format"),
        ],
    )
    def test_what_is_refused(self, call: Caller, field: str, value: str, expected: str) -> None:
        assert code(edit(call, GENERAL, **{field: value}), field) == expected

    def test_text_passes_for_zero(self, call: Caller) -> None:
        assert edit(call, GENERAL, show_language_updates="yes")[0] == 200
        assert shown(call, GENERAL)["show_language_updates"] == 0

    def test_a_list_crashes(self, call: Caller) -> None:
        assert edit(call, GENERAL, frequency_daily_update=[1])[1]["code"] == "internal_server_error"

    def test_null_is_stored_as_nothing(self, call: Caller) -> None:
        edit(call, GENERAL, frequency_daily_update=None, time_daily_update=None)
        found = shown(call, GENERAL)
        assert (found["frequency_daily_update"], found["time_daily_update"]) == (0, "1")

    def test_an_offset_reads_back_as_a_fraction(self, call: Caller) -> None:
        edit(call, GENERAL, timezone_string="utc+5:30")
        assert shown(call, GENERAL)["timezone_string"] == "UTC+5.5"

    def test_a_zone_of_wordpress_wins(self, call: Caller) -> None:
        call.simulator.dashboard.options["timezone_string"] = "Asia/Tokyo"
        assert edit(call, GENERAL, timezone_string="UTC-5")[0] == 200
        assert shown(call, GENERAL)["timezone_string"] == "UTC+9"

    def test_widgets_crash_before_they_were_saved_once(self, call: Caller) -> None:
        assert edit(call, GENERAL, mainwp_widgets={})[0] == 500
        call.simulator.dashboard.options["mainwp_widgets"] = {"a": 1}
        assert code(edit(call, GENERAL, mainwp_widgets={"b": 1}), "mainwp_widgets") == "invalid_mainwp_widgets_keys"
        assert edit(call, GENERAL, mainwp_widgets={"a": 0})[1]["data"]["mainwp_widgets"] == {"a": 0}

    def test_backups_are_coupled(self, call: Caller) -> None:
        legacy = "mainwp_enable_legacy_backup_feature"
        assert edit(call, GENERAL, mainwp_primary_backup="")[1]["code"] == "invalid_backup_config"
        assert edit(call, GENERAL, mainwp_primary_backup="module-api-backups")[0] == 200
        assert shown(call, GENERAL)["mainwp_primary_backup"][0]["title"] == "API Backups"
        assert edit(call, GENERAL, **{legacy: 1})[0] == 500
        assert edit(call, GENERAL, mainwp_primary_backup="", **{legacy: 1})[0] == 200
        assert edit(call, GENERAL, **{legacy: 0})[0] == 500

    def test_one_bad_field_keeps_all_from_being_written(self, call: Caller) -> None:
        assert edit(call, GENERAL, show_language_updates=0, frequency_daily_update=13)[0] == 400
        assert shown(call, GENERAL)["show_language_updates"] == 1

    def test_a_text_is_stored_and_a_number_read_back_as_text(self, call: Caller) -> None:
        edit(call, GENERAL, mainwp_backups_on_server=3, mainwp_chunked_backup_tasks=1)
        found = shown(call, GENERAL)
        assert (found["mainwp_backups_on_server"], found["mainwp_chunked_backup_tasks"]) == ("3", "1")


class TestAdvanced:
    def test_the_default_label_is_needed_as_a_whole(self, call: Caller) -> None:
        name = "mainwp_connect_signature_algo"
        assert code(edit(call, ADVANCED, **{name: "OPENSSL_ALGO_SHA256"}), name) == f"invalid_{name}"
        edit(call, ADVANCED, **{name: "OPENSSL_ALGO_SHA1"})
        edit(call, ADVANCED, **{name: None})
        assert shown(call, ADVANCED)[name] == "OPENSSL_ALGO_SHA1"
        edit(call, ADVANCED, **{name: ""})
        assert shown(call, ADVANCED)[name] == "OPENSSL_ALGO_SHA256 (Default)"

    def test_what_is_synced_is_known_after_the_first_sync(self) -> None:
        call = connected()
        assert shown(call, ADVANCED)["sync_data"] == []
        assert code(edit(call, ADVANCED, sync_data={"users": 0}), "sync_data") == "invalid_sync_data_type"
        call.body("POST", "/sites/1/sync")
        assert edit(call, ADVANCED, sync_data={"users": 0})[1]["data"]["sync_data"]["users"] == 0


class TestMonitoring:
    def test_an_emptied_list_reads_as_one_empty_code(self, call: Caller) -> None:
        name = "mainwp_uptime_monitoring_up_status_codes"
        edit(call, MONITORING, **{name: [301, 200, 200]})
        assert shown(call, MONITORING)[name] == ["200", "301"]
        edit(call, MONITORING, **{name: []})
        assert shown(call, MONITORING)[name] == [""]
        assert code(edit(call, MONITORING, **{name: "200"}), name) == "invalid_status_codes_type"
        assert code(edit(call, MONITORING, **{name: [999]}), name) == "invalid_status_code"

    def test_blanks_are_stored(self, call: Caller) -> None:
        prefix = "mainwp_uptime_monitoring_"
        edit(call, MONITORING, **{f"{prefix}interval": "", f"{prefix}timeout": "", f"{prefix}type": ""})
        found = shown(call, MONITORING)
        assert [found[f"{prefix}{name}"] for name in ("interval", "timeout", "type")] == ["1h", "No limit", ""]

    def test_the_method_is_not_looked_at(self, call: Caller) -> None:
        edit(call, MONITORING, mainwp_uptime_monitoring_method="FOO")
        assert shown(call, MONITORING)["mainwp_uptime_monitoring_method"] == "FOO"


class TestEmails:
    def test_what_is_left_out_is_reset(self, call: Caller) -> None:
        call.body("PUT", f"{EMAILS}/uptime/edit", {"heading": "H", "recipients": "a@b.example", "disable": 1})
        data = call.body("PUT", f"{EMAILS}/uptime/edit", {"subject": "two\nlines <b>x</b>"})["data"]
        assert data == {
            "heading": "Uptime Monitoring",
            "subject": "two\nlines x",
            "recipients": "admin@dash.test",
            "disable": 0,
        }

    @pytest.mark.parametrize("recipients", ["a@b.example, c@d.example", "", " a@b.example"])
    def test_exactly_one_address(self, call: Caller, recipients: str) -> None:
        answer = call("PUT", f"{EMAILS}/uptime/edit", {"recipients": recipients})
        assert code(answer, "recipients") == "invalid_email"


class TestCostTracker:
    def test_a_first_write_makes_null_of_what_it_leaves_out(self, call: Caller) -> None:
        answer = edit(call, COSTS, currency="EUR")[1]["data"]
        assert set(answer["currency_format"].values()) == {None}
        assert shown(call, COSTS)["decimals"] == ""

    def test_nothing_is_kept(self, call: Caller) -> None:
        edit(call, COSTS, currency_position="left", thousand_separator=",", decimal_separator=".", decimals=3)
        edit(call, COSTS, thousand_separator=" ", decimals=0)
        found = shown(call, COSTS)
        assert (found["thousand_separator"], found["decimals"]) == (",", 3)

    @pytest.mark.parametrize(
        ("title", "slug"), [("Été  Foo & Bar", "ete-foo-bar"), ("<b>Bold</b> %41 x", "bold-x"), ("Größe", "grose")]
    )
    def test_slugs(self, call: Caller, title: str, slug: str) -> None:
        assert list(call.body("POST", f"{COSTS}/product-types/add", {"title": title})["data"]) == [slug]

    def test_a_number_for_a_slug_cannot_be_edited_but_removed(self, call: Caller) -> None:
        call.body("POST", f"{COSTS}/product-types/add", {"title": "123"})
        assert shown(call, COSTS)["product_categories"][-1]["slug"] == 123
        assert call("PUT", f"{COSTS}/product-types/123/edit", {"title": "a"})[0] == 400
        assert call("DELETE", f"{COSTS}/product-types/123/delete")[0] == 200

    def test_built_in_types(self, call: Caller) -> None:
        route = f"{COSTS}/product-types/theme"
        assert call("PUT", f"{route}/edit", {"title": "Thema"})[1]["code"] == "invalid_title"
        assert code(call("DELETE", f"{route}/delete"), "slug") == "invalid_slug"
        icon = {"title": "Theme", "icon": "tint"}
        assert code(call("PUT", f"{route}/edit", icon), "icon") == "invalid_icon"
        call.body("PUT", f"{route}/edit", {"title": "Theme", "color": "#111111"})
        assert shown(call, COSTS)["product_categories"][1]["icon"] == "deficon:folder open"
        assert call("DELETE", f"{route}/delete")[1]["code"] == "invalid_title"

    def test_a_title_is_needed(self, call: Caller) -> None:
        answer = call("PUT", f"{COSTS}/product-types/theme/edit", {"color": "#111111"})
        assert answer[1]["code"] == "rest_missing_callback_param"

    def test_payment_methods(self, call: Caller) -> None:
        add = f"{COSTS}/payment-methods/add"
        assert call.body("POST", add, {"title": "0"})["data"] == ["0"]
        assert call.body("POST", add, {"title": "PayPal"})["data"] == {"paypal": "PayPal"}
        assert call("POST", add, {"title": "paypal"})[1]["code"] == "duplicate_title"
        assert call("PUT", f"{COSTS}/payment-methods/apple/edit", {"title": "Apple"})[0] == 400


class TestBackups:
    def test_fields_of_others_are_dropped(self, call: Caller) -> None:
        assert edit(call, f"{BACKUPS}/cloudways", url="x.test")[1]["data"] == []

    def test_a_password_is_stripped_and_wins(self, call: Caller) -> None:
        sent = {"secrets": {"api_key": "abc12345"}, "password": "z<b>z</b>z"}
        assert edit(call, f"{BACKUPS}/cloudways", **sent)[1]["data"] == {"api_key": "abc12345", "password": "zzz"}
        assert shown(call, BACKUPS)["api_backups"]["cloudways"]["secrets"] == {"api_key": "****zzz"}
        edit(call, f"{BACKUPS}/cloudways", secrets={"api_key": ""})
        assert shown(call, BACKUPS)["api_backups"]["cloudways"]["secrets"] == {"api_key": "****zzz"}

    def test_accounts_and_addresses(self, call: Caller) -> None:
        assert edit(call, f"{BACKUPS}/kinsta", account_email="")[1]["data"]["details"] == []
        assert edit(call, f"{BACKUPS}/kinsta", account_email=None)[1]["data"] == {"account_email": ""}
        assert edit(call, f"{BACKUPS}/plesk", url="plesk.test/a b")[1]["data"] == {"url": "http://plesk.test/a%20b"}

    @pytest.mark.parametrize(
        ("secrets", "expected"), [({}, "rest_property_required"), ({"api_key": 5}, "rest_invalid_type")]
    )
    def test_secrets_have_a_schema(self, call: Caller, secrets: Any, expected: str) -> None:
        assert code(edit(call, f"{BACKUPS}/plesk", secrets=secrets), "secrets") == expected

    def test_bools_are_strict(self, call: Caller) -> None:
        assert edit(call, f"{BACKUPS}/plesk", enabled=2)[1]["data"]["params"] == {"enabled": "Invalid parameter."}


class TestTools:
    def test_the_bare_type_of_the_body(self, call: Caller) -> None:
        assert call("PUT", f"{TOOLS}/edit")[1]["code"] == "invalid_content_type"

    def test_jobs_begin_with_the_loopback_or_with_cron(self) -> None:
        call = connected()
        for loopback in (True, False):
            call.simulator.cron.loopback = loopback
            job = call.body("POST", f"{TOOLS}/renew-connections")["renew_id"]
            status = f"{TOOLS}/renew-connections-status/{job}"
            assert call.body("GET", status)["status"] == "pending"
            call.simulator.clock.advance(3)
            assert (call.body("GET", status)["status"] == "completed") is loopback
        call.simulator.event(CRON)
        call.simulator.clock.advance(3)
        assert call.body("GET", status)["success"] is True

    def test_the_address_of_a_disconnection_leads_nowhere(self) -> None:
        call = connected()
        answer = call.body("POST", f"{TOOLS}/disconnect-all-sites")
        below = answer["status_url"].partition("mainwp/v2")[2]
        assert call("GET", below)[1]["code"] == "rest_no_route"
        status = call.body("GET", f"{TOOLS}/disconnect-all-sites-status/{answer['disconnect_id']}")
        assert (status["started_at"], status["completed_at"]) == (None, None)

    def test_no_sites(self, call: Caller) -> None:
        assert call("POST", f"{TOOLS}/destroy-sessions")[1]["code"] == "no_website_found"

    def test_a_job_is_forgotten_after_a_day(self) -> None:
        call = connected()
        job = call.body("POST", f"{TOOLS}/destroy-sessions")["destroy_id"]
        call.simulator.clock.advance(24 * 3600)
        answer = call("GET", f"{TOOLS}/destroy-sessions-status/{job}")
        assert (answer[0], answer[1]["code"]) == (500, "destroy_session_job_not_found")
