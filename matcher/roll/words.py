"""Every word of a roll's tables, in both languages."""

from __future__ import annotations

from matcher.report import Text

WEEKS = Text("Week by week", "逐周情况")
NEEDS = Text("Needs that had to wait", "等候过的需求")

WEEK = Text("week", "周")
FROM = Text("from", "起始日")
ASKED = Text("needs asked", "新提出需求")
CARRIED = Text("carried over", "结转需求")
VISITS = Text("visits asked", "应服务（次）")
PLANNED = Text("planned", "已排（次）")
NO_SHOWS = Text("not kept", "失约（次）")
SERVED = Text("served", "完成（次）")
LEFT = Text("needs left", "剩余需求")
OVERDUE = Text("overdue", "超时限")
OLDEST = Text("oldest (days)", "最久（天）")
MOVED_UP = Text("to {kinds}", "上报至{kinds}")

NEED = Text("need", "需求")
SERVICE = Text("service", "服务项目")
COMMUNITY = Text("community", "社区")
REQUESTED = Text("asked for", "提出时间")
STEPS = Text("moved up", "逐级上报")
FIRST_VISIT = Text("first visit", "首次服务")
OPEN = Text("still open", "尚未完成")
YES = Text("yes", "是")


def cut(more: int) -> Text:
    """Say how many rows a table leaves out, and where they are."""
    return Text(
        f"… and {more:,} more; all with --json.", f"……另有{more:,}项；加 --json 可查看全部。"
    )
