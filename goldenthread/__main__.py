"""`python -m goldenthread` is the same as `goldenthread`."""

from __future__ import annotations

import sys

from goldenthread.cli import main

if __name__ == "__main__":
    sys.exit(main())
