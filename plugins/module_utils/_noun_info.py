# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""A module that lists the records of one noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._module import Result, Run, run_module
from ._noun import Noun, Record
from ._resource import Engine
from ._resources._all import NOUNS


def info_options(noun: Noun) -> dict[str, dict[str, Any]]:
    """The filters of the module, and what it can read beside the records."""
    options: dict[str, dict[str, Any]] = {
        noun.plural: {"type": "list", "elements": "str"},
        "search": {"type": "str"},
        "include": {
            "type": "list",
            "elements": "str",
            "choices": [field.name for field in noun.fields if field.relation],
            "default": [],
        },
    }
    if noun.states:
        options["status"] = {"type": "str", "choices": list(noun.states)}
    return options


def run_noun_info(noun: Noun) -> None:
    """Run the module of a noun's list from its arguments to its result; never returns.

    The complete list is read and filtered here, so that the filters mean what they say: the dashboard's search also
    looks at ids.
    """

    def work(run: Run) -> Result:
        engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=run.check_mode)
        records = [record for record in _named(noun, run.params, engine) if _fits(noun, run.params, record)]
        for field in noun.fields:
            if field.relation and field.name in run.params["include"]:
                for record in records:
                    record[field.name] = engine.reads.members(field, record)
        records.sort(key=lambda record: (str(record["name"]).casefold(), record["id"]))
        return Result({noun.plural: [engine.shown(noun, record) for record in records]})

    run_module(work, info_options(noun))


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
    if options.get("status") and record["status"] != options["status"]:
        return False
    text = str(options["search"] or "").casefold()
    return any(text in str(record[key]).casefold() for key in noun.keys)
