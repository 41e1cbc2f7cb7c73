"""Repair of a published plan after events."""

from __future__ import annotations

from matcher.replan.changes import Call, CallReason, ChangeCode, Party, PlanChange, changes_of
from matcher.replan.cut import Stage
from matcher.replan.events import Event, Happened, parse_events, parse_happened, read_freeze
from matcher.replan.ladder import Repair, repair
from matcher.replan.revise import revise

__all__ = [
    "Call",
    "CallReason",
    "ChangeCode",
    "Event",
    "Happened",
    "Party",
    "PlanChange",
    "Repair",
    "Stage",
    "changes_of",
    "parse_events",
    "parse_happened",
    "read_freeze",
    "repair",
    "revise",
]
