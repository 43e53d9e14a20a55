#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a cost."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_cost
short_description: Manage costs of the cost tracker
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, changes, renames and removes a cost, such as a licence, in the cost tracker of a MainWP Dashboard.
  - A cost is found by O(id), else by its O(name), without regard to case. Names are not unique. A name that fits
    several costs is refused, with their ids.
  - A cost is for sites, or for tags, or for clients. Give one of O(sites), O(tags) and O(clients). Giving another one
    than before empties the former.
  - The dashboard replaces the whole cost with every edit. So what is not given is read and sent again, and a
    change that somebody else makes at the same moment is lost.
  - The dashboard stores any word. So what is given is checked here.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: full
options:
  state:
    description:
      - Whether the cost shall exist.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the cost. With it, O(name) is what the cost shall have.
    type: int
  name:
    description:
      - Name of the cost. It identifies the cost where no O(id) is given.
    type: str
  new_name:
    description:
      - Name that the cost shall get. A cost that has it already is left as it is.
    type: str
  url:
    description:
      - Address of what is paid for, with C(http://) or C(https://).
    type: str
  type:
    description:
      - Whether it is paid again and again, or once.
    type: str
    choices: [subscription, lifetime]
  product_type:
    description:
      - What is paid for, one of V(plugin), V(theme), V(hosting), V(service) and V(other), or the name or id of a type
        of your own. See M(mainwp.dashboard.mainwp_cost_type).
    type: str
  slug:
    description:
      - Slug of the plugin or theme that is paid for. A plugin or theme cannot have the slug of any other cost.
    type: str
  license_type:
    description:
      - For how many sites the licence is.
    type: str
    choices: [single_site, multi_site]
  status:
    description:
      - State of the cost.
    type: str
    choices: [active, canceled, on_hold, expired, pending_cancelation]
  price:
    description:
      - Price, in the currency of the dashboard. Up to 14 digits, 8 of them decimals.
    type: float
  payment_method:
    description:
      - How it is paid, one of V(paypal), V(stripe), V(apple), V(amazon), V(google), V(credit_debit), V(debit_card)
        and V(cash), or the name or id of a method of your own. See M(mainwp.dashboard.mainwp_payment_method).
    type: str
  renewal:
    description:
      - How often it is renewed.
    type: str
    choices: [weekly, monthly, quarterly, yearly, disabled]
  last_renewal:
    description:
      - Date of the last renewal or of the purchase, such as C(2026-01-31), with or without a time. Without an offset
        it is in UTC. The dashboard works the next renewal out of it. An empty text removes it.
    type: str
  icon:
    description:
      - Icon of the cost, such as V(deficon:plug). An empty text removes it.
      - The dashboard shows it in the read of a single cost only. With a persistent object cache (Redis, Memcached) that
        read never sees a change. Then a change of O(icon) or O(color) fails although it was made, and an edit of
        anything else brings back the former ones, unless both are given.
    type: str
  color:
    description:
      - Colour of the cost, such as V(#7fb100). An empty text removes it.
    type: str
  sites:
    description:
      - The sites that the cost is for, by address, name or id.
    type: list
    elements: str
  sites_mode:
    description:
      - Whether O(sites) are all sites of the cost, are added to them, or are taken away from them.
    type: str
    choices: [set, add, remove]
    default: set
  tags:
    description:
      - The tags whose sites the cost is for, by name or id.
    type: list
    elements: str
  tags_mode:
    description:
      - Whether O(tags) are all tags of the cost, are added to them, or are taken away from them.
    type: str
    choices: [set, add, remove]
    default: set
  clients:
    description:
      - The clients whose sites the cost is for, by name, e-mail or id.
    type: list
    elements: str
  clients_mode:
    description:
      - Whether O(clients) are all clients of the cost, are added to them, or are taken away from them.
    type: str
    choices: [set, add, remove]
    default: set
  note:
    description:
      - Note about the cost, plain text of any number of lines.
      - A note with markup, as the dashboard's screens make it, is shown as HTML and kept.
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_cost_info
  - module: mainwp.dashboard.mainwp_cost_type
  - module: mainwp.dashboard.mainwp_payment_method
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Have the licence of a plugin for two sites
  mainwp.dashboard.mainwp_cost:
    name: Elementor Pro
    type: subscription
    product_type: plugin
    slug: elementor-pro
    license_type: multi_site
    status: active
    price: 99.50
    payment_method: paypal
    renewal: yearly
    last_renewal: "2026-01-15"
    sites:
      - shop.example.com
      - blog.example.com

- name: Raise the price and leave all else as it is
  mainwp.dashboard.mainwp_cost:
    name: Elementor Pro
    price: 120

- name: Have it for all sites with a tag from now on
  mainwp.dashboard.mainwp_cost:
    name: Elementor Pro
    tags: [production]

- name: Remove the cost
  mainwp.dashboard.mainwp_cost:
    name: Elementor Pro
    state: absent
"""

RETURN = r"""
cost:
  description: The cost afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a cost that does not exist yet.
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
    icon:
      description: Its icon. Only where O(icon) was given.
      type: str
      sample: "deficon:plug"
    color:
      description: Its colour. Only where O(color) was given.
      type: str
      sample: "#7fb100"
    sites:
      description: Addresses of its sites, sorted. Only where O(sites) was given, or where there are none.
      type: list
      elements: str
      sample: ["https://shop.example.com/"]
    sites_ids:
      description: Ids of its sites, where RV(cost.sites) is not shown.
      type: list
      elements: int
      sample: [1, 2]
    tags:
      description: Names of its tags, sorted. Only where O(tags) was given, or where there are none.
      type: list
      elements: str
      sample: ["production"]
    tags_ids:
      description: Ids of its tags, where RV(cost.tags) is not shown.
      type: list
      elements: int
      sample: [1, 2]
    clients:
      description: Names of its clients, sorted. Only where O(clients) was given, or where there are none.
      type: list
      elements: str
      sample: ["Acme Ltd"]
    clients_ids:
      description: Ids of its clients, where RV(cost.clients) is not shown.
      type: list
      elements: int
      sample: [1, 2]
    note:
      description: The note about it.
      type: str
      sample: Bought for the shops.
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._cost import COST


def main() -> None:
    """Entry point of the module."""
    run_noun(COST)


if __name__ == "__main__":
    main()
