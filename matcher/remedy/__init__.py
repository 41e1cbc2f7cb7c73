"""What would help a visit that is left out, and what else could be of one that is served."""

from __future__ import annotations

from matcher.remedy.ask import (
    MOST,
    SECONDS,
    explain_served,
    explain_unserved,
    find_visit,
    read_instead,
)
from matcher.remedy.document import (
    explanation_document,
    overview_document,
    served_document,
    unserved_document,
    variant_document,
    visit_document,
)
from matcher.remedy.ground import Ground
from matcher.remedy.overview import TIMES, Common, Overview, overview
from matcher.remedy.records import (
    Forced,
    Instead,
    Lack,
    Lacking,
    Miss,
    Remedy,
    Served,
    Step,
    StepKind,
    Unserved,
)

__all__ = [
    "MOST",
    "SECONDS",
    "TIMES",
    "Common",
    "Forced",
    "Ground",
    "Instead",
    "Lack",
    "Lacking",
    "Miss",
    "Overview",
    "Remedy",
    "Served",
    "Step",
    "StepKind",
    "Unserved",
    "explain_served",
    "explain_unserved",
    "explanation_document",
    "find_visit",
    "overview",
    "overview_document",
    "read_instead",
    "served_document",
    "unserved_document",
    "variant_document",
    "visit_document",
]
