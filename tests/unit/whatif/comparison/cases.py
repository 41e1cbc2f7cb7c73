"""A base of five visits and two variants, scenarios and plans written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from matcher.model import (
    Allocation,
    Assignment,
    Community,
    Domain,
    Ended,
    Helper,
    HelperKind,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    Plan,
    Reason,
    Resource,
    ResourceKind,
    Route,
    Scenario,
    Score,
    Service,
    Shift,
    Stop,
    TermName,
    TermValue,
    Unmet,
    UnmetKind,
    Visit,
)
from matcher.whatif.comparison import Case

START = datetime.fromisoformat("2026-11-23T00:00+08:00")
COVERAGE = TermValue(name=TermName.COVERAGE, level=1, weight=1, value=0)
TRAVEL = TermValue(name=TermName.TRAVEL_TIME, level=2, weight=100, value=0)


def scenario(**fields: Any) -> Scenario:
    return Scenario(
        **{
            "id": "small",
            "start": START,
            "days": 2,
            "communities": (
                Community(id="street", name="Street"),
                Community(
                    id="c1", name="桥头<b>", parent="street", place=Place(lat=28.2, lon=112.98)
                ),
                Community(id="c2", name="清风", parent="street", place=Place(lat=28.21, lon=113.0)),
            ),
            "organisations": (
                Organisation(id="station", name="Station", kind=OrganisationKind.STATION),
            ),
            "helpers": (worker("ann", cost=3000), worker("ben")),
            "resources": (
                Resource(id="rice", kind=ResourceKind.GOODS, item="rice", quantity=9, unit="bag"),
                Resource(id="aid", name="Aid", kind=ResourceKind.FUND, item="aid", quantity=50000),
            ),
            "services": (
                Service(id="talk", name="Talk", domain=Domain.ELDERLY_CARE, minutes=30, points=2),
                Service(id="gift", name="Gift", minutes=15),
            ),
            "needs": (
                Need(id="n1", service="talk", community="c1", priority=5, organisation="station"),
                Need(id="n2", service="talk", community="c1"),
                Need(id="n3", service="gift", community="c1", points=7),
                Need(id="n4", service="gift", community="c2"),
                Need(id="n5", service="talk", community="c2", priority=5),
            ),
        }
        | fields
    )


def worker(name: str, cost: int = 0) -> Helper:
    shifts = tuple(
        Shift(id=f"{name}-{day}", start=day * 1440 + 480, end=day * 1440 + 1020) for day in (0, 1)
    )
    return Helper(
        id=name,
        name=name.title(),
        kind=HelperKind.VOLUNTEER,
        community="c1",
        cost_per_hour=cost,
        shifts=shifts,
    )


def visit(need: str, start: int, *helpers: str) -> Visit:
    end = start + 30
    crew = tuple(
        Assignment(role=0, helper=name, shift=f"{name}-{start // 1440}", start=start, end=end)
        for name in helpers
    )
    return Visit(need=need, start=start, end=end, crew=crew)


def unmet(need: str, *codes: str, kind: UnmetKind = UnmetKind.NO_ROOM) -> Unmet:
    return Unmet(need=need, kind=kind, reasons=tuple(Reason(code=code) for code in codes))


def plan(visits: tuple[Visit, ...], left_out: tuple[Unmet, ...] = (), **fields: Any) -> Plan:
    """Write a plan down; every visit takes ten minutes and 700 metres to go to and to return."""
    routes = tuple(
        Route(
            helper=member.helper,
            shift=member.shift,
            stops=(
                Stop(
                    need=one.need,
                    role=0,
                    depart=member.start - 10,
                    arrive=member.start,
                    start=member.start,
                    end=member.end,
                    metres=700,
                ),
            ),
            return_depart=member.end,
            back=member.end + 10,
            return_metres=700,
        )
        for one in visits
        for member in one.crew
    )
    return Plan(
        **{
            "scenario": "small",
            "digest": "0" * 64,
            "start": START,
            "visits": visits,
            "routes": routes,
            "unmet": left_out,
            "score": Score(
                terms=(replace(COVERAGE, value=5), replace(TRAVEL, value=80)), totals=(5, 8000)
            ),
            "ended": Ended.COMPLETED,
            "engine": "search",
            "seed": 3,
        }
        | fields
    )


def given(resource: str, need: str, quantity: int) -> Allocation:
    return Allocation(resource=resource, need=need, line=0, quantity=quantity, start=540, end=540)


def base_case() -> Case:
    made = plan(
        (visit("n1", 540, "ann"), visit("n2", 600, "ben"), visit("n4", 1980, "ann")),
        (unmet("n3", "stock", "travel"), unmet("n5", "travel")),
        allocations=(given("rice", "n4", 2), given("aid", "n4", 12345)),
        bound=(5, 100),
    )
    return Case(name="base", title="Base <i>", scenario=scenario(), plan=made)


def more_case() -> Case:
    """One helper more: everything but one is served, at other times, by others."""
    made = plan(
        (
            visit("n1", 540, "ann"),
            visit("n2", 660, "ben"),
            visit("n3", 720, "cat", "ben"),
            visit("n4", 1980, "cat"),
        ),
        (unmet("n5", kind=UnmetKind.NOT_WORTH_IT),),
        allocations=(given("rice", "n4", 2), given("rice", "n3", 3)),
        score=Score(
            terms=(replace(COVERAGE, value=1), replace(TRAVEL, value=100)), totals=(1, 10000)
        ),
    )
    helpers = (worker("ann", cost=3000), worker("ben"), worker("cat", cost=101))
    return Case(name="more", title="One more", scenario=scenario(helpers=helpers), plan=made)


def fewer_case() -> Case:
    """A community that asks for nothing any more, and a need of a new service."""
    whole = scenario()
    services = (*whole.services, Service(id="repair", name="Repair"))
    needs = (*whole.needs[:3], Need(id="n6", service="repair", community="c1"))
    made = plan(
        (visit("n1", 540, "ann"), visit("n6", 600, "ben")),
        (unmet("n2", "skill"), unmet("n3", "stock")),
        bound=(6, 0),
        score=Score(
            terms=(replace(COVERAGE, value=7), replace(TRAVEL, value=40)), totals=(7, 4000)
        ),
    )
    changed = replace(whole, services=services, needs=needs, resources=whole.resources[:1])
    return Case(name="fewer", title="Fewer", scenario=changed, plan=made)
