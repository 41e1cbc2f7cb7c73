"""What the bound leaves out of account, in codes that stay and in words."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.arrays import FOREVER, Arrays
from matcher.engines.bounds.aim import COUNTED, TERMS
from matcher.model import Rule, TermName
from matcher.objective import counted_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """Something that a plan must keep, or that costs, and that the bound does not know of.

    Attributes
    ----------
    code : Rule or TermName
    en, zh : str
    """

    code: Rule | TermName
    en: str
    zh: str


_RULES = {
    Rule.SYNC: ("members of a crew start together, or within a lag", "同组人员同时或按间隔开始"),
    Rule.RECURRENCE: ("order and gaps of a need's visits", "重复服务的次序与间隔"),
    Rule.PREDECESSOR: ("what must come before", "先后次序"),
    Rule.CONTINUITY: ("most helpers for one need", "一项需求的服务者人数上限"),
    Rule.BREAK: ("breaks", "休息"),
    Rule.VENUE: ("how full venues are at a time", "场地的同时容量"),
    Rule.EQUIPMENT: ("how much equipment is out at a time", "设备的同时占用"),
    Rule.AVAILABLE: ("when resources are available", "资源的可用时间"),
    Rule.PROJECT_BUDGET: ("budgets of projects", "项目预算"),
    Rule.PIN: ("who is pinned, and that pinned visits are served", "固定人员与固定服务必须完成"),
}

_TERMS = {
    TermName.LATENESS: ("lateness", "迟到"),
    TermName.MAX_LATENESS: ("the largest lateness", "最大迟到"),
    TermName.FAIRNESS: ("fairness between communities", "社区间的公平"),
    TermName.CONTINUITY: ("new faces", "生面孔"),
    TermName.MISSED_BREAKS: ("missed breaks", "错过的休息"),
    TermName.SHORTFALL: ("shortfall of supplies", "物资不足"),
    TermName.WAITING: ("waiting", "等待"),
    TermName.MAX_IDLE: ("the longest wait", "最长等待"),
    TermName.BALANCE: ("balance of work", "工作量均衡"),
    TermName.DISRUPTION: (
        "changes to published visits that are served",
        "对已公布且仍提供的服务的改动",
    ),
}


def relaxed_in(arrays: Arrays) -> tuple[Relaxed, ...]:
    """Give what a scenario has of what the bound leaves out, rules first."""
    words = {rule: _RULES[rule] for rule in _rules_in(arrays)}
    counted, known = counted_terms(arrays), COUNTED - {TermName.DISRUPTION}
    told = bool((arrays.visit["published_start"] >= 0).any())
    terms = {
        term: _TERMS[term]
        for term in TERMS
        if term in counted - known and (told or term is not TermName.DISRUPTION)
    }
    return tuple(Relaxed(code=code, en=en, zh=zh) for code, (en, zh) in (words | terms).items())


def _rules_in(arrays: Arrays) -> list[Rule]:
    need, visit, interval = arrays.need, arrays.visit, arrays.interval
    lent = arrays.resource["consumed"][arrays.draw["resource"]] == 0
    venue = arrays.line["venue"][arrays.ask["line"][arrays.draw["ask"]]] > 0
    held = {
        Rule.SYNC: visit["member_stop"] - visit["member_first"] > 1,
        Rule.RECURRENCE: need["visit_stop"] - need["visit_first"] > 1,
        Rule.PREDECESSOR: need["after_stop"] > need["after_first"],
        Rule.CONTINUITY: need["max_helpers"] < FOREVER,
        Rule.BREAK: arrays.rest["mandatory"] > 0,
        Rule.VENUE: lent & venue,
        Rule.EQUIPMENT: lent & ~venue,
        Rule.AVAILABLE: (interval["start"] > -FOREVER) | (interval["end"] < FOREVER),
        Rule.PROJECT_BUDGET: arrays.project["budget"] < FOREVER,
        Rule.PIN: visit["pinned"] > 0,
    }
    return [rule for rule, found in held.items() if found.any()]
