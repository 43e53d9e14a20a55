# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Runs playbooks with the ansible-playbook of this interpreter's environment, against a served simulator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.served import Served


@dataclass(frozen=True)
class Outcome:
    """What ansible-playbook printed, and its exit code."""

    output: str
    code: int

    @property
    def changed(self) -> int:
        """How many tasks it says have changed something, in its last recap, which counts those of all plays."""
        return int(re.findall(r"\bchanged=(\d+)", self.output)[-1])

    @property
    def changes(self) -> dict[str, str]:
        """The tasks that changed something, as "play: task", each with the lines of its diff (none without --diff)."""
        found: dict[str, str] = {}
        play = task = diff = ""
        for line in self.output.splitlines():
            heading = re.match(r"(PLAY|TASK) \[(.*)\] \*", line)
            if heading:
                play, task, diff = (heading[2], "", "") if heading[1] == "PLAY" else (play, heading[2], "")
            elif line.startswith(("+", "-")):
                diff += f"{line}\n"
            elif line.startswith("changed: "):
                found[f"{play}: {task}"] = diff
        return found


def run(playbooks: Sequence[Path], dashboard: Served, *options: str, echo: bool = False) -> Outcome:
    """Run playbooks with these options of the command line; with ``echo`` what they print is shown at once.

    There is no inventory: the implicit localhost runs modules with Ansible's own interpreter. Results are printed as
    YAML, which keeps a text of several lines readable.
    """
    environment = {
        **os.environ,
        **dashboard.environment,
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
        "ANSIBLE_FORCE_COLOR": str(echo and sys.stdout.isatty()),
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_LOCALHOST_WARNING": "false",
    }
    command = [str(Path(sys.executable).with_name("ansible-playbook")), *options, *map(str, playbooks)]
    printed: list[str] = []
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        for line in process.stdout or ():
            printed.append(line)
            if echo:
                print(line, end="", flush=True)
    output = "".join(printed)
    return Outcome(output, process.returncode)
