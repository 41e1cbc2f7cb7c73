"""A client of the match API, for programs in Python; it needs urllib3 and nothing else."""

from __future__ import annotations

from types import TracebackType
from typing import Literal, Self

from api.client.administration import AdministrationCalls
from api.client.answers import Event, Versioned
from api.client.comparisons import ComparisonCalls
from api.client.connection import Connection, Patience
from api.client.explanations import ExplanationCalls
from api.client.plans import PlanCalls
from api.client.problems import ApiProblem, NoAnswer, ProblemError
from api.client.revisions import RevisionCalls
from api.client.scenarios import ScenarioCalls

__all__ = ["ApiProblem", "Client", "Event", "NoAnswer", "Patience", "ProblemError", "Versioned"]


class Client(
    PlanCalls,
    ExplanationCalls,
    RevisionCalls,
    ComparisonCalls,
    ScenarioCalls,
    AdministrationCalls,
):
    """Asks a service; to be closed, or used with ``with``. Threads may share one.

    Every call raises `ApiProblem` where it is refused, and `NoAnswer` where the service cannot be
    reached. What can do no harm twice is asked again after a broken connection; whatever was
    refused with a word on when to come back (429, 503) is asked again then.

    Parameters
    ----------
    base_url : str
        Such as ``https://linli.example``.
    key : str
        An API key; empty: only what needs none can be asked.
    timeout : float
        Seconds to wait for a connection, and for each part of an answer.
    language : str
        Of messages, rosters, reports, explanations, shortages, changes and recommendations.
    patience : Patience
        How long a request is asked again.
    """

    def __init__(
        self,
        base_url: str,
        key: str = "",
        *,
        timeout: float = 60.0,
        language: Literal["en", "zh"] = "en",
        patience: Patience | None = None,
    ) -> None:
        super().__init__(
            Connection(
                base_url,
                key,
                timeout=timeout,
                language=language,
                patience=patience or Patience(),
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of open connections."""
        self._connection.close()
