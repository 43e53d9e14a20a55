# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Settings and tools of the simulator, beyond what the recordings hold: each was seen on a real dashboard."""

from __future__ import annotations

from typing import Any

import pytest

from .client import CRON, Asking, connected

GENERAL, ADVANCED, MONITORING = (f"/settings/{name}" for name in ("general", "advanced", "monitoring"))
COSTS, BACKUPS, TOOLS, EMAILS = (f"/settings/{name}" for name in ("cost-tracker", "api-backups", "tools", "emails"))


@pytest.fixture
def asking() -> Asking:
    """A new dashboard."""
    return Asking()


def edit(asking: Asking, section: str, **values: Any) -> Any:
    """Send an edit and return status and answer."""
    return asking.full("PUT", f"{section}/edit", values)


def shown(asking: Asking, section: str) -> Any:
    """What a section shows afterwards."""
    return asking("GET", section)["data"]


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
    def test_what_is_refused(self, asking: Asking, field: str, value: str, expected: str) -> None:
        assert code(edit(asking, GENERAL, **{field: value}), field) == expected

    def test_text_passes_for_zero(self, asking: Asking) -> None:
        assert edit(asking, GENERAL, show_language_updates="yes")[0] == 200
        assert shown(asking, GENERAL)["show_language_updates"] == 0

    def test_a_list_crashes(self, asking: Asking) -> None:
        assert edit(asking, GENERAL, frequency_daily_update=[1])[1]["code"] == "internal_server_error"

    def test_null_is_stored_as_nothing(self, asking: Asking) -> None:
        edit(asking, GENERAL, frequency_daily_update=None, time_daily_update=None)
        found = shown(asking, GENERAL)
        assert (found["frequency_daily_update"], found["time_daily_update"]) == (0, "1")

    def test_an_offset_reads_back_as_a_fraction(self, asking: Asking) -> None:
        edit(asking, GENERAL, timezone_string="utc+5:30")
        assert shown(asking, GENERAL)["timezone_string"] == "UTC+5.5"

    def test_a_zone_of_wordpress_wins(self, asking: Asking) -> None:
        asking.simulator.dashboard.options["timezone_string"] = "Asia/Tokyo"
        assert edit(asking, GENERAL, timezone_string="UTC-5")[0] == 200
        assert shown(asking, GENERAL)["timezone_string"] == "UTC+9"

    def test_widgets_crash_before_they_were_saved_once(self, asking: Asking) -> None:
        assert edit(asking, GENERAL, mainwp_widgets={})[0] == 500
        asking.simulator.dashboard.options["mainwp_widgets"] = {"a": 1}
        assert code(edit(asking, GENERAL, mainwp_widgets={"b": 1}), "mainwp_widgets") == "invalid_mainwp_widgets_keys"
        assert edit(asking, GENERAL, mainwp_widgets={"a": 0})[1]["data"]["mainwp_widgets"] == {"a": 0}

    def test_backups_are_coupled(self, asking: Asking) -> None:
        legacy = "mainwp_enable_legacy_backup_feature"
        assert edit(asking, GENERAL, mainwp_primary_backup="")[1]["code"] == "invalid_backup_config"
        assert edit(asking, GENERAL, mainwp_primary_backup="module-api-backups")[0] == 200
        assert shown(asking, GENERAL)["mainwp_primary_backup"][0]["title"] == "API Backups"
        assert edit(asking, GENERAL, **{legacy: 1})[0] == 500
        assert edit(asking, GENERAL, mainwp_primary_backup="", **{legacy: 1})[0] == 200
        assert edit(asking, GENERAL, **{legacy: 0})[0] == 500

    def test_one_bad_field_keeps_all_from_being_written(self, asking: Asking) -> None:
        assert edit(asking, GENERAL, show_language_updates=0, frequency_daily_update=13)[0] == 400
        assert shown(asking, GENERAL)["show_language_updates"] == 1

    def test_a_text_is_stored_and_a_number_read_back_as_text(self, asking: Asking) -> None:
        edit(asking, GENERAL, mainwp_backups_on_server=3, mainwp_chunked_backup_tasks=1)
        found = shown(asking, GENERAL)
        assert (found["mainwp_backups_on_server"], found["mainwp_chunked_backup_tasks"]) == ("3", "1")


class TestAdvanced:
    def test_the_default_label_is_needed_as_a_whole(self, asking: Asking) -> None:
        name = "mainwp_connect_signature_algo"
        assert code(edit(asking, ADVANCED, **{name: "OPENSSL_ALGO_SHA256"}), name) == f"invalid_{name}"
        edit(asking, ADVANCED, **{name: "OPENSSL_ALGO_SHA1"})
        edit(asking, ADVANCED, **{name: None})
        assert shown(asking, ADVANCED)[name] == "OPENSSL_ALGO_SHA1"
        edit(asking, ADVANCED, **{name: ""})
        assert shown(asking, ADVANCED)[name] == "OPENSSL_ALGO_SHA256 (Default)"

    def test_what_is_synced_is_known_after_the_first_sync(self) -> None:
        asking = connected()
        assert shown(asking, ADVANCED)["sync_data"] == []
        assert code(edit(asking, ADVANCED, sync_data={"users": 0}), "sync_data") == "invalid_sync_data_type"
        asking("POST", "/sites/1/sync")
        assert edit(asking, ADVANCED, sync_data={"users": 0})[1]["data"]["sync_data"]["users"] == 0


