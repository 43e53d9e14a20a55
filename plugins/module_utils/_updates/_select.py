# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Which offers of a site a task means: by type, slug, size of the step, and whether they are of any use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from .._errors import InputError
from ._offers import TYPES, Offer
from ._versions import STEPS, step, within

# Documented in the doc fragment `updates`.
CHOICE_OPTIONS: dict[str, dict[str, Any]] = {
    "types": {"type": "list", "elements": "str", "choices": list(TYPES), "default": list(TYPES)},
    "slugs": {"type": "list", "elements": "str", "default": ["*"]},
    "exclude_slugs": {"type": "list", "elements": "str", "default": []},
    "max_step": {"type": "str", "choices": list(STEPS), "default": "major"},
    "only_active": {"type": "bool", "default": False},
    "only_with_package": {"type": "bool", "default": False},
}


@dataclass(frozen=True)
class Choice:
    """The options of the choice as one test. Patterns are those of shells; an exclusion wins."""

    types: frozenset[str]
    slugs: tuple[str, ...]
    exclude_slugs: tuple[str, ...]
    max_step: str
    only_active: bool
    only_with_package: bool

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Choice:
        """Take the options of a task, after Ansible's own checks.

        Raises:
            InputError: one of the lists that say what is meant is empty.
        """
        for name in ("types", "slugs"):
            if not options[name]:
                raise InputError(
                    f"{name} is empty, so that nothing is meant.", hint=f"Leave {name} out for everything on offer."
                )
        return cls(
            frozenset(TYPES[word] for word in options["types"]),
            tuple(str(one) for one in options["slugs"]),
            tuple(str(one) for one in options["exclude_slugs"]),
            options["max_step"],
            options["only_active"],
            options["only_with_package"],
        )

    def takes(self, offer: Offer) -> bool:
        """Whether the task means an offer."""
        return (
            offer.type in self.types
            and any(fits(pattern, offer) for pattern in self.slugs)
            and not any(fits(pattern, offer) for pattern in self.exclude_slugs)
            and (offer.used or not self.only_active)
            and (offer.packaged or not self.only_with_package)
            and within(self.max_step, step(offer.type, offer.old_version, offer.new_version))
        )


def fits(pattern: str, offer: Offer) -> bool:
    """Whether a pattern fits an offer's slug, or the folder (or single file) that a plugin's slug begins with.

    So ``akismet`` finds ``akismet/akismet.php`` and ``hello`` finds ``hello.php``.
    """
    names = {offer.slug}
    if offer.type == "plugin":
        names.add(offer.slug.split("/", 1)[0].removesuffix(".php"))
    return any(fnmatchcase(name, pattern) for name in names)
