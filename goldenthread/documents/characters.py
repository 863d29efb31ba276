"""What people paste into commentary, made safe for files that are stricter than a web page."""

from __future__ import annotations

import re
from typing import Final

# Word's own line break, form feed, next line, line and paragraph separator: all mean a new line to whoever pasted.
_LINE_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 cannot hold (section 2.2), and the C1 controls and delete, which print as nothing.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""The text without characters that XML forbids; every kind of line break becomes "\n". Nothing visible is lost."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))
