"""Questions of how many more, of what and where: read, and made into a pool and its goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from matcher.formats import read_record
from matcher.formats.parts import below
from matcher.model import InvalidInput, Problem, Scenario
from matcher.model.record import Record
from matcher.model.units import Fen, Identifier, Probability
from matcher.report import Text
from matcher.validate.catalogue import problem
from matcher.whatif.staffing.goals import Goal, Goals
from matcher.whatif.staffing.pool import Pool, Units
from matcher.whatif.staffing.units import Namer, TakesAway, Unit, unit_of
from matcher.whatif.variants import Change, Heading, Title, lay_over, parse_changes
from matcher.whatif.variants.select import fitting_needs
from matcher.whatif.variants.selections import NeedSelection

MOST_UNITS = 100
"""Most units of one addition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """A share of visits to be served."""

    share: Probability
    needs: NeedSelection = NeedSelection()
    """Of which needs; none given: all."""
    each: Literal["community"] | None = None
    """Every community that has such needs is to reach the share by itself."""
    title: Title | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionHeading(Record):
    """Something that may be had, without the changes that it makes."""

    id: Identifier
    title: Title | None = None
    """None: its id."""
    cost: Fen
    """Of one unit."""
    most: Annotated[int, Field(strict=True, ge=1, le=MOST_UNITS)] = 1
    """Units that can be had."""

    @property
    def text(self) -> Text:
        """Its title, or its id."""
        return self.title or Text(self.id, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionHeading(Heading):
    """A question's file without its additions."""

    format: Literal["linli.staffing/1"] = "linli.staffing/1"
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Something that may be had, and what one unit changes."""

    heading: AdditionHeading
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What may be had at what cost, and which shares are to be reached."""

    heading: QuestionHeading
    additions: tuple[Addition, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        """Shares to be reached, all of them together."""
        return self.heading.targets


def parse_question(document: object, start: datetime) -> Question:
    """Read a question from a document's Python objects.

    Parameters
    ----------
    document : object
        As `json.loads` gives it.
    start : datetime
        Of the scenario that it is asked of.

    Raises
    ------
    InvalidInput
        With every error of its structure.
    """
    if not isinstance(document, Mapping):
        raise InvalidInput([problem("not_an_object", "")])
    problems, heading = list[Problem](), None
    rest = {key: value for key, value in document.items() if key != "additions"}
    try:
        heading = read_record(QuestionHeading, rest, start)
    except InvalidInput as invalid:
        problems += invalid.problems
    if heading is not None and not heading.targets:
        problems.append(problem("no_target", "/targets"))
    additions, found = _additions(document.get("additions", ()), start)
    problems += found
    if heading is None or problems:
        raise InvalidInput(problems)
    return Question(heading=heading, additions=additions)


def _additions(documents: object, start: datetime) -> tuple[tuple[Addition, ...], list[Problem]]:
    if not isinstance(documents, list | tuple):
        return (), [problem("not_list", "/additions", value=documents)]
    problems, additions = list[Problem](), list[Addition]()
    for place, document in enumerate(documents):
        at = f"/additions/{place}"
        if not isinstance(document, Mapping):
            problems.append(problem("not_record", at))
            continue
        rest = {key: value for key, value in document.items() if key != "changes"}
        heading, changes = None, None
        try:
            heading = read_record(AdditionHeading, rest, start)
        except InvalidInput as invalid:
            problems += below(at, invalid.problems)
        try:
            changes = parse_changes(document.get("changes", ()), start, at=f"{at}/changes")
        except InvalidInput as invalid:
            problems += invalid.problems
        if heading is None or changes is None:
            continue
        if any(heading.id == other.heading.id for other in additions):
            problems.append(problem("addition_twice", f"{at}/id", value=heading.id))
        additions.append(Addition(heading=heading, changes=changes))
    return tuple(additions), problems


def pool_of(scenario: Scenario, question: Question) -> Pool:
    """Lay each unit over the scenario by itself, and see what it brings.

    Raises
    ------
    InvalidInput
        If a change does not suit the scenario or takes something away, or the scenario with
        everything has errors.
    """
    problems, additions, namer = list[Problem](), list[Units](), Namer(scenario)
    for place, addition in enumerate(question.additions):
        at = f"/additions/{place}/changes"
        try:
            units = tuple(
                namer.named(_unit(scenario, addition.changes, (question.heading.seed, place, n)))
                for n in range(addition.heading.most)
            )
        except TakesAway as less:
            problems.append(problem("addition_takes_away", at, value=less))
        except InvalidInput as invalid:
            problems += below(at, invalid.problems)
        else:
            additions.append(Units(cost=addition.heading.cost, units=units))
    if problems:
        raise InvalidInput(problems)
    pool = Pool(scenario=scenario, additions=tuple(additions))
    lay_over(pool.with_mix(pool.everything), ())
    return pool


def _unit(scenario: Scenario, changes: Sequence[Change], seed: tuple[int, ...]) -> Unit:
    laid, problems = scenario, list[Problem]()
    for number, change in enumerate(changes):
        try:
            laid = change.laid(laid, np.random.default_rng([*seed, number]))
        except InvalidInput as invalid:
            problems += below(f"/{number}", invalid.problems)
    if problems:
        raise InvalidInput(problems)
    return unit_of(scenario, laid)


def goals_of(scenario: Scenario, question: Question) -> Goals:
    """Find the needs of each target.

    Raises
    ------
    InvalidInput
        If a target names what the scenario does not have, or no need fits it.
    """
    problems, goals = list[Problem](), list[Goal]()
    for place, target in enumerate(question.targets):
        try:
            needs = fitting_needs(scenario, target.needs)
        except InvalidInput as invalid:
            problems += below(f"/targets/{place}", invalid.problems)
            continue
        whole = Goal(target=place, needs=needs, share=target.share)
        goals += _by_community(scenario, whole) if target.each else [whole]
    if problems:
        raise InvalidInput(problems)
    return Goals(scenario, goals)


def _by_community(scenario: Scenario, whole: Goal) -> list[Goal]:
    own: dict[str, list[int]] = {community.id: [] for community in scenario.communities}
    for need in whole.needs:
        own[scenario.needs[need].community].append(need)
    return [
        replace(whole, needs=tuple(needs), community=community)
        for community, needs in own.items()
        if needs
    ]
