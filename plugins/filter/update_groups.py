# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The hosts of a batch by the dashboard that they belong to."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_groups
short_description: Hosts of a batch by dashboard, each with a leader
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Puts the hosts of a batch together that belong to one dashboard. The first of them leads and makes the calls for
    all.
  - Leaves out the hosts that did not come to the step, or that may not be worked in it.
  - The role P(mainwp.dashboard.update#role) uses it; it is of use elsewhere for plays of one's own on the same facts.
positional: step, hosts
options:
  _input:
    description: The facts C(mainwp_update) that the role P(mainwp.dashboard.update#role) keeps of hosts.
    type: list
    elements: dict
    required: true
  step:
    description: The step that the groups are for.
    type: str
    choices: [begin, before, apply, after]
    required: true
  hosts:
    description: The hosts of the batch.
    type: list
    elements: str
    required: true
seealso:
  - plugin: mainwp.dashboard.update
    plugin_type: role
"""

EXAMPLES = r"""
- name: See who works for whom
  ansible.builtin.debug:
    msg: "{{ facts | mainwp.dashboard.update_groups('apply', ansible_play_batch) }}"
"""

RETURN = r"""
_value:
  description: The groups, by the host that leads each.
  type: dict
  sample:
    blog.example.com:
      dashboard: https://dashboard.example.com
      hosts: [blog.example.com, shop.example.com]
      sites: ["2", "1"]
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._groups import grouped
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_groups)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_groups": as_filter(grouped)}
