"""The key that signs sessions and forms: generated once for an installation, never shipped."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """The key in `home`/secret-key, written on first use and readable by its owner alone (on POSIX)."""
    file = home / "secret-key"
    try:
        # O_EXCL: of two processes starting together only one writes the key, and the other reads it.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        key = secrets.token_urlsafe(50)
        stream.write(key + "\n")
    return key
