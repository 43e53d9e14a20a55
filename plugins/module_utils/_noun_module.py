# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""A module for one noun: a batch of one record."""

from __future__ import annotations

from ._engine._items import Outcome, Wanted
from ._module import Result, Run, run_module
from ._noun import Noun
from ._resource import Engine
from ._resources._all import NOUNS
from ._v1._hidden import refuse_hidden


def run_noun(noun: Noun, *, needs_v2: bool = True) -> None:
    """Run the module of a noun from its arguments to its result; never returns.

    Args:
        needs_v2: the noun cannot be managed through version 1 of the API.
    """

    def work(run: Run) -> Result:
        if run.dashboard.shows_less:
            refuse_hidden(noun, run.params)
        engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode)
        return result_of(engine.run([Wanted.from_options(noun, run.params)])[0])

    run_module(work, noun.options, needs_v2=needs_v2, **noun.constraints)


def result_of(outcome: Outcome) -> Result:
    """The result of a module for one record."""
    return Result(
        {outcome.noun: outcome.record},
        changed=outcome.changed,
        before=outcome.before,
        after=outcome.after,
        error=outcome.error,
    )
