"""The shape of a variant's file, for editors and other programs."""

from __future__ import annotations

from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter

from matcher.whatif.variants.operations import OPERATIONS
from matcher.whatif.variants.variant import VariantHeading


def variant_schema() -> dict[str, Any]:
    """Give the JSON schema (2020-12) of a variant's file.

    What it permits may still not suit a scenario: names that are not there, selections that fit
    nothing.
    """
    one: Any = Annotated[Union[tuple(OPERATIONS.values())], Field(discriminator="op")]  # noqa: UP007 - of a list
    changes = TypeAdapter(list[one]).json_schema()
    heading = TypeAdapter(VariantHeading).json_schema()
    definitions = {**heading.pop("$defs", {}), **changes.pop("$defs")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **heading,
        "title": "linli.variant/1",
        "properties": {**heading["properties"], "changes": changes},
        "$defs": definitions,
    }
