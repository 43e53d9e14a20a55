# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Owns an AnsibleModule: shared options, failures, warnings, the diff and the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ansible.module_utils.basic import AnsibleModule, missing_required_lib
from ansible.module_utils.common.parameters import remove_values

from ._clock import Clock
from ._connection import CONNECTION_OPTIONS, CONNECTION_TOGETHER, Connection
from ._dashboard import Dashboard
from ._errors import MainwpError, bug
from ._session import REQUESTS_ERROR, open_session
from ._transport import Transport


@dataclass
class Surroundings:
    """What a module takes from the machine. A test puts the simulator and a movable clock in their place."""

    open_session: Callable[[Connection], Any] = open_session
    clock: Clock = field(default_factory=Clock)


SURROUNDINGS = Surroundings()


@dataclass
class Run:
    """What the work of a module gets: its options, the dashboard and the clock."""

    params: Mapping[str, Any]
    check_mode: bool
    dashboard: Dashboard
    clock: Clock
    warn: Callable[[str], None]


@dataclass
class Result:
    """What the work of a module returns.

    Args:
        data: the keys of the result.
        before, after: the two sides of the diff; ``None`` where the module has none.
        error: a failure that comes with a complete result.
    """

    data: dict[str, Any]
    changed: bool = False
    before: Any = None
    after: Any = None
    error: MainwpError | None = None


def run_module(
    work: Callable[[Run], Result],
    options: Mapping[str, Mapping[str, Any]],
    *,
    needs_v2: bool = True,
    **constraints: Any,
) -> None:
    """Run a module from its arguments to its result; never returns.

    Args:
        work: does it; raises :class:`MainwpError` for what the user has to know.
        options: the module's own options; those of the connection are added.
        needs_v2: the module cannot work through version 1 of the API.
        constraints: what AnsibleModule takes: ``required_one_of`` and its kin.
    """
    together = [*CONNECTION_TOGETHER, *constraints.pop("required_together", [])]
    module = AnsibleModule(
        argument_spec={**CONNECTION_OPTIONS, **options},
        required_together=together,
        supports_check_mode=True,
        **constraints,
    )
    if REQUESTS_ERROR is not None:
        module.fail_json(msg=missing_required_lib("requests"), exception=REQUESTS_ERROR)
    dashboard: Dashboard | None = None

    def warn(text: str) -> None:
        # Ansible masks results, and not warnings, which can quote what PHP printed.
        module.warn(remove_values(text, module.no_log_values))

    try:
        module.no_log_values |= _spellings(module.no_log_values)
        dashboard = connect(module.params, warn)
        if needs_v2:
            dashboard.require_v2(module._name.rpartition(".")[2])
        result = work(Run(module.params, module.check_mode, dashboard, SURROUNDINGS.clock, warn))
    except MainwpError as error:
        result = Result({}, error=error)
    except Exception as error:
        result = Result({}, error=bug(error))
    _finish(module, result, dashboard.requests_sent if dashboard else 0)


def connect(options: Mapping[str, Any], warn: Callable[[str], None]) -> Dashboard:
    """The dashboard that the options of the connection name. Nothing is sent yet.

    Raises:
        InputError: the options cannot be used.
    """
    connection = Connection.from_options(options)
    transport = Transport(connection, SURROUNDINGS.open_session(connection), SURROUNDINGS.clock, warn)
    return Dashboard(transport, connection, warn)


def _spellings(secrets: Iterable[str]) -> set[str]:
    """How secrets look on the wire: PHP or the dashboard may quote them so, and Ansible masks what it is told."""
    found = {quote(secret, safe="") for secret in secrets}
    for secret in secrets:
        second, separator, first = secret.partition("==")
        if separator and first and second:
            found |= {f"ck_{first}", f"cs_{second}", first, second}
    return found


def _finish(module: AnsibleModule, result: Result, requests: int) -> None:
    answer = {**result.data, "changed": result.changed, "api_requests": requests}
    if result.before is not None or result.after is not None:
        answer["diff"] = {"before": result.before or {}, "after": result.after or {}}
    if result.error is not None:
        module.fail_json(msg=result.error.sentence(), failure=result.error.failure(), **answer)
    module.exit_json(**answer)
