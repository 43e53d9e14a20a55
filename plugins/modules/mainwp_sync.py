#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Sync child sites."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_sync
short_description: Sync child sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes a MainWP Dashboard fetch the present state of its child sites. Everything else that the dashboard says of a
    site, its updates above all, is as old as the last sync.
  - Each site is synced by a request of its own, several at a time, so that no proxy cuts the work off and nothing is
    queued, unless O(strategy=queue) asks for the dashboard's own run. Suspended sites are synced too.
  - The reason of a failure is the one that the dashboard stored.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.wait
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v1
attributes:
  check_mode:
    support: full
    details:
      - No child is contacted. What would be synced has the verdict V(planned).
  diff_mode:
    support: none
    details:
      - What a sync fetches is not compared.
  idempotent:
    support: partial
    details:
      - RV(ignore:changed) is true where at least one site was synced, or a job was started that may sync one. With
        O(max_age), a second run within that time syncs and reports nothing, but for sites whose sync failed. Looking at
        a job by its O(job_id) changes nothing.
options:
  max_age:
    description:
      - Seconds. Sites that were synced within this time, and without an error, are skipped. V(0) syncs every site.
      - It is measured from the clock of the machine that runs the module to that of the dashboard.
    type: int
    default: 0
  repair:
    description:
      - Whether a site that cannot be synced is checked and reconnected, and then synced again.
      - After one failed sync, a dashboard on WordPress 6.9 or later does not contact the child any more by way of the
        API; nor does it contact a site that a check found offline. This is the way out of both.
      - Reconnecting makes new connection keys where the old ones do not work. The child must have kept its
        verification key; no password is needed.
    type: bool
    default: false
  strategy:
    description:
      - V(per_site) sends a request for each site, O(max_concurrency) at a time. Each has its own time limit.
      - V(queue) sends one request for all of them, and the dashboard works them one after the other. It needs version 2
        of the API.
      - Up to 200 sites the dashboard works within that request, which a proxy may cut off; on WordPress before 6.9 any
        number. What was cut off is seen to its end by looking at the list of sites, one request at a time.
      - More sites become a background job, which begins after a minute and works 20 sites each time that the
        dashboard's cron runs. With O(application_user) and O(application_password) its own status is followed, without
        them the list of sites. In the list, a site that fails as it failed before cannot be seen, and is V(unknown).
      - In either case a site is V(done) only if its last sync is a newer one and left no error.
      - A job passes what makes a dashboard on WordPress 6.9 or later refuse a site whose last sync failed.
    type: str
    choices: [per_site, queue]
    default: per_site
  job_id:
    description:
      - Id of a job that was started before with O(strategy=queue), from RV(job.id). It is followed, and nothing is
        started. O(application_password) is needed.
      - The selection has to be the same, for the dashboard does not tell which sites a job has.
    type: str
  fail_on:
    description:
      - When the task fails. V(any) at the first site that failed or whose end is not known, V(none) never, a number at
        so many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case. Without O(wait), sites that a job has not worked yet do not count.
    type: str
    default: any
notes:
  - A request may take 300 seconds, or O(request_timeout) if that is more. Where its answer is lost, the dashboard's
    record of the site tells whether the sync has ended; see O(wait). A record that does not move for 300 seconds ends
    the wait.
  - A job that shows no movement for 15 minutes is taken for dead; where only the list of sites is looked at, five
    minutes are enough for one that has not begun. The failure says which of the two it looks like.
  - At most O(max_per_server) sites on one IP address are synced at once. The dashboard also keeps pauses between syncs.
  - A task with C(async) and C(poll) works as any other.
seealso:
  - module: mainwp.dashboard.mainwp_job_info
    description: Looks at a job without the sites.
  - module: mainwp.dashboard.mainwp_site_check
  - module: mainwp.dashboard.mainwp_site_info
    description: Shows what was fetched.
  - module: mainwp.dashboard.mainwp_update
    description: Syncs by itself where it has to.
"""

EXAMPLES = r"""
- name: Sync the production sites, except those that were synced within the hour
  mainwp.dashboard.mainwp_sync:
    tags:
      - production
    max_age: 3600

- name: Sync the whole fleet, repair what refuses, and go on whatever happens
  mainwp.dashboard.mainwp_sync:
    sites: all
    repair: true
    fail_on: none
  register: sync

- name: Leave the whole fleet to the dashboard, and wait for the end for two hours at most
  mainwp.dashboard.mainwp_sync:
    sites: all
    strategy: queue
    wait_timeout: 7200
    wait_interval: 30

- name: Show what did not work
  ansible.builtin.debug:
    msg: "{{ sync.sites | selectattr('verdict', 'in', ['failed', 'unknown']) }}"
"""

RETURN = r"""
sites:
  description: Every selected site and what became of it, by address.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 3
    url:
      description: Its address.
      type: str
      sample: https://shop.example.com/
    name:
      description: Its title on the dashboard.
      type: str
      sample: Acme shop
    verdict:
      description:
        - V(done) was synced.
        - V(failed) was not.
        - V(skipped) was not tried, because its data are young enough or the dashboard failed before.
        - V(unknown) means that the answer was lost and the dashboard shows no sync, or that its job did not come to
          the site, or not yet.
        - V(planned) would be synced, in check mode.
      type: str
      sample: done
    repaired:
      description: Whether it took a repair.
      type: bool
      sample: false
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: null
    seconds:
      description: How long it took; null for a site that was not tried, and with O(strategy=queue).
      type: float
      sample: 1.7
summary:
  description: How many sites have which verdict. In check mode only V(planned) and V(skipped).
  returned: when sites were selected, also on failure
  type: dict
  sample: {done: 41, failed: 1, skipped: 3, unknown: 0}
job:
  description: The dashboard's run. What no status tells is counted from the verdicts.
  returned: with O(strategy=queue), when something was started or looked at, also on failure
  type: dict
  contains:
    id:
      description: Id of the job; null where there is none, or where the answer was lost that names it.
      type: str
      sample: sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de
    shape:
      description: V(finished) within its request, V(job) (a background job), or V(lost) (the answer was lost, so that
        it may be either).
      type: str
      sample: job
    status:
      description: The dashboard's word, as V(queued), V(processing), V(completed) and V(failed); null where it cannot
        be read.
      type: str
      sample: completed
    processed:
      description: How many sites are done, in whatever way.
      type: int
      sample: 250
    total:
      description: How many sites it has.
      type: int
      sample: 250
    succeeded:
      description: How many of them worked.
      type: int
      sample: 249
    failed:
      description: How many did not.
      type: int
      sample: 1
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 42
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(sync_failed), V(job_stalled) (a
        job never began, or stands still), V(job_given_up) (by the dashboard, after four hours), V(job_gone) (it was
        forgotten) and V(job_timeout) (O(wait_timeout) is over).
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._sync import SYNC_OPTIONS, run_sync


def main() -> None:
    """Entry point of the module."""
    run_module(run_sync, SYNC_OPTIONS, needs_v2=False)


if __name__ == "__main__":
    main()
