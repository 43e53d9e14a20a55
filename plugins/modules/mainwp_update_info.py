#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List available updates and make a plan of them."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_update_info
short_description: List available updates and make a plan of them
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists which updates of plugins, themes, translations and WordPress are on offer for the selected sites, and groups
    them into a plan, which M(mainwp.dashboard.mainwp_update) carries out.
  - It reads what the dashboard remembers of each site's last sync. No child is contacted and nothing is synced; use
    M(mainwp.dashboard.mainwp_sync) before it where fresh data are wanted.
  - Updates that could not be installed, or should not be, are listed apart, with the reason. They have no package (the
    licence is missing), need another version of PHP or WordPress, were rolled back before, or are ignored on the
    dashboard.
  - The dashboard also has a channel of its own for premium updates. What comes through it is in no list of the API.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.updates
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
  plan_dest:
    description:
      - File that the plan is written to, as JSON, on the machine that runs the module. It is replaced as a whole.
      - In check mode it is not written. The file never counts as a change.
    type: path
notes:
  - One request lists the sites, one reads the settings, and one for each 200 of the selected sites reads what is on
    offer. Each selected site that has a chosen offer costs one more, since only its own list knows what is ignored for
    the whole dashboard and what was rolled back. The list of all updates is not used, because a modern dashboard cuts
    it after 50 entries.
  - A warning says where the dashboard's own settings leave lists out of its syncs, so that offers are old or missing;
    see O(mainwp.dashboard.mainwp_settings#module:advanced.sync_data). M(mainwp.dashboard.mainwp_update) skips such
    offers. Version 1 of the API does not show those settings.
seealso:
  - module: mainwp.dashboard.mainwp_update
  - module: mainwp.dashboard.mainwp_sync
  - module: mainwp.dashboard.mainwp_site_info
"""

EXAMPLES = r"""
- name: What is on offer for the whole fleet
  mainwp.dashboard.mainwp_update_info:
    sites: all
  register: available

- name: Show it
  ansible.builtin.debug:
    msg: "{{ available.updates }}"

- name: Plan small updates of plugins and themes on the production sites
  mainwp.dashboard.mainwp_update_info:
    tags:
      - production
    types:
      - plugins
      - themes
    exclude_slugs:
      - "elementor*"
    max_step: minor
    plan_dest: plan.json
  register: planned

- name: Show what has to be approved
  ansible.builtin.debug:
    msg: "{{ planned.plan.hash }}"
"""

RETURN = r"""
plan:
  description: The plan, grouped by offer.
  returned: success
  type: dict
  contains:
    dashboard:
      description: Address of the dashboard that it was made on. It is refused on any other.
      type: str
      sample: https://dashboard.example.com
    made_at:
      description: When it was made, UTC.
      type: str
      sample: "2026-11-24T10:00:00Z"
    hash:
      description: Hash over the dashboard and the offers with their sites. Plans of the same content have the same one.
      type: str
      sample: 7d793037a0760186574b0282f2f435e7e6a9d8a2b9f4e7c3f6d8ac5a1c3b2d10
    offers:
      description: What would be carried out.
      type: list
      elements: dict
      contains:
        type:
          description: V(plugin), V(theme), V(translation) or V(core).
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
          description: What is installed; empty for translations.
          type: str
          sample: 5.3.1
        new_version:
          description: What is on offer.
          type: str
          sample: 5.3.3
        languages:
          description: Languages of the translation. Only for translations.
          type: list
          elements: str
          sample: [de_DE]
        sites:
          description: Ids of the sites that it is on offer for.
          type: list
          elements: int
          sample: [3, 12]
    blocked:
      description: What would not be carried out, in the same form, with the reason.
      type: list
      elements: dict
      contains:
        reason:
          description: Why.
          type: str
          sample: "No package: the licence is missing or has run out."
updates:
  description: The same, one entry for each site and offer.
  returned: success
  type: list
  elements: dict
  contains:
    site:
      description: Id, address and name of the site.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    type:
      description: As in the plan, like O(ignore:slug), name and versions.
      type: str
      sample: plugin
    step:
      description: How large the step is, as O(max_step) counts it.
      type: str
      sample: patch
    active:
      description: Whether the plugin or theme is active; null for the other types.
      type: bool
      sample: true
    blocked:
      description: Why it would not be carried out; null where nothing speaks against it.
      type: str
      sample: null
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 5
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._run import run_update_info


def main() -> None:
    """Entry point of the module."""
    run_update_info()


if __name__ == "__main__":
    main()
