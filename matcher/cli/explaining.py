"""`linli explain`: why a visit is unmet and what would help; why it is as it is, and what else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.check import check
from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.cli.overwrite import force_option, refuse_to_overwrite
from matcher.cli.reading import tell_broken
from matcher.formats import read_plan, read_scenario
from matcher.model import InvalidInput, Plan, Scenario, Unmet
from matcher.report import Text
from matcher.report.escalations import moves_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.remedy import Ground, Instead, Unserved


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
@click.argument("need", required=False)
@click.option(
    "--occurrence",
    type=click.IntRange(0),
    metavar="N",
    help="Which of its visits, from 0. Default: the first unmet. 第几次服务，从0起。",
)
@click.option(
    "--instead",
    metavar="HELPER|TIME",
    help="What would it cost if this helper came, or at this time? 改由此人或此时服务的代价。",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, 3600, min_open=True),
    default=5.0,
    show_default=True,
    help="Most seconds for a visit. 每个服务单的时限（秒）。",
)
@click.option(
    "--most", type=click.IntRange(1, 20), default=3, show_default=True, help="Answers. 答案数。"
)
@click.option(
    "--variants-out",
    "folder",
    type=output_path,
    metavar="FOLDER",
    help="Write each suggestion as a variant here, for: linli whatif. 将各项建议写成情景变体。",
)
@force_option
def explain(  # noqa: PLR0913
    output: Output,
    /,
    scenario: Path,
    plan: Path,
    need: str | None,
    *,
    occurrence: int | None,
    instead: str | None,
    seconds: float,
    most: int,
    folder: Path | None,
    force: bool,
) -> Exit:
    """Say why a visit is left out and what would help, or why it is as it is (解释方案).

    NEED may name one visit, as n003#3. Without NEED: all that are left out.
    """
    if need is None and (occurrence is not None or instead is not None):
        raise click.UsageError(
            "--occurrence and --instead are of one need. --occurrence 与 --instead 需指明需求。"
        )
    if folder is not None:
        refuse_to_overwrite(folder, force=force)
    # Slow to import.
    from matcher import remedy  # noqa: PLC0415
    from matcher.recommend import NoSuchVisit  # noqa: PLC0415

    ground = _ground(output, read_scenario(scenario).scenario, read_plan(plan))
    if ground is None:
        return Exit.RULES_BROKEN
    try:
        if need is None:
            told = _all(output, ground, seconds, most)
        else:
            key = remedy.find_visit(ground, need, occurrence)
            asked = None if instead is None else _read_instead(ground.scenario, instead)
            told = _one(output, ground, key, asked, seconds, most)
            climbs = moves_up(ground.scenario, ground.plan, key[0])
            if climbs is not None:
                output.say(climbs)
    except NoSuchVisit as unknown:
        raise Failure(
            Exit.USAGE, Text(f"Unknown here: {unknown}.", f"不存在：{unknown}。")
        ) from None
    if folder is not None:
        _write_variants(output, ground, told, folder)
    return Exit.OK


def _read_instead(scenario: Scenario, text: str) -> Instead:
    from matcher.remedy import read_instead  # noqa: PLC0415 - slow to import

    try:
        return read_instead(scenario, text)
    except InvalidInput as invalid:
        (problem,) = invalid.problems
        raise Failure(
            Exit.USAGE, Text(f"--instead {text}: {problem.en}", f"--instead {text}：{problem.zh}")
        ) from None


def _ground(output: Output, scenario: Scenario, plan: Plan) -> Ground | None:
    """Open a plan; None if it breaks rules, and which has been said."""
    from matcher.recommend import UnsoundPlan, open_desk  # noqa: PLC0415 - slow to import
    from matcher.remedy import Ground  # noqa: PLC0415 - slow to import

    try:
        return Ground(open_desk(scenario, plan))
    except UnsoundPlan:
        tell_broken(output, scenario, plan, check(scenario, plan).violations)
        return None


def _one(
    output: Output,
    ground: Ground,
    key: tuple[str, int],
    instead: Instead | None,
    seconds: float,
    most: int,
) -> tuple[Unserved, ...]:
    from matcher import remedy  # noqa: PLC0415 - slow to import
    from matcher.remedy import showing, telling, words  # noqa: PLC0415 - slow to import

    language = output.language
    teller = telling.Teller(ground.scenario, ground.plan, language)
    unmet: Unmet | None = next(
        (one for one in ground.plan.unmet if (one.need, one.occurrence) == key), None
    )
    if unmet is None:
        served = remedy.explain_served(ground, key, instead=instead, seconds=seconds, most=most)
        output.show(*showing.served_tables(ground, served, language))
        if not served.others:
            output.say(words.NO_OTHER)
        if served.forced is not None:
            _say(output, teller.forced(served.forced))
        output.document(remedy.served_document(ground, served, language))
        return ()
    told = remedy.explain_unserved(ground, unmet, instead=instead, seconds=seconds, most=most)
    output.show(*showing.unserved_tables(ground, told, language))
    if not told.remedies:
        output.say(words.NOTHING_HELPS)
    if told.forced is not None:
        _say(output, teller.forced(told.forced))
    if not told.complete:
        output.say(words.INCOMPLETE)
    output.document(remedy.unserved_document(ground, told, language))
    return (told,)


def _say(output: Output, said: str) -> None:
    """Say what is in the reader's language already."""
    output.say(Text(said, said))


def _all(output: Output, ground: Ground, seconds: float, most: int) -> tuple[Unserved, ...]:
    from matcher import remedy  # noqa: PLC0415 - slow to import
    from matcher.remedy import showing, words  # noqa: PLC0415 - slow to import

    found = remedy.overview(ground, seconds=seconds, most=most)
    output.show(*showing.overview_tables(ground, found, output.language))
    if found.explained and not found.common:
        output.say(words.NOTHING_COMMON)
    if not found.complete:
        output.say(words.INCOMPLETE)
    output.document(remedy.overview_document(ground, found, output.language))
    return found.explained


def _write_variants(output: Output, ground: Ground, told: Iterable[Unserved], folder: Path) -> None:
    """Write each suggestion as a file of its own, numbered, since ids may be no file names."""
    from matcher.remedy import variant_document  # noqa: PLC0415 - slow to import

    folder.mkdir(exist_ok=True)
    suggestions = [
        (one.unmet.need, remedy) for one in told for remedy in one.remedies if remedy.steps
    ]
    for number, (need, remedy) in enumerate(suggestions, start=1):
        name = f"{number:03d}-{'-'.join(step.kind.value for step in remedy.steps)}"
        document = variant_document(ground, name, need, remedy)
        text = json.dumps(document, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    output.note(
        Text(
            f"{len(suggestions)} variants written to {folder}.",
            f"已将{len(suggestions)}个情景变体写入 {folder}。",
        )
    )
