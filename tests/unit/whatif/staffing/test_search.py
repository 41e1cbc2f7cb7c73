import pytest

from matcher.check import check
from matcher.whatif.staffing import Effort, Inquiry, StaffingEnded
from matcher.whatif.staffing.relaxation import Relaxation
from tests.unit.whatif.staffing.cases import cheapest_cost, random_case, ready

IMPOSSIBLE = (111,)
LOOSE = (5,)
"""Cases whose answer costs more than the relaxation says."""

OTHERS = (0, 1, 3, 110)


@pytest.mark.parametrize("seed", [*IMPOSSIBLE, *LOOSE, *OTHERS])
def test_the_answer_is_the_cheapest_of_all_mixes(seed):
    made, asked = random_case(seed)
    pool, goals = ready(made, asked)
    least = cheapest_cost(pool, goals)
    guess = Relaxation(pool, goals).cheapest(goals.required, seconds=10, stop=lambda: False)
    found = Inquiry(made, asked, effort=Effort(seconds=5)).answer(30)
    assert found.cost == least
    assert found.ended is (StaffingEnded.IMPOSSIBLE if seed in IMPOSSIBLE else StaffingEnded.PROVEN)
    if least is None:
        assert found.bound is None
        assert not all(goal.is_reached for goal in found.goals)
        return
    assert found.bound == least
    assert guess.bound is not None
    assert (guess.bound < least) == (seed in LOOSE)
    assert guess.bound <= least
    assert found.cost == sum(one.cost for one in found.mix)
    assert all(goal.is_reached for goal in found.goals)
    assert check(found.scenario, found.plan).violations == ()
    assert goals.served(found.plan)[0] >= goals.required[0]
