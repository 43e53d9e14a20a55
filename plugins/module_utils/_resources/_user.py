# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Users of a child site, declared. They live on the child, so that their scope is a site: ``USER.at(site=3)``."""

from __future__ import annotations

import re
from typing import Any

from .._fields import NUMBER, RAW_TEXT, Codec, joined, listing, mapping, plain
from .._noun import Field, Noun, Step

# The only roles that the API takes; others can be read.
ROLES = ("administrator", "editor", "author", "contributor", "subscriber")

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LOGIN = re.compile(r"[A-Za-z0-9 _.\-@]+")

_CASELESS = Codec(
    decode=plain, encode=str, normalise=str, equal=lambda stored, wanted: stored.casefold() == wanted.casefold()
)

_PROFILE = "update_profile"


def _email(value: Any) -> str | None:
    """The dashboard empties an address that is none, and makes the user without one."""
    return None if _EMAIL.fullmatch(str(value)) else "is no e-mail address"


def _login(value: Any) -> str | None:
    """WordPress drops other letters and superfluous blanks, so that the user would have another name than was asked."""
    if not _LOGIN.fullmatch(str(value)):
        return "has letters that WordPress does not allow in a username"
    if " ".join(str(value).split()) != str(value):
        return "has a blank at an end or two in a row, which WordPress drops from a username"
    return None


def _kept(value: Any) -> str | None:
    """MainWP Child leaves out what PHP calls empty."""
    return "is dropped by MainWP Child" if str(value) == "0" else None


def _not_made(answer: Any) -> str | None:
    """Why a user was not created: the answer says ``success: 1`` whatever happened.

    A site that cannot be reached is neither among those that made it nor among those that did not.
    """
    data = mapping(answer.get("data")) if isinstance(answer, dict) else {}
    if data.get("total_success"):
        return None
    failures = [str(one.get("message")) for one in listing(data.get("failed_sites")) if isinstance(one, dict)]
    return plain(failures[0]) if failures else "The site gave no answer."


def _profile(name: str, wire: str, *, create: bool = False) -> Field:
    """A field that the API writes and never shows."""
    return Field(
        name, {"type": "str"}, create=wire if create else None, edit=wire, policy=_PROFILE, check=_kept, codec=RAW_TEXT
    )


USER = Noun(
    name="user",
    plural="users",
    rank=0,
    keys=("username",),
    key_of=lambda value: str(value).casefold(),
    needs=("username", "email"),
    path="users",
    query={"websites": "{site}"},
    unwrap=joined,
    narrow=lambda field, value: {"search": value} if field == "username" else None,
    contacts_child=True,
    includes=False,
    unique=True,
    create=Step("POST", "users/create", contacts_child=True, problem=_not_made),
    edit=Step("PUT", "users/{site}/{id}/edit", contacts_child=True),
    remove=Step("DELETE", "users/{site}/{id}/delete", contacts_child=True),
    budget="per site: 1 to read, 1 for each write, 1 to learn the ids of new ones, 1 to prove",
    fields=(
        Field(
            "username",
            {"type": "str", "required": True},
            read="username",
            create="username",
            codec=_CASELESS,
            check=_login,
            longest=60,
        ),
        Field("email", {"type": "str"}, read="email", create="email", edit="email", codec=_CASELESS, check=_email),
        Field(
            "role",
            {"type": "str", "choices": list(ROLES)},
            read="role",
            create="role",
            edit="role",
            codec=RAW_TEXT,
        ),
        _profile("first_name", "first_name", create=True),
        _profile("last_name", "last_name", create=True),
        _profile("website", "user_url", create=True),
        _profile("nickname", "nickname"),
        _profile("display_name", "display_name"),
        _profile("description", "description"),
        Field(
            "password",
            {"type": "str", "no_log": True},
            create="password",
            edit="password",
            policy="update_password",
            codec=RAW_TEXT,
        ),
        Field("send_password", {"type": "bool"}, create="send_password", codec=Codec(decode=bool, encode=int)),
        Field("nicename", read="name"),
        Field("posts", read="posts", codec=NUMBER),
        # The route takes its sites from the body, and from nowhere else.
        Field("site", create="websites", initial="{site}", listed=False, codec=RAW_TEXT),
    ),
)
