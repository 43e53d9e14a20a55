#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Activate, deactivate and delete plugins of child sites."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_plugin
short_description: Activate, deactivate and delete plugins of child sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Brings plugins that are installed on child sites into a state, on many sites in one task.
  - Each site is asked once for all plugins, several sites at a time, and then synced. Every verdict is proved by what
    the site has after that; the child confirms what it did not do, too.
  - The API cannot install a plugin. To install one, use the role P(mainwp.dashboard.child#role) on the site's own host.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v1
attributes:
  check_mode:
    support: full
    details:
      - No site is contacted. The verdict V(planned) and the diff rest on what the dashboard knows of each site since
        its last sync. Of a site whose last sync failed, or that was never synced, it is not known which plugins there
        are, so that each is V(planned).
  diff_mode:
    support: full
    details:
      - The diff holds the states of what changes, by site.
  idempotent:
    support: full
options:
  plugins:
    description:
      - Slugs of plugins, which are their files below the folder of plugins, like V(akismet/akismet.php).
      - MainWP Child itself can be neither deactivated nor deleted.
    type: list
    elements: str
    required: true
  state:
    description:
      - V(active) is installed and runs, V(inactive) is installed and does not run.
      - V(absent) is deleted, with its files. A plugin that is active is deactivated first.
    type: str
    choices: [active, inactive, absent]
    default: active
  missing_ok:
    description:
      - Whether a site on which a plugin is not installed is passed over with the verdict V(skipped) where it would
        have to be there. Otherwise it is V(failed), so that a slug that is misspelled cannot go unnoticed.
      - It means nothing with O(state=absent), for which a missing plugin is as it should be.
    type: bool
    default: false
  sync_max_age:
    description:
      - Seconds. A site that was synced longer ago, whose last sync failed, or of which the dashboard knows no
        plugins, is synced before anything is decided. V(0) syncs every site.
    type: int
    default: 3600
  fail_on:
    description:
      - When the task fails. V(any) at the first plugin on a site that is not as wanted, V(none) never, a number at so
        many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
notes:
  - The dashboard's own settings can leave plugins out of a sync. What a site has is not known then, so that nothing is
    done and every verdict is V(failed); see O(mainwp.dashboard.mainwp_settings#module:advanced.sync_data).
  - A must-use plugin runs as long as its file is there, so that it is always V(active).
  - The dashboard cannot activate a plugin for a whole network of sites.
seealso:
  - module: mainwp.dashboard.mainwp_theme
  - module: mainwp.dashboard.mainwp_site_info
  - module: mainwp.dashboard.mainwp_update
"""

EXAMPLES = r"""
- name: Have a plugin active on all shops
  mainwp.dashboard.mainwp_plugin:
    tags: [shops]
    plugins:
      - akismet/akismet.php

- name: Delete a plugin from the whole fleet, wherever it is
  mainwp.dashboard.mainwp_plugin:
    sites: all
    plugins:
      - hello.php
    state: absent

- name: Switch a plugin off on two sites, if they have it
  mainwp.dashboard.mainwp_plugin:
    sites:
      - shop.example.com
      - blog.example.com
    plugins:
      - seo-notes/seo-notes.php
    state: inactive
    missing_ok: true
  register: switched

- name: Show the sites that do not have it
  ansible.builtin.debug:
    msg: "{{ switched.plugins | selectattr('verdict', 'eq', 'skipped') | map(attribute='site.url') }}"
"""

RETURN = r"""
plugins:
  description: Every plugin that was named on every selected site, by address, in the order of O(plugins).
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    site:
      description: The site, with its id, address and title.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    slug:
      description: The slug.
      type: str
      sample: akismet/akismet.php
    name:
      description: The name of the plugin; null where the site does not have it.
      type: str
      sample: "Akismet Anti-spam: Spam Protection"
    version:
      description: Its version before; null where the site did not have it.
      type: str
      sample: "5.7"
    before:
      description: Its state before, V(active), V(inactive) or V(absent); null where it is not known.
      type: str
      sample: inactive
    after:
      description: Its state afterwards, in check mode the one that is planned; null where it is not known.
      type: str
      sample: active
    verdict:
      description:
        - V(changed) was brought into the state, and is proved to be in it.
        - V(unchanged) was in it already.
        - V(failed) is not in it.
        - V(skipped) was not tried, because the site is suspended, the plugin is missing and O(missing_ok) is true, or
          the dashboard failed before.
        - V(unknown) was asked for, and what came of it cannot be read back.
        - V(planned) would be changed, in check mode.
      type: str
      sample: changed
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: null
    seconds:
      description: How long the request took that changed it; null where none was made.
      type: float
      sample: 0.8
summary:
  description: How many plugins on sites have which verdict. V(planned) only in check mode.
  returned: when sites were selected, also on failure
  type: dict
  sample: {changed: 44, unchanged: 1, failed: 0, skipped: 0, unknown: 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 47
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(plugins_failed).
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._extensions._kinds import PLUGIN
from ansible_collections.mainwp.dashboard.plugins.module_utils._extensions._run import extension_options, run_plugins
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_plugins, extension_options(PLUGIN), needs_v2=False)


if __name__ == "__main__":
    main()
