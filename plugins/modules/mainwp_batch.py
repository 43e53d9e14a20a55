#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Do many things in few requests."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_batch
short_description: Do many things in few requests
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Sends many writes to a MainWP Dashboard at once, up to 100 in a request, and more in further requests.
  - The dashboard answers a batch with success whatever became of its items, and leaves out what it skips. Here every
    item gets a verdict, and the task fails if one was refused or not answered.
  - Nothing is compared or read back. Prefer M(mainwp.dashboard.mainwp_fleet), which also uses batches, for records that
    shall be in a state, and M(mainwp.dashboard.mainwp_sync) for syncs that are followed to their end.
  - Records have the words of MainWP's API. What would lose data or turn against another record is refused before
    anything is sent.
  - Sites cannot be connected here, since the password of their administrator would be shown. Use
    M(mainwp.dashboard.mainwp_site) or M(mainwp.dashboard.mainwp_fleet).
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: partial
    details:
      - Nothing is sent. Whether the dashboard would accept an item, and whether it would change anything, is not known.
        A change is reported if there is an item that writes.
  diff_mode:
    support: none
    details:
      - Nothing is known of what was there before.
  idempotent:
    support: none
    details:
      - RV(ignore:changed) is true if an item that writes was accepted or may have been. A creation makes a further
        record in every run.
options:
  tags:
    description:
      - What is done with tags.
    type: dict
    suboptions:
      add:
        description:
          - Tags that are made, each with C(name). The dashboard numbers a name that exists.
        type: list
        elements: dict
      edit:
        description:
          - Tags that are changed, each with C(id) and C(name), without which the dashboard would blank the name.
        type: list
        elements: dict
      remove:
        description:
          - Tags that are removed, by name or id.
        type: list
        elements: str
  clients:
    description:
      - What is done with clients.
    type: dict
    suboptions:
      add:
        description:
          - Clients that are made, each with C(name).
        type: list
        elements: dict
      edit:
        description:
          - Clients that are changed, each with C(id).
        type: list
        elements: dict
      remove:
        description:
          - Clients that are removed, by name, e-mail or id.
        type: list
        elements: str
  sites:
    description:
      - What is done with sites, by address, name or id. It is done in the order of these suboptions.
    type: dict
    suboptions:
      edit:
        description:
          - Sites that are changed, each with C(id) and C(client_id), without which the dashboard would take the client
            away. Passwords are refused.
        type: list
        elements: dict
      sync:
        description:
          - Sites that are synced.
        type: list
        elements: str
      reconnect:
        description:
          - Sites that are reconnected.
        type: list
        elements: str
      disconnect:
        description:
          - Sites that are disconnected.
        type: list
        elements: str
      suspend:
        description:
          - Sites that are suspended. A batch cannot take that back.
        type: list
        elements: str
      check:
        description:
          - Sites whose HTTP status is checked.
        type: list
        elements: str
      remove:
        description:
          - Sites that are removed. MainWP Child is deactivated on them. The record goes also where that fails.
        type: list
        elements: str
      security:
        description:
          - Sites whose security checks are read, from the child.
        type: list
        elements: str
      plugins:
        description:
          - Sites whose plugins are read.
        type: list
        elements: str
      themes:
        description:
          - Sites whose themes are read.
        type: list
        elements: str
      non_mainwp_changes:
        description:
          - Sites of which is read what was changed on them without MainWP.
        type: list
        elements: str
  costs:
    description:
      - What is done with costs.
    type: dict
    suboptions:
      add:
        description:
          - Costs that are made, each with one of the lists C(sites), C(groups) (tags) and C(clients), of ids.
        type: list
        elements: dict
      edit:
        description:
          - Costs that are replaced, each with C(id) and all that shall stay, since the rest is reset.
        type: list
        elements: dict
      remove:
        description:
          - Costs that are removed, by name or id.
        type: list
        elements: str
notes:
  - Tags come first, then clients, sites and costs. Within a group records are made, then changed, then removed.
  - The dashboard works one item after the other. It does not stop at a failure, and takes nothing back.
  - A request whose answer is lost is not sent again. Its items are V(unknown), and the further requests are not sent.
seealso:
  - module: mainwp.dashboard.mainwp_fleet
  - module: mainwp.dashboard.mainwp_sync
  - module: mainwp.dashboard.mainwp_api
"""

EXAMPLES = r"""
- name: Make two tags and a client, and check three sites
  mainwp.dashboard.mainwp_batch:
    tags:
      add:
        - {name: spring, color: "#7fb100"}
        - {name: autumn}
    clients:
      add:
        - {name: Beta Ltd, client_email: it@beta.example}
    sites:
      check:
        - shop.example.com
        - blog.example.com
        - news.example.com
  register: batch

- name: Remove two tags
  mainwp.dashboard.mainwp_batch:
    tags:
      remove: [spring, autumn]
"""

RETURN = r"""
batch:
  description: What became of each item, in the order in which they were sent.
  returned: success and partial failure
  type: list
  elements: dict
  contains:
    group:
      description: V(tags), V(clients), V(sites) or V(costs).
      type: str
      sample: sites
    verb:
      description: What was to be done.
      type: str
      sample: check
    item:
      description: The item as it was named, by C(id) or C(name) where it is a record.
      type: str
      sample: shop.example.com
    verdict:
      description: V(done), V(failed), V(unknown) (sent and not answered), V(untried), or V(planned) in check mode.
      type: str
      sample: done
    reason:
      description: Why it failed; empty otherwise.
      type: str
      sample: ""
    answer:
      description: The dashboard's answer for this item; null where there was none.
      type: raw
      sample: {success: 1}
summary:
  description: How many items have each verdict.
  returned: success and partial failure
  type: dict
  sample: {done: 6, failed: 0, unknown: 0, untried: 0, planned: 0}
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._batch import BATCH_OPTIONS, run_batch
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_batch, BATCH_OPTIONS, required_one_of=[tuple(BATCH_OPTIONS)])


if __name__ == "__main__":
    main()
