"""Every word of the simulation's tables, in both languages."""

from __future__ import annotations

from matcher.report import Text

SUMMARY = Text("Simulation", "模拟结果")
HISTOGRAM = Text("Weight served", "完成权重的分布")
NEEDS = Text("Most exposed needs", "风险最大的需求")
COMMUNITIES = Text("Weight by community, least share first", "各社区权重（覆盖率由低到高）")
HELPERS = Text("Helpers on whom most hangs", "最关键的服务者")
STANDBYS = Text("Suggested standbys", "建议的候补人员")

REPLICATIONS = Text("replications", "模拟次数")
SEED = Text("seed", "随机种子")
PLANNED_VISITS = Text("visits planned / asked for", "计划服务 / 全部需求（次）")
PLANNED_WEIGHT = Text("weight planned / asked for", "计划权重 / 全部权重")
EXPECTED_VISITS = Text("visits expected", "预期完成服务（次）")
EXPECTED_WEIGHT = Text("weight expected", "预期完成权重")
ERROR = Text("its standard error", "其标准误")
EXPECTED_SHARE = Text("share of the weight asked for", "预期覆盖率（按权重）")
WORST = Text("5 % worst case: weight at most", "最差 5 % 情形：完成权重不超过")
TAIL = Text("mean weight of the worst 5 %", "最差 5 % 的平均完成权重")
RANGE = Text("least / most weight", "最低 / 最高完成权重")
NOTHING_FAILS = Text("chance that nothing fails", "全部按计划完成的概率")
URGENT = Text("urgent visits served / asked for", "紧急服务完成 / 提出（次）")

NEED = Text("need", "需求")
RESIDENT = Text("resident", "居民")
COMMUNITY = Text("community", "社区")
HELPER = Text("helper", "服务者")
VISITS = Text("visits planned", "计划服务（次）")
EXPECTED = Text("expected", "预期完成")
LOST = Text("weight lost", "预期损失权重")
ASKED = Text("asked for", "需求")
PLANNED = Text("planned", "计划")
SHARE = Text("share", "覆盖率")
RELIABILITY = Text("turns up", "到岗率")
WEIGHT = Text("their weight", "相关权重")
FROM = Text("from", "从")
TO = Text("to", "到")
TAIL_LIFT = Text("worst 5 % rise by", "最差 5 % 平均提高")
WORST_LIFT = Text("5 % worst case by", "最差情形提高")
MEAN_LIFT = Text("mean by", "平均提高")
