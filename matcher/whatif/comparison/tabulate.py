"""Making the tables of a comparison out of its JSON document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from matcher.report import Text
from matcher.whatif.comparison.figures import FIGURES, Group, Sense, Unit
from matcher.whatif.comparison.grids import Cell, Column, Grid, Row
from matcher.whatif.comparison.verdict import Verdict
from matcher.whatif.comparison.words import (
    CHANGES,
    CORNERS,
    GRIDS,
    HEADS,
    changed,
    label,
    level_name,
    measured,
    priority_head,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aspect:
    """One thing that a table says of each of its rows."""

    field: str
    unit: Unit = Unit.COUNT
    sense: Sense = Sense.NEITHER
    head: str = ""
    """In `HEADS`; empty: the field."""

    @property
    def title(self) -> Text:
        return HEADS[self.head or self.field]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keyed:
    """A table of records with keys, which each outcome lists.

    Attributes
    ----------
    name : str
    place : str
        Of the list in an outcome, and of that of its changes in a variant.
    values, changes : tuple of _Aspect
    holds : callable
        Which of the records belong to it.
    """

    name: str
    place: str
    values: tuple[_Aspect, ...]
    changes: tuple[_Aspect, ...]
    holds: Callable[[dict[str, Any]], bool] = bool


_PERCENT = _Aspect(field="percent", unit=Unit.PERCENT, sense=Sense.MORE)
_SERVED = _Aspect(field="served", sense=Sense.MORE)
_FEWER = _Aspect(field="count", sense=Sense.LESS)

_KEYED = (
    *(
        _Keyed(
            name=name,
            place=f"shares/{name}",
            values=(_Aspect(field="visits"), _SERVED, _PERCENT),
            changes=(_SERVED, _PERCENT),
        )
        for name in ("priorities", "communities", "services", "domains", "organisations")
    ),
    _Keyed(name="kinds", place="unmet_by_kind", values=(_FEWER,), changes=(_FEWER,)),
    _Keyed(name="reasons", place="unmet_by_reason", values=(_FEWER,), changes=(_FEWER,)),
    _Keyed(
        name="stock",
        place="stock",
        values=(_Aspect(field="left"),),
        changes=(_Aspect(field="count", head="left"),),
        holds=lambda record: record["kind"] != "fund",
    ),
    _Keyed(
        name="funds",
        place="stock",
        values=(_Aspect(field="left", unit=Unit.FEN),),
        changes=(_Aspect(field="count", unit=Unit.FEN, head="left"),),
        holds=lambda record: record["kind"] == "fund",
    ),
)


def tabulate(document: dict[str, Any]) -> dict[str, Grid]:
    """Give every table of a comparison that has rows, by name, the overview first.

    Parameters
    ----------
    document : dict
        What `comparison_document` gives.
    """
    maker = _Maker(document)
    made = (maker.overview(), maker.levels(), *map(maker.keyed, _KEYED))
    return {grid.name: grid for grid in made if grid.rows}


class _Maker:
    """Makes tables of a document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._variants = [f"/variants/{place}" for place in range(len(document["variants"]))]
        self._outcomes = ["/base", *(f"{variant}/outcome" for variant in self._variants)]
        self._entries: dict[str, dict[str, str]] = {}

    def overview(self) -> Grid:
        """Give the figures that count most."""
        rows = [row for group in Group for row in self._group(group)]
        return self._grid("overview", [HEADS["value"]], [HEADS["difference"]], rows)

    def levels(self) -> Grid:
        """Give what each level of the objective costs, and what is proven of it."""
        most = max(self._outcomes, key=lambda path: len(self._at(f"{path}/levels")))
        rows = [
            Row(
                key=str(level["number"]),
                head=level_name(level["number"], level["terms"]),
                cells=tuple(chain.from_iterable(self._level(place, case) for case in self._cases)),
            )
            for place, level in enumerate(self._at(f"{most}/levels"))
        ]
        values, changes = ["total", "bound"], ["difference", "verdict"]
        return self._grid(
            "levels", [HEADS[name] for name in values], [HEADS[name] for name in changes], rows
        )

    def keyed(self, table: _Keyed) -> Grid:
        """Give a table of records with keys; no rows where no record has one."""
        keys = self._keys(table.place, table.holds)
        keys = keys if any(keys) else []
        heads = self._heads(table, keys)
        return self._grid(
            table.name,
            [measured(aspect.title, aspect.unit) for aspect in table.values],
            [changed(measured(aspect.title, aspect.unit)) for aspect in table.changes],
            [self._keyed_row(table, key, heads[key]) for key in keys],
        )

    @property
    def _cases(self) -> range:
        return range(len(self._outcomes))

    def _grid(self, name: str, values: list[Text], changes: list[Text], rows: list[Row]) -> Grid:
        return Grid(
            name=name,
            title=GRIDS[name],
            corner=CORNERS[name],
            cases=tuple(str(self._at(f"{path}/title")) for path in self._outcomes),
            columns=tuple(
                Column(case=case, head=head)
                for case in self._cases
                for head in (values + changes if case else values)
            ),
            rows=tuple(rows),
        )

    def _group(self, group: Group) -> Iterator[Row]:
        """Give the rows of the overview that belong together."""
        row = partial(self._row, group)
        if group is Group.RESULT:
            verdicts = [f"{variant}/judgement/verdict" for variant in self._variants]
            yield row("verdict", HEADS["verdict"], Unit.WORD, ["", *verdicts])
        for figure in FIGURES:
            if figure.group is group:
                values = self._of_each("/".join(figure.path))
                changes = [f"{variant}/differences/{figure.name}" for variant in self._variants]
                yield row(figure.name, figure.title, figure.unit, values, changes, figure.sense)
        match group:
            case Group.RESULT:
                place = "shares/priorities"
                for key in self._keys(place, bool):
                    values, changes = (
                        [self._entry(f"{path}/{place}", key, "percent") for path in paths]
                        for paths in (self._outcomes, self._variants)
                    )
                    yield row(
                        f"priority_{key}",
                        priority_head(key),
                        Unit.PERCENT,
                        values,
                        changes,
                        Sense.MORE,
                    )
            case Group.FAIRNESS:
                yield row("worst", HEADS["worst"], Unit.NAME, self._of_each("fairness/worst/name"))
            case Group.CHANGES:
                yield row("against", HEADS["against"], Unit.WORD, self._of_each("changes/against"))
                for field, text in CHANGES.items():
                    yield row(field, text, Unit.COUNT, self._of_each(f"changes/{field}"))
            case Group.PROOF:
                yield row("ended", HEADS["ended"], Unit.WORD, self._of_each("ended"))
                yield row("gap", HEADS["gap"], Unit.SHARE, self._of_each("gap"))

    def _row(
        self,
        group: Group,
        key: str,
        head: Text,
        unit: Unit,
        values: list[str],
        changes: list[str] | None = None,
        sense: Sense = Sense.NEITHER,
    ) -> Row:
        """Give a row of the overview, of the paths of its figures."""
        cells = [self._cell(values[0], unit)]
        for place, value in enumerate(values[1:]):
            cells.append(self._cell(value, unit))
            cells.append(self._cell(changes[place] if changes else "", unit, sense, signed=True))
        return Row(key=key, head=measured(head, unit), cells=tuple(cells), group=group)

    def _level(self, place: int, case: int) -> Iterator[Cell]:
        for field in ("total", "bound"):
            yield self._cell(f"{self._outcomes[case]}/levels/{place}/{field}", Unit.COUNT)
        if case:
            judgement = f"{self._variants[case - 1]}/judgement"
            verdict = self._cell(f"{judgement}/levels/{place}", Unit.WORD)
            # A difference that is not proven is neither for the better nor for the worse.
            proven = verdict.value in {Verdict.BETTER, Verdict.WORSE}
            sense = Sense.LESS if proven else Sense.NEITHER
            path = f"{judgement}/differences/{place}"
            yield self._cell(path, Unit.COUNT, sense, signed=True)
            yield verdict

    def _keyed_row(self, table: _Keyed, key: str, head: Text) -> Row:
        cells: list[Cell] = []
        for case, path in enumerate(self._outcomes):
            for aspect in table.values:
                entry = self._entry(f"{path}/{table.place}", key, aspect.field)
                cells.append(self._cell(entry, aspect.unit))
            for aspect in table.changes if case else ():
                place = f"{self._variants[case - 1]}/{table.place}"
                entry = self._entry(place, key, aspect.field)
                cells.append(self._cell(entry, aspect.unit, aspect.sense, signed=True))
        return Row(key=key, head=head, cells=tuple(cells))

    def _heads(self, table: _Keyed, keys: list[str]) -> dict[str, Text]:
        """Give the heads of the rows by key, which tells apart those of one name."""
        heads = {key: self._head(table, key) for key in keys}
        times = Counter(heads.values())
        return {
            key: head if times[head] == 1 else Text(f"{head.en} {key}", f"{head.zh} {key}")
            for key, head in heads.items()
        }

    def _head(self, table: _Keyed, key: str) -> Text:
        for path in self._outcomes:
            entry = self._entry(f"{path}/{table.place}", key, "")
            record = self._at(entry.rstrip("/")) if entry else {}
            if record.get("name"):
                unit = "" if record.get("kind") == "fund" else record.get("unit")
                named = Text(record["name"], record["name"])
                return Text(f"{named.en} ({unit})", f"{named.zh}（{unit}）") if unit else named
        return label(table.name, key)

    def _of_each(self, place: str) -> list[str]:
        return [f"{path}/{place}" for path in self._outcomes]

    def _keys(self, place: str, holds: Callable[[dict[str, Any]], bool]) -> list[str]:
        """Give every key of a list of each outcome once, in order."""
        lists = (self._at(f"{path}/{place}") for path in self._outcomes)
        records = (record for records in lists for record in records if holds(record))
        return list(dict.fromkeys(record["key"] for record in records))

    def _entry(self, path: str, key: str, field: str) -> str:
        """Give the path of a field of the record with a key; empty: there is none."""
        if path not in self._entries:
            records = enumerate(self._at(path))
            self._entries[path] = {one["key"]: f"{path}/{place}" for place, one in records}
        found = self._entries[path].get(key)
        return "" if found is None else f"{found}/{field}"

    def _cell(
        self, path: str, unit: Unit, sense: Sense = Sense.NEITHER, *, signed: bool = False
    ) -> Cell:
        value = self._at(path) if path else None
        known = "" if value is None else path
        return Cell(path=known, value=value, unit=unit, signed=signed, sense=sense)

    def _at(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Give what stands at a path; None where nothing does."""
        found: Any = self._document
        for step in path.split("/")[1:]:
            match found:
                case list():
                    found = found[int(step)] if int(step) < len(found) else None
                case dict():
                    found = found.get(step)
                case _:
                    return None
        return found
