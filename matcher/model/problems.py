"""What is wrong with an input, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops; a warning is told and let pass."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, where, and what to do."""

    code: str
    """Stable, documented in docs/problems.md."""
    pointer: str
    """JSON pointer (RFC 6901) into the scenario document: ``/needs/3/windows/0/end``."""
    en: str
    zh: str
    severity: Severity = Severity.ERROR
    place: str = ""
    """Where a table was read: sheet, row and column in words; empty for JSON."""


class InvalidInput(ValueError):
    """An input with errors; carries every problem found.

    Attributes
    ----------
    problems : tuple of Problem
        Errors and warnings, in order of their place.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        super().__init__(f"{len(errors)} errors, first: {errors[0].pointer}: {errors[0].en}")

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Problem, ...]]]:
        return InvalidInput, (self.problems,)
