import re
from pathlib import Path

import pytest

import scenarios
from matcher.model import Scenario
from scenarios.make import BUILDERS


def counts(scenario: Scenario) -> dict[str, int]:
    return {
        "days": scenario.days,
        "communities": len(scenario.communities),
        "organisations": len(scenario.organisations),
        "helpers": len(scenario.helpers),
        "shifts": sum(len(helper.shifts) for helper in scenario.helpers),
        "resources": len(scenario.resources),
        "services": len(scenario.services),
        "households": len({need.resident for need in scenario.needs if need.resident}),
        "needs": len(scenario.needs),
        "visits": sum(n.recurrence.times if n.recurrence else 1 for n in scenario.needs),
    }


@pytest.mark.parametrize("name", scenarios.names())
def test_the_page_tells_the_sizes_the_file_has(name: str) -> None:
    page = (scenarios.path(name).parent / "README.md").read_text(encoding="utf-8")
    told = {
        what: int(count) for what, count in re.findall(r"^\| (\w+) \| (\d+) \|", page, re.MULTILINE)
    }
    assert told == counts(BUILDERS[name]())


@pytest.mark.parametrize("name", scenarios.names())
def test_the_page_says_that_people_and_places_are_invented(name: str) -> None:
    page = (scenarios.path(name).parent / "README.md").read_text(encoding="utf-8")
    assert "No real person" in page
    assert "invented" in page


@pytest.mark.parametrize("name", scenarios.names())
def test_the_documentation_tells_the_same_sizes(name: str) -> None:
    page = (Path(__file__).parents[3] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    (told,) = re.findall(
        rf"^\| \[{name}\].*?\| [^|]+ \| (\d+) \| (\d+) \| (\d+) \|", page, re.MULTILINE
    )
    sizes = counts(BUILDERS[name]())
    assert tuple(map(int, told)) == (sizes["needs"], sizes["visits"], sizes["helpers"])
