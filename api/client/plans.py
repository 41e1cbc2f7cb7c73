"""What can be asked of plans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from api.client.answers import (
    Analysis,
    Document,
    Event,
    PlanAccepted,
    PlanDetails,
    PlanOptions,
    PlanStatus,
    PlanSummary,
    ScenarioAccepted,
    Status,
)
from api.client.calls import Calls
from api.client.connection import path_of
from api.client.media import MEDIA_TYPES, RosterFormat
from api.client.watching import Listen, events, wait


class PlanCalls(Calls):
    """Plans: asked for, watched, fetched, stopped and published."""

    def plan(
        self,
        scenario: Document | None = None,
        *,
        scenario_id: str | None = None,
        options: PlanOptions | None = None,
        webhook: str | None = None,
        custom: Any = None,  # noqa: ANN401  # any JSON
        idempotency_key: str | None = None,
    ) -> PlanAccepted:
        """Ask for a plan, once, however often the connection breaks.

        Parameters
        ----------
        scenario : dict, optional
            A document, such as `matcher.formats.scenario_document` writes.
        scenario_id : str, optional
            In its place, the id of a scenario that the service has.
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
            "scenario": scenario,
            "scenario_id": scenario_id,
            "options": options or {},
            "webhook": webhook,
            "custom": custom,
        }
        return cast("PlanAccepted", self._once(path_of("plans"), body, idempotency_key))

    def check(
        self,
        scenario: Document | None = None,
        *,
        scenario_id: str | None = None,
        options: PlanOptions | None = None,
    ) -> ScenarioAccepted:
        """Say whether `plan` would be accepted, and what is odd; nothing is kept."""
        body = {
            "scenario": scenario,
            "scenario_id": scenario_id,
            "options": {**(options or {}), "mode": "validate_only"},
        }
        answer = self._connection.ask("POST", path_of("plans"), body, is_safe=True)
        return cast("ScenarioAccepted", answer)

    def plans(self, status: Status | None = None) -> Iterator[PlanSummary]:
        """Give the plans, newest first, fetched as they are needed."""
        return cast("Iterator[PlanSummary]", self._pages("plans", status=status))

    def status(self, id_: str) -> PlanStatus:
        """Tell where a plan stands, without the plan."""
        return cast("PlanStatus", self._connection.get(path_of("plans", id_, "status")))

    def get(self, id_: str) -> PlanDetails:
        """Tell all of a plan, and give it: the best so far, or the last.

        `matcher.formats.parse_plan` makes a record of ``["result"]["plan"]``.
        """
        return cast("PlanDetails", self._connection.get(path_of("plans", id_)))

    def get_to(self, id_: str, path: Path) -> None:
        """Write what `get` gives to a file, as JSON, without holding it in memory."""
        self._connection.save(path_of("plans", id_), path)

    def input(self, id_: str) -> Document:
        """Give the scenario of a plan, with the weights that were asked for."""
        return cast("Document", self._connection.get(path_of("plans", id_, "input")))

    def events(self, id_: str, after: int = 0) -> Iterator[Event]:
        """Give what happens to a plan as it happens, to its end; mends broken streams.

        Parameters
        ----------
        id_ : str
        after : int
            Number of the last event that is known.
        """
        return events(self._connection, id_, after)

    def wait(
        self, id_: str, timeout: float | None = None, on_progress: Listen | None = None
    ) -> PlanStatus:
        """Wait until a plan has ended: solved, failed or cancelled.

        Parameters
        ----------
        id_ : str
        timeout : float, optional
            Most seconds; without it as long as it takes.
        on_progress : callable, optional
            Is told where the search stands.

        Raises
        ------
        TimeoutError
            If it has not ended in time; it goes on.
        """
        return wait(self._connection, id_, timeout, on_progress)

    def cancel(self, id_: str) -> PlanSummary:
        """Stop a plan early; the best found until then is kept."""
        return cast("PlanSummary", self._once(path_of("plans", id_, "cancel")))

    def publish(self, id_: str) -> PlanSummary:
        """Let a plan that has ended hold for its helpers' calendars."""
        return cast("PlanSummary", self._once(path_of("plans", id_, "publish")))

    def roster(self, id_: str, format_: RosterFormat = "json") -> bytes:
        """Give who goes where, in a format and in the client's language."""
        return self._read(path_of("plans", id_, "roster"), MEDIA_TYPES[format_])

    def analyze(
        self,
        plan: Document,
        scenario: Document | None = None,
        *,
        scenario_id: str | None = None,
    ) -> Analysis:
        """Judge a plan, made or changed by hand: every rule it breaks, and its score."""
        body = {"plan": plan, "scenario": scenario, "scenario_id": scenario_id}
        path = path_of("plans", "analyze")
        return cast("Analysis", self._connection.ask("POST", path, body, is_safe=True))
