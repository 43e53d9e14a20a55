#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Carry out updates and say for every item what became of it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_update
short_description: Carry out updates of sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Updates plugins, themes, translations and WordPress on many sites at once, and returns a verdict for every item.
  - What is done is a plan that M(mainwp.dashboard.mainwp_update_info) made, or whatever is on offer for the selected
    sites. Selection and choice also narrow a plan.
  - A site whose data are older than O(sync_max_age), or whose last sync failed, is synced first. Then its offers are
    read again, its plugins, themes, translations and WordPress itself are updated with one request for each of these
    types, and the site is synced once more. The verdicts come from what that sync shows, not from the answers.
  - What cannot be installed, or should not be, is skipped. It has no package (the licence is missing), needs another
    version of PHP or WordPress, was rolled back before, or is ignored on the dashboard. So are suspended sites.
  - An item of a plan whose offer has changed since is refused. No request can name a version, so the child installs
    what is the newest for it at that moment; another version than the planned one is noticed afterwards.
  - A plugin or theme that was active before and is not any more counts as failed, though it was updated.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.updates
  - mainwp.dashboard.wait
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v1
attributes:
  check_mode:
    support: full
    details:
      - No child is contacted and nothing is synced. What would be tried has the verdict V(planned).
  diff_mode:
    support: full
    details:
      - The versions of what was updated, by site.
  idempotent:
    support: full
    details:
      - RV(ignore:changed) is true where at least one child is proved to have another version than before, or a run
        was begun and not waited for. What failed is tried again by the next run, and a plan that was carried out
        changes nothing when it is carried out again.
