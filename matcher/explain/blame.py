"""Which rules on pairs keep whom from a role that nobody can fill."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.instance import Instance
from matcher.model import Reason, Rule
from matcher.rules import PAIR_RULES, PairRule, Pairs

EXAMPLES = 5


def helper_names(instance: Instance, helpers: Ints) -> tuple[str, ...]:
    """Name the first few of some helpers."""
    return tuple(instance.scenario.helpers[row].id for row in helpers[:EXAMPLES].tolist())


def helpers_reason(instance: Instance, code: Rule, place: int, helpers: Ints) -> Reason:
    """Say that a rule blocks some helpers from a role, given its place among the need's."""
    names = helper_names(instance, helpers)
    return Reason(code=code, role=place, blocked=len(helpers), examples=names)


class Blame:
    """Judges role after role; a rule's answer is kept for the roles that ask the same of it."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._asked: dict[Rule, Ints] = {}
        self._kept: dict[Hashable, Bools] = {}
        helper = instance.arrays.helper
        self._first, self._stop = helper["shift_first"].copy(), helper["shift_stop"].copy()

    def reasons(self, role: int, place: int) -> Iterator[Reason]:
        """Give for each rule on pairs the helpers it blocks from a role that nobody can fill."""
        arrays, ignored = self._instance.arrays, self._instance.scenario.policy.ignored_rules
        if not len(arrays.helper):
            yield Reason(code=Rule.CREW, role=place)
        left = np.ones(len(arrays.shift), np.bool_)
        able = self._first < self._stop
        for rule in PAIR_RULES:
            if rule.code in ignored:
                continue
            blocked = ~self._allowed(rule, role)
            if rule.by_shift:
                # One after the other: of two shifts, each may fail by a rule of its own.
                had, left = able, left & ~blocked
                able = self._owners(left)
                blocked = had & ~able
            if rule.code is Rule.SHIFT_HOURS:
                blocked |= self._first == self._stop
            if blocked.any():
                helpers = np.flatnonzero(blocked)
                yield helpers_reason(self._instance, rule.code, place, helpers)

    def _allowed(self, rule: PairRule, role: int) -> Bools:
        """Say which helpers, or which shifts where the rule is on shifts, may fill a role."""
        if rule.asks is None:
            return self._judged(rule, role)
        if rule.code not in self._asked:
            self._asked[rule.code] = rule.asks(self._instance.facts)
        key = rule.code, self._asked[rule.code][role].tobytes()
        if key not in self._kept:
            self._kept[key] = self._judged(rule, role)
        return self._kept[key]

    def _judged(self, rule: PairRule, role: int) -> Bools:
        arrays, shifts = self._instance.arrays, np.zeros(0, np.int64)
        helpers = np.arange(len(arrays.helper))
        if rule.by_shift:
            helpers, shifts = arrays.shift["helper"], np.arange(len(arrays.shift))
        pairs = Pairs(np.full(len(helpers), role), helpers, shifts)
        return rule.allows(self._instance.facts, pairs)

    def _owners(self, shifts: Bools) -> Bools:
        """Say which helpers have one of some shifts."""
        before = np.zeros(len(shifts) + 1, np.int64)
        np.cumsum(shifts, out=before[1:])
        return np.asarray(before[self._stop] > before[self._first])
