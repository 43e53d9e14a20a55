#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage the uptime monitor of a site."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_monitor
short_description: Manage the uptime monitors of sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Changes how a MainWP Dashboard watches whether a site is up, and can have it look at once.
  - The API neither makes nor removes monitors. MainWP makes one when a site is added, and only while uptime monitoring
    is on for the whole dashboard; switching it on later makes none. So switch it on first, with
    M(mainwp.dashboard.mainwp_settings), and add sites afterwards. Saving the monitoring settings of a site on the
    dashboard's screens makes a monitor, too. The task fails for a site without one.
  - Of the settings the API shows O(type) and O(interval) only, and of these what is in effect. So a monitor that has
    its own interval of one hour and one that follows a dashboard with one hour look the same, and are left alone.
    Both are proved by reading them back.
  - All other settings are never shown. They are written every time, which is always a change, unless
    O(update_settings=never).
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: partial
    details:
      - The settings are predicted. O(check) is left out. It is foretold as a change for a monitor that was never
        checked, and as none for any other, since nobody knows what it would find.
  diff_mode:
    support: full
    details:
      - Only O(type) and O(interval) are part of it.
  idempotent:
    support: partial
    details:
      - With O(update_settings=always), the default, the settings that the API never shows are written every time, and
        the task reports a change. A task with O(type) and O(interval) alone is idempotent.
      - O(check) asks for the page every time. It is a change where the status of the monitor is another one afterwards.
options:
  id:
    description:
      - Id of the monitor. It is needed for the monitor of a single page of a site; such a monitor shows the address of
        its site.
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
      - What is looked at. V(http) asks for the page and judges by the HTTP code, V(ping) by the code without the page,
        V(keyword) looks for O(keyword) too. V(global) means as the dashboard is set.
    type: str
    choices: [global, http, ping, keyword]
  interval:
    description:
      - How often the site is checked. V(global) means as the dashboard is set.
      - While O(down_confirmation_check) is enabled, MainWP 6.1 checks at every run of its cron, whatever the interval.
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
      - Whether an outage has to be found by two checks in a row before the site counts as down. V(global) means as the
        dashboard is set.
    type: str
    choices: [global, enabled, disabled]
  up_status_codes:
    description:
      - The HTTP codes that mean that the site is up, of those that MainWP knows, or V(global) alone for those of the
        dashboard.
    type: list
    elements: str
  keyword:
    description:
      - The text that the page must hold with O(type=keyword), in any letter case. An empty one is always found.
    type: str
  update_settings:
    description:
      - When the settings are written that the API never shows. These are O(active), O(method), O(timeout),
        O(down_confirmation_check), O(up_status_codes) and O(keyword).
      - V(always) writes them every time, V(never) leaves those of a monitor that is there alone.
    type: str
    choices: [always, never]
    default: always
  check:
    description:
      - Have the dashboard ask for the page once the settings are written, and wait for it. It is done even for a
        monitor that is not active. MainWP always checks the site itself, also where O(id) is that of a single page.
    type: bool
    default: false
seealso:
  - module: mainwp.dashboard.mainwp_monitor_info
  - module: mainwp.dashboard.mainwp_site_check
    description: Checks many sites, with or without a monitor.
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Look every five minutes whether the shop answers
  mainwp.dashboard.mainwp_monitor:
    site: shop.example.com
    type: http
    interval: 5m

- name: Look for a word on the page of the blog, and write it each time, since the API never shows it
  mainwp.dashboard.mainwp_monitor:
    site: blog.example.com
    type: keyword
    method: get
    keyword: Welcome
    up_status_codes: [200, 301]

- name: Let the news follow the dashboard's own settings again
  mainwp.dashboard.mainwp_monitor:
    site: news.example.com
    type: global
    interval: global

- name: See whether the shop is up now
  mainwp.dashboard.mainwp_monitor:
    site: shop.example.com
    check: true
  register: shop
"""

RETURN = r"""
monitor:
  description: The monitor afterwards.
  returned: success
  type: dict
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module
from ansible_collections.mainwp.dashboard.plugins.module_utils._monitors import MONITOR_OPTIONS, run_monitor
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._monitor import MONITOR


def main() -> None:
    """Entry point of the module."""
    run_module(run_monitor, MONITOR_OPTIONS, **MONITOR.constraints)


if __name__ == "__main__":
    main()
