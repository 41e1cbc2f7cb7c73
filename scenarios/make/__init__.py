"""How the scenario files are made: from published sizes and a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.model import Scenario
from scenarios.make import (
    double_crew,
    kangbashi_district,
    outbreak,
    station_week,
    weekly_contact,
    yuehe_ladder,
)

BUILDERS: Mapping[str, Callable[[], Scenario]] = {
    "station-week": station_week.build,
    "kangbashi-district": kangbashi_district.build,
    "outbreak": outbreak.build,
    "weekly-contact": weekly_contact.build,
    "double-crew": double_crew.build,
    "yuehe-ladder": yuehe_ladder.build,
}
"""The maker of each scenario."""
