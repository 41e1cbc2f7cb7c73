"""The least changes with which an unmet visit is served, each tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matcher.remedy.bench import Bench, Effort, Trial
from matcher.remedy.proposals import Proposal
from matcher.remedy.records import Cost, Remedy, Step, StepKind, cost


class Sought(NamedTuple):
    """What was found; not `complete`: time ran out before everything was tried."""

    remedies: tuple[Remedy, ...]
    complete: bool


def seek(bench: Bench, proposals: Sequence[Proposal], most: int, *, rearrange: bool) -> Sought:
    """Find the least changes that do, no two of the same kinds.

    Where the plan's own visits, moved, make room with no change at all, what is proposed is tried
    with every other visit where it is. Else it is also tried with visits moved and, where nothing
    has been found yet, with other people.

    Parameters
    ----------
    bench : Bench
    proposals : sequence of Proposal
        The cheapest first.
    most : int
    rearrange : bool
        Try first with no change but of the plan.
    """
    seeker = _Seeker(bench, most)
    efforts = list(Effort)
    if rearrange and seeker.rearranged():
        efforts = efforts[:1]
    for effort in efforts:
        if effort is Effort.PEOPLE and seeker.has_any:
            break
        seeker.pass_over(proposals, effort)
    return Sought(seeker.verified(), seeker.complete)


class _Seeker:
    """Tries proposals; knows the trials of each kind that succeeded, the cheapest last."""

    def __init__(self, bench: Bench, most: int) -> None:
        self._bench, self._most = bench, most
        self._found: dict[frozenset[StepKind], list[Trial]] = {}
        self.complete = True

    @property
    def has_any(self) -> bool:
        """Whether anything was found."""
        return bool(self._found)

    def rearranged(self) -> bool:
        """Say whether the visit is served with no change but of the plan."""
        for effort in (Effort.TIMES, Effort.PEOPLE):
            trial = None if self._is_over() else self._bench.trial((), effort)
            if trial is not None and self._bench.remedy(trial) is not None:
                self._found[frozenset()] = [trial]
                return True
        return False

    def pass_over(self, proposals: Sequence[Proposal], effort: Effort) -> None:
        """Try every proposal that may be among the cheapest, with one effort."""
        before = frozenset(self._found)
        for proposal in proposals:
            if proposal.kinds in before or not self._may_be_among(proposal):
                continue
            if self._is_over():
                return
            trial = self._least(proposal, effort)
            if trial is not None:
                self._found.setdefault(proposal.kinds, []).append(trial)

    def verified(self) -> tuple[Remedy, ...]:
        """Give the cheapest of each kind that the whole bears out, the cheapest first."""
        kept = [kind for kind in self._found if not any(o < kind for o in self._found if o)]
        kinds = sorted(kept, key=self._cost)
        remedies: list[Remedy] = []
        for kind in kinds:
            if len(remedies) < self._most:
                tried = (self._bench.remedy(trial) for trial in reversed(self._found[kind]))
                remedies += [one for one in [next(filter(None, tried), None)] if one]
        return tuple(sorted(remedies, key=lambda one: cost(one.steps)))

    def _may_be_among(self, proposal: Proposal) -> bool:
        """Say whether a proposal may be better than what was found, and is not that and more."""
        if any(kinds < proposal.kinds for kinds in self._found if kinds):
            return False
        least = cost(proposal.steps)
        if proposal.kinds in self._found:
            return least < self._cost(proposal.kinds)
        costs = sorted(self._cost(kinds) for kinds in self._found)
        return len(costs) < self._most or least < costs[self._most - 1]

    def _cost(self, kinds: frozenset[StepKind]) -> Cost:
        return cost(self._found[kinds][-1].steps)

    def _least(self, proposal: Proposal, effort: Effort) -> Trial | None:
        """Find the least amount with which a proposal does, less than what is known to do."""
        low, high = proposal.least, proposal.most
        best = self._bench.trial(proposal.of(low), effort)
        if best is not None or high <= low:
            return best
        best = self._bench.trial(proposal.of(high), effort)
        while best is not None and high - low > 1 and not self._is_over():
            middle = (low + high) // 2
            trial = self._bench.trial(proposal.of(middle), effort)
            if trial is None:
                low = middle
                if not self._is_less(proposal.of(low), proposal.kinds):
                    return None
            else:
                high, best = middle, trial
        if best is None or not self._is_less(best.steps, proposal.kinds):
            return None
        return best

    def _is_less(self, steps: tuple[Step, ...], kinds: frozenset[StepKind]) -> bool:
        return kinds not in self._found or cost(steps) < self._cost(kinds)

    def _is_over(self) -> bool:
        if self._bench.clock.is_over:
            self.complete = False
        return not self.complete
