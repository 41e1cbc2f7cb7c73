"""What docs/api.md says is so."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from api import desks, held, problems, services
from api.jobs import Failure
from api.routes.documented import SECURITY
from api.schemas import explanations
from api.schemas.options import Mode, PlanOptions
from api.schemas.revisions import EVENTS, RevisionOptions
from api.settings import Settings
from api.web import doors
from api.worker import failures

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
OPERATION = re.compile(r"\| `((?:GET|POST|PUT|DELETE) \S+)` \| ([\w' ]+) \|")


def section(title):
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_kind_of_problem_is_listed_with_its_status():
    kinds = {kind for kind in vars(problems).values() if isinstance(kind, problems.Kind)}
    listed = re.findall(r"\| `/problems/(\S+)` \| (\d+) \|", PAGE)
    assert sorted(listed) == sorted((kind.slug, str(kind.status)) for kind in kinds)


def test_every_failure_is_listed():
    known = {f.code for f in vars(failures).values() if isinstance(f, Failure)}
    told = section("When something is wrong").split("says why in `failure`:")[1]
    assert sorted(re.findall(r"\| `(\w+)` \|", told)) == sorted(known)


def test_every_operation_is_listed_with_the_scope_it_needs(app):
    listed = dict(OPERATION.findall(section("Operations")))
    told = {}
    for path, item in app.api_doc["paths"].items():
        for method, operation in item.items():
            name = f"{method.upper()} {path}"
            rule = path.replace("{", "<").replace("}", ">")
            endpoint = next(
                rule_.endpoint
                for rule_ in app.url_map.iter_rules()
                if rule_.rule == rule and method.upper() in rule_.methods
            )
            needed = doors._needed(endpoint, method.upper())
            told[name] = str(needed) if operation.get("security") == SECURITY else listed.get(name)
            assert ("security" in operation) == (endpoint not in doors._OPEN)
    assert listed == told
    assert len(OPERATION.findall(PAGE)) == len(told)


@pytest.mark.parametrize("option", [field.name for field in fields(PlanOptions)])
def test_every_option_is_listed(option):
    listed = re.findall(r"^\| `(\w+)` \| ", section("Options of a plan"), flags=re.MULTILINE)
    assert listed.count(option) == 1
    assert len(fields(PlanOptions)) + len(Mode) == len(listed)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_is_listed(mode):
    assert f"\n| `{mode}` | " in section("Options of a plan")


def test_limits_are_those_of_the_settings(tmp_path):
    settings = Settings(data=tmp_path)
    told = section("Limits")
    for default, name in {
        f"{settings.max_body_bytes // 1024**2} MiB": "max_body_bytes",
        f"{settings.max_needs:,}": "max_needs",
        f"{settings.max_seconds:.0f}": "max_seconds",
        f"{settings.max_workers}": "max_workers",
        f"{settings.max_solve_bytes // 1024**3} GiB": "max_solve_bytes",
        f"{settings.max_running}": "max_running",
        f"{settings.max_queued}": "max_queued",
        settings.requests.replace("/", " a "): "requests",
        f"{settings.keep_days:.0f}": "keep_days",
    }.items():
        assert f"| {default} | `--{name.replace('_', '-')}` |" in told
    assert f"| event streams open at the same time | {settings.streams} |" in told
    assert f"| {held.MOST_PLANS}; {held.MOST_BYTES // 1024**2} MiB | |" in told
    assert f"one's turn | {desks.SECONDS:.0f} | |" in told
    assert f" | {services.QUICK}; {services.SLOW} | |" in told
    assert f"one more helper | {explanations.MOST_SECONDS:.0f} | |" in told


def test_every_parameter_of_what_takes_seconds_is_listed_with_its_default():
    for title, queries in {
        "What would help": (explanations.SuggestionQuery, explanations.OverviewQuery),
        "Shortages": (explanations.ShortageQuery,),
    }.items():
        told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", section(title), flags=re.MULTILINE))
        assert told.keys() == {name for query in queries for name in query.model_fields}
        for query in queries:
            for name, field in query.model_fields.items():
                if field.default is not None:
                    assert re.search(rf"\b{field.default:g}\b", told[name])


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_of_a_revision_has_an_example(kind):
    assert section("Revisions").count(f'    {{"kind": "{kind}", ') >= 1


@pytest.mark.parametrize("option", [field.name for field in fields(RevisionOptions)])
def test_every_option_of_a_revision_is_listed(option):
    listed = re.findall(r"^\| `(\w+)` \| ", section("Revisions"), flags=re.MULTILINE)
    assert listed.count(option) == 1
    assert len(fields(RevisionOptions)) == len(listed)
