"""The operations that a change may be, one file each; a new one is a file and a line here."""

from __future__ import annotations

from matcher.whatif.variants.operations.add import Add
from matcher.whatif.variants.operations.change import Change
from matcher.whatif.variants.operations.close import Close
from matcher.whatif.variants.operations.copy import Copy
from matcher.whatif.variants.operations.detour import Detour
from matcher.whatif.variants.operations.modify import Modify
from matcher.whatif.variants.operations.policy import ChangePolicy
from matcher.whatif.variants.operations.remove import Remove
from matcher.whatif.variants.operations.scale import Scale
from matcher.whatif.variants.operations.shift import ShiftInTime
from matcher.whatif.variants.operations.surge import Surge

OPERATIONS: dict[str, type[Change]] = {
    "add": Add,
    "copy": Copy,
    "remove": Remove,
    "change": Modify,
    "scale": Scale,
    "shift": ShiftInTime,
    "surge": Surge,
    "close": Close,
    "detour": Detour,
    "policy": ChangePolicy,
}
"""By the word in a variant's file."""

__all__ = ["OPERATIONS", "Change"]