class TestMonitoring:
    def test_an_emptied_list_reads_as_one_empty_code(self, asking: Asking) -> None:
        name = "mainwp_uptime_monitoring_up_status_codes"
        edit(asking, MONITORING, **{name: [301, 200, 200]})
        assert shown(asking, MONITORING)[name] == ["200", "301"]
        edit(asking, MONITORING, **{name: []})
        assert shown(asking, MONITORING)[name] == [""]
        assert code(edit(asking, MONITORING, **{name: "200"}), name) == "invalid_status_codes_type"
        assert code(edit(asking, MONITORING, **{name: [999]}), name) == "invalid_status_code"

    def test_blanks_are_stored(self, asking: Asking) -> None:
        prefix = "mainwp_uptime_monitoring_"
        edit(asking, MONITORING, **{f"{prefix}interval": "", f"{prefix}timeout": "", f"{prefix}type": ""})
        found = shown(asking, MONITORING)
        assert [found[f"{prefix}{name}"] for name in ("interval", "timeout", "type")] == ["1h", "No limit", ""]

    def test_the_method_is_not_looked_at(self, asking: Asking) -> None:
        edit(asking, MONITORING, mainwp_uptime_monitoring_method="FOO")
        assert shown(asking, MONITORING)["mainwp_uptime_monitoring_method"] == "FOO"


class TestEmails:
    def test_what_is_left_out_is_reset(self, asking: Asking) -> None:
        asking("PUT", f"{EMAILS}/uptime/edit", {"heading": "H", "recipients": "a@b.example", "disable": 1})
        data = asking("PUT", f"{EMAILS}/uptime/edit", {"subject": "two\nlines <b>x</b>"})["data"]
        assert data == {
            "heading": "Uptime Monitoring",
            "subject": "two\nlines x",
            "recipients": "admin@dash.test",
            "disable": 0,
        }

    @pytest.mark.parametrize("recipients", ["a@b.example, c@d.example", "", " a@b.example"])
    def test_exactly_one_address(self, asking: Asking, recipients: str) -> None:
        answer = asking.full("PUT", f"{EMAILS}/uptime/edit", {"recipients": recipients})
        assert code(answer, "recipients") == "invalid_email"


class TestCostTracker:
    def test_a_first_write_makes_null_of_what_it_leaves_out(self, asking: Asking) -> None:
        answer = edit(asking, COSTS, currency="EUR")[1]["data"]
        assert set(answer["currency_format"].values()) == {None}
        assert shown(asking, COSTS)["decimals"] == ""

    def test_nothing_is_kept(self, asking: Asking) -> None:
        edit(asking, COSTS, currency_position="left", thousand_separator=",", decimal_separator=".", decimals=3)
        edit(asking, COSTS, thousand_separator=" ", decimals=0)
        found = shown(asking, COSTS)
        assert (found["thousand_separator"], found["decimals"]) == (",", 3)

    @pytest.mark.parametrize(
        ("title", "slug"), [("Été  Foo & Bar", "ete-foo-bar"), ("<b>Bold</b> %41 x", "bold-x"), ("Größe", "grose")]
    )
    def test_slugs(self, asking: Asking, title: str, slug: str) -> None:
        assert list(asking("POST", f"{COSTS}/product-types/add", {"title": title})["data"]) == [slug]

    def test_a_number_for_a_slug_cannot_be_edited_but_removed(self, asking: Asking) -> None:
        asking("POST", f"{COSTS}/product-types/add", {"title": "123"})
        assert shown(asking, COSTS)["product_categories"][-1]["slug"] == 123
        assert asking.full("PUT", f"{COSTS}/product-types/123/edit", {"title": "a"})[0] == 400
        assert asking.full("DELETE", f"{COSTS}/product-types/123/delete")[0] == 200

    def test_built_in_types(self, asking: Asking) -> None:
        route = f"{COSTS}/product-types/theme"
        assert asking.full("PUT", f"{route}/edit", {"title": "Thema"})[1]["code"] == "invalid_title"
        assert code(asking.full("DELETE", f"{route}/delete"), "slug") == "invalid_slug"
        icon = {"title": "Theme", "icon": "tint"}
        assert code(asking.full("PUT", f"{route}/edit", icon), "icon") == "invalid_icon"
        asking("PUT", f"{route}/edit", {"title": "Theme", "color": "#111111"})
        assert shown(asking, COSTS)["product_categories"][1]["icon"] == "deficon:folder open"
        assert asking.full("DELETE", f"{route}/delete")[1]["code"] == "invalid_title"

    def test_a_title_is_needed(self, asking: Asking) -> None:
        answer = asking.full("PUT", f"{COSTS}/product-types/theme/edit", {"color": "#111111"})
        assert answer[1]["code"] == "rest_missing_callback_param"

    def test_payment_methods(self, asking: Asking) -> None:
        add = f"{COSTS}/payment-methods/add"
        assert asking("POST", add, {"title": "0"})["data"] == ["0"]
        assert asking("POST", add, {"title": "PayPal"})["data"] == {"paypal": "PayPal"}
        assert asking.full("POST", add, {"title": "paypal"})[1]["code"] == "duplicate_title"
        assert asking.full("PUT", f"{COSTS}/payment-methods/apple/edit", {"title": "Apple"})[0] == 400


