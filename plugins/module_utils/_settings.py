# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The settings of a dashboard, section by section: their options, what is wanted of them, and what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ._engine._items import Outcome, Wanted
from ._errors import MainwpError
from ._module import Result, Run
from ._noun import Noun, Record
from ._resource import Engine
from ._resources._all import NOUNS
from ._resources._settings._all import SECTIONS
from ._resources._settings._api_backups import API_BACKUP, PROVIDERS

API_BACKUPS = API_BACKUP.plural

#: The nouns of settings; other records cannot refer to them, and their options are those of one module.
SETTING_NOUNS: dict[str, Noun] = {**SECTIONS, API_BACKUP.name: API_BACKUP}

SETTINGS_OPTIONS: dict[str, dict[str, Any]] = {
    **{name: {"type": "dict", "options": noun.options} for name, noun in SECTIONS.items()},
    API_BACKUPS: {
        "type": "dict",
        "options": {
            provider: {
                "type": "dict",
                "options": {name: API_BACKUP.options[name] for name in ("enabled", *fields)},
            }
            for provider, fields in PROVIDERS.items()
        },
    },
}

# What is listed beside the sections: records that have modules of their own.
_LISTS = ("email_template", "cost_type", "payment_method")

READABLE = (*SETTINGS_OPTIONS, *(NOUNS[name].plural for name in _LISTS))

SETTINGS_INFO_OPTIONS: dict[str, dict[str, Any]] = {
    "sections": {"type": "list", "elements": "str", "choices": list(READABLE), "default": list(READABLE)},
}


def wanted_settings(options: Mapping[str, Any]) -> list[Wanted]:
    """What is wanted of each section and each provider of backups that names at least one setting."""
    found = [Wanted.from_options(noun, options.get(name) or {}) for name, noun in SECTIONS.items()]
    providers = (options.get(API_BACKUPS) or {}).items()
    backups = [
        Wanted.from_options(API_BACKUP, {**given, "provider": provider}) for provider, given in providers if given
    ]
    return [one for one in found if one.values] + [one for one in backups if len(one.values) > 1]


def run_settings(run: Run) -> Result:
    """Bring the settings that are named into their state.

    Raises:
        MainwpError: while reading and planning; then nothing was written. Later failures come with the result.
    """
    engine = Engine(run.dashboard, {**NOUNS, **SETTING_NOUNS}, run.clock, check_mode=run.check_mode)
    outcomes = engine.run(wanted_settings(run.params))
    return Result(
        {"settings": by_section(outcomes, lambda outcome: outcome.record)},
        changed=any(outcome.changed for outcome in outcomes),
        before=by_section(outcomes, lambda outcome: outcome.before),
        after=by_section(outcomes, lambda outcome: outcome.after),
        error=_failure(outcomes),
    )


def run_settings_info(run: Run) -> Result:
    """Read the sections that are named."""
    engine = Engine(run.dashboard, {**NOUNS, **SETTING_NOUNS}, run.clock, check_mode=run.check_mode)
    lists = {NOUNS[name].plural: NOUNS[name] for name in _LISTS}
    found: dict[str, Any] = {}
    for name in dict.fromkeys(run.params["sections"]):
        if name in lists:
            noun = lists[name]
            found[name] = [engine.shown(noun, record) for record in engine.reads.records(noun.name).values()]
            continue
        noun = SECTIONS.get(name, API_BACKUP)
        records = [engine.shown(noun, record) for record in engine.reads.records(noun.name).values()]
        found[name] = (
            {record["provider"]: _of_provider(record) for record in records}
            if noun is API_BACKUP
            else _bare(records[0])
        )
    return Result({"settings": found})


def _bare(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "id"}


def _of_provider(record: Record) -> Record:
    """A provider's own fields; whether it has a key is told of those that show it."""
    fields = PROVIDERS.get(record["provider"], ())
    shown = ("enabled", *fields, *(["secret_set"] if "secret" in fields else []))
    return {name: record[name] for name in shown if name in record}


def by_section(outcomes: Sequence[Outcome], part: Callable[[Outcome], Record | None]) -> dict[str, Any]:
    """A part of every outcome by section, and within the backups by provider."""
    found: dict[str, Any] = {}
    for outcome in outcomes:
        values = part(outcome)
        if values is None:
            continue
        if outcome.noun == API_BACKUP.name:
            shown = _of_provider({**values, "provider": outcome.key})
            found.setdefault(API_BACKUPS, {})[outcome.key] = shown
        else:
            found[outcome.noun] = _bare(values)
    return found


def _failure(outcomes: list[Outcome]) -> MainwpError | None:
    """The first failure, with the messages of all."""
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if len(errors) < 2:
        return errors[0] if errors else None
    return errors[0].restated(MainwpError, " ".join(error.message for error in errors), hint=errors[0].hint)
