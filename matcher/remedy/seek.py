"""The least changes with which an unmet visit is served, each tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matcher.remedy.bench import Bench, Effort
from matcher.remedy.proposals import Proposal
from matcher.remedy.records import Remedy, StepKind, cost


class Sought(NamedTuple):
    """What was found; not `complete`: time ran out before everything was tried."""

    remedies: tuple[Remedy, ...]
    complete: bool


def seek(bench: Bench, proposals: Sequence[Proposal], most: int) -> Sought:
    """Find the least changes that do, no two of the same kinds.

    First the plan's own visits are moved, with no change at all. Where that does, what is proposed
    is tried with every other visit where it is, else also with visits moved, and last with other
    people.

    Parameters
    ----------
    bench : Bench
    proposals : sequence of Proposal
        The cheapest first.
    most : int
    """
    seeker = _Seeker(bench, most)
    efforts = list(Effort)
    if seeker.rearranged():
        efforts = efforts[:1]
    for effort in efforts:
        if len(seeker.found) < most:
            seeker.pass_over(proposals, effort)
        if effort is Effort.TIMES and seeker.found:
            break
    ranked = sorted(seeker.found.values(), key=lambda one: cost(one.steps))
    return Sought(tuple(ranked[:most]), seeker.complete)


class _Seeker:
    """Tries proposals; keeps the cheapest remedy of each kind."""

    def __init__(self, bench: Bench, most: int) -> None:
        self._bench, self._most = bench, most
        self.found: dict[frozenset[StepKind], Remedy] = {}
        self.complete = True

    def rearranged(self) -> bool:
        """Say whether the visit is served with no change but of the plan."""
        for effort in (Effort.TIMES, Effort.PEOPLE):
            remedy = None if self._is_over() else self._bench.remedy((), effort)
            if remedy is not None:
                self.found[frozenset()] = remedy
                return True
        return False

    def pass_over(self, proposals: Sequence[Proposal], effort: Effort) -> None:
        """Try every proposal that may be among the cheapest, with one effort."""
        before = frozenset(self.found)
        for proposal in proposals:
            if proposal.kinds in before or not self._may_be_among(proposal):
                continue
            if self._is_over():
                return
            remedy = self._least(proposal, effort)
            if remedy is not None:
                self._keep(proposal.kinds, remedy)

    def _may_be_among(self, proposal: Proposal) -> bool:
        """Say whether a proposal may be better than what was found."""
        least = cost(proposal.steps)
        own = self.found.get(proposal.kinds)
        if own is not None:
            return least < cost(own.steps)
        costs = sorted(cost(one.steps) for one in self.found.values())
        return len(costs) < self._most or least < costs[self._most - 1]

    def _keep(self, kinds: frozenset[StepKind], remedy: Remedy) -> None:
        own = self.found.get(kinds)
        if own is None or cost(remedy.steps) < cost(own.steps):
            self.found[kinds] = remedy

    def _least(self, proposal: Proposal, effort: Effort) -> Remedy | None:
        """Give the least amount with which a proposal does."""
        amount = self._amount(proposal, effort)
        return None if amount is None else self._bench.remedy(proposal.of(amount), effort)

    def _amount(self, proposal: Proposal, effort: Effort) -> int | None:
        low, high = proposal.least, proposal.most
        if self._bench.serves(proposal.of(low), effort):
            return low
        own = self.found.get(proposal.kinds)
        if own is not None:
            # More than what was found already is of no use.
            high = min(high, own.steps[-1].amount - 1)
        if high <= low or not self._bench.serves(proposal.of(high), effort):
            return None
        while high - low > 1:
            if self._is_over():
                return None
            middle = (low + high) // 2
            if self._bench.serves(proposal.of(middle), effort):
                high = middle
            else:
                low = middle
        return high

    def _is_over(self) -> bool:
        if self._bench.clock.is_over:
            self.complete = False
        return not self.complete
