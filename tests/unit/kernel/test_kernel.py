from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import pytest
from numba import njit
from numba.core.errors import TypingError

from matcher.kernel import by_reference, compiled, entry, kernel, leaf, maker


class Inner(NamedTuple):
    """A bundle in a bundle."""

    weights: np.ndarray
    scale: float


@by_reference
class Bundle(NamedTuple):
    """Arrays, numbers, a table and a bundle."""

    numbers: np.ndarray
    table: np.ndarray
    inner: Inner
    count: int
    wanted: bool


@by_reference
class Outer(NamedTuple):
    """A marked bundle in a marked bundle."""

    bundle: Bundle
    more: np.ndarray


@leaf
def weighted(bundle, place):
    """Weigh one number."""
    return bundle.numbers[place] * bundle.inner.weights[place] * bundle.inner.scale


@kernel
def add(bundle, place, sign):
    """Add to a number."""
    bundle.numbers[place] += sign * bundle.table[place].step


@kernel
def sum_up(bundle):
    """Add up the weighted numbers."""
    total = 0.0
    for place in range(bundle.count):
        total += weighted(bundle, place)
    return total


@entry
def step_and_sum(bundle):
    """Change numbers by constants, and add up."""
    if bundle.wanted:
        add(bundle, 0, 1)
        add(bundle, 1, -1)
    return sum_up(bundle)


@entry
def through(outer):
    """Use a bundle inside another."""
    add(outer.bundle, 2, 1)
    outer.more[0] = 7
    return sum_up(outer.bundle)


@maker
def doubled(bundle):
    """Make an array."""
    return bundle.numbers * 2


@compiled
def doubled_twice(bundle):
    """Give an array, made elsewhere, and one that came in."""
    return doubled(bundle) * 2, bundle.numbers


@compiled
def doubled_outside(outer):
    """Give an array made from a bundle inside another."""
    return doubled(outer.bundle)


@entry
def misspelt(bundle):
    """Ask for what is not there."""
    return bundle.numbres[0]


def a_bundle(**changes):
    """Make a bundle of three."""
    table = np.zeros(3, np.dtype([("step", np.int64)]))
    table["step"] = 10, 20, 30
    made = Bundle(
        numbers=np.array([1, 2, 3]),
        table=table,
        inner=Inner(weights=np.array([1.0, 0.5, 0.25]), scale=2.0),
        count=3,
        wanted=True,
    )
    return made._replace(**changes)


def test_compiled_code_reads_and_changes_what_a_bundle_refers_to():
    bundle = a_bundle()
    assert step_and_sum(bundle) == 2 * (11 - 18 * 0.5 + 3 * 0.25)
    assert bundle.numbers.tolist() == [11, -18, 3]


def test_a_bundle_is_read_anew_at_every_call():
    assert step_and_sum(a_bundle(count=1)) == 22.0
    assert step_and_sum(a_bundle(count=0)) == 0.0
    assert step_and_sum(a_bundle(wanted=False)) == 2 * (1 + 1.0 + 0.75)


def test_a_bundle_may_hold_another():
    outer = Outer(a_bundle(), np.zeros(1, np.int64))
    assert through(outer) == 2 * (1 + 1.0 + 33 * 0.25)
    assert outer.more[0] == 7


def test_a_leaf_may_be_called_from_python():
    assert weighted(a_bundle(), 2) == 1.5


def test_arrays_are_made_and_outlive_the_bundle():
    four_times, numbers = doubled_twice(a_bundle())
    assert four_times.tolist() == [4, 8, 12]
    assert numbers.tolist() == [1, 2, 3]


@pytest.mark.parametrize("use", [step_and_sum, doubled_twice])
def test_a_call_keeps_nothing_of_a_bundle(use):
    bundle = a_bundle()
    arrays = bundle.numbers, bundle.table, bundle.inner.weights
    before = list(map(sys.getrefcount, arrays))
    use(bundle)
    assert list(map(sys.getrefcount, arrays)) == before


def test_a_call_keeps_nothing_of_a_bundle_inside_another():
    outer = Outer(a_bundle(), np.zeros(1, np.int64))
    before = sys.getrefcount(outer.bundle.numbers), sys.getrefcount(outer.more)
    assert doubled_outside(outer).tolist() == [2, 4, 6]
    assert (sys.getrefcount(outer.bundle.numbers), sys.getrefcount(outer.more)) == before


def test_constants_do_not_make_a_function_compile_again():
    # Not kept from one process to the next: what is loaded compiles nothing.
    @njit
    def change(bundle):
        add(bundle, 0, 1)
        add(bundle, 1, -1)

    change(a_bundle())
    assert len(add.signatures) == 1
    assert [str(integer) for integer in add.signatures[0][1:]] == ["int64", "int64"]


def test_a_field_that_is_not_there_is_named():
    with pytest.raises(TypingError, match="numbres"):
        misspelt(a_bundle())


def test_a_wrong_field_is_refused_before_anything_runs():
    with pytest.raises(TypingError):
        step_and_sum(a_bundle(numbers="one, two, three"))
