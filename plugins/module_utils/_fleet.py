# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Many records of many nouns in one batch: their options, their verdicts, their diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ._engine._items import Outcome, Wanted
from ._errors import OF_THE_DASHBOARD, MainwpError
from ._extensions._fleet import FLEET_EXTENSIONS, declarations
from ._extensions._fleet import work as work_on_extensions
from ._fleet_items import check_sites
from ._ignores._fleet import FLEET_IGNORES, FleetIgnores
from ._module import Result, Run
from ._resource import Engine
from ._resources._all import NOUNS
from ._settings import SETTING_NOUNS, SETTINGS_OPTIONS, by_section, wanted_settings

# The nouns that a fleet declares, each under its plural. This is the one place to add another.
_NAMES = ("email_template", "cost_type", "payment_method", "client_field", "tag", "client", "site", "monitor", "cost")
FLEET_NOUNS = tuple(NOUNS[name] for name in _NAMES)

_SETTINGS = "settings"

FLEET_OPTIONS: dict[str, dict[str, Any]] = (
    {_SETTINGS: {"type": "dict", "options": SETTINGS_OPTIONS}}
    | {
        noun.plural: {
            "type": "list",
            "elements": "dict",
            "options": noun.options,
            **noun.constraints,
        }
        for noun in FLEET_NOUNS
    }
    | FLEET_EXTENSIONS
    | FLEET_IGNORES
)

_PLURALS = {noun.name: noun.plural for noun in FLEET_NOUNS} | {
    "plugin": "plugins",
    "theme": "themes",
    "ignore": "ignores",
}

VERDICTS = ("created", "changed", "removed", "unchanged", "failed", "untried")

_UNTRIED = "Not tried, since an earlier failure ended the run."


def run_fleet(run: Run) -> Result:
    """Bring all declared records into their state.

    Raises:
        MainwpError: while reading and planning; then nothing was written. Later failures are in the result.
    """
    batch = wanted_settings(run.params.get(_SETTINGS) or {})
    batch += [Wanted.from_options(noun, record) for noun in FLEET_NOUNS for record in run.params.get(noun.plural) or ()]
    engine = Engine(run.dashboard, {**NOUNS, **SETTING_NOUNS}, run.clock, check_mode=run.check_mode)
    extensions = declarations(run.params)
    ignores = FleetIgnores(run, engine)
    check_sites([*extensions, *ignores.declared], run.params.get("sites") or (), engine)
    ignores.foresee()
    outcomes = engine.run(batch) if batch else []
    stopped = next((one.error.message for one in outcomes if isinstance(one.error, OF_THE_DASHBOARD)), "")
    more, error = work_on_extensions(run, engine, extensions, stopped, run.dashboard.warn)
    outcomes += more
    more, last = ignores.work(stopped or (error.message if error else ""))
    outcomes += more
    error = error or last
    counts = Counter(outcome.verdict for outcome in outcomes)
    return Result(
        {
            "fleet": [_line(outcome) for outcome in outcomes],
            "summary": {verdict: counts[verdict] for verdict in VERDICTS},
        },
        changed=any(outcome.changed for outcome in outcomes),
        before=_side(outcomes, "before"),
        after=_side(outcomes, "after"),
        error=_failure(outcomes) or error,
    )


def _line(outcome: Outcome) -> dict[str, str]:
    reason = outcome.error.sentence() if outcome.error else _UNTRIED if outcome.verdict == "untried" else ""
    return {"noun": outcome.noun, "key": outcome.key, "verdict": outcome.verdict, "reason": reason}


def _side(outcomes: Sequence[Outcome], side: str) -> dict[str, dict[str, Any]]:
    """One side of the diff, by noun and key: only of records that differ, and whose writes did not fail.

    Settings are nested as they are declared.
    """
    differing = [
        one for one in outcomes if one.verdict in ("created", "changed", "removed") and one.before != one.after
    ]
    settings = [outcome for outcome in differing if outcome.noun in SETTING_NOUNS]
    found: dict[str, dict[str, Any]] = {}
    if settings:
        found[_SETTINGS] = by_section(settings, lambda outcome: getattr(outcome, side))
    named = Counter((outcome.noun, outcome.key) for outcome in outcomes)
    for outcome in differing:
        if outcome.noun not in SETTING_NOUNS:
            record = getattr(outcome, side)
            if record:
                # Two clients can share a name.
                twin = named[outcome.noun, outcome.key] > 1
                key = f"{outcome.key} ({outcome.identity})" if twin else outcome.key
                found.setdefault(_PLURALS[outcome.noun], {})[key] = record
    return found


def _failure(outcomes: Sequence[Outcome]) -> MainwpError | None:
    """The failure of the whole: how many records failed, and the first reason with its cause and cure."""
    failed = [outcome for outcome in outcomes if outcome.error is not None and outcome.verdict == "failed"]
    untried = sum(outcome.verdict == "untried" for outcome in outcomes)
    first = next((outcome for outcome in failed if outcome.error), None)
    if first is None or first.error is None:
        return None
    error = first.error
    more = f", {untried} were not tried" if untried else ""
    return error.restated(
        MainwpError,
        f"{len(failed)} of {len(outcomes)} records failed{more}. {first.noun} {first.key}: {error.message}",
        hint=error.hint,
    )
