"""Views of a plan: rows as data, tables of text in Chinese and English, JSON documents."""

from __future__ import annotations

from matcher.report.tables import Table, tables
from matcher.report.text import Language, Text
from matcher.report.views import View, view, view_document

__all__ = ["Language", "Table", "Text", "View", "tables", "view", "view_document"]
