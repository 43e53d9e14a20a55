# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_batch: many items in few requests, with a verdict for every one that was sent.

The dashboard answers 200 whatever happened inside, and leaves out without a word what it does not know or skips.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ._dashboard import check_part
from ._engine._apply import BATCH_LIMIT
from ._errors import AnswerLostError, InputError, MainwpError, UnprovedError
from ._module import Result, Run
from ._resource import Engine
from ._resources._all import NOUNS
from ._transport import Call

# Groups in the order in which they are worked, each with the route that knows all of its verbs.
ROUTES = {"tags": "tags/batch", "clients": "clients/batch", "sites": "sites/batch", "costs": "costs/batch"}

# The route of several groups. It ignores every update and removal, and costs, and says nothing of it.
SHARED = "batch"

_NOUNS = {"tags": "tag", "clients": "client", "sites": "site", "costs": "cost"}

# Verbs of sites in the order in which the dashboard works them, with their words on the wire; these contact children.
ACTIONS = {
    "sync": "sync",
    "reconnect": "reconnect",
    "disconnect": "disconnect",
    "suspend": "suspend",
    "check": "check",
    "remove": "remove",
    "security": "security",
    "plugins": "plugins",
    "themes": "themes",
    "non_mainwp_changes": "non-mainwp-changes",
}
# The words of the other groups, and of the edits of sites. A dictionary of Jinja has a method "update".
_WIRE = {"add": "create", "edit": "update", "remove": "delete"}
_NEAR = ("suspend", "plugins", "themes", "non_mainwp_changes")
READS = ("security", "plugins", "themes", "non_mainwp_changes")

# Seconds that one child may take; the dashboard works them one after the other.
_EACH = 30.0

_SECRETS = ("adminpassword", "uniqueid", "http_user", "http_pass")

_DICTS = {"type": "list", "elements": "dict"}
_NAMES = {"type": "list", "elements": "str"}
_RECORDS = {"add": _DICTS, "edit": _DICTS, "remove": _NAMES}

BATCH_OPTIONS: dict[str, dict[str, Any]] = {
    **{group: {"type": "dict", "options": _RECORDS} for group in ("tags", "clients", "costs")},
    "sites": {"type": "dict", "options": {"edit": _DICTS, **dict.fromkeys(ACTIONS, _NAMES)}},
}


@dataclass
class Entry:
    """One item: where it goes, what is sent of it, and what became of it."""

    group: str
    verb: str
    item: str
    sent: Any
    verdict: str = "untried"
    reason: str = ""
    answer: Any = None
    error: MainwpError | None = None

    @property
    def wire(self) -> str:
        """Its verb as it travels."""
        return ACTIONS[self.verb] if self.group == "sites" and self.verb in ACTIONS else _WIRE[self.verb]

    @property
    def contacts_child(self) -> bool:
        """Whether the dashboard talks to a child for it."""
        return self.group == "sites" and self.verb in ACTIONS and self.verb not in _NEAR

    def fail(self, verdict: str, error: MainwpError) -> None:
        """Note a failure."""
        self.verdict, self.reason, self.error = verdict, error.sentence(), error

    def line(self) -> dict[str, Any]:
        """What the result says of it."""
        return {name: getattr(self, name) for name in ("group", "verb", "item", "verdict", "reason", "answer")}


def run_batch(run: Run) -> Result:
    """Send all items, up to 100 in a request, and give each its verdict; in check mode nothing is sent.

    Raises:
        InputError: something cannot be sent as it is; nothing was sent.
        MainwpError: a name could not be looked up.
    """
    entries = list(_entries(run))
    if not entries:
        raise InputError("There is nothing to do.", hint="Give at least one of tags, clients, sites and costs an item.")
    writes = any(entry.verb not in READS for entry in entries)
    if run.check_mode:
        for entry in entries:
            entry.verdict = "planned"
        return _result(entries, changed=writes)
    for path, chunk in _requests(entries):
        if not _send(run, path, chunk):
            break
    changed = any(entry.verdict in ("done", "unknown") and entry.verb not in READS for entry in entries)
    return _result(entries, changed=changed)


def _entries(run: Run) -> Iterator[Entry]:
    """Every item, checked and with its references resolved, in the order of the work.

    Raises:
        InputError: it names the item.
    """
    engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=False)
    for group in ROUTES:
        verbs = run.params[group] or {}
        for verb in BATCH_OPTIONS[group]["options"]:
            for position, given in enumerate(verbs.get(verb) or (), start=1):
                label = f"{group}.{verb}[{position}]"
                if isinstance(given, Mapping):
                    _refuse_record(group, verb, given, label)
                    yield Entry(group, verb, _named(given, position), dict(given))
                else:
                    yield Entry(group, verb, str(given), _id_of(engine, _NOUNS[group], str(given), label))


def _id_of(engine: Engine, noun: str, text: str, label: str) -> int:
    """The id that an item names. Digits are taken at their word: the answer says whether there is such a record."""
    if text.isascii() and text.isdigit() and int(text):
        return int(text)
    return int(engine.references.existing(noun, text, label))


def _named(given: Mapping[str, Any], position: int) -> str:
    return str(given.get("id") or given.get("name") or position)


