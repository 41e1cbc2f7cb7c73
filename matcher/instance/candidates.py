"""Who could fill which role: who is near in place and time first, then the rules on pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from matcher.arrays import Bools, Ints, SmallInts, Table
from matcher.arrays.layout import CANDIDATE, table
from matcher.instance.reach import Reach, find_near, reach_of
from matcher.model import Rule
from matcher.rules import PAIR_RULES, Facts, PairRule, Pairs
from matcher.rules.language import speaks
from matcher.rules.pairs import is_in

BLOCK = 500_000
"""About how many pairs of a role and a shift are judged at once, for the sake of memory."""

MOST_FITS = 5_000_000
"""Most pairs of a group of roles and a helper that are judged beforehand, for the sake of time."""


class Found(NamedTuple):
    """Candidates by role, and by shift the needs it is a candidate for.

    Attributes
    ----------
    candidate : table
    role_bounds : array of int, shape (roles + 1,)
    shift_bounds : array of int, shape (shifts + 1,)
    shift_needs : array of int
    """

    candidate: Table
    role_bounds: Ints
    shift_bounds: Ints
    shift_needs: Ints


def find_candidates(facts: Facts, ignored: tuple[Rule, ...]) -> Found:
    """Find the shifts that can fill each role, all rules on pairs considered."""
    rules = [rule for rule in PAIR_RULES if rule.code not in ignored]
    group, settled = _groups(facts, rules)
    reach = reach_of(facts, group, _fits(facts, group, settled), everywhere=Rule.AREA in ignored)
    others = [rule for rule in rules if rule not in settled]
    parts = (_entries(facts, _judged(facts, others, pairs)) for pairs in _near(facts, reach))
    return _sorted_by_role(facts, *map(np.concatenate, zip(*parts, strict=True)))


def _groups(facts: Facts, rules: list[PairRule]) -> tuple[Ints, list[PairRule]]:
    """Group the roles that ask the same of a helper, and say in which rules' eyes they do."""
    group = np.zeros(len(facts.arrays.role), np.int64)
    settled: list[PairRule] = []
    for rule in rules:
        if rule.asks is None or rule.by_shift:
            continue
        finer = group
        for column in rule.asks(facts).T:
            value = np.unique(column, return_inverse=True)[1]
            key = finer * (value.max(initial=0) + 1) + value
            finer = np.unique(key, return_inverse=True)[1]
        if (finer.max(initial=0) + 1) * len(facts.arrays.helper) <= MOST_FITS:
            group, settled = finer, [*settled, rule]
    return group, settled


def _fits(facts: Facts, group: Ints, rules: list[PairRule]) -> Bools:
    """Say of which groups of roles each helper is what they ask, shape (helpers, groups)."""
    everyone = np.arange(len(facts.arrays.helper))
    examples = np.unique(group, return_index=True)[1]
    fits = np.ones((len(everyone), len(examples)), np.bool_)
    together = max(1, BLOCK // max(1, len(everyone)))
    for first in range(0, len(examples), together):
        roles = examples[first : first + together]
        pairs = Pairs(
            np.repeat(roles, len(everyone)), np.tile(everyone, len(roles)), np.zeros(0, np.int64)
        )
        for rule in rules:
            allowed = rule.allows(facts, pairs).reshape(len(roles), len(everyone))
            fits[:, first : first + together] &= allowed.T
    return fits


def _near(facts: Facts, reach: Reach) -> Iterator[Pairs]:
    """Yield what may be candidates, some helpers at a time."""
    helper, room = 0, BLOCK
    yield Pairs(*np.zeros((3, 0), np.int64))
    while helper < len(facts.arrays.helper):
        found = Pairs(*np.empty((3, room), np.int64))
        after, count = find_near(facts.arrays, reach, helper, found)
        if after > helper:
            yield Pairs(*(column[:count] for column in found))
        else:
            room *= 2
        helper = after


def _judged(facts: Facts, rules: list[PairRule], pairs: Pairs) -> Pairs:
    """Give the pairs of a role and a shift that all rules allow."""
    for rule in rules:
        kept = rule.allows(facts, pairs)
        pairs = Pairs(pairs.role[kept], pairs.helper[kept], pairs.shift[kept])
    return pairs


def _entries(facts: Facts, pairs: Pairs) -> tuple[SmallInts, ...]:
    """Give role, shift, wishes missed and tier of candidates, short for the sake of memory."""
    kind = facts.arrays.helper["kind"][pairs.helper]
    columns = (
        pairs.role,
        pairs.shift,
        _wishes_missed(facts, pairs),
        facts.qualities.role_tier[pairs.role, kind],
    )
    return tuple(column.astype(np.int32) for column in columns)


def _sorted_by_role(
    facts: Facts, role: SmallInts, shift: SmallInts, wishes: SmallInts, tier: SmallInts
) -> Found:
    arrays = facts.arrays
    shifts, needs = max(1, len(arrays.shift)), max(1, len(arrays.need))
    by_shift = _distinct(shift * np.int64(needs) + arrays.role["need"][role])
    order = np.argsort(role * np.int64(shifts) + shift)
    candidate = table(
        CANDIDATE, len(role), shift=shift[order], wishes=wishes[order], tier=tier[order]
    )
    return Found(
        candidate=candidate,
        role_bounds=np.searchsorted(role[order], np.arange(len(arrays.role) + 1)),
        shift_bounds=np.searchsorted(by_shift, np.arange(len(arrays.shift) + 1) * needs),
        shift_needs=by_shift % needs,
    )


def _distinct(keys: Ints) -> Ints:
    """Sort keys and drop those that stand there twice; np.unique hashes, which takes longer."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=-1) > 0]


def _wishes_missed(facts: Facts, pairs: Pairs) -> Ints:
    qualities, need = facts.qualities, facts.need(pairs)
    wished = facts.arrays.need["gender"][need]
    key = need * len(facts.arrays.helper) + pairs.helper
    stranger = qualities.need_choosy[need] & ~is_in(key, qualities.preferred)
    other = (wished > 0) & (facts.arrays.helper["gender"][pairs.helper] != wished)
    foreign = qualities.need_language[need].any(axis=1) & ~speaks(facts, pairs)
    return np.asarray(stranger.astype(np.int64) + other + foreign)
