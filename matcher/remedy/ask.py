"""One visit of a plan, explained: why it is unmet and what would help, or why it is as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from matcher.model import InvalidInput, Scenario, Unmet, UnmetKind
from matcher.recommend import NoSuchVisit, alternatives
from matcher.remedy.bench import Bench, Clock
from matcher.remedy.forced import forced
from matcher.remedy.ground import Ground
from matcher.remedy.misses import Misses
from matcher.remedy.proposals import proposals
from matcher.remedy.records import Instead, Served, Unserved
from matcher.remedy.seek import seek
from matcher.replan import read_freeze
from matcher.replan.desk import Key
from matcher.report.rows import visit_name

SECONDS, MOST = 5.0, 3
"""Time for one visit, and how many answers, unless told otherwise."""


def find_visit(ground: Ground, need: str, occurrence: int | None) -> Key:
    """Give the visit that is meant: the one named, else the first unmet, else the first.

    Parameters
    ----------
    ground : Ground
    need : str
        Its id; or a visit as tables name it, ``n003#3``.
    occurrence : int or None
        From 0.

    Raises
    ------
    NoSuchVisit
        If the scenario has no such visit.
    """
    if need not in ground.needs:
        need, occurrence = _read_visit(need, occurrence)
    if need not in ground.needs:
        raise NoSuchVisit(need)
    times = ground.catalogue.occurrences(ground.need(need))
    unmet = [one.occurrence for one in ground.plan.unmet if one.need == need]
    found = next(iter([*unmet, 0])) if occurrence is None else occurrence
    if not 0 <= found < times:
        raise NoSuchVisit(visit_name(need, found))
    return need, found


def _read_visit(text: str, occurrence: int | None) -> tuple[str, int | None]:
    """Read a visit as tables name it; the text itself where it names none."""
    need, _, number = text.rpartition("#")
    if occurrence is None and number.isdecimal():
        return need, int(number)
    return text, occurrence


def read_instead(scenario: Scenario, text: str) -> Instead:
    """Read who should come, or else when.

    Parameters
    ----------
    scenario : Scenario
    text : str
        Id of a helper, or a time as in a file.

    Raises
    ------
    NoSuchVisit
        If it is neither.
    InvalidInput
        If it is a time without an offset, or not in whole minutes; it stands at no pointer.
    """
    if any(helper.id == text for helper in scenario.helpers):
        return Instead(helper=text)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise NoSuchVisit(text) from None
    try:
        return Instead(start=read_freeze(text, scenario.start))
    except InvalidInput as invalid:
        raise InvalidInput(replace(one, pointer="") for one in invalid.problems) from None


def explain_unserved(
    ground: Ground,
    unmet: Unmet,
    *,
    seconds: float = SECONDS,
    most: int = MOST,
    instead: Instead | None = None,
) -> Unserved:
    """Explain an unmet visit.

    Parameters
    ----------
    ground : Ground
    unmet : Unmet
        One of the plan's.
    seconds : float
        For the trials; what is begun is ended.
    most : int
        Suggestions, at most.
    instead : Instead, optional
        Who should come or when, whatever that costs.

    Raises
    ------
    NoSuchVisit
        If nobody has the helper's id.
    """
    _refuse_stranger(ground, instead)
    clock, key = Clock(seconds), (unmet.need, unmet.occurrence)
    misses = Misses(ground, *key)
    fits = ground.desk.recommend(unmet.need, occurrence=unmet.occurrence, most=1)
    is_possible = unmet.kind is not UnmetKind.NO_CANDIDATE
    found = seek(
        Bench(ground, key, clock), proposals(ground, unmet, misses), most, rearrange=is_possible
    )
    # What it would displace is of interest where nothing less helps.
    is_dear = unmet.kind is UnmetKind.NOT_WORTH_IT or (is_possible and not found.remedies)
    displacing = None
    if instead is not None or (is_dear and not clock.is_over):
        displacing = forced(ground, key, clock, instead or Instead())
    return Unserved(
        unmet=unmet,
        misses=misses.nearest(),
        remedies=found.remedies,
        fit=next(iter(fits), None),
        forced=displacing,
        complete=found.complete,
    )


def explain_served(
    ground: Ground,
    key: Key,
    *,
    instead: Instead | None = None,
    seconds: float = SECONDS,
    most: int = MOST,
) -> Served:
    """Explain a served visit: what else could be, and what a choice asked for would cost.

    Parameters
    ----------
    ground : Ground
    key : (need, occurrence)
    instead : Instead, optional
        Who should come or when.
    seconds : float
        For the other choice.
    most : int
        Alternatives, at most.

    Raises
    ------
    NoSuchVisit
        If the plan does not serve the visit, or nobody has the helper's id.
    """
    _refuse_stranger(ground, instead)
    present, others = alternatives(ground.scenario, ground.plan, *key, most=most)
    asked = None
    if instead is not None:
        asked = forced(ground, key, Clock(seconds), instead)
    return Served(present=present, others=others, forced=asked)


def _refuse_stranger(ground: Ground, instead: Instead | None) -> None:
    helper = None if instead is None else instead.helper
    if helper is not None and all(one.id != helper for one in ground.scenario.helpers):
        raise NoSuchVisit(helper)
