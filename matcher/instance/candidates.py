"""Who could fill which role: a spatial index and joins first, then the rules on pairs."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from matcher.arrays import Bools, Floats, Ints, Table
from matcher.arrays.layout import CANDIDATE, table
from matcher.model import Rule
from matcher.rules import PAIR_RULES, Facts, PairRule, Pairs
from matcher.rules.language import speaks
from matcher.rules.pairs import is_in
from matcher.travel.sphere import EARTH_RADIUS_METRES, unit_vectors

BLOCK = 500_000
"""About how many pairs of a need and a helper are judged at once, for the sake of memory."""


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
    reach = _Reach(facts, everywhere=Rule.AREA in ignored)
    parts = [_judged(facts, rules, *reach.pairs(helpers)) for helpers in _blocks(reach.sizes())]
    role, helper, shift = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return _sorted_by_role(facts, Pairs(role, helper, shift))


class _Reach:
    """Finds the needs that the area of a helper may allow, for some helpers at a time."""

    def __init__(self, facts: Facts, *, everywhere: bool) -> None:
        need, helper = facts.arrays.need, facts.arrays.helper
        needs = np.flatnonzero(need["role_stop"] > need["role_first"])
        self._free = (helper["everywhere"] > 0) | everywhere
        self._area = facts.qualities.area
        self._community = need["community"]
        self._needs = needs[np.argsort(need["community"][needs], kind="stable")]
        self._bounds = np.searchsorted(
            need["community"][self._needs], np.arange(facts.arrays.communities + 1)
        )
        points = _unit_vectors(facts)
        self._home = points[helper["home"]]
        # A metre more than the radius: the rule on areas decides exactly.
        angle = np.minimum(np.pi, (helper["radius"] + 1.0) / EARTH_RADIUS_METRES)
        self._chord = np.where(np.isfinite(self._home[:, 0]), 2.0 * np.sin(angle / 2.0), np.nan)
        place = points[need["location"]]
        self._placed = needs[np.isfinite(place[needs, 0])]
        self._tree = cKDTree(place[self._placed])

    def sizes(self) -> Ints:
        """Give about how many needs are in reach of each helper; never too few."""
        helper, community = np.nonzero(self._area)
        held = np.diff(self._bounds)[community]
        sizes = np.bincount(helper, held, len(self._free)).astype(np.int64)
        near = np.flatnonzero(np.isfinite(self._chord))
        sizes[near] += self._tree.query_ball_point(
            self._home[near], self._chord[near], return_length=True
        )
        return np.where(self._free, len(self._needs), sizes)

    def pairs(self, helpers: Ints) -> tuple[Ints, Ints]:
        """Give every (need, helper) that the area may allow, each once."""
        free, bound = helpers[self._free[helpers]], helpers[~self._free[helpers]]
        everywhere = np.tile(self._needs, len(free)), np.repeat(free, len(self._needs))
        need, helper = zip(everywhere, self._named(bound), self._near(bound), strict=True)
        return np.concatenate(need), np.concatenate(helper)

    def _named(self, helpers: Ints) -> tuple[Ints, Ints]:
        at, community = np.nonzero(self._area[helpers])
        entry, place = expand(community, self._bounds[:-1], self._bounds[1:])
        return self._needs[place], helpers[at[entry]]

    def _near(self, helpers: Ints) -> tuple[Ints, Ints]:
        """Give what lies within a radius, and not in a community named besides."""
        near = helpers[np.isfinite(self._chord[helpers])]
        balls = self._tree.query_ball_point(self._home[near], self._chord[near])
        need = self._placed[np.fromiter(chain.from_iterable(balls), np.int64)]
        helper = np.repeat(near, [len(ball) for ball in balls])
        new = ~self._area[helper, self._community[need]]
        return need[new], helper[new]


def _unit_vectors(facts: Facts) -> Floats:
    """Give every location, and NaN at the end for location -1."""
    location = facts.arrays.travel.location
    lat, lon = (np.append(np.degrees(location[axis]), np.nan) for axis in ("lat", "lon"))
    return unit_vectors(lat, lon)


def _blocks(sizes: Ints) -> list[Ints]:
    """Cut rows into blocks that come to about `BLOCK` together."""
    edges = np.flatnonzero(np.diff(np.cumsum(sizes) // BLOCK)) + 1
    return np.split(np.arange(len(sizes)), edges)


def _judged(facts: Facts, rules: list[PairRule], need: Ints, helper: Ints) -> Pairs:
    """Give the pairs of a role and a shift that all rules allow."""
    arrays = facts.arrays
    at, role = expand(need, arrays.need["role_first"], arrays.need["role_stop"])
    pairs = Pairs(role, helper[at], np.zeros(0, np.int64))
    for rule in rules:
        if not rule.by_shift:
            kept = rule.allows(facts, pairs)
            pairs = Pairs(pairs.role[kept], pairs.helper[kept], pairs.shift)
    at, shift = expand(pairs.helper, arrays.helper["shift_first"], arrays.helper["shift_stop"])
    pairs = Pairs(pairs.role[at], pairs.helper[at], shift)
    for rule in rules:
        if rule.by_shift:
            pairs = _keep(pairs, rule.allows(facts, pairs))
    return pairs


def _keep(pairs: Pairs, kept: Bools | Ints) -> Pairs:
    return Pairs(pairs.role[kept], pairs.helper[kept], pairs.shift[kept])


def expand(owners: Ints, first: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Replace each owner by the rows that belong to it.

    Parameters
    ----------
    owners : array of int, shape (n,)
    first, stop : array of int, shape (all owners,)

    Returns
    -------
    position : array of int
        Position in `owners` of each row.
    row : array of int
    """
    lengths = stop[owners] - first[owners]
    position = np.repeat(np.arange(len(owners)), lengths)
    before = np.cumsum(lengths) - lengths
    row = np.arange(len(position)) - before[position] + first[owners[position]]
    return position, row


def _sorted_by_role(facts: Facts, pairs: Pairs) -> Found:
    arrays = facts.arrays
    pairs = _keep(pairs, np.lexsort((pairs.shift, pairs.role)))
    needs = max(1, len(arrays.need))
    by_shift = _distinct(pairs.shift * needs + facts.need(pairs))
    candidate = table(
        CANDIDATE,
        len(pairs.role),
        shift=pairs.shift,
        wishes=_wishes_missed(facts, pairs),
        tier=facts.qualities.role_tier[pairs.role, arrays.helper["kind"][pairs.helper]],
    )
    return Found(
        candidate=candidate,
        role_bounds=np.searchsorted(pairs.role, np.arange(len(arrays.role) + 1)),
        shift_bounds=np.searchsorted(by_shift // needs, np.arange(len(arrays.shift) + 1)),
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
