# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The WordPress users of the children; every route contacts them while the caller waits."""

from __future__ import annotations

import secrets
from typing import Any

from flask import request

from .. import php
from ..arguments import Argument
from ..call import Call
from ..child_users import KEEP_ROLE, Refused, User
from ..children import Child, ChildError, Unreachable
from ..contacts import reach, reach_all
from ..errors import failed
from ..markup import clean_url
from ..router import Router
from ..state.records import Site
from . import site_items, targets

ROLES = ("administrator", "subscriber", "editor", "author", "contributor")

_ROLE = Argument(check=targets.one_of("role", ROLES))

#: What an edit writes: the parameter and the child's word for it, in the order of the answer.
_EDITED = {
    "password": "user_pass",
    "email": "email",
    "role": "role",
    "first_name": "first_name",
    "last_name": "last_name",
    "user_url": "url",
    "nickname": "nickname",
    "display_name": "display_name",
    "description": "description",
}

#: What is said of a site that gave no answer, although nothing else went wrong either.
UNKNOWN = "Unknown error occurred."


def register(router: Router) -> None:
    """Register the routes of users (the import has a module of its own)."""
    lists = {**targets.ARGUMENTS, "roles": Argument(check=targets.some_of("roles", ROLES)), "search": Argument()}
    one = rf"/users/{targets.ID_DOMAIN}/(?P<user_id>\d+)"
    router.add("GET", "/users", list_users, arguments=lists)
    router.add(
        "POST",
        "/users/create",
        create,
        arguments={
            "username": Argument(required=True),
            "email": Argument(required=True),
            "role": _ROLE,
            **targets.ARGUMENTS,
        },
    )
    router.add(("PUT", "PATCH"), f"{one}/edit", edit, arguments={"role": _ROLE})
    router.add("DELETE", f"{one}/delete", delete, arguments=lists)
    router.add(
        ("PUT", "PATCH"),
        "/users/update-admin-password",
        update_admin_password,
        arguments={"password": Argument(required=True), **targets.ARGUMENTS},
    )


def list_users(call: Call) -> dict[str, Any]:
    """Answer ``GET /users``: a site that cannot be reached is missing, unless none can be."""
    wanted, roles = call.params.text("search"), call.params.list("roles")
    data: dict[str, Any] = {}
    errors: dict[int, str] = {}
    answered = False
    for site, child in reach_all(call, targets.chosen(call, call.params.merged, targets.no_website()), "contact"):
        if isinstance(child, ChildError):
            errors[site.id] = str(child)
        elif isinstance(child, Child):
            answered = True
            found = child.users.search(php.sanitize_text_field(wanted), roles)
            if found:
                data[site.url] = [_shown(site, child, user) for user in found]
    if not answered:
        raise unanswered("users", errors)
    return {"success": 1, "data": php.array(data)}


def unanswered(what: str, errors: dict[int, str]) -> Exception:
    """Return the refusal of a list to which no child gave an answer that could be read."""
    if not errors:
        return failed(f"no_{what}_found", f"No {what} found.")
    problem = failed(f"{what}_fetch_error", f"Error fetching {what} from child sites.")
    problem.data = {"errors": php.array(errors)}
    return problem


def _shown(site: Site, child: Child, user: User) -> dict[str, Any]:
    """Return a user as the list shows it; ``name`` is the one in addresses."""
    return {
        "id": user.id,
        "website_id": site.id,
        "username": user.login,
        "name": user.nicename,
        "email": user.email,
        "role": user.role,
        "posts": str(child.posts.published_by(user.id)),
    }


def _body(call: Call) -> dict[str, Any]:
    """Return the body, which must be JSON; these handlers see no other parameters."""
    if "application/json" not in request.headers.get("Content-Type", ""):
        raise failed("invalid_content_type", "Invalid content type. Expected application/json.")
    if not call.params.json:
        raise failed("empty_body", "Request body is empty.")
    return call.params.json if isinstance(call.params.json, dict) else {}


def create(call: Call) -> dict[str, Any]:
    """Answer ``POST /users/create``: a success, whatever the sites did."""
    body = _body(call)
    user = {
        "user_pass": php.text(body.get("password")) or secrets.token_urlsafe(18),
        "user_email": targets.email(body.get("email")),
        "user_login": php.sanitize_text_field(body.get("username")),
        "user_url": clean_url(php.text(body.get("user_url"))),
        "first_name": php.sanitize_text_field(body.get("first_name")),
        "last_name": php.sanitize_text_field(body.get("last_name")),
        "role": php.text(body.get("role")) or "subscriber",
    }
    sites = targets.chosen(call, body, targets.no_website())
    done, errors = make(call, sites, user)
    return {
        "success": 1,
        "message": _told(len(done), len(errors)),
        "data": {
            "user_info": user,
            "total_sites": len(sites),
            "total_success": len(done),
            "total_failed": len(errors),
            "created_sites": php.array(
                {
                    site.id: {"url": site.url, "message": "User created successfully."}
                    for site in sites
                    if site.id in done
                }
            ),
            "failed_sites": php.array(
                {site.id: {"url": site.url, "message": errors[site.id]} for site in sites if site.id in errors}
            ),
        },
    }


