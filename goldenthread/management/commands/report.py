"""`goldenthread report`: a committee's paper from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from django.core.management import CommandError, CommandParser
from django.utils import timezone

from goldenthread import access
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.management.console import ConsoleCommand
from goldenthread.models.cycles import Paper
from goldenthread.reports import canonical, papers
from goldenthread.reports.blocks import Document

FORMATS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    "word": word,
    "pdf": pdf,
    "excel": excel,
    "json": canonical.to_json,
}


class Command(ConsoleCommand):
    help = """List the committees' papers, or write one as Word, PDF, Excel or JSON.

A final paper comes out as it was frozen, byte for byte; one that is being drafted is drawn as it stands now."""
    examples = """
        goldenthread report                                        # the papers there are
        goldenthread report 4 --format pdf --out paper.pdf         # one of them, as a file
        goldenthread report 4 --format json                        # the frozen record on the screen
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paper", nargs="?", type=int, help="the number of the paper in the list")
        parser.add_argument("--format", dest="kind", choices=[*FORMATS], default="word", help="default: word")
        parser.add_argument("--out", type=Path, help="the file to write; without it, the screen (json only)")

    def handle(self, *, paper: int | None, kind: str, out: Path | None, **_: Any) -> None:
        reader = access.console(timezone.localdate())
        if paper is None:
            self._list(reader)
            return
        content = _content(papers.find(paper, reader=reader), reader, kind)
        if out is not None:
            out.write_bytes(content)
            self.stdout.write(f"Written: {out} ({len(content):,} bytes)")
        elif kind == "json":
            self.stdout.write(content.decode())
        else:
            raise CommandError(f"A {kind} file cannot be shown on the screen. Say where to write it: --out FILE")

    def _list(self, reader: access.Actor) -> None:
        found = papers.paper_list(reader=reader, on=reader.on)
        lines = (*found.coming, *found.published)
        if not lines:
            self.stdout.write("There are no papers yet. One appears when a round is opened for a committee's meeting.")
        for line in lines:
            self.stdout.write(f"{line.pk:>4}  {line.meeting}  {line.round:<12}  {line.word:<24}  {line.body}")


def _content(paper: Paper, reader: access.Actor, name: str) -> bytes:
    frozen = papers.frozen(paper)
    if frozen is None:
        now = timezone.now()
        report = papers.draft(paper, reader=reader, on=reader.on, known_at=now, now=now)
        return FORMATS[name](report.document)
    if name == "json":
        return bytes(frozen[0].report)
    file = papers.frozen_file(paper, name)
    if file is None:
        raise CommandError(f"The {name} file of this paper is still being built: goldenthread worker --once builds it.")
    return bytes(file.content)
