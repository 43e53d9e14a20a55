# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""What an exception of the HTTP library means: which layer broke, and whether the server can have got the request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


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
    if "SSLError" in names:
        return Fault("tls", "the TLS handshake failed", "Check that dashboard_url speaks TLS on that port.", sent=False)
    if "ProxyError" in names:
        return Fault(
            "proxy", "the proxy refused", "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment.", sent=False
        )
    if "NameResolutionError" in names or "gaierror" in names:
        return Fault(
            "name_resolution", "its name does not resolve", "Check dashboard_url and the name server.", sent=False
        )
    if names & {"ConnectTimeout", "ConnectTimeoutError"}:
        return Fault("tcp", "no connection within the time allowed", "A firewall may drop the packets.", sent=False)
    if names & {"NewConnectionError", "ConnectionRefusedError"}:
        return Fault("tcp", "the connection is refused", "Check the host, its port and its web server.", sent=False)
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
