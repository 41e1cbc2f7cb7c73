"""Who could fill which role: a spatial index and joins first, then the rules on pairs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from matcher.arrays import Bools, Ints, Table
from matcher.arrays.layout import CANDIDATE, table
from matcher.model import Rule
from matcher.rules import PAIR_RULES, Facts, Pairs
from matcher.rules.language import speaks
from matcher.rules.pairs import is_in
from matcher.travel.sphere import EARTH_RADIUS_METRES, unit_vectors


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
    arrays = facts.arrays
    rules = [rule for rule in PAIR_RULES if rule.code not in ignored]
    need, helper = _need_helper_pairs(facts, everywhere=Rule.AREA in ignored)
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
    return _sorted_by_role(facts, pairs)


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


def _need_helper_pairs(facts: Facts, *, everywhere: bool) -> tuple[Ints, Ints]:
    """Give every (need, helper) that the area may allow, each once."""
    arrays = facts.arrays
    helpers = len(arrays.helper)
    free = (arrays.helper["everywhere"] > 0) | everywhere
    crewed = np.flatnonzero(arrays.need["role_stop"] > arrays.need["role_first"])
    found = [_cross(crewed, np.flatnonzero(free)), _by_community(facts, crewed)]
    found.append(_by_radius(facts, crewed))
    key = np.unique(np.concatenate([need * helpers + helper for need, helper in found]))
    return key // max(1, helpers), key % max(1, helpers)


def _cross(needs: Ints, helpers: Ints) -> tuple[Ints, Ints]:
    return np.repeat(needs, len(helpers)), np.tile(helpers, len(needs))


def _by_community(facts: Facts, needs: Ints) -> tuple[Ints, Ints]:
    helper, community = np.nonzero(facts.qualities.area)
    of_need = facts.arrays.need["community"][needs]
    order = np.argsort(of_need, kind="stable")
    bounds = np.searchsorted(of_need[order], np.arange(facts.arrays.communities + 1))
    at, entry = expand(community, bounds[:-1], bounds[1:])
    return needs[order][entry], helper[at]


def _by_radius(facts: Facts, needs: Ints) -> tuple[Ints, Ints]:
    arrays = facts.arrays
    place, home = arrays.need["location"][needs], arrays.helper["home"]
    points = np.append(arrays.travel.location, np.full(1, np.nan, arrays.travel.location.dtype))
    lat, lon = np.degrees(points["lat"]), np.degrees(points["lon"])
    need = needs[np.isfinite(lat[place])]
    helper = np.flatnonzero(np.isfinite(arrays.helper["radius"]) & np.isfinite(lat[home]))
    if not len(need) or not len(helper):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    place, home = arrays.need["location"][need], home[helper]
    # A metre more than the radius: the rule on areas decides exactly.
    angle = np.minimum(np.pi, (arrays.helper["radius"][helper] + 1.0) / EARTH_RADIUS_METRES)
    balls = cKDTree(unit_vectors(lat[place], lon[place])).query_ball_point(
        unit_vectors(lat[home], lon[home]), 2.0 * np.sin(angle / 2.0), return_sorted=True
    )
    near = np.concatenate([np.asarray(ball, np.int64) for ball in balls])
    return need[near], np.repeat(helper, [len(ball) for ball in balls])


def _sorted_by_role(facts: Facts, pairs: Pairs) -> Found:
    arrays = facts.arrays
    pairs = _keep(pairs, np.lexsort((pairs.shift, pairs.role)))
    needs = max(1, len(arrays.need))
    by_shift = np.unique(pairs.shift * needs + facts.need(pairs))
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


def _wishes_missed(facts: Facts, pairs: Pairs) -> Ints:
    qualities, need = facts.qualities, facts.need(pairs)
    wished = facts.arrays.need["gender"][need]
    key = need * len(facts.arrays.helper) + pairs.helper
    stranger = qualities.need_choosy[need] & ~is_in(key, qualities.preferred)
    other = (wished > 0) & (facts.arrays.helper["gender"][pairs.helper] != wished)
    foreign = qualities.need_language[need].any(axis=1) & ~speaks(facts, pairs)
    return np.asarray(stranger.astype(np.int64) + other + foreign)
