"""What every operation has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from matcher.formats import read_record, record_document
from matcher.formats.structure import to_location, to_pointer
from matcher.model import InvalidInput, Problem, Scenario
from matcher.model.record import Record
from matcher.validate.catalogue import problem
from matcher.whatif.variants.select import positions
from matcher.whatif.variants.selections import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """One change that a variant lays over a scenario."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ()
    """The lists that it may be about, of which it names exactly one; empty: it names none."""

    op: str

    @abstractmethod
    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario.

        Raises
        ------
        InvalidInput
            With everything wrong with it; pointers begin at the change.
        """

    def subject(self) -> str:
        """Say which list it is about.

        Raises
        ------
        InvalidInput
            If it names none or several.
        """
        named = [kind for kind in self.SUBJECTS if getattr(self, kind) is not None]
        if len(named) != 1:
            raise InvalidInput([problem("one_subject", "", choices=", ".join(self.SUBJECTS))])
        return named[0]

    def chosen(self, scenario: Scenario, dice: np.random.Generator) -> tuple[int, ...]:
        """Give the positions of what it is about, in order."""
        kind = self.subject()
        selection: Selection = getattr(self, kind)
        return positions(scenario, kind, selection, dice)


def edited(
    record: Any,  # noqa: ANN401 - any of the scenario's records
    scenario: Scenario,
    *,
    given: dict[str, Any] | None = None,
    appended: dict[str, Any] | None = None,
) -> Any:  # noqa: ANN401
    """Give a record with other fields, read as a file's would be.

    Parameters
    ----------
    record : Record
    scenario : Scenario
        Whose start its instants count from.
    given : dict, optional
        Fields to replace, as in a file.
    appended : dict, optional
        Lists to add to, as in a file; an element takes the place of one that has the same key.

    Raises
    ------
    InvalidInput
        At pointers below ``/set`` and ``/append``.
    """
    given, appended = given or {}, appended or {}
    document = {**record_document(record, scenario.start), **given}
    problems = [
        problem("not_list", f"/append/{field}", value=more)
        for field, more in appended.items()
        if not isinstance(more, list)
    ]
    if problems:
        raise InvalidInput(problems)
    before: dict[str, int] = {}
    for field, more in appended.items():
        kept = _without(document.get(field, []), more)
        document[field], before[field] = kept + more, len(kept)
    try:
        return read_record(type(record), document, scenario.start)
    except InvalidInput as invalid:
        raise InvalidInput([_placed(found, before) for found in invalid.problems]) from None


def _placed(found: Problem, before: Mapping[str, int]) -> Problem:
    """Point into what was given, `before` so many older elements of each list added to."""
    field, *rest = to_location(found.pointer)
    if field not in before:
        return replace(found, pointer=to_pointer(("set", field, *rest)))
    if rest and isinstance(rest[0], int):
        rest[0] -= before[str(field)]
    return replace(found, pointer=to_pointer(("append", field, *rest)))


def _without(old: list[Any], more: list[Any]) -> list[Any]:
    def key(element: Any) -> object:  # noqa: ANN401
        if isinstance(element, dict):
            return next((element[name] for name in _KEYS if name in element), None)
        return element

    coming = [key(element) for element in more]
    return [one for one in old if key(one) is None or key(one) not in coming]


_KEYS = ("id", "skill", "licence")
"""What tells the elements of a list apart."""
