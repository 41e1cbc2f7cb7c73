"""Plans carried out many times: who does not turn up, who is late, what is asked for besides."""

from __future__ import annotations

from matcher.whatif.simulation.results import (
    Bar,
    ExposedCommunity,
    ExposedNeed,
    KeyHelper,
    Simulated,
    Spread,
    Standby,
    Urgent,
    VisitChance,
)
from matcher.whatif.simulation.settings import Uncertainty
from matcher.whatif.simulation.simulate import simulate
from matcher.whatif.simulation.standby import suggest_standbys

__all__ = [
    "Bar",
    "ExposedCommunity",
    "ExposedNeed",
    "KeyHelper",
    "Simulated",
    "Spread",
    "Standby",
    "Uncertainty",
    "Urgent",
    "VisitChance",
    "simulate",
    "suggest_standbys",
]
