#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List costs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_cost_info
short_description: List costs of the cost tracker
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists the costs in the cost tracker of a MainWP Dashboard, or those that fit.
  - Without a filter all costs are listed. Where several filters are given, a cost must fit each.
  - Icon and colour are not listed.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
  costs:
    description:
      - Only these costs, by name or id. One that does not exist is an error.
    type: list
    elements: str
  search:
    description:
      - Only costs with this text in their name, without regard to case.
    type: str
  type:
    description:
      - Only costs that are paid in this way.
    type: str
    choices: [subscription, lifetime]
  status:
    description:
      - Only costs in this state.
    type: str
    choices: [active, canceled, on_hold, expired, pending_cancelation]
  renewal:
    description:
      - Only costs that are renewed so often.
    type: str
    choices: [weekly, monthly, quarterly, yearly, disabled]
  include:
    description:
      - What is read beside the costs.
      - V(sites), V(tags) and V(clients) show the names of what the costs are for. Each costs one request more, for all
        of them.
      - V(reached_sites) and V(reached_clients) are the sites that a cost reaches, also through its tags or clients, and
        the clients who own these sites. Each costs one request a cost.
    type: list
    elements: str
    choices: [sites, tags, clients, reached_sites, reached_clients]
    default: []
seealso:
  - module: mainwp.dashboard.mainwp_cost
"""

EXAMPLES = r"""
- name: List all costs
  mainwp.dashboard.mainwp_cost_info:
  register: costs

- name: Show what is renewed every year, and the sites that it reaches
  mainwp.dashboard.mainwp_cost_info:
    renewal: yearly
    include: [reached_sites]
  register: yearly
"""

RETURN = r"""
costs:
  description: The costs, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 4
    name:
      description: Its name.
      type: str
      sample: Elementor Pro
    url:
      description: Address of what is paid for.
      type: str
      sample: https://elementor.com
    type:
      description: V(subscription) or V(lifetime).
      type: str
      sample: subscription
    product_type:
      description: Id of its type.
      type: str
      sample: plugin
    slug:
      description: Slug of the plugin or theme.
      type: str
      sample: elementor-pro
    license_type:
      description: V(single_site) or V(multi_site).
      type: str
      sample: multi_site
    status:
      description: Its state.
      type: str
      sample: active
    price:
      description: Its price, in the currency of the dashboard.
      type: float
      sample: 99.5
    payment_method:
      description: Id of the method of payment.
      type: str
      sample: paypal
    renewal:
      description: How often it is renewed.
      type: str
      sample: yearly
    last_renewal:
      description: Date of the last renewal or of the purchase, with its time in UTC where that is not midnight.
      type: str
      sample: "2026-01-15"
    next_renewal:
      description: Date of the next renewal, as it was when the cost was last written; null where there is none.
      type: str
      sample: "2027-01-15"
    sites:
      description: Addresses of its sites, sorted. Only with O(include=sites), or where there are none.
      type: list
      elements: str
      sample: ["https://shop.example.com/"]
    sites_ids:
      description: Ids of its sites, where RV(costs[].sites) is not shown.
      type: list
      elements: int
      sample: [1, 2]
    tags:
      description: Names of its tags, sorted. Only with O(include=tags), or where there are none.
      type: list
      elements: str
      sample: ["production"]
    tags_ids:
      description: Ids of its tags, where RV(costs[].tags) is not shown.
      type: list
      elements: int
      sample: [1, 2]
    clients:
      description: Names of its clients, sorted. Only with O(include=clients), or where there are none.
      type: list
      elements: str
      sample: ["Acme Ltd"]
    clients_ids:
      description: Ids of its clients, where RV(costs[].clients) is not shown.
      type: list
      elements: int
      sample: [1, 2]
    note:
      description: The note about it.
      type: str
      sample: Bought for the shops.
    reached_sites:
      description: The sites that it reaches. Only with O(include=reached_sites).
      type: list
      elements: dict
      contains:
        id:
          description: Id of the site.
          type: int
          sample: 1
        url:
          description: Its address.
          type: str
          sample: https://shop.example.com/
        name:
          description: Its name.
          type: str
          sample: Acme shop
    reached_clients:
      description: The clients who own these sites. Only with O(include=reached_clients).
      type: list
      elements: dict
      contains:
        id:
          description: Id of the client.
          type: int
          sample: 3
        name:
          description: Its name.
          type: str
          sample: Acme Ltd
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._cost import COST


def main() -> None:
    """Entry point of the module."""
    run_noun_info(COST, needs_v2=False)


if __name__ == "__main__":
    main()
