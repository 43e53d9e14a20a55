# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/general``: daily work, formats, time zone, automatic updates, backups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from ... import php
from ...arguments import Problem, invalid
from ...call import Call
from ...errors import crashed, failed
from ...router import Router
from . import rules
from .rules import Setting, count, switch, text, whole, word

API_BACKUPS = "module-api-backups"

_DATE = re.compile(r"(?:\\.|[dDjlNSwzWFmMntLoYyaABgGhHisuveIOPpTZcrU]|[-\s.,:/])*")
_TIME = re.compile(r"[gGhHisaA\s\-.,:/\\]*")
_OFFSET = re.compile(r"UTC([+-])(\d{1,2})(?::(00|30))?", re.I)

#: The limit of an offset, in hours.
_FURTHEST = 14


def _time(value: Any) -> Problem | None:
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", php.text(value))
    if value in ("", "0") or (found and int(found[1]) < 24):
        return None
    return "invalid_time_update", "Invalid time. Use whole hours in 24h format like 0:00, 9:00, 23:00, etc...", None


def _stored_time(value: Any) -> str:
    """What cannot be used as a time is stored as "1"."""
    return "1" if php.empty(value) else php.text(value)


def _format(kind: str, pattern: re.Pattern[str], digits: str, usable: str) -> Any:
    def check(value: Any) -> Problem | None:
        if re.search(r"\d", php.text(value)):
            message = f"Invalid {kind} format: should not contain digits. Use format characters like {digits}."
            return f"invalid_{kind}_format_numeric", message, None
        if not pattern.fullmatch(php.text(value)):
            message = f"Invalid {kind} format. Use valid PHP {kind} format characters like {usable}."
            return f"invalid_{kind}_format", message, None
        return None

    return check


def _zone(value: Any) -> Problem | None:
    name = php.text(value)
    found = _OFFSET.fullmatch(name)
    if name in ("", "UTC") or name in available_timezones() or (found and int(found[2]) <= _FURTHEST):
        return None
    example = '"Europe/London"'
    return (
        "invalid_timezone_string",
        f"Invalid timezone. Use a valid format like UTC+0 or its equivalent name, e.g. {example}.",
        None,
    )


def _widgets(value: Any) -> Problem | None:
    if isinstance(value, (list, dict)):
        return None
    return "invalid_mainwp_widgets_type", "mainwp_widgets must be an object.", None


def _line(name: str, fresh: Any, check: Any, store: Any = php.text) -> Setting:
    return Setting(name, check, store, php.text, fresh)


SETTINGS = (
    _line("time_daily_update", "", _time, _stored_time),
    whole("frequency_daily_update", range(1, 13), 2),
    _line("date_format", "F j, Y", _format("date", _DATE, "F j, Y", "F j, Y")),
    _line("time_format", "g:i a", _format("time", _TIME, "g:i a", "g:i a or H:i")),
    # Shown from the offset, see _answer.
    Setting("timezone_string", _zone, php.text, rules.raw, ""),
    # The read uses a mistyped name, so that it never shows what was written.
    Setting("sidebar_position", rules.one_of("sidebar_position", (0, 1)), php.integer, lambda stored: False, False),
    switch("hide_update_everything", drifting=True),
    Setting("mainwp_widgets", _widgets, rules.raw, rules.raw, False),
    switch("plugin_automatic_daily_update"),
    switch("theme_automatic_daily_update"),
    switch("trans_automatic_daily_update"),
    switch("automatic_daily_update"),
    word("frequency_auto_update", ("daily", "weekly", "monthly"), "daily"),
    _line("time_auto_update", "00:00", _time, _stored_time),
    switch("show_language_updates", 1),
    whole("disable_update_confirmations", (0, 1, 2), 0, answered=False),
    switch("check_http_response"),
    word("check_http_response_method", ("head", "get"), "head"),
    switch("backup_before_upgrade", answered=False),
    count("backup_before_upgrade_days", 7),
    count("numberdays_outdate_plugin_theme", 365),
    whole("dayinweek_auto_update", range(7), 0),
    whole("dayinmonth_auto_update", range(32), 1),
    whole("delay_autoupdate", (0, 1, 2, 3, 4, 5, 6, 7, 14, 30), 1),
    # Shown in another form, see _answer.
    word("mainwp_primary_backup", ("", API_BACKUPS), ""),
    # Written at the installation.
    switch("mainwp_enable_legacy_backup_feature", "0", drifting=True, answered=False),
    text("mainwp_backups_on_server", False),
    text("mainwp_backup_on_external_sources", False),
    word("mainwp_archive_format", ("zip", "tar.gz", "tar.bz2", "tar"), False),
    switch("mainwp_notification_on_backup_fail", False, drifting=True),
    switch("mainwp_notification_on_backup_start", False, drifting=True),
    switch("mainwp_chunked_backup_tasks", False, drifting=True),
)


