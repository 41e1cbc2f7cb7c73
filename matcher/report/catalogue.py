"""Every word and sentence of the reports, in both languages."""

from __future__ import annotations

from enum import Enum, StrEnum, auto

from matcher.model import Ended, HelperKind, ResourceKind, Rule, Severity, TermName, UnmetKind
from matcher.report.rows import Activity
from matcher.report.text import Text

LABELS: dict[type[StrEnum], dict[str, Text]] = {
    HelperKind: {
        HelperKind.VOLUNTEER: Text("volunteer", "志愿者"),
        HelperKind.LIAISON: Text("liaison", "联络员"),
        HelperKind.GRID_MEMBER: Text("grid member", "网格员"),
        HelperKind.SOCIAL_WORKER: Text("social worker", "社会工作者"),
        HelperKind.TEAM: Text("team", "服务队"),
        HelperKind.SECRETARY: Text("secretary", "书记"),
        HelperKind.SPECIALIST: Text("specialised body", "专门机构"),
    },
    ResourceKind: {
        ResourceKind.GOODS: Text("goods", "物资"),
        ResourceKind.FUND: Text("fund", "资金"),
        ResourceKind.VENUE: Text("venue", "场地"),
        ResourceKind.EQUIPMENT: Text("equipment", "设备"),
    },
    UnmetKind: {
        UnmetKind.NO_CANDIDATE: Text("nobody can", "无人可派"),
        UnmetKind.NO_ROOM: Text("no room", "排不下"),
        UnmetKind.NOT_WORTH_IT: Text("not worth it", "得不偿失"),
    },
    Ended: {
        Ended.OPTIMAL: Text("proven to be the best", "已证明最优"),
        Ended.COMPLETED: Text("completed", "已完成"),
        Ended.TIME_LIMIT: Text("time limit", "到达时限"),
        Ended.ITERATION_LIMIT: Text("iteration limit", "到达迭代上限"),
        Ended.CANCELLED: Text("stopped", "已停止"),
        Ended.GAP_REACHED: Text("near enough to the best", "已达到所要求的最优差距"),
        Ended.UNIMPROVED: Text("no better plan for a while", "较长时间没有更好的方案"),
        Ended.INFEASIBLE_PINS: Text("a pin cannot be kept", "有固定安排无法保留"),
    },
    Activity: {
        Activity.VISIT: Text("visit", "服务"),
        Activity.BREAK: Text("break", "休息"),
        Activity.RETURN: Text("return", "返回"),
    },
    Severity: {
        Severity.ERROR: Text("error", "错误"),
        Severity.WARNING: Text("warning", "警告"),
    },
    TermName: {
        TermName.COVERAGE: Text("unmet needs by priority", "未满足需求（按优先级）"),
        TermName.LATENESS: Text("lateness (weighted minutes)", "迟到（加权分钟）"),
        TermName.MAX_LATENESS: Text("largest lateness (minutes)", "最大迟到（分钟）"),
        TermName.FAIRNESS: Text(
            "worst community's unmet share (per mille)", "最差社区未满足率（千分比）"
        ),
        TermName.CONTINUITY: Text("new faces", "生面孔"),
        TermName.PREFERENCES: Text("wishes not kept", "未照顾到的意愿"),
        TermName.TIER: Text("less suitable kind of helper", "服务者类型欠合适"),
        TermName.NO_SHOWS: Text("weight lost to no-shows (per mille)", "失约风险（权重千分比）"),
        TermName.MISSED_BREAKS: Text("missed breaks (minutes)", "错过的休息（分钟）"),
        TermName.SHORTFALL: Text("resources short (per cent)", "资源短缺（百分比）"),
        TermName.TRAVEL_TIME: Text("travel time (minutes)", "路上时间（分钟）"),
        TermName.TRAVEL_DISTANCE: Text("travel distance (metres)", "路程（米）"),
        TermName.WAITING: Text("waiting (minutes)", "等待（分钟）"),
        TermName.MAX_IDLE: Text("longest wait (minutes)", "最长等待（分钟）"),
        TermName.OVERTIME: Text("overtime (minutes)", "加班（分钟）"),
        TermName.PAY: Text("pay (fen)", "劳务费（分）"),
        TermName.BALANCE: Text("busiest helper (minutes)", "最忙服务者（分钟）"),
        TermName.DISRUPTION: Text("changes to the published plan", "对已公布方案的改动"),
    },
    Rule: {
        Rule.KIND: Text("kind of helper", "服务者类型"),
        Rule.ESCALATION: Text("escalation", "逐级上报"),
        Rule.SKILL: Text("skill", "技能"),
        Rule.LICENCE: Text("licence", "证书"),
        Rule.AREA: Text("area", "服务范围"),
        Rule.GENDER: Text("gender", "性别"),
        Rule.LANGUAGE: Text("language", "语言"),
        Rule.REQUIRED: Text("required helper", "指定服务者"),
        Rule.EXCLUDED: Text("excluded helper", "排除的服务者"),
        Rule.SHIFT_HOURS: Text("shift hours", "服务时段"),
        Rule.TRAVEL: Text("travel", "路程"),
        Rule.MAX_VISITS: Text("most visits", "最多服务次数"),
        Rule.BREAK: Text("break", "休息"),
        Rule.DAY_LIMIT: Text("day limit", "每日上限"),
        Rule.WEEK_LIMIT: Text("week limit", "每周上限"),
        Rule.HORIZON: Text("horizon", "排班期"),
        Rule.WINDOW: Text("window", "时间窗"),
        Rule.DURATION: Text("duration", "时长"),
        Rule.CREW: Text("crew", "服务小组"),
        Rule.SYNC: Text("role timing", "角色时间"),
        Rule.RECURRENCE: Text("recurrence", "重复安排"),
        Rule.CONTINUITY: Text("continuity", "连续性"),
        Rule.PREDECESSOR: Text("need before", "前置需求"),
        Rule.STOCK: Text("stock", "库存"),
        Rule.FUND: Text("fund", "资金"),
        Rule.VENUE: Text("venue", "场地"),
        Rule.EQUIPMENT: Text("equipment", "设备"),
        Rule.PERMITTED: Text("permitted use", "许可用途"),
        Rule.AVAILABLE: Text("availability", "可用时间"),
        Rule.LINE: Text("resource line", "资源明细"),
        Rule.PROJECT: Text("project", "项目"),
        Rule.PROJECT_BUDGET: Text("project budget", "项目预算"),
        Rule.PIN: Text("pin", "固定安排"),
        Rule.REFERENCE: Text("reference", "引用"),
        Rule.CONSISTENCY: Text("consistency", "一致性"),
        Rule.SCORE: Text("score", "评分"),
    },
}

