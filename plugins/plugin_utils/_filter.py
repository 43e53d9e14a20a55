# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Makes a Jinja filter of a function."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import MainwpError

from ._unsafe import unsafe


def as_filter(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with its failures in Ansible's words, and a result whose texts are no templates."""

    @wraps(function)
    def filtering(*positional: Any, **named: Any) -> Any:
        try:
            return unsafe(function(*positional, **named))
        except MainwpError as error:
            raise AnsibleFilterError(error.sentence()) from error

    return filtering
