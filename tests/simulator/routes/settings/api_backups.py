# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/api-backups``: the providers through whose API sites are backed up."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ... import php
from ...arguments import REFUSED, Argument, Problem, invalid
from ...call import Call
from ...router import Router
from . import rules
from .emails import is_email

#: Slug -> name, and what the provider has beside its key.
PROVIDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cloudways": ("Cloudways", ("account_email",)),
    "gridpane": ("GridPane", ()),
    "vultr": ("Vultr", ()),
    "linode": ("Akamai (Linode)", ()),
    "digitalocean": ("DigitalOcean", ()),
    "cpanel": ("cPanel (WP Toolkit)", ("url", "site_path", "username")),
    "plesk": ("Plesk", ("url",)),
    "kinsta": ("Kinsta", ("account_email", "company_id")),
}

#: The provider whose secret is never shown, not even masked.
_UNSHOWN = "cpanel"

#: What the screen shows for a secret that shall stay as it is.
KEEP = "•" * 8


def _account(value: Any) -> Problem | None:
    return None if is_email(value) else REFUSED


def _secrets(value: Any) -> Problem | None:
    if not isinstance(value, dict):
        return "rest_invalid_type", "secrets is not of type object.", {"param": "secrets"}
    if "api_key" not in value:
        return "rest_property_required", "api_key is a required property of secrets.", None
    if not isinstance(value["api_key"], str):
        parameter = "secrets[api_key]"
        return "rest_invalid_type", f"{parameter} is not of type string.", {"param": parameter}
    return None


def register(router: Router) -> None:
    """Register the routes of the section."""
    router.add("GET", "/settings/api-backups", show)
    router.add(
        rules.EDIT,
        r"/settings/api-backups/(?P<api_slug>[a-zA-Z0-9\-\._]+)/edit",
        edit,
        arguments={
            "enabled": Argument(check=rules.boolean),
            "account_email": Argument(check=_account),
            "secrets": Argument(check=_secrets),
        },
    )


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/api-backups``: of a secret only the last four characters are shown."""
    entries = {}
    for slug, (label, fields) in PROVIDERS.items():
        stored = _stored(call, slug)
        secret = stored.get("secret", "")
        masked: Any = {"api_key": f"****{secret[-4:]}" if secret else ""}
        entries[slug] = {
            "label": label,
            "enabled": int(stored.get("enabled", False)),
            **{name: stored.get(name, "") for name in fields},
            "secrets": [] if slug == _UNSHOWN else masked,
        }
    return {"success": 1, "data": {"api_backups": entries}}


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/api-backups/{api_slug}/edit``, which echoes secrets in clear text.

    Fields of other providers are dropped without a word, and a secret cannot be emptied.
    """
    slug = call.params.text("api_slug")
    if slug not in PROVIDERS:
        raise invalid({"api_slug": ("invalid_slug", "API slug not exists.", None)})
    sent = rules.body(call)
    applied: dict[str, Any] = {}
    if "enabled" in sent:
        applied["enabled"] = php.flag(sent["enabled"])
    for name in PROVIDERS[slug][1]:
        if name in sent:
            applied[name] = _address(sent[name]) if name == "url" else php.sanitize_text_field(sent[name])
    stored = _stored(call, slug)
    stored.update(applied)
    given = {"api_key": _api_key(sent), "password": php.sanitize_text_field(sent.get("password"))}
    for name, secret in given.items():
        if secret:
            applied[name] = secret
            stored["secret"] = stored.get("secret", "") if secret == KEEP else secret
    return {"success": 1, "message": "API backup settings updated successfully.", "data": php.array(applied)}


def _stored(call: Call, slug: str) -> dict[str, Any]:
    stored: dict[str, Any] = call.dashboard.options.setdefault("api_backups", {}).setdefault(slug, {})
    return stored


def _api_key(sent: dict[str, Any]) -> str:
    if "secrets" not in sent:
        return ""
    problem = _secrets(sent["secrets"])
    if problem:
        raise invalid({"secrets": problem})
    return str(sent["secrets"]["api_key"])


def _address(value: Any) -> str:
    """Return an address as WordPress stores it: with a scheme, blanks encoded."""
    text = php.text(value).strip()
    if not text:
        return ""
    return quote(text if "://" in text else f"http://{text}", safe="%/:?&=#+,;@$!*'()[]~")