COLUMNS: dict[str, Text] = {
    "amount": Text("amount", "数量"),
    "at": Text("moves up at", "上报时间"),
    "because": Text("why", "原因"),
    "bound": Text("bound", "下界"),
    "code": Text("code", "代码"),
    "community_name": Text("community", "社区"),
    "cost": Text("cost", "代价"),
    "crew": Text("crew", "服务小组"),
    "day": Text("day", "日期"),
    "depart": Text("leave", "出发"),
    "end": Text("end", "结束"),
    "ended": Text("how it ended", "结束方式"),
    "engine": Text("engine", "求解引擎"),
    "helper_name": Text("helper", "服务者"),
    "helpers": Text("helpers", "服务者"),
    "helpers_used": Text("helpers used", "派出的服务者"),
    "item": Text("item", "品类"),
    "iterations": Text("iterations", "迭代次数"),
    "kind": Text("kind", "类型"),
    "kinds": Text("to", "上报至"),
    "level": Text("level", "层级"),
    "metres": Text("metres", "路程（米）"),
    "others": Text("together with", "同行"),
    "percent": Text("per cent", "百分比"),
    "pinned_helpers": Text("pinned helpers", "固定的服务者"),
    "pinned_start": Text("pinned at", "固定的时间"),
    "priority": Text("priority", "优先级"),
    "quantity": Text("there is", "总量"),
    "resident": Text("resident", "居民"),
    "resource_name": Text("resource", "资源"),
    "resources": Text("resources", "资源"),
    "role": Text("role", "角色"),
    "rule": Text("rule", "规则"),
    "scenario": Text("scenario", "情景"),
    "sentence": Text("what is wrong", "问题"),
    "seed": Text("seed", "随机种子"),
    "served": Text("served", "已满足"),
    "service_minutes": Text("minutes of service", "服务时间（分钟）"),
    "service_name": Text("service", "服务项目"),
    "severity": Text("severity", "程度"),
    "start": Text("start", "开始"),
    "term": Text("term", "评分项"),
    "tier": Text("tier", "层级"),
    "totals": Text("score, level by level", "各层评分"),
    "travel_minutes": Text("minutes of travel", "路上时间（分钟）"),
    "unmet": Text("unmet", "未满足"),
    "used": Text("used", "已用"),
    "value": Text("value", "数值"),
    "visit": Text("need", "需求"),
    "visits": Text("visits", "服务单"),
    "weight": Text("weight", "权重"),
    "what": Text("what", "事项"),
    "where": Text("where", "位置"),
}
"""Heads of the columns, by the field's name in the row."""

