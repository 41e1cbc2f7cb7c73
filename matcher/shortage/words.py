"""Every word and sentence of a shortage map, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.model import HelperKind
from matcher.report import Language, Text
from matcher.report.catalogue import LABELS
from matcher.report.cells import cell
from matcher.shortage.askings import Asking
from matcher.shortage.halfdays import Part
from matcher.shortage.records import Bottleneck, BottleneckCode, HalfDay

NOTHING = "–"

NEAR = 0.2
"""Share by which so many visits may weigh more or less than the points that they stand for."""

MOST_NAMED = 3
"""Names in one list of a sentence; of more, how many more there are."""

LABELS_OF_PARTS: dict[Part, Text] = {
    Part.MORNING: Text("morning", "上午"),
    Part.AFTERNOON: Text("afternoon", "下午"),
    Part.EVENING: Text("evening", "晚上"),
}

WORDS: dict[str, Text] = {
    "title": Text("Shortages", "短缺地图"),
    "worst": Text("Worst half-days", "最紧缺的半天"),
    "lines": Text("By skill and community", "按技能与社区"),
    "bottlenecks": Text("Bottlenecks", "瓶颈"),
    "worth": Text("What one more is worth", "增加一份的价值"),
    "helpers": Text("One more helper", "增加一名服务者"),
    "shifts": Text("One more shift", "增加一个时段"),
    "hours": Text("One more hour on top of a limit", "上限之外再加一小时"),
    "resources": Text("One more unit of a resource", "增加一份资源"),
    "verified": Text("Tried out: planned with one more", "实际验证：增加一名后重新排班"),
    "skill": Text("asked for", "要求"),
    "community": Text("community", "社区"),
    "half_day": Text("half-day", "半天"),
    "day": Text("day", "日期"),
    "unserved": Text("left out at least", "至少无法满足"),
    "visits": Text("needs", "需求"),
    "demand": Text("demand (min)", "需求（分钟）"),
    "supply": Text("supply (min)", "供给（分钟）"),
    "served": Text("served (min)", "已满足（分钟）"),
    "short": Text("short (min)", "缺口（分钟）"),
    "people": Text("helpers", "服务者"),
    "places": Text("places", "人次"),
    "places_served": Text("served / places", "已满足／需要（人次）"),
    "proven": Text("proven", "已证明"),
    "tight": Text("tight", "紧张"),
    "asked": Text("asked", "需要"),
    "available": Text("there is", "现有"),
    "what": Text("what it says", "说明"),
    "kind": Text("certainty", "可靠程度"),
    "by_kind": Text("kind", "类型"),
    "like": Text("like", "同类"),
    "skills": Text("can", "技能"),
    "part": Text("when", "时间"),
    "alike": Text("there are", "现有人数"),
    "points": Text("worth (points)", "价值（分）"),
    "per_hour": Text("per hour", "每小时"),
    "words": Text("that is", "折合"),
    "estimate": Text("estimate", "估计"),
    "gained": Text("gained", "实际增益"),
    "before": Text("before", "此前"),
    "after": Text("with one more", "增加后"),
    "proven_most": Text("proven at most", "已证明上限"),
    "legend": Text(
        "Colour: demand as a share of the supply. A helper counts in each line that asks for what "
        "they can do, so a line that looks well supplied may still fall short; the bottlenecks say "
        "what is proven. In a cell: demand / supply in hours.",
        "颜色表示需求占供给的比例。一名服务者会计入其能胜任的每一行，因此看似充足的行仍可能不足；"
        "确定的短缺见“瓶颈”。格内为需求／供给（小时）。",
    ),
    "no_bottleneck": Text(
        "No shortage of helpers is proven. Travel, breaks and crews that must meet may still leave "
        "visits out.",
        "没有可以证明的人手短缺。路程、休息以及多人同行仍可能使部分服务排不下。",
    ),
    "no_other_bottleneck": Text(
        "Besides those, no shortage of helpers is proven. Travel, breaks and crews that must meet "
        "may still leave visits out.",
        "除此之外，没有可以证明的人手短缺。路程、休息以及多人同行仍可能使部分服务排不下。",
    ),
    "no_value": Text(
        "The bound says of no helper, shift or resource that one more is worth anything.",
        "按下界计算，增加任何服务者、时段或资源都没有价值。",
    ),
    "only_worst": Text("The worst lines are shown.", "只列出最紧缺的各行。"),
}


def say_impossible(visits: int) -> Text | None:
    """Say how many visits nobody at all can serve; None if there are none."""
    if not visits:
        return None
    counted = _counted(visits, "visit", "visits")
    return Text(
        f"{counted} cannot be served by anybody; linli explain says what would help.",
        f"{visits:,}次服务无人能够提供；linli explain 会说明怎样才能提供。",
    )


def say_no_bottleneck(impossible: int) -> Text:
    """Say that nothing is proven, but of the visits that nobody at all can serve."""
    return WORDS["no_other_bottleneck" if impossible else "no_bottleneck"]


def say_asking(asking: Asking) -> Text:
    """Say what is asked for: a skill with its level, kinds, or anyone."""
    if asking.skill is not None:
        if asking.level <= 1:
            return Text(asking.skill, asking.skill)
        return Text(f"{asking.skill}, level {asking.level}", f"{asking.skill}（{asking.level}级）")
    if not asking.kinds:
        return Text("anyone", "不限")
    names = [LABELS[HelperKind][kind] for kind in asking.kinds]
    return Text(" or ".join(name.en for name in names), "或".join(name.zh for name in names))


def say_half_day(half_day: HalfDay) -> Text:
    """Say which day, and which part of it."""
    part = LABELS_OF_PARTS[half_day.part]
    day = _day(half_day)
    return Text(f"{day.en} {part.en}", f"{day.zh}{part.zh}")


def say_when(half_days: Sequence[HalfDay]) -> Text:
    """Say when something may begin: half-days, days, or from when to when."""
    if not half_days:
        return Text("at no time", "任何时间")
    if len(half_days) <= MOST_NAMED:
        return _joined([say_half_day(each) for each in half_days], MOST_NAMED)
    days = {each.day: _day(each) for each in half_days}
    if len(days) <= MOST_NAMED:
        return _joined(list(days.values()), MOST_NAMED)
    first, last = days[min(days)], days[max(days)]
    return Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")


def _day(half_day: HalfDay) -> Text:
    return Text(cell(half_day.day, Language.EN), cell(half_day.day, Language.ZH))


def _joined(texts: Sequence[Text], most: int) -> Text:
    """List texts; of more than so many the first, and how many more there are."""
    en, zh = ", ".join(t.en for t in texts[:most]), "、".join(t.zh for t in texts[:most])
    if len(texts) > most:
        return Text(f"{en} and {len(texts) - most} more", f"{zh}等{len(texts)}项")
    return Text(en, zh)


def _names(names: Sequence[str]) -> Text:
    en, zh = ", ".join(names[:MOST_NAMED]), "、".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        return Text(f"{en} and {len(names) - MOST_NAMED} more", f"{zh}等")
    return Text(en, zh)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def say_bottleneck(
    found: Bottleneck,
    half_days: Sequence[HalfDay],
    communities: Sequence[str],
    helpers: Sequence[str],
) -> Text:
    """Say in one or two sentences who competes for whom.

    Parameters
    ----------
    found : Bottleneck
    half_days : sequence of HalfDay
        Of the map.
    communities, helpers : sequence of str
        Their names.
    """
    when = say_when([half_days[number] for number in found.half_days])
    asking = _joined([say_asking(each) for each in found.askings], MOST_NAMED)
    where, who = _names(communities), _names(helpers)
    visits, many = len(found.visits), len(helpers)
    en = (
        f"{when.en}: {_counted(visits, 'visit', 'visits')} ({asking.en}; {where.en}) can be served"
        f" by nobody but {_counted(many, 'helper', 'helpers')} ({who.en})."
    )
    zh = (
        f"{when.zh}：{visits}次服务（{asking.zh}；{where.zh}）"
        f"只能由{many}名服务者（{who.zh}）提供。"
    )
    asked, there_is = f"{found.asked:,}", f"{found.available:,}"
    match found.code:
        case BottleneckCode.TOO_FEW_MINUTES:
            en += f" They ask {asked} minutes; there are {there_is} at most."
            zh += f"共需{asked}分钟，而最多只有{there_is}分钟。"
        case BottleneckCode.TOO_FEW_STOPS:
            en += f" They ask {asked} stops; there are {there_is} at most."
            zh += f"共需{asked}人次，而最多只能提供{there_is}人次。"
        case BottleneckCode.TIGHT_MINUTES:
            en += f" They ask {asked} of at most {there_is} minutes, travel not counted."
            zh += f"共需{asked}分钟，最多有{there_is}分钟（尚未计路程）。"
        case BottleneckCode.TIGHT_STOPS:
            en += f" They ask {asked} of at most {there_is} stops."
            zh += f"共需{asked}人次，最多能提供{there_is}人次。"
    if found.proven:
        en += f" Every plan leaves out {found.unserved:,} of them or more."
        zh += f"任何方案都至少有其中{found.unserved}次无法满足。"
    return Text(en, zh)


def say_points(points: float, weights: Sequence[int]) -> Text:
    """Say what points of weight amount to in visits of some priority.

    Parameters
    ----------
    points : float
    weights : sequence of int
        Of priorities 1 to 5, 0 of those not to be told in; empty where points are not the weight of
        unmet visits.
    """
    if not any(weights):
        return Text(f"about {points:,.1f} of the first level", f"约{points:,.1f}（首层评分）")
    en, zh = f"about {points:,.1f} points of weight", f"约{points:,.1f}分权重"
    found = _as_visits(points, weights)
    if found is None:
        least = min((weight, number) for number, weight in enumerate(weights, 1) if weight > 0)
        return Text(
            f"{en}, less than one visit of priority {least[1]}",
            f"{zh}，不足1次{least[1]}级优先的服务",
        )
    visits, priority = found
    return Text(
        f"{en}, that is {_counted(visits, 'visit', 'visits')} of priority {priority} more",
        f"{zh}，相当于多满足{visits}次{priority}级优先的服务",
    )


def _as_visits(points: float, weights: Sequence[int]) -> tuple[int, int] | None:
    """Give visits and their priority that come near some points: the highest, or the nearest."""
    ways = [
        (abs(visits * weight - points) / points, -priority, visits)
        for priority, weight in enumerate(weights, 1)
        if weight > 0 and (visits := round(points / weight)) > 0
    ]
    near = [way for way in ways if way[0] <= NEAR]
    if not near and points < min(weight for weight in weights if weight > 0):
        return None
    _, priority, visits = min(near, key=lambda way: way[1]) if near else min(ways)
    return visits, -priority


def say_certainty(bound: float, reached: float | None) -> Text:
    """Say how much the worths mean."""
    if reached is not None and reached <= 0:
        return Text(
            "The plan loses nothing at the first level: one more can bring nothing there.",
            "该方案在首层没有损失：再增加也不会更好。",
        )
    if bound <= 0:
        return Text(
            "The bound is 0: nothing is proven, and the figures say little.",
            "下界为0：没有得到任何证明，下列数字参考价值有限。",
        )
    begin = Text(f"No plan costs less than {bound:,.1f} points", f"任何方案都不少于{bound:,.1f}分")
    if reached is None:
        return Text(
            f"{begin.en}. A figure is by how much one more lowers this bound at most; what it "
            "gains in truth may be less, and more only by what the best plan lies above the bound. "
            "Without a plan the figures are rough.",
            f"{begin.zh}。数字表示增加一份最多使下界降低多少；实际增益可能更小，"
            "至多再加上最优方案高出下界的部分。没有方案时，数字只是粗略估计。",
        )
    slack = max(0.0, reached - bound)
    return Text(
        f"{begin.en}; this plan costs {reached:,.1f}. A figure is by how much one more lowers the "
        f"bound at most. Against this plan one more gains no more than the figure and the "
        f"{slack:,.1f} points between plan and bound.",
        f"{begin.zh}；本方案为{reached:,.1f}分。数字表示增加一份最多使下界降低多少。"
        f"与本方案相比，增益不超过该数字加上方案与下界之差{slack:,.1f}分。",
    )
