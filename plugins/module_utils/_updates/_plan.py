# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""A plan: the offers of many sites, grouped by offer, that can be read, approved by its hash and carried out later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .._draft import Draft
from .._errors import InputError
from .._fields import site_key
from ._offers import ORDER, Offer, Site


@dataclass(frozen=True)
class Plan:
    """A plan that was checked.

    Args:
        dashboard: the address of the dashboard that it was made on.
        wanted: for each site's id, the offers that shall be carried out there.
    """

    dashboard: str
    digest: str
    wanted: Mapping[int, tuple[Offer, ...]]


def make(dashboard: str, made_at: str, found: Iterable[tuple[Site, Offer]]) -> dict[str, Any]:
    """The plan for offers of sites, as users see it: what is blocked stands apart, with the reason.

    Only what would be carried out, and the dashboard, goes into the hash: two plans of the same content have one hash.
    """
    free: dict[Any, dict[str, Any]] = {}
    blocked: dict[Any, dict[str, Any]] = {}
    for site, offer in found:
        group, name = (blocked, (*offer.identity, offer.blocked)) if offer.blocked else (free, offer.identity)
        entry = group.setdefault(name, {**shown(offer), "sites": []})
        if offer.blocked:
            entry["reason"] = offer.blocked
        entry["sites"].append(site.id)
    offers, apart = ([group[name] for name in sorted(group, key=_place)] for group in (free, blocked))
    for entry in [*offers, *apart]:
        entry["sites"].sort()
    return {
        "dashboard": dashboard,
        "made_at": made_at,
        "hash": digest(dashboard, offers),
        "offers": offers,
        "blocked": apart,
    }


def shown(offer: Offer) -> dict[str, Any]:
    """How results name an offer; languages only where it has some."""
    text: dict[str, Any] = {
        "type": offer.type,
        "slug": offer.slug,
        "name": offer.name,
        "old_version": offer.old_version,
        "new_version": offer.new_version,
    }
    return {**text, "languages": list(offer.languages)} if offer.languages else text


def digest(dashboard: str, offers: Iterable[Mapping[str, Any]]) -> str:
    """The SHA-256 of a plan's content, in hexadecimal digits. Names are left out: they decide nothing."""
    content = sorted([*_offer(entry).identity, sorted(entry["sites"])] for entry in offers)
    text = json.dumps([site_key(dashboard), content], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def accept(raw: Any, *, dashboard: str, approved: str | None) -> Plan:
    """Check a plan before it is carried out.

    Args:
        raw: what :func:`make` returned, perhaps on its way through a file or a variable.
        dashboard: the address of the dashboard that it shall be carried out on.
        approved: the hash that was approved, where the task names one.

    Raises:
        InputError: it has another form, was made on another dashboard, or its content is not what its hash or the
            approved one says.
    """
    if not isinstance(raw, Mapping) or not {"dashboard", "hash", "offers"} <= set(raw):
        raise InputError("The plan has no dashboard, hash and offers.", hint="Pass what mainwp_update_info returned.")
    try:
        offers = [{**entry, "sites": [int(one) for one in entry["sites"]]} for entry in raw["offers"]]
        found = digest(str(raw["dashboard"]), offers)
        wanted: dict[int, list[Offer]] = {}
        for entry in offers:
            for site in entry["sites"]:
                wanted.setdefault(site, []).append(_offer(entry))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"The plan's offers cannot be read: {type(error).__name__} {error}.",
            hint="Pass what mainwp_update_info returned, unchanged.",
        ) from error
    if site_key(raw["dashboard"]) != site_key(dashboard):
        raise InputError(
            f"The plan was made on {raw['dashboard']} and dashboard_url is {dashboard}.",
            code="other_dashboard",
            hint="Site ids mean other sites there: make a plan on this dashboard.",
        )
    if found != raw["hash"]:
        raise InputError(
            "The plan was changed after it was made: its content does not have its hash.",
            code="plan_changed",
            hint="Make it again with the selection that is wanted.",
        )
    check_hash(found, approved)
    return Plan(str(raw["dashboard"]), found, {site: tuple(found) for site, found in wanted.items()})


def check_hash(found: str, approved: str | None) -> None:
    """Refuse a plan that is not the approved one.

    Raises:
        InputError: the hashes differ.
    """
    if approved is not None and approved.strip().lower() != found:
        raise InputError(
            f"plan_hash is {approved} and the plan has {found}: it is not the plan that was approved.",
            code="other_plan",
            hint="Have the new plan approved, or pass the one that was.",
        )


def given(options: Mapping[str, Any]) -> Any:
    """The plan of a task, in itself or in a file, unchecked; None where it has none.

    Raises:
        InputError: the file cannot be read.
    """
    return read_file(options["plan_src"]) if options["plan_src"] else options["plan"]


def given_and_accepted(options: Mapping[str, Any], dashboard: str) -> Plan | None:
    """The plan of a task, checked as :func:`accept` does; None where it has none.

    Raises:
        InputError: the file cannot be read, or the plan is refused.
    """
    raw = given(options)
    return None if raw is None else accept(raw, dashboard=dashboard, approved=options["plan_hash"])


def read_file(path: str) -> Any:
    """A plan from a file.

    Raises:
        InputError: the file cannot be read or holds no JSON.
    """
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise InputError(f"plan_src {path} cannot be read: {error}.") from error


def write_file(path: str, plan: Mapping[str, Any]) -> None:
    """Write a plan to a file: all of it or nothing.

    Raises:
        InputError: the file cannot be written.
    """
    Draft(path, "plan_dest").keep(json.dumps(plan, indent=2) + "\n")


def _offer(entry: Mapping[str, Any]) -> Offer:
    kind = str(entry["type"])
    if kind not in ORDER:
        raise ValueError(f"{kind} is not a type of update")
    return Offer(
        kind,
        str(entry["slug"]),
        str(entry.get("name") or entry["slug"]),
        str(entry["old_version"]),
        str(entry["new_version"]),
        languages=tuple(str(one) for one in entry.get("languages") or ()),
    )


def _place(name: Any) -> Any:
    """Plans are sorted as sites are worked, then by slug and versions."""
    return ORDER.index(name[0]), *name[1:]
