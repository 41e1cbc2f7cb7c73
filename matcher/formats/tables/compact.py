"""Lists and pairs in one cell: ``护理:3; 助浴``, a backslash before what is meant literally."""

from __future__ import annotations

import re
from collections.abc import Iterable

LIST = ";；、"
"""What stands between the items of a list; a line break does too."""

_ITEM = re.compile(rf"(?:\\.|[^{LIST}\n\\]|\\$)+", re.DOTALL)


def split(text: str) -> list[str]:
    """Split a list into its items, still with their backslashes."""
    return [item.strip() for item in _ITEM.findall(text) if item.strip()]


def join(items: Iterable[str]) -> str:
    """Join items that `escape` has made safe."""
    return "; ".join(items)


def split_pair(item: str, separators: str) -> tuple[str, str | None]:
    """Split an item at its last separator; without one, the second half is None."""
    ends = [
        found.start()
        for found in re.finditer(r"\\.|.", item, re.DOTALL)
        if found.group() in tuple(separators)
    ]
    if not ends:
        return unescape(item), None
    return unescape(item[: ends[-1]].strip()), unescape(item[ends[-1] + 1 :].strip())


def escape(text: str, separators: str = "") -> str:
    """Put a backslash before whatever would split the text."""
    return re.sub(rf"([\\{LIST}{separators}])", r"\\\1", text)


def unescape(text: str) -> str:
    """Take the backslashes away again."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