class TestBackups:
    def test_fields_of_others_are_dropped(self, asking: Asking) -> None:
        assert edit(asking, f"{BACKUPS}/cloudways", url="x.test")[1]["data"] == []

    def test_a_password_is_stripped_and_wins(self, asking: Asking) -> None:
        sent = {"secrets": {"api_key": "abc12345"}, "password": "z<b>z</b>z"}
        assert edit(asking, f"{BACKUPS}/cloudways", **sent)[1]["data"] == {"api_key": "abc12345", "password": "zzz"}
        assert shown(asking, BACKUPS)["api_backups"]["cloudways"]["secrets"] == {"api_key": "****zzz"}
        edit(asking, f"{BACKUPS}/cloudways", secrets={"api_key": ""})
        assert shown(asking, BACKUPS)["api_backups"]["cloudways"]["secrets"] == {"api_key": "****zzz"}

    def test_accounts_and_addresses(self, asking: Asking) -> None:
        assert edit(asking, f"{BACKUPS}/kinsta", account_email="")[1]["data"]["details"] == []
        assert edit(asking, f"{BACKUPS}/kinsta", account_email=None)[1]["data"] == {"account_email": ""}
        assert edit(asking, f"{BACKUPS}/plesk", url="plesk.test/a b")[1]["data"] == {"url": "http://plesk.test/a%20b"}

    @pytest.mark.parametrize(
        ("secrets", "expected"), [({}, "rest_property_required"), ({"api_key": 5}, "rest_invalid_type")]
    )
    def test_secrets_have_a_schema(self, asking: Asking, secrets: Any, expected: str) -> None:
        assert code(edit(asking, f"{BACKUPS}/plesk", secrets=secrets), "secrets") == expected

    def test_bools_are_strict(self, asking: Asking) -> None:
        assert edit(asking, f"{BACKUPS}/plesk", enabled=2)[1]["data"]["params"] == {"enabled": "Invalid parameter."}


class TestTools:
    def test_the_bare_type_of_the_body(self, asking: Asking) -> None:
        assert asking.full("PUT", f"{TOOLS}/edit")[1]["code"] == "invalid_content_type"

    def test_jobs_begin_with_the_loopback_or_with_cron(self) -> None:
        asking = connected()
        for loopback in (True, False):
            asking.simulator.cron.loopback = loopback
            job = asking("POST", f"{TOOLS}/renew-connections")["renew_id"]
            status = f"{TOOLS}/renew-connections-status/{job}"
            assert asking("GET", status)["status"] == "pending"
            asking.simulator.clock.advance(3)
            assert (asking("GET", status)["status"] == "completed") is loopback
        asking.simulator.event(CRON)
        asking.simulator.clock.advance(3)
        assert asking("GET", status)["success"] is True

    def test_the_address_of_a_disconnection_leads_nowhere(self) -> None:
        asking = connected()
        answer = asking("POST", f"{TOOLS}/disconnect-all-sites")
        below = answer["status_url"].partition("mainwp/v2")[2]
        assert asking.full("GET", below)[1]["code"] == "rest_no_route"
        status = asking("GET", f"{TOOLS}/disconnect-all-sites-status/{answer['disconnect_id']}")
        assert (status["started_at"], status["completed_at"]) == (None, None)

    def test_no_sites(self, asking: Asking) -> None:
        assert asking.full("POST", f"{TOOLS}/destroy-sessions")[1]["code"] == "no_website_found"

    def test_a_job_is_forgotten_after_a_day(self) -> None:
        asking = connected()
        job = asking("POST", f"{TOOLS}/destroy-sessions")["destroy_id"]
        asking.simulator.clock.advance(24 * 3600)
        answer = asking.full("GET", f"{TOOLS}/destroy-sessions-status/{job}")
        assert (answer[0], answer[1]["code"]) == (500, "destroy_session_job_not_found")
