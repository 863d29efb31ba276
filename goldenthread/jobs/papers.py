"""Builds the files of a frozen paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from goldenthread.actions import papers
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.models.markings import RestrictedPack
from goldenthread.models.publications import Publication
from goldenthread.reports import canonical
from goldenthread.reports.blocks import Document

WRITERS = {"word": word, "pdf": pdf, "excel": excel}


def build_files(payload: Mapping[str, Any], at: datetime) -> None:
    """Draw the frozen report in every format and keep the files. Doing it again builds only what is missing."""
    publication = Publication.objects.get(pk=payload["publication"])
    built = set(publication.files.filter(withdrawn_at=None).values_list("format", flat=True))
    pack = RestrictedPack.objects.filter(publication=publication).first()
    kept = set(pack.files.filter(withdrawn_at=None).values_list("format", flat=True)) if pack else set()
    papers.add_files(
        publication=publication,
        files=_drawn(publication.report, built),
        restricted=_drawn(pack.report, kept) if pack else {},
        at=at,
    )


def _drawn(report: bytes | memoryview, built: Collection[str]) -> Mapping[str, bytes]:
    return drawn(canonical.from_json(bytes(report)), WRITERS.keys() - built)


def drawn(document: Document, formats: Collection[str]) -> Mapping[str, bytes]:
    """The document in these formats, side by side: while Typst sets pages, Python is free to write the others."""
    with ThreadPoolExecutor() as pool:
        files = {name: pool.submit(write, document) for name, write in WRITERS.items() if name in formats}
    return {name: file.result() for name, file in files.items()}
