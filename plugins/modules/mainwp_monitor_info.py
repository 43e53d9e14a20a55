#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List uptime monitors."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_monitor_info
short_description: List uptime monitors
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists the uptime monitors of a MainWP Dashboard, or those that fit, with what they found.
  - Without a filter all monitors are listed. Where several filters are given, a monitor must fit each. Sites without a
    monitor are not listed.
  - The API does not tell whether a monitor is active, nor its method, timeout, keyword and expected codes.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v2
options:
  monitors:
    description:
      - Only these monitors, by the address of the site or by the id of the monitor. One that does not exist is an
        error.
    type: list
    elements: str
  status:
    description:
      - Only monitors whose last check ended so. V(unknown) was never checked.
    type: str
    choices: [up, down, pending, unknown]
  search:
    description:
      - Only monitors with this text in the address of their site, without regard to case.
    type: str
  include:
    description:
      - What is read beside the monitors. Each costs one request more for each monitor.
      - V(heartbeats) are the checks, the newest 100 of the last 30 days. V(incidents) are the outages, the newest 100.
    type: list
    elements: str
    choices: [heartbeats, incidents]
    default: []
seealso:
  - module: mainwp.dashboard.mainwp_monitor
"""

EXAMPLES = r"""
- name: List the sites that are down
  mainwp.dashboard.mainwp_monitor_info:
    status: down
  register: outages

- name: Read when the shop was down
  mainwp.dashboard.mainwp_monitor_info:
    monitors: [shop.example.com]
    include: [incidents]
  register: shop
"""

RETURN = r"""
monitors:
  description: The monitors, sorted by the address of the site.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id. It is not the id of the site.
      type: int
      sample: 3
    site:
      description: Address of the site.
      type: str
      sample: https://shop.example.com/
    type:
      description: The type in effect, which can be the dashboard's own.
      type: str
      sample: http
    interval:
      description: The interval in effect, which can be the dashboard's own.
      type: str
      sample: 5m
    status:
      description: V(up), V(down), V(pending) where a second check shall confirm an outage or nothing answered at all,
        V(unknown) before the first check.
      type: str
      sample: up
    last_check:
      description: When it was last checked, in UTC; null before the first check.
      type: str
      sample: "2026-11-24T08:15:00Z"
    http_code:
      description: The HTTP code of that check; null where there was none.
      type: int
      sample: 200
    uptime_ratio_7d:
      description: Percentage of the last 7 days that the site was up; 0 also where nothing is known.
      type: float
      sample: 99.5
    uptime_ratio_30d:
      description: Percentage of the last 30 days that the site was up; 0 also where nothing is known.
      type: float
      sample: 99.9
    response_time_avg_ms:
      description: Average milliseconds of the answers of the last 30 days; 0 where there were none.
      type: int
      sample: 120
    response_time_min_ms:
      description: The shortest of them.
      type: int
      sample: 80
    response_time_max_ms:
      description: The longest of them.
      type: int
      sample: 450
    heartbeats:
      description: The checks, newest first. Only with O(include=heartbeats).
      type: list
      elements: dict
      contains:
        time:
          description: When it was, in UTC.
          type: str
          sample: "2026-11-24T08:15:00Z"
        status:
          description: What it found, V(up), V(down), V(pending) or V(first).
          type: str
          sample: up
        http_code:
          description: The HTTP code; null where nothing answered.
          type: int
          sample: 200
        ping_ms:
          description: Milliseconds until the answer.
          type: int
          sample: 94
        text:
          description: What the dashboard says about it, in its language.
          type: str
          sample: 200 - up! OK
    incidents:
      description: The outages, newest first. Only with O(include=incidents).
      type: list
      elements: dict
      contains:
        started:
          description: When the first check found it down, in UTC.
          type: str
          sample: "2026-11-24T08:15:00Z"
        ended:
          description: When a check found it up again, in UTC; null while it lasts.
          type: str
          sample: "2026-11-24T08:20:00Z"
        seconds:
          description: How long that was; null while it lasts.
          type: int
          sample: 300
        resolved:
          description: Whether it is over.
          type: bool
          sample: true
        checks_down:
          description: How many checks found it down.
          type: int
          sample: 2
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._monitor import MONITOR


def main() -> None:
    """Entry point of the module."""
    run_noun_info(MONITOR)


if __name__ == "__main__":
    main()
