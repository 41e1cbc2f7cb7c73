"""A small week with something of everything, and a plan of it worked out by hand.

Monday is day 0, 23 November 2026. Travel comes from a matrix of four places, 70 metres a minute.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from matcher.model import (
    DEFAULT_TERMS,
    Break,
    Community,
    Gender,
    HeldLicence,
    Helper,
    HelperKind,
    Lag,
    Need,
    Organisation,
    OrganisationKind,
    PastVisit,
    Pin,
    Place,
    Plan,
    Project,
    PublishedVisit,
    Recurrence,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Scenario,
    Score,
    Service,
    Shift,
    SkillLevel,
    TakenBreak,
    TermName,
    TermValue,
    Tier,
    TravelMatrix,
    TravelSettings,
    Unmet,
    UnmetKind,
    Window,
    WindowBounds,
)

from .change import given, route, stop, visit

START = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=8)))
TUESDAY, WEDNESDAY = 1440, 2880

_MINUTES = (
    (0, 10, 15, 5),
    (10, 0, 12, 8),
    (15, 12, 0, 20),
    (5, 8, 20, 0),
)
MATRIX = TravelMatrix(
    places=("hub", "ming", "li", "hall"),
    minutes=_MINUTES,
    metres=tuple(tuple(70 * minutes for minutes in row) for row in _MINUTES),
)

WANG = Helper(
    id="wang",
    kind=HelperKind.SOCIAL_WORKER,
    organisation="station",
    skills=(SkillLevel(skill="counselling", level=2),),
    licences=(HeldLicence(licence="social_work", expires=date(2026, 11, 23)),),
    gender=Gender.FEMALE,
    languages=("mandarin",),
    cost_per_hour=3000,
    shifts=(
        Shift(
            id="wang-mon",
            start=530,
            end=780,
            max_overtime=15,
            breaks=(Break(start=690, end=750, minutes=60),),
        ),
    ),
)
LIU = Helper(
    id="liu",
    kind=HelperKind.VOLUNTEER,
    community="east",
    communities=("east",),
    gender=Gender.MALE,
    languages=("mandarin", "yi"),
    cost_per_hour=100,
    max_minutes_day=110,
    max_minutes_week=160,
    shifts=(
        Shift(
            id="liu-mon",
            start=480,
            end=720,
            max_visits=2,
            breaks=(Break(start=660, end=700, minutes=20, mandatory=False),),
        ),
        Shift(id="liu-tue", start=TUESDAY + 480, end=TUESDAY + 720),
    ),
)
ZHAO = Helper(
    id="zhao",
    kind=HelperKind.VOLUNTEER,
    home=Place(key="li"),
    communities=("west",),
    gender=Gender.FEMALE,
    shifts=(
        Shift(id="zhao-mon", start=480, end=780),
        Shift(id="zhao-wed", start=WEDNESDAY + 480, end=WEDNESDAY + 720),
        Shift(id="zhao-sun", start=6 * 1440, end=7 * 1440),
    ),
)

SERVICES = (
    Service(id="companionship", name="Companionship", minutes=30),
    Service(id="home_care", name="Home care"),
    Service(
        id="parcel",
        name="Food parcel",
        minutes=15,
        roles=(),
        resources=(
            ResourceLine(item="rice", quantity=3),
            ResourceLine(resource="aid", quantity=500, all_or_none=False),
        ),
    ),
    Service(
        id="class",
        name="Class",
        resources=(
            ResourceLine(resource="hall", quantity=20),
            ResourceLine(item="projector", quantity=1, hold=90),
        ),
    ),
)

NEEDS = (
    Need(
        id="care",
        service="home_care",
        community="east",
        place=Place(key="ming"),
        windows=(Window(start=540, end=600, bounds=WindowBounds.SERVICE),),
        roles=(
            Role(
                kinds=(HelperKind.SOCIAL_WORKER,),
                skills=(SkillLevel(skill="counselling", level=2),),
                licences=("social_work",),
            ),
            Role(kinds=(HelperKind.VOLUNTEER,)),
        ),
        excluded=("zhao",),
        project="warm_home",
    ),
    Need(
        id="nurse",
        service="companionship",
        community="west",
        place=Place(key="li"),
        windows=(
            Window(start=0, end=100),
            Window(
                start=600,
                end=700,
                bounds=WindowBounds.ALL_STARTS,
                soft=True,
                late_cost=2,
                max_late=50,
            ),
        ),
        roles=(
            Role(),
            Role(
                kinds=(HelperKind.SPECIALIST, HelperKind.SOCIAL_WORKER), lag=Lag(min=120, max=150)
            ),
        ),
        gender=Gender.FEMALE,
        gender_required=True,
    ),
    Need(
        id="weekly",
        service="companionship",
        community="east",
        place=Place(key="ming"),
        required=("liu",),
        languages=("yi",),
        language_required=True,
        max_helpers=1,
        recurrence=Recurrence(times=2, min_gap_days=1, max_gap_days=1),
        history=(PastVisit(helper="liu", day=date(2026, 11, 22)),),
    ),
    Need(
        id="parcel",
        service="parcel",
        community="east",
        organisation="station",
        windows=(Window(start=780, end=815, bounds=WindowBounds.SERVICE),),
        after=("care",),
    ),
    Need(id="class", service="class", community="west", due=650, preferred=("liu",)),
    Need(
        id="round",
        service="companionship",
        community="west",
        place=Place(key="li"),
        roles=(Role(), Role(lag=Lag(min=30, max=60))),
        distinct_crew=False,
    ),
    Need(id="extra", service="companionship", community="west", priority=5),
)

SCENARIO = Scenario(
    id="small-week",
    start=START,
    communities=(
        Community(id="county", name="County", tier=Tier.COUNTY),
        Community(id="east", name="East", parent="county", place=Place(key="hub")),
        Community(id="west", name="West", parent="county", place=Place(key="hall")),
    ),
    organisations=(
        Organisation(
            id="station",
            name="Station",
            kind=OrganisationKind.STATION,
            community="east",
            communities=("county",),
        ),
    ),
    helpers=(WANG, LIU, ZHAO),
    resources=(
        Resource(id="rice-a", kind=ResourceKind.GOODS, item="rice", quantity=2),
        Resource(
            id="rice-b",
            kind=ResourceKind.GOODS,
            item="rice",
            quantity=5,
            services=("parcel",),
            communities=("county",),
            organisations=("station",),
            expires=date(2026, 11, 23),
        ),
        Resource(id="aid", kind=ResourceKind.FUND, item="aid", quantity=300),
        Resource(
            id="hall",
            kind=ResourceKind.VENUE,
            item="room",
            quantity=20,
            place=Place(key="hall"),
        ),
        Resource(id="annex", kind=ResourceKind.VENUE, item="room", quantity=20),
        Resource(id="projector", kind=ResourceKind.EQUIPMENT, item="projector", quantity=1),
    ),
    projects=(
        Project(
            id="warm_home",
            budget=3100,
            services=("home_care",),
            communities=("county",),
            start=540,
            end=600,
        ),
    ),
    services=SERVICES,
    needs=NEEDS,
    travel=TravelSettings(matrices=(MATRIX,)),
    pins=(Pin(need="class", helpers=("zhao",), start=660),),
    published=(
        PublishedVisit(need="care", start=540, helpers=("wang", "liu"), weight=3),
        PublishedVisit(
            need="weekly", occurrence=1, start=TUESDAY + 500, helpers=("zhao",), weight=2
        ),
        PublishedVisit(need="extra", start=500, helpers=("wang",)),
    ),
)


VALUES = {
    TermName.COVERAGE: 16,
    TermName.LATENESS: 2 * 50 + 10,
    TermName.MAX_LATENESS: 50,
    TermName.FAIRNESS: 250,
    TermName.CONTINUITY: 0,
    TermName.PREFERENCES: 1,
    TermName.TIER: 1,
    TermName.MISSED_BREAKS: 20,
    TermName.SHORTFALL: 40,
    TermName.TRAVEL_TIME: 37 + 20 + 20 + 40,
    TermName.TRAVEL_DISTANCE: 70 * 117,
    TermName.WAITING: 78 + 10 + 10,
    TermName.MAX_IDLE: 78,
    TermName.OVERTIME: 15,
    TermName.PAY: 6616,
    TermName.BALANCE: 190,
    TermName.DISRUPTION: 2 * 2 + 2,
}

PLAN = Plan(
    scenario="small-week",
    digest="0" * 64,
    start=datetime(2026, 11, 22, 16, tzinfo=UTC),
    visits=(
        visit("care", 540, 600, (0, "wang-mon", 540, 600), (1, "liu-mon", 540, 600)),
        visit("nurse", 600, 780, (0, "zhao-mon", 600, 630), (1, "wang-mon", 750, 780)),
        visit("weekly", 610, 640, (0, "liu-mon", 610, 640)),
        replace(
            visit("weekly", 2000, 2030, (0, "liu-tue", 2000, 2030)),
            occurrence=1,
        ),
        visit("parcel", 800, 815),
        visit("class", 660, 720, (0, "zhao-mon", 660, 720)),
        visit("round", 3400, 3460, (0, "zhao-wed", 3400, 3430), (1, "zhao-wed", 3430, 3460)),
    ),
    routes=(
        replace(
            route(
                "wang-mon",
                780,
                795,
                stop("care", 0, 530, 540, 540, 600),
                stop("nurse", 1, 600, 612, 750, 780),
            ),
            breaks=(TakenBreak(start=690, end=750),),
        ),
        route(
            "liu-mon",
            640,
            650,
            stop("care", 1, 530, 540, 540, 600),
            stop("weekly", 0, 600, 600, 610, 640),
        ),
        route(
            "liu-tue",
            2030,
            2040,
            replace(stop("weekly", 0, 1990, 2000, 2000, 2030), occurrence=1),
        ),
        route(
            "zhao-mon",
            720,
            740,
            stop("nurse", 0, 600, 600, 600, 630),
            stop("class", 0, 630, 650, 660, 720),
        ),
        route(
            "zhao-wed",
            3460,
            3460,
            stop("round", 0, 3400, 3400, 3400, 3430),
            stop("round", 1, 3430, 3430, 3430, 3460),
        ),
    ),
    allocations=(
        given("rice-a", "parcel", 0, 2, 800, 800),
        given("rice-b", "parcel", 0, 1, 800, 800),
        given("aid", "parcel", 1, 300, 800, 800),
        given("hall", "class", 0, 20, 660, 720),
        given("projector", "class", 1, 1, 660, 750),
    ),
    unmet=(Unmet(need="extra", kind=UnmetKind.NO_ROOM),),
    score=Score(
        terms=tuple(
            TermValue(name=term.name, level=term.level, weight=term.weight, value=VALUES[term.name])
            for term in DEFAULT_TERMS
        ),
        totals=(16, 500, 107_806),
    ),
    bound=(16, 0, 0),
)
