# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Child sites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._decoding import plain_text
from .._errors import RefusedError
from .._fields import ADDRESS, FLAG, ID, IDS, LINES, MOMENT, NUMBER, Codec, choice, flag, percent, plain, site_key
from .._fields import mapping as decoded_map
from .._noun import Field, Noun, Record, Reference, Step, View

if TYPE_CHECKING:
    from .._dashboard import Dashboard

_NAME = Codec(decode=lambda value: str(value or ""), encode=str, normalise=lambda value: str(value).strip())
_ASKED = "update_credentials"


def _labels(raw: Record) -> dict[int, str]:
    """Names of the tags of a site. A name with a comma shifts them, so ids decide and names are only shown."""
    return {int(tag): plain(name) for tag, name in decoded_map(raw.get("tags")).items() if str(tag).isdigit()}


def _wrong_address(address: Any) -> str | None:
    try:
        parts = urlsplit(str(address) if "://" in str(address) else f"https://{address}")
    except ValueError as error:
        return f"is not a web address: {error}"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "is not a web address"
    if parts.username or parts.password:
        return "carries a password: use http_user and http_password"
    if parts.path.rstrip("/").endswith("/wp-admin"):
        return "ends in /wp-admin: the dashboard would take it for another site"
    return None


def _moved(stored: Any, wanted: Any) -> str | None:
    if site_key(stored) == site_key(wanted):
        return None
    return f"is another address than {stored}, and the dashboard can change only the scheme of a site"


def named(site: Record) -> dict[str, Any]:
    """How results name a site."""
    return {name: site[name] for name in ("id", "url", "name")}


def server_of(record: Record) -> str:
    """Before the first sync the IP address is not known, so that the host has to stand for it."""
    return str(record.get("ip") or site_key(record["url"]).split("/", 1)[0])


def _narrow(name: str, value: Any) -> dict[str, Any] | None:
    """``search`` looks for a substring of the address, so the host finds every spelling of it."""
    if name == "id":
        return {"include": value}
    return {"search": site_key(value).split("/", 1)[0]} if name == "url" else None


def _guard(dashboard: Dashboard, record: Record, options: Mapping[str, Any], check_mode: bool) -> None:
    """Refuse to remove a site whose child cannot be told.

    The dashboard forgets the site whatever the child says, and a child that was not told refuses every later connection
    ("Public key already set").

    Raises:
        RefusedError: the child does not answer, and ``remove_unreachable`` was not given.
    """
    if options.get("remove_unreachable"):
        return
    reason = record.get("sync_errors") or ""
    if not reason and not check_mode:
        try:
            dashboard.write("PUT", f"sites/{record['id']}/sync", contacts_child=True)
        except RefusedError as error:
            reason = error.message
            row = dashboard.rows("sites/basic", {"include": record["id"], "full_data": 1, "_fields": "id,sync_errors"})
            reason = (plain_text(row[0].get("sync_errors") or "") if row else "") or reason
    if reason:
        raise RefusedError(
            f"{record['url']} was not removed: its child cannot be told ({reason}).",
            code="child_unreachable",
            layer="child",
            hint="Bring the child back, or set remove_unreachable=true; the child then has to be reset before it can "
            "be added again.",
        )


def _secret(name: str, *, create: str | None, edit: str | None, codec: Codec, hidden: bool) -> Field:
    return Field(
        name,
        option={"type": "str", "no_log": True} if hidden else {"type": "str"},
        create=create,
        edit=edit,
        codec=codec,
        policy=_ASKED,
    )


_AS_IT_IS = Codec(decode=str, encode=str)

