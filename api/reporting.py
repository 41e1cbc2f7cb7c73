"""Reports of comparisons from documents of the store."""

from __future__ import annotations

from collections.abc import Callable

from api.comparing import FORMATS, Planned
from api.reading import load, read_kept
from matcher.formats import parse_plan
from matcher.report import Language
from matcher.whatif.comparison import (
    Case,
    Comparison,
    compare,
    html_comparison,
    json_comparison,
    xlsx_comparison,
)

_WRITERS: dict[str, Callable[[Comparison, Language], bytes]] = dict(
    zip(FORMATS, (json_comparison, html_comparison, xlsx_comparison), strict=True)
)


def report(cases: tuple[Planned, ...], media_type: str, language: Language) -> bytes:
    """Set plans side by side.

    Parameters
    ----------
    cases : tuple of Planned
        The base first.
    media_type : str
        One of `FORMATS`.
    language : Language
    """
    compared = compare(
        [
            Case(
                name=case.name,
                title=case.title,
                scenario=read_kept(case.scenario),
                plan=parse_plan(load(case.result)["plan"]),
            )
            for case in cases
        ]
    )
    return _WRITERS[media_type](compared, language)
