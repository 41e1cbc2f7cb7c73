"""Ended plans that a process of its own keeps ready for questions."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.problems import NO_PLAN, Refusal
from api.reading import load, read_kept
from matcher.child import Send
from matcher.formats import parse_plan
from matcher.model import InvalidInput, Plan, Scenario

if TYPE_CHECKING:
    from matcher.recommend import Desk
    from matcher.remedy import Ground

MOST_PLANS = 8
MOST_BYTES = 32 << 20
"""Of the documents of all plans that are held; one plan is, whatever its size."""

IDLE_SECONDS = 600.0
"""After so long without a question nothing is held any more."""


class HeldPlan:
    """An ended plan and its scenario, neither of which is ever changed.

    Parameters
    ----------
    scenario, result : Path
        Their documents.
    """

    def __init__(self, scenario: Path, result: Path) -> None:
        self.bytes = scenario.stat().st_size + result.stat().st_size
        self.scenario: Scenario = read_kept(scenario)
        self.plan: Plan = parse_plan(load(result)["plan"])

    @cached_property
    def desk(self) -> Desk:
        """The plan with room for one more need; takes a second or more to open.

        Raises
        ------
        Refusal
            409 if the plan breaks a rule of this version.
        """
        # Slow to import; whence such a process comes has done so.
        from matcher.recommend import UnsoundPlan, open_desk  # noqa: PLC0415

        try:
            return open_desk(self.scenario, self.plan)
        except UnsoundPlan:
            raise Refusal(NO_PLAN) from None

    @cached_property
    def ground(self) -> Ground:
        """The same, laid out to be explained."""
        from matcher.remedy import Ground  # noqa: PLC0415

        return Ground(self.desk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something asked of an ended plan.

    Attributes
    ----------
    id : str
        The plan's.
    function : callable
        Of a module; called with the `HeldPlan` and the arguments.
    arguments : tuple
    documents : tuple of Path or None
        Of its scenario and its result; without them it is answered only if it is held.
    """

    id: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    documents: tuple[Path, Path] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer to a question; or why it is not answered."""

    answer: Any = None
    refusal: Refusal | InvalidInput | None = None
    is_missing: bool = False
    """Whether the plan is not held, and no documents came with the question."""


def keep(send: Send, _stop: Callable[[], bool], questions: Connection) -> None:
    """Answer questions until they end or none has come for long: a child's work."""
    shelf = _Shelf()
    while questions.poll(IDLE_SECONDS):
        try:
            question: Question = questions.recv()
        except EOFError:
            return
        send(_answer(shelf, question))


def _answer(shelf: _Shelf, question: Question) -> Said:
    try:
        held = shelf.take(question)
        if held is None:
            return Said(is_missing=True)
        return Said(answer=question.function(held, *question.arguments))
    except (Refusal, InvalidInput) as refusal:
        return Said(refusal=refusal)


class _Shelf:
    """The plans that were asked of last."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, HeldPlan] = OrderedDict()

    def take(self, question: Question) -> HeldPlan | None:
        """Give a plan, and keep it for the next question; None if it is missing."""
        if question.id not in self._held:
            if question.documents is None:
                return None
            self._held[question.id] = HeldPlan(*question.documents)
        self._held.move_to_end(question.id)
        while len(self._held) > 1 and self._is_full():
            self._held.popitem(last=False)
        return self._held[question.id]

    def _is_full(self) -> bool:
        held = self._held.values()
        return len(held) > MOST_PLANS or sum(plan.bytes for plan in held) > MOST_BYTES
