"""The demand of one week, drawn from the real population of 65 and over of each village.

Each rate is a share of the people of 65 and over. Where a rate says "assumed" nobody published
it; the others follow from the figures named below, all for Taiwan or Taipei.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.taipei_data import Village
from matcher.model import Gender, Need, Place, Recurrence, Window

SAMPLE = 0.02
"""One need in fifty is planned, by the same share of the helpers."""

DISABLED = 0.133
"""65 and over with a disability, 2022: Ministry of Health and Welfare, quoted in Community
Development Journal 192 (December 2025), https://cdj.sfaa.gov.tw/Journal/Content?gno=13320"""

IN_NEED = 860_000
"""People in need of long-term care, 2023: the same article."""

CARE_USERS, RESPITE_USERS = 316_127, 144_899
"""Users of home and day care services, and of respite, 2022: Ministry of Health and Welfare,
yearbook 2023, table 5-1, https://service.mohw.gov.tw/ebook/dopl/112/01/"""

SEVERE = 0.2256
"""Users of care at levels 7 and 8 of 8: the article above."""

LIVING_ALONE = 10_044 / 577_600
"""Listed as living alone of all 65 and over, Taipei, October 2025:
https://udn.com/news/story/7323/9095873"""

AT_CARE_SITES = 300_000 / 4_650_000
"""Taking part at community care sites of all 65 and over, November 2025:
https://udn.com/news/story/7266/9154349 and the Central News Agency, 21 November 2025."""

CARE = DISABLED * CARE_USERS / IN_NEED
WEEKS_A_MONTH = 52 / 12
MORNING, AFTERNOON = (540, 660), (840, 960)
PRIORITIES = (0.10, 0.25, 0.35, 0.20, 0.10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often one service is asked for, and how."""

    service: str
    share: float
    """Of the residents of 65 and over, asking for it in one week."""
    times: tuple[float, ...] = (1.0,)
    """Chance of once, twice, ... a week; assumed."""
    days: int = 6
    """Days of the week that suit, counted from Monday."""
    hours: tuple[tuple[int, int], ...] = (MORNING, AFTERNOON)
    """Minutes of the day between which it may start; one is drawn; assumed."""
    soft: float = 0.6
    """Chance that a later start will do, up to an hour; assumed."""


RATES = (
    Rate(service="care", share=CARE * (1 - SEVERE), times=(0.5, 0.3, 0.2)),
    # Assumed: those at levels 7 and 8 are the ones who need two people to be bathed.
    Rate(service="bath", share=CARE * SEVERE, times=(0.6, 0.4)),
    # Assumed: everyone who used respite in the year asks for two hours this week.
    Rate(service="respite", share=DISABLED * RESPITE_USERS / IN_NEED),
    # Assumed: the centre's case manager sees every user of care once a month.
    Rate(service="case", share=CARE / WEEKS_A_MONTH, days=5, soft=0.9),
    # Assumed: one in four of those listed needs a meal on most working days.
    Rate(
        service="meal",
        share=LIVING_ALONE / 4,
        times=(0, 0, 0.4, 0.2, 0.4),
        days=5,
        hours=((660, 735),),
        soft=0.5,
    ),
    Rate(service="phone", share=LIVING_ALONE, days=5),
    # Assumed: one in three of those listed is called on each week.
    Rate(service="visit", share=LIVING_ALONE / 3, days=5),
    Rate(
        service="activity",
        share=AT_CARE_SITES,
        times=(0.6, 0.4),
        days=5,
        hours=((540, 570), (840, 870)),
        soft=0.0,
    ),
)


def demand(
    villages: Sequence[Village], phone_places: Mapping[str, Place], draw: np.random.Generator
) -> Iterator[Need]:
    """Draw the needs of every village.

    Parameters
    ----------
    villages : sequence of Village
    phone_places : mapping
        From village to the place from which its residents are telephoned.
    draw : numpy.random.Generator

    Yields
    ------
    Need
        At a point drawn in the village's outline.
    """
    number = 0
    for village in villages:
        for rate in RATES:
            for _ in range(draw.binomial(village.elderly, rate.share * SAMPLE)):
                number += 1
                yield _need(f"n{number:04}", village, rate, phone_places, draw)


def _need(
    identifier: str,
    village: Village,
    rate: Rate,
    phone_places: Mapping[str, Place],
    draw: np.random.Generator,
) -> Need:
    lon, lat = village.outline.point(draw)
    home = Place(lat=round(lat, 6), lon=round(lon, 6))
    times = 1 + int(draw.choice(len(rate.times), p=rate.times))
    wish = _bathing_wish(draw) if rate.service == "bath" else None
    return Need(
        id=identifier,
        service=rate.service,
        community=village.id,
        resident=f"r{identifier[1:]}",
        place=phone_places[village.id] if rate.service == "phone" else home,
        priority=1 + int(draw.choice(5, p=PRIORITIES)),
        windows=_windows(rate, times, draw),
        gender=wish,
        gender_required=wish is not None and bool(draw.random() < 0.25),
        languages=("臺語",) if draw.random() < 0.3 and rate.service != "activity" else (),
        max_helpers=2 if rate.service == "care" and times > 1 else None,
        recurrence=Recurrence(times=times) if times > 1 else None,
    )


def _windows(rate: Rate, times: int, draw: np.random.Generator) -> tuple[Window, ...]:
    """Give windows on enough of the days that suit, all at one time of the day."""
    start, end = rate.hours[int(draw.integers(len(rate.hours)))]
    free = int(draw.integers(min(times + 1, rate.days), rate.days + 1))
    soft = bool(draw.random() < rate.soft)
    return tuple(
        Window(
            start=1440 * int(day) + start,
            end=1440 * int(day) + end,
            soft=soft,
            max_late=60 if soft else None,
        )
        for day in sorted(draw.choice(rate.days, free, replace=False))
    )


def _bathing_wish(draw: np.random.Generator) -> Gender | None:
    """Wish for women more often than for men, as there are more old women; assumed."""
    mark = draw.random()
    if mark < 0.55:
        return Gender.FEMALE
    return Gender.MALE if mark < 0.75 else None
