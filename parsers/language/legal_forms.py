"""The legal forms of companies in print, by which a name is known for that of a company."""

from typing import Final

from parsers.language.spellings import spelled

_LEGAL_FORM: Final = r"\b(?:%(legal_form)s|%(institution)s)\b\.?"


def has_legal_form(text: str) -> bool:
    """Whether the text names a legal form, or an institution as such."""
    return spelled(_LEGAL_FORM).search(text) is not None
