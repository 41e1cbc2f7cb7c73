"""References: every id named is the id of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matcher.model import Problem, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import LINES, failing

PATHS: Mapping[str, tuple[str, ...]] = {
    "community": (
        "communities/*/parent",
        "organisations/*/community",
        "organisations/*/communities/*",
        "helpers/*/community",
        "helpers/*/communities/*",
        "resources/*/community",
        "resources/*/communities/*",
        "projects/*/communities/*",
        "needs/*/community",
    ),
    "organisation": (
        "helpers/*/organisation",
        "resources/*/organisation",
        "resources/*/organisations/*",
        "projects/*/organisation",
        "needs/*/organisation",
    ),
    "helper": (
        "needs/*/required/*",
        "needs/*/preferred/*",
        "needs/*/excluded/*",
        "pins/*/helpers/*",
        "published/*/helpers/*",
    ),
    "resource": tuple(f"{line}/resource" for line in LINES),
    "project": ("needs/*/project",),
    "service": (
        "resources/*/services/*",
        "projects/*/services/*",
        "projects/*/targets/*/service",
        "needs/*/service",
    ),
    "need": ("needs/*/after/*", "pins/*/need", "published/*/need"),
}
"""Where each kind of record is named."""


def unknown_ids(scenario: Scenario) -> Iterator[Problem]:
    """Find ids named that no record has."""
    known = {
        "community": {c.id for c in scenario.communities},
        "organisation": {o.id for o in scenario.organisations},
        "helper": {h.id for h in scenario.helpers},
        "resource": {r.id for r in scenario.resources},
        "project": {p.id for p in scenario.projects},
        "service": {s.id for s in scenario.services},
        "need": {n.id for n in scenario.needs},
    }
    for kind, paths in PATHS.items():
        for path in paths:
            for pointer, value in failing(scenario, path, known[kind].__contains__):
                yield problem(f"unknown_{kind}", pointer, value=value)


def unknown_past_helpers(scenario: Scenario) -> Iterator[Problem]:
    """Find helpers of the history who are gone; odd, not wrong."""
    helpers = {helper.id for helper in scenario.helpers}
    for pointer, past in failing(scenario, "needs/*/history/*", lambda p: p.helper in helpers):
        yield problem("past_helper_unknown", f"{pointer}/helper", value=past.helper)


CHECKS = (unknown_ids, unknown_past_helpers)
