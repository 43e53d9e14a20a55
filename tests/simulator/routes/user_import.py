# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The import of users from a CSV file, which loses their e-mail and web addresses on the way to the children."""

from __future__ import annotations

import csv
from typing import Any

from .. import php
from ..call import Call
from ..errors import WordPressError, failed
from ..markup import clean_url
from ..params import Params
from ..router import Router
from ..state.records import Site
from . import targets, users

#: Columns of a row, by position.
_COLUMNS = 10


def register(router: Router) -> None:
    """Register the route."""
    router.add("POST", "/users/import", import_users)


def import_users(call: Call) -> dict[str, Any]:
    """Answer ``POST /users/import``: 200 whatever becomes of the rows; blank lines are not counted."""
    header = php.rest_boolean(call.params.get("has_header", True))
    lines = _lines(call.params)[1 if header else 0 :]
    rows = []
    for number, line in enumerate(lines, 2 if header else 1):
        cells = next(csv.reader([line]))
        if len(cells) < _COLUMNS:
            raise failed("invalid_csv_format", f"Invalid CSV format at line {number}. Expected {_COLUMNS} columns.")
        rows.append((number, cells))
    done: list[Any] = []
    failures: list[Any] = []
    for number, cells in rows:
        worked, told = _row(call, number, cells)
        (done if worked else failures).append(told)
    return {
        "total": len(rows),
        "success_count": len(done),
        "failed_count": len(failures),
        "success_users": done,
        "failed_users": failures,
    }


def _lines(params: Params) -> list[str]:
    """Return the lines of the uploaded file that are not blank; raises what the route says of a file."""
    name, content = params.files.get("csv_file", ("", b""))
    if not name:
        raise WordPressError("no_file_uploaded", "No CSV file uploaded.", 400)
    if not name.lower().endswith((".csv", ".txt")):
        raise WordPressError("invalid_file_type", "Invalid file type. Only CSV files are allowed.", 400)
    if not content:
        raise failed("empty_file", "CSV file is empty.")
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    if not any(lines):
        raise failed("no_data", "No data found in CSV file.")
    return [line for line in lines if line]


def _row(call: Call, number: int, cells: list[str]) -> tuple[bool, dict[str, Any]]:
    """Import one row; returns whether a site took it, and what is told of it."""
    login, email, role = php.sanitize_text_field(cells[0]), targets.email(cells[1]), cells[7].lower()
    row: dict[str, Any] = {"line_number": number, "username": login, "email": email}
    problem = _problem(login, email, role, cells)
    sites = [] if problem else _sites(call, cells)
    if problem or not sites:
        return False, {**row, "error": problem or "No valid websites found for this user."}
    # The child is sent "email" and "url", which WordPress does not know.
    sent = {
        "user_login": login,
        "email": email,
        "first_name": php.sanitize_text_field(cells[2]),
        "last_name": php.sanitize_text_field(cells[3]),
        "url": clean_url(cells[4]),
        "role": role or "subscriber",
        "user_pass": cells[5],
    }
    made, errors = users.make(call, sites, sent)
    shown = {site.id: {"id": site.id, "name": site.name, "url": site.url} for site in sites}
    failures = [
        {**shown[site.id], "message": errors.get(site.id, users.UNKNOWN)} for site in sites if site.id not in made
    ]
    return bool(made), {
        **row,
        "success_sites": [shown[site.id] for site in sites if site.id in made],
        "failed_sites": failures,
        "total_sites": len(sites),
        "success_count": len(made),
        "failed_count": len(failures),
    }


def _problem(login: str, email: str, role: str, cells: list[str]) -> str:
    """Return why a row is not sent to any site, "" when it is."""
    if not login:
        return "Username is required."
    if not email:
        return "Email is required."
    if role and role not in users.ROLES:
        return f"Invalid role. Allowed roles: {', '.join(users.ROLES)}"
    return "" if cells[8] or cells[9] else "Either select_sites or select_groups must be provided."


def _sites(call: Call, cells: list[str]) -> list[Site]:
    """Return the sites that a row names by address or tag; what is unknown is skipped."""
    found = [call.dashboard.find_site(url.strip()) for url in cells[8].split(";") if url.strip()]
    names = {name.strip().lower() for name in cells[9].split(";") if name.strip()}
    for tag in call.dashboard.tags:
        if tag.name.lower() in names:
            found += call.dashboard.tag_sites(tag.id)
    return list({site.id: site for site in found if site}.values())
