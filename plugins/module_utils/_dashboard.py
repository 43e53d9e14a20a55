# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The REST API as Python: reads, writes, complete lists, and what this dashboard can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ._connection import Connection
from ._credentials import ABILITIES, V1, V2
from ._decoding import plain_text
from ._errors import InputError, MainwpError, NotFoundError, RefusedError, UnauthorizedError, UnreachableError
from ._paging import Page, as_sent, entries, pages, records
from ._transport import Answer, Call, Transport
from ._v1._dialect import Dialect

# Seconds for a request that makes the dashboard talk to children (it waits up to 20 hours for one itself).
CHILD_TIMEOUT = 300.0

# The dashboard's only answers that mean "there is no such record". Other errors and empty lists never do.
NOT_FOUND_CODES = {
    "mainwp_rest_invalid_site_id",
    "mainwp_rest_invalid_site_data",
    "mainwp_rest_invalid_tag_id",
    "mainwp_rest_invalid_client_id",
    "mainwp_rest_invalid_client_data",
    "invalid_field_id",
    "api_key_not_found",
    "mainwp_job_not_found",
    "rest_plugin_not_found",
}

_KEY_HINTS = {
    "mainwp_rest_authentication_disabled_key": "The key is unknown or disabled (the dashboard does not say which): "
    "check it under MainWP > API Access. A token whose halves are swapped looks the same.",
    "mainwp_rest_authentication_missing_parameter": "The token is not complete: copy it again.",
    "mainwp_permission_denied": "The application password is wrong, or its user may not manage options.",
    "incorrect_password": "The application password is wrong or was revoked.",
    "invalid_username": "There is no WordPress user with the name in application_user.",
}


