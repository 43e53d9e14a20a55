# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A list out of whatever a variable holds: a list, a text with one entry on each line, or one entry."""

from __future__ import annotations

DOCUMENTATION = r"""
name: entries
short_description: A list from a list or from text with one entry on each line
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes a list of what a variable holds that may come from a playbook, a command line, or the survey of a job template
    in AWX, which knows no lists but text of several lines.
  - Text of several lines has one entry on each. Text of one line is split at its commas, as Ansible does it for options
    that are lists; give a list to name something that has a comma in it.
  - Spaces around entries of a text, and empty ones, are left out. So nothing, or empty text, is an empty list.
options:
  _input:
    description: A list, text, one number or truth value, or nothing.
    type: raw
    required: true
seealso:
  - plugin: mainwp.dashboard.mainwp
    plugin_type: inventory
"""

EXAMPLES = r"""
# Each of them is ['plugins', 'themes'].
types:
  - "{{ ['plugins', 'themes'] | mainwp.dashboard.entries }}"
  - "{{ 'plugins, themes' | mainwp.dashboard.entries }}"
  - "{{ 'plugins\nthemes\n' | mainwp.dashboard.entries }}"

# What a survey left empty is not given to the module.
tags: "{{ answer | default('') | mainwp.dashboard.entries | default(omit, true) }}"
"""

RETURN = r"""
_value:
  description: The entries, in their order.
  type: list
  elements: raw
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError


def entries(value: Any) -> list[Any]:
    """The entries of a list or of text.

    Raises:
        AnsibleFilterError: it is a dictionary, which has no entries in this sense.
    """
    if value is None:
        return []
    if isinstance(value, str):
        parts = value.splitlines() if "\n" in value.strip() else value.split(",")
        return [entry for entry in map(str.strip, parts) if entry]
    if isinstance(value, Mapping):
        raise AnsibleFilterError("entries takes a list or text with one entry on each line, and this is a dictionary.")
    if isinstance(value, Sequence):
        return [entry for entry in value if entry not in ("", None)]
    return [value]


class FilterModule:
    """What Ansible asks for the filters of this file."""

    def filters(self) -> dict[str, Callable[[Any], Any]]:
        """The filters by name."""
        return {"entries": entries}
