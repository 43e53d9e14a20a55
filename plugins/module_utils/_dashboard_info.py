# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_dashboard_info: what a dashboard is and what may be done with it, or what is in the way.

Each step names the layer that fails. The first four must work (address, REST API, key, reading); what is wrong beyond
them is noted and does not keep the other modules from working.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from ._credentials import ABILITIES, V1, V2, WORDPRESS
from ._dashboard import header_stripped
from ._errors import MainwpError, NotFoundError, RefusedError, UnauthorizedError
from ._fields import mapping, number, plain
from ._module import Result, Run
from ._transport import Answer, Call

INFO_OPTIONS: dict[str, dict[str, Any]] = {"diagnose": {"type": "bool", "default": False}}

# A route that no version of MainWP has. The dashboard checks the key and its scope before it looks the route up, so
# that a request to it tells what a key may do and does nothing.
NO_ROUTE = "no-such-route"

# Seconds. The header has no fractions, and an answer can be on its way for a while.
CLOCKS_AGREE = 60

ANONYMOUS = "mainwp_rest_authentication_error"


@dataclass(frozen=True)
class Problem:
    """Something that is wrong.

    Args:
        blocking: whether no module can work with the dashboard before it is mended.
    """

    error: MainwpError
    blocking: bool

    def shown(self) -> dict[str, Any]:
        """The entry in the result."""
        failure = self.error.failure()
        return {
            "layer": failure["layer"],
            "code": failure["code"],
            "status": failure["status"],
            "cause": self.error.message,
            "hint": failure["hint"],
            "blocking": self.blocking,
        }


def run_dashboard_info(run: Run) -> Result:
    """Look at the dashboard. What keeps modules from using it is the failure, unless a diagnosis was asked for."""
    look = _Look(run)
    look.look()
    blocking = [problem.error for problem in look.problems if problem.blocking]
    return Result(
        {
            "dashboard": look.found,
            "usable": not blocking,
            "problems": [problem.shown() for problem in look.problems],
        },
        error=blocking[0] if blocking and not run.params["diagnose"] else None,
    )


