#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a client."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_client
short_description: Manage clients
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, changes, renames, suspends and removes a client of a MainWP Dashboard, and says which sites belong to it.
  - A client is found by O(id), else by its O(email), without regard to case. If no client has that e-mail, the one with
    that O(name) and no e-mail is meant. So a new O(email) for a client that has one already needs O(id); without it a
    second client is made.
  - Names are not unique. A name that fits several clients is refused, with their ids.
  - WordPress keeps one line of plain text of each value. Markup, backslashes and line breaks go.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
    details:
      - O(fields) are not part of it, since the API never shows them.
  idempotent:
    support: partial
    details:
      - With O(update_fields=always) the values of O(fields) are written every time, and the task reports a change,
        since the API never shows what is there.
options:
  state:
    description:
      - Whether the client shall exist. Removing a client leaves its sites alone.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the client. With it, O(email) and O(name) are what the client shall have.
    type: int
  name:
    description:
      - Name of the client. It identifies the client where no O(email) is given, or where the client has
        none.
    type: str
  new_name:
    description:
      - Name that the client shall get. A client that has it already is left as it is.
    type: str
  email:
    description:
      - E-mail address of the client. It identifies the client; changing it needs O(id).
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
        O(update_fields).
    type: dict
  update_fields:
    description:
      - When O(fields) are written.
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
      - Whether O(sites) are added to the sites of the client, are all of them, or are taken away from
        them.
    type: str
    choices: [set, add, remove]
    default: add
seealso:
  - module: mainwp.dashboard.mainwp_client_info
  - module: mainwp.dashboard.mainwp_client_field
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Have a client with an address
  mainwp.dashboard.mainwp_client:
    name: Acme Ltd
    email: ops@acme.example
    phone: "+1 555 0100"
    address_1: 1 Main St
    city: Springfield
    region: IL
    zip: "62701"
    country: US

- name: Note the number of the contract, again and again, since it cannot be compared
  mainwp.dashboard.mainwp_client:
    name: Acme Ltd
    email: ops@acme.example
    fields:
      contract.number: C-77
    update_fields: always

- name: Give the client two sites
  mainwp.dashboard.mainwp_client:
    email: ops@acme.example
    sites:
      - shop.example.com
      - blog.example.com

- name: Suspend the client (its sites are not suspended with it)
  mainwp.dashboard.mainwp_client:
    email: ops@acme.example
    suspended: true

- name: Remove the client
  mainwp.dashboard.mainwp_client:
    email: ops@acme.example
    state: absent
"""

RETURN = r"""
client:
  description: The client afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a client that does not exist yet.
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
      description: Addresses of its sites, sorted. Only where O(sites) was given.
      type: list
      elements: str
      sample: ["https://shop.example.com/"]
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._client import CLIENT


def main() -> None:
    """Entry point of the module."""
    run_noun(CLIENT)


if __name__ == "__main__":
    main()
