# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Runs playbooks with the ansible-playbook of this interpreter's environment, against a served simulator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.served import Served


@dataclass(frozen=True)
class Outcome:
    """What ansible-playbook printed, its exit code, and how many tasks it says have changed something."""

    output: str
    code: int
    changed: int


def run(path: Path, dashboard: Served, *options: str, echo: bool = False) -> Outcome:
    """Run a playbook with these options of the command line; with ``echo`` what it prints is shown at once.

    Results are printed as YAML, which keeps a text of several lines readable.
    """
    environment = {
        **os.environ,
        **dashboard.environment,
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
        "ANSIBLE_FORCE_COLOR": str(echo and sys.stdout.isatty()),
        "ANSIBLE_LOCALHOST_WARNING": "false",
    }
    command = [
        str(Path(sys.executable).with_name("ansible-playbook")),
        "--inventory",
        "localhost,",
        *options,
        str(path),
    ]
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
    return Outcome(output, process.returncode, sum(int(number) for number in re.findall(r"\bchanged=(\d+)", output)))
