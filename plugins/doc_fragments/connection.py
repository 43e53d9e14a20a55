# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Documentation of the connection options; a test holds it against module_utils/_connection.py."""

from __future__ import annotations


class ModuleDocFragment:
    """Options that every module, the inventory and the roles share."""

    DOCUMENTATION = r"""
options:
  dashboard_url:
    description:
      - Address of the WordPress site on which MainWP Dashboard runs, with its scheme, with or without C(/wp-json).
      - If it is not given, the environment variable E(MAINWP_DASHBOARD_URL) is used.
    type: str
    required: true
  api_key:
    description:
      - Token of a REST API key (version 2), as the dashboard showed it once when the key was made.
      - A key needs the permission to read for every module, since each compares before it writes, and to write for
        those
        that change something.
      - If it is not given, the environment variable E(MAINWP_API_KEY) is used.
    type: str
  consumer_key:
    description:
      - First half of a key pair of version 1 of the API. Requires O(consumer_secret).
      - If it is not given, the environment variable E(MAINWP_CONSUMER_KEY) is used.
    type: str
  consumer_secret:
    description:
      - Second half of a key pair of version 1 of the API. Requires O(consumer_key).
      - If it is not given, the environment variable E(MAINWP_CONSUMER_SECRET) is used.
    type: str
  api_version:
    description:
      - Which version of the API is spoken. V(auto) means V(v2) if O(api_key) is given, else V(v1).
      - Modules that work with V(v1) say so in their notes; the others refuse it before they send anything.
      - If it is not given, the environment variable E(MAINWP_API_VERSION) is used.
    type: str
    choices: [auto, v2, v1]
    default: auto
  application_user:
    description:
      - User of a WordPress application password on the dashboard; must be allowed to manage options.
      - Opens the progress of queued jobs and the lifting of single ignores, which no MainWP key can reach. Requires
        O(application_password).
      - If it is not given, the environment variable E(MAINWP_APPLICATION_USER) is used.
    type: str
  application_password:
    description:
      - The application password. Requires O(application_user).
      - If it is not given, the environment variable E(MAINWP_APPLICATION_PASSWORD) is used.
    type: str
  validate_certs:
    description:
      - Whether the dashboard's TLS certificate must be trusted.
      - If it is not given, the environment variable E(MAINWP_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File (or folder) of certificate authorities that are trusted instead of the usual ones.
      - If it is not given, the environment variable E(MAINWP_CA_PATH) is used.
    type: path
  tls_client_cert:
    description:
      - Certificate file in PEM format with which the client identifies itself; may contain the key too.
      - If it is not given, the environment variable E(MAINWP_TLS_CLIENT_CERT) is used.
    type: path
  tls_client_key:
    description:
      - Key file in PEM format of O(tls_client_cert).
      - If it is not given, the environment variable E(MAINWP_TLS_CLIENT_KEY) is used.
    type: path
  http_headers:
    description:
      - Headers that are sent with every request, for access proxies in front of the dashboard.
    type: dict
    default: {}
  auth_carrier:
    description:
      - How the key travels. V(query) is for servers that strip the C(Authorization) header and cannot be mended; the
        key then
        is part of every address and can end up in the web server's log, so each use warns.
    type: str
    choices: [header, query]
    default: header
  request_delay:
    description:
      - Seconds between the starts of two requests.
    type: float
    default: 0
  request_timeout:
    description:
      - Seconds that the dashboard may take to answer from its own data. Requests that make it talk to child sites may
        take
        300 seconds, or this if it is more.
      - If it is not given, the environment variable E(MAINWP_REQUEST_TIMEOUT) is used.
    type: float
    default: 30
  request_retries:
    description:
      - How often a request is repeated that failed on the way. Only reads are, and writes that cannot have reached
        the server.
    type: int
    default: 3
  max_concurrency:
    description:
      - How many requests a module that fans out may have in flight at once.
    type: int
    default: 4
  max_per_server:
    description:
      - How many of them may concern child sites on one IP address. The dashboard does not throttle updates, so shared
        hosts
        depend on this.
    type: int
    default: 1
notes:
  - An environment variable that is empty counts as not set.
requirements:
  - requests >= 2.31 in the Python interpreter that runs the module, or Ansible itself where it is a plugin
"""

    # Modules look into the environment by themselves; for plugins Ansible does it, where this says so.
    PLUGIN = r"""
options:
  dashboard_url:
    env: [{name: MAINWP_DASHBOARD_URL}]
  api_key:
    env: [{name: MAINWP_API_KEY}]
  consumer_key:
    env: [{name: MAINWP_CONSUMER_KEY}]
  consumer_secret:
    env: [{name: MAINWP_CONSUMER_SECRET}]
  api_version:
    env: [{name: MAINWP_API_VERSION}]
  application_user:
    env: [{name: MAINWP_APPLICATION_USER}]
  application_password:
    env: [{name: MAINWP_APPLICATION_PASSWORD}]
  validate_certs:
    env: [{name: MAINWP_VALIDATE_CERTS}]
  ca_path:
    env: [{name: MAINWP_CA_PATH}]
  tls_client_cert:
    env: [{name: MAINWP_TLS_CLIENT_CERT}]
  tls_client_key:
    env: [{name: MAINWP_TLS_CLIENT_KEY}]
  request_timeout:
    env: [{name: MAINWP_REQUEST_TIMEOUT}]
"""
