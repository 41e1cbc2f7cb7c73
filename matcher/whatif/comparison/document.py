"""A comparison for programs."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_jsonable_python

from matcher.formats.json_text import write_json
from matcher.report import Language
from matcher.whatif.comparison.compare import Comparison


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as a JSON document, of format ``linli.comparison/1``."""
    document: dict[str, Any] = to_jsonable_python(comparison)
    return document


def json_comparison(
    comparison: Comparison,
    language: Language,  # noqa: ARG001 - a document has its figures in no language
) -> bytes:
    """Write the document."""
    return write_json(comparison_document(comparison))