def _refuse_record(group: str, verb: str, given: Mapping[str, Any], label: str) -> None:
    """Refuse a record that the dashboard would skip, turn against another one, or read as an order to lose data.

    Raises:
        InputError: it says why.
    """
    record_id = given.get("id")
    if verb == "add" and "id" in given:
        raise InputError(f"{label} has an id, and the dashboard would change the record of that id instead.")
    if verb == "edit":
        numeric = str(record_id).isascii() and str(record_id).isdigit() and int(str(record_id))
        if not numeric:
            raise InputError(f"{label} has no id that is a number, and the dashboard would skip it without a word.")
    secret = sorted(set(_SECRETS) & set(given))
    if secret:
        raise InputError(
            f"{label} has {', '.join(secret)}, which would be shown.", hint="Use mainwp.dashboard.mainwp_site for it."
        )
    lost = _lost(group, verb, given)
    if lost:
        raise InputError(f"{label} {lost}")


def _lost(group: str, verb: str, given: Mapping[str, Any]) -> str:
    """What the dashboard would reset since an item leaves it out; empty where it would not."""
    if group == "tags" and not str(given.get("name") or "").strip():
        return "has no name; an update without it blanks the name." if verb == "edit" else "has no name."
    if group == "sites" and "client_id" not in given:
        return "has no client_id, and the site would lose its client: give the present one, or 0 for none."
    if group == "costs" and not any(isinstance(given.get(name), list) for name in ("sites", "groups", "clients")):
        return "has none of the lists sites, groups and clients, of which the dashboard wants one."
    return ""


def _requests(entries: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The requests: one route for all groups where it ignores none of the items, else the route of each group."""
    groups = {entry.group for entry in entries}
    if len(groups) > 1 and all(_is_shared(entry) for entry in entries):
        yield from _chunks(SHARED, entries)
        return
    for group, path in ROUTES.items():
        yield from _chunks(path, [entry for entry in entries if entry.group == group])


def _is_shared(entry: Entry) -> bool:
    if entry.group == "sites":
        return entry.verb in ACTIONS
    return entry.verb == "add" and entry.group != "costs"


def _chunks(path: str, entries: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    for start in range(0, len(entries), BATCH_LIMIT):
        yield path, entries[start : start + BATCH_LIMIT]


def _send(run: Run, path: str, entries: list[Entry]) -> bool:
    """Send one request and judge its items; returns whether it makes sense to send more."""
    body: dict[str, dict[str, list[Any]]] = {}
    for entry in entries:
        body.setdefault(entry.group, {}).setdefault(entry.wire, []).append(entry.sent)
    far = sum(entry.contacts_child for entry in entries)
    call = Call(
        "POST",
        path,
        json=body if path == SHARED else body[entries[0].group],
        timeout=max(far * _EACH, run.dashboard.child_timeout),
    )
    try:
        answer = run.dashboard.call(call).data
    except (AnswerLostError, UnprovedError) as error:
        _fail(entries, "unknown", error)
        return False
    except MainwpError as error:
        _fail(entries, "failed", error)
        return False
    groups = answer if path == SHARED else {entries[0].group: answer}
    for group, verbs in body.items():
        answered = groups.get(group) if isinstance(groups, Mapping) else None
        for wire in verbs:
            parts = answered.get(wire) if isinstance(answered, Mapping) else None
            _judge([entry for entry in entries if (entry.group, entry.wire) == (group, wire)], parts, call)
    return True


def _fail(entries: list[Entry], verdict: str, error: MainwpError) -> None:
    for entry in entries:
        entry.fail(verdict, error)


def _judge(entries: list[Entry], parts: Any, call: Call) -> None:
    """Give every item of one verb its part of the answer; where the numbers differ nobody knows which is whose."""
    count = len(parts) if isinstance(parts, list) else 0
    if not isinstance(parts, list) or count != len(entries):
        error = UnprovedError(
            f"The dashboard answered {count} of {len(entries)} items of {entries[0].group}.{entries[0].verb}.",
            hint="What it left out was not done. Look which it is before the task is run again.",
            **call.where,
        )
        _fail(entries, "unknown", error)
        return
    for entry, part in zip(entries, parts, strict=True):
        entry.answer = part
        try:
            check_part(part, call)
            entry.verdict = "done"
        except MainwpError as error:
            entry.fail("failed", error)


def _result(entries: list[Entry], *, changed: bool) -> Result:
    counts = Counter(entry.verdict for entry in entries)
    summary = {verdict: counts[verdict] for verdict in ("done", "failed", "unknown", "untried", "planned")}
    first = next((entry for entry in entries if entry.error is not None), None)
    error = None
    if first is not None and first.error is not None:
        bad = counts["failed"] + counts["unknown"]
        more = f", {counts['untried']} were not tried" if counts["untried"] else ""
        error = first.error.restated(
            MainwpError,
            f"{bad} of {len(entries)} items were not done or are unknown{more}. "
            f"{first.group}.{first.verb} {first.item}: {first.error.message}",
            hint=first.error.hint,
        )
    return Result({"batch": [entry.line() for entry in entries], "summary": summary}, changed=changed, error=error)
