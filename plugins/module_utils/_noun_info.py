# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""A module that lists the records of one noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._dashboard import Dashboard
from ._errors import unreadable
from ._fan_out import fan_out
from ._module import Result, Run, run_module
from ._noun import Detail, Field, Noun, Record
from ._resource import Engine
from ._resources._all import NOUNS


def info_options(noun: Noun) -> dict[str, dict[str, Any]]:
    """The filters of the module, and what it can read beside the records."""
    options: dict[str, dict[str, Any]] = {
        # Names and ids, also where the plural sounds like something secret.
        noun.plural: {"type": "list", "elements": "str", "no_log": False},
        "search": {"type": "str"},
    }
    words = [*(field.name for field in noun.fields if field.relation or _named_by_list(field)), *noun.details]
    if words:
        options["include"] = {"type": "list", "elements": "str", "choices": words, "default": []}
    options.update({name: {"type": "str", "choices": list(values)} for name, values in noun.filters.items()})
    return options


def run_noun_info(noun: Noun, *, needs_v2: bool = True) -> None:
    """Run the module of a noun's list from its arguments to its result; never returns.

    The complete list is read and filtered here, so that the filters mean what they say: the dashboard's search also
    looks at ids.
    """

    def work(run: Run) -> Result:
        engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode)
        include = run.params.get("include") or ()
        records = [record for record in _named(noun, run.params, engine) if _fits(noun, run.params, record)]
        for field in noun.fields:
            if field.relation and field.name in include:
                for record in records:
                    record[field.name] = engine.reads.members(field, record)
            if field.reference and _named_by_list(field) and field.name in include:
                # With the list of the others the ids that each record holds become names.
                engine.reads.records(field.reference.noun)
        records.sort(key=lambda record: (str(record[noun.keys[-1]]).casefold(), record["id"]))
        shown = [engine.shown(noun, record) for record in records]
        for word, detail in noun.details.items():
            if word in include:
                _add_details(run.dashboard, shown, word, detail)
        return Result({noun.plural: shown})

    run_module(work, info_options(noun), needs_v2=needs_v2)


def _named_by_list(field: Field) -> bool:
    """Whether it takes a list of its own to name the records that a field refers to."""
    return bool(field.reference and field.many and not field.reference.labels)


def _add_details(dashboard: Dashboard, records: list[dict[str, Any]], word: str, detail: Detail) -> None:
    """Read a detail of every record, several at a time.

    Raises:
        MainwpError: of the first record that has none.
    """
    found = fan_out(
        records,
        lambda record: dashboard.detail(detail.path.format(id=record["id"]), detail.query, detail.empty_fails),
        server=lambda record: record["id"],
        limit=dashboard.connection.max_concurrency,
        per_server=1,
    )
    for record, data in zip(records, found, strict=True):
        try:
            record[word] = detail.decode(data)
        except (KeyError, TypeError, ValueError) as error:
            raise unreadable(f"The dashboard's {word} cannot be read: {type(error).__name__}.") from error


def _named(noun: Noun, options: Mapping[str, Any], engine: Engine) -> list[Record]:
    """The records that are named; without any name all of them, since this only reads.

    Raises:
        InputError: one of them does not exist, or a name fits several.
    """
    records = engine.reads.records(noun.name)
    if options[noun.plural] is None:
        return list(records.values())
    return [
        records[one]
        for one in {engine.references.existing(noun.name, one, noun.plural) for one in options[noun.plural]}
    ]


def _fits(noun: Noun, options: Mapping[str, Any], record: Record) -> bool:
    if any(options[name] and record[name] != options[name] for name in noun.filters):
        return False
    text = str(options["search"] or "").casefold()
    return any(text in str(record[key]).casefold() for key in noun.keys)
