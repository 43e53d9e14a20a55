# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which site each host is."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_targets
short_description: Which site each host is
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Finds the site of each host by its id, its address or the host's name, and sees that id and address are the same
    site on the dashboard that was reached.
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
    description: By leader, what M(mainwp.dashboard.mainwp_site_info) returned for all sites of its dashboard.
    type: dict
    required: true
seealso:
  - plugin: mainwp.dashboard.update
    plugin_type: role
"""

EXAMPLES = r"""
- name: Find the sites
  ansible.builtin.set_fact:
    located: "{{ facts | mainwp.dashboard.update_targets(groups, listings) }}"
"""

RETURN = r"""
_value:
  description: The facts by host, with what was added.
  type: dict
  sample: {"shop.example.com": {"ok": true, "status": "updated", "reason": ""}}
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._targets import located
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_targets)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_targets": as_filter(located)}
