"""Handing a bundle of arrays to compiled code by reference.

numba hands over a named tuple by value: seven numbers for each of its arrays, at every call. With
seventy arrays a call costs more than a small function's work, and compiling it more than compiling
what the function does. A class marked `by_reference` is handed over as one address instead;
compiled code reads from there what it uses.
"""

from __future__ import annotations

from typing import Any, TypeVar

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)

Bundle = TypeVar("Bundle", bound=type)


class Reference(types.Type):
    """The address of a named tuple, as compiled code knows it.

    Parameters
    ----------
    target : numba type
        The named tuple's.
    """

    def __init__(self, target: Any) -> None:
        self.target = target
        super().__init__(name=f"Reference({target.name})")


def by_reference(bundle: Bundle) -> Bundle:
    """Let compiled code take the named tuples of a class by reference.

    Their fields are arrays, numbers and named tuples. Compiled code may change what the arrays
    hold; the fields themselves never change.
    """

    def type_of(value: Any, context: Any) -> Reference:
        fields = [typeof_impl(field, context) for field in value]
        return Reference(types.BaseTuple.from_types(fields, bundle))

    typeof_impl.register(bundle, type_of)
    return bundle


@register_model(Reference)
class _Address(models.PrimitiveModel):
    def __init__(self, manager: Any, reference: Reference) -> None:
        value = manager.lookup(reference.target).get_value_type()
        super().__init__(manager, reference, ir.PointerType(value))


@unbox(Reference)
def _store(reference: Reference, value: Any, wrapper: Any) -> NativeValue:
    """Store the fields once, before the function is called."""
    native = wrapper.unbox(reference.target, value)
    address = cgutils.alloca_once_value(wrapper.builder, native.value)
    # Whoever reads may take the fields as never written: here ends what the optimiser knows of it.
    known_to_nobody = ir.FunctionType(address.type, [address.type])
    address = wrapper.builder.asm(
        known_to_nobody, "", "=r,0,~{memory}", [address], side_effect=True
    )

    def give_back() -> None:
        """Count down what taking the fields has counted up, or the arrays would stay for ever."""
        if native.cleanup is not None:
            native.cleanup()
        if wrapper.context.enable_nrt:
            wrapper.context.nrt.decref(wrapper.builder, reference.target, native.value)

    return NativeValue(address, is_error=native.is_error, cleanup=give_back)


@infer_getattr
class _FieldTypes(AttributeTemplate):
    key = Reference

    def generic_resolve(self, reference: Reference, name: str) -> Any:  # type: ignore[override]
        """Give the type of a field: a named tuple inside is a reference in its turn."""
        target = reference.target
        if name not in target.fields:
            return None
        field = target.types[target.fields.index(name)]
        return Reference(field) if isinstance(field, types.BaseNamedTuple) else field


@lower_getattr_generic(Reference)
def _read(context: Any, builder: Any, reference: Reference, address: Any, name: str) -> Any:
    place = reference.target.fields.index(name)
    field = reference.target.types[place]
    inside = cgutils.gep_inbounds(builder, address, 0, place)
    if isinstance(field, types.BaseNamedTuple):
        return inside
    value = builder.load(inside)
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return impl_ret_borrowed(context, builder, field, value)
