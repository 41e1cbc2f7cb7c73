"""Several weeks of a scenario: planned, carried out, what is left aged and planned again."""

from __future__ import annotations

from matcher.roll.play import roll
from matcher.roll.records import NeedLog, Rolled, RollSettings, Step, Week
from matcher.roll.tables import needs_cut, roll_tables

__all__ = ["NeedLog", "RollSettings", "Rolled", "Step", "Week", "needs_cut", "roll", "roll_tables"]
