# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""How to reach one dashboard: the options that every module, the inventory and the roles share."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ansible.module_utils.basic import AnsibleFallbackNotFound

from ._errors import InputError


def from_environment(name: str) -> str:
    """The value of an environment variable, for an option that is not given.

    An empty one counts as not set, other than in Ansible's ``env_fallback``: AWX sets every variable of a credential
    type, also those whose fields were left empty.

    Raises:
        AnsibleFallbackNotFound: it is not set, or empty.
    """
    value = os.environ.get(name)
    if not value:
        raise AnsibleFallbackNotFound
    return value


def _env(name: str) -> tuple[Any, list[str]]:
    return (from_environment, [name])


# Documented in the doc fragment `connection`; a test holds the two together.
CONNECTION_OPTIONS: dict[str, dict[str, Any]] = {
    "dashboard_url": {"type": "str", "required": True, "fallback": _env("MAINWP_DASHBOARD_URL")},
    "api_key": {"type": "str", "no_log": True, "fallback": _env("MAINWP_API_KEY")},
    "consumer_key": {"type": "str", "no_log": True, "fallback": _env("MAINWP_CONSUMER_KEY")},
    "consumer_secret": {"type": "str", "no_log": True, "fallback": _env("MAINWP_CONSUMER_SECRET")},
    "api_version": {
        "type": "str",
        "choices": ["auto", "v2", "v1"],
        "default": "auto",
        "fallback": _env("MAINWP_API_VERSION"),
    },
    "application_user": {"type": "str", "fallback": _env("MAINWP_APPLICATION_USER")},
    "application_password": {"type": "str", "no_log": True, "fallback": _env("MAINWP_APPLICATION_PASSWORD")},
    "validate_certs": {"type": "bool", "default": True, "fallback": _env("MAINWP_VALIDATE_CERTS")},
    "ca_path": {"type": "path", "fallback": _env("MAINWP_CA_PATH")},
    "tls_client_cert": {"type": "path", "fallback": _env("MAINWP_TLS_CLIENT_CERT")},
    "tls_client_key": {"type": "path", "no_log": False, "fallback": _env("MAINWP_TLS_CLIENT_KEY")},
    "http_headers": {"type": "dict", "no_log": True, "default": {}},
    "auth_carrier": {"type": "str", "choices": ["header", "query"], "default": "header"},
    "request_delay": {"type": "float", "default": 0},
    "request_timeout": {"type": "float", "default": 30, "fallback": _env("MAINWP_REQUEST_TIMEOUT")},
    "request_retries": {"type": "int", "default": 3},
    "max_concurrency": {"type": "int", "default": 4},
    "max_per_server": {"type": "int", "default": 1},
}

CONNECTION_TOGETHER = [
    ("consumer_key", "consumer_secret"),
    ("application_user", "application_password"),
]


@dataclass(frozen=True)
class Connection:
    """The checked connection options. Secrets are left out of its representation."""

    dashboard_url: str
    api_version: str
    api_key: str | None = field(default=None, repr=False)
    consumer_key: str | None = field(default=None, repr=False)
    consumer_secret: str | None = field(default=None, repr=False)
    application_user: str | None = None
    application_password: str | None = field(default=None, repr=False)
    validate_certs: bool = True
    ca_path: str | None = None
    tls_client_cert: str | None = None
    tls_client_key: str | None = None
    http_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth_carrier: str = "header"
    request_delay: float = 0
    request_timeout: float = 30
    request_retries: int = 3
    max_concurrency: int = 4
    max_per_server: int = 1

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Connection:
        """Check the options of a task (after Ansible's own checks) and resolve ``api_version: auto``.

        Raises:
            InputError: an address without scheme or with a password in it, no credentials, or numbers out of range.
        """
        values = {name: options[name] for name in CONNECTION_OPTIONS if options.get(name) is not None}
        values["dashboard_url"] = _wordpress_address(values["dashboard_url"])
        values["api_version"] = _version(options)
        if values.get("api_key") and values["api_version"] == "v2":
            token_halves(values["api_key"])
        for name in ("request_retries", "request_delay"):
            if values.get(name, 0) < 0:
                raise InputError(f"{name} is {values[name]}: it cannot be negative.", hint="Use 0 to switch it off.")
        for name in ("request_timeout", "max_concurrency", "max_per_server"):
            if values.get(name, 1) <= 0:
                raise InputError(f"{name} is {values[name]}: it must be greater than 0.")
        values["http_headers"] = {str(name): str(value) for name, value in values.get("http_headers", {}).items()}
        for name, value in values["http_headers"].items():
            if {"\r", "\n"} & set(name + value):
                raise InputError(f"http_headers: {name.strip()!r} holds a line break.", hint="Remove it.")
        return cls(**values)


def _wordpress_address(text: str) -> str:
    """The dashboard's WordPress address without ``/wp-json`` and trailing slash."""
    parts = urlsplit(text.strip())
    try:
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or too large
        usable = False
    if not usable:
        raise InputError(
            f"dashboard_url {text!r} is not a web address.",
            hint="Write it with its scheme, as https://dashboard.example.com.",
        )
    if parts.username or parts.password:
        raise InputError(
            "dashboard_url carries a user name or password.",
            hint="Remove them and pass them as an Authorization header in http_headers.",
        )
    path = parts.path.split("/wp-json", 1)[0].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _version(options: Mapping[str, Any]) -> str:
    has_v2, has_v1 = bool(options.get("api_key")), bool(options.get("consumer_key"))
    asked = options.get("api_version") or "auto"
    if asked == "auto":
        asked = "v2" if has_v2 or not has_v1 else "v1"
    if asked == "v2" and not has_v2:
        raise InputError(
            "No api_key is given.",
            hint="Set api_key (or MAINWP_API_KEY) to a REST API key made under MainWP > API Access.",
        )
    if asked == "v1" and not has_v1:
        raise InputError(
            "api_version is v1 and no consumer_key is given.", hint="Set consumer_key and consumer_secret to a v1 pair."
        )
    return asked


def token_halves(token: str) -> tuple[str, str]:
    """Split a v2 token into ``(consumer key, consumer secret)`` with their prefixes.

    The dashboard hands out ``<40 hex of the secret>==<40 hex of the key>``: the secret comes first.

    Raises:
        InputError: the text has another form (its content is not repeated).
    """
    secret, separator, key = token.strip().partition("==")
    if not separator or not secret or not key:
        raise InputError(
            "api_key is not a MainWP token: it has no '==' between its two halves.",
            hint="Copy the whole token that the dashboard showed when the key was made.",
        )
    return f"ck_{key}", f"cs_{secret}"
