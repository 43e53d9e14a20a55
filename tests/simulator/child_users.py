# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The WordPress users of a child, and what MainWP Child does with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import php
from .slugs import slug, unused
from .state.table import Table

#: What an edit sends as the role when it shall stay.
KEEP_ROLE = "donotupdate"


class Refused(Exception):
    """WordPress on the child does not do it; the text says why."""


@dataclass
class User:
    """A user of a child. ``role`` is the first of the roles, the only one that MainWP shows."""

    login: str
    email: str
    role: str
    password: str
    nicename: str
    display_name: str
    nickname: str = ""
    first_name: str = ""
    last_name: str = ""
    url: str = ""
    description: str = ""
    #: When the dashboard set a new password for the administrator, in seconds since 1970; None for never.
    password_changed: int | None = None
    id: int = 0


class Users:
    """All users of one child."""

    def __init__(self, login: str, password: str, email: str) -> None:
        """Begin with the administrator only."""
        self._rows: Table[User] = Table()
        #: The user who connects the child.
        self.administrator = self._rows.insert(User(login, email, "administrator", password, slug(login), login, login))

    def __iter__(self) -> Iterator[User]:
        """Iterate over the users in the order of their ids."""
        return iter(self._rows)

    def get(self, user_id: int) -> User | None:
        """Return the user with an id, or None."""
        return self._rows.get(user_id)

    def search(self, text: str, roles: Collection[str]) -> list[User]:
        """Return the users whose login, display name or e-mail holds a text; ``roles`` (if any) must hold the role."""
        wanted = text.lower()
        return [
            user
            for user in self._rows
            if wanted in user.login.lower() or wanted in user.display_name.lower() or wanted in user.email.lower()
            if not roles or user.role in roles
        ]

    def create(self, sent: Mapping[str, Any]) -> User:
        """Make a user of WordPress' own fields (``user_login``, ...); raises Refused.

        Facts: letters that a login may not have are dropped; a user without an e-mail address is made all the same.
        """
        login = re.sub(r"\s+", " ", re.sub(r"[^A-Za-z0-9 _.\-@]", "", php.text(sent.get("user_login")))).strip()
        if not login:
            raise Refused("Cannot create a user with an empty login name.")
        if any(user.login.lower() == login.lower() for user in self._rows):
            raise Refused("Sorry, that username already exists!")
        email = php.text(sent.get("user_email"))
        if email and self._owner(email):
            raise Refused("Sorry, that email address is already used!")
        first, last = php.text(sent.get("first_name")), php.text(sent.get("last_name"))
        return self._rows.insert(
            User(
                login,
                email,
                php.text(sent.get("role")),
                php.text(sent.get("user_pass")),
                unused(slug(login), [user.nicename for user in self._rows]),
                f"{first} {last}".strip() or login,
                login,
                first,
                last,
                php.text(sent.get("user_url")),
            )
        )

    def edit(self, user: User, sent: Mapping[str, Any]) -> None:
        """Change what was sent of a user; raises Refused.

        Facts: empty values and "0" are left out, so nothing can be cleared; a user without an e-mail address can only
        be edited together with one.
        """
        given = {name: value for name, value in sent.items() if php.truth(value) and value != KEEP_ROLE}
        email = php.text(given.get("email", user.email))
        if not email:
            raise Refused("<strong>ERROR</strong>: Please enter an email address.")
        owner = self._owner(email)
        if owner and owner is not user:
            raise Refused("<strong>ERROR</strong>: This email is already registered, please choose another one.")
        user.email = email
        for name in ("role", "first_name", "last_name", "url", "nickname", "display_name", "description"):
            setattr(user, name, php.text(given.get(name, getattr(user, name))))
        user.password = php.text(given.get("pass1", user.password))

    def delete(self, user_id: int) -> None:
        """Remove a user."""
        self._rows.delete(user_id)

    def _owner(self, email: str) -> User | None:
        """Return the user with an e-mail address, letter case ignored."""
        return next((user for user in self._rows if user.email.lower() == email.lower()), None)
