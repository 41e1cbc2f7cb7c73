"""Results that were found before."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from matcher.formats import parse_plan, plan_document, read_json
from matcher.formats.files import replace_file
from matcher.formats.json_text import write_json
from matcher.model import InvalidInput, Result, Run

MOST_BYTES = 1_000_000_000
"""Kept on disk; beyond it what was used least lately goes."""


def default_folder() -> Path:
    """Say where results are kept unless told otherwise: in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "linli" / "runs"


class Cache:
    """Results in a folder, by the key of their request.

    Parameters
    ----------
    folder : Path
        Made where it is not there. Several processes may share it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = TypeAdapter(Run)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def get(self, key: str) -> Result | None:
        """Give a result, or None if it is not there or cannot be read."""
        path = self._path(key)
        try:
            document, _ = read_json(gzip.decompress(path.read_bytes()))
            os.utime(path)
            if not isinstance(document, dict):
                return None
            run = self._runs.validate_python(document.get("run"))
            return Result(plan=parse_plan(document.get("plan")), run=run)
        except (OSError, EOFError, zlib.error, InvalidInput, ValidationError):
            return None

    def put(self, key: str, result: Result) -> None:
        """Keep a result."""
        document = {
            "plan": plan_document(result.plan),
            "run": self._runs.dump_python(result.run, mode="json"),
        }
        replace_file(self._path(key), gzip.compress(write_json(document), 3, mtime=0))

    def trim(self, most: int = MOST_BYTES) -> None:
        """Let go of what was used least lately, until no more than `most` bytes are left."""
        kept = []
        for path in self._folder.glob("*.json.gz"):
            try:
                kept.append((path.stat().st_mtime_ns, path.stat().st_size, path))
            except FileNotFoundError:  # another process let it go
                continue
        held = sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept):
            if held <= most:
                return
            path.unlink(missing_ok=True)
            held -= size

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json.gz"
