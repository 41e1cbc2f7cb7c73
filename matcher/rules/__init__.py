"""The hard rules, one file each.

A rule on pairs (`RULE`, a `PairRule`) looks at one role and one helper or shift and thins out the
candidates before any search; it is registered in `PAIR_RULES`. A rule on plans is a compiled
function over the growing plan; engines that build plans step by step call it where it binds.
"""

from __future__ import annotations

from matcher.rules import (
    area,
    escalation,
    excluded,
    gender,
    hours,
    kind,
    language,
    licence,
    required,
    skill,
)
from matcher.rules.pairs import Facts, PairRule, Pairs, Qualities

PAIR_RULES: tuple[PairRule, ...] = (
    kind.RULE,
    required.RULE,
    excluded.RULE,
    gender.RULE,
    language.RULE,
    skill.RULE,
    area.RULE,
    licence.RULE,
    escalation.RULE,
    hours.RULE,
)

__all__ = ["PAIR_RULES", "Facts", "PairRule", "Pairs", "Qualities"]
