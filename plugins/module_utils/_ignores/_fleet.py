# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Updates of single plugins and themes that a fleet wants ignored on its sites: its very last step.

Whole types are options of the sites themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .._engine._items import Outcome
from .._errors import InputError, MainwpError
from .._fleet_items import NOT_CONNECTED, outcome_of, site_record, unfinished, untried
from .._module import Run
from .._noun import Record
from .._resource import Engine
from ._order import WANTED_OPTIONS, Item, Order, order_from
from ._run import Found, carry_out, planned, read

_OPTION = "ignores"
_NOUN = "ignore"

FLEET_IGNORES: dict[str, dict[str, Any]] = {
    _OPTION: {
        "type": "list",
        "elements": "dict",
        "options": {"site": {"type": "str", "required": True}, **WANTED_OPTIONS},
    }
}


@dataclass(frozen=True)
class Declared:
    """What one entry wants on one site, which it names as references do."""

    site: str
    order: Order
    option: str = _OPTION

    @property
    def slugs(self) -> tuple[str, ...]:
        """What it is about."""
        return self.order.named


class FleetIgnores:
    """The entries of one run.

    Raises:
        InputError: an entry names no plugin and no theme.
    """

    def __init__(self, run: Run, engine: Engine) -> None:
        self._run = run
        self._engine = engine
        self.declared = [Declared(entry["site"], order_from(entry)) for entry in run.params.get(_OPTION) or ()]
        for one in self.declared:
            if not one.slugs:
                raise InputError(f"{_OPTION}: the entry of {one.site} names no plugins and no themes.")
        self._found: Found = {}

    def foresee(self) -> None:
        """Read what is ignored on the sites that there are, before anything is written.

        Raises:
            InputError: what is wanted on one of them cannot be done.
            MainwpError: it cannot be read.
        """
        orders = [(site, one.order) for one in self.declared if (site := site_record(self._engine, one.site))]
        if orders:
            self._found = read(self._run, [site for site, order in orders], [order for site, order in orders])
            planned(self._run, orders, self._found)

    def work(self, stopped: str) -> tuple[list[Outcome], MainwpError | None]:
        """Carry it out.

        Args:
            stopped: why nothing new may be begun; empty where it may.

        Returns:
            An outcome for everything on every site, and the failure of the dashboard itself.
        """
        outcomes: list[Outcome] = []
        orders: list[tuple[Record, Order]] = []
        for one in self.declared:
            site = site_record(self._engine, one.site)
            if site is not None and not stopped:
                orders.append((site, one.order))
            elif site is None and self._run.check_mode:
                self._run.warn(f"{_OPTION}: what {one.site} has is not known before it is connected.")
            else:
                outcomes += [untried(_NOUN, one.site, slug, stopped or NOT_CONNECTED) for slug in one.slugs]
        items, failed = self._planned(orders)
        verdicts, error = carry_out(self._run, items)
        outcomes += failed
        outcomes += [outcome_of(_NOUN, one, code="ignores_failed", layer="dashboard") for one in verdicts]
        return outcomes, error

    def _planned(self, orders: Sequence[tuple[Record, Order]]) -> tuple[list[Item], list[Outcome]]:
        """Everything that has to be done, and the failures of sites that the run has connected only now."""
        items: list[Item] = []
        failed: list[Outcome] = []
        for site, order in orders:
            try:
                found = self._found if site["id"] in self._found else read(self._run, [site], [order])
                items += planned(self._run, [(site, order)], found)
            except MainwpError as error:
                failed += [unfinished(_NOUN, site["url"], slug, error) for slug in order.named]
        return items, failed