TABLES: dict[str, Text] = {
    "roster": Text("Roster", "排班表"),
    "unmet": Text("Unmet", "未满足的需求"),
    "escalations": Text("Needs that move up", "逐级上报的需求"),
    "pins": Text("Pins not kept", "未能保留的固定安排"),
    "summary": Text("Summary", "概要"),
    "score": Text("Score", "评分"),
    "coverage": Text("Coverage by community", "各社区满足情况"),
    "priorities": Text("Coverage by priority", "各优先级满足情况"),
    "stock": Text("Resources", "资源"),
    "allocations": Text("Allocations", "资源分配"),
    "problems": Text("Problems", "问题"),
    "violations": Text("Rules broken", "违反的规则"),
}
"""Titles of the tables, by their name in a view."""

WEEKDAYS = (
    Text("Mon", "周一"),
    Text("Tue", "周二"),
    Text("Wed", "周三"),
    Text("Thu", "周四"),
    Text("Fri", "周五"),
    Text("Sat", "周六"),
    Text("Sun", "周日"),
)


class Subject(Enum):
    """What `Reason.blocked` counts, and so how the sentence begins."""

    HELPERS = auto()
    RESOURCES = auto()
    VISIT = auto()


BEGINNINGS: dict[Subject, Text] = {
    Subject.HELPERS: Text("{who} cannot come because {cause}", "{who}不能来，因为{cause}"),
    Subject.RESOURCES: Text("{who} cannot be used because {cause}", "{who}不能用，因为{cause}"),
    Subject.VISIT: Text("{cause}", "{cause}"),
}

WHY: dict[UnmetKind, Text] = {
    UnmetKind.NO_CANDIDATE: Text(
        "Nobody and nothing in the scenario can serve it.", "情景中没有任何人员或资源可以满足。"
    ),
    UnmetKind.NO_ROOM: Text(
        "Some can serve it, but none has room in this plan.", "有人可以满足，但在本方案中排不下。"
    ),
    UnmetKind.NOT_WORTH_IT: Text(
        "It fits, but costs more than it is worth.", "排得下，但代价超过其价值。"
    ),
}

