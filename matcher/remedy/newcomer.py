"""One more helper for a role of a need: who they would have to be, and when they would come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from matcher.instance.effective import Catalogue
from matcher.model import (
    MINUTES_PER_DAY,
    HeldLicence,
    Helper,
    HelperKind,
    Mode,
    Need,
    Role,
    Scenario,
    Shift,
)

WAY = 60
"""Minutes a shift leaves before and after the times that a window allows."""

DAY_BEGINS, DAY_ENDS = 8 * 60, 20 * 60
"""Hours of a shift where windows leave the whole day."""

LONGEST = DAY_ENDS - DAY_BEGINS


def newcomer(scenario: Scenario, need: Need, role: int, name: str) -> Helper:
    """Give a helper who can fill a role of a need, of the kind that is easiest to find."""
    catalogue = Catalogue.of(scenario)
    asked = catalogue.roles(need)[role]
    mode, speed = _travelling(scenario)
    return Helper(
        id=name,
        kind=_kind(asked),
        community=need.community,
        home=None if _has_centre(catalogue, need) else need.place,
        communities=(need.community,),
        mode=mode,
        speed_kmh=speed,
        skills=asked.skills,
        licences=tuple(HeldLicence(licence=one) for one in asked.licences),
        gender=need.gender,
        languages=need.languages[:1],
        shifts=tuple(
            Shift(id=f"{name}-{day}", start=start, end=end)
            for day, start, end in _days(scenario, need, catalogue.role_minutes(need, asked))
        ),
    )


def day_span(scenario: Scenario, need: Need, minutes: int, day: int) -> tuple[int, int] | None:
    """Give the hours of one day in which somebody would have to be there; None: there are none.

    Parameters
    ----------
    scenario : Scenario
    need : Need
    minutes : int
        Of service.
    day : int
        From the horizon's first.
    """
    found = (span for span in _days(scenario, need, minutes) if span[0] == day)
    return next(((start, end) for _, start, end in found), None)


def _days(scenario: Scenario, need: Need, minutes: int) -> Iterator[tuple[int, int, int]]:
    """Yield the days on which a need may be met, with the hours of a shift for it."""
    windows = [(one.start, one.end) for one in need.windows] or [(0, scenario.horizon)]
    for day in range(scenario.days):
        begins = day * MINUTES_PER_DAY
        ends = begins + MINUTES_PER_DAY
        inside = [(max(a, begins), min(b, ends)) for a, b in windows if a < ends and b >= begins]
        if not inside:
            continue
        start = max(begins, min(a for a, _ in inside) - WAY)
        end = min(ends, max(b for _, b in inside) + minutes + WAY)
        if end - start > LONGEST:
            start, end = max(start, begins + DAY_BEGINS), min(end, begins + DAY_ENDS)
        if start < end:
            yield day, start, end


def _kind(role: Role) -> HelperKind:
    easiest = HelperKind.VOLUNTEER
    return easiest if not role.kinds or easiest in role.kinds else role.kinds[0]


def _travelling(scenario: Scenario) -> tuple[Mode, float | None]:
    """Give how most helpers travel."""
    known = Counter((one.mode, one.speed_kmh) for one in scenario.helpers)
    return max(known, key=known.__getitem__, default=(scenario.travel.modes[0].mode, None))


def _has_centre(catalogue: Catalogue, need: Need) -> bool:
    return catalogue.communities[need.community].place is not None
