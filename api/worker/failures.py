"""Why a plan could not be made."""

from __future__ import annotations

from api.jobs import Failure

GAVE_UP = Failure(
    code="solver_died",
    en="The solver died or failed each time it was begun.",
    zh="求解程序每次启动后都异常终止。",
)
WORKERS_DIED = Failure(
    code="worker_died",
    en="The worker died again and again while it worked on this plan.",
    zh="处理该方案的工作进程一再异常终止。",
)
OVERDUE = Failure(
    code="solver_overdue",
    en="The solver did not end in time and was killed.",
    zh="求解程序超时未结束，已被终止。",
)
TOO_LARGE = Failure(
    code="solver_out_of_memory",
    en="The solver took more memory than this server allows and was killed.",
    zh="求解程序占用内存超过本服务器上限，已被终止。",
)
INVALID = Failure(
    code="invalid_scenario",
    en="The scenario, accepted earlier, is no longer valid for this version.",
    zh="此前接受的情景已不符合当前版本的要求。",
)
UNSUPPORTED = Failure(
    code="unsupported_scenario",
    en="The engine asked for cannot take this scenario; let `auto` choose one.",
    zh="所选求解引擎不支持该情景；请改用 auto。",
)
