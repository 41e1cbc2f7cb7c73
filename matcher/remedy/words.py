"""Every sentence about what is lacking and what would help, in both languages."""

from __future__ import annotations

from matcher.model import Rule
from matcher.remedy.records import Lacking, StepKind
from matcher.report import Text

LACKS = {
    Lacking.KIND: Text("is not of a kind that may fill the role", "不属于可担任该角色的类型"),
    Lacking.ESCALATION: Text(
        "may come only once the need has moved up, after this shift has begun",
        "需求上报到这一级后才可服务，而该时段开始更早",
    ),
    Lacking.REQUIRED: Text(
        "is not among the helpers whom the need requires", "不在需求指定的服务者之列"
    ),
    Lacking.EXCLUDED: Text("is not to come to this resident", "被该居民排除"),
    Lacking.GENDER: Text("is not of the gender required", "性别不符合要求"),
    Lacking.LANGUAGE: Text("speaks none of the languages required", "不会所要求的语言"),
    Lacking.LICENCE: Text(
        "does not hold the licence that is required, or no longer then", "没有所需证书或届时已过期"
    ),
    Lacking.SKILL: Text("has {what} at level {has} of {asked}", "{what}为{has}级，需要{asked}级"),
    Lacking.AREA: Text("does not serve this community", "服务范围不含该社区"),
    Lacking.MAX_VISITS: Text(
        "has {has} of {asked} visits in this shift", "该时段已有{has}次服务，上限{asked}次"
    ),
    Lacking.CONTINUITY: Text(
        "would be one person too many ({has} already, {asked} at most)",
        "会超出人数上限：已有{has}人服务，最多{asked}人",
    ),
    Lacking.DAY_LIMIT: Text("would be {amount} min over the day limit", "超出每日上限{amount}分钟"),
    Lacking.WEEK_LIMIT: Text(
        "would be {amount} min over the week limit", "超出每周上限{amount}分钟"
    ),
    Lacking.ENDS_EARLY: Text(
        "has a shift that ends {amount} min too early", "服务时段早结束{amount}分钟"
    ),
    Lacking.STARTS_LATE: Text(
        "has a shift that starts {amount} min too late", "服务时段晚开始{amount}分钟"
    ),
    Lacking.FREE_TOO_LATE: Text(
        "is free {amount} min after the window closes", "要到时间窗结束后{amount}分钟才有空"
    ),
    Lacking.FREE_TOO_EARLY: Text(
        "is free only until {amount} min before the window opens",
        "只在时间窗开始前{amount}分钟以前有空",
    ),
    Lacking.GAP_TOO_SHORT: Text(
        "has a gap between visits that is {amount} min too short", "两次服务之间少{amount}分钟"
    ),
    Lacking.OFF: Text("has no shift near that time", "那段时间前后没有服务时段"),
    Lacking.TOGETHER: Text(
        "is free, but crew, supplies, breaks or the need's other visits stand against it",
        "本人有空，但与服务小组、物资、休息或该需求的其他服务单有冲突",
    ),
}

UNSKILLED = Text(
    "does not have {what} (level {asked} is asked for)", "没有{what}技能（需{asked}级）"
)

