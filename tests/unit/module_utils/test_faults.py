# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What an exception of the HTTP library means: the layer, and whether the server can have got the request.

The exceptions are built as requests 2.32 over urllib3 2 raises them over real connections.
"""

from __future__ import annotations

import socket
import ssl
from typing import Any

import pytest
import requests
from requests.exceptions import InvalidURL, ProxyError, SSLError
from urllib3 import HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)
from urllib3.exceptions import ProxyError as Urllib3ProxyError
from urllib3.exceptions import SSLError as Urllib3SSLError

from ansible_collections.mainwp.dashboard.plugins.module_utils._faults import classify

POOL = HTTPSConnectionPool("dash.test", 443)
CONNECTION: Any = POOL._new_conn()


def failed(reason: Exception, kind: type[requests.RequestException] = requests.ConnectionError) -> Exception:
    return kind(MaxRetryError(POOL, "/", reason))


def tls(text: str) -> Exception:
    return failed(Urllib3SSLError(ssl.SSLError(1, text)), SSLError)


NEVER_SENT = {
    "name": (failed(NameResolutionError("dash.test", CONNECTION, socket.gaierror(-2, "unknown"))), "name_resolution"),
    "refused": (failed(NewConnectionError(CONNECTION, "[Errno 111] Connection refused")), "tcp"),
    "no route": (failed(NewConnectionError(CONNECTION, "[Errno 113] No route to host")), "tcp"),
    "dropped packets": (failed(ConnectTimeoutError(CONNECTION, "timed out"), requests.ConnectTimeout), "tcp"),
    "untrusted": (
        failed(Urllib3SSLError(ssl.SSLCertVerificationError(1, "CERTIFICATE_VERIFY_FAILED")), SSLError),
        "tls",
    ),
    "no TLS": (tls("[SSL: WRONG_VERSION_NUMBER] wrong version number"), "tls"),
    "no common TLS": (tls("[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] ssl/tls alert handshake failure"), "tls"),
    "ca_path is no PEM": (tls("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found"), "tls"),
    "tls_client_cert is no PEM": (tls("[SSL] PEM lib (_ssl.c:3900)"), "tls"),
    "no ca_path": (OSError("Could not find a suitable TLS CA certificate bundle, invalid path: /x"), "tls"),
    "no tls_client_key": (OSError("Could not find the TLS key file, invalid path: /x"), "tls"),
    "proxy": (
        failed(Urllib3ProxyError("Unable to connect to proxy", NewConnectionError(CONNECTION, "refused")), ProxyError),
        "proxy",
    ),
    "proxy wants a password": (
        failed(Urllib3ProxyError("Unable to connect to proxy", OSError("Tunnel connection failed: 407")), ProxyError),
        "proxy",
    ),
    "address": (InvalidURL("Invalid URL 'https:///': No host supplied"), "options"),
}

MAY_BE_SENT = {
    "late": (requests.ReadTimeout(ReadTimeoutError(POOL, "/", "Read timed out. (read timeout=30)")), "timeout"),
    "reset": (
        requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError(104, ""))),
        "tcp",
    ),
    "closed": (requests.exceptions.ChunkedEncodingError(ProtocolError("Connection broken: IncompleteRead")), "tcp"),
    "TLS broke": (tls("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol"), "tls"),
    "alert after the request": (tls("[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert"), "tls"),
    "something else": (OSError("what is this"), "tcp"),
}


@pytest.mark.parametrize("name", NEVER_SENT)
def test_what_cannot_have_reached_the_server(name: str) -> None:
    error, layer = NEVER_SENT[name]
    fault = classify(error)
    assert (fault.layer, fault.sent) == (layer, False)
    assert fault.hint


@pytest.mark.parametrize("name", MAY_BE_SENT)
def test_what_may_have_reached_the_server(name: str) -> None:
    error, layer = MAY_BE_SENT[name]
    fault = classify(error)
    assert (fault.layer, fault.sent) == (layer, True)


def test_what_is_wrong_for_good_has_a_code_of_its_own() -> None:
    codes = {name: classify(NEVER_SENT[name][0]).code for name in NEVER_SENT}
    assert codes.pop("untrusted") == "certificate"
    assert codes.pop("ca_path is no PEM") == codes.pop("no ca_path") == "certificate_file"
    assert codes.pop("tls_client_cert is no PEM") == codes.pop("no tls_client_key") == "certificate_file"
    assert codes.pop("address") == "invalid_address"
    assert set(codes.values()) == {"unreachable"}


def test_a_circle_of_causes_ends() -> None:
    first, second = OSError("a"), OSError("b")
    first.__cause__, second.__cause__ = second, first
    assert classify(first).layer == "tcp"


def test_a_proxy_that_breaks_off_may_have_passed_the_request_on() -> None:
    """Sent again, a write behind it would arrive twice."""
    broken = failed(Urllib3ProxyError("Unable to connect to proxy", ConnectionResetError("reset by peer")), ProxyError)
    fault = classify(broken)
    assert (fault.layer, fault.sent) == ("proxy", True)
