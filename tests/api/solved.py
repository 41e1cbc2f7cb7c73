"""Plans that have ended, without anybody solving them."""

from __future__ import annotations

import io
import json
from typing import Any

from api.jobs import Status
from api.store import Queue

SUMMARY = {
    "totals": [4, 500, 3000],
    "bound": [4, 500, 3000],
    "gap": 0.0,
    "unmet": 1,
    "ended": "completed",
}

NURSE = {
    "id": "n2",
    "service": "visit",
    "community": "c1",
    "roles": [{"skills": [{"skill": "nursing"}]}],
}
"""A need that nobody in the morning can serve."""

MORNING: dict[str, Any] = {
    "format": "linli.plan/1",
    "scenario": "morning",
    "digest": "0" * 64,
    "start": "2026-11-23T00:00+08:00",
    "visits": [
        {
            "need": "n1",
            "start": "2026-11-23T08:00+08:00",
            "end": "2026-11-23T09:00+08:00",
            "crew": [
                {
                    "role": 0,
                    "helper": "h1",
                    "shift": "s1",
                    "start": "2026-11-23T08:00+08:00",
                    "end": "2026-11-23T09:00+08:00",
                }
            ],
        }
    ],
    "routes": [
        {
            "helper": "h1",
            "shift": "s1",
            "stops": [
                {
                    "need": "n1",
                    "role": 0,
                    "depart": "2026-11-23T08:00+08:00",
                    "arrive": "2026-11-23T08:00+08:00",
                    "metres": 0,
                    "start": "2026-11-23T08:00+08:00",
                    "end": "2026-11-23T09:00+08:00",
                }
            ],
            "return_depart": "2026-11-23T09:00+08:00",
            "back": "2026-11-23T09:00+08:00",
            "return_metres": 0,
        }
    ],
    "unmet": [
        {
            "need": "n2",
            "kind": "no_candidate",
            "reasons": [{"code": "skill", "role": 0, "blocked": 1, "examples": ["h1"]}],
        }
    ],
    "score": {"terms": [], "totals": [4, 500, 3000]},
}
"""A plan of the morning with `NURSE`: the helper visits; nobody nurses."""

NOTHING: dict[str, Any] = {
    **MORNING,
    "visits": [],
    "routes": [],
    "unmet": [],
    "score": {"terms": [], "totals": []},
}
"""A plan that fits any scenario that starts on that day."""


def end_next(queue: Queue, plan: dict[str, Any]) -> None:
    """End the plan that has waited longest."""
    claim = queue.claim()
    assert claim is not None
    result = io.BytesIO(json.dumps({"plan": plan, "run": None}).encode())
    assert queue.finish(claim, Status.SOLVED, result, SUMMARY)
