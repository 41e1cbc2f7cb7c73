from __future__ import annotations

from dataclasses import replace

from matcher.model import PublishedVisit
from matcher.whatif.comparison import compare, outcome
from matcher.whatif.comparison.records import Against, Changes
from tests.unit.whatif.comparison.cases import plan, unmet, visit

NONE = Changes(
    against=Against.BASE,
    same=0,
    moved=0,
    other_crew=0,
    no_longer_served=0,
    not_asked=0,
    newly_served=0,
    newly_asked=0,
)


def test_against_the_bases_plan(base, more, fewer):
    comparison = compare([base, more, fewer])
    assert comparison.base.changes is None
    of_more, of_fewer = (variant.outcome.changes for variant in comparison.variants)
    assert of_more == replace(NONE, same=1, moved=1, other_crew=1, newly_served=1)
    assert of_fewer == replace(NONE, same=1, no_longer_served=1, not_asked=1, newly_asked=1)


def test_what_is_newly_asked_for_and_left_out_is_newly_asked_for(base, fewer):
    left_out = replace(fewer, plan=replace(fewer.plan, visits=(), unmet=(unmet("n6"),)))
    assert outcome(left_out, base.plan).changes == replace(NONE, not_asked=3, newly_asked=1)


def test_a_crew_of_the_same_people_in_other_places_is_the_same(base):
    told = plan((visit("n1", 540, "ann", "ben"),))
    now = replace(base, plan=plan((visit("n1", 540, "ben", "ann"),)))
    assert outcome(now, told).changes == replace(NONE, same=1)


def test_the_published_plan_comes_first(base, more):
    published = (
        PublishedVisit(need="n1", start=540, helpers=("ann",)),
        PublishedVisit(need="n2", start=600, helpers=("ann",)),
        PublishedVisit(need="n5", start=600),
        PublishedVisit(need="gone", start=600),
    )
    told = replace(more, scenario=replace(more.scenario, published=published))
    expected = replace(
        NONE,
        against=Against.PUBLISHED,
        same=1,
        other_crew=1,
        no_longer_served=1,
        not_asked=1,
        newly_served=2,
        newly_asked=None,
    )
    assert outcome(told).changes == expected
    assert outcome(told, base.plan).changes == expected
