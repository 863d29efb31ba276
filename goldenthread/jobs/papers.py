"""Builds the files of a frozen paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goldenthread.actions import papers
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.models.publications import Publication
from goldenthread.reports import canonical

WRITERS = {"word": word, "pdf": pdf, "excel": excel}


def build_files(payload: Mapping[str, Any], at: datetime) -> None:
    """Draw the frozen report in every format and keep the files. Doing it again builds only what is missing."""
    publication = Publication.objects.get(pk=payload["publication"])
    built = set(publication.files.filter(withdrawn_at=None).values_list("format", flat=True))
    document = canonical.from_json(bytes(publication.report))
    files = {name: write(document) for name, write in WRITERS.items() if name not in built}
    papers.add_files(publication=publication, files=files, at=at)
