"""What can be asked of comparisons."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from api.client.answers import (
    FINISHED,
    ComparisonAccepted,
    ComparisonStatus,
    ComparisonSummary,
    Document,
    PlanOptions,
)
from api.client.calls import Calls
from api.client.connection import path_of
from api.client.media import MEDIA_TYPES, ReportFormat
from api.client.watching import POLL_SECONDS


class ComparisonCalls(Calls):
    """Comparisons: variants of a scenario, planned and set side by side."""

    def compare(
        self,
        variants: Sequence[Document],
        scenario: Document | None = None,
        *,
        scenario_id: str | None = None,
        options: PlanOptions | None = None,
        webhook: str | None = None,
        custom: Any = None,  # noqa: ANN401  # any JSON
        idempotency_key: str | None = None,
    ) -> ComparisonAccepted:
        """Ask for plans of a base and of variants of it, once, however often the connection breaks.

        Parameters
        ----------
        variants : sequence of dict
            Each with a ``name`` and a list of ``changes``.
        scenario : dict, optional
            The base, as a document.
        scenario_id : str, optional
            In its place, the id of a scenario that the service has.
        options : dict, optional
            How to make each plan.
        webhook : str, optional
            Where to tell that the last plan has ended.
        custom : object, optional
            Any JSON, to be echoed.
        idempotency_key : str, optional
            The same key with the same request makes no second comparison; without it a new one.
        """
        body = {
            "base": {"scenario": scenario, "scenario_id": scenario_id},
            "variants": list(variants),
            "options": options or {},
            "webhook": webhook,
            "custom": custom,
        }
        answer = self._once(path_of("comparisons"), body, idempotency_key)
        return cast("ComparisonAccepted", answer)

    def comparisons(self) -> Iterator[ComparisonSummary]:
        """Give the comparisons, newest first, fetched as they are needed."""
        return cast("Iterator[ComparisonSummary]", self._pages("comparisons"))

    def comparison(self, id_: str) -> ComparisonStatus:
        """Tell where a comparison stands, with a row for the base and for each variant."""
        return cast("ComparisonStatus", self._connection.get(path_of("comparisons", id_)))

    def wait_for_comparison(
        self,
        id_: str,
        timeout: float | None = None,
        on_progress: Callable[[ComparisonStatus], None] = lambda _: None,
    ) -> ComparisonStatus:
        """Wait until all plans of a comparison have ended.

        Parameters
        ----------
        id_ : str
        timeout : float, optional
            Most seconds; without it as long as it takes.
        on_progress : callable, optional
            Is told of the comparison whenever more of its plans have ended.

        Raises
        ------
        TimeoutError
            If it has not ended in time; it goes on.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        done = -1
        while True:
            found = self.comparison(id_)
            if found["done"] != done:
                done = found["done"]
                on_progress(found)
            if found["status"] in FINISHED:
                return found
            if deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError(f"of comparison {id_} {done} of {found['of']} plans have ended")
            time.sleep(POLL_SECONDS)

    def cancel_comparison(self, id_: str) -> ComparisonSummary:
        """Stop all plans of a comparison early; the best found until then are kept."""
        return cast("ComparisonSummary", self._once(path_of("comparisons", id_, "cancel")))

    def report(self, id_: str, format_: ReportFormat = "json") -> bytes:
        """Give the figures of plans side by side, in a format and in the client's language."""
        return self._read(path_of("comparisons", id_, "report"), MEDIA_TYPES[format_])
