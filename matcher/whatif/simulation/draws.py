"""Random numbers by name: each is a function of the seed and of what it is for.

Nothing is handed on from one to the next, so a replication is the same however many are run, and a
helper turns up in the same ones whoever else is on call. (SplitMix64: Steele, Lea, Flood, 2014.)
"""

from __future__ import annotations

import numpy as np

from matcher.kernel import kernel, leaf

KINDS = 7
TURNS_UP, IS_LATE, DELAY, LENGTH, ANGLE, WAIT, WANTED = range(KINDS)


def new_key(seed: int) -> np.uint64:
    """Give the key of a seed."""
    return np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]


@leaf
def key_of(key: np.uint64, number: int) -> np.uint64:
    """Give the key of the n-th replication, or of the n-th draw within one."""
    x = key + np.uint64(number + 1) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@kernel
def draw(key: np.uint64, kind: int, number: int) -> float:
    """Give one number in [0, 1)."""
    return float(key_of(key, number * KINDS + kind) >> np.uint64(11)) / 9007199254740992.0


@kernel
def exponential(key: np.uint64, kind: int, number: int) -> float:
    """Give one number with a mean of 1."""
    return -np.log(1.0 - draw(key, kind, number))


@kernel
def length_factor(key: np.uint64, number: int, spread: float) -> float:
    """Give how much longer than planned: lognormal with a mean of 1 and this deviation."""
    variance = np.log(1.0 + spread * spread)
    radius = np.sqrt(2.0 * exponential(key, LENGTH, number))
    normal = radius * np.cos(2.0 * np.pi * draw(key, ANGLE, number))
    return np.exp(np.sqrt(variance) * normal - variance / 2.0)
