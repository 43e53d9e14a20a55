# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the checks before or after an update found."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_checks
short_description: What the checks of sites found
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Adds to each fact what the checks before or after an update found. A check that nothing proves has failed.
positional: groups, results, own, step, checks, http_status
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
    description: By leader, a dictionary of the results of its tasks.
    type: dict
    required: true
    suboptions:
      sync:
        description: What M(mainwp.dashboard.mainwp_sync) returned.
        type: dict
      sites:
        description: What M(mainwp.dashboard.mainwp_site_info) returned.
        type: dict
      check:
        description: What M(mainwp.dashboard.mainwp_site_check) returned.
        type: dict
  own:
    description: By host, what it looked at itself.
    type: dict
    required: true
    suboptions:
      content:
        description: Its page, with the C(status), the texts that are C(missing), and the C(failure) if there was one.
        type: dict
      monitor:
        description: Its monitor, with the C(status), and the C(failure) if there was one.
        type: dict
  step:
    description: When the checks were made.
    type: str
    choices: [before, after]
    required: true
  checks:
    description: The checks that count. Before an update, V(sync) always does.
    type: list
    elements: str
    choices: [sync, http, content, monitor, plugins_active, wp_version]
    required: true
  http_status:
    description: The HTTP codes that are right.
    type: list
    elements: int
    default: [200]
seealso:
  - plugin: mainwp.dashboard.update
    plugin_type: role
"""

EXAMPLES = r"""
- name: Judge what was seen
  ansible.builtin.set_fact:
    checked: "{{ facts | mainwp.dashboard.update_checks(groups, looks, {}, 'after', ['http', 'plugins_active']) }}"
"""

RETURN = r"""
_value:
  description: The facts by host, with what was added.
  type: dict
  sample: {"shop.example.com": {"ok": true, "status": "updated", "reason": ""}}
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._checks import looked_at
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_checks)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_checks": as_filter(looked_at)}
