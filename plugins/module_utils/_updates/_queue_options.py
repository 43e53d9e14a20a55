# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the strategy queue cannot do: the dashboard's run has no parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._dashboard import Dashboard
from .._errors import InputError
from .._jobs import is_queued
from .._selection import ALL

# Options that mean nothing to a run which takes everything at once and cannot be stopped.
_WITHOUT_MEANING = ("stop_starting_after", "core_order", "quarantine_after", "offer_failures")


def check_strategy(
    options: Mapping[str, Any], choice: Mapping[str, Mapping[str, Any]], all_options: Mapping[str, Mapping[str, Any]]
) -> None:
    """Refuse what the chosen strategy would have to ignore.

    Args:
        choice: the options that choose among offers, as argument specs.
        all_options: all options of the module, as argument specs.

    Raises:
        InputError: an option does not go with the strategy, or nothing is selected.
    """
    if not is_queued(options):
        return
    narrowing = [name for name in ("tags", "clients") if options[name] is not None]
    narrowing += ["sites"] if options["sites"] not in (None, [ALL]) else []
    narrowing += [name for name in choice if not _is_default(options[name], choice[name])]
    if narrowing:
        raise InputError(
            f"strategy: queue takes no {' and no '.join(narrowing)}: the dashboard's run of all sites cannot be "
            "narrowed.",
            hint="Write sites: all and nothing else of that kind, or use strategy: per_site.",
        )
    idle = [name for name in _WITHOUT_MEANING if not _is_default(options[name], all_options[name])]
    if idle:
        raise InputError(
            f"strategy: queue takes no {' and no '.join(idle)}: the dashboard's run begins everything by itself and "
            "cannot be stopped.",
            hint="Use strategy: per_site.",
        )
    if options["sites"] is None and not any(options[name] for name in ("plan", "plan_src", "job_id")):
        raise InputError("No site is selected.", hint="strategy: queue works on all sites: write 'sites: all'.")
    if options["job_id"] is not None and options["plan_hash"] and not (options["plan"] or options["plan_src"]):
        raise InputError("With job_id, plan_hash needs the plan itself.", hint="Set plan or plan_src.")


def check_version(dashboard: Dashboard) -> None:
    """Refuse version 1 of the API, which has no run of all sites.

    Raises:
        InputError: the connection is of version 1.
    """
    dashboard.require_v2("mainwp_update with strategy: queue")


def _is_default(value: Any, spec: Mapping[str, Any]) -> bool:
    """Whether an option has its default; the order of a list of words does not count."""
    default = spec.get("default")
    if isinstance(default, list) and "choices" in spec:
        return set(value) == set(default)
    return bool(value == default)
