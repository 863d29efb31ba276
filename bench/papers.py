"""A committee's paper of everything it has, in every format."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from bench.council import NOW, TODAY, BenchCouncil
from bench.integrated_council import IntegratedCouncil
from bench.timing import Measured, milliseconds, queries
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.jobs.papers import drawn
from goldenthread.models import Paper
from goldenthread.reports import canonical, papers
from goldenthread.reports.blocks import Document

_FORMATS: dict[str, Callable[[Document], bytes]] = {"PDF": pdf, "Word": word, "Excel": excel}
WHOLE_PAPER, INTEGRATED_PAPER = 4000, 6000
"""The aims for report and all formats together, in milliseconds."""
_RUNS = 3


def integrated(built: IntegratedCouncil) -> Iterator[Measured]:
    """The same for a paper with projects, risks and money beside its measures."""
    counts = f"{built.base.measures} measures, {built.projects} projects, {built.risks} risks, {built.lines:,} lines"
    return measure(built.base, f"integrated paper: {counts}", "integrated paper", INTEGRATED_PAPER)


def measure(built: BenchCouncil, what: str = "", name: str = "paper", aim: float = WHOLE_PAPER) -> Iterator[Measured]:
    """The report, then each format drawn from it, then all of it as it is done when a paper is frozen: side by side."""
    paper = Paper.objects.get(round=built.round)

    def report() -> Document:
        found = papers.draft(paper, reader=built.by, on=TODAY, known_at=NOW, now=NOW)
        return found.document

    took, best, document = milliseconds(report, runs=5)
    asked = queries(report)
    text = canonical.to_json(document)
    floor, _, _ = milliseconds(lambda: canonical.from_json(text), runs=5)
    size = f"{len(text) // 1024} KB of JSON"
    read = "the finished report read back from its JSON"
    yield Measured(
        f"Report of {what or f'{built.measures} measures'}", took, floor, read, best=best, queries=asked, detail=size
    )
    least = floor
    for form, draw in _FORMATS.items():
        taken, quickest, content = milliseconds(lambda draw=draw: draw(document), runs=_RUNS)  # type: ignore[misc]
        zipped, _, _ = milliseconds(lambda content=content: _packed(content), runs=_RUNS)  # type: ignore[misc]
        detail = f"{len(content) // 1024} KB"
        yield Measured(f"{form} of that {name}", taken, zipped, "packing its bytes", best=quickest, detail=detail)
        least += zipped
    before = time.process_time()
    together, quickest, _ = milliseconds(lambda: drawn(report(), ("word", "pdf", "excel")), runs=_RUNS)
    busy = (time.process_time() - before) / (_RUNS + 1)
    yield Measured(
        f"The whole {name}, every format",
        together,
        least,
        "their floors together",
        best=quickest,
        aim=aim,
        detail=f"{busy:.1f} s of processor time",
    )


def _packed(content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("paper", content)
    return out.getvalue()
