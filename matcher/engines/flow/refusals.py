"""Why an instance is not one for a flow; what is cheapest to see comes first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matcher.arrays import FOREVER, Arrays, Ints, SmallInts
from matcher.engines.flow.offers import Offers, Worth
from matcher.engines.flow.rests import rest_starts
from matcher.model import TermName
from matcher.objective import counted_terms


class Unsuited(ValueError):
    """The optimum of a flow would not be that of the scenario; the message says why."""


def plain_refusals(arrays: Arrays) -> Iterator[str]:
    """Yield what the tables of needs and the policy show at once."""
    need, visit, line = arrays.need, arrays.visit, arrays.line
    counted = counted_terms(arrays)
    for term in (TermName.FAIRNESS, TermName.BALANCE):
        if term in counted:
            yield f"the term {term} is no sum over visits"
    if (need["visit_stop"] - need["visit_first"] != 1).any():
        yield "a need has several visits"
    alone = need["role_stop"] - need["role_first"] == 1
    if not alone.all() or (visit["member_stop"] - visit["member_first"] != 1).any():
        yield "a visit has a crew of more than one, or of none"
    if (need["after_stop"] > need["after_first"]).any():
        yield "a need comes after others"
    if (line["quantity"] > 0).any():
        yield "a visit takes resources"


def offer_refusals(arrays: Arrays, offers: Offers, worth: Worth) -> Iterator[str]:
    """Yield what only the possible pairs show; a shift may serve one visit of them."""
    counted = counted_terms(arrays)
    if _two_may_fit(arrays, offers, worth):
        yield "a shift may serve two visits, which is a route"
    if TermName.MAX_LATENESS in counted and worth.late.any():
        yield "the term max_lateness is no sum over visits"
    if TermName.PAY in counted and (_sixty_fold_pay(arrays, offers) % 60).any():
        yield "the term pay is rounded over the whole plan"
    if len(arrays.rest) and (rest_starts(arrays, offers)[1] < 0).any():
        yield "a break may stand in the way of a visit"
    if len(arrays.project) and (_most_spent(arrays, offers) > arrays.project["budget"]).any():
        yield "a project's budget may bind"


def _two_may_fit(arrays: Arrays, offers: Offers, worth: Worth) -> bool:
    """Say whether some shift might end one of its visits before it starts another.

    The travel between the two is left out of account: there may be none.
    """
    open_ended = np.flatnonzero(arrays.shift["max_visits"][offers.shift] > 1)
    if not len(open_ended):
        return False
    shift, visit = offers.shift[open_ended], offers.visit[open_ended]
    ends, starts = worth.soonest[open_ended], -worth.latest[open_ended]
    end, ending, second_end = _two_least(shift, visit, ends)
    start, starting, second_start = _two_least(shift, visit, starts)
    fits = np.where(
        ending != starting,
        end + start <= 0,
        (end + second_start <= 0) | (second_end + start <= 0),
    )
    return bool(fits.any())


def _two_least(
    shift: SmallInts, visit: SmallInts, time: SmallInts
) -> tuple[SmallInts, SmallInts, Ints]:
    """Give for each shift the least time, whose it is, and the second least."""
    order = np.lexsort((time, shift))
    shift, visit, time = shift[order], visit[order], time[order]
    first = np.flatnonzero(np.diff(shift, prepend=-1))
    last = np.append(first[1:], len(shift)) - 1
    second = np.where(last > first, time[np.minimum(first + 1, last)].astype(np.int64), FOREVER)
    return time[first], visit[first], second


def _sixty_fold_pay(arrays: Arrays, offers: Offers) -> Ints:
    rate = arrays.helper["cost_per_hour"][arrays.shift["helper"][offers.shift]]
    return np.asarray(rate * (offers.back - offers.leave))


def _most_spent(arrays: Arrays, offers: Offers) -> Ints:
    """Give the most that each project could pay."""
    rate = arrays.helper["cost_per_hour"][arrays.shift["helper"][offers.shift]]
    minutes = arrays.member["minutes"][arrays.visit["member_first"][offers.visit]]
    dearest, spent = np.zeros(len(arrays.visit), np.int64), np.zeros(len(arrays.project), np.int64)
    np.maximum.at(dearest, offers.visit, -(-rate * minutes // 60))
    project = arrays.need["project"][arrays.visit["need"]]
    np.add.at(spent, project[project >= 0], dearest[project >= 0])
    return spent
