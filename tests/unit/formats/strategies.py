"""Scenarios without fault that use every field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from matcher import model as m
from matcher.validate import validate
from matcher.validate.walk import roles_of, services_by_id
from tests.unit.formats.odd_names import (
    Names,
    counts,
    flags,
    identifiers,
    maybe,
    of,
    one_of,
    titles,
    tuples,
    unique_ids,
    weights,
)


@st.composite
def shifts(draw: st.DrawFn, names: Names, ids: list[str]) -> tuple[m.Shift, ...]:
    spans = draw(names.spans())[: len(ids)]
    return tuple(
        m.Shift(
            id=ids[i],
            start=start,
            end=end,
            start_place=draw(maybe(names.places())),
            end_place=draw(maybe(names.places())),
            max_visits=draw(maybe(counts)),
            max_overtime=draw(counts),
            breaks=draw(breaks(start, end)),
        )
        for i, (start, end) in enumerate(spans)
    )


@st.composite
def breaks(draw: st.DrawFn, start: int, end: int) -> tuple[m.Break, ...]:
    ends = sorted(draw(st.lists(st.integers(start, end), unique=True, max_size=4)))
    return tuple(
        m.Break(start=a, end=b, minutes=draw(st.integers(1, b - a)), mandatory=draw(flags))
        for a, b in zip(ends[::2], ends[1::2], strict=False)
    )


@st.composite
def helpers(draw: st.DrawFn, names: Names, name: str, shift_ids: list[str]) -> m.Helper:
    skills = draw(st.lists(identifiers, unique=True, max_size=2))
    licences = draw(st.lists(identifiers, unique=True, max_size=2))
    return m.Helper(
        id=name,
        name=draw(titles),
        kind=draw(st.sampled_from(m.HelperKind)),
        organisation=draw(one_of(names.organisations)),
        community=draw(st.sampled_from(names.communities)),
        home=draw(maybe(names.places())),
        communities=draw(of(names.communities)),
        radius=draw(maybe(st.integers(0, 100_000_000))),
        mode=draw(st.sampled_from(m.Mode)),
        speed_kmh=draw(maybe(st.floats(0, 200, exclude_min=True))),
        skills=tuple(m.SkillLevel(skill=s, level=draw(st.integers(1, 5))) for s in skills),
        licences=tuple(
            m.HeldLicence(licence=each, expires=draw(maybe(names.dates(-9, 900))))
            for each in licences
        ),
        gender=draw(maybe(st.sampled_from(m.Gender))),
        languages=draw(tuples(identifiers)),
        shifts=draw(shifts(names, shift_ids)),
        max_minutes_day=draw(maybe(counts)),
        max_minutes_week=draw(maybe(counts)),
        cost_per_hour=draw(st.integers(0, 10**12)),
        reliability=draw(st.floats(0, 1)),
    )


@st.composite
def roles(draw: st.DrawFn) -> tuple[m.Role, ...]:
    count = draw(st.integers(0, 3))
    lags = st.tuples(counts, counts).map(sorted).map(lambda ab: m.Lag(min=ab[0], max=ab[1]))
    return tuple(
        m.Role(
            name=draw(titles),
            kinds=draw(st.lists(st.sampled_from(m.HelperKind), unique=True, max_size=2).map(tuple)),
            skills=tuple(
                m.SkillLevel(skill=skill, level=draw(st.integers(1, 5)))
                for skill in draw(st.lists(identifiers, unique=True, max_size=2))
            ),
            licences=draw(tuples(identifiers, 2)),
            count=draw(st.integers(1, 3)),
            minutes=draw(maybe(st.integers(1, 90))),
            lag=draw(maybe(lags)) if position else None,
        )
        for position in range(count)
    )


@st.composite
def lines(draw: st.DrawFn, names: Names) -> tuple[m.ResourceLine, ...]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        resource = draw(one_of(names.resources))
        found.append(
            m.ResourceLine(
                resource=resource,
                item=draw(identifiers) if resource is None else None,
                quantity=draw(st.integers(0, 10**12)),
                all_or_none=draw(flags),
                hold=draw(maybe(counts)),
            )
        )
    return tuple(found)


@st.composite
def services(draw: st.DrawFn, names: Names, name: str) -> m.Service:
    return m.Service(
        id=name,
        name=draw(titles),
        domain=draw(st.sampled_from(m.Domain)),
        delivery=draw(st.sampled_from(m.Delivery)),
        minutes=draw(st.integers(1, 90)),
        roles=draw(st.just((m.Role(),)) | roles()),
        resources=draw(lines(names)),
        points=draw(counts),
        service_level_days=draw(maybe(st.integers(0, 366))),
    )


@st.composite
def windows(draw: st.DrawFn, names: Names) -> m.Window:
    start = draw(names.times())
    return (
        m.Window(
            start=start,
            end=start + draw(st.integers(0, 9)),
            bounds=m.WindowBounds.START,
            soft=draw(flags),
            late_cost=draw(weights),
            max_late=draw(maybe(counts)),
        )
        if draw(flags)
        else m.Window(
            start=0,
            end=names.days * m.MINUTES_PER_DAY,
            bounds=draw(st.sampled_from(m.WindowBounds)),
        )
    )


@st.composite
def recurrences(draw: st.DrawFn, days: int) -> m.Recurrence:
    gap = draw(st.integers(0, days - 1))
    return m.Recurrence(
        times=draw(st.integers(1, (days - 1) // gap + 1 if gap else 5)),
        min_gap_days=gap,
        max_gap_days=draw(maybe(st.integers(gap, 366))),
    )


@st.composite
def needs(draw: st.DrawFn, names: Names, position: int) -> m.Need:
    wished, excluded = names.helpers[:1], names.helpers[1:]
    gender = draw(maybe(st.sampled_from(m.Gender)))
    languages = draw(tuples(identifiers))
    return m.Need(
        id=names.needs[position],
        service=draw(st.sampled_from(names.services)),
        community=draw(st.sampled_from(names.communities)),
        resident=draw(maybe(identifiers)),
        organisation=draw(one_of(names.organisations)),
        place=draw(maybe(names.places())),
        priority=draw(st.integers(1, 5)),
        due=draw(maybe(st.integers(-100_000, 100_000))),
        windows=draw(tuples(windows(names), 2)),
        minutes=draw(maybe(st.integers(1, 90))),
        roles=draw(maybe(roles())),
        distinct_crew=draw(flags),
        resources=draw(maybe(lines(names))),
        required=draw(of(wished)),
        preferred=draw(of(wished)),
        excluded=draw(of(excluded)),
        gender=gender,
        gender_required=draw(flags) if gender else False,
        languages=languages,
        language_required=draw(flags) if languages else False,
        max_helpers=draw(maybe(st.integers(9, 99))),
        history=draw(
            tuples(
                st.builds(
                    m.PastVisit,
                    helper=st.sampled_from(names.helpers) if names.helpers else identifiers,
                    day=maybe(names.dates(-90, -1)),
                )
            )
        ),
        recurrence=draw(maybe(recurrences(names.days))),
        after=draw(of(names.needs[:position])),
        project=draw(one_of(names.projects)),
        points=draw(maybe(counts)),
        requested=draw(maybe(st.integers(-9999, 9999))),
        service_level_days=draw(maybe(st.integers(0, 366))),
    )


@st.composite
def resources(draw: st.DrawFn, names: Names, name: str) -> m.Resource:
    return m.Resource(
        id=name,
        name=draw(titles),
        kind=draw(st.sampled_from(m.ResourceKind)),
        item=draw(identifiers),
        quantity=draw(st.integers(0, 10**12)),
        unit=draw(titles),
        organisation=draw(one_of(names.organisations)),
        community=draw(one_of(names.communities)),
        place=draw(maybe(names.places())),
        available=tuple(m.Interval(start=a, end=b) for a, b in draw(names.spans())),
        expires=draw(maybe(names.dates(-9, 900))),
        services=draw(of(names.services)),
        communities=draw(of(names.communities)),
        organisations=draw(of(names.organisations)),
    )


@st.composite
def projects(draw: st.DrawFn, names: Names, name: str) -> m.Project:
    start = draw(maybe(st.integers(-99_999, 0)))
    return m.Project(
        id=name,
        name=draw(titles),
        organisation=draw(one_of(names.organisations)),
        budget=draw(maybe(st.integers(0, 10**12))),
        services=draw(of(names.services)),
        communities=draw(of(names.communities)),
        start=start,
        end=draw(maybe(st.integers(1, 99_999))),
        targets=draw(tuples(st.builds(m.Target, service=one_of(names.services), visits=counts), 2)),
    )


@st.composite
def matrices(draw: st.DrawFn, keys: list[str]) -> m.TravelMatrix:
    chosen = draw(st.permutations(keys))
    figures = st.integers(0, 525_600)

    def square() -> tuple[tuple[int, ...], ...]:
        size = range(len(chosen))
        return tuple(tuple(0 if i == j else draw(figures) for j in size) for i in size)

    return m.TravelMatrix(
        mode=draw(maybe(st.sampled_from(m.Mode))),
        places=tuple(chosen),
        minutes=square(),
        metres=square(),
    )


@st.composite
def ladders(draw: st.DrawFn) -> tuple[m.EscalationTier, ...]:
    kinds = draw(st.lists(st.sampled_from(m.HelperKind), unique=True, max_size=3))
    days = draw(st.lists(st.integers(0, 366), min_size=len(kinds), max_size=len(kinds)))
    return tuple(
        m.EscalationTier(kinds=(kind,), after_days=after, priority=draw(counts), cost=draw(counts))
        for kind, after in zip(kinds, sorted(days), strict=True)
    )


@st.composite
def policies(draw: st.DrawFn) -> m.Policy:
    named = draw(st.lists(st.sampled_from(m.TermName), unique=True, max_size=4))
    terms = tuple(
        m.Term(name=name, level=draw(st.integers(1, 5)), weight=draw(weights)) for name in named
    )
    return m.Policy(
        objective=draw(st.sampled_from(m.Objective)),
        terms=draw(st.sampled_from([m.DEFAULT_TERMS, terms])),
        priority_weights=draw(st.tuples(weights, weights, weights, weights, weights)),
        ignored_rules=draw(tuples(st.sampled_from(sorted(m.SWITCHABLE)))),
        escalation=draw(ladders()),
    )


@st.composite
def named_visits(draw: st.DrawFn, names: Names, all_needs: tuple[m.Need, ...]) -> list[Any]:
    """(need, occurrence, helpers, start), each visit once."""
    visits = [
        (need.id, occurrence)
        for need in all_needs
        for occurrence in range(need.recurrence.times if need.recurrence else 1)
    ]
    chosen = draw(st.lists(st.sampled_from(visits), unique=True, max_size=3)) if visits else []
    return [(*visit, draw(of(names.helpers)), draw(names.times())) for visit in chosen]


@st.composite
def names_of_records(draw: st.DrawFn, start: datetime) -> Names:
    return Names(
        communities=draw(unique_ids(1, 3)),
        organisations=draw(unique_ids(0, 2)),
        helpers=draw(unique_ids(0, 3)),
        resources=draw(unique_ids(0, 2)),
        projects=draw(unique_ids(0, 2)),
        services=draw(unique_ids(1, 3)),
        needs=draw(unique_ids(0, 3)),
        keys=draw(unique_ids(1, 3)),
        days=draw(st.integers(1, 14)),
        first=start.date(),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> m.Scenario:
    offset = timezone(timedelta(minutes=draw(st.sampled_from([480, 0, -210, 345]))))
    start = datetime.combine(
        draw(st.dates(date(2025, 1, 1), date(2030, 1, 1))), datetime.min.time(), offset
    )
    names = draw(names_of_records(start))
    shift_ids = draw(unique_ids(0, 6))
    all_needs = tuple(draw(needs(names, i)) for i in range(len(names.needs)))
    modes = [m.ModeSettings(mode=mode, speed_kmh=3.5, detour=1.1) for mode in m.Mode]
    scenario = m.Scenario(
        id=draw(identifiers),
        name=draw(titles),
        start=start,
        days=names.days,
        datum=draw(st.sampled_from(m.Datum)),
        communities=tuple(
            m.Community(
                id=name,
                name=draw(titles),
                tier=draw(st.sampled_from(m.Tier)),
                parent=draw(one_of(names.communities[:i])),
                place=draw(names.places()),
                population=draw(maybe(counts)),
            )
            for i, name in enumerate(names.communities)
        ),
        organisations=tuple(
            m.Organisation(
                id=name,
                name=draw(titles),
                kind=draw(st.sampled_from(m.OrganisationKind)),
                community=draw(one_of(names.communities)),
                communities=draw(of(names.communities)),
            )
            for name in names.organisations
        ),
        helpers=tuple(
            draw(helpers(names, name, shift_ids[i :: len(names.helpers)]))
            for i, name in enumerate(names.helpers)
        ),
        resources=tuple(draw(resources(names, name)) for name in names.resources),
        projects=tuple(draw(projects(names, name)) for name in names.projects),
        services=tuple(draw(services(names, name)) for name in names.services),
        needs=all_needs,
        travel=m.TravelSettings(
            modes=draw(
                st.sampled_from(
                    [
                        m.TravelSettings().modes,
                        tuple(modes) if names.helpers else (),
                        tuple(reversed(modes)),
                    ]
                )
            ),
            matrices=draw(
                st.lists(matrices(names.keys), max_size=2, unique_by=lambda made: made.mode).map(
                    tuple
                )
            ),
        ),
        policy=draw(policies()),
        pins=tuple(
            m.Pin(
                need=need,
                occurrence=occurrence,
                helpers=crew,
                start=draw(st.sampled_from([None, at])),
            )
            for need, occurrence, crew, at in draw(named_visits(names, all_needs))
        ),
        published=tuple(
            m.PublishedVisit(
                need=need, occurrence=occurrence, helpers=crew, start=at, weight=draw(weights)
            )
            for need, occurrence, crew, at in draw(named_visits(names, all_needs))
        ),
    )
    return replace(scenario, pins=tuple(_possible(scenario)))


def _possible(scenario: m.Scenario) -> Iterator[m.Pin]:
    """Take out of the pins what can be seen to be impossible."""
    needs_by_id = {need.id: need for need in scenario.needs}
    wrong = {found.pointer for found in validate(scenario) if found.code.startswith("pin_outside")}
    for i, pin in enumerate(scenario.pins):
        need = needs_by_id[pin.need]
        places = sum(role.count for role in roles_of(need, services_by_id(scenario)))
        allowed = [helper for helper in pin.helpers if helper not in need.excluded]
        start = None if f"/pins/{i}/start" in wrong else pin.start
        yield replace(pin, start=start, helpers=tuple(allowed[:places]))