class _Look:
    """One look at a dashboard: ``found`` and ``problems`` grow while it goes on."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._dashboard = run.dashboard
        connection = run.dashboard.connection
        self._v2 = connection.api_version == "v2"
        self._has_password = bool(connection.application_password)
        self.problems: list[Problem] = []
        self.found: dict[str, Any] = {
            "url": connection.dashboard_url,
            "name": None,
            "api_version": connection.api_version,
            "generation": None,
            "versions": {"mainwp": None, "wordpress": None, "php": None},
            "permissions": None,
            "counts": {"sites": None, "tags": None, "clients": None},
            "abilities": None,
            "application_password": "unknown" if self._has_password else "not_given",
            "clock_offset": None,
        }

    def look(self) -> None:
        """Go through the layers, from the name to the user, and stop where going on would tell nothing."""
        if not self._index():
            return
        if self._read_with_key():
            self._permissions()
            self._counts()
            self._owner()
        if self._has_password:
            self._password()

    def _note(self, error: MainwpError, *, blocking: bool = False) -> None:
        self.problems.append(Problem(error, blocking))

    def _send(self, method: str, path: str, namespace: str = V2, query: Mapping[str, Any] | None = None) -> Answer:
        return self._dashboard.call(Call(method, path, namespace, query=query))

    # The way to the API

    def _index(self) -> bool:
        """Read the public index, and say whether going on makes sense."""
        try:
            index = self._dashboard.index()
        except (RefusedError, UnauthorizedError) as error:
            self._index_closed(error)
            return True
        except MainwpError as error:
            self._note(error, blocking=True)
            return False
        self.found["name"] = plain(index.get("name"))
        self.found["abilities"] = self._dashboard.has_abilities
        self.found["generation"] = self._dashboard.generation
        if self._v2 and V2 not in index.get("namespaces", []):
            self._note(
                MainwpError(
                    "WordPress answers there, and the REST API of MainWP does not.",
                    code="mainwp_missing",
                    hint="Activate the plugin MainWP Dashboard on that site, or correct dashboard_url.",
                ),
                blocking=True,
            )
            return False
        return True

    def _index_closed(self, error: MainwpError) -> None:
        self._note(
            MainwpError(
                f"The index of the REST API is closed to visitors: {error.message}",
                code=error.code,
                status=error.status,
                layer="waf",
                hint="Exempt /wp-json/ itself in the plugin that closes it: it alone tells the generation of the "
                "dashboard, which syncs and updates need to know.",
            )
        )

    # The key

    def _read_with_key(self) -> bool:
        """Read the smallest thing that needs a key."""
        path, namespace = ("sites/count", V2) if self._v2 else ("sites/all-sites-count", V1)
        try:
            answer = self._send("GET", path, namespace)
        except UnauthorizedError as error:
            self._note(self._explained(error, path) if self._v2 else error, blocking=True)
            return False
        except RefusedError as error:
            self._note(error if self._v2 or error.code != "rest_no_route" else self._no_v1(error), blocking=True)
            return False
        except MainwpError as error:
            self._note(error, blocking=True)
            return False
        self.found["counts"]["sites"] = number(mapping(answer.data).get("count"))
        self._clock(answer.headers)
        return True

    def _explained(self, error: UnauthorizedError, path: str) -> UnauthorizedError:
        """Tell the meanings of the dashboard's most used code apart, in whatever language it speaks.

        A request without a key gets as far as the look-up of the route, one with a wrong secret does not, and one with
        a key that may not read does so only with another method.
        """
        if error.code != ANONYMOUS:
            return error
        if self._reaches_routes("GET"):
            return header_stripped(error.code, error.status, Call("GET", path))
        if self._reaches_routes("POST"):
            self.found["permissions"] = ["write", "delete"]
            return error.restated(
                UnauthorizedError,
                "The key may write and not read, and every module reads before it writes.",
                hint="Use a key with read and write.",
            )
        return error.restated(
            UnauthorizedError,
            "The dashboard knows the key, and its secret is wrong.",
            hint="Copy the whole token again, or make a new key under MainWP > API Access.",
        )

    @staticmethod
    def _no_v1(error: RefusedError) -> MainwpError:
        return error.restated(
            RefusedError,
            "Version 1 of the API is closed.",
            hint="It opens with the first key that is made with 'REST API v1 Compatibility' under MainWP > API Access.",
        )

    def _reaches_routes(self, method: str, path: str = NO_ROUTE, namespace: str = V2) -> bool | None:
        """Whether a request of that method gets past the checks of the key; None where something else stops it."""
        try:
            self._send(method, path, namespace)
        except UnauthorizedError:
            return False
        except RefusedError as error:
            # 400: version 1 found the key good and a parameter missing.
            if error.code == "rest_no_route" or error.status == 400:
                return True
            self._note(self._stopped(method, error))
        except MainwpError as error:
            self._note(self._stopped(method, error))
        return None

    @staticmethod
    def _stopped(method: str, error: MainwpError) -> MainwpError:
        return MainwpError(
            f"{method} requests do not get through: {error.message}",
            code=error.code,
            status=error.status,
            layer=error.layer,
            hint=error.hint,
        )

    def _permissions(self) -> None:
        """Find out what the key may do beside reading."""
        may = ["read"]
        if self._v2:
            if self._reaches_routes("POST"):
                may.append("write")
                # The scope is the same; what a firewall lets through is not.
                self._reaches_routes("PUT")
            if self._reaches_routes("DELETE"):
                may.append("delete")
        elif self._reaches_routes("POST", "site/sync-site", V1):
            # Version 1 looks the route up first. Without the site's id this one does nothing; for deleting there is
            # none that would be as harmless.
            may.append("write")
        self.found["permissions"] = may

    def _clock(self, headers: Mapping[str, str]) -> None:
        """Compare the dashboard's clock with ours: ages of data are differences between the two."""
        try:
            theirs = parsedate_to_datetime(headers.get("Date") or "")
        except (TypeError, ValueError):
            return
        offset = round((theirs - self._run.clock.now()).total_seconds())
        self.found["clock_offset"] = offset
        if abs(offset) > CLOCKS_AGREE:
            way = "ahead of" if offset > 0 else "behind"
            self._note(
                MainwpError(
                    f"The dashboard's clock is {abs(offset)} seconds {way} that of this machine.",
                    code="clock",
                    layer="clock",
                    hint="Set both by a time server: max_age and sync_max_age compare them.",
                )
            )

    # The rest

    def _counts(self) -> None:
        counts = self.found["counts"]
        try:
            if self._v2:
                counts["tags"] = len(self._dashboard.rows("tags"))
                counts["clients"] = number(mapping(self._dashboard.read("clients/count")).get("total"))
            else:
                tags = mapping(self._dashboard.read("tags/all-tags", namespace=V1))
                counts["tags"] = len(mapping(tags.get("data")))
                counts["clients"] = len(self._dashboard.rows("clients/all-clients", namespace=V1))
        except MainwpError as error:
            self._note(error)

    def _owner(self) -> None:
        """Where there are abilities, some routes also ask what the owner of the key may do."""
        if not self._v2 or not self.found["abilities"]:
            return
        try:
            self._send("GET", "sites", query={"per_page": 1, "_fields": "id"})
        except MainwpError as error:
            if error.code == "ability_invalid_permissions":
                error = RefusedError(
                    "The user who owns the key may not manage options, so that syncs and lists of updates are refused.",
                    code=error.code,
                    status=error.status,
                    layer="key",
                    hint="Make a key as an administrator.",
                )
            self._note(error)

    def _password(self) -> None:
        """Try the application password on the routes that tell versions."""
        versions = self.found["versions"]
        try:
            answer = self._send("GET", "plugins/mainwp/mainwp", WORDPRESS, {"_fields": "version"})
            versions["mainwp"] = mapping(answer.data).get("version")
            self.found["application_password"] = "accepted"
        except UnauthorizedError as error:
            self.found["application_password"] = "refused"
            self._note(self._password_refused(error))
            return
        except NotFoundError:
            self.found["application_password"] = "accepted"
        except MainwpError as error:
            self._note(error)
        if not self.found["abilities"]:
            return
        try:
            answer = self._send("GET", "abilities/core/get-environment-info/run", ABILITIES)
        except UnauthorizedError as error:
            self._note(self._password_refused(error))
        except MainwpError as error:
            self._note(error)
        else:
            data = mapping(answer.data)
            versions["wordpress"], versions["php"] = data.get("wp_version"), data.get("php_version")

    @staticmethod
    def _password_refused(error: UnauthorizedError) -> UnauthorizedError:
        text = error.message.removeprefix("The dashboard refused the key: ")
        return UnauthorizedError(
            f"The application password does not work: {text}",
            code=error.code,
            status=error.status,
            method=error.method,
            path=error.path,
            hint=error.hint
            or "It needs https, a user who may manage options, and a web server that passes the Authorization header.",
        )
