"""A text in the two languages of Linli."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language in which a station worker reads."""

    EN = "en"
    ZH = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in English and in Chinese."""

    en: str
    zh: str

    def of(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language is Language.ZH else self.en

    @property
    def both(self) -> str:
        """It in both languages, for a heading that everyone reads."""
        return f"{self.zh} {self.en}"