CAUSES: dict[str, tuple[Subject, Text]] = {
    Rule.KIND: (
        Subject.HELPERS,
        Text("they are not of a kind that the role takes", "不属于该角色接受的服务者类型"),
    ),
    Rule.ESCALATION: (
        Subject.HELPERS,
        Text(
            "the need moves up to them only after their shifts have begun",
            "需求上报到他们这一级时，其时段都已开始",
        ),
    ),
    Rule.SKILL: (
        Subject.HELPERS,
        Text("they lack a skill of the role, or its level", "缺少该角色要求的技能，或等级不够"),
    ),
    Rule.LICENCE: (
        Subject.HELPERS,
        Text(
            "they hold no valid licence of the kind the role asks for",
            "没有该角色要求的证书，或证书已过期",
        ),
    ),
    Rule.AREA: (
        Subject.HELPERS,
        Text("the place is outside their area", "地点不在其服务范围内"),
    ),
    Rule.GENDER: (
        Subject.HELPERS,
        Text("they are not of the gender required", "不符合要求的性别"),
    ),
    Rule.LANGUAGE: (
        Subject.HELPERS,
        Text("they speak none of the languages required", "不会要求的语言"),
    ),
    Rule.REQUIRED: (
        Subject.HELPERS,
        Text("they are not among the helpers required", "不在指定的服务者之中"),
    ),
    Rule.EXCLUDED: (
        Subject.HELPERS,
        Text("they are excluded", "已被排除"),
    ),
    Rule.SHIFT_HOURS: (
        Subject.HELPERS,
        Text("the visit fits into none of their shifts", "其可服务时段都放不下"),
    ),
    Rule.TRAVEL: (
        Subject.HELPERS,
        Text("their other visits and the way leave no gap", "其他服务和路程没有留出空当"),
    ),
    Rule.MAX_VISITS: (
        Subject.HELPERS,
        Text("their shifts have as many visits as they may", "班次的服务次数已到上限"),
    ),
    Rule.BREAK: (
        Subject.HELPERS,
        Text("their breaks are in the way", "与其休息冲突"),
    ),
    Rule.DAY_LIMIT: (
        Subject.HELPERS,
        Text("they would work too long that day", "会超过当日工作时长上限"),
    ),
    Rule.WEEK_LIMIT: (
        Subject.HELPERS,
        Text("they would work too long that day or week", "会超过当日或当周工作时长上限"),
    ),
    Rule.SYNC: (
        Subject.HELPERS,
        Text(
            "they have time, but not together with the rest of the crew",
            "有空但无法与小组其他成员配合",
        ),
    ),
    Rule.CONTINUITY: (
        Subject.HELPERS,
        Text("the need may see no more different helpers", "该需求的服务者人数已到上限"),
    ),
    Rule.STOCK: (
        Subject.RESOURCES,
        Text("too little is left in stock", "剩余库存不足"),
    ),
    Rule.FUND: (
        Subject.RESOURCES,
        Text("too little money is left", "剩余资金不足"),
    ),
    Rule.VENUE: (
        Subject.RESOURCES,
        Text("the venue is full at that time", "场地届时已满"),
    ),
    Rule.EQUIPMENT: (
        Subject.RESOURCES,
        Text("too few pieces are in at that time", "届时可借的件数不足"),
    ),
    Rule.PERMITTED: (
        Subject.RESOURCES,
        Text("this use is not permitted", "不在许可用途之内"),
    ),
    Rule.AVAILABLE: (
        Subject.RESOURCES,
        Text("it is not available at that time, or has expired", "届时不可用或已过期"),
    ),
    Rule.LINE: (
        Subject.VISIT,
        Text("What it asks of a resource cannot be given in full", "所需资源无法足量提供"),
    ),
    Rule.CREW: (
        Subject.VISIT,
        Text("There are too few different helpers for its crew", "凑不齐服务小组所需的不同服务者"),
    ),
    Rule.DURATION: (
        Subject.VISIT,
        Text("It lasts longer than any shift or window", "时长超过所有时段或时间窗"),
    ),
    Rule.HORIZON: (
        Subject.VISIT,
        Text("It would not end within the horizon", "在排班期内无法完成"),
    ),
    Rule.WINDOW: (
        Subject.VISIT,
        Text(
            "The rest of the plan leaves no start within its windows",
            "方案其余部分没有给它留下时间窗内的开始时间",
        ),
    ),
    Rule.RECURRENCE: (
        Subject.VISIT,
        Text(
            "It would not keep its distance from the need's other visits", "与其他次服务的间隔不符"
        ),
    ),
    Rule.PREDECESSOR: (
        Subject.VISIT,
        Text("A need that must come before it is not served in full", "必须在前的需求未全部完成"),
    ),
    Rule.PROJECT: (
        Subject.VISIT,
        Text("Its project does not cover it", "不在项目的服务、社区或期限之内"),
    ),
    Rule.PROJECT_BUDGET: (
        Subject.VISIT,
        Text("Its project's budget does not suffice", "项目预算不足"),
    ),
    Rule.PIN: (
        Subject.VISIT,
        Text("It cannot be served as it is pinned", "无法按固定安排提供"),
    ),
}
"""Codes of the rules that can stand against a visit; the others judge only whole plans."""

NO_HELPER = Text("There is no helper", "没有服务者")
"""What a crew lacks in a scenario without helpers."""

EXAMPLES: dict[str, Subject] = {Rule.CREW: Subject.HELPERS, Rule.LINE: Subject.RESOURCES}
"""What a reason's examples are, where the sentence is about the visit."""
