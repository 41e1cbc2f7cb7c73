"""A town of two communities, with enough of everything to be changed."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import (
    Community,
    HelperKind,
    PastVisit,
    Pin,
    Place,
    PublishedVisit,
    ResourceKind,
    ResourceLine,
    Role,
    Scenario,
    Service,
    SkillLevel,
    Tier,
    TravelSettings,
    Window,
)
from matcher.whatif.variants import lay_over, parse_changes
from tests.unit import small

WEST, EAST = Place(lat=28.2, lon=112.9), Place(lat=28.2, lon=112.95)


def town(**fields: object) -> Scenario:
    """Give it, changed as told."""
    helper, need, shift = small.helper, small.need, small.shift
    nursing = (SkillLevel(skill="nursing", level=2), SkillLevel(skill="tea", level=1))
    return small.scenario(
        **{
            "communities": (
                Community(id="town", name="Town", tier=Tier.STREET),
                Community(id="west", name="West", parent="town", place=WEST),
                Community(id="east", name="East", parent="town", place=EAST),
            ),
            "services": (
                Service(id="talk", name="Talk", minutes=30),
                Service(
                    id="care",
                    name="Care",
                    minutes=40,
                    roles=(Role(skills=(SkillLevel(skill="nursing"),)),),
                ),
            ),
            "helpers": (
                replace(helper("ann", community="west", skills=nursing), name="Ann"),
                helper("bea", community="east", kind=HelperKind.SOCIAL_WORKER),
                helper("cid", shift("cid-mon", 600, 900), community="east"),
            ),
            "resources": (
                small.resource("rice", ResourceKind.GOODS, 29),
                small.resource("hall", ResourceKind.VENUE, 20, community="east", place=EAST),
            ),
            "needs": (
                need("a", community="west", resident="r1", preferred=("ann", "bea")),
                need("b", community="east", priority=5, windows=(Window(start=500, end=600),)),
                need("c", community="east", service="care", after=("a",)),
                need(
                    "d",
                    community="west",
                    required=("bea",),
                    history=(PastVisit(helper="bea"),),
                    resources=(ResourceLine(resource="rice", quantity=2),),
                ),
            ),
            "pins": (Pin(need="b", helpers=("bea",)), Pin(need="a", start=540)),
            "published": (PublishedVisit(need="a", start=540, helpers=("ann", "bea")),),
            "travel": TravelSettings(),
        }
        | fields
    )


def changed(base: Scenario, *documents: object, seed: int = 0) -> Scenario:
    """Lay changes, written as in a file, over a scenario."""
    return lay_over(base, parse_changes(list(documents), base.start), seed=seed)


def ids(records) -> list[str]:
    """Give the ids of records, in order."""
    return [record.id for record in records]
