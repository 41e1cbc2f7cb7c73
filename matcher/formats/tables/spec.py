"""The tables as data: reading, writing, the template and the documentation all follow from it.

`columns.csv` says every column of every table; its `path` is where the value stands in the record
of the JSON document, or ``@parents.field`` in a column that names the record a row belongs to.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar

Language = Literal["en", "zh"]
_Named = TypeVar("_Named", "Table", "Column")

_NAMES = {
    "scenario": ("情景", ""),
    "communities": ("社区", "communities"),
    "organisations": ("机构", "organisations"),
    "helpers": ("服务者", "helpers"),
    "shifts": ("可服务时段", ""),
    "breaks": ("休息", ""),
    "services": ("服务项目", "services"),
    "needs": ("需求", "needs"),
    "windows": ("时间窗", ""),
    "roles": ("角色", ""),
    "resource_lines": ("所需资源", ""),
    "resources": ("慈善资源", "resources"),
    "projects": ("服务项目包", "projects"),
    "pins": ("固定安排", "pins"),
    "published": ("已公布安排", "published"),
    "modes": ("出行方式", "travel.modes"),
    "travel": ("路程", ""),
    "terms": ("目标", "policy.terms"),
    "escalation": ("逐级上报", "policy.escalation"),
}
"""English name: Chinese name, and the list of the document that it holds, if it holds one."""

NOTES = ("说明", "notes", "说明notes")
"""Names of the sheet that explains the others and is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    path : str
        Where the value stands in the record: ``home.lat``.
    kind : str
        How a cell is read and written; see `cells`.
    refers : str
        The table whose ids it holds; empty if it holds none.
    en, zh : str
        Its headings.
    example, note_en, note_zh : str
        For the notes sheet and the documentation.
    """

    path: str
    kind: str
    refers: str
    en: str
    zh: str
    example: str
    note_en: str
    note_zh: str

    @property
    def steps(self) -> tuple[str, ...]:
        """The path, step by step."""
        return tuple(self.path.split("."))

    @property
    def is_home(self) -> bool:
        """Whether it says to which record of another table a row belongs."""
        return self.path.startswith("@")

    @property
    def home(self) -> tuple[str, str]:
        """That table, and the field of its records that the rows fill."""
        table, field = self.path.removeprefix("@").split(".")
        return table, field

    @property
    def label(self) -> str:
        """Both headings."""
        return f"{self.zh} {self.en}"

    def heading(self, language: Language) -> str:
        """Its heading in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a sheet of a workbook or a CSV file.

    Attributes
    ----------
    en, zh : str
        Its names.
    target : tuple of str
        Where the list stands that its rows make; empty for child tables and special ones.
    columns : tuple of Column
    """

    en: str
    zh: str
    target: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def label(self) -> str:
        """Both names."""
        return f"{self.zh} {self.en}"

    @property
    def homes(self) -> tuple[Column, ...]:
        """The columns that say to which record of another table a row belongs."""
        return tuple(column for column in self.columns if column.is_home)

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns that fill a record."""
        return tuple(column for column in self.columns if not column.is_home)

    def name(self, language: Language) -> str:
        """Its name in one language."""
        return self.zh if language == "zh" else self.en


@cache
def tables() -> Mapping[str, Table]:
    """Read the tables, by English name, parents before children."""
    text = (files("matcher.formats.tables") / "columns.csv").read_text(encoding="utf-8")
    columns: dict[str, list[Column]] = {name: [] for name in _NAMES}
    for row in csv.DictReader(text.splitlines()):
        kind, _, refers = row.pop("kind").partition(">")
        columns[row.pop("table")].append(Column(kind=kind, refers=refers, **row))
    return {
        name: Table(
            en=name,
            zh=zh,
            target=tuple(target.split(".")) if target else (),
            columns=tuple(columns[name]),
        )
        for name, (zh, target) in _NAMES.items()
    }


def plain(heading: str) -> str:
    """Take off a heading what does not matter: case, width, spaces, units in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"\(.*\)|[\s_\-*]", "", text)


def by_heading(items: Iterable[_Named]) -> Mapping[str, _Named]:
    """Map every way to write a heading to what it heads."""
    return {plain(text): item for item in items for text in (item.en, item.zh, item.zh + item.en)}
