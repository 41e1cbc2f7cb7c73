"""What the documentation promises about names, links, exit codes and dependencies."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import click
import pytest

from matcher import model
from matcher.cli.exits import Exit
from matcher.cli.group import main
from matcher.report import View

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("scenarios/**/*.md")])
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def rows(page: str) -> list[list[str]]:
    """Return the cells of every table row but heads and rules."""
    lines = [line for line in (ROOT / page).read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_glossary_has_every_name_of_the_model_once_with_its_chinese() -> None:
    named = [row for row in rows("docs/glossary.md") if row[0].startswith("`")]
    assert sorted(row[0].strip("`") for row in named) == sorted(model.__all__)
    assert all(re.search(r"[\u4e00-\u9fff]", row[1]) for row in named)


def test_every_exit_code_is_documented_once() -> None:
    documented = [row[0] for row in rows("docs/cli.md") if row[0].isdigit()]
    assert documented == [str(code.value) for code in Exit]


def test_every_command_and_view_is_documented() -> None:
    page = (ROOT / "docs/cli.md").read_text()
    commands = [row[0] for row in rows("docs/cli.md") if row[0].startswith("`linli ")]
    assert {command.split()[1].strip("`") for command in commands} == set(
        main.list_commands(None)  # type: ignore[arg-type]
    )
    assert all(f"`{way.value}`" in page for way in View)


@pytest.mark.parametrize("name", ["serve", "worker"])
def test_every_option_of_serving_is_documented_with_its_default(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    page = (ROOT / "docs/cli.md").read_text().split(f"| option of `{name}` |")[1].split("\n\n")[0]
    told = dict(re.findall(r"^\| `(--[a-z-]+)[^`]*` \| (.*) \|$", page, flags=re.MULTILINE))
    own = {option.opts[0]: option for option in command.params}
    assert told.keys() == own.keys() - {"--json", "--lang"}
    for flag, meaning in told.items():
        default = own[flag].default
        if isinstance(default, int | float | str) and not own[flag].is_flag:
            shown = f"{default:g}" if isinstance(default, float) else str(default)
            assert re.search(rf"\b{re.escape(shown)}\b", meaning), flag


def test_every_option_of_keys_and_tenants_is_documented() -> None:
    page = (ROOT / "docs/cli.md").read_text().split("## Keys and tenants")[1].split("\n## ")[0]
    told = set(re.findall(r"^\| `(--[a-z-]+)", page, flags=re.MULTILINE))
    groups = [main.get_command(click.Context(main), name) for name in ("keys", "tenants")]
    commands = [command for group in groups for command in group.commands.values()]
    options = {p.opts[0] for c in commands for p in c.params if isinstance(p, click.Option)}
    assert told == options - {"--json", "--lang"}
    assert all(name in (ROOT / "docs/cli.md").read_text() for g in groups for name in g.commands)


def test_every_dependency_is_documented_once() -> None:
    project = PYPROJECT["project"]
    optional = project["optional-dependencies"]
    needed = [*project["dependencies"], *chain.from_iterable(optional.values())]
    names = [re.match(r"[\w.-]+", requirement)[0] for requirement in needed]
    documented = [row[0] for row in rows("docs/dependencies.md")]
    assert sorted(documented) == sorted([*names, *["dependency"] * 4])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    inside = [
        target.split("#")[0]
        for target in re.findall(r"\]\(([^)]+)\)", text)
        if not target.startswith(("http://", "https://", "#"))
    ]
    missing = [target for target in inside if not (page.parent / target).exists()]
    assert missing == []


def test_every_page_of_the_docs_is_in_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text()
    pages = [
        str(page.relative_to(ROOT / "docs"))
        for page in PAGES
        if page.is_relative_to(ROOT / "docs") and page.name != "index.md"
    ]
    assert [page for page in pages if f"({page})" not in index] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
