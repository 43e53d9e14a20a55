#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List child sites."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_site_info
short_description: List child sites, with their plugins, themes, updates and more
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists the child sites of a MainWP Dashboard, or those that fit.
  - Everything but O(include=security) comes from what the dashboard remembers since the last sync of each site. For
    fresh data sync first, with M(mainwp.dashboard.mainwp_sync).
  - Without a filter all sites are listed. Where several filters are given, a site must fit each.
extends_documentation_fragment:
  - mainwp.dashboard.selection
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
  status:
    description:
      - Only sites in this state. V(suspended) wins over the other two, so that a suspended site is neither
        V(connected) nor V(disconnected).
    type: str
    choices: [connected, disconnected, suspended]
  search:
    description:
      - Only sites with this text in their title or address, without regard to case.
    type: str
  include:
    description:
      - What is read beside the settings of the sites.
      - V(plugins), V(themes) and V(updates) cost one request together, for all sites.
      - V(security), V(changes) and V(costs) cost one request a site, V(abandoned) two.
      - V(security) contacts the children. One that does not answer is noted in RV(errors), and the task goes on.
    type: list
    elements: str
    choices: [plugins, themes, updates, security, changes, abandoned, costs]
    default: []
seealso:
  - module: mainwp.dashboard.mainwp_site
  - module: mainwp.dashboard.mainwp_update_info
    description: Updates over many sites, as a plan that can be carried out.
"""

EXAMPLES = r"""
- name: List all sites
  mainwp.dashboard.mainwp_site_info:
  register: fleet

- name: Find the sites with a tag whose last sync failed
  mainwp.dashboard.mainwp_site_info:
    tags: [production]
    status: disconnected
  register: broken

- name: Show what is installed on one site, and what can be updated
  mainwp.dashboard.mainwp_site_info:
    sites: [shop.example.com]
    include: [plugins, themes, updates]
  register: shop

- name: Make the security checks on the sites of a client
  mainwp.dashboard.mainwp_site_info:
    clients: [Acme Ltd]
    include: [security]
  register: report
