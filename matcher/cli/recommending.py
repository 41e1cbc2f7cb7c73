"""`linli recommend`: where one more need fits, and what suits a helper with time to spare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.check import check
from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.cli.overwrite import force_option, refuse_to_overwrite
from matcher.cli.reading import tell_broken
from matcher.formats import read_plan, read_record, read_scenario, write_plan, write_scenario
from matcher.model import Need, Scenario
from matcher.report import Text

if TYPE_CHECKING:
    from matcher.recommend import Desk, Fit

ENDINGS = (".json", ".yaml", ".yml")


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
@click.argument("need", required=False)
@click.option("--helper", metavar="ID", help="What suits this helper. 适合这名服务者的需求。")
@click.option("--shift", metavar="ID", help="Only in this shift of theirs. 只看这一时段。")
@click.option(
    "--most", type=click.IntRange(1, 50), default=3, show_default=True, help="Answers. 答案数。"
)
@click.option(
    "--disturb",
    type=click.IntRange(0, 5),
    default=0,
    show_default=True,
    help="Visits that may be moved for it. 可以调整时间的服务单数。",
)
@click.option(
    "--apply", "chosen", type=click.IntRange(1), metavar="N", help="Carry out answer N. 采用第N个。"
)
@click.option("-o", "target", type=output_path, metavar="PLAN", help="The plan then. 新方案文件。")
@click.option(
    "--scenario-out", type=output_path, metavar="SCENARIO", help="The scenario then. 新情景文件。"
)
@force_option
def recommend(  # noqa: PLR0913
    output: Output,
    /,
    scenario: Path,
    plan: Path,
    need: str | None,
    *,
    helper: str | None,
    shift: str | None,
    most: int,
    disturb: int,
    chosen: int | None,
    target: Path | None,
    scenario_out: Path | None,
    force: bool,
) -> Exit:
    """Say where one more NEED (a file, or an id) fits into a plan (推荐安排)."""
    if (need is None) == (helper is None):
        raise click.UsageError(
            "Give a need or --helper, one of the two. 需求与 --helper 二者选一。"
        )
    if (chosen is None) != (target is None):
        raise click.UsageError("--apply and -o go together. --apply 与 -o 需同时使用。")
    for written in filter(None, (target, scenario_out)):
        refuse_to_overwrite(written, force=force)
    # Slow to import.
    from matcher.recommend import NoSuchVisit, UnsoundPlan, open_desk  # noqa: PLC0415

    loaded, planned = read_scenario(scenario).scenario, read_plan(plan)
    try:
        desk = open_desk(loaded, planned)
        if helper is not None:
            fits = desk.needs_for(helper, shift=shift, most=most, disturb=disturb)
            _show_needs(output, desk, fits, helper)
        else:
            asked = _need(loaded, str(need))
            fits = desk.recommend(asked, most=most, disturb=disturb)
            _show_ways(output, desk, fits, asked)
        if chosen is not None and target is not None:
            _carry_out(output, desk, fits, chosen, target, scenario_out)
    except UnsoundPlan:
        tell_broken(output, loaded, planned, check(loaded, planned).violations)
        return Exit.RULES_BROKEN
    except NoSuchVisit as unknown:
        raise Failure(Exit.USAGE, _unknown(loaded, str(unknown), need)) from None
    return Exit.OK


def _unknown(scenario: Scenario, name: str, need: str | None) -> Text:
    """Say what is wrong with a name that a desk cannot take."""
    if need is None:
        return Text(
            f"There is no such helper, or not with such a shift: {name}.",
            f"没有这名服务者，或其没有这个时段：{name}。",
        )
    if name != need:
        return Text(
            f"The scenario already has a need {name}; a new one needs an id of its own.",
            f"情景中已有需求 {name}；新需求须有自己的编号。",
        )
    if any(known.id == name for known in scenario.needs):
        return Text(
            f"The plan already serves every visit of need {name}.",
            f"方案已安排需求 {name} 的所有服务单。",
        )
    return Text(
        f"There is neither a need nor a file {name} (.json, .yaml).",
        f"没有名为 {name} 的需求，也没有这个文件（.json、.yaml）。",
    )


def _need(scenario: Scenario, given: str) -> Need | str:
    """Read a need from its file; else it is the id of one of the scenario's."""
    from matcher.whatif.reading import read_document  # noqa: PLC0415 - slow to import

    path = Path(given)
    if path.suffix.lower() in ENDINGS and path.is_file():
        return read_record(Need, read_document(path), scenario.start)
    return given


def _show_ways(output: Output, desk: Desk, fits: tuple[Fit, ...], need: Need | str) -> None:
    from matcher import recommend as told  # noqa: PLC0415 - slow to import

    language, scenario = output.language, desk.scenario
    reasons = []
    if fits:
        output.show(told.fits_table(scenario, desk.plan, fits, told.WAYS, language))
    else:
        unmet = desk.why_not(need)
        if isinstance(need, Need):
            scenario = replace(scenario, needs=(*scenario.needs, need))
        output.show(told.reasons_table(scenario, desk.plan, unmet, language))
        reasons = told.reasons_document(scenario, desk.plan, unmet, language)
    output.document(
        {
            "need": need.id if isinstance(need, Need) else need,
            "fits": [told.fit_document(scenario, fit, language) for fit in fits],
            "reasons": reasons,
        }
    )


def _show_needs(output: Output, desk: Desk, fits: tuple[Fit, ...], helper: str) -> None:
    from matcher import recommend as told  # noqa: PLC0415 - slow to import

    language, scenario = output.language, desk.scenario
    output.show(told.fits_table(scenario, desk.plan, fits, told.NEEDS, language))
    if not fits:
        unmet = len(desk.plan.unmet)
        output.say(
            Text(
                f"Of {unmet} visits left out none fits in as the plan stands. What would help one:"
                " linli explain.",
                f"未安排的{unmet}个服务单都排不进现有方案。怎样才能安排，请用 linli explain 查看。",
            )
        )
    documents = [
        {"need": fit.need.id, "occurrence": fit.occurrence}
        | told.fit_document(scenario, fit, language)
        for fit in fits
    ]
    output.document({"helper": helper, "fits": documents})


def _carry_out(
    output: Output,
    desk: Desk,
    fits: tuple[Fit, ...],
    chosen: int,
    target: Path,
    scenario_out: Path | None,
) -> None:
    """Write the plan with one of the answers in it, and the scenario that then has the need."""
    if chosen > len(fits):
        raise Failure(
            Exit.USAGE,
            Text(f"There is no answer {chosen}.", f"没有第{chosen}个答案。"),
        )
    is_known = any(need.id == fits[chosen - 1].need.id for need in desk.scenario.needs)
    if not is_known and scenario_out is None:
        raise click.UsageError(
            "A new need changes the scenario: --scenario-out says where to."
            " 新需求会改变情景：请用 --scenario-out 指定文件。"
        )
    scenario, plan = desk.apply(fits[chosen - 1])
    write_plan(plan, target)
    output.note(Text(f"Written to {target}.", f"已写入 {target}。"))
    if scenario_out is not None:
        write_scenario(scenario, scenario_out)
        output.note(Text(f"Written to {scenario_out}.", f"已写入 {scenario_out}。"))
