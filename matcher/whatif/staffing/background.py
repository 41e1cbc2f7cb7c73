"""A question answered in a process of its own, as `matcher.background` does with a solve."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from matcher.child import Child, Send
from matcher.model import InvalidInput, Scenario
from matcher.whatif.staffing.answer import CurvePoint, Inquiry, StaffingAnswer
from matcher.whatif.staffing.question import Question
from matcher.whatif.staffing.search import StaffingProgress
from matcher.whatif.staffing.trial import Effort

Outcome = tuple[StaffingAnswer, tuple[CurvePoint, ...]]


class InquiryProcess:
    """One question in a spawned process.

    Parameters
    ----------
    scenario : Scenario
    question : Question
    effort : Effort
    seconds : float
        Of the answer, and again of the curve.
    shares : sequence of float
        Of the curve; empty: none is wanted.
    """

    def __init__(
        self,
        scenario: Scenario,
        question: Question,
        effort: Effort,
        *,
        seconds: float,
        shares: Sequence[float] = (),
    ) -> None:
        self._child = Child(
            _inquire,
            scenario,
            question,
            effort,
            seconds,
            tuple(shares),
            passing=(InvalidInput,),
        )

    def stop(self) -> None:
        """Ask for the best so far; the outcome still comes."""
        self._child.stop()

    def kill(self) -> None:
        """End it at once; no outcome comes."""
        self._child.kill()

    def messages(self) -> Iterator[StaffingProgress | Outcome]:
        """Yield progress as it comes and the outcome last.

        Raises
        ------
        InvalidInput
            If the question does not suit the scenario.
        ChildFailed
            If the process died or failed otherwise.
        """
        return self._child.messages()


def _inquire(
    send: Send,
    stop: Callable[[], bool],
    scenario: Scenario,
    question: Question,
    effort: Effort,
    seconds: float,
    shares: tuple[float, ...],
) -> None:
    inquiry = Inquiry(scenario, question, effort=effort, listen=send, stop=stop)
    answer = inquiry.answer(seconds)
    send((answer, inquiry.curve(shares, seconds) if shares else ()))
