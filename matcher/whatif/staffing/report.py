"""An answer as tables of text and as a JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from matcher.formats import plan_document, scenario_document
from matcher.model import Scenario
from matcher.report import Language, Table, Text
from matcher.whatif.staffing.answer import Bought, CurvePoint, StaffingAnswer
from matcher.whatif.staffing.question import Question
from matcher.whatif.staffing.search import StaffingEnded

NOTHING = "–"

ENDINGS: dict[StaffingEnded, Text] = {
    StaffingEnded.PROVEN: Text("proven: nothing cheaper is enough", "已证明：没有更便宜的组合"),
    StaffingEnded.EXHAUSTED: Text(
        "the cheapest found; cheaper ones failed when solved again, unproven",
        "已找到的最便宜组合；更便宜的组合重新求解后未达标，但未获证明",
    ),
    StaffingEnded.TIME_LIMIT: Text("the cheapest found in time", "时限内找到的最便宜组合"),
    StaffingEnded.CANCELLED: Text(
        "the cheapest found before it was stopped", "停止前找到的最便宜组合"
    ),
    StaffingEnded.IMPOSSIBLE: Text(
        "impossible: not even everything is enough, proven", "不可能：全部增补也不够（已证明）"
    ),
}

_WORDS: dict[str, Text] = {
    "mix": Text("What to add", "增补组合"),
    "addition": Text("addition", "增补项"),
    "units": Text("units", "数量"),
    "cost": Text("cost (yuan)", "费用（元）"),
    "goals": Text("Targets", "目标达成情况"),
    "target": Text("target", "目标"),
    "community": Text("community", "社区"),
    "asked": Text("visits", "服务单"),
    "required": Text("needed", "需满足"),
    "before": Text("today", "增补前"),
    "served": Text("with it", "增补后"),
    "reached": Text("reached", "达标"),
    "curve": Text("Cost against coverage", "费用与满足率"),
    "share": Text("share asked", "目标满足率"),
    "reached_share": Text("share served", "实际满足率"),
    "bound": Text("at least (yuan)", "费用下界（元）"),
    "ended": Text("how good", "可靠程度"),
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
    "all": Text("all needs", "全部需求"),
}


def staffing_document(answer: StaffingAnswer, curve: Sequence[CurvePoint] = ()) -> dict[str, Any]:
    """Write an answer, with its scenario and plan, as a JSON-ready document; money in fen."""
    plain = {
        name: getattr(answer, name)
        for name in ("question", "mix", "cost", "bound", "ended", "goals", "solves", "seconds")
    }
    document: dict[str, Any] = {
        "format": "linli.staffing-answer/1",
        **to_jsonable_python(plain),
        "proven": answer.is_proven,
        "curve": to_jsonable_python(list(curve)),
    }
    if answer.scenario is not None and answer.plan is not None:
        document["scenario"] = scenario_document(answer.scenario)
        document["plan"] = plan_document(answer.plan)
    return document


def sentence(answer: StaffingAnswer) -> Text:
    """Say the answer in one sentence."""
    ending = ENDINGS[answer.ended]
    if answer.cost is None:
        if answer.ended is StaffingEnded.IMPOSSIBLE:
            return Text(f"{ending.en.capitalize()}.", f"{ending.zh}。")
        return Text("No mix was found that is enough.", "未找到能够达标的组合。")
    cost, bound = _yuan(answer.cost), _yuan(answer.bound)
    return Text(
        f"{cost} yuan are enough; no mix costs less than {bound} ({ending.en}).",
        f"{cost} 元即可达标；任何达标组合不少于 {bound} 元（{ending.zh}）。",
    )


def staffing_tables(
    scenario: Scenario,
    question: Question,
    answer: StaffingAnswer,
    curve: Sequence[CurvePoint],
    language: Language,
) -> tuple[Table, ...]:
    """Return what to add, what it reaches, and the curve if there is one."""
    tables = [_goals(scenario, question, answer, language)]
    if answer.mix is not None:
        tables.insert(0, _mix(question, answer.mix, language))
    if curve:
        tables.append(_curve(question, curve, language))
    return tuple(tables)


def _mix(question: Question, mix: tuple[Bought, ...], language: Language) -> Table:
    return _table(
        "mix",
        ("addition", "units", "cost"),
        [(_title(question, one, language), str(one.units), _yuan(one.cost)) for one in mix],
        language,
        words=1,
    )


def _goals(
    scenario: Scenario, question: Question, answer: StaffingAnswer, language: Language
) -> Table:
    names = {community.id: community.name for community in scenario.communities}
    rows = [
        (
            _target(question, goal.target, language),
            names.get(goal.community or "", NOTHING),
            str(goal.asked),
            str(goal.required),
            NOTHING if goal.before is None else str(goal.before),
            NOTHING if goal.served is None else str(goal.served),
            _WORDS["yes" if goal.is_reached else "no"].of(language),
        )
        for goal in answer.goals
    ]
    heads = ("target", "community", "asked", "required", "before", "served", "reached")
    return _table("goals", heads, rows, language, words=2)


def _curve(question: Question, curve: Sequence[CurvePoint], language: Language) -> Table:
    rows = [
        (
            f"{point.share:.1%}",
            _yuan(point.cost),
            _yuan(point.bound),
            NOTHING if point.served is None else f"{point.served:.1%}",
            ENDINGS[point.ended].of(language),
            " ".join(f"{_title(question, one, language)} ×{one.units}" for one in point.mix or ()),
        )
        for point in curve
    ]
    heads = ("share", "cost", "bound", "reached_share", "ended", "mix")
    return _table("curve", heads, rows, language, words=0)


def _table(
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    language: Language,
    *,
    words: int,
) -> Table:
    """Make a table whose first columns are words and whose others are figures."""
    return Table(
        title=_WORDS[title].of(language),
        columns=tuple(_WORDS[head].of(language) for head in heads),
        figures=tuple(
            place >= words and head not in {"reached", "ended", "mix"}
            for place, head in enumerate(heads)
        ),
        rows=tuple(rows),
    )


def _title(question: Question, bought: Bought, language: Language) -> str:
    headings = {addition.heading.id: addition.heading for addition in question.additions}
    return headings[bought.addition].text.of(language)


def _target(question: Question, place: int, language: Language) -> str:
    target = question.targets[place]
    what = target.title.of(language) if target.title else _WORDS["all"].of(language)
    if target.title is None and target.needs.priority:
        among = ", ".join(map(str, target.needs.priority))
        what = Text(f"priority {among}", f"优先级 {among}").of(language)
    return f"{what} {target.share:.0%}"


def _yuan(fen: int | None) -> str:
    return NOTHING if fen is None else f"{fen / 100:,.2f}"
