"""Leaving a function's optimisation to its callers.

numba optimises every function together with all that it calls, and does so again at each level of
callers. A function for compiled code only is never run by itself: here it is typed and lowered
once, and optimised where it is linked into one that Python calls. That halves the compile time.
"""

from __future__ import annotations

from typing import Any

from llvmlite.binding import ModuleRef
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import LoweringPass, PassManager, register_pass
from numba.core.typed_passes import AnnotateTypes


class DeferredCompiler(CompilerBase):
    """The compiler of a function that waits for its callers."""

    def define_pipelines(self) -> list[PassManager]:
        """Give numba's own passes, with the library that they fill replaced."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_DeferCode, AnnotateTypes)
        passes.finalize()
        return [passes]


@register_pass(mutates_CFG=False, analysis_only=False)
class _DeferCode(LoweringPass):
    _name = "linli_defer_code"

    def __init__(self) -> None:
        LoweringPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        state.library = _Deferred(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return True


class _Deferred(JITCodeLibrary):
    """Code that is linked, but neither optimised nor made ready to run."""

    @property
    def codegen(self) -> _NoEnvironment:
        return _NoEnvironment()

    def get_pointer_to_function(self, name: str) -> int:
        """Give none, as for any function without a way in from Python."""
        return 0

    def add_llvm_module(self, module: ModuleRef) -> None:
        """Take code as it is."""
        module.data_layout = self._codegen._data_layout
        self._final_module.link_in(module)

    def finalize(self) -> None:
        """Link what it calls."""
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True


class _NoEnvironment:
    """Stands where code that runs keeps its Python objects; these kernels have none."""

    def set_env(self, name: str, environment: object) -> None:
        """Keep nothing: there is no code yet to keep it for."""
