# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``python -m tests.contract.record``: what a real dashboard answers to the stored requests (docs/recording.md).

Ends with 0, with 1 when the comparison found differences, with 2 when there is no recording.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import requests

from tests.contract.records import GENERATIONS, STORED, Entry, load, read_entries
from tests.simulator.clock import Clock

from . import files, keys, report
from .dashboard import RealDashboard
from .masking import masker
from .names import names
from .outside import Outside
from .recorder import Clock as AnyClock
from .recorder import Recorder
from .refusal import Refusal


def main(
    arguments: Sequence[str] | None = None, session: requests.Session | None = None, clock: AnyClock | None = None
) -> int:
    """Record, compare, say what differs; ``session`` and ``clock`` are given by tests."""
    options = _parser().parse_args(arguments)
    try:
        return _record(options, session, clock or Clock(manual=False))
    except Refusal as refusal:
        print(f"{refusal}\nNothing was written.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.contract.record", description="Send the stored requests to a real dashboard."
    )
    parser.add_argument("folder", choices=GENERATIONS, help="whose requests are sent")
    parser.add_argument("--dashboard", required=True, metavar="URL", help="address, https://HOST[:PORT]")
    parser.add_argument("--plain", default="", metavar="URL", help="address without TLS, default: http://HOST[:PORT]")
    parser.add_argument("--keys", required=True, type=Path, metavar="FILE", help="JSON: rw, ro, wo, off, v1, ca_path")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="where FOLDER is written")
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        type=_pair,
        metavar="c1.test=HOST",
        help="the real host for a name of the recordings; repeatable",
    )
    for kind, what in (
        ("cron", "runs the dashboard's due cron events and waits"),
        ("away", "lets {host} answer 404 to everything"),
        ("back", "lets {host} answer again"),
    ):
        parser.add_argument(f"--{kind}", default="", metavar="COMMAND", help=f"shell command that {what}")
    parser.add_argument("--force", action="store_true", help="overwrite recordings in DIR/FOLDER")
    parser.add_argument("--compare", action="store_true", help="show what differs from the stored recordings")
    return parser


def _pair(text: str) -> tuple[str, str]:
    recorded, separator, real = text.partition("=")
    if not (recorded and separator and real):
        raise argparse.ArgumentTypeError(f"{text}: expected RECORDED=REAL")
    return recorded, real


def _record(options: argparse.Namespace, session: requests.Session | None, clock: AnyClock) -> int:
    target = options.output / options.folder
    files.check(target, options.force)
    stored: dict[str, Any] = load("keys.json")
    own = keys.read(options.keys)
    pairs = names(options.folder, options.dashboard, dict(options.host), stored, own)
    outside = Outside({kind: getattr(options, kind) for kind in ("cron", "away", "back")}, pairs)
    entries = read_entries(STORED / options.folder)
    outside.check(entries)
    dashboard = RealDashboard(options.dashboard, options.plain, own.get("ca_path", ""), session)
    recorder = Recorder(dashboard.send, own, pairs, outside.perform, masker(stored), clock)
    recorder.check(entries)
    new = recorder.record(entries, _tell)
    files.write(target, new)
    print(f"{len(new)} records are in {target}", file=sys.stderr)
    return _compare(options.folder, entries, new) if options.compare else 0


def _tell(entry: Entry) -> None:
    if entry.seq % 25 == 0 or "event" in entry.record:
        print(entry.label, file=sys.stderr, flush=True)


def _compare(folder: str, stored: tuple[Entry, ...], new: list[Entry]) -> int:
    found = list(report.differing(stored, new))
    for entry, lines in found:
        print(report.written(folder, entry, lines))
    print(f"{len(found)} of {len(stored)} records differ.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
