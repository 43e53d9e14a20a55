#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage the settings of a dashboard."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_settings
short_description: Manage the settings of a dashboard
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Changes the dashboard's own settings, section by section. What a task does not name stays as it is.
  - Every section that is named is read, compared, written where it differs, and read back.
  - Types of costs, methods of payment and templates of e-mails are records of their own, with modules of their own.
  - The layout of the dashboard (O(general.sidebar_position), O(general.widgets), O(tools.theme)) belongs to the
    WordPress user who owns the key. Keys of other users see their own.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
  diff_mode:
    support: partial
    details: Secrets, and O(general.sidebar_position), which the API never shows, are not part of the diff.
  idempotent:
    support: partial
    details: >-
      A O(general.sidebar_position) and a O(api_backups.cpanel.password) cannot be read, so they are written, and
      reported as changed, by every run, unless their option C(update_...) is V(never). A C(secret) of
      O(api_backups) counts as equal when its last four characters are, since the API shows no more.
options:
  general:
    description:
      - General settings.
    type: dict
    suboptions:
      time_daily_update:
        description:
          - Time of the day at which the daily work begins, such as V('09:05'), on a 24 hour clock. Write it in quotes.
        type: str
      frequency_daily_update:
        description:
          - How many times a day the daily work is done, V(1) to V(12).
        type: int
      date_format:
        description:
          - Format of dates, in PHP's letters, such as V(F j, Y). It is WordPress' own setting.
        type: str
      time_format:
        description:
          - Format of times, in PHP's letters, such as V(g:i a). It is WordPress' own setting.
        type: str
      timezone:
        description:
          - Offset of the dashboard's clock, such as V(UTC+1), V(UTC-5) or V(UTC+5:30). It is WordPress' own setting.
          - The name of a zone is refused, because the dashboard would freeze it at the offset of that moment.
          - Where a city was chosen on the screen of WordPress, the dashboard confirms a change and does not make it.
            The task fails then; choose an offset on that screen once.
        type: str
      sidebar_position:
        description:
          - Side of the sidebar. The API never shows it.
        type: str
        choices: [left, right]
      update_sidebar_position:
        description:
          - Whether O(general.sidebar_position) is written by every run, or not at all.
        type: str
        choices: [always, never]
        default: always
      hide_update_everything:
        description:
          - Whether the button that updates everything is hidden.
        type: bool
      widgets:
        description:
          - Which widgets of the overview are shown, by their names on this dashboard, each V(true) or V(false). Widgets
            that are not named stay as they are.
          - The user who owns the key must have saved the list once on the dashboard's screen.
        type: dict
      plugin_automatic_daily_update:
        description:
          - Whether trusted plugins are updated automatically.
        type: bool
      theme_automatic_daily_update:
        description:
          - Whether trusted themes are updated automatically.
        type: bool
      translation_automatic_daily_update:
        description:
          - Whether translations are updated automatically.
        type: bool
      core_automatic_daily_update:
        description:
          - Whether WordPress is updated automatically on the sites that allow it.
        type: bool
      frequency_auto_update:
        description:
          - How often automatic updates run. A change of this and of the following four takes effect after the run that
            is already planned.
        type: str
        choices: [daily, weekly, monthly]
      time_auto_update:
        description:
          - Time of the day at which automatic updates run, such as V('03:00'). Write it in quotes.
        type: str
      day_of_week_auto_update:
        description:
          - Day of the week for O(general.frequency_auto_update=weekly).
        type: str
        choices: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
      day_of_month_auto_update:
        description:
          - Day of the month for O(general.frequency_auto_update=monthly), V(0) to V(31).
        type: int
      delay_auto_update:
        description:
          - Days for which a new version is left alone. One of V(0) to V(7), V(14), V(30).
        type: int
      show_language_updates:
        description:
          - Whether updates of translations are shown.
        type: bool
      disable_update_confirmations:
        description:
          - Which updates begin without the question whether they shall.
        type: str
        choices: [none, single, all]
      check_http_response:
        description:
          - Whether the HTTP answer of a site is checked after updates. It also makes the template C(http_check) of
            M(mainwp.dashboard.mainwp_email_template) exist.
        type: bool
      check_http_response_method:
        description:
          - HTTP method of that check.
        type: str
        choices: [head, get]
      backup_before_upgrade:
        description:
          - Whether updates are offered only after a recent backup.
        type: bool
      backup_before_upgrade_days:
        description:
          - Age in days up to which a backup is recent.
        type: int
      abandoned_tolerance:
        description:
          - Days without a new version after which a plugin or theme counts as abandoned.
        type: int
      primary_backup:
        description:
          - What makes backups. V(native) needs O(general.legacy_backup_feature=true), V(api_backups) needs it to be
            V(false); a change that contradicts this is refused.
        type: str
        choices: [native, api_backups]
      legacy_backup_feature:
        description:
          - Whether the dashboard's old backups are there.
        type: bool
      backups_on_server:
        description:
          - How many backups are kept on the server.
        type: int
      backups_on_external_sources:
        description:
          - How many backups are kept elsewhere.
        type: int
      archive_format:
        description:
          - Format of backups.
        type: str
        choices: [zip, tar.gz, tar.bz2, tar]
      notify_on_backup_fail:
        description:
          - Whether a backup that failed is mailed about.
        type: bool
      notify_on_backup_start:
        description:
          - Whether a backup that begins is mailed about.
        type: bool
      chunked_backup_tasks:
        description:
          - Whether backups are made in parts.
        type: bool
  advanced:
    description:
      - How the dashboard talks to its sites.
    type: dict
    suboptions:
      maximum_requests:
        description:
          - Requests to sites at the same time, V(1) to V(20).
        type: int
      minimum_delay:
        description:
          - Milliseconds between two of them, V(100) to V(5000) in steps of 100.
        type: int
      maximum_ip_requests:
        description:
          - Requests at the same time to sites on one IP address, V(1) to V(10).
        type: int
      minimum_ip_delay:
        description:
          - Milliseconds between two of those, V(500) to V(5000) in steps of 100.
        type: int
      chunk_sites_number:
        description:
          - Sites in one chunk of background work, V(1) to V(30).
        type: int
      chunk_sleep_interval:
        description:
          - Seconds between two chunks, V(0) to V(20).
        type: int
      maximum_sync_requests:
        description:
          - Syncs at the same time, V(1) to V(20).
        type: int
      maximum_install_update_requests:
        description:
          - Installations and updates at the same time, V(1) to V(20).
          - The API shows V(0) until it is set once, while the dashboard works with V(3).
        type: int
      maximum_uptime_monitoring_requests:
        description:
          - Checks of monitors at the same time, V(1) to V(100).
        type: int
      optimize:
        description:
          - Whether the dashboard is optimised for many sites.
        type: bool
      wp_cron:
        description:
          - Whether the dashboard uses WordPress' cron.
        type: bool
      ssl_verify_certificate:
        description:
          - Whether the certificates of sites are verified.
          - The API shows V(false) until it is set once, while the dashboard verifies. On a dashboard where this was
            never saved V(false) is taken for what is there already; set it to V(true) once before.
        type: bool
      verify_connection_method:
        description:
          - What makes the signatures.
        type: str
        choices: [openssl, phpseclib]
      signature_algorithm:
        description:
          - Algorithm of the signatures.
        type: str
        choices: [sha1, sha224, sha256, sha384, sha512]
      force_use_ipv4:
        description:
          - Whether sites are reached through IPv4 only.
        type: bool
      sync_data:
        description:
          - What a sync fetches. What is not named stays as it is.
          - The dashboard makes this list when it syncs a site for the first time, and refuses it before that.
        type: dict
        suboptions:
          core_updates:
            description: Updates of WordPress.
            type: bool
          plugin_updates:
            description: Updates of plugins.
            type: bool
          theme_updates:
            description: Updates of themes.
            type: bool
          translation_updates:
            description: Updates of translations.
            type: bool
          recent_comments:
            description: Recent comments.
            type: bool
          recent_posts:
            description: Recent posts.
            type: bool
          recent_pages:
            description: Recent pages.
            type: bool
          security:
            description: The security check.
            type: bool
          directories:
            description: The list of directories.
            type: bool
          categories:
            description: Categories of posts.
            type: bool
          total_size:
            description: Size of the site's files.
            type: bool
          database_size:
            description: Size of the site's database.
            type: bool
          plugins:
            description: Plugins that are there.
            type: bool
          themes:
            description: Themes that are there.
            type: bool
          users:
            description: Users.
            type: bool
          abandoned_plugins:
            description: Plugins that their authors have left.
            type: bool
          abandoned_themes:
            description: Themes that their authors have left.
            type: bool
          site_health:
            description: Site health.
            type: bool
          non_mainwp_changes:
            description: What was changed on the site without MainWP.
            type: bool
          other:
            description: What extensions ask for.
            type: bool
  monitoring:
    description:
      - Monitoring of all sites that have no settings of their own.
    type: dict
    suboptions:
      active:
        description:
          - Whether uptime is monitored. Sites get a monitor when they are added while this is on.
        type: bool
      interval:
        description:
          - Time between two checks of a site.
        type: str
        choices: [5m, 10m, 15m, 30m, 45m, 1h, 2h, 3h, 4h, 5h, 6h, 7h, 8h, 9h, 10h, 11h, 12h, 13h, 14h, 15h, 16h, 17h,
          18h, 19h, 20h, 21h, 22h, 23h, 24h]
      type:
        description:
          - What is checked.
        type: str
        choices: [http, ping, keyword]
      method:
        description:
          - HTTP method of checks.
        type: str
        choices: [head, get, post, push, patch, delete]
      timeout:
        description:
          - Time after which a check gives up.
        type: str
        choices: [30s, 45s, 60s, 90s, 2min, 3min, 4min, 5min, 6min, 7min, 8min, 9min, 10min, 15min, 30min, 45min, 60min,
          90min, no_limit]
      up_status_codes:
        description:
          - HTTP codes that mean that a site is up.
        type: list
        elements: int
      down_confirmation_check:
        description:
          - Whether a site counts as down only after a second check.
        type: bool
      keyword:
        description:
          - Text that has to be on the page, for O(monitoring.type=keyword). An empty text clears it.
        type: str
      site_health_monitoring:
        description:
          - Whether the site health of WordPress is watched.
        type: bool
      site_health_threshold:
        description:
          - Score below which a site is reported. V(80) is "should be improved", V(100) is "good".
        type: int
        choices: [80, 100]
  cost_tracker:
    description:
      - Currency of the cost tracker. Types of costs and methods of payment have modules of their own.
    type: dict
    suboptions:
      currency:
        description:
          - Code of the currency, such as V(EUR).
        type: str
      currency_position:
        description:
          - Where its sign stands.
        type: str
        choices: [left, right, left_space, right_space]
      thousand_separator:
        description:
          - Sign between thousands. The dashboard takes no blank and no empty one.
        type: str
      decimal_separator:
        description:
          - Sign before decimals. The dashboard takes no blank and no empty one.
        type: str
      decimals:
        description:
          - Number of decimals, V(1) to V(8). The API cannot set V(0).
        type: int
  insights:
    description:
      - Insights of the dashboard.
    type: dict
    suboptions:
      logging:
        description:
          - Whether the dashboard notes what happens on it.
        type: bool
  tools:
    description:
      - Look and help of the dashboard. What tools do is in M(mainwp.dashboard.mainwp_tools).
    type: dict
    suboptions:
      theme:
        description:
          - Theme of the dashboard, for the user who owns the key and as a default for all.
        type: str
        choices: [default, default-2024, classic, dark, wpadmin, minimalistic]
      guided_tours:
        description:
          - Whether guided tours are offered.
        type: bool
      chatbase:
        description:
          - Whether the chat is offered.
        type: bool
      guided_video:
        description:
          - Whether videos are offered.
        type: bool
  api_backups:
    description:
      - Providers through whose API sites are backed up.
    type: dict
    suboptions:
      cloudways:
        description: Cloudways.
        type: dict
        suboptions:
          enabled:
            description: Whether it is used.
            type: bool
          account_email:
            description: E-mail address of the account. An empty text clears it.
            type: str
          secret: &secret
            description: Key of the provider's API. It cannot be removed again.
            type: str
      gridpane:
        description: GridPane.
        type: dict
        suboptions: &key
          enabled:
            description: Whether it is used.
            type: bool
          secret: *secret
      vultr:
        description: Vultr.
        type: dict
        suboptions: *key
      linode:
        description: Akamai (Linode).
        type: dict
        suboptions: *key
      digitalocean:
        description: DigitalOcean.
        type: dict
        suboptions: *key
      cpanel:
        description: cPanel (WP Toolkit).
        type: dict
        suboptions:
          enabled:
            description: Whether it is used.
            type: bool
          url:
            description: Address of cPanel. An empty text clears it.
            type: str
          site_path:
            description: Path of the site. An empty text clears it.
            type: str
          username:
            description: Name of the user. An empty text clears it.
            type: str
          password:
            description: Password of the user. The API never shows it, and it cannot be removed again.
            type: str
          update_credentials:
            description: Whether O(api_backups.cpanel.password) is written by every run, or not at all.
            type: str
            choices: [always, never]
            default: always
      plesk:
        description: Plesk.
        type: dict
        suboptions:
          enabled:
            description: Whether it is used.
            type: bool
          url:
            description: Address of Plesk. An empty text clears it.
            type: str
          secret: *secret
      kinsta:
        description: Kinsta.
        type: dict
        suboptions:
          enabled:
            description: Whether it is used.
            type: bool
          account_email:
            description: E-mail address of the account. An empty text clears it.
            type: str
          company_id:
            description: Id of the company. An empty text clears it.
            type: str
          secret: *secret