def register(router: Router) -> None:
    """Register the routes of the section."""
    router.add("GET", "/settings/general", show)
    router.add(rules.EDIT, "/settings/general/edit", edit, arguments=rules.arguments(SETTINGS))


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/general``."""
    return {"success": 1, "data": _answer(call)}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/general/edit``; its answer lacks three fields that the read has."""
    sent = dict(rules.body(call))
    options = call.dashboard.options
    _couple(options, sent)
    if "mainwp_widgets" in sent:
        sent["mainwp_widgets"] = _merged_widgets(options.get("mainwp_widgets"), sent["mainwp_widgets"])
    if "timezone_string" in sent:
        options["gmt_offset"] = _offset(call, php.text(sent.pop("timezone_string")))
    written = rules.write(options, SETTINGS, sent)
    return {"success": 1, "message": "General settings updated successfully.", "data": _answer(call, written)}


def _couple(options: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """Refuse what contradicts itself: the API's backups exclude the old ones, and without them those must be on."""
    names = ("mainwp_primary_backup", "mainwp_enable_legacy_backup_feature")
    if all(sent.get(name) is None for name in names):
        return
    primary = sent.get(names[0]) if sent.get(names[0]) is not None else options.get(names[0])
    legacy = sent.get(names[1]) if sent.get(names[1]) is not None else options.get(names[1], "0")
    if primary == API_BACKUPS and php.truth(legacy):
        raise failed(
            "invalid_backup_config",
            f'When {names[0]} is "{API_BACKUPS}", {names[1]} must be disabled (0).',
        )
    # A primary that was never stored is not checked.
    if primary == "" and not php.truth(legacy):
        raise failed(
            "invalid_backup_config",
            f'When {names[0]} is not "{API_BACKUPS}", {names[1]} must be enabled (1).',
        )


def _merged_widgets(stored: Any, sent: Any) -> dict[str, int]:
    """Return the widgets after an edit: those that are known, changed as sent.

    Without a list that the key's user saved once on the screen the plugin crashes.
    """
    if sent is None:
        raise invalid({"mainwp_widgets": ("invalid_mainwp_widgets_type", "mainwp_widgets must be an object.", None)})
    if not stored:
        raise crashed()
    entries = dict(sent)
    unknown = [name for name in entries if name not in stored]
    if unknown:
        message = f"Invalid widget keys: {', '.join(unknown)}. Allowed keys: {', '.join(stored)}."
        raise invalid({"mainwp_widgets": ("invalid_mainwp_widgets_keys", message, None)})
    values = {name: 0 if isinstance(value, (list, dict)) else php.integer(value) for name, value in entries.items()}
    if any(value not in (0, 1) for value in values.values()):
        message = "Invalid widget value. Allowed values: 0, 1."
        raise invalid({"mainwp_widgets": ("invalid_mainwp_widgets_value", message, None)})
    return {**stored, **values}


def _offset(call: Call, zone: str) -> float:
    """Return the hours that a time zone is off from UTC; those of a name are those of this moment."""
    found = _OFFSET.fullmatch(zone)
    if found:
        hours = int(found[2]) + (0.5 if found[3] == "30" else 0)
        return -hours if found[1] == "-" else hours
    if zone in ("", "UTC"):
        return 0
    offset = call.clock.datetime().astimezone(ZoneInfo(zone)).utcoffset()
    return offset.total_seconds() / 3600 if offset else 0


def _answer(call: Call, written: Mapping[str, Any] | None = None) -> dict[str, Any]:
    options = call.dashboard.options
    data = rules.shown(options, SETTINGS, written)
    # WordPress goes by its own zone where it has one, whatever offset is stored beside it.
    named = options.get("timezone_string")
    hours = _offset(call, named) if named else options.get("gmt_offset", 0)
    data["timezone_string"] = f"UTC{hours:+g}"
    primary = data["mainwp_primary_backup"]
    data["mainwp_primary_backup"] = (
        [{"value": API_BACKUPS, "title": "API Backups"}] if primary else {"value": "", "title": "Native backups"}
    )
    return data
