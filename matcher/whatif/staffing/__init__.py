"""Staffing: the cheapest mix of additions with which every target is reached."""

from __future__ import annotations

from matcher.whatif.staffing.answer import (
    Bought,
    CurvePoint,
    Inquiry,
    Reached,
    StaffingAnswer,
)
from matcher.whatif.staffing.question import Question, Target, parse_question
from matcher.whatif.staffing.search import StaffingEnded, StaffingProgress
from matcher.whatif.staffing.trial import Effort

__all__ = [
    "Bought",
    "CurvePoint",
    "Effort",
    "Inquiry",
    "Question",
    "Reached",
    "StaffingAnswer",
    "StaffingEnded",
    "StaffingProgress",
    "Target",
    "parse_question",
]
