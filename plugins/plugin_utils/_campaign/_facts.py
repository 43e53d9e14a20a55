# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the role update knows of one host: its fact ``mainwp_update``, and what follows from it.

A fact is a dictionary that is made when the host's batch begins and is filled step by step. It says that the host is
well only where something proves it, so that a step that was lost never leaves a green host behind.

* ``host``, ``dashboard`` (its address, or nothing where the environment knows it), ``asked`` (how the inventory calls
  the site: ``id``, ``url``), ``site`` (``id``, ``url`` and ``name``; None until it was found), ``run`` (when the play
  began, the name of the run), ``play`` (what tells its hosts from those of other plays), ``begun``, ``fail_on``,
  ``quarantine_after``
* ``step``: the last of ``begin``, ``before``, ``apply``, ``after`` and ``end`` that the host came to itself
* ``applied``: whether the updates of its dashboard were carried out, or planned, for this host too
* ``before``, ``after``: what the dashboard said of the site (``wp_version``, ``active``: the active plugins)
* ``checks``, ``updates``, ``problems`` (sentences)
* of the host that made the calls for its dashboard only: ``offer_failures``, and ``ignored``, the entries of
  mainwp_update_ignore that are ignored now
* ``ok``, ``status``, ``reason``: what all of that comes to, see :func:`settled`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._verdicts import (
    FAILED,
    PLANNED,
    SKIPPED,
    TRIED,
    UNKNOWN,
    UPDATED,
    FailOn,
)

Fact = dict[str, Any]

#: What can be said of a site, the most urgent first.
STATUSES = ("failed", "unfinished", "not_begun", "tolerated", "skipped", "planned", "updated", "unchanged", "checked")
BAD = (FAILED, UNKNOWN)


def may_be_worked(fact: Mapping[str, Any]) -> bool:
    """Whether nothing speaks against updating the site."""
    return bool(fact["site"]) and not fact["problems"] and not failed_checks(fact)


def failed_checks(fact: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The checks that did not pass; one that was not made (``ok`` is None) did not fail."""
    return [one for one in fact["checks"] if one["ok"] is False]


def touched(fact: Mapping[str, Any]) -> bool:
    """Whether something was tried on the site, whatever came of it."""
    return any(one["verdict"] in TRIED for one in fact["updates"])


def with_problem(fact: Fact, problem: str) -> Fact:
    """The fact with one sentence more that speaks against the host."""
    return settled({**fact, "problems": [*fact["problems"], problem]})


def completed(
    fact: Fact, step: str | None = None, problem: str = "", ignores: Iterable[Mapping[str, Any]] = ()
) -> Fact:
    """A fact with everything that a fact has, at this step, and with this problem besides.

    Args:
        fact: what is known; of a new one ``host``, ``dashboard``, ``asked``, ``run``, ``begun``, ``fail_on`` and
            ``quarantine_after``.
        ignores: what mainwp_update_ignore returned under that name.

    Raises:
        InputError: ``fail_on`` of the fact cannot be read.
    """
    fact = {**_NEW, **fact, "step": step or fact.get("step") or "begin"}
    ignored = [{name: one[name] for name in ("site", "type", "slug")} for one in ignores if one["after"] == "present"]
    fact["ignored"] = [*fact["ignored"], *ignored]
    return with_problem(fact, problem) if problem else settled(fact)


_NEW: Fact = {
    "site": None,
    "applied": False,
    "before": None,
    "after": None,
    "checks": [],
    "updates": [],
    "offer_failures": [],
    "ignored": [],
    "problems": [],
}


def settled(fact: Fact) -> Fact:
    """The fact with ``ok``, ``status`` and ``reason`` as the rest of it demands.

    Raises:
        InputError: ``fail_on`` of the fact cannot be read.
    """
    status, reason = _judged(fact)
    return {**fact, "status": status, "reason": reason, "ok": status not in ("failed", "unfinished")}


def _judged(fact: Fact) -> tuple[str, str]:
    bad_items = _bad_items(fact)
    sentences = [*fact["problems"], *([bad_items] if bad_items else []), *map(_sentence, failed_checks(fact))]
    if sentences:
        return "failed", " ".join(sentences)
    if fact["step"] != "end" and not fact["applied"]:
        return "unfinished", "It was begun and has not come to its end."
    if not fact["applied"]:
        return "checked", "Nothing was updated: the step apply was left out."
    words = {one["verdict"] for one in fact["updates"]}
    if not words:
        return "unchanged", "Nothing was to be updated."
    for word in (PLANNED, UPDATED):
        if word in words:
            return word, _left_out(fact)
    # Nothing was updated, and that what was tried failed is let pass by fail_on.
    return SKIPPED if words == {SKIPPED} else "tolerated", _left_out(fact)


def _sentence(check: Mapping[str, Any]) -> str:
    return f"Check {check['check']} {check['step']} the update: {check['reason']}"


def _bad_items(fact: Fact) -> str:
    """Why the items make the host fail; empty where they do not."""
    bad = [one for one in fact["updates"] if one["verdict"] in BAD]
    tried = sum(one["verdict"] in TRIED for one in fact["updates"])
    if not FailOn.parse(str(fact["fail_on"])).reached(len(bad), tried):
        return ""
    first = f"{bad[0]['name'] or 'the site'}: {bad[0]['reason'] or bad[0]['verdict']}"
    return first if len(bad) == tried == 1 else f"{len(bad)} of {tried} updates did not succeed; {first}"


def _left_out(fact: Fact) -> str:
    """What a host that is well keeps quiet about otherwise."""
    return _counted(fact["updates"], (*BAD, SKIPPED))


def _counted(updates: Iterable[Mapping[str, Any]], words: tuple[str, ...]) -> str:
    listed = list(updates)
    parts = [f"{number} {word}" for word in words if (number := sum(one["verdict"] == word for one in listed))]
    reasons = {one["reason"] for one in listed if one["verdict"] in words and one["reason"]}
    return f"{', '.join(parts)}: {min(reasons)}" if len(reasons) == 1 else ", ".join(parts)
