"""How `linli` ends: its exit codes, and the failures that lead to them."""

from __future__ import annotations

from enum import IntEnum

from matcher.report import Text


class Exit(IntEnum):
    """The exit codes, documented in docs/cli.md."""

    OK = 0
    UNEXPECTED = 1
    """A defect of Linli."""
    USAGE = 2
    """An option, a file or an engine that cannot be taken."""
    INVALID_INPUT = 3
    """A scenario or a plan with errors."""
    RULES_BROKEN = 4
    """A plan that breaks rules, or does not belong to the scenario."""
    STOPPED = 5
    """Stopped before there was a plan."""
    PINS_MISSED = 6
    """A plan in order, but some pins cannot be kept."""
    CLOSED = 141
    """Nobody reads the output any more, as `head` after its last line."""


class Failure(Exception):
    """A command that cannot be carried out.

    Attributes
    ----------
    code : Exit
    text : Text
        One sentence for the user.
    """

    def __init__(self, code: Exit, text: Text) -> None:
        super().__init__(text.en)
        self.code = code
        self.text = text
