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
        Folder of the store and of what is being worked on; made, for its owner only, when it is
        missing.
    database : str
        Address of a PostgreSQL database that several machines share; empty: SQLite in `data`.
    cluster : str
        Address of a Dask scheduler, like ``tcp://host:8786``, that solves independent parts of
        scenarios; empty: this machine does.
    max_body_bytes : int
        Longest request body, after decompression.
    max_needs : int
        Most needs of one scenario.
    max_seconds : float
        Most wall seconds that a request may ask for one search; at most a day.
    default_seconds : float
        Wall seconds of a search whose request names no limit; `max_seconds` if that is less.
    grace_seconds : float
        Wall seconds a solve may take beyond its search (to load, explain and check) before it
        is killed.
    max_solve_bytes : int
        Most memory of one solve before it is killed.
    max_workers : int
        Most threads or processes that a request may ask for one solve; at most 64.
    max_running : int
        Solves that one worker runs at the same time; 0: this process solves nothing.
    max_queued : int
        Plans that may wait; further ones are refused.
    max_attempts : int
        How often a solve is begun before a plan whose solver keeps dying is given up.
    max_losses : int
        How many workers a plan may outlive before it is given up.
    lease_seconds : float
        After so long without a sign of life, a worker's plans are given to others.
    parting_seconds : float
        How long a worker that is asked to end waits for the best plans of its solves.
    requests : str
        How many requests a key may make, like ``600/minute``.
    streams : int
        Event streams open at the same time.
    keep_days, audit_days : float
        How long ended plans, and lines of the audit log, are kept.
    webhooks_inside : bool
        Whether webhooks may go to private addresses, and without TLS.
    origins : tuple of str
        Web pages' origins that browsers may call from.

    Raises
    ------
    ValueError
        If any figure is out of range; all of them at once, by name.
    """

    data: Path
    database: str = ""
    cluster: str = ""
    max_body_bytes: int = 16 * 1024 * 1024
    max_needs: int = 100_000
    max_seconds: float = 300.0
    default_seconds: float = 30.0
    grace_seconds: float = 600.0
    max_solve_bytes: int = 4 * 1024**3
    max_workers: int = 2
    max_running: int = 1
    max_queued: int = 100
    max_attempts: int = 3
    max_losses: int = 20
    lease_seconds: float = 15.0
    parting_seconds: float = 20.0
    requests: str = "600/minute"
    streams: int = 16
    keep_days: float = 30.0
    audit_days: float = 365.0
    webhooks_inside: bool = False
    origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checks = {
            "max_body_bytes": (self.max_body_bytes >= 1024, "at least 1024"),
            "max_needs": (self.max_needs >= 1, "at least 1"),
            "max_seconds": (0 < self.max_seconds <= 86_400, "above 0 and at most 86400"),
            "default_seconds": (0 < self.default_seconds <= 86_400, "above 0 and at most 86400"),
            "grace_seconds": (0 <= self.grace_seconds < math.inf, "finite and not negative"),
            "max_solve_bytes": (self.max_solve_bytes >= 1 << 28, "at least 268435456"),
            "max_workers": (1 <= self.max_workers <= 64, "1 to 64"),
            "max_running": (0 <= self.max_running <= 64, "0 to 64"),
            "max_queued": (self.max_queued >= 1, "at least 1"),
            "max_attempts": (self.max_attempts >= 1, "at least 1"),
            "max_losses": (self.max_losses >= 1, "at least 1"),
            "lease_seconds": (1 <= self.lease_seconds <= 3600, "1 to 3600"),
            "parting_seconds": (0 <= self.parting_seconds <= 3600, "0 to 3600"),
            "streams": (0 <= self.streams <= 1000, "0 to 1000"),
            "keep_days": (self.keep_days > 0, "above 0"),
            "audit_days": (self.audit_days > 0, "above 0"),
        }
        wrong = [
            f"{name} must be {range_}" for name, (holds, range_) in checks.items() if not holds
        ]
        if wrong:
            raise ValueError("; ".join(wrong))