STEPS = {
    StepKind.EXTEND_SHIFT: Text(
        "let {helper}'s shift of {when} end {amount} min later, at {until}",
        "把{helper}{when}的服务时段延长{amount}分钟，到{until}",
    ),
    StepKind.WIDEN_WINDOW: Text(
        "widen the window of {when} by {amount} min, to {until}",
        "把{when}的时间窗延后{amount}分钟，到{until}",
    ),
    StepKind.RAISE_LIMIT: Text(
        "let {helper} work {amount} min more a {span}", "允许{helper}每{span}多工作{amount}分钟"
    ),
    StepKind.ACCEPT_LEVEL: Text("accept {what} at level {level}", "接受{level}级的{what}"),
    StepKind.MORE_VISITS: Text(
        "let {helper} make {most} visits in the shift of {when} ({amount} more)",
        "允许{helper}在{when}的时段服务{most}次（多{amount}次）",
    ),
    StepKind.MORE_FACES: Text(
        "let {most} different people come to this need ({amount} more)",
        "允许最多{most}名不同的服务者（多{amount}名）",
    ),
    StepKind.MOVE_DAY: Text("let it also {happen} on {when}", "允许{happen}{when}"),
    StepKind.ADD_SHIFT: Text(
        "ask {helper} to come on {when} as well, until {until}",
        "请{helper}在{when}至{until}也来服务",
    ),
    StepKind.SERVE_COMMUNITY: Text(
        "let {helper} serve {community} as well", "允许{helper}也服务{community}"
    ),
    StepKind.MORE_SUPPLIES: Text("add {what}: {quantity} more", "增加{what}{quantity}"),
    StepKind.MORE_BUDGET: Text(
        "raise the budget of {what} by {quantity}", "把{what}的预算增加{quantity}"
    ),
    StepKind.ADD_HELPER: Text(
        "add one {kind}{having} in {community}, for {when}",
        "在{community}增加一名{kind}{having}（{when}）",
    ),
}

EARLIER = {
    StepKind.EXTEND_SHIFT: Text(
        "let {helper}'s shift of {when} begin {amount} min earlier, at {until}",
        "让{helper}{when}的服务时段提前{amount}分钟，从{until}开始",
    ),
    StepKind.WIDEN_WINDOW: Text(
        "open the window of {when} {amount} min earlier, at {until}",
        "把{when}的时间窗提前{amount}分钟，从{until}开始",
    ),
}

SPANS = {Rule.DAY_LIMIT: Text("day", "天"), Rule.WEEK_LIMIT: Text("week", "周")}

REARRANGED = Text(
    "nothing need change but the plan: it fits if other visits move",
    "无需改变任何条件：调整其他服务单即可安排",
)

STARTING, TAKING_PLACE = Text("start", "开始时间改为"), Text("take place", "服务时间改为")
"""What the windows of a need bound."""

AND = Text("; and ", "；并且")

THEN_ALONE = Text("then it can take place on {when}", "届时可于{when}进行")
THEN = Text("then {crew} can come on {when}", "届时{crew}可于{when}前往")
MOVING = Text("; other visits that change: {moved}", "，另有{moved}个服务单变动")

COSTS = Text(
    "Serving it so would cost: {terms}; {dropped}.", "这样安排的代价：{terms}；{dropped}。"
)
DROPS = Text("{visits} would be left out for it", "为此将放弃{visits}")
DROPS_NONE = Text("no other visit is left out", "没有其他服务被放弃")
NO_COST = Text("no term of the score", "评分各项均无变化")
IMPOSSIBLE = Text("It cannot be served so: {why}.", "不能这样安排：{why}。")
UNKNOWN = Text(
    "no plan was found that does, though no single rule forbids it",
    "没有找到这样的方案，但也没有哪一条规则单独禁止它",
)
PINNED = Text("the visit is pinned otherwise", "该服务单已固定为其他安排")
OUTSIDE = Text("no window admits that start", "没有时间窗允许该开始时间")
RULES = {Rule.PIN: PINNED, Rule.WINDOW: OUTSIDE}

INCOMPLETE = Text("Time ran out: not all possibilities were tried.", "时间已到：并未试遍所有可能。")
NOTHING_HELPS = Text(
    "No change was found with which it could be served.",
    "没有找到能使其得到服务的改变。",
)
NOTHING_COMMON = Text("No change helps more than one visit.", "没有哪项改变能同时帮助多个服务单。")
NO_OTHER = Text(
    "No other crew was found: with every other visit where it is, nobody else has room for it.",
    "没有找到其他可行的安排：其他服务单不动时，别人都排不下。",
)
