# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The providers through whose API sites are backed up, each a record of one list."""

from __future__ import annotations

from typing import Any

from ..._fields import ADDRESS, FLAG, RAW_TEXT, TEXT, Codec, spoiled
from ..._noun import Field, Noun, Step
from ._section import RANK

_ACCOUNT, _SITE = ("account_email",), ("url", "site_path", "username")

# What each has beside the switch; the dashboard drops other fields without a word.
PROVIDERS: dict[str, tuple[str, ...]] = {
    "cloudways": (*_ACCOUNT, "secret"),
    "gridpane": ("secret",),
    "vultr": ("secret",),
    "linode": ("secret",),
    "digitalocean": ("secret",),
    "cpanel": (*_SITE, "password", "update_credentials"),
    "plesk": ("url", "secret"),
    "kinsta": (*_ACCOUNT, "company_id", "secret"),
}

# What the dashboard's screen sends for a secret that shall stay.
_KEEP = "•" * 8


def _rows(data: Any) -> list[dict[str, Any]]:
    """One row a provider, each with every field; ``secrets`` is a map with the masked key, or an empty list."""
    nothing = dict.fromkeys((*_ACCOUNT, *_SITE, "company_id"))
    rows = []
    for provider, entry in data["api_backups"].items():
        masked = dict(entry["secrets"]).get("api_key", "")
        rows.append({**nothing, **entry, "provider": provider, "mask": masked})
    return rows


def _fits_mask(mask: Any, secret: Any) -> bool:
    """Whether a secret can be the stored one: its last four characters are all that is ever shown."""
    return bool(mask == (f"****{secret[-4:]}" if secret else ""))


def _wrong_secret(value: Any) -> str | None:
    return "is what the dashboard's screen sends to keep the old one" if value == _KEEP else None


def _text(name: str, codec: Codec = TEXT) -> Field:
    return Field(name, option={"type": "str"}, read=name, edit=name, codec=codec, check=spoiled, clear="")


def _in_secrets(value: Any) -> dict[str, str]:
    """The field that takes a secret as it is; the other one strips what looks like markup."""
    return {"api_key": str(value)}


API_BACKUP = Noun(
    name="api_backup",
    plural="api_backups",
    rank=RANK,
    keys=("provider",),
    key_of=str,
    path="settings/api-backups",
    unwrap=_rows,
    id_key="provider",
    read_id=str,
    includes=False,
    edit=Step("PUT", "settings/api-backups/{id}/edit"),
    made="This version of MainWP does not have this provider.",
    budget="1 to read; a change of a provider 1, and 1 to verify",
    fields=(
        Field("provider", option={"type": "str", "choices": list(PROVIDERS)}, read="provider"),
        Field("enabled", option={"type": "bool"}, read="enabled", edit="enabled", codec=Codec(FLAG.decode, bool, bool)),
        # null is what empties it; an empty text is refused.
        Field("account_email", option={"type": "str"}, read="account_email", edit="account_email", clear=None),
        _text("url", Codec(decode=lambda value: value or "", encode=str, normalise=str, equal=ADDRESS.equal)),
        _text("site_path"),
        _text("username"),
        _text("company_id"),
        Field(
            "secret",
            option={"type": "str", "no_log": True},
            read="mask",
            edit="secrets",
            codec=Codec(decode=RAW_TEXT.decode, encode=_in_secrets, normalise=str, equal=_fits_mask),
            check=_wrong_secret,
        ),
        Field("secret_set", read="mask", codec=Codec(decode=bool)),
        # Not even masked.
        Field(
            "password",
            option={"type": "str", "no_log": True},
            edit="secrets",
            codec=Codec(decode=str, encode=_in_secrets),
            policy="update_credentials",
            check=_wrong_secret,
        ),
    ),
)
