"""The type of a sum over variables.

OR-Tools' own is a union with numpy's numbers, and no type checker can follow arithmetic on it.
"""

from __future__ import annotations

from typing import Any

Linear = Any
