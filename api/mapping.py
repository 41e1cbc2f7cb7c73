"""Where an ended plan has too few helpers, in every format; see `api.desks`.

The web process only names the function: it brings half the library with it.
"""

from __future__ import annotations

import json

from api.comparing import FORMATS
from api.held import HeldPlan
from api.schemas.explanations import ShortageQuery
from matcher.report import Language


def map_shortages(
    held: HeldPlan, asked: ShortageQuery, media_type: str, language: Language
) -> bytes:
    """Give the shortage map of a plan in one of `FORMATS`."""
    from matcher.shortage import (  # noqa: PLC0415
        find_shortages,
        html_shortages,
        shortage_document,
        xlsx_shortages,
    )

    found = find_shortages(held.scenario, held.plan, seconds=asked.seconds, top=asked.top)
    _, page, book = FORMATS
    if media_type == page:
        return html_shortages(found, language)
    if media_type == book:
        return xlsx_shortages(found, language)
    return json.dumps(shortage_document(found), ensure_ascii=False).encode()
