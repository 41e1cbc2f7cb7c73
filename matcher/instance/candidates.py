"""Who could fill which role: a spatial index and joins first, then the rules on pairs."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from matcher.arrays import Bools, Candidates, Ints
from matcher.instance.effective import Catalogue
from matcher.instance.people import KINDS, Names, pointers
from matcher.model import Rule, Scenario
from matcher.rules import PAIR_RULES, Facts, Pairs, RoleAsks
from matcher.rules.language import speaks
from matcher.rules.pairs import is_in
from matcher.travel.sphere import EARTH_RADIUS_METRES, unit_vectors


def compile_asks(scenario: Scenario, catalogue: Catalogue, names: Names) -> RoleAsks:
    """Turn what roles ask for into arrays."""
    crews = [catalogue.roles(need) for need in scenario.needs]
    roles = [role for crew in crews for role in crew]
    helpers = {helper.id: row for row, helper in enumerate(scenario.helpers)}
    kind = np.array([[k in r.kinds or not r.kinds for k in KINDS] for r in roles], np.bool_)
    tier = np.array(
        [[r.kinds.index(k) if k in r.kinds else 0 for k in KINDS] for r in roles], np.int64
    )
    skill = np.zeros((len(roles), len(names.skills)), np.int64)
    licence = np.zeros((len(roles), len(names.licences)), np.bool_)
    for row, role in enumerate(roles):
        for wanted in role.skills:
            column = names.skills[wanted.skill]
            skill[row, column] = max(skill[row, column], wanted.level)
        licence[row, [names.licences[name] for name in role.licences]] = True
    first = pointers([len(crew) for crew in crews])
    required = [
        int(first[row]) * len(helpers) + helpers[name]
        for row, need in enumerate(scenario.needs)
        if crews[row]
        for name in need.required
    ]
    excluded = [
        row * len(helpers) + helpers[name]
        for row, need in enumerate(scenario.needs)
        for name in need.excluded
    ]
    has_required = np.zeros(len(roles), np.bool_)
    has_required[[key // len(helpers) for key in required]] = True
    return RoleAsks(
        kind=kind.reshape(len(roles), len(KINDS)),
        tier=tier.reshape(len(roles), len(KINDS)),
        skill=skill,
        licence=licence,
        required=np.unique(np.array(required, np.int64)),
        has_required=has_required,
        excluded=np.unique(np.array(excluded, np.int64)),
        area=_areas(scenario, catalogue),
    )


def _areas(scenario: Scenario, catalogue: Catalogue) -> Bools:
    column = {community.id: place for place, community in enumerate(scenario.communities)}
    above = np.zeros((len(column), len(column)), np.float32)
    for community, place in column.items():
        above[place, [column[name] for name in catalogue.lineage[community]]] = 1.0
    named = np.zeros((len(scenario.helpers), len(column)), np.float32)
    for row, helper in enumerate(scenario.helpers):
        named[row, [column[name] for name in catalogue.area(helper) or ()]] = 1.0
    return np.asarray(named @ above.T > 0.0)


def find_candidates(facts: Facts, ignored: tuple[Rule, ...]) -> Candidates:
    """Find the shifts that can fill each role, all rules on pairs considered."""
    people, demand = facts.people, facts.demand
    rules = [rule for rule in PAIR_RULES if rule.code not in ignored]
    need, helper = _need_helper_pairs(facts, everywhere=Rule.AREA in ignored)
    role_at, role = expand(need, demand.role_ptr)
    pairs = Pairs(role, helper[role_at], np.zeros(0, np.int64))
    for rule in rules:
        if not rule.by_shift:
            kept = rule.allows(facts, pairs)
            pairs = Pairs(pairs.role[kept], pairs.helper[kept], pairs.shift)
    shift_at, shift = expand(pairs.helper, people.shift_ptr)
    pairs = Pairs(pairs.role[shift_at], pairs.helper[shift_at], shift)
    for rule in rules:
        if rule.by_shift:
            kept = rule.allows(facts, pairs)
            pairs = Pairs(*(column[kept] for column in pairs))
    return _sorted_by_role(facts, pairs)


def expand(owners: Ints, ptr: Ints) -> tuple[Ints, Ints]:
    """Replace each owner by its slice of a pointer array.

    Returns
    -------
    position : array of int
        Position in `owners` of each entry.
    entry : array of int
    """
    lengths = ptr[owners + 1] - ptr[owners]
    position = np.repeat(np.arange(len(owners), dtype=np.int64), lengths)
    before = np.concatenate(([0], np.cumsum(lengths)))[:-1]
    entry = np.arange(len(position), dtype=np.int64) - np.repeat(before, lengths)
    return position, entry + ptr[owners[position]]


def _need_helper_pairs(facts: Facts, *, everywhere: bool) -> tuple[Ints, Ints]:
    """Give every (need, helper) that the area may allow, each once."""
    people, demand = facts.people, facts.demand
    helpers = len(people.kind)
    free = np.ones(helpers, np.bool_) if everywhere else people.everywhere
    crewed = np.flatnonzero(np.diff(demand.role_ptr) > 0)
    found = [_cross(crewed, np.flatnonzero(free)), _by_community(facts, crewed), _by_radius(facts)]
    key = np.unique(np.concatenate([need * helpers + helper for need, helper in found]))
    return key // max(1, helpers), key % max(1, helpers)


def _cross(needs: Ints, helpers: Ints) -> tuple[Ints, Ints]:
    return np.repeat(needs, len(helpers)), np.tile(helpers, len(needs))


def _by_community(facts: Facts, needs: Ints) -> tuple[Ints, Ints]:
    helper, community = np.nonzero(facts.asks.area)
    order = np.argsort(facts.demand.community[needs], kind="stable")
    by_community = needs[order]
    ptr = np.searchsorted(
        facts.demand.community[by_community], np.arange(facts.asks.area.shape[1] + 1)
    )
    at, entry = expand(community.astype(np.int64), ptr.astype(np.int64))
    return by_community[entry], helper[at].astype(np.int64)


def _by_radius(facts: Facts) -> tuple[Ints, Ints]:
    people, demand = facts.people, facts.demand
    lat, lon = np.degrees(facts.travel.lat), np.degrees(facts.travel.lon)
    need = np.flatnonzero((demand.location >= 0) & np.isfinite(lat[demand.location]))
    helper = np.flatnonzero(
        (people.home >= 0) & np.isfinite(people.radius) & np.isfinite(lat[people.home])
    )
    if not len(need) or not len(helper):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    tree = cKDTree(unit_vectors(lat[demand.location[need]], lon[demand.location[need]]))
    homes = unit_vectors(lat[people.home[helper]], lon[people.home[helper]])
    angle = np.minimum(np.pi, (people.radius[helper] + 1.0) / EARTH_RADIUS_METRES)
    balls = tree.query_ball_point(homes, 2.0 * np.sin(angle / 2.0), return_sorted=True)
    counts = [len(ball) for ball in balls]
    near = np.concatenate([np.asarray(ball, np.int64) for ball in balls])
    return need[near], np.repeat(helper, counts)


def _sorted_by_role(facts: Facts, pairs: Pairs) -> Candidates:
    people, demand = facts.people, facts.demand
    order = np.lexsort((pairs.shift, pairs.role))
    pairs = Pairs(*(column[order] for column in pairs))
    roles, shifts = len(demand.role_need), len(people.shift_helper)
    needs = max(1, len(demand.location))
    by_shift = np.unique(pairs.shift * needs + demand.role_need[pairs.role])
    return Candidates(
        ptr=pointers(np.bincount(pairs.role, minlength=roles).tolist()),
        shift=pairs.shift,
        wishes=_wishes_missed(facts, pairs),
        tier=facts.asks.tier[pairs.role, people.kind[pairs.helper]],
        shift_ptr=pointers(np.bincount(by_shift // needs, minlength=shifts).tolist()),
        need=by_shift % needs,
    )


def _wishes_missed(facts: Facts, pairs: Pairs) -> Ints:
    people, demand = facts.people, facts.demand
    need = demand.role_need[pairs.role]
    helpers = len(people.kind)
    at = np.repeat(np.arange(len(demand.location)), np.diff(demand.preferred_ptr))
    has_preferred = np.diff(demand.preferred_ptr)[need] > 0
    stranger = ~is_in(need * helpers + pairs.helper, at * helpers + demand.preferred)
    wished_gender = demand.gender[need] > 0
    other_gender = people.gender[pairs.helper] != demand.gender[need]
    foreign = demand.language[need].any(axis=1) & ~speaks(facts, pairs)
    missed = (has_preferred & stranger).astype(np.int64)
    return np.asarray(missed + (wished_gender & other_gender) + foreign)
