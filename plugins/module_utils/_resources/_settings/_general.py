# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""General settings: daily work, formats, time zone, automatic updates, backups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..._dashboard import Dashboard
from ..._errors import InputError
from ..._fields import FLAG, NUMBER, RAW_TEXT, Codec, choice
from ..._noun import Field, Record
from ._section import enumerated, same_words, section, setting, switch, unset, whole, within

NATIVE, API_BACKUPS = "native", "api_backups"

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DELAYS = (0, 1, 2, 3, 4, 5, 6, 7, 14, 30)

_TIME = re.compile(r"(\d{1,2}):([0-5]\d)")
_OFFSET = re.compile(r"UTC(?:([+-])(\d{1,2})(?::(00|30))?)?", re.IGNORECASE)
_READ_OFFSET = re.compile(r"UTC([+-])(\d+)(\.\d+)?")

# The furthest that the dashboard takes, in hours.
_FURTHEST = 14

# What PHP's date and time formats may consist of here.
_DATE_FORMAT = re.compile(r"(?:\\.|[dDjlNSwzWFmMntLoYyaABgGhHisuveIOPpTZcrU]|[-\s.,:/])+")
_TIME_FORMAT = re.compile(r"[gGhHisaA\s\-.,:/\\]+")


def _hours(text: Any) -> float:
    """The hours of an offset as users write it."""
    found = _OFFSET.fullmatch(str(text).strip())
    if not found or not found[1]:
        return 0.0
    hours = int(found[2]) + (0.5 if found[3] == "30" else 0)
    return -hours if found[1] == "-" else hours


def _zone(hours: float) -> str:
    minutes = round(abs(hours) * 60)
    tail = f":{minutes % 60:02d}" if minutes % 60 else ""
    return f"UTC{'-' if hours < 0 else '+'}{minutes // 60}{tail}"


def _read_zone(value: Any) -> str:
    """``UTC+5.5``, which the dashboard itself does not take, as ``UTC+5:30``."""
    found = _READ_OFFSET.fullmatch(str(value))
    if not found:
        return str(value)
    hours = float(found[2] + (found[3] or ""))
    return _zone(-hours if found[1] == "-" else hours)


def _wrong_zone(value: Any) -> str | None:
    found = _OFFSET.fullmatch(str(value).strip())
    if found and int(found[2] or 0) <= _FURTHEST:
        return None
    return (
        "is no offset such as UTC+1 or UTC-3:30; the dashboard would freeze the name of a zone at the offset of this "
        "moment"
    )


def _wrong_time(value: Any) -> str | None:
    found = _TIME.fullmatch(str(value))
    if found and int(found[1]) < 24:
        return None
    return "is no time such as '09:05' (written in quotes, since YAML takes 9:05 for a number)"


def _padded(value: Any) -> str:
    found = _TIME.fullmatch(str(value))
    return f"{int(found[1]):02d}:{found[2]}" if found else str(value)


def _wrong_format(pattern: re.Pattern[str], example: str) -> Any:
    def check(value: Any) -> str | None:
        text = str(value)
        fits = pattern.fullmatch(text) and text == text.strip() and not re.search(r"\d", text)
        return None if fits else f"is no format such as {example!r}"

    return check


def _wrong_widgets(stored: Any, wanted: Any) -> str | None:
    if not stored:
        return (
            "cannot be set: the user who owns the key has never saved the list of widgets on the dashboard's screen, "
            "and before that the dashboard crashes"
        )
    unknown = sorted(set(wanted) - set(stored))
    return f"names {', '.join(unknown)}; there are {', '.join(sorted(stored))}" if unknown else None


def _agree(_dashboard: Dashboard, record: Record, target: Record | None, _options: Mapping[str, Any]) -> None:
    """Refuse a choice of backups that contradicts itself, which the dashboard does with a 500.

    Raises:
        InputError: it says what has to be set along.
    """
    wanted = target or {}
    if not {"primary_backup", "legacy_backup_feature"} & set(wanted):
        return
    after = {**record, **wanted}
    if after["primary_backup"] == API_BACKUPS and after["legacy_backup_feature"]:
        raise InputError(
            f"primary_backup {API_BACKUPS} excludes legacy_backup_feature.", hint="Set legacy_backup_feature to false."
        )
    changes = record["primary_backup"] != after["primary_backup"]
    if changes and after["primary_backup"] == NATIVE and not after["legacy_backup_feature"]:
        raise InputError(
            f"primary_backup {NATIVE} needs legacy_backup_feature.", hint="Set legacy_backup_feature to true."
        )


def _primary(value: Any) -> str:
    """An object for the native backups, a list or an object of one for those of the API."""
    entry = value if "value" in value else (list(value.values()) if isinstance(value, dict) else value)[0]
    return API_BACKUPS if entry["value"] == "module-api-backups" else NATIVE


