"""The legal forms of companies in print, by which a name is known for that of a company."""

import re
from typing import Final

_LEGAL_FORM: Final = re.compile(
    r"\b(?:ltd|limited|plc|llp|llc|inc|corp|co|gmbh|ag|kg|ohg|e\.?\s?k|mbh|m\.b\.h|se|sas|sarl|sa|s\.a|s\.l|sl|slu|s\.r\.l|srl"
    r"|s\.p\.a|spa|b\.v|bv|n\.v|nv|v\.o\.f|cv|oy|ab|as|a/s|aps|s\.r\.o|sp\. z o\.o"
    r"|university|hospital|council|trust|group|college)\b\.?",
    re.IGNORECASE,
)


def has_legal_form(text: str) -> bool:
    """Whether the text names a legal form, or an institution as such."""
    return _LEGAL_FORM.search(text) is not None
