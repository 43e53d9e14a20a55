# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report over a run of updates."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_report
short_description: The report over a run of updates
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes a report of what is known of the hosts of a play, failures first. The templates of the role
    P(mainwp.dashboard.update#role) render it, and so does the playbook C(mainwp.dashboard.report).
positional: hosts, alive
options:
  _input:
    description: The facts C(mainwp_update) that the role P(mainwp.dashboard.update#role) keeps of hosts.
    type: list
    elements: dict
    required: true
  hosts:
    description: All hosts of the play. Those without a fact were not begun.
    type: list
    elements: str
    default: []
  alive:
    description:
      - The hosts that are still in the play. One that was well and is not among them failed in a task that does not
        belong to the update.
      - Left out, that is not looked at.
    type: list
    elements: str
  title:
    description: Title of the report.
    type: str
    default: ""
  made_at:
    description: When it was made, in UTC.
    type: str
    default: ""
  check_mode:
    description: Whether it tells of a run in check mode.
    type: bool
    default: false
seealso:
  - plugin: mainwp.dashboard.update
    plugin_type: role
"""

EXAMPLES = r"""
- name: Put the facts of all hosts together
  ansible.builtin.set_fact:
    report: "{{ facts | mainwp.dashboard.update_report(ansible_play_hosts_all, title='Night of updates') }}"
  vars:
    facts: "{{ hostvars.values() | selectattr('mainwp_update', 'defined') | map(attribute='mainwp_update') }}"
"""

RETURN = r"""
_value:
  description: The report.
  type: dict
  contains:
    title:
      description: Its title.
      type: str
      sample: Night of updates
    run:
      description: When the run began, in UTC.
      type: str
      sample: "2026-11-24T22:00:00Z"
    made_at:
      description: When the report was made, in UTC.
      type: str
      sample: "2026-11-24T22:31:10Z"
    check_mode:
      description: Whether it tells of a run in check mode.
      type: bool
      sample: false
    dashboards:
      description: Addresses of the dashboards, as far as the inventory knows them.
      type: list
      elements: str
      sample: ["https://dashboard.example.com"]
    ok:
      description: Whether every site of the play is well, which those that were not begun are not.
      type: bool
      sample: false
    summary:
      description: How many sites have which status, and how many updates which verdict.
      type: dict
      sample:
        sites: {"total": 40, "failed": 2, "updated": 38}
        updates: {"total": 201, "failed": 2, "updated": 199}
    sites:
      description: Every site of the play, failures first.
      type: list
      elements: dict
      contains:
        host:
          description: Name of the host.
          type: str
          sample: shop.example.com
        dashboard:
          description: Address of its dashboard; empty where the inventory does not know it.
          type: str
          sample: https://dashboard.example.com
        site:
          description: Its id, address and name on the dashboard; null before it was found.
          type: dict
          sample: {"id": 3, "url": "https://shop.example.com/", "name": Acme shop}
        status:
          description:
            - V(failed), V(unfinished) where the run ended in the midst of it, V(not_begun), V(tolerated) where what was
              tried did not succeed and C(fail_on) lets that pass, V(skipped) where nothing was tried, V(planned) in
              check mode, V(updated), V(unchanged) where there was nothing to do, or V(checked) where only checks were
              asked for.
          type: str
          sample: updated
        ok:
          description: Whether it is well.
          type: bool
          sample: true
        reason:
          description: Why; empty where the status says it all.
          type: str
          sample: ""
        begun:
          description: When its batch began, in UTC; null where it did not.
          type: str
          sample: "2026-11-24T22:00:00Z"
        checks:
          description: What the checks found; C(ok) is null where a check was not made.
          type: list
          elements: dict
          sample: [{"check": "http", "step": "after", "ok": true, "reason": ""}]
        updates:
          description: Its items, as M(mainwp.dashboard.mainwp_update) returns them.
          type: list
          elements: dict
        summary:
          description: How many of its items have which verdict.
          type: dict
          sample: {"failed": 0, "unknown": 0, "skipped": 1, "planned": 0, "updated": 4}
    failures:
      description: The sites that failed, in short.
      type: list
      elements: dict
      sample:
        - host: shop.example.com
          site: https://shop.example.com/
          status: failed
          reason: "Bad: Download failed."
    offers:
      description: What became of each offer over all sites, those with failures first.
      type: list
      elements: dict
      sample:
        - type: plugin
          slug: bad/bad.php
          name: Bad
          old_versions: ["1.9"]
          new_version: "2.0"
          summary: {"failed": 2, "unknown": 0, "skipped": 0, "planned": 0, "updated": 0}
          reasons: [{"reason": Download failed., "sites": 2}]
    quarantined:
      description: Offers that failed too often to be tried on further sites.
      type: list
      elements: dict
      sample: [{"type": plugin, "slug": bad/bad.php, "new_version": "2.0", "failures": 2}]
    ignored:
      description: Updates that were put on the list of ignored ones, and on how many sites.
      type: list
      elements: dict
      sample: [{"type": plugin, "slug": bad/bad.php, "sites": 38}]
    offer_failures:
      description: How often each offer failed, as O(mainwp.dashboard.mainwp_update#module:offer_failures) takes it.
      type: list
      elements: dict
      sample: [{"type": plugin, "slug": bad/bad.php, "new_version": "2.0", "failures": 2}]
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._report import made
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_report)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_report": as_filter(made)}
