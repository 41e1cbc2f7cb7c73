"""What may go otherwise than planned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, Strict, TypeAdapter, ValidationError

from matcher.formats import read_json
from matcher.formats.structure import structure_problems
from matcher.model import InvalidInput
from matcher.model.record import Record
from matcher.model.units import Minutes, Probability

Replications = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
Spread = Annotated[float, Strict(), Field(ge=0, le=5, allow_inf_nan=False)]
Rate = Annotated[float, Strict(), Field(ge=0, le=10_000, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty(Record):
    """What may go otherwise than planned; left as it is, only helpers who do not turn up.

    That chance is each helper's own: `Helper.reliability`.
    """

    replications: Replications = 10_000
    late_share: Probability = 0.0
    """Share of the routes that start late."""
    late_minutes: Minutes = 20
    """Mean minutes by which those are late at their first visit (exponential)."""
    duration_spread: Spread = 0.0
    """Standard deviation of a visit's length over its mean, which is as planned (lognormal)."""
    urgent_per_day: Rate = 0.0
    """Mean number of urgent visits asked for a day (Poisson), each like a need of the scenario."""


def read_uncertainty(path: Path) -> Uncertainty:
    """Read the settings of a simulation from a JSON file.

    Raises
    ------
    InvalidInput
        With every error found.
    OSError
        If the file cannot be opened.
    """
    document, _ = read_json(path.read_bytes())
    try:
        return TypeAdapter(Uncertainty).validate_python(document)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        raise InvalidInput([*structure_problems(Uncertainty, errors)]) from None
