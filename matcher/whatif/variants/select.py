"""Finding the records that a selection is about."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from matcher.instance.effective import Catalogue
from matcher.model import Helper, InvalidInput, Need, Scenario
from matcher.validate.catalogue import problem
from matcher.whatif.variants.selections import HelperSelection, NeedSelection, Selection

_Test = Callable[[Any, Catalogue, Selection, Collection[Any]], bool]


def positions(
    scenario: Scenario, kind: str, selection: Selection, dice: np.random.Generator
) -> tuple[int, ...]:
    """Find what a selection is about.

    Parameters
    ----------
    scenario : Scenario
    kind : str
        The scenario's list: ``helpers``, ``needs``, ...
    selection : Selection
    dice : Generator
        Draws where not all are wanted.

    Returns
    -------
    tuple of int
        Positions in the list, in order.

    Raises
    ------
    InvalidInput
        If a name is unknown, or nothing fits; at pointers that begin at the change.
    """
    catalogue = Catalogue.of(scenario)
    asked = {
        field: wanted
        for field in selection.__dataclass_fields__
        if isinstance(wanted := getattr(selection, field), tuple) and wanted
    }
    _refuse_unknown(scenario, kind, asked)
    tests = [(_TESTS.get((kind, field), _plain(field)), asked[field]) for field in asked]
    records = getattr(scenario, kind)
    fitting = [
        position
        for position, record in enumerate(records)
        if all(test(record, catalogue, selection, wanted) for test, wanted in tests)
    ]
    if not fitting:
        raise InvalidInput([problem("selects_nothing", f"/{kind}")])
    return _drawn(fitting, selection, dice)


def _drawn(fitting: list[int], selection: Selection, dice: np.random.Generator) -> tuple[int, ...]:
    wanted = math.floor(selection.share * len(fitting) + 0.5)
    if selection.most is not None:
        wanted = min(wanted, selection.most)
    if wanted >= len(fitting):
        return tuple(fitting)
    return tuple(sorted(int(at) for at in dice.permutation(fitting)[:wanted]))


def _refuse_unknown(scenario: Scenario, kind: str, asked: Mapping[str, Collection[Any]]) -> None:
    # A name that nothing has is a slip of the pen; a kind that nobody is of may be meant.
    named = {"id": kind, **_NAMED}
    known = {
        field: frozenset(record.id for record in getattr(scenario, named[field]))
        for field in asked.keys() & named.keys()
    }
    found = [
        problem("selects_unknown", f"/{kind}/{field}", value=value)
        for field in asked
        if field in known
        for value in asked[field]
        if value not in known[field]
    ]
    if found:
        raise InvalidInput(found)


_NAMED = {
    "community": "communities",
    "organisation": "organisations",
    "project": "projects",
    "service": "services",
}


def _plain(field: str) -> _Test:
    def test(record: Any, _: Catalogue, __: Selection, wanted: Collection[Any]) -> bool:  # noqa: ANN401
        return getattr(record, field) in wanted

    return test


def _below(record: Any, catalogue: Catalogue, _: Selection, wanted: Collection[str]) -> bool:  # noqa: ANN401
    return record.community is not None and not catalogue.lineage[record.community].isdisjoint(
        wanted
    )


def _skilled(helper: Helper, _: Catalogue, selection: Selection, wanted: Collection[str]) -> bool:
    least = selection.level if isinstance(selection, HelperSelection) else 1
    return any(held.skill in wanted and held.level >= least for held in helper.skills)


def _licensed(helper: Helper, _: Catalogue, __: Selection, wanted: Collection[str]) -> bool:
    return any(held.licence in wanted for held in helper.licences)


def _speaking(helper: Helper, _: Catalogue, __: Selection, wanted: Collection[str]) -> bool:
    return any(language in wanted for language in helper.languages)


def _of_domain(need: Need, catalogue: Catalogue, _: Selection, wanted: Collection[str]) -> bool:
    return catalogue.services[need.service].domain in wanted


def _asking(need: Need, catalogue: Catalogue, _: Selection, wanted: Collection[str]) -> bool:
    return any(asked.skill in wanted for role in catalogue.roles(need) for asked in role.skills)


def _itself_or_below(
    record: Any,  # noqa: ANN401
    catalogue: Catalogue,
    _: Selection,
    wanted: Collection[str],
) -> bool:
    return not catalogue.lineage[record.id].isdisjoint(wanted)


_TESTS: Mapping[tuple[str, str], _Test] = {
    **{(kind, "community"): _below for kind in ("helpers", "needs", "resources", "organisations")},
    ("communities", "id"): _itself_or_below,
    ("helpers", "skill"): _skilled,
    ("helpers", "licence"): _licensed,
    ("helpers", "language"): _speaking,
    ("needs", "domain"): _of_domain,
    ("needs", "skill"): _asking,
}


def fitting_needs(scenario: Scenario, selection: NeedSelection) -> tuple[int, ...]:
    """Find the needs of a selection that leaves nothing to chance.

    Raises
    ------
    InvalidInput
        As `positions`.
    """
    return positions(scenario, "needs", selection, np.random.default_rng(0))


def replaced(
    scenario_list: Iterable[Any], chosen: Collection[int], change: Callable[[Any], Any]
) -> tuple[Any, ...]:
    """Give a list in which the chosen records are changed."""
    return tuple(
        change(record) if position in chosen else record
        for position, record in enumerate(scenario_list)
    )


def with_list(scenario: Scenario, kind: str, records: Iterable[Any]) -> Scenario:
    """Give a scenario with another list of one kind."""
    lists: dict[str, Any] = {kind: tuple(records)}
    return replace(scenario, **lists)