class Dashboard:
    """One dashboard, reached through one transport.

    Args:
        warn: called with one sentence for what the user should know although it worked.
    """

    def __init__(self, transport: Transport, connection: Connection, warn: Callable[[str], None]) -> None:
        self.connection = connection
        self.warn = warn
        self._transport = transport
        self._index: Mapping[str, Any] | None = None
        self._dialect = Dialect(self._ask_v1) if connection.api_version == "v1" else None

    @property
    def requests_sent(self) -> int:
        """How many HTTP requests were made so far."""
        return self._transport.requests_sent

    def read(
        self,
        path: str,
        query: Mapping[str, Any] | None = None,
        *,
        namespace: str = V2,
        contacts_child: bool = False,
    ) -> Any:
        """The data of a GET.

        Raises:
            MainwpError: see :meth:`call`.
        """
        return self.call(self._reading(path, query, namespace, contacts_child)).data

    def write(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        namespace: str = V2,
        contacts_child: bool = False,
    ) -> Any:
        """The data of a write that the dashboard accepted.

        Raises:
            RefusedError: also for ``success: 0``, which travels with HTTP 200.
            MainwpError: see :meth:`call`.
        """
        timeout = self.child_timeout if contacts_child else None
        call = Call(method, path, namespace, json=json, form=form, timeout=timeout)
        answer = self.call(call)
        check_success(answer, call)
        return answer.data

    @property
    def child_timeout(self) -> float:
        """Seconds that a request may take which the dashboard answers only when a child has."""
        return max(CHILD_TIMEOUT, self.connection.request_timeout)

    def call(self, call: Call) -> Answer:
        """Send a call and turn error objects into exceptions.

        Raises:
            UnauthorizedError: HTTP 401; the dashboard uses it for unknown keys and for missing scopes alike.
            NotFoundError: one of the codes that mean "no such record".
            RefusedError: any other error object.
            InputError: the connection is of version 1, which has nothing for this call; nothing was sent.
            MainwpError: what :meth:`Transport.send` raises.
        """
        if self._dialect and call.namespace == V2:
            return self._dialect.answer(call)
        return self._send(call)

    def _ask_v1(
        self, method: str, path: str, values: Mapping[str, Any] | None = None, timeout: float | None = None
    ) -> Any:
        """The data of a request of version 1: see :class:`._v1._ask.Ask`."""
        in_query = method in ("GET", "DELETE")
        call = Call(
            method, path, V1, query=values if in_query else None, json=None if in_query else values, timeout=timeout
        )
        answer = self._send(call)
        check_success(answer, call)
        return answer.data

    def _send(self, call: Call) -> Answer:
        answer = self._transport.send(call)
        if answer.status >= 400:
            raise refused(answer, call)
        return answer

    def rows(
        self,
        path: str,
        query: Mapping[str, Any] | None = None,
        *,
        page_size: int = 0,
        namespace: str = V2,
        empty_fails: bool = False,
        unwrap: Callable[[Any], Any] | None = None,
        contacts_child: bool = False,
    ) -> list[dict[str, Any]]:
        """Every record of a list.

        The dashboard returns a list, or an object keyed by id, or ``[]`` for an empty object.

        Args:
            page_size: rows a page; 0 asks for the whole list at once.
            empty_fails: ``success: 0`` without data is how this route says that there is nothing.
            unwrap: makes the records out of what is under ``data``, where they are not simply there.
            contacts_child: the dashboard asks children for it, so it may take long.

        Raises:
            RefusedError: any other ``success: 0``, or a list of an unknown form: neither means "empty".
            MainwpError: see :meth:`call`.
        """
        call = self._reading(path, query, namespace, contacts_child)
        if not page_size:
            return self._page(call, empty_fails, unwrap)[0]
        return records(pages(lambda one: self._page(one, empty_fails, unwrap), call, page_size))

    def keyed_rows(self, path: str, query: Mapping[str, Any], *, page_size: int) -> Any:
        """Every record of a list as :meth:`rows` reads its pages, in the form in which the dashboard sends it.

        Raises:
            RefusedError: as :meth:`rows`, and where the keys of several pages do not fit together.
            MainwpError: see :meth:`call`.
        """
        call = self._reading(path, query, V2, contacts_child=False)
        return as_sent(pages(lambda one: self._page(one, empty_fails=False, unwrap=None), call, page_size))

    def detail(
        self,
        path: str,
        query: Mapping[str, Any] | None = None,
        empty_fails: bool = False,
        *,
        contacts_child: bool = False,
    ) -> Any:
        """What a GET has under ``data``.

        Args:
            empty_fails: ``success: 0`` is how this route says that there is nothing; then it is ``None``.
            contacts_child: the dashboard asks a child for it, so it may take long.

        Raises:
            RefusedError: any other ``success: 0``.
            MainwpError: see :meth:`call`.
        """
        call = self._reading(path, query, V2, contacts_child)
        answer = self.call(call)
        body = answer.data
        if not isinstance(body, dict):
            return body
        if empty_fails and "success" in body and not body["success"]:
            return None
        check_success(answer, call)
        return body.get("data")

    def _reading(self, path: str, query: Mapping[str, Any] | None, namespace: str, contacts_child: bool) -> Call:
        """A GET, with more time where children are asked."""
        timeout = self.child_timeout if contacts_child else None
        return Call("GET", path, namespace, query=query, timeout=timeout)

    def _page(self, call: Call, empty_fails: bool, unwrap: Callable[[Any], Any] | None) -> Page:
        """The records of one answer, and its data as they were sent: ``unwrap`` may leave some out."""
        answer = self.call(call)
        body = data = answer.data
        if isinstance(body, dict):
            if body.get("error"):
                check_success(answer, call)
            nothing = empty_fails and "success" in body and not body["success"]
            data = body.get("data", [] if nothing else None)
            if data is None:
                check_success(answer, call)
        found = self._unwrapped(unwrap, data) if unwrap else data
        rows = entries(found)
        if not isinstance(found, (dict, list)) or not all(isinstance(row, dict) for row in rows):
            raise RefusedError(
                "The dashboard's list has an unknown form.",
                code="unknown_form",
                hint="Report it with the version of MainWP.",
                **call.where,
            )
        return rows, data

    @staticmethod
    def _unwrapped(unwrap: Callable[[Any], Any], data: Any) -> Any:
        """The records inside of the data; ``None`` where the data is not as it should be."""
        try:
            return unwrap(data)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return None

    def index(self) -> Mapping[str, Any]:
        """The public index of WordPress' REST API: ``name``, ``url`` and ``namespaces``. Read once.

        Raises:
            MainwpError: see :meth:`call`.
        """
        if self._index is None:
            # As a whole it describes every route, some 300 KB.
            found = self.read("", {"_fields": "name,url,namespaces"}, namespace="")
            self._index = found if isinstance(found, dict) else {}
        return self._index

    @property
    def has_abilities(self) -> bool:
        """Whether WordPress has the Abilities API (6.9 and later), which makes MainWP answer in its modern shapes.

        The public index names it; nothing else does. Asked once, and only where it matters.
        """
        return ABILITIES in self.index().get("namespaces", [])

    @property
    def shows_less(self) -> bool:
        """Whether records may lack fields, since they come through version 1 of the API. What is missing is unknown."""
        return self._dialect is not None

    @property
    def guards_children(self) -> bool:
        """Whether the dashboard refuses to sync a child that failed before. Version 1 always tries."""
        return self._dialect is None and self.has_abilities

    @property
    def generation(self) -> str:
        """``modern`` with abilities, ``legacy`` without."""
        return "modern" if self.has_abilities else "legacy"

    def require_v2(self, module: str) -> None:
        """Refuse to run a module that the older API cannot serve.

        Raises:
            InputError: the connection is of version 1.
        """
        if self.connection.api_version != "v2":
            raise InputError(
                f"{module} needs version 2 of the API.", hint="Set api_key, and api_version to auto or v2."
            )


