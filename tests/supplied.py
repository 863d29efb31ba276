"""A framework that comes with the software, as most tests adopt it: nobody has to clear a paper's texts.

Clearing has its own tests, in `tests/web/test_clearances.py`.
"""

from __future__ import annotations

import re
from typing import Final

from goldenthread.imports import framework_files

_CLEARING: Final = re.compile(r",? *cleared_by: [^},\n]*|\n *- committee_report\.sections\.[^\n]*cleared_by[^\n]*")


def uncleared(name: str = "south-derbyshire-2024") -> str:
    """The framework's text without the officers whom it names."""
    return _CLEARING.sub("", framework_files.source(name))
