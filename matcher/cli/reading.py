"""`linli check` and `show`: what a plan is worth and what it says."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic_core import to_jsonable_python

from matcher.check import Violation
from matcher.check import check as check_plan
from matcher.cli.command import command, input_path
from matcher.cli.exits import Exit
from matcher.cli.output import Output
from matcher.formats import read_plan, read_scenario
from matcher.model import Plan, Rule, Scenario
from matcher.report import Text, View, tables, view_document
from matcher.report.cells import cell
from matcher.report.findings import violation_table
from matcher.report.pins import pin_rows, pins_text


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
def check(output: Output, scenario: Path, plan: Path) -> Exit:
    """Check a plan against its scenario, rule by rule (检查方案)."""
    loaded, planned = read_scenario(scenario).scenario, read_plan(plan)
    report = check_plan(loaded, planned)
    output.document(to_jsonable_python(report))
    if report.violations:
        _show_broken(output, loaded, planned, report.violations)
        return Exit.RULES_BROKEN
    totals = cell(report.score.totals, output.language)
    missed = pin_rows(loaded, planned)
    if missed:
        pins = pins_text(missed)
        output.say(
            Text(
                f"No rule is broken but {pins.en}. The score is {totals}.",
                f"没有违反任何规则，但{pins.zh}。评分为 {totals}。",
            )
        )
        return Exit.PINS_MISSED
    output.say(
        Text(
            f"No rule is broken; the score is {totals}.",
            f"没有违反任何规则；评分为 {totals}。",
        )
    )
    return Exit.OK


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
@click.option(
    "--by",
    type=click.Choice([way.value for way in View]),
    default=View.DAY.value,
    show_default=True,
    help="The view. 查看方式。",
)
def show(output: Output, scenario: Path, plan: Path, by: str) -> Exit:
    """Show a plan (查看方案): rosters, unmet needs, figures, resources."""
    answer = read_answer(output, scenario, plan)
    if answer is None:
        return Exit.RULES_BROKEN
    output.show(*tables(*answer, View(by), output.language))
    output.document(view_document(*answer, View(by)))
    return Exit.OK


def read_answer(output: Output, scenario: Path, plan: Path) -> tuple[Scenario, Plan] | None:
    """Read a scenario and a plan that can be told with it, though it may break other rules.

    None if the plan names what the scenario does not have; what that is has been said.
    """
    loaded, planned = read_scenario(scenario).scenario, read_plan(plan)
    report = check_plan(loaded, planned)
    broken = report.violations
    if any(violation.rule is Rule.REFERENCE for violation in broken):
        tell_broken(output, loaded, planned, broken)
        return None
    if broken:
        output.note(
            Text(
                f"This plan breaks rules ({len(broken)} times); see: linli check",
                f"本方案违反规则（{len(broken)} 处）；详见：linli check",
            )
        )
    return loaded, planned


def tell_broken(
    output: Output, scenario: Scenario, plan: Plan, broken: tuple[Violation, ...]
) -> None:
    """Tell of the rules that a plan breaks, as tables and as a document."""
    output.document({"violations": to_jsonable_python(broken)})
    _show_broken(output, scenario, plan, broken)


def _show_broken(
    output: Output, scenario: Scenario, plan: Plan, broken: tuple[Violation, ...]
) -> None:
    """Show the rules broken; where the plan is another scenario's, the first says it all."""
    if plan.scenario != scenario.id:
        output.say(Text(f"{broken[0].en}.", f"{broken[0].zh}。"))
    else:
        output.show(violation_table(broken, output.language))
