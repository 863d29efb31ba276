"""Style sheets, scripts and pictures, gathered under names with a fingerprint, so that browsers may keep them for good.

Gathering happens by itself when a server starts and something has changed: nobody has to remember a build step.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather_static() -> None:
    """Fill STATIC_ROOT if the sources differ from those it was filled from."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / "gathered-from"
    fingerprint = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint, encoding="ascii")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
