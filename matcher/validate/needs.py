"""Needs: crews, wishes, recurrence and history that can be kept."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.model import Problem, Recurrence, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import each_named_visit, each_role, roles_of, services_by_id


def roles(scenario: Scenario) -> Iterator[Problem]:
    """Find roles that ask for nobody, or for a time that does not exist."""
    for pointer, position, role in each_role(scenario):
        if role.count == 0:
            yield problem("role_count_zero", f"{pointer}/count")
        if role.lag is None:
            continue
        if position == 0:
            yield problem("lag_on_first_role", f"{pointer}/lag")
        if role.lag.max < role.lag.min:
            yield problem("lag_range", f"{pointer}/lag/max")


def recurrences(scenario: Scenario) -> Iterator[Problem]:
    """Find recurrences that never happen, or with gaps that do not exist."""
    for pointer, recurrence in _each_recurrence(scenario):
        most = recurrence.max_gap_days
        if recurrence.times == 0:
            yield problem("recurrence_zero", f"{pointer}/times")
        if most is not None and most < recurrence.min_gap_days:
            yield problem("recurrence_gaps", f"{pointer}/max_gap_days")


def recurrences_that_fit(scenario: Scenario) -> Iterator[Problem]:
    """Find recurrences that do not fit into the horizon."""
    for pointer, recurrence in _each_recurrence(scenario):
        times, gap = recurrence.times, recurrence.min_gap_days
        if scenario.days and gap * (times - 1) > scenario.days - 1:
            yield problem(
                "recurrence_impossible", pointer, times=times, gap=gap, days=scenario.days
            )


def required_wishes(scenario: Scenario) -> Iterator[Problem]:
    """Find wishes that are required and not said."""
    for i, need in enumerate(scenario.needs):
        if need.gender_required and need.gender is None:
            yield problem("gender_missing", f"/needs/{i}/gender")
        if need.language_required and not need.languages:
            yield problem("languages_missing", f"/needs/{i}/languages")


def wished_and_excluded(scenario: Scenario) -> Iterator[Problem]:
    """Find helpers both wished for and excluded."""
    for i, need in enumerate(scenario.needs):
        excluded = set(need.excluded)
        for name, wished in (("required", need.required), ("preferred", need.preferred)):
            for k, helper in enumerate(wished):
                if helper in excluded:
                    yield problem("wished_and_excluded", f"/needs/{i}/{name}/{k}", value=helper)


def helpers_allowed(scenario: Scenario) -> Iterator[Problem]:
    """Find continuity that does not allow even the crew of one visit."""
    services = services_by_id(scenario)
    for i, need in enumerate(scenario.needs):
        counts = [role.count for role in roles_of(need, services)]
        if need.max_helpers is None or not counts:
            continue
        needed = sum(counts) if need.distinct_crew else max(counts)
        if need.max_helpers < needed:
            pointer = f"/needs/{i}/max_helpers"
            yield problem("too_few_helpers_allowed", pointer, value=need.max_helpers, needed=needed)


def past_history(scenario: Scenario) -> Iterator[Problem]:
    """Find history that is not over when the horizon starts."""
    first = scenario.start.date()
    for i, need in enumerate(scenario.needs):
        for k, past in enumerate(need.history):
            if past.day is not None and past.day >= first:
                yield problem("history_not_past", f"/needs/{i}/history/{k}/day")


def occurrences(scenario: Scenario) -> Iterator[Problem]:
    """Find pins and published visits of occurrences that their need does not have."""
    visits_of = {
        need.id: need.recurrence.times if need.recurrence else 1
        for need in reversed(scenario.needs)
    }
    for pointer, visit in each_named_visit(scenario):
        visits = visits_of.get(visit.need)
        if visits is not None and visit.occurrence >= visits:
            yield problem(
                "unknown_occurrence",
                f"{pointer}/occurrence",
                need=visit.need,
                visits=visits,
                value=visit.occurrence,
            )


def something_to_plan(scenario: Scenario) -> Iterator[Problem]:
    """Find out whether there are needs, and helpers to meet them."""
    if not scenario.needs:
        yield problem("no_needs", "/needs")
    if not scenario.helpers:
        yield problem("no_helpers", "/helpers")


def _each_recurrence(scenario: Scenario) -> Iterator[tuple[str, Recurrence]]:
    for i, need in enumerate(scenario.needs):
        if need.recurrence is not None:
            yield f"/needs/{i}/recurrence", need.recurrence


STANDALONE = (roles, recurrences, required_wishes, wished_and_excluded)

WHOLE = (recurrences_that_fit, helpers_allowed, past_history, occurrences, something_to_plan)
