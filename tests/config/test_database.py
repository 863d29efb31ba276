"""DATABASE_URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.config.database import database_from_url

pytestmark = pytest.mark.once


def test_a_postgresql_url_gives_its_parts() -> None:
    database = database_from_url("postgresql://ann:p%40ss@db.example:5433/council?sslmode=require")
    assert database["ENGINE"].endswith("postgresql")
    assert [database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "council",
        "ann",
        "p@ss",
        "db.example",
        "5433",
    ]
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_postgresql_socket_is_named_by_its_folder() -> None:
    assert database_from_url("postgresql://postgres:@/postgres?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/council.sqlite3", "/srv/council.sqlite3"),
        ("sqlite:///council.sqlite3", "council.sqlite3"),
        ("sqlite:///C:/council.sqlite3", "C:/council.sqlite3"),
    ],
)
def test_an_sqlite_url_gives_its_file(url: str, file: str) -> None:
    assert database_from_url(url)["NAME"] == str(Path(file))


def test_sqlite_lets_people_read_while_somebody_writes() -> None:
    options = database_from_url("sqlite:///x")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.parametrize(
    ("url", "sentence"), [("mysql://h/n", "only sqlite: and postgresql:"), ("sqlite://", "no database")]
)
def test_a_url_it_cannot_use_is_refused_in_words(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        database_from_url(url)
