#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Look at a background job of a dashboard."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_job_info
short_description: Look at a background job of a dashboard
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Says how far a background job of a MainWP Dashboard is, and what became of it. On wish it waits for the end.
  - Jobs of the dashboard's tools (M(mainwp.dashboard.mainwp_tools)) can be read with the API key.
  - Jobs over many sites that the dashboard queues, as for a sync or for updates, can only be read through the Abilities
    API. This takes WordPress 6.9 or later on the dashboard, O(application_user) and O(application_password).
  - The id tells which of the two it is.
  - The dashboard works its jobs when its cron runs. Of a queued job it works up to 20 sites each time, and says nothing
    of them before all of these are done. The first come a minute after the job was made.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.wait
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v2
options:
  job_id:
    description:
      - Id of the job, as RV(mainwp.dashboard.mainwp_sync#module:job.id),
        RV(mainwp.dashboard.mainwp_update#module:job.id) or
        RV(mainwp.dashboard.mainwp_tools#module:tool.job_id) names it.
    type: str
    required: true
  wait:
    description:
      - Whether to look again and again until the job is over. The task fails where it does not end, and not because
        sites failed.
      - A queued job that does not move for 15 minutes is taken for dead, a job of a tool that has not ended after three
        minutes and ten seconds more for each site.
    type: bool
    default: false
notes:
  - The dashboard forgets a job a day after it moved last, and then the task fails. It cannot tell such a job from one
    that never was.
seealso:
  - module: mainwp.dashboard.mainwp_sync
  - module: mainwp.dashboard.mainwp_tools
  - module: mainwp.dashboard.mainwp_update
"""

EXAMPLES = r"""
- name: Start a job
  mainwp.dashboard.mainwp_tools:
    tool: renew_connections
    confirm: true
    wait: false
  register: started

- name: Wait for its end
  mainwp.dashboard.mainwp_job_info:
    job_id: "{{ started.tool.job_id }}"
    wait: true
    wait_timeout: 600
  register: ended

- name: Show what became of it
  ansible.builtin.debug:
    msg: "{{ ended.job.verdict }}: {{ ended.job.succeeded }} of {{ ended.job.total }} sites. {{ ended.job.errors }}"
"""

RETURN = r"""
job:
  description: The job. All counts are sites.
  returned: when the job was read, also where it did not end in time
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de
    kind:
      description: What it does, the first word of its id, as V(sync), V(update) or V(renew).
      type: str
      sample: sync
    status:
      description: The dashboard's word for it. V(queued) and V(pending) are also said of a job that is at work on its
        first sites, and V(completed) of one whose sites failed.
      type: str
      sample: completed
    verdict:
      description:
        - V(running) is not over.
        - V(done) is over, and no site failed.
        - V(failed) is over, and at least one site failed or the dashboard gave it up.
        - V(unknown) stands still, or was forgotten while it was followed.
      type: str
      sample: failed
    reason:
      description: Why it is not V(done); null where it is.
      type: str
      sample: 2 of 250 sites failed.
    processed:
      description: How many sites are done, in whatever way.
      type: int
      sample: 250
    total:
      description: How many sites the job has.
      type: int
      sample: 250
    succeeded:
      description: How many sites worked.
      type: int
      sample: 248
    failed:
      description: How many did not.
      type: int
      sample: 2
    progress:
      description: How much of it is done, in per cent.
      type: float
      sample: 100.0
    started_at:
      description: When its first sites were begun; null before they are done, and for jobs of tools.
      type: str
      sample: "2026-11-23T15:43:23Z"
    completed_at:
      description: When it ended; null before.
      type: str
      sample: "2026-11-23T15:51:02Z"
    timed_out:
      description: Whether the dashboard gave it up because it took more than four hours.
      type: bool
      sample: false
    errors:
      description: What went wrong. Of a tool's job the dashboard names ten.
      type: list
      elements: dict
      contains:
        site_id:
          description: Id of the site; 0 for what concerns the job as a whole.
          type: int
          sample: 17
        code:
          description: The dashboard's word; null for jobs of tools.
          type: str
          sample: sync_failed
        reason:
          description: What the dashboard says.
          type: str
          sample: Sync returned false.
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 1
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, as V(mainwp_job_not_found), or one of the collection's own, as
        V(job_stalled) (it never began, or stands still), V(job_gone) (forgotten while it was followed) and
        V(job_timeout) (O(wait_timeout) is over).
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._job_info import JOB_INFO_OPTIONS, run_job_info
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_job_info, JOB_INFO_OPTIONS)


if __name__ == "__main__":
    main()
