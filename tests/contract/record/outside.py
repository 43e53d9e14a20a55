# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The event lines of the recordings, performed on real hosts by the operator's commands."""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import dataclass

from tests.contract.records import Entry

from .names import Names
from .refusal import Refusal

_EVENTS = {
    "cron": re.compile(r"cron: every event that is due on the dashboard runs now"),
    "away": re.compile(r"child: (\S+) answers 404 to everything from here on"),
    "back": re.compile(r"child: (\S+) is back"),
}


@dataclass(frozen=True)
class Outside:
    """The commands, by the option that gives them: ``cron``, ``away``, ``back``. The shell runs them."""

    commands: dict[str, str]
    names: Names

    def check(self, entries: tuple[Entry, ...]) -> None:
        """Raise Refusal when there is an event that no command performs."""
        for entry in entries:
            if "event" in entry.record:
                kind, _host = _understood(entry.record["event"])
                if not self.commands.get(kind):
                    raise Refusal(f"seq {entry.seq} needs the option --{kind}: {entry.record['event']}")

    def perform(self, event: str) -> None:
        """Perform an event and wait for its command. Raises Refusal with what it printed when the command fails."""
        kind, host = _understood(event)
        command = self.commands[kind].replace("{host}", shlex.quote(self.names.host(host)))
        done = subprocess.run(
            command, shell=True, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Refusal(f"--{kind} ended with {done.returncode}: {command}\n{done.stdout}{done.stderr}".rstrip())


def _understood(event: str) -> tuple[str, str]:
    """Return the kind of an event and the host that it names, "" without one."""
    for kind, pattern in _EVENTS.items():
        found = pattern.fullmatch(event)
        if found:
            return kind, found[1] if pattern.groups else ""
    raise Refusal(f"Unknown event: {event}")
