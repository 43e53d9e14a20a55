#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List the pages of child sites."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_page_info
short_description: List the pages of child sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Reads the pages of sites from the sites themselves, one request for each site and status, several sites at a time.
  - A site that does not answer is V(failed), so that its pages are known to be missing from the list.
  - There is no such module for posts, because MainWP 6.1.2 never lists any.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v2
options:
  statuses:
    description: The statuses of the pages, each of which is a request a site.
    type: list
    elements: str
    choices: [publish, pending, private, future, draft, trash]
    default: [publish]
  search:
    description: A text that the title holds. Letter case does not count.
    type: str
    default: ''
  include:
    description:
      - V(details) adds what the list does not show, with a request for each page. Reading it takes the edit lock of the
        page, as if the administrator had opened it.
    type: list
    elements: str
    choices: [details]
    default: []
  fail_on:
    description:
      - When the task fails. V(any) at the first site that could not be read, V(none) never, a number at
        so many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
seealso:
  - module: mainwp.dashboard.mainwp_page
"""

EXAMPLES = r"""
- name: Which sites have a page about privacy?
  mainwp.dashboard.mainwp_page_info:
    sites: all
    statuses: [publish, draft]
    search: privacy
  register: privacy

- name: Show them
  ansible.builtin.debug:
    msg: "{{ privacy.pages | map(attribute='site.url') | unique }}"
"""

RETURN = r"""
pages:
  description: The pages, by site.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    site:
      description: The site, with its id, address and title.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    id:
      description: Id of the page on this site.
      type: int
      sample: 2
    title:
      description: Title.
      type: str
      sample: Opening hours
    status:
      description: Status.
      type: str
      sample: publish
    author:
      description: The author's name in web addresses; V(removed) where there is none any more.
      type: str
      sample: admin
    author_email:
      description: The author's e-mail address.
      type: str
      sample: admin@shop.example.com
    modified:
      description: When it was changed, in UTC; of a page with the status V(future), when it will be published.
      type: str
      sample: "2026-05-01T09:00:00Z"
    content:
      description: Content.
      returned: with O(include=details)
      type: str
      sample: <p>Monday to Friday</p>
    slug:
      description: Its name in its address.
      returned: with O(include=details)
      type: str
      sample: opening-hours
    excerpt:
      description: Excerpt.
      returned: with O(include=details)
      type: str
      sample: When we are there
    comment_status:
      description: Whether visitors can comment.
      returned: with O(include=details)
      type: str
      sample: open
    ping_status:
      description: Whether other sites can ping it.
      returned: with O(include=details)
      type: str
      sample: closed
    date:
      description: When it is or was published, in UTC; null for a draft without a date.
      returned: with O(include=details)
      type: str
      sample: "2026-05-01 09:00:00"
    custom_fields:
      description: Its custom fields without WordPress' own.
      returned: with O(include=details)
      type: dict
      sample: {color: red}
sites:
  description: Every selected site, by address.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    id:
      description: Id of the site.
      type: int
      sample: 3
    url:
      description: Its address.
      type: str
      sample: https://shop.example.com/
    name:
      description: Its title.
      type: str
      sample: Acme shop
    verdict:
      description:
        - V(read) is in the list with all its pages, V(failed) could not be read.
        - V(skipped) is suspended or was not tried.
      type: str
      sample: read
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: null
    seconds:
      description: How long the work took; null where nothing was tried.
      type: float
      sample: 0.8
summary:
  description: How many sites have which verdict.
  returned: when sites were selected, also on failure
  type: dict
  sample: {read: 44, failed: 1, skipped: 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 46
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(sites_unread).
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._contents._info import PAGE_INFO_OPTIONS, run_page_info
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_page_info, PAGE_INFO_OPTIONS)


if __name__ == "__main__":
    main()
