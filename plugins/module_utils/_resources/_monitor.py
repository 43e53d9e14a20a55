# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Uptime monitors. The API shows of their settings only what is in effect, and only of two of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._fields import MOMENT, NUMBER, Codec, moment, number, plain, site_key, spoiled, web_address
from .._noun import Detail, Field, Inherited, Noun, Step

GLOBAL = "global"
INTERVALS = (*(f"{minutes}m" for minutes in (5, 10, 15, 30, 45)), *(f"{hours}h" for hours in range(1, 25)))
NO_LIMIT = "no_limit"
TIMEOUTS = (
    *(f"{seconds}s" for seconds in (30, 45, 60, 90)),
    *(f"{minutes}min" for minutes in (*range(2, 11), 15, 30, 45, 60, 90)),
    NO_LIMIT,
)
TYPES = ("http", "ping", "keyword")
METHODS = ("head", "get", "post", "push", "patch", "delete")
_SWITCH = {"enabled": "1", "disabled": "0", GLOBAL: "useglobal"}
_RETRIES = {"enabled": 1, "disabled": 0, GLOBAL: -1}

# A monitor that was never checked is "unknown"; "pending" waits for a second check that confirms an outage.
NEVER_CHECKED = "unknown"
STATES = ("up", "down", "pending", NEVER_CHECKED)
_BEATS = {0: "down", 1: "up", 2: "pending", 3: "first"}

# The codes that MainWP knows; it refuses every other.
_CODES = {100, 101, *range(200, 207), *range(300, 308), *range(400, 418), *range(500, 506)}

# How much of a monitor's past an info module reads. A monitor can be checked once a minute.
NEWEST = 100

# It names the record and nothing else: however it is written, the address of the site is what it is.
_SITE = Codec(decode=str, encode=web_address, normalise=str, equal=lambda one, other: site_key(one) == site_key(other))

_ASKED = "update_settings"
_SETTINGS = "settings/monitoring"
# Begins the wire names of the settings that monitors inherit.
PREFIX = "mainwp_uptime_monitoring_"


def _word(word: str) -> str:
    return "useglobal" if word == GLOBAL else word


def _label(minutes: Any) -> str | None:
    """The label of an interval, which is read as minutes (``60m``) and written as the label (``1h``)."""
    count = number(str(minutes or "").removesuffix("m"))
    return None if not count else f"{count // 60}h" if count % 60 == 0 else f"{count}m"


def _choices(words: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "str", "choices": [GLOBAL, *words]}


def wrong_codes(codes: Any) -> str | None:
    """What is wrong with a list of expected HTTP codes."""
    if [str(code) for code in codes] == [GLOBAL]:
        return None
    unknown = [code for code in codes if number(code) not in _CODES]
    return f"names {', '.join(map(str, unknown))}, which MainWP does not know" if unknown else None


def _code(code: Any) -> str:
    """A code as it travels. The dashboard keeps ``0200`` as it comes, and no answer is that."""
    return _word(str(code)) if number(code) is None else str(number(code))


def _hidden(name: str, option: Mapping[str, Any], encode: Any, *, wire: str | None = None, **more: Any) -> Field:
    return Field(
        name,
        option=option,
        edit=wire or name,
        codec=Codec(decode=str, encode=encode),
        policy=_ASKED,
        **more,
    )


def _heartbeats(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "time": moment(row["time"]),
            "status": _BEATS.get(row["status"], "unknown"),
            "http_code": number(row["http_code"]),
            "ping_ms": number(row["ping_ms"]),
            "text": plain(row["msg"]),
        }
        for row in rows or ()
    ]


def _incidents(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "started": moment(row["started_at"]),
            "ended": moment(row["ended_at"]),
            "seconds": int(row["duration_sec"]) if row["resolved"] else None,
            "resolved": bool(row["resolved"]),
            "checks_down": int(row["down_count"]),
        }
        for row in rows or ()
    ]


def _narrow(name: str, value: Any) -> dict[str, Any] | None:
    """``search`` looks for a substring of the address, so the host finds every spelling of it."""
    if name == "id":
        return {"include": value}
    return {"search": site_key(value).split("/", 1)[0]} if name == "site" else None


MONITOR = Noun(
    name="monitor",
    plural="monitors",
    rank=4,
    keys=("site",),
    key_of=site_key,
    path="monitors",
    page_size=200,
    # All sites without a monitor together show as one more row, which has no id.
    unwrap=lambda rows: [row for row in rows if row["id"]],
    narrow=_narrow,
    edit=Step("PUT", "monitors/{id}/settings"),
    follows="site",
    made="MainWP makes a monitor when a site is added, and only while uptime monitoring is on. For a site that was "
    "added before, save its monitoring settings once on the dashboard's screens.",
    filters={"status": STATES},
    details={
        "heartbeats": Detail("monitors/{id}/heartbeat", _heartbeats, {"limit": NEWEST}, empty_fails=True),
        "incidents": Detail("monitors/{id}/incidents", _incidents, {"per_page": NEWEST}, empty_fails=True),
    },
    budget="1 to read (1 for each 200 monitors in a fleet); a site named by name or id 1, a global type or interval 1; "
    "a change 1, and 1 to verify; check 2",
    fields=(
        # Monitors of pages of a site show the address of the site, too.
        Field("site", option={"type": "str"}, read="url", codec=_SITE),
        # Text: a number or a boolean is refused.
        _hidden("active", _choices(("enabled", "disabled")), _SWITCH.__getitem__),
        Field(
            "type",
            option=_choices(TYPES),
            read="type",
            edit="type",
            codec=Codec(decode=str, encode=_word),
            inherited=Inherited(GLOBAL, _SETTINGS, f"{PREFIX}type"),
        ),
        Field(
            "interval",
            option=_choices(INTERVALS),
            read="check_frequency",
            edit="interval",
            codec=Codec(decode=_label, encode=_word),
            inherited=Inherited(GLOBAL, _SETTINGS, f"{PREFIX}interval"),
        ),
        _hidden("method", _choices(METHODS), _word),
        _hidden("timeout", _choices(TIMEOUTS), lambda word: "No limit" if word == NO_LIMIT else _word(word)),
        _hidden("down_confirmation_check", _choices(("enabled", "disabled")), _RETRIES.__getitem__, wire="maxretries"),
        # Comma text. A list is accepted and stored as nothing, which makes every later check "down".
        _hidden(
            "up_status_codes",
            {"type": "list", "elements": "str"},
            lambda codes: ",".join(_code(code) for code in codes),
            wire="expected_status",
            check=wrong_codes,
            empty=[],
        ),
        # A longer one is confirmed, and nothing of the whole edit is stored.
        _hidden("keyword", {"type": "str", "no_log": False}, str, check=spoiled, longest=255, clear=""),
        Field("status", read="last_status", codec=Codec(decode=str)),
        Field("last_check", read="last_check_at", codec=MOMENT),
        Field("http_code", read="last_status_code", codec=NUMBER),
        # Of the list; the read of a single monitor shows those of the site that has the monitor's number.
        Field("uptime_ratio_7d", read="uptime_ratio_7d", codec=Codec(decode=float)),
        Field("uptime_ratio_30d", read="uptime_ratio_30d", codec=Codec(decode=float)),
        Field("response_time_avg_ms", read="response_time_avg_ms", codec=NUMBER),
        Field("response_time_min_ms", read="response_time_min_ms", codec=NUMBER),
        Field("response_time_max_ms", read="response_time_max_ms", codec=NUMBER),
    ),
)