def check_success(answer: Answer, call: Call) -> None:
    """Refuse a body that says ``success: 0`` or carries an ``error``.

    Raises:
        RefusedError: with the dashboard's text.
    """
    data = answer.data
    if not isinstance(data, dict):
        return
    failed = "success" in data and not data["success"]
    text = data.get("error") or data.get("ERROR") or (data.get("message") if failed else None)
    if failed or data.get("error") or data.get("ERROR"):
        raise RefusedError(
            f"The dashboard refused: {plain_text(str(text))}" if text else "The dashboard refused without a reason.",
            status=answer.status,
            **call.where,
        )


def check_part(part: Any, call: Call) -> None:
    """Refuse an item's part of the answer to a batch, which is HTTP 200 whatever became of its items.

    Raises:
        MainwpError: what the part means.
    """
    error = part.get("error") if isinstance(part, dict) else None
    if isinstance(error, dict):
        raise refused(Answer(200, error, {}), call)
    check_success(Answer(200, part, {}), call)


def refused(answer: Answer, call: Call) -> MainwpError:
    """The exception for an error object, also for one that stands for an item of a batch.

    A 429 was not worked and stops everything, for more of the same would only be refused too.
    """
    body = answer.data if isinstance(answer.data, dict) else {}
    code = str(body.get("code") or "")
    text = plain_text(str(body.get("message") or body.get("ERROR") or body.get("error") or ""))
    if answer.status == 401:
        return _unauthorized(code, text, call)
    if answer.status == 429:
        return UnreachableError(
            "The server has had too many requests.",
            code="throttled",
            status=429,
            layer="waf",
            hint="Wait, and raise request_delay.",
            **call.where,
        )
    kind = NotFoundError if code in NOT_FOUND_CODES else RefusedError
    hint = ""
    if code == "rest_no_route":
        hint = "MainWP or the extension that offers this route is not active, or its version is older."
    elif code == "mainwp_rest_authentication_bad_request":
        hint = "Use https in dashboard_url, and in WordPress' home and site address."
    elif code == "ability_invalid_permissions":
        hint = "There is no such record, or the user who owns the key may not manage options."
    return kind(
        f"The dashboard refused: {text or f'HTTP {answer.status}'}",
        code=code or None,
        status=answer.status,
        hint=hint or None,
        **call.where,
    )


def _unauthorized(code: str, text: str, call: Call) -> UnauthorizedError:
    """What a 401 means. Where the code does not tell, the text does, on a dashboard in English."""
    hint = _KEY_HINTS.get(code)
    if "permissions" in text or code == "rest_method_not_allowed":
        hint = "The key lacks this permission: use one with read and write."
    elif hint is None and "not authenticated" in text:
        return header_stripped(code, 401, call)
    return UnauthorizedError(
        f"The dashboard refused the key: {text}", code=code or None, status=401, hint=hint, **call.where
    )


def header_stripped(code: str, status: int | None, call: Call) -> UnauthorizedError:
    """The dashboard says that no key came, though one was sent."""
    return UnauthorizedError(
        "The key was sent and did not reach the dashboard.",
        code=code or None,
        status=status,
        layer="web_server",
        hint="Its web server strips the Authorization header: let it pass to PHP (Apache: CGIPassAuth On), or use "
        "auth_carrier=query.",
        **call.where,
    )
