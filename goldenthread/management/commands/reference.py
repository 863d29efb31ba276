"""`goldenthread reference`: the pages of docs/reference that are written from the tables that the program obeys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser

from goldenthread.management.console import ConsoleCommand
from goldenthread.rules.framework_reference import framework_markdown
from goldenthread.rules.roles import permission_matrix_markdown
from goldenthread.rules.truth_table import truth_table_markdown
from goldenthread.rules.workflow import diagrams_markdown


def settings_markdown() -> str:
    """The environment variables, as a page."""
    rows = [f"| `{each.name}` | {each.default} | {each.meaning} |" for each in settings.ENVIRONMENT_VARIABLES]
    return "\n".join(
        [
            "# Settings",
            "",
            "Everything that is set for one installation comes from the environment. What belongs to the council (its",
            "plan, committees, tolerances, calendar) is in its framework and in the database, not here.",
            "",
            "| Variable | If it is not set | What it does |",
            "|---|---|---|",
            *rows,
        ]
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "framework.md": framework_markdown,
    "permissions.md": permission_matrix_markdown,
    "settings.md": settings_markdown,
    "states.md": diagrams_markdown,
    "status-truth-table.md": truth_table_markdown,
}


class Command(ConsoleCommand):
    help = """Write the reference pages that are made from the program's own tables.

The state diagrams, the permissions, the status rules and the settings in docs/reference are never edited by hand."""
    examples = """
        goldenthread reference            # write docs/reference afresh
        goldenthread reference --check    # only say which pages are out of date
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path("docs/reference"), help="default: docs/reference")
        parser.add_argument("--check", action="store_true", help="write nothing; fail if a page is out of date")

    def handle(self, *, folder: Path, check: bool, **_: Any) -> None:
        pages = {folder / name: write().rstrip() + "\n" for name, write in PAGES.items()}
        stale = [file for file, text in pages.items() if not file.is_file() or file.read_text(encoding="utf-8") != text]
        if check and stale:
            raise CommandError(
                f"Out of date: {', '.join(map(str, stale))}. `goldenthread reference` writes them afresh."
            )
        folder.mkdir(parents=True, exist_ok=True)
        for file in stale:
            file.write_text(pages[file], encoding="utf-8")
            self.stdout.write(f"Wrote {file}")
