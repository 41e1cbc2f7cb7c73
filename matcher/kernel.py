"""How loops over arrays are compiled.

Counting references is what costs: a call that hands over fifty tables counts each of them up and
down, which takes twenty times as long as a small function's work. So a function either makes
arrays, and counts, or it does not.

`kernel`: makes no arrays, for compiled code only (no way in from Python compiles in half the time).
`leaf`: small, makes no arrays, for Python too; compiled into its callers, for handing over all
those tables takes longer than its work.
`part`: makes no arrays, for the one place that calls it.
`entry`: makes no arrays, for Python too; others may run meanwhile.
`maker`: makes arrays, for compiled code only.
`compiled`: makes arrays, for Python too; others may run meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


# numba's stubs leave out the options about wrappers and references.
_compile: Any = partial(njit, cache=True, error_model="numpy", no_cfunc_wrapper=True)


def kernel(function: Function) -> Function:
    """Compile a function that makes no arrays, for compiled code."""
    made: Function = _compile(function, no_cpython_wrapper=True, _nrt=False)
    return made


def leaf(function: Function) -> Function:
    """Compile a small function into its callers, and for Python."""
    made: Function = _compile(function, _nrt=False, forceinline=True)
    return made


def part(function: Function) -> Function:
    """Compile a function into its caller alone: one unit less to compile, with all it calls."""
    made: Function = _compile(function, _nrt=False, no_cpython_wrapper=True, inline="always")
    return made


def entry(function: Function) -> Function:
    """Compile a function that makes no arrays, for compiled code and threads of Python."""
    made: Function = _compile(function, _nrt=False, nogil=True)
    return made


def maker(function: Function) -> Function:
    """Compile a function that makes arrays, for compiled code."""
    made: Function = _compile(function, no_cpython_wrapper=True)
    return made


def compiled(function: Function) -> Function:
    """Compile a function that makes arrays, for compiled code and threads of Python."""
    made: Function = _compile(function, nogil=True)
    return made
