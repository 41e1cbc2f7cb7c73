from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.model import ResourceKind, TermName
from matcher.report import Language
from matcher.whatif.comparison import Case, Verdict, compare, comparison_document, json_comparison
from matcher.whatif.comparison.compare import ShareChange
from matcher.whatif.comparison.days import Bar, DayPlan, HelperDay
from matcher.whatif.comparison.figures import FIGURES
from matcher.whatif.comparison.records import Level, Share, Stock, Tally
from tests.unit.whatif.comparison.cases import START


def share(key, name, visits, served, percent):
    return Share(
        key=key, name=name, visits=visits, served=served, unmet=visits - served, percent=percent
    )


def test_a_plan_in_figures(base):
    found = compare([base]).base
    assert (found.visits, found.served, found.unmet, found.percent) == (5, 3, 2, 60.0)
    assert (found.helpers, found.helpers_used) == (2, 2)
    assert (found.service_minutes, found.travel_minutes, found.metres) == (90, 60, 4200)
    # Ann's two visits, half an hour each, and twice twenty minutes on the way, at 30 yuan an hour.
    assert found.pay == 5000
    assert (found.funds_spent, found.visits_with_goods, found.points) == (12345, 1, 4)
    assert found.levels == (
        Level(number=1, terms=(TermName.COVERAGE,), total=5, bound=5),
        Level(number=2, terms=(TermName.TRAVEL_TIME,), total=8000, bound=100),
    )
    assert found.gap == 7900 / 8000
    assert (found.engine, found.seed, found.ended, found.changes) == (
        *("search", 3, base.plan.ended, None),
    )


def test_shares_from_five_sides(base):
    found = compare([base]).base.shares
    assert found.priorities == (share("5", None, 2, 1, 50.0), share("3", None, 3, 2, 66.7))
    assert found.services == (share("talk", "Talk", 3, 2, 66.7), share("gift", "Gift", 2, 1, 50.0))
    assert found.domains == (
        share("elderly_care", None, 3, 2, 66.7),
        share("own", None, 2, 1, 50.0),
    )
    assert found.organisations == (
        share("station", "Station", 1, 1, 100.0),
        share("", None, 4, 2, 50.0),
    )
    near, far = found.communities
    assert (near.key, near.served, near.visits, near.lat, near.lon) == ("c1", 2, 3, 28.2, 112.98)
    assert (far.key, far.served, far.visits, far.lat, far.lon) == ("c2", 1, 2, 28.21, 113.0)


def test_fairness_between_them(base):
    found = compare([base]).base.fairness
    # (2 x 2 - 3 x 1) / (5 x 3)
    assert found.gini == round(1 / 15, 4)
    assert found.worst is not None
    assert (found.worst.key, found.worst.percent) == ("c2", 50.0)


def test_what_is_left_of_each_resource(base):
    assert compare([base]).base.stock == (
        Stock(
            key="rice",
            name="rice",
            kind=ResourceKind.GOODS,
            unit="bag",
            quantity=9,
            used=2,
            left=7,
        ),
        Stock(
            key="aid",
            name="Aid",
            kind=ResourceKind.FUND,
            unit="fen",
            quantity=50000,
            used=12345,
            left=37655,
        ),
    )


def test_the_differences_of_every_figure(base, more):
    (variant,) = compare([base, more]).variants
    assert list(variant.differences) == [figure.name for figure in FIGURES]
    assert variant.differences == {
        "visits": 0,
        "served": 1,
        "unmet": -1,
        "percent": 20.0,
        "fairness_worst_percent": 0.0,
        "fairness_gini": 0.0833,
        "helpers": 1,
        "helpers_used": 1,
        "service_minutes": 60,
        "travel_minutes": 40,
        "metres": 2800,
        # Ann goes once instead of twice, Cat twice at 1.01 yuan an hour.
        "pay": -2332,
        "funds_spent": -12345,
        "visits_with_goods": 1,
        "points": 14,
    }
    assert variant.judgement.verdict is Verdict.BETTER


