# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Starting states of the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..children import Children
from . import demo, examples, keys, queued, recordings, trial

if TYPE_CHECKING:
    from ..simulator import Simulator

#: How many children the state ``demo`` has unless told otherwise.
DEMO_SITES = 25

STATES = ("empty", "recordings", "queued", "examples", "demo", "trial")


def sow(simulator: Simulator, state: str, sites: int | None) -> Children:
    """Fill the dashboard of a new simulator with a starting state and return its children.

    ``sites`` is the number of children of the state ``demo`` and not allowed with the others.
    """
    if state not in STATES:
        raise ValueError(f"unknown state {state!r}, there are {', '.join(STATES)}")
    if sites is not None and state != "demo":
        raise ValueError("only the state demo has a number of sites")
    children = Children()
    if state == "recordings":
        recordings.sow(simulator, children)
        return children
    if state == "queued":
        queued.sow(simulator, children)
        return children
    if state == "examples":
        examples.sow(simulator, children)
        return children
    keys.sow(simulator, keys.made_up())
    if state == "demo":
        demo.sow(children, DEMO_SITES if sites is None else sites)
    elif state == "trial":
        trial.sow(children)
    return children
