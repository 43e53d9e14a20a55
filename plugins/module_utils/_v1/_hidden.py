# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What version 1 of the API cannot show of a site cannot be declared through it: a write could not be proved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors import InputError
from .._noun import Noun
from ._sites import DERIVED, SHOWN


def hidden(noun: Noun) -> list[str]:
    """Names of the options of a site whose values version 1 does not show."""
    return [field.name for field in noun.fields if field.option and field.read and field.read not in (*SHOWN, *DERIVED)]


def refuse_hidden(noun: Noun, options: Mapping[str, Any]) -> None:
    """Refuse a declaration that could not be compared.

    Raises:
        InputError: one of the options is given; its text names it.
    """
    given = [name for name in hidden(noun) if options.get(name) is not None]
    if given:
        raise InputError(
            f"{', '.join(given)}: version 1 of the API does not show it, so it cannot be managed through it.",
            hint="Leave it out, or set api_key, and api_version to auto or v2.",
        )
