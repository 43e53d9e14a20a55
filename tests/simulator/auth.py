# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Who is calling: the v2 credentials in the order in which MainWP looks at them, v1 pairs, application passwords."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from werkzeug.wrappers import Request

from .errors import WordPressError
from .params import Params
from .state.dashboard import Dashboard
from .state.records import ApiKey, LegacyKey

SCOPES = {
    "GET": ("read", "read_write"),
    "HEAD": ("read", "read_write"),
    "POST": ("write", "read_write"),
    "PUT": ("write", "read_write"),
    "PATCH": ("write", "read_write"),
    "DELETE": ("write", "read_write", "delete"),
}
SCOPE_WORDS = {"GET": "read", "HEAD": "read", "POST": "write", "PUT": "write", "PATCH": "write", "DELETE": "delete"}


@dataclass
class Identity:
    """What authentication found: a key or an error that refuses the request, and the way that was used."""

    key: ApiKey | None = None
    error: WordPressError | None = None
    kind: str = "none"


def refused(message: str, code: str = "mainwp_rest_authentication_error", status: int = 401) -> WordPressError:
    """Return an authentication error; the status is 401 for all but the HTTPS rule."""
    return WordPressError(code, message, status)


def basic(request: Request) -> tuple[str, str] | None:
    """Return user and password of HTTP Basic, or None."""
    header = request.headers.get("Authorization", "")
    if header[:6].lower() != "basic ":
        return None
    try:
        user, _separator, password = base64.b64decode(header[6:]).decode("utf-8").partition(":")
    except ValueError:
        return None
    return (user, password) if user and password else None


def is_secure(request: Request, dashboard: Dashboard) -> bool:
    """Return whether MainWP takes the request as secure: TLS, a dashboard configured with https, or loopback."""
    return (
        request.environ.get("wsgi.url_scheme") == "https"
        or dashboard.url.startswith("https://")
        or request.remote_addr in ("127.0.0.1", "::1")
    )


def identify(request: Request, params: Params, dashboard: Dashboard, now: float) -> Identity:
    """Return the identity of a request below ``/wp-json/mainwp/``, by MainWP's order of ways.

    An error of an earlier way stays even when a later way finds a good key.
    """
    identity = Identity()
    if not is_secure(request, dashboard):
        message = "Requests to the MainWP REST API must be over HTTPS."
        identity.error = refused(message, "mainwp_rest_authentication_bad_request", 400)
        return identity
    pair = None
    if params.query.get("consumer_key") and params.query.get("consumer_secret"):
        pair = (str(params.query["consumer_key"]), str(params.query["consumer_secret"]))
        identity.kind = "query"
    else:
        pair = basic(request)
        if pair:
            identity.kind = "basic"
    if pair:
        _lookup(identity, pair, dashboard, now)
        if identity.key:
            return identity
    if _has_oauth(request, params):
        problem = _oauth(request, params, dashboard)
        identity.error = identity.error or problem
        identity.kind = "oauth"
    key, secret = _token(request, params)
    if key or secret:
        identity.kind = "bearer" if identity.kind == "none" else identity.kind
        if not (key and secret):
            error = refused("Invalid OAuth parameter.", "mainwp_rest_authentication_missing_parameter")
            identity.error = identity.error or error
        else:
            _lookup(identity, (key, secret), dashboard, now)
    if identity.error:
        identity.key = None
    return identity


def _lookup(identity: Identity, pair: tuple[str, str], dashboard: Dashboard, now: float) -> None:
    """Look a pair up as a v2 key; records the key or the error."""
    row = dashboard.find_key(pair[0])
    if row is None or not row.enabled:
        error = refused("The REST API Key are disabled.", "mainwp_rest_authentication_disabled_key")
        identity.error = identity.error or error
    elif row.consumer_secret != pair[1]:
        identity.error = identity.error or refused("Consumer secret is invalid.")
    else:
        identity.key = row
        row.last_access = now


def _token(request: Request, params: Params) -> tuple[str, str]:
    """Return key and secret (with prefixes) of a bearer token or the oauth_mainwp parameters, "" for none."""
    header = request.headers.get("Authorization", "")
    # The scheme's letter case counts: "bearer" is ignored.
    if header.startswith("Bearer "):
        value = header[7:].strip()
        if value:
            # The secret comes first; what follows a second "==" is ignored.
            parts = value.split("==")
            secret, key = parts[0], parts[1] if len(parts) > 1 else ""
            return f"ck_{key}" if key else "", f"cs_{secret}" if secret else ""
    sources: dict[str, Any] = {**params.query, **params.form}
    return str(sources.get("oauth_mainwp_ck") or ""), str(sources.get("oauth_mainwp_cs") or "")


