"""What a rule on pairs of a role and a shift is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.arrays import Bools, Demand, Ints, People
from matcher.model import Rule
from matcher.travel import Travel


class RoleAsks(NamedTuple):
    """What roles ask for, in rows as `Demand.role_need`.

    Attributes
    ----------
    kind : array of bool, shape (roles, kinds)
        Kinds that may fill it.
    tier : array of int, shape (roles, kinds)
        How far down the role's list a kind stands.
    skill : array of int, shape (roles, skills)
        Least level, 0 where not asked.
    licence : array of bool, shape (roles, licences)
    required : array of int, shape (n,)
        Sorted keys role x helpers + helper of the helpers a first role is filled from.
    has_required : array of bool, shape (roles,)
    excluded : array of int, shape (n,)
        Sorted keys need x helpers + helper.
    area : array of bool, shape (helpers, communities)
        Communities in a helper's area by name.
    """

    kind: Bools
    tier: Ints
    skill: Ints
    licence: Bools
    required: Ints
    has_required: Bools
    excluded: Ints
    area: Bools


class Pairs(NamedTuple):
    """Pairs to judge: `role` and `helper` have one shape; `shift` too, where shifts are judged."""

    role: Ints
    helper: Ints
    shift: Ints


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a rule on pairs may look at."""

    people: People
    demand: Demand
    asks: RoleAsks
    travel: Travel
    horizon: int


@dataclass(frozen=True, slots=True)
class PairRule:
    """A hard rule that looks at one role and one helper or shift alone.

    Attributes
    ----------
    code : Rule
    allows : callable
        (facts, pairs) to an array of bool.
    by_shift : bool
        It needs to know the shift; otherwise the helper is enough, and it runs first.
    """

    code: Rule
    allows: Callable[[Facts, Pairs], Bools]
    by_shift: bool = False


def is_in(keys: Ints, table: Ints) -> Bools:
    """Say which keys are in a sorted table."""
    if not len(table):
        return np.zeros(keys.shape, np.bool_)
    spot = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.asarray(table[spot] == keys)
