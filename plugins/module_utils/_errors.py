# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The taxonomy of failures. Every message names the cause, every ``hint`` the cure, every ``layer`` who answered."""

from __future__ import annotations

import traceback
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound="MainwpError")


class MainwpError(Exception):
    """The base of everything that a module reports with ``fail_json``.

    Args:
        message: the cause, one sentence.
        code: a stable word for programs; the dashboard's own error code where it sent one.
        status: the HTTP status, where there was an answer.
        method, path: the request, without its query (a query can carry a secret).
        layer: who failed: ``options``, ``name_resolution``, ``tcp``, ``tls``, ``proxy``, ``timeout``, ``redirect``,
            ``login_page``, ``waf``, ``http_auth``, ``plain_permalinks``, ``web_server``, ``php``, ``key``,
            ``dashboard``, ``child``, ``verification``, ``clock``.
        hint: the cure, one sentence.
    """

    code = "error"
    layer = "dashboard"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        status: int | None = None,
        method: str | None = None,
        path: str | None = None,
        layer: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.status = status
        self.method = method
        self.path = path
        self.layer = layer or type(self).layer
        self.hint = hint

    def failure(self) -> dict[str, Any]:
        """The machine-readable half of a failed result: the value of its ``failure`` key."""
        return {
            "code": self.code,
            "status": self.status,
            "method": self.method,
            "path": self.path,
            "layer": self.layer,
            "hint": self.hint,
        }

    def restated(self, kind: type[Kind], message: str, *, hint: str | None) -> Kind:
        """The same failure in other words: where it happened stays, what it means for the user is said anew.

        Args:
            kind: the class of the new error; its own code and layer do not count.
        """
        return kind(
            message,
            code=self.code,
            status=self.status,
            method=self.method,
            path=self.path,
            layer=self.layer,
            hint=hint,
        )

    def sentence(self) -> str:
        """Cause and cure in one text, for ``msg`` and for the reason of a verdict."""
        return f"{self.message} {self.hint}" if self.hint else self.message


def unreadable(message: str) -> RefusedError:
    """The failure that stands for an answer in a form that no supported version of MainWP sends."""
    return RefusedError(message, code="unknown_form", hint="This version of MainWP is not supported.")


def bug(error: BaseException) -> MainwpError:
    """The failure that stands for a mistake of ours. Its text could hold a secret, its place cannot."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return MainwpError(
        f"The collection failed: {type(error).__name__} in {last.filename.rpartition('/')[2]}, line {last.lineno}.",
        code="bug",
        layer="collection",
        hint="Report it with the task's options, without their secrets.",
    )


class InputError(MainwpError):
    """The options cannot be carried out. Raised before anything is written."""

    code = "invalid_input"
    layer = "options"


class AmbiguousError(InputError):
    """A natural key fits more than one record; the message lists their ids."""

    code = "ambiguous"


class UnreachableError(MainwpError):
    """No usable connection, and the request cannot have been carried out (or was only a read)."""

    code = "unreachable"
    layer = "tcp"


class AnswerLostError(MainwpError):
    """A write was sent and its answer never came: it may or may not have been carried out. Read, then decide."""

    code = "answer_lost"
    layer = "timeout"


class RedirectedError(MainwpError):
    """The server sends the request elsewhere and following it would not be safe."""

    code = "redirected"
    layer = "redirect"


class NotJsonError(MainwpError):
    """Something other than the REST API answered; ``layer`` says what."""

    code = "not_json"
    layer = "web_server"


class UnauthorizedError(MainwpError):
    """The key is unknown, disabled, wrong, or lacks the scope (the dashboard answers 401 to all of them)."""

    code = "unauthorized"
    layer = "key"


class RefusedError(MainwpError):
    """The dashboard understood the request and refused it (an error object, or ``success: 0`` with HTTP 200)."""

    code = "refused"


class NotFoundError(RefusedError):
    """The dashboard's own answer that the record does not exist."""

    code = "not_found"


class UnprovedError(MainwpError):
    """The dashboard confirmed a write, and reading back shows something else."""

    code = "not_stored"
    layer = "verification"


def perhaps_done(error: MainwpError) -> bool:
    """Whether PHP died while it was at work on a write: what it did before may be stored."""
    crashed = isinstance(error, NotJsonError) and (error.status or 0) >= 500
    return crashed or error.code == "internal_server_error"


def may_have_worked(error: MainwpError) -> bool:
    """Whether a write that failed may have been carried out all the same: its answer was lost, or PHP died over it."""
    return isinstance(error, AnswerLostError) or perhaps_done(error)


# What a dashboard does that answers nobody for a while: whatever goes on behind it goes on.
NO_ANSWER = (UnreachableError, NotJsonError)

# Failures of the dashboard itself or of the way to it: they would meet every further request too.
OF_THE_DASHBOARD = (UnauthorizedError, UnreachableError, RedirectedError)
