"""What a rule on pairs of a role and a shift is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Bools, Ints, SmallInts
from matcher.kernel import by_reference
from matcher.model import Rule


@by_reference
class Qualities(NamedTuple):
    """What helpers have and what roles ask for.

    Attributes
    ----------
    skill : array of int32, shape (helpers, skills)
        Level held, 0 for none.
    licence : array of int, shape (helpers, licences)
        Last valid day counted from the horizon's start; -FOREVER: not held.
    language : array of bool, shape (helpers, languages)
    area : array of bool, shape (helpers, communities)
        Communities in the helper's area by name.
    role_kind : array of bool, shape (roles, kinds)
        Kinds that may fill it at some time of the horizon.
    role_opens : array of int, shape (roles, kinds)
        The minute from which shifts of a kind may begin: -FOREVER where the role names it, FOREVER
        where no tier of the ladder opens the role to it.
    role_tier : array of int, shape (roles, kinds)
        How far down the role's list a kind stands; of others, what their tier costs.
    role_skill : array of int, shape (roles, skills)
        Least level, 0 where not asked.
    role_licence : array of bool, shape (roles, licences)
    role_choosy : array of bool, shape (roles,)
        It is filled from the helpers in `required` only.
    required : array of int, shape (n,)
        Sorted keys role x helpers + helper.
    excluded, preferred : array of int, shape (n,)
        Sorted keys need x helpers + helper.
    need_choosy : array of bool, shape (needs,)
        It prefers the helpers in `preferred`.
    need_language : array of bool, shape (needs, languages)
    """

    skill: SmallInts
    licence: Ints
    language: Bools
    area: Bools
    role_kind: Bools
    role_opens: Ints
    role_tier: Ints
    role_skill: Ints
    role_licence: Bools
    role_choosy: Bools
    required: Ints
    excluded: Ints
    preferred: Ints
    need_choosy: Bools
    need_language: Bools


@by_reference
class Pairs(NamedTuple):
    """Pairs to judge; `shift` is empty where only helpers are judged."""

    role: Ints
    helper: Ints
    shift: Ints


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a rule on pairs may look at; `arrays` has no candidates yet."""

    arrays: Arrays
    qualities: Qualities

    def need(self, pairs: Pairs) -> Ints:
        """Give the need of each pair."""
        return np.asarray(self.arrays.role["need"][pairs.role])


@dataclass(frozen=True, slots=True)
class PairRule:
    """A hard rule that looks at one role and one helper or shift alone.

    Attributes
    ----------
    code : Rule
    allows : callable
        (facts, pairs) to an array of bool.
    asks : callable or None
        (facts) to what it looks at of each role, shape (roles, n): roles whose rows are equal are
        answered the same. None where every role asks for something of its own.
    by_shift : bool
        It needs to know the shift; otherwise the helper is enough, and it runs first.
    """

    code: Rule
    allows: Callable[[Facts, Pairs], Bools]
    asks: Callable[[Facts], Ints] | None
    by_shift: bool = False


def is_in(keys: Ints, known: Ints) -> Bools:
    """Say which keys are among sorted known ones."""
    if not len(known):
        return np.zeros(keys.shape, np.bool_)
    spot = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.asarray(known[spot] == keys)
