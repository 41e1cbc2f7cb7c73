"""The random scenarios are valid, serve much, and use every feature of the model."""

from __future__ import annotations

from collections import Counter
from dataclasses import MISSING, fields, is_dataclass, replace

from hypothesis import given, settings

from matcher import model as m
from matcher.check import check
from matcher.validate import validate
from tests.contract.engines import planned
from tests.random_scenarios.demand import crew_of
from tests.random_scenarios.dice import FEATURES
from tests.strategies import scenarios

SAMPLE = settings(max_examples=200, deadline=None, derandomize=True)

# Fields that tell and decide nothing, or cannot differ.
TOLD = {
    ("Scenario", "format"),
    ("Scenario", "name"),
    ("Community", "population"),
    ("Helper", "name"),
    ("Need", "points"),
    ("Need", "resident"),
    ("Project", "name"),
    ("Project", "organisation"),
    ("Project", "targets"),
    ("Resource", "community"),
    ("Resource", "name"),
    ("Resource", "organisation"),
    ("Resource", "unit"),
    ("Role", "name"),
    ("Service", "delivery"),
    ("Service", "domain"),
    ("Service", "points"),
    ("TravelSettings", "modes"),
}


EVERY_TERM = (*m.DEFAULT_TERMS, m.Term(name=m.TermName.NO_SHOWS, level=3))


def fields_of(record_type: type) -> set[tuple[str, str]]:
    return {(record_type.__name__, field.name) for field in fields(record_type)}


RECORDS = (
    m.Break,
    m.Community,
    m.EscalationTier,
    m.HeldLicence,
    m.Helper,
    m.Interval,
    m.Lag,
    m.Need,
    m.Organisation,
    m.PastVisit,
    m.Pin,
    m.Place,
    m.Policy,
    m.Project,
    m.PublishedVisit,
    m.Recurrence,
    m.Resource,
    m.ResourceLine,
    m.Role,
    m.Scenario,
    m.Service,
    m.Shift,
    m.SkillLevel,
    m.Term,
    m.TravelMatrix,
    m.TravelSettings,
    m.Window,
)


def fields_used(value: object) -> set[tuple[str, str]]:
    """Name every field that is not left at its default."""
    if isinstance(value, tuple):
        return set().union(*(fields_used(item) for item in value))
    if not is_dataclass(value):
        return set()
    used: set[tuple[str, str]] = set()
    for field in fields(value):
        item = getattr(value, field.name)
        if field.default is MISSING or item != field.default:
            used |= {(type(value).__name__, field.name)} | fields_used(item)
    return used


def test_scenarios_are_valid_and_use_every_field_often():
    used: Counter[tuple[str, str]] = Counter()

    @SAMPLE
    @given(scenarios())
    def each(scenario):
        assert [p for p in validate(scenario) if p.severity is m.Severity.ERROR] == []
        used.update(fields_used(scenario))

    each()
    expected = set().union(*map(fields_of, RECORDS)) - TOLD
    assert {name for name in expected if used[name] < 3} == set()


def test_the_features_alone_are_valid_too():
    for feature in FEATURES:

        @settings(max_examples=5, deadline=None, derandomize=True)
        @given(scenarios(features=(feature,)))
        def each(scenario):
            assert [p for p in validate(scenario) if p.severity is m.Severity.ERROR] == []

        each()


def test_a_good_share_of_visits_is_served_and_every_part_of_a_plan_occurs():
    counts: Counter[str] = Counter()

    @SAMPLE
    @given(scenarios())
    def each(scenario):
        plan = planned("search", scenario)
        every_term = replace(scenario, policy=m.Policy(terms=EVERY_TERM))
        counts.update(parts_of(scenario, plan, check(every_term, plan).score))

    each()
    assert counts["served"] > 0.35 * (counts["served"] + counts["unmet"])
    assert counts["infeasible pins"] < 60
    assert {part for part, count in counts.items() if count < 5} == set()


def parts_of(scenario: m.Scenario, plan: m.Plan, score: m.Score) -> dict[str, int]:
    """Count what a plan has of each kind."""
    served = {(visit.need, visit.occurrence): visit for visit in plan.visits}
    kinds = Counter(str(unmet.kind) for unmet in plan.unmet)
    return {
        "served": len(served),
        "unmet": len(plan.unmet),
        "infeasible pins": plan.ended is m.Ended.INFEASIBLE_PINS,
        "crews": sum(len(visit.crew) > 1 for visit in plan.visits),
        "crewless": sum(not visit.crew for visit in plan.visits),
        "lags": sum(len({member.start for member in v.crew}) > 1 for v in plan.visits),
        "recurring": sum(visit.occurrence > 0 for visit in plan.visits),
        "long routes": sum(len(route.stops) > 2 for route in plan.routes),
        "escalations": len(plan.escalations),
        "who come by the ladder": by_the_ladder(scenario, plan),
        "breaks": sum(len(route.breaks) for route in plan.routes),
        "used up": sum(given.start == given.end for given in plan.allocations),
        "lent": sum(given.start < given.end for given in plan.allocations),
        **{f"unmet: {kind}": kinds[kind] for kind in m.UnmetKind},
        **{f"term: {term.name}": term.value > 0 for term in score.terms},
    }


def by_the_ladder(scenario: m.Scenario, plan: m.Plan) -> int:
    """Count crew members of kinds that their role does not name."""
    needs = {need.id: need for need in scenario.needs}
    kind = {helper.id: helper.kind for helper in scenario.helpers}
    return sum(
        bool(kinds := crew_of(needs[visit.need])[member.role].kinds)
        and kind[member.helper] not in kinds
        for visit in plan.visits
        for member in visit.crew
    )
