# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The child sites of MainWP Dashboards as an inventory."""

from __future__ import annotations

DOCUMENTATION = r"""
name: mainwp
short_description: The child sites of a MainWP Dashboard as hosts
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes every child site of a MainWP Dashboard a host, with what the dashboard knows of it in host variables, and
    groups by tag, client and state.
  - The configuration is a YAML file whose name ends in C(mainwp.yml) or C(mainwp.yaml), as C(fleet.mainwp.yml) does.
  - A host is named by the address of its site without scheme, C(www.) and trailing slash, for example
    C(shop.example.com) or C(example.com/blog). That is how the dashboard itself tells sites apart.
  - Everything comes from what the dashboard remembers since the last sync of each site; no site is contacted.
  - Text values of all options, apart from O(compose), O(groups) and O(keyed_groups), may be templates and may come from
    a vault. Templates see extra variables and lookups, but no variables of hosts.
  - The key needs the permission to read. For AWX, leave the connection out of the file and inject it as environment
    variables.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.connection.plugin
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description:
      - Says that the file is meant for this plugin.
    type: str
    required: true
    choices: [mainwp.dashboard.mainwp]
  groups_from:
    description:
      - What groups are made from. Every host is in the group C(mainwp) besides, which
        exists without hosts too.
      - V(tags) puts a site into C(mainwp_<tag>) for each of its tags, V(client) into C(mainwp_client_<name>), V(status)
        into C(mainwp_status_connected), C(mainwp_status_disconnected) or C(mainwp_status_suspended).
      - Names are put in lower case, and C(_) stands for each character that is no letter, digit or C(_). Where two tags
        or clients come to share a group by that, there is a warning.
      - Dashboards share the groups, so that C(mainwp_production) holds the sites with that tag of all of them.
    type: list
    elements: str
    choices: [tags, client, status]
    default: [tags, client, status]
  filters:
    description:
      - Which sites become hosts. A site has to fit every filter that is given.
      - A filter that is given and names nothing is an error, and so is a tag, client or site that does not exist;
        neither stands for the whole fleet.
    type: dict
    default: {}
    suboptions:
      sites:
        description:
          - Only these sites, by address, name or id.
        type: list
        elements: str
      tags:
        description:
          - Only sites that carry one of these tags, by name or id.
        type: list
        elements: str
      clients:
        description:
          - Only sites that belong to one of these clients, by name, e-mail or id.
        type: list
        elements: str
      status:
        description:
          - Only sites in one of these states. V(suspended) wins over the other two, so that a suspended site is neither
            V(connected) nor V(disconnected).
        type: list
        elements: str
        choices: [connected, disconnected, suspended]
      search:
        description:
          - Only sites with this text in their title or address, without regard to case.
        type: str
  include:
    description:
      - Lists of each site that become host variables. They are most of what is read and cached; a large fleet is faster
        with only those that its plays need.
    type: list
    elements: str
    choices: [plugins, themes, updates]
    default: [plugins, themes, updates]
  host_prefix:
    description:
      - Put before the name of every host, to keep the sites of several dashboards apart.
      - Two dashboards that list the same address would give one host two owners. That is an error which names both,
        until one of the sources has a prefix or leaves the site out with O(filters). A host that another kind of
        inventory source knows by the same name gets the variables of the site in addition to its own.
    type: str
    default: ""
notes:
  - Host variables are C(mainwp_dashboard_url) and C(mainwp_site_id), C(mainwp_site_url), C(mainwp_site_name),
    C(mainwp_site_tags) (sorted names), C(mainwp_site_client), C(mainwp_site_client_id), C(mainwp_site_status),
    C(mainwp_site_connected), C(mainwp_site_suspended), C(mainwp_site_sync_errors), C(mainwp_site_last_sync) (UTC),
    C(mainwp_site_wp_version), C(mainwp_site_php_version), C(mainwp_site_child_version), C(mainwp_site_mysql_version),
    C(mainwp_site_ip), C(mainwp_site_active_theme), C(mainwp_site_health) (V(good) or V(should_be_improved)),
    C(mainwp_site_health_score), C(mainwp_site_http_status) (of the last check), C(mainwp_site_force_ipv4),
    C(mainwp_site_ssl_version), C(mainwp_site_ignore_core_updates), C(mainwp_site_ignore_plugin_updates) and
    C(mainwp_site_ignore_theme_updates). What is not known is null.
  - C(mainwp_site_plugins), C(mainwp_site_themes) and C(mainwp_site_updates) are the lists that
    M(mainwp.dashboard.mainwp_site_info) returns under the same words; null before the first sync.
  - A dashboard that cannot be used, or whose list is not complete, fails the source, and no host of it is added.
    Ansible then goes on with its other sources, unless E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) says that this is
    fatal, or E(ANSIBLE_INVENTORY_UNPARSED_FAILED) for when no source is left, as AWX does. Set one of them wherever an
    inventory must not shrink unnoticed.
  - The cache holds all sites, so that O(filters), O(groups_from), O(compose) and their kin can be changed without
    reading anew. It is read anew where O(dashboard_url), O(include) or the states in O(filters) change. It holds no
    credentials.
  - A fleet costs one request for every 500 sites and four more.
seealso:
  - module: mainwp.dashboard.mainwp_site_info
"""

