"""What an installation may set: one table, read by the settings and printed by `goldenthread reference`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One environment variable: `default` is printed as it stands, so it may be a sentence."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable(
        "GOLDENTHREAD_HOME",
        "`.goldenthread` in the home folder",
        "The folder for all that is written: the SQLite database, the secret key, gathered static files, the log.",
    ),
    Variable(
        "DATABASE_URL",
        "SQLite, in `GOLDENTHREAD_HOME/goldenthread.sqlite3`",
        "`postgresql://user:password@host:5432/name` or `sqlite:///path/to/file`.",
    ),
    Variable(
        "GOLDENTHREAD_SECRET_KEY",
        "generated once and kept in `GOLDENTHREAD_HOME/secret-key`",
        "Signs sessions and forms. Every process of one site must have the same key.",
    ),
    Variable(
        "GOLDENTHREAD_HOSTS",
        "`127.0.0.1,localhost`",
        "Host names that the site answers to, separated by commas.",
    ),
    Variable(
        "GOLDENTHREAD_HTTPS",
        "`no`",
        "`yes` when people reach the site by https: cookies then go by https only, and browsers are told to insist.",
    ),
    Variable(
        "GOLDENTHREAD_BEHIND_PROXY",
        "`no`",
        "`yes` when a reverse proxy in front sets `X-Forwarded-Proto`, so that it can be believed.",
    ),
    Variable(
        "GOLDENTHREAD_DEBUG",
        "`no`",
        "`yes` shows stack traces in the browser: for developers, never for a council.",
    ),
    Variable(
        "GOLDENTHREAD_ADMIN_PASSWORD",
        "`goldenthread init` asks for it",
        "The first administrator's password, for a script that runs `goldenthread init`.",
    ),
    Variable(
        "GOLDENTHREAD_EMAIL_URL",
        "messages are printed where the worker runs",
        "`smtp://user:password@host:587` (add `?tls=yes` for STARTTLS) to send e-mail.",
    ),
    Variable(
        "GOLDENTHREAD_EMAIL_FROM",
        "`goldenthread@localhost`",
        "The address that messages come from.",
    ),
)

_NAMES = frozenset(variable.name for variable in VARIABLES)


def text(name: str, default: str = "") -> str:
    """The value of a variable of the table; `default` where it is unset or blank."""
    if name not in _NAMES:
        raise KeyError(f"{name} is not in the table of environment variables: add it, so that it is documented.")
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """True for yes, true, on or 1; False for no, false, off, 0 or unset. Raises ValueError for anything else."""
    value = text(name, "no").lower()
    if value in {"yes", "true", "on", "1"}:
        return True
    if value in {"no", "false", "off", "0"}:
        return False
    raise ValueError(f"{name} is “{value}”: set it to yes or no.")


def words(name: str, default: str) -> list[str]:
    """A list separated by commas, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def home() -> Path:
    """The folder for everything that is written, made if it is not there."""
    folder = Path(text("GOLDENTHREAD_HOME") or Path.home() / ".goldenthread").expanduser().resolve()
    # The records and the secret key are nobody else's on this machine (where the system keeps people apart by mode).
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