def test_what_one_of_the_two_does_not_have_counts_as_nothing(base, fewer):
    (variant,) = compare([base, fewer]).variants
    assert variant.shares.communities == (
        ShareChange(key="c1", visits=1, served=0, percent=-16.7),
        ShareChange(key="c2", visits=-2, served=-1, percent=None),
    )
    assert variant.shares.services == (
        ShareChange(key="talk", visits=-1, served=-1, percent=-16.7),
        ShareChange(key="gift", visits=-1, served=-1, percent=-50.0),
        ShareChange(key="repair", visits=1, served=1, percent=None),
    )
    assert variant.stock == (Tally(key="rice", count=2), Tally(key="aid", count=-37655))


def test_unmet_by_kind_and_by_the_reason_that_leads(base, more, fewer):
    comparison = compare([base, more, fewer])
    first, second = comparison.variants
    # Those of the base first, then those of the variants.
    reasons = {"stock": (1, 0, 1), "travel": (1, 0, 0), "": (0, 1, 0), "skill": (0, 0, 1)}
    for place, outcome in enumerate((comparison.base, first.outcome, second.outcome)):
        assert outcome.unmet_by_reason == tuple(
            Tally(key=key, count=counts[place]) for key, counts in reasons.items()
        )
    assert [tally.count for tally in second.unmet_by_reason] == [0, -1, 0, 1]
    assert first.unmet_by_kind == (
        Tally(key="no_candidate", count=0),
        Tally(key="no_room", count=-2),
        Tally(key="not_worth_it", count=1),
    )


def test_the_busiest_days_in_both_plans(base, more):
    (variant,) = compare([base, more]).variants
    bar = Bar(need="n2", occurrence=0, service="Talk", start=600, end=630)
    busiest = variant.days[0]
    assert (busiest.helper, busiest.name, busiest.day) == ("ben", "Ben", START.date())
    assert busiest.base == DayPlan(minutes=50, leave=590, back=640, visits=(bar,))
    assert busiest.variant == DayPlan(
        minutes=100,
        leave=650,
        back=760,
        visits=(
            replace(bar, start=660, end=690),
            Bar(need="n3", occurrence=0, service="Gift", start=720, end=750),
        ),
    )
    tuesday = START.date() + timedelta(days=1)
    moved = Bar(need="n4", occurrence=0, service="Gift", start=540, end=570)
    alone = DayPlan(minutes=50, leave=530, back=580, visits=(moved,))
    assert (
        HelperDay(helper="ann", name="Ann", day=tuesday, base=alone, variant=None) in variant.days
    )
    assert (
        HelperDay(helper="cat", name="Cat", day=tuesday, base=None, variant=alone) in variant.days
    )


def test_nothing_asked_for_is_no_fault(base):
    bare = replace(
        base,
        scenario=replace(base.scenario, needs=()),
        plan=replace(base.plan, visits=(), unmet=(), routes=(), allocations=(), bound=None),
    )
    (variant,) = compare([base, replace(bare, name="bare")]).variants
    assert (variant.outcome.percent, variant.outcome.gap) == (0.0, None)
    assert variant.outcome.fairness.worst is None
    assert variant.differences["fairness_worst_percent"] is None
    assert variant.differences["served"] == -3


def test_the_document_is_plain_json(base, more):
    comparison = compare([base, more])
    document = comparison_document(comparison)
    assert document["format"] == "linli.comparison/1"
    assert document["variants"][0]["outcome"]["served"] == 4
    assert document["variants"][0]["days"][0]["day"] == "2026-11-23"
    written = json_comparison(comparison, Language.EN)
    assert json.loads(written) == document
    assert "桥头<b>" in written.decode()


def test_what_cannot_be_compared_is_refused(base, more):
    with pytest.raises(ValueError, match="nothing to compare"):
        compare([])
    with pytest.raises(ValueError, match="same name"):
        compare([base, replace(more, name="base")])
    later = replace(more.scenario, start=START + timedelta(days=7))
    with pytest.raises(ValueError, match="different moments"):
        compare([base, Case(name="later", title="", scenario=later, plan=more.plan)])
