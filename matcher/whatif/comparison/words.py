"""Every word and sentence of a comparison, in both languages."""

from __future__ import annotations

from matcher.model import Domain, Ended, Rule, TermName, UnmetKind
from matcher.report import Text
from matcher.report.catalogue import LABELS
from matcher.whatif.comparison.figures import Group, Unit
from matcher.whatif.comparison.records import Against
from matcher.whatif.comparison.verdict import Verdict

VERDICTS: dict[str, Text] = {
    Verdict.BETTER: Text("better, proven", "更好（已证明）"),
    Verdict.WORSE: Text("worse, proven", "更差（已证明）"),
    Verdict.EQUAL: Text("equal, proven", "相同（已证明）"),
    Verdict.NOT_DISTINGUISHABLE: Text("not distinguishable", "无法区分"),
    Verdict.SETTLED_ABOVE: Text("settled above", "上层已决定"),
    Verdict.NOT_COMPARABLE: Text("not comparable", "不可比"),
}

MEANINGS: dict[Verdict, Text] = {
    Verdict.BETTER: Text(
        "The best plan of this variant is better than any plan of the base.",
        "本变体的最优方案优于基准的任何方案。",
    ),
    Verdict.WORSE: Text(
        "No plan of this variant is as good as the base's.",
        "本变体的任何方案都不如基准。",
    ),
    Verdict.EQUAL: Text("The best plans of both are equally good.", "两者的最优方案同样好。"),
    Verdict.NOT_DISTINGUISHABLE: Text(
        "The difference in score is within the gaps: of the best plans nothing is proven.",
        "评分之差在最优差距之内：两者的最优方案孰优孰劣尚无定论。",
    ),
    Verdict.NOT_COMPARABLE: Text(
        "Another objective, or a pin that cannot be kept: the scores say nothing to each other.",
        "目标不同，或有固定安排无法保留：两者的评分不能相比。",
    ),
}

DOMAINS: dict[str, Text] = {
    Domain.SOCIAL_ASSISTANCE: Text("social assistance", "社会救助"),
    Domain.ELDERLY_CARE: Text("elderly care", "养老服务"),
    Domain.CHILD_WELFARE: Text("child welfare", "儿童福利"),
    Domain.COMMUNITY_GOVERNANCE: Text("community governance", "社区治理"),
    Domain.SOCIAL_AFFAIRS: Text("social affairs", "社会事务"),
    Domain.PUBLIC_SAFETY: Text("public safety", "平安建设"),
    Domain.RURAL_REVITALISATION: Text("rural revitalisation", "乡村振兴"),
    Domain.EPIDEMIC_PREVENTION: Text("epidemic prevention", "疫情防控"),
    Domain.OWN: Text("other", "其他"),
}

CHANGES: dict[str, Text] = {
    "same": Text("same time, same crew", "时间人员均不变"),
    "moved": Text("moved in time", "改时间"),
    "other_crew": Text("another crew", "换人"),
    "no_longer_served": Text("no longer served", "不再满足"),
    "not_asked": Text("not asked for any more", "不再需要"),
    "newly_served": Text("newly served", "新满足"),
    "newly_asked": Text("newly asked for", "新增需求"),
}
"""By the fields of `Changes`."""

AGAINST: dict[str, Text] = {
    Against.PUBLISHED: Text("the published plan", "已公布方案"),
    Against.BASE: Text("the base's plan", "基准方案"),
}

GROUPS: dict[Group, Text] = {
    Group.RESULT: Text("Result", "结果"),
    Group.FAIRNESS: Text("Fairness", "公平"),
    Group.EFFORT: Text("Effort", "投入"),
    Group.CHANGES: Text("Changed assignments", "安排变动"),
    Group.PROOF: Text("How it was found", "求解情况"),
}

GRIDS: dict[str, Text] = {
    "overview": Text("Overview", "总览"),
    "levels": Text("Score, level by level", "各层评分"),
    "priorities": Text("Served by priority", "各优先级满足情况"),
    "communities": Text("Served by community", "各社区满足情况"),
    "services": Text("Served by service", "各服务项目满足情况"),
    "domains": Text("Served by domain", "各服务领域满足情况"),
    "organisations": Text("Served by organisation", "各负责机构满足情况"),
    "kinds": Text("Unmet by kind", "未满足的类型"),
    "reasons": Text("Unmet by leading reason", "未满足的首要原因"),
    "stock": Text("Resources left", "资源结余"),
    "funds": Text("Funds left", "资金结余"),
}
"""Titles of the tables."""

CORNERS: dict[str, Text] = {
    "cases": Text("case", "情景"),
    "overview": Text("figure", "指标"),
    "levels": Text("level", "层级"),
    "priorities": Text("priority", "优先级"),
    "communities": Text("community", "社区"),
    "services": Text("service", "服务项目"),
    "domains": Text("domain", "服务领域"),
    "organisations": Text("organisation", "机构"),
    "kinds": Text("kind", "类型"),
    "reasons": Text("reason", "原因"),
    "stock": Text("resource", "资源"),
    "funds": Text("fund", "资金"),
}
"""What the rows of the tables are."""

