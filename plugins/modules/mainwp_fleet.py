#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage many records of a dashboard at once."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_fleet
short_description: Manage client fields, tags, clients, sites and monitors together
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Brings many records of a MainWP Dashboard into their declared state in one task, with one read of each list and as
    few writes as the API allows.
  - Records that are not declared are left alone, as are the options of a record that are left out.
  - Everything is read, compared and checked before the first write. Declarations that cannot be carried out, or that
    disagree with each other, are refused then.
  - Records can refer to others of the same task. Client fields are written first, then tags, clients, sites and
    monitors; removals come before everything else, in the opposite order.
  - A record that the dashboard or a child refuses does not stop the others. A broken connection or a refused key does;
    what was not tried then is V(untried). In both cases the task fails with the verdicts of all records.
  - A run that ended half-way can be repeated. It looks at what is there first and does nothing twice. Only what the API
    never shows, such as the values of a new client's fields, may have to be written again with its policy V(always).
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
    details:
      - The diff holds only records that change, by noun and key.
  idempotent:
    support: partial
    details:
      - Fields that the API never shows are written every time where their policy, such as
        O(sites[].update_credentials), is V(always), and the task reports a change then. Of O(monitors) it is the
        default.
options:
  client_fields:
    description:
      - Fields that clients have beyond the built-in ones. They exist before the clients that have values for them.
      - Each has the options of M(mainwp.dashboard.mainwp_client_field).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the field shall exist. Removing it also removes its values from all clients.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the field. With it, O(client_fields[].name) is the name that the field shall have.
        type: int
      name:
        description:
          - Name of the field, for example V(contract.number). It cannot hold V(<) or square brackets, or consist of
            digits alone.
        type: str
      new_name:
        description:
          - Name that the field shall get. A field that has it already is left as it is.
        type: str
      description:
        description:
          - Description of the field. Needed to create it, and it cannot be emptied.
        type: str
  tags:
    description:
      - Tags. They exist before the sites that carry them.
      - Each has the options of M(mainwp.dashboard.mainwp_tag).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the tag shall exist. Removing a tag leaves its sites alone.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the tag. With it, O(tags[].name) is the name that the tag shall have.
        type: int
      name:
        description:
          - Name of the tag. It cannot contain a comma or consist of digits alone.
          - WordPress removes markup, backslashes and sequences like C(%20) from it, and folds white space.
        type: str
      new_name:
        description:
          - Name that the tag shall get. A tag that has it already is left as it is.
        type: str
      color:
        description:
          - Colour as V(#rgb) or V(#rrggbb). The dashboard has no way to take a colour away.
        type: str
      sites:
        description:
          - Sites that carry the tag, by address, name or id. It is carried out as edits of the sites, which keep
            their client and their other tags.
        type: list
        elements: str
      sites_mode:
        description:
          - Whether O(tags[].sites) are all the sites of the tag, or are added to them, or taken away from them.
        type: str
        choices: [set, add, remove]
        default: set
  clients:
    description:
      - Clients. They exist before the sites that belong to them.
      - Each has the options of M(mainwp.dashboard.mainwp_client).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the client shall exist. Removing a client leaves its sites alone.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the client. With it, O(clients[].email) and O(clients[].name) are what the client shall have.
        type: int
      name:
        description:
          - Name of the client. It identifies the client where no O(clients[].email) is given, or where the client has
            none.
        type: str
      new_name:
        description:
          - Name that the client shall get. A client that has it already is left as it is.
        type: str
      email:
        description:
          - E-mail address of the client. It identifies the client; changing it needs O(clients[].id).
        type: str
      phone:
        description:
          - Phone number of the client.
        type: str
      address_1:
        description:
          - First line of the address.
        type: str
      address_2:
        description:
          - Second line of the address.
        type: str
      city:
        description:
          - City of the client.
        type: str
      region:
        description:
          - State or region of the client, which MainWP calls state.
        type: str
      zip:
        description:
          - Postal code of the client.
        type: str
      country:
        description:
          - Country of the client.
        type: str
      note:
        description:
          - Note about the client.
        type: str
      facebook:
        description:
          - Address of the client's page at Facebook.
        type: str
      twitter:
        description:
          - Address of the client's page at Twitter.
        type: str
      instagram:
        description:
          - Address of the client's page at Instagram.
        type: str
      linkedin:
        description:
          - Address of the client's page at LinkedIn.
        type: str
      suspended:
        description:
          - Whether the client is suspended.
        type: bool
      fields:
        description:
          - Values of client fields, by the names of the fields, which must exist. The API never shows them. See
            O(clients[].update_fields).
        type: dict
      update_fields:
        description:
          - When O(clients[].fields) are written.
          - V(on_create) writes them right after the client was made only.
          - V(always) writes them every time, which is always a change.
        type: str
        choices: [on_create, always]
        default: on_create
      sites:
        description:
          - Sites of the client, by address, name or id. A site has one client, so that it leaves its present one.
        type: list
        elements: str
      sites_mode:
        description:
          - Whether O(clients[].sites) are added to the sites of the client, are all of them, or are taken away from
            them.
        type: str
        choices: [set, add, remove]
        default: add
  sites:
    description:
      - Child sites.
      - Each has the options of M(mainwp.dashboard.mainwp_site).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the site shall be connected to the dashboard.
          - Removing a site also deactivates MainWP Child on it.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the site. With it, O(sites[].url) can only change the scheme.
        type: int
      url:
        description:
          - Address of the site. Without a scheme it is V(https). For a site that is connected, the scheme is changed
            only where one is written.
          - An address that ends in C(/wp-admin) is refused, because the dashboard would take it for another site.
        type: str
      name:
        description:
          - Title of the site on the dashboard. A new site without it is called after its address.
        type: str
      admin_user:
        description:
          - Administrator of the child. Needed to connect a site.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      admin_password:
        description:
          - Password of O(sites[].admin_user). It is used while connecting and stored nowhere; the API has no way to
            change it.
          - It can be left out for a child whose administrator allows connections without it.
        type: str
      security_id:
        description:
          - Unique security id of the child, where it demands one.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      http_user:
        description:
          - User for the HTTP authentication in front of the child.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      http_password:
        description:
          - Password for the HTTP authentication in front of the child. The dashboard removes backslashes from it
            while connecting.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      update_credentials:
        description:
          - When O(sites[].admin_user), O(sites[].security_id), O(sites[].http_user) and O(sites[].http_password) are
            written. The API never shows them, so they cannot be compared.
          - V(on_create) writes them while connecting only.
          - V(always) writes them every time, which is always a change.
        type: str
        choices: [on_create, always]
        default: on_create
      tags:
        description:
          - Tags of the site, by name or id. They must exist. An empty list with O(sites[].tags_mode=set) removes all
            tags.
        type: list
        elements: str
      tags_mode:
        description:
          - Whether O(sites[].tags) are all the tags of the site, or are added to them, or taken away from them.
        type: str
        choices: [set, add, remove]
        default: set
      client:
        description:
          - Client that the site belongs to, by e-mail, name or id. It must exist. An empty text takes the client
            away.
        type: str
      suspended:
        description:
          - Whether the site is suspended.
        type: bool
      connected:
        description:
          - Whether the child accepts the dashboard. Left out, the connection stays as it is.
          - V(true) reconnects a site whose last sync failed. The child must be reachable and have kept its
            verification key; no password is needed.
          - V(false) makes the child forget the dashboard and syncs once, because only a failed sync shows it.
        type: bool
      remove_unreachable:
        description:
          - Whether a site is removed although its child cannot be told.
          - The dashboard forgets a site in any case, but a child that was not told refuses to be connected again
            until MainWP Child was deactivated and activated there. So without this option such a site is not removed.
        type: bool
        default: false
      health_check:
        description:
          - Whether the dashboard watches the WordPress site health of the site.
        type: bool
      health_threshold:
        description:
          - Which site health is told by e-mail. V(80) tells what should be improved, V(100) also what is good, V(0)
            leaves it to the dashboard's global setting.
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
            O(sites[].update_backup_before_update).
        type: bool
      update_backup_before_update:
        description:
          - When O(sites[].backup_before_update) is written.
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
  monitors:
    description:
      - How sites are watched. MainWP makes a monitor when it adds a site, and only while uptime monitoring is on, so
        that a new site and its monitor can be declared together. The API makes and removes none.
      - Each has the options of M(mainwp.dashboard.mainwp_monitor).
    type: list
    elements: dict
    suboptions:
      id:
        description:
          - Id of the monitor. It is needed for the monitor of a single page of a site; such a monitor shows the
            address of its site.
        type: int
      site:
        description:
          - The site, by address, name or id.
        type: str
      active:
        description:
          - Whether the dashboard checks the site by itself. V(global) means as the dashboard is set.
        type: str
        choices: [global, enabled, disabled]
      type:
        description:
          - What is looked at. V(http) asks for the page and judges by the HTTP code, V(ping) by the code without the
            page, V(keyword) looks for O(monitors[].keyword) too. V(global) means as the dashboard is set.
        type: str
        choices: [global, http, ping, keyword]
      interval:
        description:
          - How often the site is checked. V(global) means as the dashboard is set.
          - While O(monitors[].down_confirmation_check) is enabled, MainWP 6.1 checks at every run of its cron,
            whatever the interval.
        type: str
        choices: [global, 5m, 10m, 15m, 30m, 45m, 1h, 2h, 3h, 4h, 5h, 6h, 7h, 8h, 9h, 10h, 11h, 12h, 13h, 14h, 15h, 16h,
          17h, 18h, 19h, 20h, 21h, 22h, 23h, 24h]
      method:
        description:
          - The HTTP method of the check. With V(head) there is no page to look for a keyword in, only its headers.
            V(global) means as the dashboard is set.
        type: str
        choices: [global, head, get, post, push, patch, delete]
      timeout:
        description:
          - How long the dashboard waits for the answer. V(global) means as the dashboard is set.
        type: str
        choices: [global, 30s, 45s, 60s, 90s, 2min, 3min, 4min, 5min, 6min, 7min, 8min, 9min, 10min, 15min, 30min,
          45min, 60min, 90min, no_limit]
      down_confirmation_check:
        description:
          - Whether an outage has to be found by two checks in a row before the site counts as down. V(global) means
            as the dashboard is set.
        type: str
        choices: [global, enabled, disabled]
      up_status_codes:
        description:
          - The HTTP codes that mean that the site is up, of those that MainWP knows, or V(global) alone for those of
            the dashboard.
        type: list
        elements: str
      keyword:
        description:
          - The text that the page must hold with O(monitors[].type=keyword), in any letter case. An empty one is
            always found.
        type: str
      update_settings:
        description:
          - When the settings are written that the API never shows. These are O(monitors[].active),
            O(monitors[].method), O(monitors[].timeout), O(monitors[].down_confirmation_check),
            O(monitors[].up_status_codes) and O(monitors[].keyword).
          - V(always) writes them every time, V(never) leaves those of a monitor that is there alone.
        type: str
        choices: [always, never]
        default: always
  plugins:
    description:
      - Plugins of sites, the last step. Entries that want the same on several sites are worked together.
      - Each has the options of M(mainwp.dashboard.mainwp_plugin), for one site.
    type: list
    elements: dict
    suboptions:
      site:
        description:
          - The site, by address, name or id. It can be one that O(sites) connects.
        type: str
        required: true
      plugins:
        description:
          - Slugs of plugins, like V(akismet/akismet.php).
        type: list
        elements: str
        required: true
      state:
        description:
          - State of all of them on the site.
        type: str
        choices: [active, inactive, absent]
        default: active
      missing_ok:
        description:
          - Whether a plugin that is not installed is passed over where it would have to be. The API cannot install one.
        type: bool
        default: false
      sync_max_age:
        description:
          - Seconds. A site that was synced longer ago, or whose last sync failed, is synced before anything is decided.
        type: int
        default: 3600
  themes:
    description:
      - Themes of sites, the last step. Entries that want the same on several sites are worked together.
      - Each has the options of M(mainwp.dashboard.mainwp_theme), for one site.
    type: list
    elements: dict
    suboptions:
      site:
        description:
          - The site, by address, name or id. It can be one that O(sites) connects.
        type: str
        required: true
      themes:
        description:
          - Slugs of themes, like V(twentytwentyfive). With V(active) exactly one.
        type: list
        elements: str
        required: true
      state:
        description:
          - State of all of them on the site.
        type: str
        choices: [active, absent]
        default: active
      missing_ok:
        description:
          - Whether a theme that is not installed is passed over where it would have to be. The API cannot install one.
        type: bool
        default: false
      sync_max_age:
        description:
          - Seconds. A site that was synced longer ago, or whose last sync failed, is synced before anything is decided.
        type: int
        default: 3600
seealso:
  - module: mainwp.dashboard.mainwp_client_field
  - module: mainwp.dashboard.mainwp_tag
  - module: mainwp.dashboard.mainwp_client
  - module: mainwp.dashboard.mainwp_site
  - module: mainwp.dashboard.mainwp_monitor
"""

EXAMPLES = r"""
- name: Declare tags, clients and sites
  mainwp.dashboard.mainwp_fleet:
    tags:
      - {name: production, color: "#7fb100"}
      - {name: shops}
    clients:
      - {name: Acme Ltd, email: ops@acme.example}
    sites:
      - url: https://shop.example.com/
        name: Acme shop
        admin_user: admin
        admin_password: "{{ vault_shop_admin }}"
        tags: [production, shops]
        client: ops@acme.example
    monitors:
      - {site: shop.example.com, type: http, interval: 5m}
    plugins:
      - {site: shop.example.com, plugins: [akismet/akismet.php]}
      - {site: shop.example.com, plugins: [hello.php], state: absent}

- name: Tag many sites that are connected already
  mainwp.dashboard.mainwp_fleet:
    tags:
      - name: campaign
        sites: [shop.example.com, blog.example.com]
        sites_mode: add

- name: Remove a client and a tag
  mainwp.dashboard.mainwp_fleet:
    clients:
      - {name: Gone Ltd, state: absent}
    tags:
      - {name: campaign, state: absent}
"""

RETURN = r"""
fleet:
  description: What became of each declared record, by kind in the order in which they are written.
  returned: when everything could be read and the declarations can be carried out
  type: list
  elements: dict
  contains:
    noun:
      description: V(client_field), V(tag), V(client), V(site), V(monitor), V(plugin) or V(theme).
      type: str
      sample: site
    key:
      description: How the record was declared, by its name or address, or by its id.
      type: str
      sample: https://shop.example.com/
    verdict:
      description: V(created), V(changed), V(removed), V(unchanged), V(failed), or V(untried) after a failure that ended
        the run. In check mode, what would become of it.
      type: str
      sample: created
    reason:
      description: Why it failed or was not tried; empty otherwise.
      type: str
      sample: ""
summary:
  description: How many records got each verdict.
  returned: when everything could be read and the declarations can be carried out
  type: dict
  sample: {"created": 3, "changed": 1, "removed": 0, "unchanged": 121, "failed": 0, "untried": 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 4
failure:
  description: What failed first, for programs.
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._fleet import FLEET_OPTIONS, run_fleet
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_fleet, FLEET_OPTIONS, required_one_of=[tuple(FLEET_OPTIONS)])


if __name__ == "__main__":
    main()