seealso:
  - module: mainwp.dashboard.mainwp_settings_info
  - module: mainwp.dashboard.mainwp_email_template
  - module: mainwp.dashboard.mainwp_cost_type
  - module: mainwp.dashboard.mainwp_payment_method
  - module: mainwp.dashboard.mainwp_tools
"""

EXAMPLES = r"""
- name: Have the daily work begin at a quiet hour, and watch the sites
  mainwp.dashboard.mainwp_settings:
    general:
      time_daily_update: "03:30"
      frequency_daily_update: 2
      timezone: UTC+1
    monitoring:
      active: true
      interval: 5m
      up_status_codes: [200, 301, 302]

- name: Be gentle with a shared host
  mainwp.dashboard.mainwp_settings:
    advanced:
      maximum_requests: 4
      minimum_ip_delay: 2000
      sync_data:
        total_size: false

- name: Back up through a provider
  mainwp.dashboard.mainwp_settings:
    api_backups:
      digitalocean:
        enabled: true
        secret: "{{ vault_backup_key }}"
"""

RETURN = r"""
settings:
  description: The sections that the task names, afterwards, by their names, each with all of its settings. Secrets are
    left out.
  returned: success
  type: dict
  sample:
    insights:
      logging: true
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 3
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._settings import SETTINGS_OPTIONS, run_settings


def main() -> None:
    """Entry point of the module."""
    run_module(run_settings, SETTINGS_OPTIONS, required_one_of=[list(SETTINGS_OPTIONS)])


if __name__ == "__main__":
    main()
