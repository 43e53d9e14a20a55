# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Plugins and themes that a fleet declares on its sites: the last step, when the sites are as declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._engine._items import Outcome
from .._errors import MainwpError
from .._fleet_items import NOT_CONNECTED, outcome_of, site_record, untried
from .._module import Run
from .._resource import Engine
from ._foresight import Foresight
from ._kinds import PLUGIN, THEME
from ._run import order_from, state_options, work_on_sites
from ._site import Order

# What is activated comes before what is taken away: a theme can be deleted when another one is active.
KINDS = (THEME, PLUGIN)
_STATES = ("active", "inactive", "absent")

FLEET_EXTENSIONS: dict[str, dict[str, Any]] = {
    kind.plural: {
        "type": "list",
        "elements": "dict",
        "options": {"site": {"type": "str", "required": True}, **state_options(kind)},
    }
    for kind in (PLUGIN, THEME)
}


@dataclass(frozen=True)
class Declared:
    """The extensions that one entry declares on one site, which it names as references do."""

    site: str
    order: Order

    @property
    def option(self) -> str:
        """The option of the fleet that holds the entry."""
        return self.order.kind.plural

    @property
    def slugs(self) -> tuple[str, ...]:
        """What it is about."""
        return self.order.slugs


def declarations(options: Mapping[str, Any]) -> list[Declared]:
    """The entries of a fleet.

    Raises:
        InputError: an entry wants what cannot be.
    """
    return [
        Declared(entry["site"], order_from(kind, entry)) for kind in KINDS for entry in options.get(kind.plural) or ()
    ]


def work(
    run: Run, engine: Engine, declared: Sequence[Declared], stopped: str, warn: Callable[[str], None]
) -> tuple[list[Outcome], MainwpError | None]:
    """Bring the extensions into their state, entries that want the same on several sites together.

    Args:
        stopped: why nothing new may be begun; empty where it may.

    Returns:
        An outcome for every extension on every site, and the failure of the dashboard itself.
    """
    outcomes: list[Outcome] = []
    error: MainwpError | None = None
    foresight = Foresight()
    for order, names in sorted(_grouped(declared).items(), key=lambda group: _STATES.index(group[0].state)):
        found = {name: site_record(engine, name) for name in names}
        for name in [name for name, record in found.items() if record is None]:
            if run.check_mode:
                warn(f"{order.kind.plural}: what {name} has is not known before it is connected.")
            else:
                outcomes += [untried(order.kind.word, name, slug, NOT_CONNECTED) for slug in order.slugs]
        sites = [record for record in found.values() if record is not None]
        if stopped or error:
            outcomes += [untried(order.kind.word, site["url"], slug, stopped) for site in sites for slug in order.slugs]
            continue
        verdicts, error = work_on_sites(run, order, sites, foresight)
        code = f"{order.kind.plural}_failed"
        outcomes += [outcome_of(order.kind.word, one, code=code, layer="child") for one in verdicts]
    return outcomes, error


def _grouped(declared: Sequence[Declared]) -> dict[Order, list[str]]:
    groups: dict[Order, list[str]] = {}
    for one in declared:
        groups.setdefault(one.order, []).append(one.site)
    return groups
