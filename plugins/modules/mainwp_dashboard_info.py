#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a dashboard is, and what is in the way of using it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_dashboard_info
short_description: Look at a dashboard and find out what is wrong with the connection
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Returns versions, generation and counts of a MainWP Dashboard, and what the key may do there.
  - Where the dashboard cannot be used, it names the layer that is in the way, from the resolution of the name over TLS,
    redirects, firewalls, login pages and permalinks to the key and its permissions, with cause and cure.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
  diagnose:
    description:
      - Whether to return what is wrong instead of failing. Then RV(usable) tells whether the dashboard can be used.
      - What does not keep the other modules from working, like a wrong application password, never fails the task; it
        is in RV(problems) in any case.
    type: bool
    default: false
notes:
  - To learn what the key may do, requests with the methods POST, PUT and DELETE are sent to a route that does not
    exist. The dashboard checks the key before it finds that out, and nothing is written. They also show a firewall that
    refuses one of these methods. This is done in check mode too.
  - Version 1 of the API looks the route up first, so a route is asked that does nothing without the site's id. Whether
    the key may delete is not known there.
  - MainWP's API does not tell any version. An application password opens the routes of WordPress that do.
seealso:
  - module: mainwp.dashboard.mainwp_api_info
"""

EXAMPLES = r"""
- name: Make sure that the dashboard can be used before anything is changed
  mainwp.dashboard.mainwp_dashboard_info:
  register: about

- name: Refuse to go on with a key that cannot write
  ansible.builtin.assert:
    that: "'write' in about.dashboard.permissions"

- name: Find out what is wrong
  mainwp.dashboard.mainwp_dashboard_info:
    diagnose: true
  register: about

- name: Show it
  ansible.builtin.debug:
    var: about.problems
"""

RETURN = r"""
dashboard:
  description: What was found. What could not be found out is null.
  returned: always, unless the options are wrong
  type: dict
  contains:
    url:
      description: Its address, as it is used.
      type: str
      sample: https://dashboard.example.com
    name:
      description: Title of the WordPress site.
      type: str
      sample: Acme dashboard
    api_version:
      description: Version of the API that the connection speaks, V(v2) or V(v1).
      type: str
      sample: v2
    generation:
      description: V(modern) on WordPress 6.9 or later, where MainWP answers through abilities, else V(legacy).
      type: str
      sample: modern
    versions:
      description: Versions of C(mainwp), C(wordpress) and C(php). They need an application password; that of WordPress
        and PHP also WordPress 6.9 or later.
      type: dict
      sample: {mainwp: 6.1.2, wordpress: 7.0.4, php: 8.2.36}
    permissions:
      description: What the key may do, of V(read), V(write) and V(delete).
      type: list
      elements: str
      sample: [read, write, delete]
    counts:
      description: How many C(sites), C(tags) and C(clients) there are.
      type: dict
      sample: {sites: 42, tags: 7, clients: 12}
    abilities:
      description: Whether WordPress has the Abilities API.
      type: bool
      sample: true
    application_password:
      description: V(accepted), V(refused), V(not_given), or V(unknown) where it could not be tried.
      type: str
      sample: accepted
    clock_offset:
      description: Seconds by which the dashboard's clock is ahead of that of the machine that runs the module.
      type: int
      sample: 0
usable:
  description: Whether the other modules can work with the dashboard, as far as reading goes.
  returned: always, unless the options are wrong
  type: bool
  sample: true
problems:
  description: What is wrong, in the order in which it was found.
  returned: always, unless the options are wrong
  type: list
  elements: dict
  contains:
    layer:
      description: Who is in the way. One of V(name_resolution), V(tcp), V(tls), V(proxy), V(timeout), V(redirect),
        V(login_page), V(waf), V(http_auth), V(plain_permalinks), V(web_server), V(php), V(key), V(dashboard) and
        V(clock).
      type: str
      sample: plain_permalinks
    code:
      description: The dashboard's error code, or one of the collection's own.
      type: str
      sample: not_json
    status:
      description: HTTP status of the answer, if there was one.
      type: int
      sample: 200
    cause:
      description: What is wrong.
      type: str
      sample: A web page answered instead of the REST API.
    hint:
      description: What helps.
      type: str
      sample: Choose any permalink structure but 'Plain' on the dashboard.
    blocking:
      description: Whether it keeps the other modules from working.
      type: bool
      sample: true
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 8
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._dashboard_info import INFO_OPTIONS, run_dashboard_info
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_dashboard_info, INFO_OPTIONS, needs_v2=False)


if __name__ == "__main__":
    main()
