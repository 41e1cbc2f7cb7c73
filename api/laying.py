"""Reads requests for comparisons: a base, and the scenarios that come of its variants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from api.comparing import ReadComparison
from api.jobs import NewCase
from api.problems import INVALID, Refusal
from api.reading import load, placed, read_record, save
from api.schemas.comparisons import BASE, MOST_VARIANTS, ComparisonRequest
from api.settings import Settings
from matcher.formats import Loaded, parse_scenario, scenario_document
from matcher.model import InvalidInput, Problem, Scenario
from matcher.report import Text
from matcher.validate import validate
from matcher.validate.catalogue import problem
from matcher.whatif.proof import measured_alike
from matcher.whatif.variants import laid, parse_variant

_COUNTED = ("needs", "helpers", "resources")


def read_comparison_request(body: Path, kept: Path | None, settings: Settings) -> ReadComparison:
    """Read a request for a comparison; the scenarios of its cases stand beside it.

    Parameters
    ----------
    body : Path
    kept : Path or None
        The base, where the request names one that is kept. Without it nothing is laid over it.
    settings : Settings

    Raises
    ------
    Refusal
        With all that is wrong: with the request, or with what the variants do to the base.
    """
    asked: ComparisonRequest = read_record(body.read_bytes(), ComparisonRequest, settings)
    _refuse_what_does_not_fit(asked, settings)
    read = ReadComparison(
        scenario_id=asked.base.scenario_id,
        options=asked.options.within(settings),
        webhook=asked.webhook,
        custom=asked.custom,
    )
    base = asked.base.scenario or (kept and parse_scenario(load(kept)))
    return _with_cases(read, base, asked, body, settings) if base else read


def _refuse_what_does_not_fit(asked: ComparisonRequest, settings: Settings) -> None:
    found: list[Problem] = []
    if (asked.base.scenario is None) == (asked.base.scenario_id is None):
        found.append(problem("scenario_or_id", "/base"))
    most = min(MOST_VARIANTS, settings.max_queued - 1)
    if not asked.variants:
        found.append(problem("too_few", "/variants", limit=1))
    if len(asked.variants) > most:
        found.append(problem("too_many", "/variants", limit=most))
    names = {BASE}
    for number, variant in enumerate(asked.variants):
        if variant["name"] in names:
            name = variant["name"]
            found.append(problem("variant_twice", f"/variants/{number}/name", value=name))
        names.add(variant["name"])
    if found:
        raise Refusal(INVALID, found)


def _with_cases(
    read: ReadComparison,
    loaded: Loaded,
    asked: ComparisonRequest,
    body: Path,
    settings: Settings,
) -> ReadComparison:
    base = read.options.weighed(loaded.scenario)
    counts = _counted(base)
    _refuse_too_large(counts, "/base/scenario", settings)
    title = Text(base.name or base.id, base.name or base.id)
    cases = [_case(BASE, title, base, base, loaded.warnings)]
    scenarios = [_write(body, 0, base)]
    problems: list[Problem] = []
    for number, document in enumerate(asked.variants, start=1):
        pointer = f"/variants/{number - 1}"
        variant = parse_variant(document, base.start)
        try:
            scenario = laid(base, variant)
        except InvalidInput as invalid:
            problems += placed(invalid.problems, part=pointer, whole=f"{pointer}/changes")
            continue
        counts += _counted(scenario)
        _refuse_too_large(counts, pointer, settings)
        cases.append(_case(variant.name, variant.heading.text, scenario, base, validate(scenario)))
        scenarios.append(_write(body, number, scenario))
    if problems:
        raise Refusal(INVALID, problems)
    return replace(read, cases=tuple(cases), scenarios=tuple(scenarios), scenario_id=base.id)


def _case(
    name: str, title: Text, scenario: Scenario, base: Scenario, warnings: Iterable[Problem]
) -> NewCase:
    return NewCase(
        name=name,
        en=title.en,
        zh=title.zh,
        alike=measured_alike(base.policy, scenario.policy),
        warnings=[asdict(warning) for warning in warnings],
    )


def _counted(scenario: Scenario) -> Counter[str]:
    return Counter({kind: len(getattr(scenario, kind)) for kind in _COUNTED})


def _refuse_too_large(counts: Counter[str], pointer: str, settings: Settings) -> None:
    limit = settings.max_needs
    found = [
        problem("comparison_too_large", pointer, kind=kind, limit=limit)
        for kind in _COUNTED
        if counts[kind] > limit
    ]
    if found:
        raise Refusal(INVALID, found)


def _write(body: Path, number: int, scenario: Scenario) -> Path:
    return save(body.with_suffix(f".{number}"), scenario_document(scenario))
