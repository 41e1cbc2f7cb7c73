"""What docs/api.md says is so."""

import re
from pathlib import Path

import pytest

from api import problems, runner
from api.jobs import Failure

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_kind_of_problem_is_listed_with_its_status():
    kinds = {kind for kind in vars(problems).values() if isinstance(kind, problems.Kind)}
    listed = set(re.findall(r"\| `/problems/(\S+)` \| (\d+) \|", PAGE))
    assert listed == {(kind.slug, str(kind.status)) for kind in kinds}


def test_every_failure_is_listed():
    failures = {f.code for f in vars(runner).values() if isinstance(f, Failure)}
    section = PAGE.split("says why in `failure`:")[1].split("##")[0]
    assert set(re.findall(r"\| `(\w+)` \|", section)) == failures


def test_every_operation_is_listed(client):
    paths = client.get("/openapi.json").json["paths"]
    told = {f"{method.upper()} {path}" for path, item in paths.items() for method in item}
    assert set(re.findall(r"\| `((?:GET|POST) \S+)` \|", PAGE)) == told


@pytest.mark.parametrize("option", ["max_seconds", "max_iterations", "seed", "workers", "engine"])
def test_every_option_is_listed(client, option):
    schemas = client.get("/openapi.json").json["components"]["schemas"]
    assert option in schemas["PlanOptions"]["properties"]
    assert len(schemas["PlanOptions"]["properties"]) == 5
    assert f"| `{option}` |" in PAGE
