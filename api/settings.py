"""What the operator decides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the service keeps its data, and how much it lets one caller take.

    Attributes
    ----------
    data : Path
        Folder of the job store; made, for its owner only, when it is missing.
    max_body_bytes : int
        Longest request body.
    max_seconds : float
        Most wall seconds that a request may ask for one search; at most a day.
    default_seconds : float
        Wall seconds of a search whose request names no limit; `max_seconds` if that is less.
    grace_seconds : float
        Wall seconds a solve may take beyond its search (to load, explain and check) before it
        is killed.
    max_workers : int
        Most threads or processes that a request may ask for one solve; at most 64.
    max_running : int
        Solves that run at the same time.
    max_queued : int
        Plans that may wait; further ones are refused.
    max_attempts : int
        How often a solve is begun before a plan whose solver keeps dying is given up.

    Raises
    ------
    ValueError
        If any figure is out of range; all of them at once, by name.
    """

    data: Path
    max_body_bytes: int = 16 * 1024 * 1024
    max_seconds: float = 300.0
    default_seconds: float = 30.0
    grace_seconds: float = 600.0
    max_workers: int = 2
    max_running: int = 1
    max_queued: int = 100
    max_attempts: int = 3

    def __post_init__(self) -> None:
        checks = {
            "max_body_bytes": (self.max_body_bytes >= 1024, "at least 1024"),
            "max_seconds": (0 < self.max_seconds <= 86_400, "above 0 and at most 86400"),
            "default_seconds": (0 < self.default_seconds <= 86_400, "above 0 and at most 86400"),
            "grace_seconds": (0 <= self.grace_seconds < math.inf, "finite and not negative"),
            "max_workers": (1 <= self.max_workers <= 64, "1 to 64"),
            "max_running": (1 <= self.max_running <= 64, "1 to 64"),
            "max_queued": (self.max_queued >= 1, "at least 1"),
            "max_attempts": (self.max_attempts >= 1, "at least 1"),
        }
        wrong = [
            f"{name} must be {range_}" for name, (holds, range_) in checks.items() if not holds
        ]
        if wrong:
            raise ValueError("; ".join(wrong))