EXAMPLES = r"""
# fleet.mainwp.yml: the sites with a tag, addressed by their servers
plugin: mainwp.dashboard.mainwp
dashboard_url: https://dashboard.example.com
api_key: "{{ lookup('ansible.builtin.env', 'FLEET_KEY') }}"
groups_from: [tags, client, status]
filters: {tags: [production], status: connected}
keyed_groups: [{key: mainwp_site_wp_version, prefix: wp}]
compose: {ansible_host: mainwp_site_url | urlsplit('hostname')}
cache: true
---
# outdated.mainwp.yml: the connection comes from the environment, as in AWX. Sites with something to do are grouped
plugin: mainwp.dashboard.mainwp
include: [updates]
groups:
  outdated: mainwp_site_updates | length > 0
  wordpress_outdated: mainwp_site_updates | selectattr('type', 'eq', 'core') | length > 0
  unhealthy: mainwp_site_health == 'should_be_improved'
strict: true
---
# west.mainwp.yml: one of several dashboards in one inventory; group variables and limits see which one a host is of
plugin: mainwp.dashboard.mainwp
dashboard_url: https://dashboard.example.com
api_key: "{{ vault_mainwp_api_key }}"
host_prefix: west.
include: []
keyed_groups: [{key: mainwp_dashboard_url | urlsplit('hostname'), prefix: dashboard}]
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.common.validation import check_required_together
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable

from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import (
    CONNECTION_OPTIONS,
    CONNECTION_TOGETHER,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import MainwpError
from ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._filters import checked, chosen
from ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._fleet import (
    ORIGIN,
    PREFIX,
    VARIABLES,
    Fleet,
    adopt,
    origin,
    read_fleet,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._groups import ROOT, Groups
from ansible_collections.mainwp.dashboard.plugins.module_utils._inventory._hosts import named
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import SURROUNDINGS, connect
from ansible_collections.mainwp.dashboard.plugins.module_utils._resource import Engine
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._all import NOUNS
from ansible_collections.mainwp.dashboard.plugins.module_utils._session import REQUESTS_ERROR
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._unsafe import unsafe

# Jinja expressions for every host, which are no templates themselves.
EXPRESSIONS = ("compose", "groups", "keyed_groups")


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Reads a dashboard's sites, or takes them from the cache, and adds them when all is known to be well."""

    NAME = "mainwp.dashboard.mainwp"

    def verify_file(self, path: str) -> bool:
        """Whether the file is named as one of this plugin."""
        return super().verify_file(path) and path.endswith(("mainwp.yml", "mainwp.yaml"))

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Fill in the templates of the file, and forget empty environment variables, before Ansible checks the types.

        Raises:
            AnsibleParserError: a template cannot be filled in.
        """
        # Ansible would take an empty path for the current folder, and an empty truth value for false.
        for declared in CONNECTION_OPTIONS.values():
            for variable in declared.get("fallback", (None, ()))[1]:
                if os.environ.get(variable) == "":
                    del os.environ[variable]
        self.templar.available_variables = var_options or {}
        filled = {}
        for name, value in (direct or {}).items():
            try:
                filled[name] = value if name in EXPRESSIONS else self.templar.template(value)
            except AnsibleError as error:
                raise AnsibleParserError(f"The option {name} cannot be filled in: {error}") from error
        super().set_options(task_keys=task_keys, var_options=var_options, direct=filled)

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        """Add the sites of the dashboard that the file names; nothing is added unless all could be read.

        Raises:
            AnsibleParserError: with cause and cure.
        """
        super().parse(inventory, loader, path, cache)
        if REQUESTS_ERROR is not None:
            raise AnsibleParserError(f"The Python library requests is missing. Install it for {sys.executable}.")
        self._read_config_data(path)
        try:
            hosts = self._hosts(inventory, self.get_cache_key(path), cache)
        except MainwpError as error:
            # Newer versions of ansible-core add the text of a cause, and this says it all.
            raise AnsibleParserError(error.sentence()) from None
        groups = Groups(self.get_option("groups_from"), self.display.warning)
        members = {name: groups.of(variables) for name, variables in hosts.items()}
        for group in dict.fromkeys([ROOT, *(group for found in members.values() for group in found)]):
            inventory.add_group(group)
        for name, variables in hosts.items():
            self._add(inventory, name, variables, members[name])

    def _hosts(self, inventory: Any, cache_key: str, cache: bool) -> dict[str, Mapping[str, Any]]:
        """The variables of every host, by its name.

        Raises:
            MainwpError: see the rooms that do the work.
        """
        connection = {name: self.get_option(name) for name in CONNECTION_OPTIONS}
        try:
            check_required_together(
                CONNECTION_TOGETHER, [name for name, value in connection.items() if value is not None]
            )
        except TypeError as error:
            raise AnsibleParserError(f"{str(error).capitalize()}.") from error
        filters = checked(self.get_option("filters"))
        dashboard = connect(connection, self.display.warning)
        dashboard.require_v2("The inventory")
        engine = Engine(dashboard, NOUNS, SURROUNDINGS.clock, check_mode=False)
        fleet = self._cached(cache_key, cache)
        include, statuses = self.get_option("include"), filters["status"] or ()
        if fleet.get(ORIGIN) != origin(dashboard, include, statuses):
            fleet = read_fleet(engine, dashboard, include, statuses)
            if self.get_option("cache"):
                self._cache[cache_key] = json.dumps(fleet)
        variables = {site[VARIABLES][f"{PREFIX}id"]: site[VARIABLES] for site in adopt(engine, fleet)}
        sites = [variables[one] for one in chosen(filters, engine)]
        known = {name: host.vars for name, host in inventory.hosts.items()}
        return named(sites, self.get_option("host_prefix"), dashboard.connection.dashboard_url, known)

    def _cached(self, cache_key: str, cache: bool) -> Fleet:
        """What the cache holds for the file; nothing where it is off, has run out, or is to be made anew.

        It is kept as one text: Ansible's caches look at every single value of a structure, and that takes longer than
        all the rest.
        """
        if not cache or not self.get_option("cache"):
            return {}
        try:
            found: Fleet = json.loads(self._cache[cache_key])
        except KeyError:
            return {}
        return found

    def _add(self, inventory: Any, name: str, variables: Mapping[str, Any], groups: list[str]) -> None:
        for group in groups:
            inventory.add_host(name, group)
        facts = unsafe(dict(variables))
        for variable, value in facts.items():
            inventory.set_variable(name, variable, value)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), facts, name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), facts, name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), facts, name, strict=strict)