options:
  strategy:
    description:
      - V(per_site) updates site by site and type by type, and is the better choice nearly always.
      - V(queue) makes the dashboard update everything everywhere by itself, with one request that takes no parameter.
        So it takes O(sites=all) or a plan of everything that is on offer, and refuses every option that narrows it
        (O(tags), O(clients), O(types), O(slugs) and the others), O(stop_starting_after), O(core_order),
        O(quarantine_after) and O(offer_failures). It needs version 2 of the API.
      - Up to 200 sites a dashboard on WordPress 6.9 or later does the work within the request. Set O(request_timeout)
        to the time that it takes. Of more sites it makes a job, which is followed with O(application_password), or
        else by watching when the sites were last synced. An older dashboard works a few items a minute in the
        background. Then the sites are synced, at most once a minute, until everything is there or nothing moves.
      - The dashboard's run does not look at everything. A job updates what is ignored, it updates suspended sites as
        the run within the request does, and only the latter updates translations. A warning says so where there is
        such an item.
    type: str
    choices: [per_site, queue]
    default: per_site
  job_id:
    description:
      - With O(strategy=queue), the id of a job that an earlier task began, as RV(job.id). It is followed, and none is
        begun. It takes O(application_user) and O(application_password).
      - What was on offer before the job is known from the plan only, so pass the one that was made before. Without
        it, the result lists what failed and what is still on offer, and a warning says so.
      - A plan does not say what was active. So a plugin that is not active after the job is V(updated), and its reason
        says that nobody knows whether it was before.
    type: str
  plan:
    description:
      - A plan, as RV(mainwp.dashboard.mainwp_update_info#module:plan).
      - It is refused if it was made on another dashboard or was changed after it was made.
    type: dict
  plan_src:
    description:
      - File that holds a plan, as O(mainwp.dashboard.mainwp_update_info#module:plan_dest) wrote it.
    type: path
  plan_hash:
    description:
      - Hash of the plan that was approved. Anything else is refused before a child is contacted.
      - Without a plan, one is made of what is selected and must have this hash.
    type: str
  sync_max_age:
    description:
      - Seconds. Sites that were last synced longer ago are synced before anything is done; V(0) means every site.
    type: int
    default: 3600
  stop_starting_after:
    description:
      - Seconds after which nothing new is begun, for maintenance windows. What is left is skipped, what runs is ended.
    type: int
  fail_on:
    description:
      - When the task fails. V(any) at the first item that failed or whose end is not known, V(none) never, a number at
        so many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
  quarantine_after:
    description:
      - An offer that failed on so many sites is not tried on further ones; a newer version of it is. V(0) switches it
        off. Sites that cannot be reached do not count.
      - The failures of O(offer_failures) are counted, too.
    type: int
    default: 3
  offer_failures:
    description:
      - What failed before this run, in earlier batches or on other dashboards, as RV(ignore:offer_failures) of those
        runs. The lists of several runs are put one behind the other; entries of the same offer are added up.
    type: list
    elements: dict
    default: []
    suboptions:
      type:
        description: Type of the update.
        type: str
        choices: [plugin, theme, translation, core]
        required: true
      slug:
        description: Its slug.
        type: str
        required: true
      new_version:
        description: The version that failed.
        type: str
        required: true
      failures:
        description: On how many sites.
        type: int
        required: true
  core_order:
    description:
      - When WordPress itself is updated on a site, V(last) after its plugins, themes and translations, or V(first).
      - A plugin whose new version needs the new WordPress is skipped as long as the dashboard knows the old one. The
        next run updates it.
    type: str
    choices: [last, first]
    default: last
notes:
  - The items of one type are updated with one request for each site. That costs the fewest contacts with the child. An
    item that breaks the request can take the rest of its type on that site with it, and their verdicts say so.
  - One request may take 300 seconds, or O(request_timeout) if that is more. Its answer can be lost before, by a proxy
    that gives up earlier or a broken connection. Then the site is watched (sync, read, compare) every O(wait_interval)
    seconds, until the versions are there, until nothing has moved for a minute and six looks, or until
    O(wait_timeout). An item that did not arrive is V(unknown), and nothing more is begun on that site. The request
    itself is never repeated.
  - With O(strategy=queue) the request is never repeated either, for two requests are two jobs over the same sites.
    Where its answer is lost, the sites are watched. With O(wait=false) a run in the background is begun and left
    alone. Its items are V(unknown), which fails nothing, RV(ignore:changed) is true, and RV(job.id) names the job,
    where there is one. A run takes up to 4 hours, so raise O(wait_timeout).
  - At most O(max_per_server) sites on one IP address are worked at once. The dashboard does not throttle updates.
  - Do not let two runs work on the same site at once. WordPress has a lock for its own update only, and two updates of
    one plugin at the same moment can take it away. Such an item is V(failed). A killed run's last request goes on, so
    wait for some minutes before the next run.
  - The dashboard's own settings can leave lists out of its syncs, which then stay as they are. What is on offer is in
    C(plugin_updates), C(theme_updates), C(translation_updates) and C(core_updates) of
    O(mainwp.dashboard.mainwp_settings#module:advanced.sync_data), what is installed in C(plugins) and C(themes).
    Nothing could be proved of a type with a list that is left out. So its items are V(skipped), the reason names the
    setting, and a warning says so. With O(strategy=queue) no run is begun where it would update such an item (code
    V(not_provable)), and such items of a job that is followed are V(unknown). The settings are read once, where a
    site has something to do or is synced. Where the key may not read them, a warning says so and nothing is left out.
  - Version 1 of the API does not show those settings, so that verdicts are wrong where a list is left out. See that
    none is before you use it.
  - The dashboard runs no backups or other hooks before and after updates of plugins, themes and translations, except
    with O(strategy=queue).
seealso:
  - module: mainwp.dashboard.mainwp_update_info
  - module: mainwp.dashboard.mainwp_job_info
  - module: mainwp.dashboard.mainwp_sync
  - module: mainwp.dashboard.mainwp_site_check
"""

EXAMPLES = r"""
- name: Update all plugins of the production sites
  mainwp.dashboard.mainwp_update:
    tags:
      - production
    types:
      - plugins

- name: Plan
  mainwp.dashboard.mainwp_update_info:
    sites: all
    max_step: minor
  register: planned

- name: Carry out the plan in the maintenance window
  mainwp.dashboard.mainwp_update:
    plan: "{{ planned.plan }}"
    plan_hash: "{{ planned.plan.hash }}"
    stop_starting_after: 1500
    max_concurrency: 8
    fail_on: 10%
  register: run

- name: Let the dashboard update everything everywhere by itself
  mainwp.dashboard.mainwp_update:
    sites: all
    strategy: queue
    wait_timeout: 14400
    request_timeout: 1800

- name: Show what did not work
  ansible.builtin.debug:
    msg: "{{ run.updates | selectattr('verdict', 'in', ['failed', 'unknown']) }}"
"""

RETURN = r"""
updates:
  description: Every item and what became of it, by site.
  returned: success or failure
  type: list
  elements: dict
  contains:
    site:
      description: Id, address and name of the site.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    type:
      description:
        - V(plugin), V(theme), V(translation) or V(core).
        - Null, like the four after it, for a site that failed before any offer of it was known.
      type: str
      sample: plugin
    slug:
      description: File of the plugin, folder of the theme, text domain of the translation, or V(wordpress).
      type: str
      sample: akismet/akismet.php
    name:
      description: Name for people.
      type: str
      sample: Akismet Anti-spam
    old_version:
      description: What was installed; empty for translations.
      type: str
      sample: 5.3.1
    new_version:
      description: What was on offer.
      type: str
      sample: 5.3.3
    languages:
      description: Languages of the translation. Only for translations.
      type: list
      elements: str
      sample: [de_DE]
    installed_version:
      description: What was read back afterwards; null where nothing was tried or nothing could be read.
      type: str
      sample: 5.3.3
    verdict:
      description:
        - V(updated) is proved by what was read back.
        - V(failed) was tried and is not what was wanted, or its site could not be synced.
        - V(skipped) was not tried, or was there already.
        - V(unknown) was tried, and nobody can tell.
        - V(planned) would be tried, in check mode.
      type: str
      sample: updated
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: Download failed.
    seconds:
      description: How long the request took that carried it out, with the wait for a lost answer. Null without one.
        With O(strategy=queue) how long the whole run took, and with O(job_id) how long it was followed.
      type: float
      sample: 1.7
summary:
  description: How many items have which verdict. V(planned) only in check mode.
  returned: success or failure
  type: dict
  sample: {updated: 41, failed: 1, skipped: 3, unknown: 0}
job:
  description: The dashboard's own run. Null where nothing had to be begun, or in check mode.
  returned: success or failure, with strategy queue
  type: dict
  contains:
    id:
      description: Id of the job; null where the run is none.
      type: str
      sample: update_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de
    status:
      description:
        - Of a job that was read the dashboard's word, like V(queued), V(processing) and V(completed). A job is
          completed even if every site failed.
        - Else V(queued) for a run that was not waited for, V(completed) for one whose end was seen, or V(unknown).
      type: str
      sample: completed
    processed:
      description: How many sites are done. Of a job that was read, like the three below, all sites of the dashboard;
        else those that had something to do.
      type: int
      sample: 250
    total:
      description: How many sites there are.
      type: int
      sample: 250
    succeeded:
      description: On how many nothing failed.
      type: int
      sample: 247
    failed:
      description: On how many something failed.
      type: int
      sample: 3
    shape:
      description:
        - V(finished) for a run within the request, V(job) for one with an id, V(legacy) for one of an older dashboard,
          V(running) where one was going on already, so that none was begun.
        - Null where the answer was lost.
      type: str
      sample: job
    reason:
      description: Why nobody knows how it ended, or how it failed; null otherwise.
      type: str
      sample: All 250 sites failed.
offer_failures:
  description:
    - The offers that failed in this run, for O(offer_failures) of the next one. Failures of sites that could not be
      reached are left out.
  returned: success or failure
  type: list
  elements: dict
  contains:
    type:
      description: As above, like O(ignore:slug) and O(ignore:new_version).
      type: str
      sample: plugin
    slug:
      description: As above.
      type: str
      sample: bad/bad.php
    new_version:
      description: The version that failed.
      type: str
      sample: 2.0.0
    failures:
      description: On how many sites of this run.
      type: int
      sample: 2
quarantined:
  description: Offers that failed too often to be tried on further sites, in this run and in O(offer_failures) together.
  returned: success or failure
  type: list
  elements: dict
  contains:
    type:
      description: As above, like O(ignore:slug) and O(ignore:new_version).
      type: str
      sample: plugin
    slug:
      description: As above.
      type: str
      sample: bad/bad.php
    new_version:
      description: The version that failed.
      type: str
      sample: 2.0.0
    failures:
      description: On how many sites.
      type: int
      sample: 3
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 12
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(updates_failed).
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._run import run_update


def main() -> None:
    """Entry point of the module."""
    run_update()


if __name__ == "__main__":
    main()