def _time(name: str, wire: str) -> Field:
    codec = Codec(decode=_padded, encode=_padded, normalise=_padded)
    return setting(name, wire, {"type": "str"}, codec, check=_wrong_time)


def _wrong_delay(value: Any) -> str | None:
    return None if value in _DELAYS else f"is none of {', '.join(map(str, _DELAYS))}"


GENERAL = section(
    "general",
    "general",
    (
        _time("time_daily_update", "time_daily_update"),
        whole("frequency_daily_update", "frequency_daily_update", 1, 12),
        setting("date_format", "date_format", {"type": "str"}, RAW_TEXT, check=_wrong_format(_DATE_FORMAT, "F j, Y")),
        setting("time_format", "time_format", {"type": "str"}, RAW_TEXT, check=_wrong_format(_TIME_FORMAT, "g:i a")),
        setting(
            "timezone",
            "timezone_string",
            {"type": "str"},
            Codec(decode=_read_zone, encode=str, normalise=lambda value: _zone(_hours(value)) if value else ""),
            check=_wrong_zone,
        ),
        # The read uses a mistyped name and always says false.
        Field(
            "sidebar_position",
            option={"type": "str", "choices": ["left", "right"]},
            edit="sidebar_position",
            codec=choice({"0": "left", "1": "right"}),
            policy="update_sidebar_position",
        ),
        switch("hide_update_everything", "hide_update_everything"),
        setting(
            "widgets",
            "mainwp_widgets",
            {"type": "dict"},
            Codec(
                decode=lambda value: {name: bool(int(shown)) for name, shown in (value or {}).items()},
                encode=lambda value: {name: int(shown) for name, shown in value.items()},
                normalise=dict,
            ),
            check=lambda value: (
                None
                if all(isinstance(shown, bool) for shown in value.values())
                else "holds something else than booleans"
            ),
            merged=True,
            forbids=_wrong_widgets,
        ),
        switch("plugin_automatic_daily_update", "plugin_automatic_daily_update"),
        switch("theme_automatic_daily_update", "theme_automatic_daily_update"),
        switch("translation_automatic_daily_update", "trans_automatic_daily_update"),
        switch("core_automatic_daily_update", "automatic_daily_update"),
        enumerated("frequency_auto_update", "frequency_auto_update", same_words("daily", "weekly", "monthly")),
        _time("time_auto_update", "time_auto_update"),
        enumerated(
            "day_of_week_auto_update",
            "dayinweek_auto_update",
            {str(number): day for number, day in enumerate(_DAYS)},
            numbers=True,
        ),
        whole("day_of_month_auto_update", "dayinmonth_auto_update", 0, 31),
        setting("delay_auto_update", "delay_autoupdate", {"type": "int"}, NUMBER, check=_wrong_delay),
        switch("show_language_updates", "show_language_updates"),
        enumerated(
            "disable_update_confirmations",
            "disable_update_confirmations",
            {"0": "none", "1": "single", "2": "all"},
            numbers=True,
        ),
        switch("check_http_response", "check_http_response"),
        enumerated("check_http_response_method", "check_http_response_method", same_words("head", "get")),
        switch("backup_before_upgrade", "backup_before_upgrade"),
        whole("backup_before_upgrade_days", "backup_before_upgrade_days", 0),
        whole("abandoned_tolerance", "numberdays_outdate_plugin_theme", 0),
        setting(
            "primary_backup",
            "mainwp_primary_backup",
            {"type": "str", "choices": [NATIVE, API_BACKUPS]},
            Codec(decode=_primary, encode=lambda word: "module-api-backups" if word == API_BACKUPS else ""),
        ),
        switch("legacy_backup_feature", "mainwp_enable_legacy_backup_feature"),
        setting(
            "backups_on_server", "mainwp_backups_on_server", {"type": "int"}, unset(NUMBER, 1), check=within(0, None, 1)
        ),
        setting(
            "backups_on_external_sources",
            "mainwp_backup_on_external_sources",
            {"type": "int"},
            unset(NUMBER, 1),
            check=within(0, None, 1),
        ),
        setting(
            "archive_format",
            "mainwp_archive_format",
            {"type": "str", "choices": ["zip", "tar.gz", "tar.bz2", "tar"]},
            unset(RAW_TEXT, "tar.gz"),
        ),
        setting("notify_on_backup_fail", "mainwp_notification_on_backup_fail", {"type": "bool"}, unset(FLAG, True)),
        setting("notify_on_backup_start", "mainwp_notification_on_backup_start", {"type": "bool"}, unset(FLAG, True)),
        setting("chunked_backup_tasks", "mainwp_chunked_backup_tasks", {"type": "bool"}, unset(FLAG, True)),
    ),
    protect=_agree,
)
