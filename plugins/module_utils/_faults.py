# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What an exception of the HTTP library means: which layer broke, and whether the server can have got the request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# What requests and OpenSSL say of files that they cannot use, before a connection is made.
_UNREADABLE = ("Could not find", "NO_CERTIFICATE_OR_CRL_FOUND", "PEM lib")
# What OpenSSL says where the other side does not speak TLS, or not with us.
_NO_TLS = ("WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL", "HANDSHAKE_FAILURE", "TLSV1_ALERT_PROTOCOL_VERSION")


_NOT_CONNECTED = {"NameResolutionError", "gaierror", "ConnectTimeoutError", "ConnectTimeout", "NewConnectionError"}


@dataclass(frozen=True)
class Fault:
    """``sent`` is true where the server may have carried the request out."""

    layer: str
    cause: str
    hint: str | None
    sent: bool
    code: str = "unreachable"


def classify(error: BaseException) -> Fault:
    """Read the chain of an exception that ``requests`` raised.

    Class names are compared instead of classes, because ``requests`` is imported late and wraps the exceptions of
    ``urllib3``, which wraps those of ``ssl`` and ``socket``.
    """
    names = {type(link).__name__ for link in _chain(error)}
    text = " ".join(str(link) for link in _chain(error))
    if names & {"CertificateError", "SSLCertVerificationError"} or "CERTIFICATE_VERIFY_FAILED" in text:
        return Fault(
            "tls",
            "its TLS certificate is not trusted",
            "Set ca_path to the authority that signed it, or renew it; with validate_certs=false the key goes to "
            "whoever answers.",
            sent=False,
            code="certificate",
        )
    if any(sign in text for sign in _UNREADABLE):
        return Fault(
            "tls",
            "a file with certificates or a key is missing or is not in PEM format",
            "Check ca_path, tls_client_cert and tls_client_key.",
            sent=False,
            code="certificate_file",
        )
    if "SSLError" in names:
        # An alert can also come after the request, as where TLS 1.3 misses a client certificate.
        return Fault(
            "tls",
            "TLS failed",
            "Check that dashboard_url speaks TLS on that port, and whether it wants tls_client_cert.",
            sent=not any(sign in text for sign in _NO_TLS),
        )
    if "ProxyError" in names:
        # A proxy that breaks off later may have passed the request on.
        early = names & _NOT_CONNECTED or "Tunnel connection failed" in text or "Connection refused" in text
        return Fault(
            "proxy",
            "the proxy refused",
            "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment.",
            sent=not early,
        )
    if "NameResolutionError" in names or "gaierror" in names:
        return Fault(
            "name_resolution", "its name does not resolve", "Check dashboard_url and the name server.", sent=False
        )
    if names & {"ConnectTimeout", "ConnectTimeoutError"}:
        return Fault("tcp", "no connection within the time allowed", "A firewall may drop the packets.", sent=False)
    if "ConnectionRefusedError" in names or "Connection refused" in text:
        return Fault("tcp", "the connection is refused", "Check the host, its port and its web server.", sent=False)
    if "NewConnectionError" in names:
        return Fault("tcp", "there is no way to it", "Check the network and the routes of this machine.", sent=False)
    if "InvalidURL" in names or "LocationParseError" in names:
        return Fault(
            "options", "its address cannot be used", "Check dashboard_url.", sent=False, code="invalid_address"
        )
    if names & {"ReadTimeout", "ReadTimeoutError", "TimeoutError", "timeout"}:
        return Fault("timeout", "no answer within the time allowed", "Raise request_timeout.", sent=True)
    return Fault("tcp", "the connection broke", None, sent=True)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that it wraps, by cause, context, ``reason`` or argument."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        link = waiting.pop()
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]