def make(call: Call, sites: list[Site], user: dict[str, Any]) -> tuple[set[int], dict[int, str]]:
    """Make a user on sites; returns the ids where it was made, and what the others said.

    A single site that cannot be reached is in neither: the dashboard stops listening too early.
    """
    done: set[int] = set()
    errors: dict[int, str] = {}
    for site, child in reach_all(call, sites, "contact"):
        if isinstance(child, Child):
            try:
                child.users.create(user)
            except Refused as problem:
                errors[site.id] = f"ERROR: {problem}"
            else:
                done.add(site.id)
        elif isinstance(child, ChildError):
            errors[site.id] = f"ERROR: {child}"
        elif len(sites) > 1:
            errors[site.id] = child.text
    return done, errors


def _told(done: int, failures: int) -> str:
    """Return the message of a creation."""
    if not failures:
        return f"User created successfully on all {done} website(s)."
    if not done:
        return f"User creation failed on all {failures} website(s)."
    return f"User created on {done} of {done + failures} website(s). {failures} failed."


def _find(call: Call, site: Site) -> tuple[Child, User]:
    """Return the child and the user of a request; whoever is refused by the child hears the same as of no user."""
    user_id = call.params.int("user_id")
    if not user_id:
        raise failed("user_id_not_found", "User id not found.")
    try:
        child = reach(call, site, "contact")
    except Unreachable as problem:
        raise failed("get_user_error", problem.text) from None
    except ChildError:
        raise failed("user_not_found", "User not found.") from None
    user = child.users.get(user_id)
    if user is None:
        raise failed("user_not_found", "User not found.")
    return child, user


def edit(call: Call) -> dict[str, Any]:
    """Answer ``PUT /users/{id_domain}/{user_id}/edit``: the body is looked at only after the user was read."""
    params = call.params
    if all(params.get(name) in (None, "") for name in _EDITED):
        raise failed("missing_required_fields", "At least one field must be provided to update the user.")
    site = site_items.find(call)
    child, user = _find(call, site)
    body = _body(call)
    sent = {
        word: _cleaned(name, body[name])
        for name, word in _EDITED.items()
        if body.get(name) is not None and body[name] != "" and _cleaned(name, body[name]) != ""
    }
    sent.setdefault("role", KEEP_ROLE)
    if sent.get("user_pass"):
        # Whatever Latin-1 does not know becomes a question mark.
        narrowed = sent["user_pass"].encode("latin-1", "replace").decode("latin-1")
        sent.update(pass1=narrowed, pass2=narrowed)
    if user is child.administrator:
        raise failed("user_update_error", "This user is used for our secure link, it can not be changed.")
    try:
        reach(call, site, "contact").users.edit(user, sent)
    except Refused as problem:
        raise failed("user_update_error", f" {php.escape_html(str(problem))}") from None
    except Unreachable as problem:
        raise failed("user_update_exception", problem.text) from None
    return {
        "success": 1,
        "message": "User updated successfully.",
        "data": {"website_id": str(site.id), "website_url": site.url, "user_id": user.id, "updated_data": sent},
    }


def _cleaned(name: str, value: Any) -> str:
    """Return a field of an edit as the dashboard passes it on."""
    if name == "password":
        return php.text(value)
    if name == "email":
        return targets.email(value)
    if name == "user_url":
        return clean_url(php.text(value))
    return php.sanitize_text_field(value)


def delete(call: Call) -> dict[str, Any]:
    """Answer ``DELETE /users/{id_domain}/{user_id}/delete``: the posts go to the administrator."""
    site = site_items.find(call)
    child, user = _find(call, site)
    if user is child.administrator:
        raise failed("user_not_found", "This user is used for our secure link, it can not be deleted.")
    try:
        reach(call, site, "contact").users.delete(user.id)
    except Unreachable as problem:
        raise failed("user_deletion_error", problem.text) from None
    child.posts.hand_over(user.id, child.administrator.id)
    return {"success": 1, "message": "User deleted successfully."}


def update_admin_password(call: Call) -> dict[str, Any]:
    """Answer ``PUT /users/update-admin-password``: an empty password makes a random one that nobody learns."""
    body = _body(call)
    sites = targets.chosen(call, body, targets.no_website())
    password = php.text(body.get("password")) or secrets.token_urlsafe(18)
    done: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for site, child in reach_all(call, sites, "contact"):
        row = {"id": site.id, "name": site.name, "url": site.url}
        if isinstance(child, Child):
            child.administrator.password = password
            child.administrator.password_changed = int(call.clock.now())
            if child.confirms_passwords:
                done.append(row)
            else:
                failures.append({**row, "message": UNKNOWN})
        elif isinstance(child, ChildError):
            failures.append({**row, "message": f"ERROR: {child}"})
        else:
            failures.append({**row, "message": child.text if len(sites) > 1 else UNKNOWN})
    return {
        "success": True,
        "message": f"Admin password updated on {len(done)} of {len(sites)} websites.",
        "total_websites": len(sites),
        "success_count": len(done),
        "failed_count": len(failures),
        "success_websites": done,
        "failed_websites": failures,
    }
