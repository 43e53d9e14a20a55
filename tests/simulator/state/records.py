# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The dashboard's rows, with every stored column that an answer can depend on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class ApiKey:
    """A v2 key pair. ``permissions``: read, write, read_write or delete."""

    consumer_key: str
    consumer_secret: str
    permissions: str = "read_write"
    enabled: bool = True
    description: str = ""
    last_access: float | None = None
    #: The WordPress user who owns the key.
    user_id: int = 1
    #: Whether the user who owns the key may manage options, which abilities ask for beside the key's scope.
    owner_manages: bool = True
    id: int = 0

    @property
    def token(self) -> str:
        """Return the bearer token: the secret, ``==``, the key, both without their prefixes."""
        return f"{self.consumer_secret[3:]}=={self.consumer_key[3:]}"


@dataclass
class LegacyKey:
    """A v1 pair; ``permissions`` is a comma list of r, w, d, empty means all."""

    consumer_key: str
    consumer_secret: str
    enabled: bool = True
    permissions: str = "r,w,d"
    description: str = ""


@dataclass
class Monitor:
    """An uptime monitor of a site, or of one of its pages (``suburl``). Settings as stored: -1 and useglobal inherit.

    ``last_status`` and ``last_main_status``: 0 down, 1 up, 2 pending (the latter never), 99 never checked.
    """

    site_id: int
    suburl: str = ""
    active: int = -1
    interval: int = -1
    timeout: int = -1
    maxretries: int = -1
    type: str = "useglobal"
    method: str = "useglobal"
    up_status_codes: str = "useglobal"
    keyword: str = ""
    last_status: int = 99
    last_main_status: int = 99
    last_http_code: int = 0
    #: Checks in a row that ended as "pending" because the next one shall confirm the outage.
    retries: int = 0
    #: When it was last checked, and when the retry that it waits for was ordered (0: none).
    last_check: float = 0.0
    last_retry: float = 0.0
    id: int = 0


@dataclass
class Heartbeat:
    """The outcome of one check of a monitor; ``duration`` is in seconds since the one before."""

    monitor_id: int
    status: int
    http_code: int
    msg: str
    time: float
    ping_ms: int = 0
    duration: int = 1
    down_count: int = 0
    importance: int = 0
    id: int = 0


@dataclass
class Tag:
    """A tag ("group" in the database)."""

    name: str
    color: str = ""
    id: int = 0


