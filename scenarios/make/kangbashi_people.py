"""Who works in Kangbashi: fifteen workers a community, volunteers, and the specialised bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.model import (
    Break,
    Community,
    HeldLicence,
    Helper,
    HelperKind,
    Mode,
    Place,
    Shift,
    SkillLevel,
)
from scenarios.make.draw import SAT, SUN, WORKDAYS, Draw, Point, at

LIAISONS, FULL_TIME, PART_TIME, VOLUNTEERS = 6, 4, 3, 4
"""With a secretary and a social worker: fifteen workers a community; volunteers besides."""
MANDARIN, MONGOLIAN = "普通话", "蒙古语"
OFFICE = ("09:00", "17:30")
MORNING, AFTERNOON, EVENING = ("09:00", "11:30"), ("14:30", "17:00"), ("17:00", "20:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A sort of worker of a community."""

    letter: str
    title: str
    kind: HelperKind
    count: int
    full_time: bool
    skills: Mapping[str, float]
    """Skill and the chance to have it."""
    slots: tuple[tuple[str, str], ...] = (MORNING, AFTERNOON, EVENING)
    """Hours of those who are not there full time."""


POSTS = (
    Post(
        letter="l",
        title="睦邻联络员",
        kind=HelperKind.LIAISON,
        count=LIAISONS,
        full_time=False,
        skills={"companionship": 0.6},
        slots=(MORNING, AFTERNOON, AFTERNOON),
    ),
    Post(
        letter="g",
        title="专职网格员",
        kind=HelperKind.GRID_MEMBER,
        count=FULL_TIME,
        full_time=True,
        skills={"mediation": 0.6},
    ),
    Post(
        letter="p",
        title="兼职网格员",
        kind=HelperKind.GRID_MEMBER,
        count=PART_TIME,
        full_time=False,
        skills={"mediation": 0.3},
    ),
    Post(
        letter="s",
        title="社区书记",
        kind=HelperKind.SECRETARY,
        count=1,
        full_time=True,
        skills={"mediation": 1.0},
    ),
    Post(
        letter="w",
        title="社工",
        kind=HelperKind.SOCIAL_WORKER,
        count=1,
        full_time=True,
        skills={"counselling": 1.0, "assessment": 1.0, "companionship": 1.0, "mediation": 0.5},
    ),
    Post(
        letter="v",
        title="志愿者",
        kind=HelperKind.VOLUNTEER,
        count=VOLUNTEERS,
        full_time=False,
        skills={"companionship": 0.6, "tutoring": 0.8},
        slots=(MORNING, AFTERNOON, EVENING, EVENING),
    ),
)


def helpers(
    draw: Draw, communities: tuple[Community, ...], centres: Mapping[str, Point]
) -> tuple[Helper, ...]:
    """Staff each community, then the district's specialised bodies."""
    local = (
        _worker(draw, community, centres[community.id], post, number)
        for community in communities
        for post in POSTS
        for number in range(1, post.count + 1)
    )
    return (*local, *_specialists())


def _worker(draw: Draw, community: Community, centre: Point, post: Post, number: int) -> Helper:
    identifier = f"{community.id}{post.letter}{number}"
    days = WORKDAYS if post.full_time else draw.some((*WORKDAYS, SAT, SUN), draw.between(2, 3))
    worker = post.kind is HelperKind.SOCIAL_WORKER
    return Helper(
        id=identifier,
        name=f"{community.name.removesuffix('社区')}{post.title}{number if post.count > 1 else ''}",
        kind=post.kind,
        organisation=f"station-{community.parent}" if worker else None,
        community=community.id,
        home=None if post.full_time else draw.near(centre, 500),
        communities=(_area(community, post),),
        mode=Mode.EBIKE if post.full_time else draw.pick((Mode.WALK, Mode.BIKE)),
        skills=tuple(
            SkillLevel(skill=skill, level=draw.between(2, 4))
            for skill, chance in post.skills.items()
            if draw.chance(chance)
        ),
        licences=(HeldLicence(licence="assistant_social_worker"),) if worker else (),
        languages=(MANDARIN, MONGOLIAN) if draw.chance(0.2) else (MANDARIN,),
        shifts=tuple(_shifts(draw, identifier, days, post)),
        max_minutes_week=900 if post.full_time else draw.between(180, 360, 60),
        cost_per_hour=2_800 if post.full_time else 0,
    )


def _area(community: Community, post: Post) -> str:
    """Give volunteers and social workers the whole street, the others their community."""
    wide = post.kind in (HelperKind.SOCIAL_WORKER, HelperKind.VOLUNTEER)
    return community.parent or community.id if wide else community.id


def _shifts(draw: Draw, identifier: str, days: tuple[int, ...], post: Post) -> Iterator[Shift]:
    for day in days:
        start, end = OFFICE if post.full_time else draw.pick(post.slots)
        lunch = Break(start=at(day, "11:30"), end=at(day, "14:00"), minutes=90)
        yield Shift(
            id=f"{identifier}-{day + 1}",
            start=at(day, start),
            end=at(day, end),
            max_visits=5 if post.full_time else 3,
            breaks=(lunch,) if post.full_time else (),
        )


def _specialists() -> Iterator[Helper]:
    bodies = (
        ("law", "法律服务中心律师", "lawyer", 3, {"mediation": 5}),
        ("psy", "心理服务中心咨询师", "psychologist", 2, {"counselling": 5, "mediation": 4}),
    )
    for body, title, licence, count, skills in bodies:
        for number in range(1, count + 1):
            identifier = f"{body}{number}"
            yield Helper(
                id=identifier,
                name=f"{title}{number}",
                kind=HelperKind.SPECIALIST,
                organisation=body,
                home=Place(lat=39.6102, lon=109.7893),
                mode=Mode.CAR,
                skills=tuple(SkillLevel(skill=name, level=level) for name, level in skills.items()),
                licences=(HeldLicence(licence=licence, expires=date(2028, 12, 31)),),
                languages=(MANDARIN,),
                shifts=tuple(
                    Shift(
                        id=f"{identifier}-{day + 1}",
                        start=at(day, "09:00"),
                        end=at(day, "12:00"),
                        max_visits=1,
                    )
                    for day in WORKDAYS
                ),
                cost_per_hour=12_000,
            )
