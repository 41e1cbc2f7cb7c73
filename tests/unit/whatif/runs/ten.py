"""Ten solves that each take a moment."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from matcher.formats import plan_document
from matcher.formats.json_text import write_json
from matcher.model import Limits, Result
from matcher.whatif.runs import Request
from tests.unit import small


def ten() -> list[Request]:
    """Give them."""
    made = small.scenario(
        helpers=tuple(small.helper(name) for name in ("ann", "bea", "cid")),
        needs=tuple(small.need(f"n{spot}", place=small.at(spot)) for spot in range(0, 40, 2)),
    )
    limits = Limits(max_seconds=None, max_iterations=2_000)
    return [
        Request(name=str(seed), scenario=made, limits=limits, engine="search", seed=seed)
        for seed in range(10)
    ]


def digests(results: Sequence[Result]) -> list[str]:
    """Give the digest of each plan's document."""
    return [
        hashlib.sha256(write_json(plan_document(result.plan))).hexdigest() for result in results
    ]
