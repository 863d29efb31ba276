"""`goldenthread serve`: the site, and the worker beside it if asked."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import waitress
from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from goldenthread.management.console import ConsoleCommand

# Bytes: the largest form is a spreadsheet of 5 MB; whatever is far beyond it is not kept on the disk first.
_LARGEST_REQUEST = 16 * 1024 * 1024


class Command(ConsoleCommand):
    help = """Serve the site, until Ctrl-C.

With --with-worker the work that waits (documents, messages) is done by a second process, which stops with the site."""
    examples = """
        goldenthread serve --migrate --with-worker          # everything on one machine
        goldenthread serve --host 0.0.0.0 --port 80         # for others too: set GOLDENTHREAD_HOSTS to the site's name
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument("--threads", type=int, default=8, help="requests answered at the same time (default: 8)")
        parser.add_argument("--with-worker", action="store_true", help="start the worker too, and stop it at the end")
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")

    def handle(self, *, host: str, port: int, threads: int, with_worker: bool, migrate: bool, **_: Any) -> None:
        if migrate:
            call_command("migrate", verbosity=0)
        _refuse_an_old_database()
        server = _listen(host, port, threads)
        signal.signal(signal.SIGTERM, _stop)
        with _worker(wanted=with_worker):
            self.stdout.write(f"Goldenthread is at http://{host}:{port} (Ctrl-C stops it).")
            self.stdout.flush()
            server.run()


def _refuse_an_old_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            "The database is not up to date with this version: run `goldenthread migrate`, or serve with --migrate."
        )
    connection.close()


def _listen(host: str, port: int, threads: int) -> Any:
    # Only a proxy that the council says is there may tell us who asks and by which scheme.
    proxy = (
        {"trusted_proxy": "*", "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
        if settings.BEHIND_PROXY
        else {}
    )
    application = import_string(settings.WSGI_APPLICATION)
    try:
        return waitress.create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=_LARGEST_REQUEST,
            **proxy,
        )
    except OSError as error:
        raise CommandError(
            f"Port {port} of {host} cannot be opened ({error.strerror}): choose another with --port."
        ) from error


@contextmanager
def _worker(*, wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    # The worker stops when this pipe closes: at the end of this block, or with us if somebody switches us off.
    command = [sys.executable, "-m", "goldenthread", "worker", "--until-input-closes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE):  # noqa: S603 - our own command
        yield


def _stop(_number: int, _frame: FrameType | None) -> None:
    # The same way out as Ctrl-C, so that the worker is stopped too.
    raise SystemExit(0)