SITE = Noun(
    name="site",
    plural="sites",
    rank=3,
    keys=("url",),
    key_of=site_key,
    # A child may be set to let its administrator be connected without the password.
    needs=("url", "admin_user"),
    # The one read that is equal in both generations, is never cut, and knows unknown ids.
    path="sites/basic",
    query={"with_tags": 1, "full_data": 1},
    choose_fields=True,
    narrow=_narrow,
    unique=True,
    create=Step("POST", "sites/add", contacts_child=True),
    edit=Step("PUT", "sites/{id}/edit"),
    # Always forgets the site; `success: 0` says that the child could not be told.
    remove=Step("DELETE", "sites/{id}/remove", contacts_child=True, tolerated=True),
    batch="sites/batch",
    batch_create=False,
    settle=(0, 5, 15, 30),
    server=server_of,
    guard=_guard,
    extra={"remove_unreachable": {"type": "bool", "default": False}},
    views={
        # Three fields are shown in the context `edit` alone, and only when they are asked for by name.
        "health": View("sites/basic", {"full_data": 1, "context": "edit"}),
        "emails": View("sites/{id}", {"custom_fields": "monitoring_notification_emails"}),
    },
    budget="1 to read; tags and client 1 each when they are named; health_check, health_threshold or "
    "automatic_update 1; monitoring_emails 1 a site; each change 1, and 1 to verify",
    fields=(
        # Only the scheme can be changed afterwards, under the name `protocol`.
        Field(
            "url",
            option={"type": "str"},
            read="url",
            create="url",
            edit="protocol",
            codec=ADDRESS,
            edit_codec=Codec(decode=str, encode=lambda value: urlsplit(str(value)).scheme),
            check=_wrong_address,
            forbids=_moved,
        ),
        # An add stores quotes with a backslash; an edit stores the text as it is.
        Field("name", option={"type": "str"}, read="name", create="name", edit="name", codec=_NAME),
        _secret("admin_user", create="admin", edit="admin", codec=_AS_IT_IS, hidden=False),
        # The child decodes it once, and the dashboard strips backslashes before; there is no route to change it.
        _secret(
            "admin_password",
            create="adminpassword",
            edit=None,
            codec=Codec(decode=str, encode=percent),
            hidden=True,
        ),
        _secret("security_id", create="uniqueid", edit="uniqueid", codec=_AS_IT_IS, hidden=True),
        _secret("http_user", create="http_user", edit="http_user", codec=_AS_IT_IS, hidden=False),
        _secret("http_password", create="http_pass", edit="http_pass", codec=_AS_IT_IS, hidden=True),
        # Comma text of ids. A list drops all tags, "" changes nothing, and a blank removes them.
        Field(
            "tags",
            option={"type": "list", "elements": "str"},
            read="tags",
            create="groupids",
            edit="groupids",
            codec=IDS,
            clear=" ",
            reference=Reference("tag", many=True, labels=_labels),
            fresh=frozenset(),
        ),
        # An edit without it takes the client away.
        Field(
            "client",
            option={"type": "str"},
            read="client_id",
            create="client_id",
            edit="client_id",
            codec=ID,
            clear=0,
            resend=True,
            reference=Reference("client"),
        ),
        # The edit route would store it too, but without telling MainWP's extensions.
        Field(
            "suspended",
            option={"type": "bool"},
            read="suspended",
            codec=FLAG,
            fresh=False,
            switch={
                True: (Step("PUT", "sites/{id}/suspend"),),
                False: (Step("PUT", "sites/{id}/unsuspend"),),
            },
        ),
        # A disconnect shows only after the next sync has failed.
        Field(
            "connected",
            option={"type": "bool"},
            read="sync_errors",
            codec=Codec(decode=lambda value: not value, normalise=bool),
            fresh=True,
            switch={
                True: (Step("PUT", "sites/{id}/reconnect", contacts_child=True),),
                False: (
                    Step("PUT", "sites/{id}/disconnect", contacts_child=True, tolerated=True, expected=True),
                    Step("PUT", "sites/{id}/sync", contacts_child=True, tolerated=True, expected=True),
                ),
            },
        ),
        Field(
            "health_check",
            option={"type": "bool"},
            read="disable_health_check",
            edit="disablehealthchecking",
            codec=Codec(decode=lambda value: not flag(value), encode=lambda value: int(not value), normalise=bool),
            view="health",
            fresh=True,
        ),
        Field(
            "health_threshold",
            option={"type": "int"},
            read="health_threshold",
            edit="healththreshold",
            codec=NUMBER,
            view="health",
        ),
        Field(
            "automatic_update",
            option={"type": "bool"},
            read="automatic_update",
            edit="automatic_update",
            codec=FLAG,
            view="health",
            fresh=False,
        ),
        Field(
            "monitoring_emails",
            option={"type": "list", "elements": "str"},
            read="monitoring_notification_emails",
            edit="monitoring_emails",
            codec=LINES,
            empty=[],
            clear="",
            view="emails",
        ),
        # Shown nowhere that every site has; its third state "use the global setting" cannot be restored.
        Field(
            "backup_before_update",
            option={"type": "bool"},
            edit="backup_before_upgrade",
            codec=Codec(decode=flag, encode=int),
            policy="update_backup_before_update",
        ),
        # An add uses it for the handshake and does not store it.
        Field(
            "force_ipv4",
            option={"type": "str", "choices": ["global", "always", "never"]},
            read="force_use_ipv4",
            edit="force_use_ipv4",
            codec=choice({"2": "global", "1": "always", "0": "never"}),
        ),
        # cURL's constants. 0 is ignored, so it never goes back to "auto".
        Field(
            "ssl_version",
            option={"type": "str", "choices": ["auto", "tls_1", "ssl_2", "ssl_3", "tls_1_0", "tls_1_1", "tls_1_2"]},
            read="ssl_version",
            edit="sslversion",
            empty="auto",
            codec=choice(
                {
                    "0": "auto",
                    "1": "tls_1",
                    "2": "ssl_2",
                    "3": "ssl_3",
                    "4": "tls_1_0",
                    "5": "tls_1_1",
                    "6": "tls_1_2",
                }
            ),
        ),
        # PHP's truth decides, so that the text "false" would be true: numbers are sent.
        Field(
            "ignore_core_updates",
            option={"type": "bool"},
            read="is_ignoreCoreUpdates",
            edit="ignore_core_updates",
            codec=FLAG,
            fresh=False,
        ),
        Field(
            "ignore_plugin_updates",
            option={"type": "bool"},
            read="is_ignorePluginUpdates",
            edit="ignore_plugin_updates",
            codec=FLAG,
            fresh=False,
        ),
        Field(
            "ignore_theme_updates",
            option={"type": "bool"},
            read="is_ignoreThemeUpdates",
            edit="ignore_theme_updates",
            codec=FLAG,
            fresh=False,
        ),
        Field("status", read="status", codec=Codec(decode=str)),
        Field("sync_errors", read="sync_errors", codec=Codec(decode=lambda value: plain_text(str(value or "")))),
        # Children on one address share a server, which is not to be crowded.
        Field("ip", read="ip", codec=Codec(decode=lambda value: str(value or "") or None)),
        Field("wp_version", read="wp_version"),
        Field("php_version", read="php_version"),
        Field("child_version", read="child_version"),
        # Right only with full_data=1; without it the dashboard sends the present time.
        Field("last_sync", read="last_sync", codec=MOMENT),
    ),
)