HEADS: dict[str, Text] = {
    "value": Text("", ""),
    "difference": Text("change", "变化"),
    "visits": Text("asked", "需要"),
    "served": Text("served", "满足"),
    "percent": Text("share", "满足率"),
    "count": Text("visits", "服务单"),
    "left": Text("left", "结余"),
    "total": Text("total", "评分"),
    "bound": Text("bound", "下界"),
    "verdict": Text("verdict", "结论"),
    "against": Text("held against", "对照"),
    "worst": Text("which community", "最差社区"),
    "gap": Text("gap", "最优差距"),
    "ended": Text("how it ended", "结束方式"),
}

UNITS: dict[Unit, Text] = {
    Unit.PERCENT: Text("%", "%"),
    Unit.SHARE: Text("%", "%"),
    Unit.MINUTES: Text("h", "小时"),
    Unit.METRES: Text("km", "公里"),
    Unit.FEN: Text("yuan", "元"),
}
"""As figures are shown, where it is not plain."""

PAGE: dict[str, Text] = {
    "what_if": Text("What if", "情景对比"),
    "intro": Text(
        "Each variant is the base with something changed, planned anew. Figures are those of the "
        "plans found; the verdict says what is proven of the best plans.",
        "每个变体都是改动了某些条件后重新排班的基准。表中数字来自求得的方案；结论说明对最优方案能证明什么。",
    ),
    "only_first": Text(
        "Every variant has a line in the overview; the rest of the page shows the first of them.",
        "总览列出全部变体；其余部分只展示前几个。",
    ),
    "legend": Text(
        "Blue: better than the base. Orange: worse. Grey: neither or the same.",
        "蓝色：好于基准；橙色：差于基准；灰色：无好坏之分或相同。",
    ),
    "served": Text("visits served", "已满足的服务单"),
    "maps": Text("Where residents are served", "各社区满足情况地图"),
    "map_legend": Text("Share served (%)", "满足率（%）"),
    "map_note": Text(
        "The area of a circle is as the visits asked for, its colour the share served, which "
        "stands under the name where there is room. In it stands how many visits more or fewer are "
        "served than in the base.",
        "圆的面积表示需要的服务单数，颜色表示满足率（有空处写在名称下方）；圆内为比基准多或少满足的服务单数。",
    ),
    "days": Text("The busiest days of helpers", "服务者最忙的工作日"),
    "days_note": Text(
        "The upper bar is the base's plan, the lower the variant's; hours of service and travel "
        "stand to the right.",
        "上方为基准方案，下方为变体方案；右侧为服务与路上的小时数。",
    ),
    "kept": Text("same in both", "两者相同"),
    "only_base": Text("only in the base", "仅基准"),
    "only_variant": Text("only in the variant", "仅变体"),
    "free": Text("free", "不出工"),
    "bars_note": Text(
        "Bar: share served; the dark line marks the base's.", "条形：满足率；深色竖线为基准。"
    ),
    "most_served": Text("most served", "满足最多"),
    "most_changed": Text("most change", "变化最大"),
    "unchanged": Text("no change", "没有变化"),
    "verdict_note": Text(
        "A verdict is proven or it is not given: the best plan of a scenario lies between its "
        "bound and the plan found. Where these ranges of two scenarios overlap, the difference is "
        "smaller than the gap and the two are not distinguishable. A level counts only where all "
        "levels above it are equal.",
        "结论以证明为准：情景的最优方案介于下界与求得的方案之间。两个情景的区间若有重叠，差异便小于最优差距，"
        "称为“无法区分”。只有上面各层都相同，下一层才有意义。",
    ),
}
"""What the page says besides."""

_WORDS: dict[str, Text] = {**VERDICTS, **AGAINST, **LABELS[Ended]}

NO_REASON = Text("no rule stands against it", "没有规则阻碍")
NOBODY = Text("nobody named", "未指定")


def label(group: str, key: str) -> Text:
    """Say what a key of a table's rows stands for, where it has no name."""
    match group:
        case "priorities":
            return Text(f"priority {key}", f"优先级{key}")
        case "domains":
            return DOMAINS[key]
        case "organisations":
            return NOBODY
        case "kinds":
            return LABELS[UnmetKind][key]
        case "reasons":
            return LABELS[Rule].get(key, Text(key, key)) if key else NO_REASON
        case _:
            return Text(key, key)


def priority_head(priority: str) -> Text:
    """Name the share served of one priority."""
    return Text(f"served, priority {priority}", f"优先级{priority}满足率")


def measured(head: Text, unit: Unit) -> Text:
    """Add to a head what its figures are shown in."""
    if unit not in UNITS:
        return head
    return Text(f"{head.en} ({UNITS[unit].en})", f"{head.zh}（{UNITS[unit].zh}）")


def changed(head: Text) -> Text:
    """Turn a head into that of the change."""
    return Text(f"± {head.en}", f"± {head.zh}")


def word(value: str) -> Text:
    """Say a word of a fixed list: a verdict, what is held against, or how a run ended."""
    return _WORDS[value]


def level_name(number: int, terms: list[str]) -> Text:
    """Name a level by its number and first terms."""
    names = [LABELS[TermName][term] for term in terms]
    more_en, more_zh = (", …", "等") if len(names) > 2 else ("", "")
    return Text(
        f"{number}: {', '.join(name.en for name in names[:2])}{more_en}",
        f"{number}：{'、'.join(name.zh for name in names[:2])}{more_zh}",
    )