@dataclass
class Site:
    """A child site as the dashboard stores it; what the child really is lives in the children.

    Columns that hold JSON text in the database are kept decoded here; rendering encodes them. Times are seconds since
    1970 (0: never). Integers stay integers here; answers turn them into text.
    """

    url: str
    name: str
    adminname: str = ""
    id: int = 0
    client_id: int = 0
    #: Links to tags in the order they were made; dangling and doubled links are kept, as in the database.
    tag_ids: list[int] = field(default_factory=list)
    is_staging: int = 0
    suspended: int = 0
    note: str = ""
    unique_id: str = ""
    http_user: str = ""
    http_pass: str = ""
    verify_certificate: int = 2
    force_use_ipv4: int = 0
    ssl_version: int = 0
    automatic_update: int = 0
    backup_before_upgrade: int = 2
    disable_health_check: int = 0
    health_threshold: int = 0
    ignore_core_updates: int = 0
    ignore_plugin_updates: int = 0
    ignore_theme_updates: int = 0
    #: The dashboard's private key for this child; the child holds the counterpart ("" after a disconnect).
    privkey: str = ""
    #: 1 online, -1 offline, 0 never checked.
    offline_check_result: int = 0
    #: HTTP code of the last check, 0 when never checked.
    http_response_code: int = 0
    sync_errors: str = ""
    last_sync: float = 0.0
    ip: str = ""
    wp_version: str = ""
    php_version: str = ""
    child_version: str = ""
    #: The child plugin's version once more, which abilities look at: "0" after every failed sync ("" before the first).
    version: str = ""
    mysql_version: str = ""
    memory_limit: str = ""
    database_size: int = 0
    active_theme: str = ""
    health_status: int = 0
    health_score: int = 0
    icon: str = ""
    #: Site plugins and themes as of the last sync, each a dict in the order of the wire's keys.
    plugins: list[dict[str, Any]] = field(default_factory=list)
    themes: list[dict[str, Any]] = field(default_factory=list)
    wp_upgrades: dict[str, Any] = field(default_factory=dict)
    plugin_upgrades: dict[str, Any] = field(default_factory=dict)
    theme_upgrades: dict[str, Any] = field(default_factory=dict)
    translation_upgrades: list[dict[str, Any]] = field(default_factory=list)
    #: Plugins and themes -> slug -> the update that WordPress rolled back after it had failed on the child.
    rollbacks: dict[str, dict[str, Any]] = field(default_factory=lambda: {"plugins": {}, "themes": {}})
    ignored_plugins: Any = ""
    ignored_themes: Any = ""
    ignored_wp_upgrades: Any = ""
    #: Slug -> what the child said about a plugin or theme that its author has left.
    abandoned_plugins: dict[str, Any] = field(default_factory=dict)
    abandoned_themes: dict[str, Any] = field(default_factory=dict)
    #: The child's security report and its users, as of the last sync; only v1 shows them.
    security_report: dict[str, str] = field(default_factory=dict)
    users: list[dict[str, Any]] = field(default_factory=list)
    last_post_time: int = 0
    recent_posts: list[dict[str, Any]] = field(default_factory=list)
    recent_pages: list[dict[str, Any]] = field(default_factory=list)
    recent_comments: list[dict[str, Any]] = field(default_factory=list)
    categories: list[dict[str, Any]] = field(default_factory=list)
    #: Site options (wp_options table): monitoring_notification_emails, added_timestamp, ...
    options: dict[str, Any] = field(default_factory=dict)


@dataclass
class Client:
    """A client; ``custom`` holds the values of its own fields by field id, ``contacts`` are not modelled by v2."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    suspended: int = 0
    created: float = 0.0
    custom: dict[int, str] = field(default_factory=dict)
    id: int = 0


@dataclass
class ClientField:
    """A field that clients have beyond the built-in ones; ``client_id`` 0 means all clients."""

    name: str
    description: str
    client_id: int = 0
    id: int = 0


@dataclass
class Cost:
    """A cost (licence, hosting, service). ``price`` is stored with eight decimals; times are in seconds, 0: unset.

    It belongs to sites, or to tags, or to clients: of the three lists of ids one is filled, dangling ids are kept.
    """

    name: str = ""
    url: str = ""
    type: str = ""
    product_type: str = ""
    slug: str = ""
    license_type: str = ""
    cost_status: str = ""
    payment_method: str = ""
    price: str = "0.00000000"
    renewal_type: str = ""
    last_renewal: int = 0
    next_renewal: int = 0
    cost_icon: str = ""
    cost_color: str = ""
    sites: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    clients: list[int] = field(default_factory=list)
    note: str = ""
    id: int = 0


@dataclass
class Change:
    """A line of the log of what happened on a child.

    Syncs fill it. ``source``: wpadmin (not through MainWP) or dashboard.
    """

    site_id: int
    item: str
    action: str
    context: str
    created: float
    user_login: str = "admin"
    source: str = "wpadmin"
    id: int = 0

    def shown(self, site_name: str, site_url: str) -> dict[str, Any]:
        """Return the line as ``non-mainwp-changes`` shows it: all text but ``created``."""
        return {
            "log_id": str(self.id),
            "site_id": str(self.site_id),
            "log_type_id": "0",
            "item": self.item,
            "user_id": "1",
            "user_login": self.user_login,
            "action": self.action,
            "context": self.context,
            "connector": "non-mainwp-changes" if self.source == "wpadmin" else "dashboard",
            "state": "1",
            "created": int(self.created),
            "duration": "0",
            "dismiss": "0",
            "meta_name": self.item,
            "user_meta_json": "",
            "usermeta": "",
            "extra_info": "",
            "view_log_id": "",
            "log_site_name": site_name,
            "url": site_url,
        }
