# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A made-up noun on a made-up dashboard, to test the engine apart from every real noun and from HTTP.

    world = World({"name": "one", "size": 1})
    outcomes = world.run(wanted(name="one", size=2))
    assert world.written == ["PUT widgets/1/edit"]

Widgets are listed at ``widgets``, their colour is in the view ``widgets/colors``, their smell in
``widgets/{id}/smell``; an edit without ``size`` sets it to 0; making one contacts a child; boxes (plain records) are
what widgets lie in.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import AnswerLostError, RefusedError
from ansible_collections.mainwp.dashboard.plugins.module_utils._fields import FLAG, ID, NUMBER, TEXT
from ansible_collections.mainwp.dashboard.plugins.module_utils._noun import (
    Field,
    Noun,
    Reference,
    Relation,
    Step,
    View,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._resource import Engine, Outcome, Wanted
from ansible_collections.mainwp.dashboard.plugins.module_utils._transport import Answer, Call

OPTION = {"type": "str"}

BOX = Noun(
    name="box",
    plural="boxes",
    rank=1,
    keys=("name",),
    key_of=lambda name: str(name).casefold(),
    path="boxes",
    create=Step("POST", "boxes/add"),
    edit=Step("PUT", "boxes/{id}/edit"),
    remove=Step("DELETE", "boxes/{id}/remove"),
    batch="boxes/batch",
    budget="1",
    fields=(
        Field("name", option=OPTION, read="name", create="name", edit="name", codec=TEXT),
        Field("widgets", option={"type": "list", "elements": "str"}, relation=Relation("widget", "box")),
    ),
)

WIDGET = Noun(
    name="widget",
    plural="widgets",
    rank=2,
    keys=("name",),
    key_of=lambda name: str(name).casefold(),
    path="widgets",
    create=Step("POST", "widgets/add", contacts_child=True),
    edit=Step("PUT", "widgets/{id}/edit"),
    remove=Step("DELETE", "widgets/{id}/remove"),
    batch="widgets/batch",
    batch_create=False,
    settle=(0, 5),
    server=lambda record: str(record["name"]).partition("-")[0],
    budget="1",
    views={
        "colors": View("widgets/colors", {}),
        "smell": View("widgets/{id}/smell", {}),
    },
    fields=(
        Field(
            "name",
            option=OPTION,
            read="name",
            create="name",
            edit="name",
            codec=TEXT,
            forbids=lambda stored, wanted: "is carved in stone" if stored == "stone" else None,
        ),
        Field("size", option={"type": "int"}, read="size", create="size", edit="size", codec=NUMBER, resend=True),
        Field("note", option=OPTION, read="note", edit="note", codec=TEXT, clear=" ", fresh=""),
        Field("color", option=OPTION, read="color", edit="color", codec=TEXT, view="colors"),
        Field("smell", option=OPTION, read="smell", edit="smell", codec=TEXT, view="smell"),
        Field("secret", option={"type": "str", "no_log": True}, create="secret", edit="secret", policy="update_secret"),
        Field(
            "box", option=OPTION, read="box", create="box", edit="box", codec=ID, reference=Reference("box"), clear=0
        ),
        Field(
            "lit",
            option={"type": "bool"},
            read="lit",
            codec=FLAG,
            fresh=False,
            switch={
                True: (
                    Step("PUT", "widgets/{id}/warn", tolerated=True, expected=True),
                    Step("PUT", "widgets/{id}/light"),
                ),
                False: (Step("PUT", "widgets/{id}/dim"),),
            },
        ),
    ),
)


def wanted(noun: Noun = WIDGET, **options: Any) -> Wanted:
    """A desired record."""
    return Wanted.from_options(noun, {"state": "present", **options})


class World:
    """A dashboard that keeps widgets and boxes in memory, and notes what is asked of it.

    ``before`` and ``after`` are called with every write, before and after it is carried out; they may raise.
    """

    def __init__(self, *widgets: Mapping[str, Any], boxes: tuple[str, ...] = ()) -> None:
        self.tables: dict[str, dict[int, dict[str, Any]]] = {"widgets": {}, "boxes": {}}
        self._ids = {table: itertools.count(1) for table in self.tables}
        for widget in widgets:
            self._insert("widgets", widget)
        for box in boxes:
            self._insert("boxes", {"name": box})
        self.connection = SimpleNamespace(max_concurrency=4, max_per_server=1, request_timeout=30.0)
        self.child_timeout = 300.0
        self.asked: list[str] = []
        self.bodies: list[Any] = []
        self.warnings: list[str] = []
        self.slept: list[float] = []
        self.before: Callable[[Call], None] = lambda call: None
        self.after: Callable[[Call], None] = lambda call: None

    # what a test does and sees

    def run(self, *batch: Wanted, check_mode: bool = False) -> list[Outcome]:
        """Bring the records into their state."""
        self.asked.clear()
        self.bodies.clear()
        engine = Engine(self, {"box": BOX, "widget": WIDGET}, self, check_mode=check_mode)  # type: ignore[arg-type]
        return engine.run(batch)

    @property
    def written(self) -> list[str]:
        """The writes of the last run."""
        return [line for line in self.asked if not line.startswith("GET")]

    def widget(self, name: str) -> dict[str, Any]:
        """The stored row of a widget."""
        return next(row for row in self.tables["widgets"].values() if row["name"] == name)

    # what a clock does

    def sleep(self, seconds: float) -> None:
        """Note the pause."""
        self.slept.append(seconds)

    def monotonic(self) -> float:
        """No time passes."""
        return 0.0

    def now(self) -> datetime:
        """No time passes."""
        return datetime(2026, 1, 1, tzinfo=timezone.utc)

    # what the engine asks of a dashboard

    def warn(self, text: str) -> None:
        """Note the warning."""
        self.warnings.append(text)

    def rows(self, path: str, query: Mapping[str, Any] | None = None, **options: Any) -> list[dict[str, Any]]:
        """A list, or a view of all widgets."""
        self.asked.append(f"GET {path}")
        hidden = () if path == "widgets/colors" else ("color", "smell")
        rows = self.tables[path.split("/")[0]].values()
        only = [int(one) for one in str((query or {}).get("include") or "").split(",") if one]
        return [
            {name: value for name, value in row.items() if name not in hidden}
            for row in copy.deepcopy(list(rows))
            if not only or row["id"] in only
        ]

    def read(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """The view of one widget."""
        self.asked.append(f"GET {path}")
        return {"data": dict(self.tables["widgets"][int(path.split("/")[1])])}

    def call(self, call: Call) -> Answer:
        """Carry out a write."""
        self.asked.append(f"{call.method} {call.path}")
        self.bodies.append(call.json)
        self.before(call)
        table, rest = call.path.split("/", 1)
        data = self._batch(table, call.json) if rest == "batch" else self._write(table, rest, call.json or {})
        self.after(call)
        return Answer(200, data, {})

    def _batch(self, table: str, body: Mapping[str, Any]) -> Any:
        answer: dict[str, Any] = {}
        for verb, entries in body.items():
            for entry in entries:
                rest = {"create": "add", "update": f"{entry}/edit", "delete": f"{entry}/remove"}[verb]
                if verb == "update":
                    rest = f"{entry['id']}/edit"
                answer.setdefault(verb, []).append(self._write(table, rest, entry))
        return answer

    def _write(self, table: str, rest: str, body: Any) -> Any:
        rows = self.tables[table]
        if rest == "add":
            return {"success": 1, "data": {"id": str(self._insert(table, body)["id"])}}
        row = rows.get(int(rest.split("/")[0]))
        if row is None:
            return {"success": 0, "error": "There is none."}
        action = rest.split("/")[1]
        if action == "remove":
            del rows[row["id"]]
        elif action == "edit":
            sent = {name: value for name, value in body.items() if name != "id"}
            row.update({**({"size": 0} if table == "widgets" else {}), **sent})
            row.update({"note": row["note"].strip()} if "note" in row else {})
        elif action in ("light", "dim"):
            row["lit"] = int(action == "light")
        elif action == "warn":
            return {"success": 0, "error": "Nobody listens."}
        return {"success": 1, "data": {"id": str(row["id"])}}

    def _insert(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        made = next(self._ids[table])
        fresh = {"size": 0, "note": "", "color": "", "smell": "", "box": 0, "lit": 0} if table == "widgets" else {}
        self.tables[table][made] = {**fresh, **values, "id": made}
        return self.tables[table][made]


def losing(path: str, *, times: int = 1) -> Callable[[Call], None]:
    """An ``after`` or ``before`` that loses the answers of a write."""
    left = times

    def lose(call: Call) -> None:
        nonlocal left
        if path in call.path and left:
            left -= 1
            raise AnswerLostError("The answer never came.", **call.where)

    return lose


def refusing(path: str) -> Callable[[Call], None]:
    """A ``before`` that refuses a write with an error object."""

    def refuse(call: Call) -> None:
        if path in call.path:
            raise RefusedError("No.", status=400, **call.where)

    return refuse
