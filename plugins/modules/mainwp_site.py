#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a child site."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_site
short_description: Manage child sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Connects a WordPress site to a MainWP Dashboard, changes what the dashboard knows of it, and removes it.
  - A site that is connected already is adopted. It is found by host and path, without regard to scheme, case, C(www.)
    and a trailing slash; then no credentials are needed.
  - Connecting contacts the child and can take long. When the answer is lost, the site is looked up by its address, and
    what the connecting has not stored is set then.
  - The plugin MainWP Child must be active on the site.
  - The address (but for its scheme), the note and the certificate check of a connected site cannot be changed through
    the API.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v1
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: partial
    details:
      - With O(update_credentials=always) or O(update_backup_before_update=always) the fields that they govern are
        written every time, because the API never shows them, and the task reports a change.
options:
  state:
    description:
      - Whether the site shall be connected to the dashboard.
      - Removing a site also deactivates MainWP Child on it.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the site. With it, O(url) can only change the scheme.
    type: int
  url:
    description:
      - Address of the site. Without a scheme it is V(https). For a site that is connected, the scheme is changed only
        where one is written.
      - An address that ends in C(/wp-admin) is refused, because the dashboard would take it for another site.
    type: str
  name:
    description:
      - Title of the site on the dashboard. A new site without it is called after its address.
    type: str
  admin_user:
    description:
      - Administrator of the child. Needed to connect a site.
      - Once stored it can be replaced, but not emptied. See O(update_credentials).
    type: str
  admin_password:
    description:
      - Password of O(admin_user). It is used while connecting and stored nowhere; the API has no way to change it.
      - It can be left out for a child whose administrator allows connections without it.
    type: str
  security_id:
    description:
      - Unique security id of the child, where it demands one.
      - Once stored it can be replaced, but not emptied. See O(update_credentials).
    type: str
  http_user:
    description:
      - User for the HTTP authentication in front of the child.
      - Once stored it can be replaced, but not emptied. See O(update_credentials).
    type: str
  http_password:
    description:
      - Password for the HTTP authentication in front of the child. The dashboard removes backslashes from it while
        connecting.
      - Once stored it can be replaced, but not emptied. See O(update_credentials).
    type: str
  update_credentials:
    description:
      - When O(admin_user), O(security_id), O(http_user) and O(http_password) are written. The API never shows them, so
        they cannot be compared.
      - V(on_create) writes them while connecting only.
      - V(always) writes them every time, which is always a change.
    type: str
    choices: [on_create, always]
    default: on_create
  tags:
    description:
      - Tags of the site, by name or id. They must exist. An empty list with O(tags_mode=set) removes all tags.
    type: list
    elements: str
  tags_mode:
    description:
      - Whether O(tags) are all the tags of the site, or are added to them, or taken away from them.
    type: str
    choices: [set, add, remove]
    default: set
  client:
    description:
      - Client that the site belongs to, by e-mail, name or id. It must exist. An empty text takes the client away.
    type: str
  suspended:
    description:
      - Whether the site is suspended.
    type: bool
  connected:
    description:
      - Whether the child accepts the dashboard. Left out, the connection stays as it is.
      - V(true) reconnects a site whose last sync failed. The child must be reachable and have kept its verification
        key; no password is needed.
      - V(false) makes the child forget the dashboard and syncs once, because only a failed sync shows it.
    type: bool
  remove_unreachable:
    description:
      - Whether a site is removed although its child cannot be told.
      - The dashboard forgets a site in any case, but a child that was not told refuses to be connected again until
        MainWP Child was deactivated and activated there. So without this option such a site is not removed.
    type: bool
    default: false
  health_check:
    description:
      - Whether the dashboard watches the WordPress site health of the site.
    type: bool
  health_threshold:
    description:
      - Which site health is told by e-mail. V(80) tells what should be improved, V(100) also what is good, V(0) leaves
        it to the dashboard's global setting.
    type: int
  automatic_update:
    description:
      - Whether the dashboard's automatic updates include the core of the site.
    type: bool
  monitoring_emails:
    description:
      - Addresses that are told when the site goes down. An empty list removes them. The dashboard does not check
        them.
      - Comparing them costs one request a site.
    type: list
    elements: str
  backup_before_update:
    description:
      - Whether a backup must be made before an update.
      - The API cannot show it, and cannot set it back to the dashboard's global setting. See
        O(update_backup_before_update).
    type: bool
  update_backup_before_update:
    description:
      - When O(backup_before_update) is written.
      - V(on_create) writes it right after connecting only.
      - V(always) writes it every time, which is always a change.
    type: str
    choices: [on_create, always]
    default: on_create
  force_ipv4:
    description:
      - Whether the dashboard contacts the child over IPv4 only, or follows its global setting.
    type: str
    choices: [global, always, never]
  ssl_version:
    description:
      - TLS version for contacts with the child. The API cannot set it back to V(auto).
    type: str
    choices: [auto, tls_1, ssl_2, ssl_3, tls_1_0, tls_1_1, tls_1_2]
  ignore_core_updates:
    description:
      - Whether updates of WordPress are ignored on the site.
    type: bool
  ignore_plugin_updates:
    description:
      - Whether updates of all plugins are ignored on the site.
    type: bool
  ignore_theme_updates:
    description:
      - Whether updates of all themes are ignored on the site.
    type: bool
seealso:
  - module: mainwp.dashboard.mainwp_site_info
  - module: mainwp.dashboard.mainwp_site_check
    description: Repairs a site whose sync fails.
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Connect a site, tag it and give it to a client
  mainwp.dashboard.mainwp_site:
    url: https://shop.example.com/
    name: Acme shop
    admin_user: admin
    admin_password: "{{ vault_shop_admin }}"
    tags: [production, shops]
    client: Acme Ltd

- name: Change a site that is connected already
  mainwp.dashboard.mainwp_site:
    url: shop.example.com
    tags: [campaign]
    tags_mode: add
    ignore_theme_updates: true

- name: Suspend a site
  mainwp.dashboard.mainwp_site:
    url: shop.example.com
    suspended: true

- name: Bring the connection back after the child was reset
  mainwp.dashboard.mainwp_site:
    url: shop.example.com
    connected: true

- name: Store the new password of the HTTP authentication in front of the child
  mainwp.dashboard.mainwp_site:
    url: shop.example.com
    http_user: stage
    http_password: "{{ vault_stage }}"
    update_credentials: always

- name: Remove a site
  mainwp.dashboard.mainwp_site:
    url: shop.example.com
    state: absent
"""

RETURN = r"""
site:
  description: The site afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a site that is not connected yet.
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
      description: Name of its client; null when it has none. Left out where the name was not needed, since it would
        cost a request.
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
    health_check:
      description: Whether its site health is watched. Only where a field of the health settings was given.
      type: bool
      sample: true
    health_threshold:
      description: Which site health is told. Only where a field of the health settings was given.
      type: int
      sample: 80
    automatic_update:
      description: Whether automatic updates include its core. Only where a field of the health settings was given.
      type: bool
      sample: false
    monitoring_emails:
      description: Who is told when it goes down, sorted. Only where O(monitoring_emails) was given.
      type: list
      elements: str
      sample: [ops@agency.example]
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._noun_module import run_noun
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._site import SITE


def main() -> None:
    """Entry point of the module."""
    run_noun(SITE, needs_v2=False)


if __name__ == "__main__":
    main()