"""

RETURN = r"""
sites:
  description: The sites, sorted by address.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 12
    url:
      description: Its address, as the dashboard has it.
      type: str
      sample: https://shop.example.com/
    name:
      description: Its title on the dashboard.
      type: str
      sample: Acme shop
    tags:
      description: Names of its tags, sorted.
      type: list
      elements: str
      sample: [production, shops]
    client_id:
      description: Id of its client; null when it has none.
      type: int
      sample: 4
    client:
      description: Name of its client; null when it has none.
      type: str
      sample: Acme Ltd
    suspended:
      description: Whether it is suspended.
      type: bool
      sample: false
    connected:
      description: Whether its last sync worked.
      type: bool
      sample: true
    status:
      description: The dashboard's word for it, V(connected), V(disconnected) or V(suspended).
      type: str
      sample: connected
    sync_errors:
      description: What the last sync said; empty when it worked.
      type: str
      sample: ""
    force_ipv4:
      description: Whether the child is contacted over IPv4 only.
      type: str
      sample: global
    ssl_version:
      description: TLS version for contacts with the child.
      type: str
      sample: auto
    ignore_core_updates:
      description: Whether updates of WordPress are ignored.
      type: bool
      sample: false
    ignore_plugin_updates:
      description: Whether updates of plugins are ignored.
      type: bool
      sample: false
    ignore_theme_updates:
      description: Whether updates of themes are ignored.
      type: bool
      sample: false
    ip:
      description: IP address that the child reported; null before the first sync.
      type: str
      sample: 192.0.2.11
    wp_version:
      description: Version of WordPress at the last sync.
      type: str
      sample: 7.0.4
    php_version:
      description: Version of PHP at the last sync.
      type: str
      sample: 8.2.36
    child_version:
      description: Version of MainWP Child at the last sync.
      type: str
      sample: "6.1"
    last_sync:
      description: When the last sync was made, in UTC; null if there was none.
      type: str
      sample: "2026-11-24T08:15:00Z"
    plugins:
      description: Installed plugins; null before the first sync. Only with O(include=plugins).
      type: list
      elements: dict
      contains:
        slug:
          description: File of the plugin.
          type: str
          sample: akismet/akismet.php
        name:
          description: Its name.
          type: str
          sample: Akismet
        version:
          description: Its version.
          type: str
          sample: "5.3"
        active:
          description: Whether it is active.
          type: bool
          sample: true
        must_use:
          description: Whether it is a must-use plugin.
          type: bool
          sample: false
    themes:
      description: Installed themes; null before the first sync. Only with O(include=themes).
      type: list
      elements: dict
      contains:
        slug:
          description: Folder of the theme.
          type: str
          sample: twentytwentyfive
        name:
          description: Its name.
          type: str
          sample: Twenty Twenty-Five
        version:
          description: Its version.
          type: str
          sample: "1.5"
        active:
          description: Whether it is active.
          type: bool
          sample: true
        parent_active:
          description: Whether the active theme builds on it.
          type: bool
          sample: false
    updates:
      description: Updates on offer; null before the first sync. Only with O(include=updates).
      type: list
      elements: dict
      contains:
        type:
          description: V(core), V(plugin), V(theme) or V(translation).
          type: str
          sample: plugin
        slug:
          description: File of the plugin, folder of the theme, text domain of the translation, or V(wordpress).
          type: str
          sample: akismet/akismet.php
        name:
          description: Its name.
          type: str
          sample: Akismet
        old_version:
          description: The installed version; empty for translations.
          type: str
          sample: "5.3"
        new_version:
          description: The version on offer.
          type: str
          sample: "5.4"
        blocked:
          description: Why it would not be installed, for example because it has no package; empty where nothing
            speaks against it.
          type: str
          sample: ""
    security:
      description: Names of the security checks, each with whether the site passes it. Null where the child did not
        answer. Only with O(include=security).
      type: dict
      sample: {"ssl_in_use": true, "plugins_up_to_date": false}
    changes:
      description: The newest 200 changes that were not made through MainWP, newest first. Only with
        O(include=changes).
      type: list
      elements: dict
      contains:
        id:
          description: Id of the entry.
          type: int
          sample: 31
        created:
          description: When it happened, in UTC.
          type: str
          sample: "2026-11-24T08:15:00Z"
        user:
          description: Who did it.
          type: str
          sample: admin
        action:
          description: What was done.
          type: str
          sample: activate
        context:
          description: To what kind of thing.
          type: str
          sample: plugin
        name:
          description: To which one.
          type: str
          sample: Akismet
    abandoned:
      description: Plugins and themes that their authors have not updated for long, as the dashboard counts it. Only
        with O(include=abandoned).
      type: list
      elements: dict
      contains:
        type:
          description: V(plugin) or V(theme).
          type: str
          sample: plugin
        slug:
          description: File of the plugin or folder of the theme.
          type: str
          sample: old-gallery/old-gallery.php
        name:
          description: Its name.
          type: str
          sample: Old Gallery
        version:
          description: The installed version.
          type: str
          sample: "0.9"
        last_updated:
          description: When its author last updated it, in UTC.
          type: str
          sample: "2019-03-01T00:00:00Z"
    costs:
      description: Costs that name the site itself, not its tags or its client. Only with O(include=costs).
      type: list
      elements: dict
      contains:
        id:
          description: Id of the cost.
          type: int
          sample: 1
        name:
          description: Its name.
          type: str
          sample: Elementor Pro
        type:
          description: V(subscription) or V(lifetime).
          type: str
          sample: subscription
        product_type:
          description: What it pays for.
          type: str
          sample: plugin
        license_type:
          description: V(single_site) or V(multi_site).
          type: str
          sample: multi_site
        status:
          description: Its state.
          type: str
          sample: active
        payment_method:
          description: How it is paid.
          type: str
          sample: paypal
        price:
          description: Its price in the currency of the dashboard.
          type: float
          sample: 99.5
        renewal:
          description: How often it is renewed.
          type: str
          sample: yearly
        last_renewal:
          description: Day of the last renewal; null where there was none.
          type: str
          sample: "2026-01-15"
        next_renewal:
          description: Day of the next renewal; null where there is none.
          type: str
          sample: "2027-01-15"
errors:
  description: Details that could not be read, with the reason. The task does not fail for them.
  returned: success
  type: list
  elements: dict
  contains:
    site:
      description: The C(id), C(url) and C(name) of the site.
      type: dict
      sample: {"id": 12, "url": "https://shop.example.com/", "name": "Acme shop"}
    include:
      description: Which word of O(include) it was.
      type: str
      sample: security
    reason:
      description: Why.
      type: str
      sample: The dashboard got no answer from the child.
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._site_info import SITE_INFO_OPTIONS, run_site_info


def main() -> None:
    """Entry point of the module."""
    run_module(run_site_info, SITE_INFO_OPTIONS, needs_v2=False)


if __name__ == "__main__":
    main()
