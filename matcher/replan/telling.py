"""The changes of a repair in words: sentences, a table to work through, a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from matcher.model import Need, Scenario
from matcher.replan.changes import Call, CallReason, ChangeCode, Party, PlanChange, Told
from matcher.replan.cut import Stage
from matcher.replan.ladder import Repair
from matcher.report import Language, Table, Text
from matcher.report.catalogue import WEEKDAYS
from matcher.report.rows import visit_name

_SENTENCES = {
    ChangeCode.DROPPED: Text(
        "{visit}, {before}, cannot take place.", "{visit}（{before}）无法提供服务。"
    ),
    ChangeCode.WITHDRAWN: Text(
        "{visit}, {before}, is not wanted any more.", "{visit}（{before}）已不再需要。"
    ),
    ChangeCode.MOVED: Text(
        "{visit} moves from {before} to {after}.", "{visit}由{before}改到{after}。"
    ),
    ChangeCode.OTHER_CREW: Text(
        "To {visit}, {after}, comes {now} instead of {then}.",
        "{visit}（{after}）改由{now}服务，原为{then}。",
    ),
    ChangeCode.MOVED_OTHER_CREW: Text(
        "{visit} moves from {before} to {after}; {now} comes instead of {then}.",
        "{visit}由{before}改到{after}，改由{now}服务，原为{then}。",
    ),
    ChangeCode.ADDED: Text(
        "{visit} is new: {after}, {now} comes.", "新增{visit}：{after}，由{now}服务。"
    ),
    ChangeCode.NOT_SERVED: Text(
        "{visit} is asked for, but finds no place.", "新提出的{visit}排不下。"
    ),
}

_REASONS = {
    CallReason.TOLD: Text("tell", "告知"),
    CallReason.JOINS: Text("comes", "前往"),
    CallReason.LEAVES: Text("need not come", "不必前往"),
    CallReason.STAYS: Text("comes at another time or in another role", "改时间或角色"),
}

_STAGES = {
    Stage.PEOPLE_AND_TIMES: Text(
        "What still held has kept its people and times.", "仍然有效的安排，人员与时间都没有变。"
    ),
    Stage.PEOPLE: Text(
        "Some visits that still held have moved, with the same people.",
        "部分仍然有效的安排调整了时间，人员不变。",
    ),
    Stage.NOTHING: Text(
        "Some visits that still held have other people or times.",
        "部分仍然有效的安排调整了人员或时间。",
    ),
}

_COLUMNS = (
    Text("call by", "最迟联系"),
    Text("what", "变更"),
    Text("whom to call", "联系谁"),
)


def stage_text(stage: Stage) -> Text:
    """Say how much a repair had to change."""
    return _STAGES[stage]


def sentence(change: PlanChange, scenario: Scenario) -> Text:
    """Say one change, by names.

    Parameters
    ----------
    change : PlanChange
    scenario : Scenario
        The one after the events, or, of what was withdrawn, the one before.
    """
    told = _SENTENCES[change.code]
    return Text(
        told.en.format_map(_words(change, scenario, Language.EN)),
        told.zh.format_map(_words(change, scenario, Language.ZH)),
    )


def changes_table(repair: Repair, before: Scenario, language: Language) -> Table:
    """Return the changes as a list to work through, the most urgent first.

    Parameters
    ----------
    repair : Repair
    before : Scenario
        The one before the events.
    language : Language
    """
    names = _helper_names(repair.scenario)
    return Table(
        title=Text("Changes", "变更").of(language),
        columns=tuple(column.of(language) for column in _COLUMNS),
        figures=(False,) * len(_COLUMNS),
        rows=tuple(
            (
                moment_words(repair.scenario, change.by, language),
                sentence(change, _about(change, before, repair.scenario)).of(language),
                Text(", ", "、")
                .of(language)
                .join(_call(call, names, language) for call in change.calls),
            )
            for change in repair.changes
        ),
    )


def repair_document(repair: Repair, before: Scenario) -> dict[str, Any]:
    """Return the stage and the changes as a JSON document; times as in every file."""
    changes = change_documents(repair.changes, before, repair.scenario)
    return {"stage": repair.stage.value, "changes": changes}


def change_documents(
    changes: Iterable[PlanChange], before: Scenario, after: Scenario
) -> list[dict[str, Any]]:
    """Return changes as JSON documents.

    Parameters
    ----------
    changes : iterable of PlanChange
    before, after : Scenario
        Those of the old and of the new plan.
    """
    start = after.start
    return [
        {
            "code": change.code.value,
            "need": change.need,
            "occurrence": change.occurrence,
            "before": _told(change.before, start),
            "after": _told(change.after, start),
            "calls": [asdict(call) for call in change.calls],
            "by": _iso(start, change.by),
            **asdict(sentence(change, _about(change, before, after))),
        }
        for change in changes
    ]


def _about(change: PlanChange, before: Scenario, after: Scenario) -> Scenario:
    return before if change.code is ChangeCode.WITHDRAWN else after


def _words(change: PlanChange, scenario: Scenario, language: Language) -> dict[str, str]:
    need = next(need for need in scenario.needs if need.id == change.need)
    what = next(one.name for one in scenario.services if one.id == need.service)
    who = _who(need, change.occurrence)
    words = {"visit": Text(f"{what} for {who.en}", f"{who.zh}的{what}").of(language)}
    names, comma = _helper_names(scenario), Text(", ", "、").of(language)
    nobody = Text("nobody", "无人").of(language)
    for told, when, crew in ((change.before, "before", "then"), (change.after, "after", "now")):
        words[when] = "" if told is None else moment_words(scenario, told.start, language)
        helpers = told.helpers if told else ()
        words[crew] = comma.join(names.get(one, one) for one in helpers) or nobody
    return words


def _who(need: Need, occurrence: int) -> Text:
    name = visit_name(need.id, occurrence)
    if need.resident and occurrence:
        return Text(f"{need.resident} ({name})", f"{need.resident}（{name}）")
    return Text(need.resident or name, need.resident or name)


def _call(call: Call, names: dict[str, str], language: Language) -> str:
    who = names.get(call.id, call.id) if call.party is Party.HELPER else call.id
    reason = _REASONS[call.reason].of(language)
    return Text(f"{who} ({reason})", f"{who}（{reason}）").of(language)


def _helper_names(scenario: Scenario) -> dict[str, str]:
    return {helper.id: helper.name or helper.id for helper in scenario.helpers}


def moment_words(scenario: Scenario, minute: int, language: Language) -> str:
    """Give a moment as people say it: weekday, day and time."""
    moment = scenario.start + timedelta(minutes=minute)
    return f"{WEEKDAYS[moment.weekday()].of(language)} {moment:%m-%d %H:%M}"


def _told(told: Told | None, start: datetime) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "start": _iso(start, told.start),
        "end": _iso(start, told.end),
        "helpers": list(told.helpers),
    }


def _iso(start: datetime, minute: int) -> str:
    return (start + timedelta(minutes=minute)).isoformat(timespec="minutes")
