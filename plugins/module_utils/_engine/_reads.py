# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The cache of reads that the records of a batch share: every list is read once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .._dashboard import Dashboard
from .._errors import unreadable
from .._fan_out import fan_out
from .._noun import Field, Id, Inherited, Noun, Record

# Up to so many records are read back by their ids, more of them with the whole list.
FEW = 50


class Reads:
    """Decoded records of every noun, by id."""

    def __init__(self, dashboard: Dashboard, nouns: Mapping[str, Noun]) -> None:
        self._dashboard = dashboard
        self._nouns = nouns
        self._lists: dict[str, dict[Id, Record]] = {}
        self._narrowed: dict[str, Mapping[str, Any]] = {}
        self._indexes: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self._labels: dict[str, dict[Id, str]] = {}
        self._settings: dict[str, Any] = {}
        # Which records were asked for with a further view: the same ones get it whenever they are read again.
        self._views: dict[tuple[str, str], set[Id]] = {}

    def narrow(self, noun: str, query: Mapping[str, Any]) -> None:
        """Read only a part of a list, where nothing else in the batch needs the rest."""
        self._narrowed[noun] = query

    def noun(self, name: str) -> Noun:
        """The declaration of that name."""
        return self._nouns[name]

    def records(self, name: str) -> dict[Id, Record]:
        """The records of a noun, read at the first call."""
        if name not in self._lists:
            self._lists[name] = self._read(self._nouns[name], self._narrowed.get(name, {}))
        return self._lists[name]

    def adopt(self, name: str, records: Mapping[int, Record]) -> None:
        """Take the complete list of a noun from elsewhere, where it was read with more than the engine needs."""
        self._lists[name] = dict(records)
        self._indexes.clear()

    def find(self, name: str, field: str, value: Any) -> list[Record]:
        """The records whose natural key or name ``field`` is ``value``, however it is spelled."""
        noun = self._nouns[name]
        key_of = noun.key_of if field in noun.keys else _caseless
        if (name, field) not in self._indexes:
            index: dict[str, list[Record]] = {}
            for record in self.records(name).values():
                if record[field]:
                    index.setdefault(key_of(record[field]), []).append(record)
            self._indexes[name, field] = index
        return self._indexes[name, field].get(key_of(value), [])

    def members(self, field: Field, record: Record) -> frozenset[Id]:
        """Ids of the records that point to this one; those that no list shows (staging sites) are left out."""
        relation = field.relation
        if relation is None:
            return frozenset()
        others = self.records(relation.noun)
        if relation.read and field.name in record:
            return frozenset(record[field.name]) & frozenset(others)
        return frozenset(one for one, other in others.items() if _points(other[relation.field], record["id"]))

    def known(self, name: str) -> bool:
        """Whether the list of that noun was read."""
        return name in self._lists

    def label(self, name: str, record_id: Id) -> str | None:
        """The name of a record, if any read showed it."""
        record = self._lists.get(name, {}).get(record_id)
        if record is not None:
            return str(record[self._nouns[name].keys[-1]])
        return self._labels.get(name, {}).get(record_id)

    def setting(self, inherited: Inherited) -> Any:
        """The dashboard's own setting that a value stands for."""
        if inherited.path not in self._settings:
            self._settings[inherited.path] = self._dashboard.detail(inherited.path)
        try:
            return inherited.decode(self._settings[inherited.path][inherited.key])
        except (KeyError, TypeError, ValueError) as error:
            raise unreadable(f"The dashboard's settings lack {inherited.key}.") from error

    def load_view(self, name: str, view: str, wanted: Collection[Id]) -> None:
        """Add the fields of a further view to the records with the ids ``wanted``, now and at every refresh."""
        fresh = set(wanted) - self._views.get((name, view), set())
        self.want_view(name, view, fresh)
        if fresh:
            self._merge_view(self._nouns[name], view, self.records(name), fresh)

    def want_view(self, name: str, view: str, wanted: Collection[Id]) -> None:
        """Have every later :meth:`refresh` of the records with the ids ``wanted`` read a further view too."""
        self._views.setdefault((name, view), set()).update(wanted)

    def refresh(self, name: str, wanted: Collection[Id] | None) -> dict[Id, Record]:
        """Read records again, with the views that were loaded before.

        Args:
            wanted: their ids; ``None`` for all (one of them may have an id that is not known).
        """
        noun = self._nouns[name]
        few = noun.includes and wanted is not None and 0 < len(wanted) <= FEW
        query = {"include": ",".join(str(one) for one in sorted(wanted or ()))} if few else {}
        found = self._read(noun, query)
        for (owner, view), members in sorted(self._views.items()):
            shown = members & set(found) & set(found if wanted is None else wanted)
            if owner == name and shown:
                self._merge_view(noun, view, found, shown)
        self._indexes.clear()
        if few:
            self._lists.setdefault(name, {}).update(found)
        else:
            self._lists[name] = found
        return found

    def _read(self, noun: Noun, extra: Mapping[str, Any]) -> dict[Id, Record]:
        query = {**noun.query, **extra}
        if noun.choose_fields:
            query["_fields"] = ",".join(sorted(wire_names(noun)))
        rows = self._dashboard.rows(
            noun.path,
            query,
            page_size=noun.page_size,
            empty_fails=noun.empty_fails,
            unwrap=noun.unwrap,
            contacts_child=noun.contacts_child,
        )
        return {record["id"]: record for record in (self.decode(noun, row) for row in rows)}

    def decode(self, noun: Noun, row: Mapping[str, Any]) -> Record:
        """A record from its row in the dashboard's list.

        Raises:
            RefusedError: the row lacks what the declaration reads, or has it in an unknown form.
        """
        try:
            return self._decode(noun, row)
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise unreadable(f"The dashboard's {noun.plural} cannot be read: {type(error).__name__}.") from error

    def _decode(self, noun: Noun, row: Mapping[str, Any]) -> Record:
        record: Record = {"id": noun.read_id(row[noun.id_key])}
        for field in _shown(noun):
            wire = str(field.read)
            if wire not in row and self._dashboard.shows_less:
                continue  # unknown is not the same as empty: the record goes without the field
            if wire not in row:
                raise unreadable(f"The dashboard's {noun.plural} lack {wire}.")
            record[field.name] = field.codec.decode(row[wire])
            if field.reference and field.reference.labels:
                self._labels.setdefault(field.reference.noun, {}).update(field.reference.labels(dict(row)))
        for field in noun.fields:
            if (
                field.relation
                and field.relation.read
                and (field.relation.read in row or not self._dashboard.shows_less)
            ):
                record[field.name] = field.codec.decode(row.get(field.relation.read))
        return record

    def _merge_view(self, noun: Noun, name: str, records: dict[Id, Record], wanted: Collection[Id]) -> None:
        view = noun.views[name]
        fields = [field for field in noun.fields if field.view == name]
        if "{id}" in view.path:
            chosen = sorted(set(wanted) & set(records))
            rows = fan_out(
                chosen,
                lambda one: self._dashboard.read(view.path.format(id=one), view.query)[view.key],
                server=lambda one: one,
                limit=self._dashboard.connection.max_concurrency,
                per_server=1,
            )
            for record_id, row in zip(chosen, rows, strict=True):
                self._add(records[record_id], fields, row or {})
            return
        query = {**view.query, "_fields": ",".join([noun.id_key, *(str(field.read) for field in fields)])}
        if 0 < len(wanted) <= FEW:
            query["include"] = ",".join(str(one) for one in sorted(wanted))
        for row in self._dashboard.rows(view.path, query):
            record = records.get(noun.id_from(row))
            if record is not None:
                self._add(record, fields, row)

    @staticmethod
    def _add(record: Record, fields: list[Field], row: Mapping[str, Any]) -> None:
        for field in fields:
            record[field.name] = field.codec.decode(row.get(str(field.read)))


def wire_names(noun: Noun) -> set[str]:
    """The names of what the list of a noun has to hold for :meth:`Reads.decode`."""
    relations = {field.relation.read for field in noun.fields if field.relation and field.relation.read}
    return {noun.id_key, *relations, *(str(field.read) for field in _shown(noun))}


def _shown(noun: Noun) -> list[Field]:
    return [field for field in noun.fields if field.read and not field.view]


def _points(value: Any, record_id: Id) -> bool:
    return record_id in value if isinstance(value, frozenset) else bool(value == record_id)


def _caseless(text: Any) -> str:
    return str(text).casefold()
