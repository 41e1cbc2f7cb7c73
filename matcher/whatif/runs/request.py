"""One solve among many."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from matcher import __version__
from matcher.engines.interface import Listener, Offer, StopRequest
from matcher.formats import digest, plan_document
from matcher.formats.json_text import write_json
from matcher.model import Limits, Plan, Result, Scenario
from matcher.solve import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be solved, and how.

    Attributes
    ----------
    name : str
        What progress calls it.
    scenario : Scenario
        Without errors.
    limits : Limits
    engine : str
        A name of `matcher.engines.ENGINES`, or ``auto``.
    seed : int
    start : Plan or None
        A plan to begin with, of this scenario or of one like it.
    """

    name: str
    scenario: Scenario
    limits: Limits
    engine: str = "auto"
    seed: int = 0
    start: Plan | None = None

    def key(self) -> str:
        """Give a digest of all that decides its result, but for the machine's speed."""
        begun = "" if self.start is None else write_json(plan_document(self.start)).decode()
        said = [
            __version__,
            digest(self.scenario),
            asdict(self.limits),
            self.engine,
            self.seed,
            hashlib.sha256(begun.encode()).hexdigest(),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def solve_request(
    request: Request,
    listen: Listener,
    stop: StopRequest,
    offer: Offer,  # noqa: ARG001 - as executors hand it over
) -> Result:
    """Solve one, in whichever process."""
    return solve(
        request.scenario,
        limits=request.limits,
        engine=request.engine,
        seed=request.seed,
        listen=listen,
        stop=stop,
        start=request.start,
    )
