"""Random numbers from an explicit state (xorshift64*, Vigna 2016), alike in every process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.kernel import kernel, leaf

Chance = NDArray[np.uint64]


def new_chance(seed: int, number: int = 0) -> Chance:
    """Give the state of the n-th generator of a seed, shape (1,)."""
    states = np.random.SeedSequence(seed).generate_state(number + 1, np.uint64)
    return np.array([states[number] | 1], np.uint64)


@leaf
def uniform(chance: Chance) -> float:
    """Give the next number in [0, 1)."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@kernel
def below(chance: Chance, size: int) -> int:
    """Give the next whole number in [0, size)."""
    return int(uniform(chance) * size)
