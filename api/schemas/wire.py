"""How the records of the library stand in requests and answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    TypeAdapter,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from matcher.formats import Loaded, parse_plan, parse_scenario
from matcher.model import Plan, Scenario


class Answer(BaseModel):
    """What an operation answers; never changed."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Parameters(BaseModel):
    """What is asked for in the address, its query or the headers."""

    model_config = ConfigDict(use_attribute_docstrings=True)


ANY_START = datetime(2000, 1, 1, tzinfo=UTC)
"""To read by what counts times from a scenario's start, where that is not known yet: it decides
nothing about their form."""

STORABLE = r"^[^\x00]*$"
"""Pattern of text that every database can hold."""


@cache
def adapter(record: Any) -> TypeAdapter[Any]:  # noqa: ANN401  # any type form
    """Give what reads and describes a record; made once, for making one is slow."""
    return TypeAdapter(record)


class Written:
    """Marks a JSON document as the written form of a record, which describes it.

    Parameters
    ----------
    record : type
        The record whose schema the document follows.
    read : callable, optional
        Reads the document; without it, it is passed on as it is.
    """

    def __init__(self, record: type, read: Callable[[object], object] | None = None) -> None:
        self._record = record
        self._read = read

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        if self._read is None:
            return core_schema.any_schema()
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = adapter(self._record).core_schema
        if "ref" in schema:
            # Said as a definition, it becomes a component instead of being spelled out in place.
            reference = core_schema.definition_reference_schema(schema["ref"])
            schema = core_schema.definitions_schema(reference, [schema])
        return handler(schema)


ReadScenario = Annotated[Loaded, Written(Scenario, parse_scenario)]
"""A scenario document that is read and checked with the rest of the request."""


ReadPlan = Annotated[Plan, Written(Plan, parse_plan)]
"""A plan document that is read with the rest of the request; `matcher.check` judges it."""
