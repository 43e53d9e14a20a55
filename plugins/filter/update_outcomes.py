# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a bulk update came to for each host."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_outcomes
short_description: What a bulk update came to for each host
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Gives each host its own items of the bulk update of its dashboard. Where the call failed, every host fails that it
    was made for.
positional: groups, results
options:
  _input:
    description: The facts C(mainwp_update) that the role P(mainwp.dashboard.update#role) keeps of hosts.
    type: list
    elements: dict
    required: true
  groups:
    description: Who works for whom, as P(mainwp.dashboard.update_groups#filter) returns it.
    type: dict
    required: true
  results:
    description: By leader, what M(mainwp.dashboard.mainwp_update) returned.
    type: dict
    required: true
seealso:
  - plugin: mainwp.dashboard.update
    plugin_type: role
"""

EXAMPLES = r"""
- name: Give every host its verdict
  ansible.builtin.set_fact:
    judged: "{{ facts | mainwp.dashboard.update_outcomes(groups, runs) }}"
"""

RETURN = r"""
_value:
  description: The facts by host, with what was added.
  type: dict
  sample: {"shop.example.com": {"ok": true, "status": "updated", "reason": ""}}
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._outcomes import shared_out
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_outcomes)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_outcomes": as_filter(shared_out)}
