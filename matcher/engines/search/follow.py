"""Following a choice of who goes where, as far as every rule lets a plan follow it."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Ints, Solution, empty_solution
from matcher.engines.search.admit import admit
from matcher.engines.search.chance import Chance
from matcher.engines.search.changes import load_solution
from matcher.engines.search.repair import fill
from matcher.engines.search.state import Search
from matcher.kernel import entry


def follow(search: Search, choice: Solution, chance: Chance) -> None:
    """Make a plan of a choice, visit by visit in the order of their starts, then fill it up.

    Parameters
    ----------
    search : Search
    choice : Solution
        A visit for which it breaks a rule may be served otherwise.
    chance : Chance
    """
    load_solution(search, empty_solution(search.arrays))
    visits = np.flatnonzero(choice.served)
    admit_all(search, choice, visits[np.argsort(choice.start[visits], kind="stable")])
    fill(search, np.flatnonzero(~search.state.solution.served), chance)


@entry
def admit_all(search: Search, choice: Solution, order: Ints) -> None:
    """Put in those visits that can be, in order, as they were chosen.

    Parameters
    ----------
    search : Search
    choice : Solution
    order : array of int
        Visits that it serves.
    """
    for visit in order:
        row = search.arrays.visit[visit]
        shifts = choice.shift[row.member_first : row.member_stop]
        starts = choice.member_start[row.member_first : row.member_stop]
        admit(search, visit, choice.start[visit], shifts, starts, True)
