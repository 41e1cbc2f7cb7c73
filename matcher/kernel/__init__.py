"""How loops over arrays are compiled.

Counting references is what costs: each table that is handed over is counted up and down. So a
function either makes arrays, and counts, or it does not.

`kernel`: makes no arrays, for compiled code only; optimised with the functions that call it.
`leaf`: small, makes no arrays, for Python too; compiled into its callers.
`entry`: makes no arrays, for Python too; others may run meanwhile.
`maker`: makes arrays, for compiled code only.
`compiled`: makes arrays, for Python too; others may run meanwhile.

`by_reference` marks the named tuples that are handed to these functions as one address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from numba import njit, types

from matcher.kernel.deferred import DeferredCompiler
from matcher.kernel.reference import by_reference

__all__ = ["by_reference", "compiled", "entry", "kernel", "leaf", "maker"]

Function = TypeVar("Function", bound=Callable[..., object])


# numba's stubs leave out the options about wrappers and references.
_njit: Any = partial(njit, error_model="numpy", no_cfunc_wrapper=True)
_for_python: Any = partial(_njit, cache=True)
_for_compiled: Any = partial(_njit, no_cpython_wrapper=True, pipeline_class=DeferredCompiler)


def kernel(function: Function) -> Function:
    """Compile a function that makes no arrays, for compiled code."""
    made: Function = _for_any_value(_for_compiled(function, _nrt=False))
    return made


def leaf(function: Function) -> Function:
    """Compile a small function into its callers, and for Python."""
    made: Function = _for_any_value(_for_python(function, _nrt=False, forceinline=True))
    return made


def entry(function: Function) -> Function:
    """Compile a function that makes no arrays, for compiled code and threads of Python."""
    made: Function = _for_any_value(_for_python(function, _nrt=False, nogil=True))
    return made


def maker(function: Function) -> Function:
    """Compile a function that makes arrays, for compiled code."""
    made: Function = _for_any_value(_for_compiled(function))
    return made


def compiled(function: Function) -> Function:
    """Compile a function that makes arrays, for compiled code and threads of Python."""
    made: Function = _for_any_value(_for_python(function, nogil=True))
    return made


def _for_any_value(made: Any) -> Any:
    """Let a function be compiled once for all integers: numba would for every constant."""
    find = made.get_call_template

    def find_for_any_value(args: Any, kws: Any) -> Any:
        return find(
            [types.unliteral(arg) for arg in args],
            {name: types.unliteral(arg) for name, arg in kws.items()},
        )

    made.get_call_template = find_for_any_value
    return made
