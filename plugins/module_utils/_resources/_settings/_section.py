# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What the sections of the dashboard's settings share: each is a single record that an edit changes field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..._fields import FLAG, NUMBER, Codec, choice, words
from ..._noun import Field, Noun, Step

# General settings come first: one of them decides which e-mails there are.
RANK = 0


def section(name: str, page: str, fields: Sequence[Field], **more: Any) -> Noun:
    """A section.

    Args:
        name: its word in tasks and results.
        page: its part of the path.
    """
    return Noun(
        name=name,
        plural="settings",
        rank=RANK,
        keys=(),
        key_of=str,
        path=f"settings/{page}",
        unwrap=lambda data: [{**data, "id": name}],
        read_id=str,
        includes=False,
        edit=Step("PUT", f"settings/{page}/edit"),
        budget="1 to read; a change 1, and 1 to verify",
        fields=tuple(fields),
        **more,
    )


def setting(name: str, wire: str, option: Mapping[str, Any], codec: Codec, **more: Any) -> Field:
    """A field that is read and written under the same name, as it is with nearly all settings."""
    return Field(name, option=option, read=wire, edit=wire, codec=codec, **more)


def switch(name: str, wire: str) -> Field:
    """A switch. Read as a number or as text, it is off where it is empty or was never stored."""
    return setting(name, wire, {"type": "bool"}, FLAG)


def enumerated(name: str, wire: str, choices: Mapping[str, str], *, numbers: bool = False) -> Field:
    """One of a few words; ``choices`` maps what travels to what users write, ``numbers``: what travels are numbers."""
    option = {"type": "str", "choices": list(choices.values())}
    return setting(name, wire, option, (choice if numbers else words)(choices))


def whole(name: str, wire: str, low: int, high: int | None = None, step: int = 1) -> Field:
    """A whole number within bounds; the dashboard cuts or drops what is outside without a word, or refuses it."""
    return setting(name, wire, {"type": "int"}, NUMBER, check=within(low, high, step))


def within(low: int, high: int | None, step: int) -> Callable[[Any], str | None]:
    """A check for whole numbers."""
    bounds = f"between {low} and {high}" if high is not None else f"{low} or more"
    steps = f", in steps of {step}" if step > 1 else ""

    def check(value: Any) -> str | None:
        fits = value >= low and (high is None or value <= high) and (value - low) % step == 0
        return None if fits else f"has to be {bounds}{steps}"

    return check


def same_words(*named: str) -> dict[str, str]:
    """Choices that users write as they travel."""
    return {word: word for word in named}


def unset(codec: Codec, default: Any) -> Codec:
    """The codec of a field that is ``false`` as long as it was never stored, and then works as ``default`` says."""
    return Codec(
        decode=lambda value: default if value is False else codec.decode(value),
        encode=codec.encode,
        normalise=codec.normalise,
        equal=codec.equal,
    )
