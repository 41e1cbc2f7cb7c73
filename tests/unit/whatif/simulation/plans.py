"""Plans put together by hand."""

from __future__ import annotations

from matcher.model import Assignment, Plan, Route, Scenario, Score, TakenBreak, Visit


def plan(made: Scenario, *visits: Visit, breaks: dict[str, tuple[int, int]] | None = None) -> Plan:
    """Give a plan of visits; breaks by helper, of the shift of that helper's visits."""
    rests = breaks or {}
    return Plan(
        scenario=made.id,
        digest="",
        start=made.start,
        visits=visits,
        routes=tuple(
            Route(
                helper=name,
                shift=f"{name}-mon",
                stops=(),
                breaks=(TakenBreak(start=start, end=end),),
                return_depart=0,
                back=0,
                return_metres=0,
            )
            for name, (start, end) in rests.items()
        ),
        score=Score(terms=(), totals=()),
    )


def visit(need: str, start: int, *helpers: str, minutes: int = 30, shift: str = "mon") -> Visit:
    """Give a visit whose helpers start together, each in a role of their own."""
    crew = tuple(
        Assignment(
            role=role, helper=name, shift=f"{name}-{shift}", start=start, end=start + minutes
        )
        for role, name in enumerate(helpers)
    )
    return Visit(need=need, start=start, end=start + minutes, crew=crew)