_OAUTH = ("oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method")


def _oauth_values(request: Request, params: Params) -> dict[str, str]:
    """Return the OAuth 1.0a parameters that were sent, from query, form or header."""
    values = {name: str(value) for name, value in {**params.query, **params.form}.items() if name in _OAUTH and value}
    header = request.headers.get("Authorization", "")
    if header[:6].lower() == "oauth ":
        for part in header[6:].split(","):
            name, _separator, value = part.strip().partition("=")
            if name in _OAUTH and value.strip('"'):
                values[name] = value.strip('"')
    return values


def _has_oauth(request: Request, params: Params) -> bool:
    """Return whether any OAuth 1.0a parameter was sent."""
    return bool(_oauth_values(request, params))


def _oauth(request: Request, params: Params, dashboard: Dashboard) -> WordPressError:
    """Return why OAuth 1.0a fails; with keys of a current version it always does."""
    values = _oauth_values(request, params)
    if len(values) < len(_OAUTH):
        return refused("Invalid OAuth parameter.", "mainwp_rest_authentication_missing_parameter")
    row = dashboard.find_key(values["oauth_consumer_key"])
    if row is None or not row.enabled:
        return refused("Consumer key is invalid.")
    if values["oauth_signature_method"] not in ("HMAC-SHA1", "HMAC-SHA256"):
        return refused("Invalid signature - signature method is invalid.")
    return refused(
        "OAuth 1.0a is not supported for this API key. Use Basic Auth over HTTPS or reissue the key.",
        "mainwp_rest_authentication_oauth1_unsupported",
    )


def check_scope(key: ApiKey, method: str) -> None:
    """Raise the refusal of a method that a key's scope does not cover; it is a 401, never a 403."""
    if method == "OPTIONS":
        return
    if method not in SCOPES:
        raise refused("Unknown request method.")
    if key.permissions not in SCOPES[method]:
        raise refused(f"The API key provided does not have {SCOPE_WORDS[method]} permissions.")


def legacy_key(request: Request, params: Params, dashboard: Dashboard) -> LegacyKey | None:
    """Return the accepted v1 pair of a request: JSON body, form body, X-Api-Key header, or query; None otherwise."""
    body = params.json if isinstance(params.json, dict) else {}
    candidates: list[dict[str, Any]] = [body, params.form]
    header = request.headers.get("X-Api-Key")
    if header:
        try:
            decoded = json.loads(header)
        except ValueError:
            decoded = None
        candidates.append(decoded if isinstance(decoded, dict) else {})
    candidates.append(params.query)
    for candidate in candidates:
        key, secret = candidate.get("consumer_key"), candidate.get("consumer_secret")
        if key and secret:
            row = dashboard.find_legacy_key(str(key))
            return row if row and row.enabled and row.consumer_secret == secret else None
    return None


#: The answer of v1 to missing or wrong credentials, status 401.
LEGACY_REFUSED = {
    "ERROR": "Incorrect or missing consumer key and/or secret. If the issue persists please reset your authentication "
    "details from the MainWP &gt; Settings &gt; REST API page, on your MainWP Dashboard site."
}


def check_legacy_scope(key: LegacyKey, method: str) -> None:
    """Raise v1's refusal of a method that a pair's letters r, w, d do not cover; no letters means all."""
    letter, word = {"GET": ("r", "Read"), "DELETE": ("d", "Delete")}.get(method, ("w", "Write"))
    if key.permissions and letter not in key.permissions.split(","):
        raise WordPressError("rest_method_not_allowed", f"Sorry, you are not allowed to do the {word} method.", 401)


def application_user(request: Request, dashboard: Dashboard) -> str | None:
    """Return the WordPress user of a valid application password, or None (blanks in the password do not count)."""
    pair = basic(request)
    if pair and any(
        (user, secret.replace(" ", "")) == (pair[0], pair[1].replace(" ", ""))
        for user, secret in dashboard.application_passwords
    ):
        return pair[0]
    return None
