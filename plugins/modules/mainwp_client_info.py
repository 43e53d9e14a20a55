#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List clients."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_client_info
short_description: List clients
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists the clients of a MainWP Dashboard, or those that fit.
  - Without a filter all clients are listed. Where several filters are given, a client must fit each.
  - The values of client fields are not listed, since the API never shows them.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
  clients:
    description:
      - Only these clients, by name, e-mail or id. One that does not exist is an error.
    type: list
    elements: str
  status:
    description:
      - Only clients in this state.
    type: str
    choices: [active, suspended, lead, lost]
  search:
    description:
      - Only clients with this text in their name or e-mail, without regard to case.
    type: str
  include:
    description:
      - What is read beside the clients. V(sites) costs one request more, for all of them, V(costs) one a client.
    type: list
    elements: str
    choices: [sites, costs]
    default: []
seealso:
  - module: mainwp.dashboard.mainwp_client
"""

EXAMPLES = r"""
- name: List all clients
  mainwp.dashboard.mainwp_client_info:
  register: everyone

- name: Show the sites of one client
  mainwp.dashboard.mainwp_client_info:
    clients: [ops@acme.example]
    include: [sites]
  register: acme
"""

RETURN = r"""
clients:
  description: The clients, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 3
    name:
      description: Its name.
      type: str
      sample: Acme Ltd
    email:
      description: Its e-mail address.
      type: str
      sample: ops@acme.example
    phone:
      description: Its phone number.
      type: str
      sample: "+1 555 0100"
    address_1:
      description: First line of its address.
      type: str
      sample: 1 Main St
    address_2:
      description: Second line of its address.
      type: str
      sample: Suite 2
    city:
      description: Its city.
      type: str
      sample: Springfield
    region:
      description: Its state or region.
      type: str
      sample: IL
    zip:
      description: Its postal code.
      type: str
      sample: "62701"
    country:
      description: Its country.
      type: str
      sample: US
    note:
      description: The note about it, one line.
      type: str
      sample: VIP
    facebook:
      description: Address of its Facebook page.
      type: str
      sample: https://facebook.com/acme
    twitter:
      description: Address of its Twitter page.
      type: str
      sample: ""
    instagram:
      description: Address of its Instagram page.
      type: str
      sample: ""
    linkedin:
      description: Address of its LinkedIn page.
      type: str
      sample: ""
    suspended:
      description: Whether it is suspended.
      type: bool
      sample: false
    status:
      description: V(active), V(suspended), V(lead) or V(lost). The API can set neither V(lead) nor V(lost).
      type: str
      sample: active
    created:
      description: When it was made, in UTC.
      type: str
      sample: "2026-11-24T08:15:00Z"
    sites:
      description: Addresses of its sites, sorted. Only with O(include=sites).
      type: list
      elements: str
      sample: ["https://shop.example.com/"]
    costs:
      description: Costs that reach one of its sites, whatever they are for. Only with O(include=costs).
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
          description: Id of its type.
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
          description: Id of the method of payment.
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
          description: Date of the last renewal; null where there was none.
          type: str
          sample: "2026-01-15"
        next_renewal:
          description: Date of the next renewal; null where there is none.
          type: str
          sample: "2027-01-15"
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._noun_info import run_noun_info
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._client import CLIENT


def main() -> None:
    """Entry point of the module."""
    run_noun_info(CLIENT, needs_v2=False)


if __name__ == "__main__":
    main()
