"""Following a choice of who goes where, as far as every rule lets a plan follow it."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Solution, empty_solution
from matcher.engines.search.chance import Chance
from matcher.engines.search.changes import load_solution
from matcher.engines.search.repair import AS_CHOSEN, fill, put_all
from matcher.engines.search.state import Search


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
    order = visits[np.argsort(choice.start[visits], kind="stable")]
    found = np.zeros(len(order), np.bool_)
    put_all(search, order, found, choice, chance, AS_CHOSEN)
    fill(search, np.flatnonzero(~search.state.solution.served), chance)
