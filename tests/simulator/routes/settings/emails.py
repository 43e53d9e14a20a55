# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/emails``: the templates of what the dashboard mails."""

from __future__ import annotations

import re
from typing import Any

from ... import php
from ...arguments import Argument, Problem, invalid
from ...call import Call
from ...router import Router
from . import rules

#: Type -> heading and subject as a new installation has them.
DEFAULTS = {
    "daily_digest": ("Daily Digest", "Daily Digest from Your MainWP Dashboard"),
    "uptime": ("Uptime Monitoring", "Uptime Monitoring Alert from your MainWP Dashboard"),
    "site_health": ("Site Health Monitoring", "Site Health Monitoring Alert from Your MainWP Dashboard"),
    "deactivated_license_alert": (
        "Extension License Deactivation Notification",
        "Extension License Deactivation Notification from Your MainWP Dashboard",
    ),
    "http_check": ("Sites Check", "HTTP response check"),
}

#: The type that exists only while the dashboard checks the HTTP answers of sites after updates.
_OF_CHECKS = "http_check"

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def _recipients(value: Any) -> Problem | None:
    if is_email(value):
        return None
    return "invalid_email", f"Invalid email address: {php.text(value)}.", None


def is_email(value: Any) -> bool:
    """Return whether WordPress takes a text for an e-mail address."""
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value))


def register(router: Router) -> None:
    """Register the routes of the section."""
    router.add("GET", "/settings/emails", show)
    router.add(
        rules.EDIT,
        r"/settings/emails/(?P<mail_type>[a-zA-Z0-9\-\._]+)/edit",
        edit,
        arguments={
            "disable": Argument(check=rules.one_of("disable", (0, 1))),
            "recipients": Argument(check=_recipients),
        },
    )


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/emails``."""
    rows = []
    for kind in _kinds(call):
        stored = _stored(call, kind)
        rows.append(
            {
                "heading": stored["heading"],
                "type": kind,
                "subject": stored["subject"],
                "recipients": stored["recipients"],
                "disable": php.integer(stored["disable"]),
            }
        )
    return {"success": 1, "data": rows}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/emails/{mail_type}/edit``: what is left out, null or blank is what a new installation has."""
    kind = call.params.text("mail_type")
    if kind not in _kinds(call):
        raise invalid({"mail_type": ("invalid_mail_type", "Email type does not exist.", None)})
    sent = rules.body(call)
    default = _default(call, kind)
    cleaned = {
        "heading": php.sanitize_text_field(sent.get("heading")),
        "subject": "\n".join(php.sanitize_text_field(line) for line in php.text(sent.get("subject")).split("\n")),
        "recipients": php.text(sent.get("recipients")),
        "disable": php.integer(sent.get("disable")),
    }
    stored = {name: value or default[name] for name, value in cleaned.items()}
    call.dashboard.options.setdefault("emails", {})[kind] = stored
    return {"success": 1, "message": "Email settings updated successfully.", "data": dict(stored)}


def _kinds(call: Call) -> list[str]:
    checks = php.truth(call.dashboard.options.get("check_http_response"))
    return [kind for kind in DEFAULTS if kind != _OF_CHECKS or checks]


def _default(call: Call, kind: str) -> dict[str, Any]:
    heading, subject = DEFAULTS[kind]
    host = call.dashboard.url.split("/")[2]
    return {"heading": heading, "subject": subject, "recipients": f"admin@{host}", "disable": 0}


def _stored(call: Call, kind: str) -> dict[str, Any]:
    return {**_default(call, kind), **call.dashboard.options.get("emails", {}).get(kind, {})}
