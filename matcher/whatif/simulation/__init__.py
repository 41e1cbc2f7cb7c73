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
from matcher.whatif.simulation.settings import Uncertainty, read_uncertainty
from matcher.whatif.simulation.simulate import simulate
from matcher.whatif.simulation.standby import suggest_standbys
from matcher.whatif.simulation.tables import simulation_tables

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
    "read_uncertainty",
    "simulate",
    "simulation_tables",
    "suggest_standbys",
]
