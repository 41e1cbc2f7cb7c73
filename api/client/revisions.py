"""What can be asked of a plan that has ended, to make another of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from api.client.answers import Document, PlanStatus, RevisionAccepted
from api.client.calls import Calls
from api.client.changes import Recommendations, RevisionOptions
from api.client.connection import path_of


class RevisionCalls(Calls):
    """Plans made of plans: after events, and with one more visit."""

    def revise(
        self,
        id_: str,
        events: Sequence[Document],
        *,
        freeze: str | None = None,
        confirmed: Sequence[Document] = (),
        options: RevisionOptions | None = None,
        webhook: str | None = None,
        custom: Any = None,  # noqa: ANN401  # any JSON
        idempotency_key: str | None = None,
    ) -> RevisionAccepted:
        """Ask for a plan that puts an ended one in order again after events.

        Parameters
        ----------
        id_ : str
        events : sequence of dict
            What has happened, each with its ``kind``.
        freeze : str, optional
            Such as ``2026-11-23T08:30+08:00``: nothing before it is changed any more.
        confirmed : sequence of dict
            Visits that residents have confirmed, each with its ``need`` and ``occurrence``.
        options : dict, optional
            How to make it.
        webhook : str, optional
            Where to tell that it has ended.
        custom : object, optional
            Any JSON, to be echoed.
        idempotency_key : str, optional
            The same key with the same request makes no second plan; without it a new one.
        """
        body = {
            "events": list(events),
            "freeze": freeze,
            "confirmed": list(confirmed),
            "options": options or {},
            "webhook": webhook,
            "custom": custom,
        }
        path = path_of("plans", id_, "revisions")
        return cast("RevisionAccepted", self._once(path, body, idempotency_key))

    def recommend(
        self,
        id_: str,
        need: Document | str | None = None,
        *,
        helper: str | None = None,
        shift: Document | str | None = None,
        most: int = 3,
        disturb: int = 0,
    ) -> Recommendations:
        """Say where one more need fits into an ended plan, or what suits a helper; keeps nothing.

        Parameters
        ----------
        id_ : str
        need : dict or str, optional
            A new need, or the id of one of the plan's.
        helper : str, optional
            In its place, who has time to spare.
        shift : dict or str, optional
            A new shift of theirs, or the id of the only one in question.
        most : int
            How many answers at most.
        disturb : int
            How many visits of the plan may start at another time.
        """
        body = _question(need, helper, shift, most, disturb)
        path = path_of("plans", id_, "recommendations")
        return cast("Recommendations", self._connection.ask("POST", path, body, is_safe=True))

    def apply_recommendation(  # noqa: PLR0913 - the question again
        self,
        id_: str,
        need: Document | str | None = None,
        *,
        helper: str | None = None,
        shift: Document | str | None = None,
        most: int = 3,
        disturb: int = 0,
        rank: int = 1,
        custom: Any = None,  # noqa: ANN401  # any JSON
        idempotency_key: str | None = None,
    ) -> PlanStatus:
        """Carry an answer of `recommend` out: a new plan, which has ended.

        Parameters
        ----------
        id_, need, helper, shift, most, disturb
            As they were asked with.
        rank : int
            Which of the answers.
        custom : object, optional
            Any JSON, to be echoed.
        idempotency_key : str, optional
            The same key with the same request makes no second plan; without it a new one.
        """
        body = _question(need, helper, shift, most, disturb) | {"rank": rank, "custom": custom}
        path = path_of("plans", id_, "recommendations", "apply")
        return cast("PlanStatus", self._once(path, body, idempotency_key))


def _question(
    need: Document | str | None,
    helper: str | None,
    shift: Document | str | None,
    most: int,
    disturb: int,
) -> Document:
    return {"need": need, "helper": helper, "shift": shift, "most": most, "disturb": disturb}
