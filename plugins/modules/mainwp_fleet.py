#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage many records of a dashboard at once."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_fleet
short_description: Manage settings, client fields, tags, clients, sites and more together
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Brings many records of a MainWP Dashboard into their declared state in one task, with one read of each list and as
    few writes as the API allows.
  - Records that are not declared are left alone, as are the options of a record that are left out.
  - Everything is read, compared and checked before the first write. Declarations that cannot be carried out, or that
    disagree with each other, are refused then.
  - Records can refer to others of the same task. Settings are written first, then what belongs to them, client fields,
    tags, clients, sites and monitors; removals come before everything else, in the opposite order.
  - A record that the dashboard or a child refuses does not stop the others. A broken connection or a refused key does;
    what was not tried then is V(untried). In both cases the task fails with the verdicts of all records.
  - A run that ended half-way can be repeated. It looks at what is there first and does nothing twice. Only what the API
    never shows, such as the values of a new client's fields, may have to be written again with its policy V(always).
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
      - The diff holds only records that change, by noun and key.
  idempotent:
    support: partial
    details:
      - Fields that the API never shows are written every time where their policy, such as
        O(sites[].update_credentials), is V(always), and the task reports a change then. Of O(monitors) and O(settings)
        it is the default.
options:
  settings:
    description:
      - Settings of the dashboard, by their sections. They are written first.
      - The sections have the options of M(mainwp.dashboard.mainwp_settings).
    type: dict
    suboptions:
      general:
        description:
          - General settings.
        type: dict
        suboptions:
          time_daily_update:
            description:
              - Time of the day at which the daily work begins, such as V('09:05'), on a 24 hour clock. Write it in
                quotes.
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
              - Offset of the dashboard's clock, such as V(UTC+1), V(UTC-5) or V(UTC+5:30). It is WordPress' own
                setting.
              - The name of a zone is refused, because the dashboard would freeze it at the offset of that moment.
              - Where a city was chosen on the screen of WordPress, the dashboard confirms a change and does not make
                it. The task fails then; choose an offset on that screen once.
            type: str
          sidebar_position:
            description:
              - Side of the sidebar. The API never shows it.
            type: str
            choices: [left, right]
          update_sidebar_position:
            description:
              - Whether O(settings.general.sidebar_position) is written by every run, or not at all.
            type: str
            choices: [always, never]
            default: always
          hide_update_everything:
            description:
              - Whether the button that updates everything is hidden.
            type: bool
          widgets:
            description:
              - Which widgets of the overview are shown, by their names on this dashboard, each V(true) or V(false).
                Widgets that are not named stay as they are.
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
              - How often automatic updates run. A change of this and of the following four takes effect after the run
                that is already planned.
            type: str
            choices: [daily, weekly, monthly]
          time_auto_update:
            description:
              - Time of the day at which automatic updates run, such as V('03:00'). Write it in quotes.
            type: str
          day_of_week_auto_update:
            description:
              - Day of the week for O(settings.general.frequency_auto_update=weekly).
            type: str
            choices: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
          day_of_month_auto_update:
            description:
              - Day of the month for O(settings.general.frequency_auto_update=monthly), V(0) to V(31).
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
              - What makes backups. V(native) needs O(settings.general.legacy_backup_feature=true), V(api_backups) needs
                it to be V(false); a change that contradicts this is refused.
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
                description:
                  - Updates of WordPress.
                type: bool
              plugin_updates:
                description:
                  - Updates of plugins.
                type: bool
              theme_updates:
                description:
                  - Updates of themes.
                type: bool
              translation_updates:
                description:
                  - Updates of translations.
                type: bool
              recent_comments:
                description:
                  - Recent comments.
                type: bool
              recent_posts:
                description:
                  - Recent posts.
                type: bool
              recent_pages:
                description:
                  - Recent pages.
                type: bool
              security:
                description:
                  - The security check.
                type: bool
              directories:
                description:
                  - The list of directories.
                type: bool
              categories:
                description:
                  - Categories of posts.
                type: bool
              total_size:
                description:
                  - Size of the site's files.
                type: bool
              database_size:
                description:
                  - Size of the site's database.
                type: bool
              plugins:
                description:
                  - Plugins that are there.
                type: bool
              themes:
                description:
                  - Themes that are there.
                type: bool
              users:
                description:
                  - Users.
                type: bool
              abandoned_plugins:
                description:
                  - Plugins that their authors have left.
                type: bool
              abandoned_themes:
                description:
                  - Themes that their authors have left.
                type: bool
              site_health:
                description:
                  - Site health.
                type: bool
              non_mainwp_changes:
                description:
                  - What was changed on the site without MainWP.
                type: bool
              other:
                description:
                  - What extensions ask for.
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
            choices: [5m, 10m, 15m, 30m, 45m, 1h, 2h, 3h, 4h, 5h, 6h, 7h, 8h, 9h, 10h, 11h, 12h, 13h, 14h, 15h, 16h,
              17h, 18h, 19h, 20h, 21h, 22h, 23h, 24h]
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
            choices: [30s, 45s, 60s, 90s, 2min, 3min, 4min, 5min, 6min, 7min, 8min, 9min, 10min, 15min, 30min, 45min,
              60min, 90min, no_limit]
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
              - Text that has to be on the page, for O(settings.monitoring.type=keyword). An empty text clears it.
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
            description:
              - Cloudways.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              account_email:
                description:
                  - E-mail address of the account. An empty text clears it.
                type: str
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
          gridpane:
            description:
              - GridPane.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
          vultr:
            description:
              - Vultr.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
          linode:
            description:
              - Akamai (Linode).
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
          digitalocean:
            description:
              - DigitalOcean.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
          cpanel:
            description:
              - cPanel (WP Toolkit).
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              url:
                description:
                  - Address of cPanel. An empty text clears it.
                type: str
              site_path:
                description:
                  - Path of the site. An empty text clears it.
                type: str
              username:
                description:
                  - Name of the user. An empty text clears it.
                type: str
              password:
                description:
                  - Password of the user. The API never shows it, and it cannot be removed again.
                type: str
              update_credentials:
                description:
                  - Whether O(settings.api_backups.cpanel.password) is written by every run, or not at all.
                type: str
                choices: [always, never]
                default: always
          plesk:
            description:
              - Plesk.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              url:
                description:
                  - Address of Plesk. An empty text clears it.
                type: str
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
          kinsta:
            description:
              - Kinsta.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether it is used.
                type: bool
              account_email:
                description:
                  - E-mail address of the account. An empty text clears it.
                type: str
              company_id:
                description:
                  - Id of the company. An empty text clears it.
                type: str
              secret:
                description:
                  - Key of the provider's API. It cannot be removed again.
                type: str
  email_templates:
    description:
      - Templates of the dashboard's e-mails.
      - Each has the options of M(mainwp.dashboard.mainwp_email_template).
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the template. MainWP itself has V(daily_digest), V(uptime), V(site_health),
            V(deactivated_license_alert), and, while C(check_http_response) is on in the general settings,
            V(http_check). Extensions can add others.
        type: str
      enabled:
        description:
          - Whether the e-mail is sent.
        type: bool
      recipient:
        description:
          - Address that gets the e-mail. The API takes exactly one.
          - A template that has several, which the screen of the dashboard allows, can be changed only together with
            this option, since the API could not write the others back.
        type: str
      heading:
        description:
          - Heading of the e-mail. It cannot be emptied.
        type: str
      subject:
        description:
          - Subject of the e-mail. It cannot be emptied, nor hold a sequence like C(%20).
        type: str
  cost_types:
    description:
      - Types of costs.
      - Each has the options of M(mainwp.dashboard.mainwp_cost_type).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the type shall exist. The dashboard does not ask whether costs use it.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the type, which the dashboard makes out of its first name and keeps. With it, O(cost_types[].name) is
            the name that the type shall have.
        type: str
      name:
        description:
          - Name of the type. It needs Latin letters, and cannot consist of digits alone.
        type: str
      new_name:
        description:
          - Name that the type shall get. One that has it already is left as it is.
        type: str
      color:
        description:
          - Colour of the type as V(#rrggbb).
        type: str
      icon:
        description:
          - Icon of the type as its kind and its name, such as V(solid:font).
        type: str
  payment_methods:
    description:
      - Methods of payment.
      - Each has the options of M(mainwp.dashboard.mainwp_payment_method).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the method shall exist. The dashboard does not ask whether costs use it.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the method, which the dashboard makes out of its first name and keeps. With it,
            O(payment_methods[].name) is the name that the method shall have.
        type: str
      name:
        description:
          - Name of the method. It needs Latin letters, and cannot consist of digits alone.
        type: str
      new_name:
        description:
          - Name that the method shall get. One that has it already is left as it is.
        type: str
  client_fields:
    description:
      - Fields that clients have beyond the built-in ones. They exist before the clients that have values for them.
      - Each has the options of M(mainwp.dashboard.mainwp_client_field).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the field shall exist. Removing it also removes its values from all clients.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the field. With it, O(client_fields[].name) is the name that the field shall have.
        type: int
      name:
        description:
          - Name of the field, for example V(contract.number). It cannot hold V(<) or square brackets, or consist of
            digits alone.
        type: str
      new_name:
        description:
          - Name that the field shall get. A field that has it already is left as it is.
        type: str
      description:
        description:
          - Description of the field. Needed to create it, and it cannot be emptied.
        type: str
  tags:
    description:
      - Tags. They exist before the sites that carry them.
      - Each has the options of M(mainwp.dashboard.mainwp_tag).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the tag shall exist. Removing a tag leaves its sites alone.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the tag. With it, O(tags[].name) is the name that the tag shall have.
        type: int
      name:
        description:
          - Name of the tag. It cannot contain a comma or consist of digits alone.
          - WordPress removes markup and backslashes from it, and folds white space.
        type: str
      new_name:
        description:
          - Name that the tag shall get. A tag that has it already is left as it is.
        type: str
      color:
        description:
          - Colour as V(#rgb) or V(#rrggbb). The dashboard has no way to take a colour away.
        type: str
      sites:
        description:
          - Sites that carry the tag, by address, name or id. It is carried out as edits of the sites, which keep
            their client and their other tags.
        type: list
        elements: str
      sites_mode:
        description:
          - Whether O(tags[].sites) are all the sites of the tag, or are added to them, or taken away from them.
        type: str
        choices: [set, add, remove]
        default: set
  clients:
    description:
      - Clients. They exist before the sites that belong to them.
      - Each has the options of M(mainwp.dashboard.mainwp_client).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the client shall exist. Removing a client leaves its sites alone.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the client. With it, O(clients[].email) and O(clients[].name) are what the client shall have.
        type: int
      name:
        description:
          - Name of the client. It identifies the client where no O(clients[].email) is given, or where the client has
            none.
        type: str
      new_name:
        description:
          - Name that the client shall get. A client that has it already is left as it is.
        type: str
      email:
        description:
          - E-mail address of the client. It identifies the client; changing it needs O(clients[].id).
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
            O(clients[].update_fields).
        type: dict
      update_fields:
        description:
          - When O(clients[].fields) are written.
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
          - Whether O(clients[].sites) are added to the sites of the client, are all of them, or are taken away from
            them.
        type: str
        choices: [set, add, remove]
        default: add
  sites:
    description:
      - Child sites.
      - Each has the options of M(mainwp.dashboard.mainwp_site).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the site shall be connected to the dashboard.
          - Removing a site also deactivates MainWP Child on it.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the site. With it, O(sites[].url) can only change the scheme.
        type: int
      url:
        description:
          - Address of the site. Without a scheme it is V(https). For a site that is connected, the scheme is changed
            only where one is written.
          - An address that ends in C(/wp-admin) is refused, because the dashboard would take it for another site.
        type: str
      name:
        description:
          - Title of the site on the dashboard. A new site without it is called after its address.
        type: str
      admin_user:
        description:
          - Administrator of the child. Needed to connect a site.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      admin_password:
        description:
          - Password of O(sites[].admin_user). It is used while connecting and stored nowhere; the API has no way to
            change it.
          - It can be left out for a child whose administrator allows connections without it.
        type: str
      security_id:
        description:
          - Unique security id of the child, where it demands one.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      http_user:
        description:
          - User for the HTTP authentication in front of the child.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      http_password:
        description:
          - Password for the HTTP authentication in front of the child. The dashboard removes backslashes from it
            while connecting.
          - Once stored it can be replaced, but not emptied. See O(sites[].update_credentials).
        type: str
      update_credentials:
        description:
          - When O(sites[].admin_user), O(sites[].security_id), O(sites[].http_user) and O(sites[].http_password) are
            written. The API never shows them, so they cannot be compared.
          - V(on_create) writes them while connecting only.
          - V(always) writes them every time, which is always a change.
        type: str
        choices: [on_create, always]
        default: on_create
      tags:
        description:
          - Tags of the site, by name or id. They must exist. An empty list with O(sites[].tags_mode=set) removes all
            tags.
        type: list
        elements: str
      tags_mode:
        description:
          - Whether O(sites[].tags) are all the tags of the site, or are added to them, or taken away from them.
        type: str
        choices: [set, add, remove]
        default: set
      client:
        description:
          - Client that the site belongs to, by e-mail, name or id. It must exist. An empty text takes the client
            away.
        type: str
      suspended:
        description:
          - Whether the site is suspended.
        type: bool
      connected:
        description:
          - Whether the child accepts the dashboard. Left out, the connection stays as it is.
          - V(true) reconnects a site whose last sync failed. The child must be reachable and have kept its
            verification key; no password is needed.
          - V(false) makes the child forget the dashboard and syncs once, because only a failed sync shows it.
        type: bool
      remove_unreachable:
        description:
          - Whether a site is removed although its child cannot be told.
          - The dashboard forgets a site in any case, but a child that was not told refuses to be connected again
            until MainWP Child was deactivated and activated there. So without this option such a site is not removed.
        type: bool
        default: false
      health_check:
        description:
          - Whether the dashboard watches the WordPress site health of the site.
        type: bool
      health_threshold:
        description:
          - Which site health is told by e-mail. V(80) tells what should be improved, V(100) also what is good, V(0)
            leaves it to the dashboard's global setting.
        type: int
      automatic_update:
        description:
          - Whether the dashboard's automatic updates include the core of the site.
        type: bool
      monitoring_emails:
        description:
          - Addresses that are told when the site goes down. An empty list removes them. The dashboard does not check
            them.
          - Comparing them costs one request a site.
        type: list
        elements: str
      backup_before_update:
        description:
          - Whether a backup must be made before an update.
          - The API cannot show it, and cannot set it back to the dashboard's global setting. See
            O(sites[].update_backup_before_update).
        type: bool
      update_backup_before_update:
        description:
          - When O(sites[].backup_before_update) is written.
          - V(on_create) writes it right after connecting only.
          - V(always) writes it every time, which is always a change.
        type: str
        choices: [on_create, always]
        default: on_create
      force_ipv4:
        description:
          - Whether the dashboard contacts the child over IPv4 only, or follows its global setting.
        type: str
        choices: [global, always, never]
      ssl_version:
        description:
          - TLS version for contacts with the child. The API cannot set it back to V(auto).
        type: str
        choices: [auto, tls_1, ssl_2, ssl_3, tls_1_0, tls_1_1, tls_1_2]
      ignore_core_updates:
        description:
          - Whether updates of WordPress are ignored on the site.
        type: bool
      ignore_plugin_updates:
        description:
          - Whether updates of all plugins are ignored on the site.
        type: bool
      ignore_theme_updates:
        description:
          - Whether updates of all themes are ignored on the site.
        type: bool
  monitors:
    description:
      - How sites are watched. MainWP makes a monitor when it adds a site, and only while uptime monitoring is on, so
        that a new site and its monitor can be declared together. The API makes and removes none.
      - Each has the options of M(mainwp.dashboard.mainwp_monitor).
    type: list
    elements: dict
    suboptions:
      id:
        description:
          - Id of the monitor. It is needed for the monitor of a single page of a site; such a monitor shows the
            address of its site.
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
          - What is looked at. V(http) asks for the page and judges by the HTTP code, V(ping) by the code without the
            page, V(keyword) looks for O(monitors[].keyword) too. V(global) means as the dashboard is set.
        type: str
        choices: [global, http, ping, keyword]
      interval:
        description:
          - How often the site is checked. V(global) means as the dashboard is set.
          - While O(monitors[].down_confirmation_check) is enabled, MainWP 6.1 checks at every run of its cron,
            whatever the interval.
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
          - Whether an outage has to be found by two checks in a row before the site counts as down. V(global) means
            as the dashboard is set.
        type: str
        choices: [global, enabled, disabled]
      up_status_codes:
        description:
          - The HTTP codes that mean that the site is up, of those that MainWP knows, or V(global) alone for those of
            the dashboard.
        type: list
        elements: str
      keyword:
        description:
          - The text that the page must hold with O(monitors[].type=keyword), in any letter case. An empty one is
            always found.
        type: str
      update_settings:
        description:
          - When the settings are written that the API never shows. These are O(monitors[].active),
            O(monitors[].method), O(monitors[].timeout), O(monitors[].down_confirmation_check),
            O(monitors[].up_status_codes) and O(monitors[].keyword).
          - V(always) writes them every time, V(never) leaves those of a monitor that is there alone.
        type: str
        choices: [always, never]
        default: always
  costs:
    description:
      - Costs of the cost tracker.
      - Each has the options of M(mainwp.dashboard.mainwp_cost).
    type: list
    elements: dict
    suboptions:
      state:
        description:
          - Whether the cost shall exist.
        type: str
        choices: [present, absent]
        default: present
      id:
        description:
          - Id of the cost. With it, O(costs[].name) is what the cost shall have.
        type: int
      name:
        description:
          - Name of the cost. It identifies the cost where no O(costs[].id) is given.
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
          - What is paid for, one of V(plugin), V(theme), V(hosting), V(service) and V(other), or the name or id of a
            type of your own. See M(mainwp.dashboard.mainwp_cost_type).
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
          - Date of the last renewal or of the purchase, such as C(2026-01-31), with or without a time. Without an
            offset it is in UTC. The dashboard works the next renewal out of it. An empty text removes it.
        type: str
      icon:
        description:
          - Icon of the cost, such as V(deficon:plug). An empty text removes it.
          - The dashboard shows it in the read of a single cost only. With a persistent object cache (Redis, Memcached)
            that read never sees a change. Then a change of O(costs[].icon) or O(costs[].color) fails although it was
            made, and an edit of anything else brings back the former ones, unless both are given.
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
          - Whether O(costs[].sites) are all sites of the cost, are added to them, or are taken away from them.
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
          - Whether O(costs[].tags) are all tags of the cost, are added to them, or are taken away from them.
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
          - Whether O(costs[].clients) are all clients of the cost, are added to them, or are taken away from them.
        type: str
        choices: [set, add, remove]
        default: set
      note:
        description:
          - Note about the cost, plain text of any number of lines.
          - A note with markup, as the dashboard's screens make it, is shown as HTML and kept.
        type: str
  plugins:
    description:
      - Plugins of sites, the last step. Entries that want the same on several sites are worked together.
      - Each has the options of M(mainwp.dashboard.mainwp_plugin), for one site.
    type: list
    elements: dict
    suboptions:
      site:
        description:
          - The site, by address, name or id. It can be one that O(sites) connects.
        type: str
        required: true
      plugins:
        description:
          - Slugs of plugins, like V(akismet/akismet.php).
        type: list
        elements: str
        required: true
      state:
        description:
          - State of all of them on the site.
        type: str
        choices: [active, inactive, absent]
        default: active
      missing_ok:
        description:
          - Whether a plugin that is not installed is passed over where it would have to be. The API cannot install one.
        type: bool
        default: false
      sync_max_age:
        description:
          - Seconds. A site that was synced longer ago, or whose last sync failed, is synced before anything is decided.
        type: int
        default: 3600
  themes:
    description:
      - Themes of sites, the last step. Entries that want the same on several sites are worked together.
      - Each has the options of M(mainwp.dashboard.mainwp_theme), for one site.
    type: list
    elements: dict
    suboptions:
      site:
        description:
          - The site, by address, name or id. It can be one that O(sites) connects.
        type: str
        required: true
      themes:
        description:
          - Slugs of themes, like V(twentytwentyfive). With V(active) exactly one.
        type: list
        elements: str
        required: true
      state:
        description:
          - State of all of them on the site.
        type: str
        choices: [active, absent]
        default: active
      missing_ok:
        description:
          - Whether a theme that is not installed is passed over where it would have to be. The API cannot install one.
        type: bool
        default: false
      sync_max_age:
        description:
          - Seconds. A site that was synced longer ago, or whose last sync failed, is synced before anything is decided.
        type: int
        default: 3600
  ignores:
    description:
      - Updates of single plugins and themes that are ignored on sites, written after everything else. Whether all
        updates of a type are ignored is an option of the site itself, such as O(sites[].ignore_plugin_updates).
      - Each has options of M(mainwp.dashboard.mainwp_update_ignore), for one site.
    type: list
    elements: dict
    suboptions:
      site:
        description:
          - The site, by address, name or id. It can be one that O(sites) connects.
        type: str
        required: true
      plugins:
        description:
          - Slugs of plugins, like V(akismet/akismet.php).
        type: list
        elements: str
      themes:
        description:
          - Slugs of themes, like V(twentytwentyfive).
        type: list
        elements: str
      state:
        description:
          - Whether their updates are ignored. V(absent) needs an application password, and WordPress 6.9 or later on
            the dashboard, where one of them is ignored.
        type: str
        choices: [present, absent]
        default: present
      missing_ok:
        description:
          - Whether a plugin or theme that a site does not have is passed over where it would have to be ignored.
        type: bool
        default: false
seealso:
  - module: mainwp.dashboard.mainwp_client_field
  - module: mainwp.dashboard.mainwp_tag
  - module: mainwp.dashboard.mainwp_client
  - module: mainwp.dashboard.mainwp_site
  - module: mainwp.dashboard.mainwp_monitor
"""

EXAMPLES = r"""
- name: Declare tags, clients and sites
  mainwp.dashboard.mainwp_fleet:
    tags:
      - {name: production, color: "#7fb100"}
      - {name: shops}
    clients:
      - {name: Acme Ltd, email: ops@acme.example}
    sites:
      - url: https://shop.example.com/
        name: Acme shop
        admin_user: admin
        admin_password: "{{ vault_shop_admin }}"
        tags: [production, shops]
        client: ops@acme.example
    monitors:
      - {site: shop.example.com, type: http, interval: 5m}
    costs:
      - {name: Elementor Pro, price: 99.50, type: subscription, renewal: yearly, sites: [shop.example.com]}
    plugins:
      - {site: shop.example.com, plugins: [akismet/akismet.php]}
      - {site: shop.example.com, plugins: [hello.php], state: absent}
    ignores:
      - {site: shop.example.com, plugins: [seo-notes/seo-notes.php]}

- name: Declare how the dashboard works
  mainwp.dashboard.mainwp_fleet:
    settings:
      monitoring: {active: true, interval: 15m}
      cost_tracker: {currency: EUR}
    email_templates:
      - {name: daily_digest, recipient: ops@agency.example}
    cost_types:
      - {name: Fonts, color: "#7fb100", icon: "solid:font"}
    payment_methods:
      - {name: Wise}

- name: Tag many sites that are connected already
  mainwp.dashboard.mainwp_fleet:
    tags:
      - name: campaign
        sites: [shop.example.com, blog.example.com]
        sites_mode: add

- name: Remove a client and a tag
  mainwp.dashboard.mainwp_fleet:
    clients:
      - {name: Gone Ltd, state: absent}
    tags:
      - {name: campaign, state: absent}
"""

RETURN = r"""
fleet:
  description: What became of each declared record, by kind in the order in which they are written.
  returned: when everything could be read and the declarations can be carried out
  type: list
  elements: dict
  contains:
    noun:
      description: V(client_field), V(tag), V(client), V(site), V(monitor), V(plugin), V(theme), V(ignore),
        V(email_template), V(cost_type) or V(payment_method); of settings the name of the section, or V(api_backup).
      type: str
      sample: site
    key:
      description: How the record was declared, by its name or address, or by its id.
      type: str
      sample: https://shop.example.com/
    verdict:
      description: V(created), V(changed), V(removed), V(unchanged), V(failed), or V(untried) after a failure that ended
        the run. In check mode, what would become of it.
      type: str
      sample: created
    reason:
      description: Why it failed or was not tried; empty otherwise.
      type: str
      sample: ""
summary:
  description: How many records got each verdict.
  returned: when everything could be read and the declarations can be carried out
  type: dict
  sample: {"created": 3, "changed": 1, "removed": 0, "unchanged": 121, "failed": 0, "untried": 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 4
failure:
  description: What failed first, for programs.
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._fleet import FLEET_OPTIONS, run_fleet
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_fleet, FLEET_OPTIONS, required_one_of=[tuple(FLEET_OPTIONS)])


if __name__ == "__main__":
    main()
