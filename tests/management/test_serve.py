"""`goldenthread serve`, as somebody starts it: a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

pytestmark = [pytest.mark.once, pytest.mark.slow]

SECONDS_TO_START = 40


def _start(home: Path, *options: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "GOLDENTHREAD_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "DATABASE_URL": "",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "goldenthread", "serve", *options],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> str:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urlopen(url, timeout=5) as answer:
                return str(answer.read(), "utf-8")
        except HTTPError:
            raise
        except URLError:
            assert time.monotonic() < deadline, f"Nothing answers at {url}."
            time.sleep(0.2)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = _free_port()
    process = _start(tmp_path_factory.mktemp("home"), "--migrate", "--with-worker", "--port", str(port))
    yield f"http://127.0.0.1:{port}", process
    process.kill()
    process.communicate()


def test_a_page_comes_with_its_style_sheet(site: tuple[str, subprocess.Popen[str]]) -> None:
    page = _wait_for(f"{site[0]}/accessibility/")
    sheet = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "govuk" in _wait_for(site[0] + sheet)


@pytest.mark.skipif(os.name != "posix", reason="Only POSIX can ask a process to stop.")
def test_it_stops_its_worker_when_it_is_stopped(site: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = site
    _wait_for(f"{address}/accessibility/")
    process.send_signal(signal.SIGTERM)
    # The worker shares this pipe: it only closes once both have gone.
    printed, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert printed.startswith(f"Goldenthread is at {address}")


def test_an_old_database_is_refused_with_the_remedy(tmp_path: Path) -> None:
    _, message = _start(tmp_path).communicate(timeout=SECONDS_TO_START)
    assert message == (
        "The database is not up to date with this version: run `goldenthread migrate`, or serve with --migrate.\n"
    )


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _, message = _start(tmp_path, "--migrate", "--port", str(port)).communicate(timeout=SECONDS_TO_START)
    assert message.startswith(f"Port {port} of 127.0.0.1 cannot be opened")
