#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Use a tool of the dashboard."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_tools
short_description: Use the tools of a dashboard
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Does what the page of tools of the dashboard does, to all sites or to the dashboard itself. There is no choice of
    sites.
  - What concerns all sites is a background job of the dashboard, which begins when its cron runs. The module follows it
    to its end. A job that never begins cannot be told from one that is at work, so the module gives up on a job that
    has not ended after three minutes and ten seconds more for each site, or after O(wait_timeout).
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.wait
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
    details: The verdict is V(planned), or V(skipped) where the dashboard has no sites that a job would work on.
  diff_mode:
    support: none
    details: Nothing shows what a tool did.
  idempotent:
    support: none
    details: A tool is used by every run.
options:
  tool:
    description:
      - What to do.
      - V(renew_connections) has every site take a new key of the connection.
      - V(disconnect_all_sites) disconnects every site. The sites stay on the dashboard and can be reconnected.
      - V(clear_activation_data) forgets the licence key of MainWP.com and deactivates the licences of all extensions.
        It cannot be taken back.
      - V(restore_info_messages) shows the notices again that the user who owns the key has dismissed.
      - V(destroy_sessions) is meant to log everybody out of the sites. MainWP 6.1.2 says that it did so and contacts no
        site, so the verdict is V(skipped), with a warning.
    type: str
    choices: [destroy_sessions, renew_connections, disconnect_all_sites, clear_activation_data, restore_info_messages]
    required: true
  confirm:
    description:
      - Has to be V(true) for O(tool=renew_connections), O(tool=disconnect_all_sites) and O(tool=clear_activation_data).
    type: bool
    default: false
  job_id:
    description:
      - Id of a job of O(tool) that was started before, from RV(tool.job_id). It is looked at, and nothing is started.
        The dashboard forgets a job after a day.
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_settings
  - module: mainwp.dashboard.mainwp_site
    description: Disconnects and reconnects a single site.
"""

EXAMPLES = r"""
- name: Have every site take a new key, and wait for it
  mainwp.dashboard.mainwp_tools:
    tool: renew_connections
    confirm: true
    wait_timeout: 600
  register: renewed

- name: Look at that job again
  mainwp.dashboard.mainwp_tools:
    tool: renew_connections
    job_id: "{{ renewed.tool.job_id }}"

- name: Show the dashboard's notices again
  mainwp.dashboard.mainwp_tools:
    tool: restore_info_messages
"""

RETURN = r"""
tool:
  description: What became of it.
  returned: when it was started, or would be
  type: dict
  contains:
    name:
      description: The tool.
      type: str
      sample: renew_connections
    verdict:
      description: V(done), V(failed) (some sites failed), V(skipped) (nothing was done), V(unknown) (the job has not
        ended), or V(planned) in check mode.
      type: str
      sample: done
    reason:
      description: Why it is not V(done); empty where it is.
      type: str
      sample: ""
    job_id:
      description: Id of the job; null for what is done at once.
      type: str
      sample: renew_6b0475b11a9ea3.48041371
    total:
      description: How many sites the job has; null where it was not looked at.
      type: int
      sample: 3
    processed:
      description: How many sites it has worked; null where it was not looked at.
      type: int
      sample: 3
    failed:
      description: How many of them failed; null where it was not looked at.
      type: int
      sample: 0
    sites:
      description: Sites that failed. The dashboard names ten of them.
      type: list
      elements: dict
      contains:
        id:
          description: Id of the site.
          type: int
        url:
          description: Its address; null for a site that is gone.
          type: str
        name:
          description: Its name; null for a site that is gone.
          type: str
        reason:
          description: What the dashboard says.
          type: str
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 3
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own.
      type: str
    status:
      description: HTTP status of the answer, if there was one.
      type: int
    method:
      description: HTTP method of the request.
      type: str
    path:
      description: Path of the request, without its query.
      type: str
    layer:
      description: Who failed, from C(options) and C(name_resolution) over C(tls), C(waf) and C(key) to C(dashboard)
        and C(child).
      type: str
    hint:
      description: What helps.
      type: str
"""

from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module
from ansible_collections.mainwp.dashboard.plugins.module_utils._tools import TOOL_OPTIONS, run_tool


def main() -> None:
    """Entry point of the module."""
    run_module(run_tool, TOOL_OPTIONS)


if __name__ == "__main__":
    main()
