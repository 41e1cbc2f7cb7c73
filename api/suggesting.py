"""What would help the visits that a plan leaves out, and what else could be; see `api.desks`.

The web process only names the functions: they bring half the library with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.held import HeldPlan
from api.problems import INVALID, NOT_FOUND, Refusal
from api.schemas.explanations import OverviewQuery, SuggestionQuery
from matcher.model import InvalidInput
from matcher.report import Language
from matcher.validate.catalogue import problem

if TYPE_CHECKING:
    from matcher.model import Scenario
    from matcher.remedy import Instead


def suggest(
    held: HeldPlan, need: str, asked: SuggestionQuery, language: Language
) -> dict[str, Any]:
    """Give the document of `VisitSuggestions`.

    Raises
    ------
    Refusal
        404 if there is no such visit, 422 if `instead` is neither a helper nor a time, 409 if the
        plan breaks a rule.
    """
    from matcher.recommend import NoSuchVisit  # noqa: PLC0415
    from matcher.remedy import visit_document  # noqa: PLC0415

    instead = _instead(held.scenario, asked.instead)
    try:
        return visit_document(
            held.ground,
            need,
            asked.occurrence,
            seconds=asked.seconds,
            most=asked.most,
            instead=instead,
            language=language,
        )
    except NoSuchVisit:
        raise Refusal(NOT_FOUND) from None


def look_over(held: HeldPlan, asked: OverviewQuery, language: Language) -> dict[str, Any]:
    """Give the document of an `Overview`.

    Raises
    ------
    Refusal
        409 if the plan breaks a rule.
    """
    from matcher.remedy import TIMES, overview, overview_document  # noqa: PLC0415

    told = overview(held.ground, seconds=asked.seconds / TIMES, most=asked.most)
    return overview_document(held.ground, told, language)


def _instead(scenario: Scenario, text: str | None) -> Instead | None:
    from matcher.recommend import NoSuchVisit  # noqa: PLC0415
    from matcher.remedy import read_instead  # noqa: PLC0415

    if text is None:
        return None
    try:
        return read_instead(scenario, text)
    except NoSuchVisit:
        unknown = [problem("selects_unknown", "", value=text)]
        raise Refusal(INVALID, unknown, parameter="instead") from None
    except InvalidInput as invalid:
        raise Refusal(INVALID, invalid.problems, parameter="instead") from None
